"""`pm clock` and `pm clock report`, from front matter to table, JSON, calendar and skeleton."""

from collections.abc import Callable, Mapping
import datetime as dt
import json
from pathlib import PurePath

from hypothesis import given
from hypothesis import strategies as st
import icalendar
import jsonschema
import pytest

from pmtool.config import Config
from pmtool.features.clocks import clock_rows
from pmtool.parse import parse
from pmtool.rules.deadlines import clocks_of, entries_of, unconsidered
from pmtool.schema.clock_output import clock_schema
from tests.conftest import Project

Make = Callable[[Mapping[str, str | bytes]], Project]
PATH = "postmortems/2026-03-28-refunds.md"
REVIEW = """\
---
title: Assistant showed data of another customer
status: draft
kind: incident
severity: sev2
times:
  started: 2026-03-30T09:00:00Z
  detected: 2026-03-30T10:00:00Z
  aware: 2026-03-30T12:00:00+02:00
ai: {system: assistant, role: deployer, harm: [privacy], harmed_parties: [customers of the shop]}
factors:
  - {class: privacy_cache_leak, confidence: known}
  - monitoring_gap
reporting: [%s]
---

## Summary

Titles of other customers were shown.

<!-- pm:internal -->
The customer is Acme.
<!-- /pm:internal -->

## Impact

_[What users saw.]_

## Actions

- [x] **A1** Assert the owner at every read
  - done: 2026-03-30
- [ ] **A2** Probe with canary accounts
  - owner: sre
  - due: 2026-05-01
- [ ] **A3** Drop the cache
  - state: declined
  - reason: too slow
"""


def made(project: Make, reporting: str, config: str = "") -> Project:
    return project({"pm.toml": config, PATH: REVIEW % reporting})


def rows(repository: Project, *arguments: str) -> list[dict]:
    ran = repository.run("clock", *arguments, "--format", "json")
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)
    jsonschema.Draft202012Validator(clock_schema()).validate(found)
    return found


def test_a_running_clock_in_a_table(project):
    ran = made(project, "{clock: gdpr33}").run("clock")
    assert ran.code == 0
    head, row, note = ran.out.splitlines()
    assert head.split()[:4] == ["CLOCK", "STATE", "DUE", "LEFT"]
    assert row.startswith("gdpr33  running  2026-04-02 10:00 UTC  1 d 10 h  aware 2026-03-30 10:00 UTC")
    assert "Article 33(1)" in row
    assert note == "as of 2026-11-23; not legal advice"


def test_json_has_regime_article_anchor_time_left_as_of_and_disclaimer(project):
    [row] = rows(made(project, "{clock: gdpr33}"))
    wanted = {
        "review": "2026-03-28-refunds", "path": PATH, "clock": "gdpr33", "regime": "gdpr", "state": "running",
        "anchor": "aware", "anchor_at": "2026-03-30T10:00:00Z", "due": "2026-04-02T10:00:00Z",
        "left_seconds": 34 * 3600, "as_of": "2026-11-23", "disclaimer": "not legal advice", "estimated": False,
    }  # fmt: skip
    assert {key: row[key] for key in wanted} == wanted
    assert "Article 33(1)" in row["law"]


def test_closed_clocks_are_shown_with_all_only(project):
    repository = made(project, "{clock: gdpr33, submitted: 2026-03-31T09:00:00Z}")
    assert rows(repository) == []
    assert [row["state"] for row in rows(repository, "--all")] == ["submitted"]
    assert "no clock runs; 1 closed: pm clock --all" in repository.run("clock").err


def test_the_first_report_of_dora_starts_the_second_without_an_entry(project):
    repository = made(
        project,
        "{clock: dora_initial, classified: 2026-03-30T11:00:00Z, submitted: 2026-03-30T13:00:00Z}",
        "[clocks]\nentity = 'credit_institution'\n",
    )
    found = {row["clock"]: row for row in rows(repository, "--regime", "dora", "--all")}
    assert found["dora_initial"]["state"] == "submitted"
    assert (found["dora_intermediate"]["state"], found["dora_intermediate"]["implied"]) == ("running", True)
    assert found["dora_intermediate"]["due"] == "2026-04-02T13:00:00Z"
    assert found["dora_final"]["state"] == "waiting"


def test_the_latest_updated_report_counts_for_the_final_one(project):
    repository = made(
        project,
        "{clock: dora_initial, classified: 2026-03-30T11:00:00Z, submitted: 2026-03-30T13:00:00Z}, "
        "{clock: dora_intermediate, submitted: 2026-03-31T09:00:00Z}, "
        "{clock: dora_intermediate, submitted: 2026-03-31T18:00:00Z}",
    )
    found = {row["clock"]: row for row in rows(repository, "--all")}
    assert found["dora_intermediate"]["submitted"] == "2026-03-31T09:00:00Z"
    assert found["dora_final"]["anchor_at"] == "2026-03-31T18:00:00Z"


def test_facts_that_start_a_clock_nobody_considered_are_shown(project):
    [row] = rows(made(project, ""))
    assert (row["clock"], row["state"], row["due"]) == ("gdpr33", "unconsidered", "2026-04-02T10:00:00Z")
    assert any("nobody has considered it" in note for note in row["notes"])


def test_a_contract_of_the_team_runs_like_a_law(project):
    own = "[[clocks.own]]\nid = 'acme'\nlaw = 'contract, 9.2'\nlimits = [{ from = 'aware', hours = 48 }]\n"
    repository = made(project, "{clock: acme}, {clock: gdpr33}", own)
    assert [(row["clock"], row["due"]) for row in rows(repository)] == [
        ("acme", "2026-04-01T10:00:00Z"),
        ("gdpr33", "2026-04-02T10:00:00Z"),
    ]


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("[[clocks.own]]\nid = 'acme'\n", "pm.toml: clock 'acme' has no law"),
        ("[clocks]\nzone = 'Mars'\n", 'clocks.zone "Mars" is no IANA time zone'),
        ("[clocks]\nholidays = ['24 December']\n", "is no day"),
        ("[clocks]\nentity = 'bank'\n", "none of"),
        ("[clocks]\nregime = ['gdpr']\n", 'did you mean "regimes"?'),
        ("[clocks]\nregimes = ['gdrp']\n", "names 'gdrp', which is no regime"),
    ],
)
def test_faulty_configuration_is_named_and_ends_with_2(project, config, said):
    ran = made(project, "{clock: gdpr33}", config).run("clock")
    assert ran.code == 2
    assert said in ran.err


def test_an_unknown_regime_names_the_nearest(project):
    ran = made(project, "").run("clock", "--regime", "gdpr3")
    assert ran.code == 2
    assert "did you mean 'gdpr33'?" in ran.err


def test_the_calendar_is_one_that_a_reader_takes(project):
    ran = made(project, "{clock: gdpr33}").run("clock", "--format", "ics")
    calendar = icalendar.Calendar.from_ical(ran.out)
    [event] = calendar.walk("VEVENT")
    assert event.decoded("dtstart").isoformat() == "2026-04-02T10:00:00+00:00"
    assert "gdpr33" in event["summary"]
    assert "not legal advice" in event["description"]
    assert len(event.walk("VALARM")) == 2
    assert all(len(line.encode()) <= 75 for line in ran.out.split("\r\n"))


def test_reviews_are_named_without_an_option(project):
    repository = made(project, "{clock: gdpr33}")
    assert len(rows(repository, "refunds")) == 1
    ran = repository.run("clock", "nonsuch")
    assert ran.code == 2
    assert "there is no review 'nonsuch'" in ran.err


def test_the_table_of_clocks_is_listed(project):
    ran = made(project, "").run("clock", "--list")
    assert ran.code == 0
    assert "**sec_8k_105**" in ran.out
    assert "not legal advice" in ran.out


# -- report


def test_a_report_is_filled_and_lists_what_is_unknown(project):
    repository = made(project, "{clock: gdpr33}")
    ran = repository.run("clock", "report", "refunds", "--to", "gdpr")
    assert ran.code == 0
    assert "Titles of other customers were shown." in ran.out
    assert "customers of the shop" in ran.out
    assert "- Assert the owner at every read (done, 2026-03-30)" in ran.out
    assert "- Probe with canary accounts (planned, 2026-05-01)" in ran.out
    assert "Drop the cache" not in ran.out, "what was declined is no measure"
    assert "not legal advice" in ran.out.casefold()
    unknown = ran.out[ran.out.index("## Still unknown") :]
    assert "Data protection officer" in unknown
    assert "number harmed" in unknown
    assert "still unknown" in ran.err


def test_internal_blocks_and_placeholders_never_reach_a_report(project):
    out = made(project, "").run("clock", "report", "refunds", "--to", "gdpr").out
    assert "Acme" not in out
    assert "What users saw" not in out


def test_an_unclosed_internal_block_hides_all_that_follows(project):
    text = (REVIEW % "").replace("<!-- /pm:internal -->", "")
    out = project({"pm.toml": "", PATH: text}).run("clock", "report", "refunds", "--to", "gdpr").out
    assert "Acme" not in out


@pytest.mark.parametrize(
    ("regime", "phase", "titled"),
    [
        ("euaia", "initial", "Report of a serious incident"),
        ("euaia", "final", "Complete report"),
        ("dora", "initial", "Initial notification"),
        ("dora", "intermediate", "Intermediate report"),
        ("dora", "final", "Final report"),
        ("nis2", "initial", "Early warning"),
        ("nis2", "intermediate", "Notification of a significant incident"),
        ("nis2", "final", "Final report"),
        ("sec", "initial", "Disclosure"),
    ],
)
def test_each_regime_has_its_phases(project, regime, phase, titled):
    ran = made(project, "").run("clock", "report", "refunds", "--to", regime, "--phase", phase)
    assert ran.code == 0
    assert ran.out.startswith(f"# {titled}")


def test_regulators_read_factors_as_root_causes(project):
    out = made(project, "").run("clock", "report", "refunds", "--to", "dora", "--phase", "final").out
    after = out[out.index("Root causes") :]
    assert "- privacy_cache_leak (known): State of one user was served to another one." in after
    assert "- monitoring_gap:" in after


def test_the_next_phase_is_chosen_from_what_was_submitted(project):
    entry = "{clock: dora_initial, classified: 2026-03-30T11:00:00Z, submitted: 2026-03-30T13:00:00Z}"
    out = made(project, entry).run("clock", "report", "refunds", "--to", "dora").out
    assert out.startswith("# Intermediate report")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--to", "hipaa"], "there is no regime 'hipaa'"),
        (["--to", "gdpr33"], "the regime of that clock: gdpr"),
        (["--to", "gdpr", "--phase", "final"], "gdpr has no final report"),
    ],
)
def test_what_cannot_be_reported_is_explained(project, arguments, said):
    ran = made(project, "").run("clock", "report", "refunds", *arguments)
    assert ran.code == 2
    assert said in ran.err


# -- bad input

_LEAF = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 10**6), st.text(max_size=20), st.dates().map(str),
    st.sampled_from(["gdpr33", "dora_initial", "dora_final", "2026-03-30T11:00:00Z", "0001-01-01T00:00:00+14:00"]),
)  # fmt: skip
_KEYS = st.sampled_from(
    ["clock", "applies", "aware", "classified", "determined", "submitted", "reclassified", "reasons"]
)
_ENTRY = st.one_of(_LEAF, st.dictionaries(_KEYS, _LEAF, max_size=5))


@given(
    st.one_of(_LEAF, st.lists(_ENTRY, max_size=4), st.dictionaries(_KEYS, _LEAF, max_size=2)),
    st.one_of(
        _LEAF,
        st.dictionaries(st.sampled_from(["started", "detected", "aware", "estimated"]), _LEAF, max_size=3),
    ),
    st.one_of(_LEAF, st.fixed_dictionaries({"harm": st.one_of(_LEAF, st.lists(_LEAF, max_size=2))})),
)
def test_any_front_matter_is_read(reporting, times, block):
    front = json.dumps(
        {"title": "x", "kind": "incident", "reporting": reporting, "times": times, "ai": block}
    )
    document = parse(PurePath("postmortems/2026-03-28-x.md"), f"---\n{front}\n---\n")
    now = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)
    entries_of(document)
    clocks_of(document, Config(), now)
    list(unconsidered(document, Config(), now))
    clock_rows([document], Config(), now)
