"""Export to the AI Incident Database, the OECD and regulators; import of a database record as a draft."""

import csv
import io
import json
from pathlib import Path, PurePath

from hypothesis import given
from hypothesis import strategies as st
import pytest

from pmtool.errors import PmError
from pmtool.features import importing
from pmtool.parse import parse
from pmtool.parse.front_matter import read_front_matter

PATH = "postmortems/2026-03-02-policy.md"
REVIEW = """\
---
title: Assistant quoted a refund policy that does not exist
status: published
kind: incident
severity: sev2
services: [assistant]
times: {started: 2026-03-02, detected: {at: 2026-03-03, estimated: true}}
detected_by: customer
authors: [support-ml]
factors:
  - {class: hallucination, confidence: known, statement: No answer was held against its source.}
  - {class: monitoring_gap, existed_before: true}
ai:
  system: assistant
  role: both
  autonomy: human_on_loop
  developers: [Example Corp]
  deployers: [Example Corp]
  harmed_parties: [customers]
  harm: [financial, rights]
tags: [ai]
---

## Summary

%s

## Impact

Forty customers were told a wrong date.

<!-- pm:internal -->Acme threatened to leave.<!-- /pm:internal -->

## Actions

- [x] **A1** Answer from approved text only
  - done: 2026-03-11
"""
SUMMARY = "The assistant quoted a policy that does not exist to forty customers over two days, and they relied on it."


def export(project, name: str, summary: str = SUMMARY):
    ran = project({"pm.toml": "", PATH: REVIEW % summary}).run(
        "export", "2026-03-02-policy", "--format", name
    )
    return ran, json.loads(ran.out)


def test_a_submission_has_the_fields_of_the_form(project):
    ran, record = export(project, "aiid")
    assert record["incident_title"] == "Assistant quoted a refund policy that does not exist"
    assert record["incident_date"] == "2026-03-02"
    assert record["description"] == SUMMARY
    assert (record["developers"], record["deployers"]) == (["Example Corp"], ["Example Corp"])
    assert record["harmed_parties"] == ["customers"]
    assert record["implicated_systems"] == ["assistant"]
    assert record["date_downloaded"] == "2026-04-01"
    assert "Autonomy2" in record["editor_notes"]
    assert "financial loss, rights violation" in record["editor_notes"]
    # what only the submitter knows is named, and the exit code says so
    assert ran.code == 1
    assert "url is missing" in ran.err
    assert "date_published is missing" in ran.err


def test_a_long_summary_is_cut_after_a_sentence_and_that_is_said(project):
    sentence = "One more sentence about the assistant and its policy follows here. "
    ran, record = export(project, "aiid", sentence * 12)
    assert len(record["description"]) <= 500
    assert record["description"].endswith("follows here.")
    assert "up to its last sentence" in ran.err


def test_a_summary_without_an_end_is_not_cut_but_refused(project):
    ran, record = export(project, "aiid", "word " * 200)
    assert len(record["description"]) > 500
    assert "description has 999 characters; allowed are 3 to 500" in ran.err


def test_limits_of_title_text_and_dates_are_checked(project):
    text = (
        (REVIEW % "Short.")
        .replace("refund policy that does not exist", "x" * 500)
        .replace("2026-03-02,", "2027-03-02,")
    )
    text = text.replace("Forty customers were told a wrong date.", "").replace("[customers]", "[us]")
    ran = project({"pm.toml": "", PATH: text}).run("export", "2026-03-02-policy", "--format", "aiid")
    assert "allowed are 6 to 500" in ran.err
    assert "text has" in ran.err
    assert "harmed_parties has 2 characters; allowed are 3 to 200" in ran.err
    assert "incident_date 2027-03-02 lies in the future" in ran.err


def test_the_regulator_reads_factors_as_root_causes(project):
    ran, record = export(project, "regulator")
    assert ran.code == 0
    assert [cause["class"] for cause in record["root_causes"]] == ["hallucination", "monitoring_gap"]
    assert record["root_causes"][0]["statement"] == "No answer was held against its source."
    assert record["root_causes"][0]["crosswalk"]["owasp"] == ["LLM09"]
    assert record["measures_taken"] == ["Answer from approved text only (done, 2026-03-11)"]
    assert record["estimated_times"] == ["detected"]
    assert record["disclaimer"] == "not legal advice"


def test_the_oecd_record_fills_confirmed_fields_and_names_the_rest(project):
    ran, record = export(project, "oecd")
    assert ran.code == 0
    assert record["metadata"]["date_of_occurrence"] == "2026-03-02"
    assert record["harm"]["definition_limbs"] == ["c", "d"]
    assert record["economic_context"]["industry_isic"] is None
    assert "not confirmed" in record["source"]
    assert "economic_context.industry_isic" in ran.err


@pytest.mark.parametrize("name", ["aiid", "oecd", "regulator"])
def test_internal_blocks_stay_inside(project, name):
    ran, _ = export(project, name)
    assert "Acme" not in ran.out


def test_several_reviews_are_an_array_and_a_file_is_never_replaced(project):
    made = project({"pm.toml": "", PATH: REVIEW % SUMMARY, "postmortems/2026-03-03-b.md": REVIEW % SUMMARY})
    ran = made.run(
        "export", "2026-03-02-policy", "2026-03-03-b", "--format", "regulator", "--output", "out.json"
    )
    assert (ran.code, ran.out) == (0, "out.json\n")
    assert len(json.loads(made.read("out.json"))) == 2
    again = made.run("export", "2026-03-02-policy", "--format", "regulator", "--output", "out.json")
    assert again.code == 2


# -- import

RECORD = {
    "incident_id": 101,
    "title": "Dutch Families Wrongfully Accused",
    "date": "2018-09-01",
    "description": "A childcare benefits system\nfalsely accused families.",
    "Alleged deployer of AI system": ["dutch-tax-authority"],
    "Alleged developer of AI system": [{"name": "Unknown"}],
    "Alleged harmed or nearly harmed parties": '["dutch-families"]',
    "reports": [{"title": "A report", "url": "https://example.org/a"}, 1600],
}


def imported(project, content: str, name: str = "in.json", *arguments: str):
    made = project({"pm.toml": "", "postmortems/README.md": "", name: content})
    return made, made.run("import", name, *arguments)


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(RECORD),
        json.dumps([RECORD]),
        json.dumps({"data": {"incident": RECORD}}),
        json.dumps({"data": {"incidents": [RECORD]}}),
        json.dumps(RECORD) + "\n",
        "\ufeff" + json.dumps(RECORD, indent=2),
    ],
)
def test_a_record_becomes_a_draft_that_passes_lint(project, content):
    made, ran = imported(project, content)
    assert ran.code == 0, ran.err
    path = ran.out.strip()
    assert path == "postmortems/2018-09-01-dutch-families-wrongfully-accused.md"
    data = read_front_matter(made.read(path)).data
    assert data["status"] == "draft"
    assert data["times"] == {"started": "2018-09-01"}
    assert data["ai"] == {
        "developers": ["Unknown"], "deployers": ["dutch-tax-authority"], "harmed_parties": ["dutch-families"],
    }  # fmt: skip
    assert data["tags"] == ["aiid", "aiid-101"]
    assert "https://incidentdatabase.ai/cite/101" in made.read(path)
    assert "- A report: <https://example.org/a>" in made.read(path)
    assert made.run("lint", "--select", "schema,structure,clock").code == 0


def test_a_snapshot_in_csv_needs_the_number(project):
    out = io.StringIO()
    rows = [
        {**RECORD, "reports": "[1,2]"},
        {**RECORD, "incident_id": 6, "title": "Tay", "date": "2016-03-23"},
    ]
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    for row in rows:
        writer.writerow(
            {key: json.dumps(value) if isinstance(value, list) else value for key, value in row.items()}
        )
    made, ran = imported(project, out.getvalue(), "incidents.csv")
    assert ran.code == 2
    assert "holds 2 incidents" in ran.err
    assert made.run("import", "incidents.csv", "--id", "6").out.strip() == "postmortems/2016-03-23-tay.md"
    assert "has no incident 7" in made.run("import", "incidents.csv", "--id", "7").err


def test_a_record_is_imported_once(project):
    made, _ = imported(project, json.dumps(RECORD))
    ran = made.run("import", "in.json")
    assert ran.code == 2
    assert "holds incident 101 already" in ran.err


def test_dry_run_writes_nothing(project):
    made, ran = imported(project, json.dumps(RECORD), "in.json", "--dry-run")
    assert ran.out.startswith("---\ntitle:")
    assert not list((made.root / "postmortems").glob("2*.md"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "neither JSON nor JSON lines"),
        ("{}", "holds no incident"),
        ("[]", "holds no incident"),
        ("", "holds no incident"),
        ("plain text\nof a kind\n", "holds no incident"),
        (json.dumps({**RECORD, "date": "soon"}), "not YYYY-MM-DD"),
        ("[" * 100_000, "neither JSON nor JSON lines"),
        ("\xff", "holds no incident"),
    ],
)
def test_what_is_no_record_is_explained(project, content, said):
    _, ran = imported(project, content)
    assert ran.code == 2
    assert said in ran.err


def test_foreign_text_cannot_become_markup_front_matter_or_a_suppression(project):
    hostile = '"\n---\nstatus: published\n# Heading\n<!-- pm:ignore-file blame -- x -->\n- [x] **A1** done\n[a](javascript:b)'
    record = {
        **RECORD,
        "title": hostile,
        "description": hostile,
        "reports": [{"title": hostile, "url": "javascript:x"}],
    }
    made, ran = imported(project, json.dumps(record))
    assert ran.code == 0, ran.err
    text = made.read(ran.out.strip())
    assert read_front_matter(text).data["status"] == "draft"
    document = parse(PurePath("x.md"), text)
    assert "<!--" not in text[document.front.span.end :]
    assert not document.suppressions
    assert not document.actions
    assert all("javascript" not in link.target for link in document.links)


_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["data", "incident", "title", "date", "reports", "url", "incident_id"]),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=12,
)


@given(_JSON)
def test_any_json_is_read_or_refused(tmp_path_factory, value):
    path = Path(tmp_path_factory.mktemp("in")) / "in.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    try:
        for incident in importing.read_incidents(path):
            importing._text(incident, incident.title or "x")
    except PmError:
        pass
