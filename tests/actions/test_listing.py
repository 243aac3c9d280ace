"""`pm actions`: rows, filters, sorting, groups, the summary, the exit code."""

from collections.abc import Callable, Mapping
import csv
import io
import json

from jsonschema import Draft202012Validator
import pytest

from tests.conftest import Project

Make = Callable[[Mapping[str, str | bytes]], Project]

_REFUNDS = """\
---
title: Refund policy quoted that does not exist
status: published
severity: P2
services: [support-assistant, search]
times:
  started: 2026-03-02T09:10:00Z
---

## Actions

- [ ] **A1** Block a deploy of the refund prompt until its evaluation passes
  - owner: support-ml
  - due: 2026-03-20   <!-- agreed in the review -->
  - aim: prevent
  - strength: stronger
  - factor: evaluation_gap
- [x] **A2** Alert when an answer cites no policy page
  - owner: @ml-platform
  - done: 2026-03-11
  - evidence: alerts/uncited.yaml
  - verified: 2026-03-30 none in 19 days
- [ ] **A3** Ask the vendor for change notices
  - state: declined
  - reason: covered by the renewal
- [ ] Remind agents of the policy
"""
_QUEUE = """\
# Queue stood still

## Action items

| Action item | Owner | Status | Due |
|---|---|---|---|
| Cap the queue | data-infra, payments | In progress | 2026-04-10 |
| Drain it | payments | Done | |
"""


@pytest.fixture
def collection(project: Make) -> Project:
    return project(
        {
            "pm.toml": "",
            "postmortems/2026-03-02-refunds.md": _REFUNDS,
            "postmortems/2026-03-05-queue.md": _QUEUE,
            "postmortems/2026-03-09-nothing.md": "# Nothing to do\n",
        }
    )


def _ids(project: Project, *arguments: str) -> list[str]:
    ran = project.run("actions", "--format", "json", *arguments)
    assert ran.code == 0, ran.err
    return [row["id"].removeprefix("2026-03-0") for row in json.loads(ran.out)]


def test_json_has_the_keys_of_the_contract(collection: Project) -> None:
    rows = json.loads(collection.run("actions", "--format", "json", "--review", "2026-03-02").out)
    assert rows[0] == {
        "id": "2026-03-02-refunds/A1",
        "review": "2026-03-02-refunds",
        "text": "Block a deploy of the refund prompt until its evaluation passes",
        "state": "open",
        "owner": "support-ml",
        "due": "2026-03-20",
        "aim": "prevent",
        "strength": "stronger",
        "factor": "evaluation_gap",
        "done": None,
        "evidence": None,
        "verified": None,
        "age_days": 30,
        "days_overdue": 12,
        "line": 12,
        "severity": "sev2",
        "services": ["support-assistant", "search"],
        "ticket": None,
        "reason": None,
        "path": "postmortems/2026-03-02-refunds.md",
    }
    verified = next(row for row in rows if row["id"].endswith("A2"))
    assert (verified["state"], verified["age_days"], verified["days_overdue"]) == ("verified", 9, None)
    assert next(row for row in rows if row["id"].endswith("A3"))["age_days"] is None


def test_unfinished_ones_come_first_by_due_date(collection: Project) -> None:
    assert _ids(collection) == [
        "2-refunds/A1",
        "5-queue/#1",
        "2-refunds/#4",
        "2-refunds/A2",
        "2-refunds/A3",
        "5-queue/#2",
    ]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--overdue"], ["2-refunds/A1"]),
        (["--due-before", "2026-04-10"], ["2-refunds/A1"]),
        (["--due-before", "2026-04-11"], ["2-refunds/A1", "5-queue/#1"]),
        (["--state", "in-progress"], ["5-queue/#1"]),
        (["--state", "done", "--state", "verified"], ["2-refunds/A2", "5-queue/#2"]),
        (["--state", "unfinished"], ["2-refunds/A1", "5-queue/#1", "2-refunds/#4"]),
        (["--owner", "ml-platform"], ["2-refunds/A2"]),
        (["--owner", "@Payments"], ["5-queue/#1", "5-queue/#2"]),
        (["--owner", "none", "--state", "unfinished"], ["2-refunds/#4"]),
        (["--strength", "stronger"], ["2-refunds/A1"]),
        (["--severity", "major", "--state", "open"], ["2-refunds/A1", "2-refunds/#4"]),
        (["--severity", "none", "--state", "done"], ["5-queue/#2"]),
        (["--service", "search", "--overdue"], ["2-refunds/A1"]),
        (["--review", "2026-03-05"], ["5-queue/#1", "5-queue/#2"]),
        (["--sort", "-review", "--state", "unfinished"], ["5-queue/#1", "2-refunds/A1", "2-refunds/#4"]),
    ],
)
def test_filters_keep_what_they_say(collection: Project, arguments: list[str], expected: list[str]) -> None:
    found = _ids(collection, *arguments)
    assert sorted(found) == sorted(expected)


def test_an_unknown_word_names_the_nearest(collection: Project) -> None:
    ran = collection.run("actions", "--state", "declinde")
    assert ran.code == 2
    assert "did you mean 'declined'?" in ran.err
    assert collection.run("actions", "--due-before", "tomorrow").code == 2


def test_groups_have_a_heading_and_a_count(collection: Project) -> None:
    out = collection.run("actions", "--group", "owner", "--state", "unfinished").out
    headings = [line for line in out.splitlines() if line.endswith((": 1", ": 2"))]
    assert headings == ["data-infra: 1", "payments: 1", "support-ml: 1", "(none): 1"]


def test_csv_reads_back_and_holds_no_formula(collection: Project) -> None:
    collection.write(
        {"postmortems/2026-03-10-x.md": "## Actions\n\n- [ ] **A1** =1+1 is what the sheet shows\n"}
    )
    rows = list(csv.DictReader(io.StringIO(collection.run("actions", "--format", "csv").out)))
    assert len(rows) == 7
    assert rows[0]["owner"] == "support-ml"
    assert {row["text"][:4] for row in rows if row["review"].endswith("-x")} == {"'=1+"}


def test_summary_fits_a_screen(collection: Project) -> None:
    out = collection.run("actions", "--summary").out
    assert len(out.splitlines()) <= 40
    assert "6 actions in 2 reviews" in out
    assert "  overdue      1  33%  ########\n" in out
    assert "median age of the work left: 30 days (n = 3)" in out
    counts = json.loads(collection.run("actions", "--summary", "--format", "json").out)
    assert counts["unfinished"] == 3
    assert counts["strengths"] == {"stronger": 1, "intermediate": 0, "weaker": 0, "not_stated": 4}


@pytest.mark.parametrize(
    ("asked", "code"), [("--fail-overdue", 1), ("--fail-overdue=11", 1), ("--fail-overdue=12", 0)]
)
def test_fail_overdue_is_for_a_scheduled_job(collection: Project, asked: str, code: int) -> None:
    ran = collection.run("actions", asked)
    assert ran.code == code
    assert ("1 action is overdue" in ran.err) == (code == 1)
    assert collection.run("actions", asked, "--owner", "payments").code == 0


def test_a_collection_without_actions_says_so(project: Make) -> None:
    ran = project({"pm.toml": "", "postmortems/2026-01-01-a.md": "# A\n"}).run("actions")
    assert (ran.code, ran.out) == (0, "")
    assert "no actions yet" in ran.err


def test_json_is_valid_by_its_published_schema(collection: Project) -> None:
    collection.commit()
    schema = json.loads(collection.run("schema", "--output", "actions").out)
    Draft202012Validator.check_schema(schema)
    for more in ([], ["--group", "owner"], ["--history"]):
        rows = json.loads(collection.run("actions", "--format", "json", *more).out)
        assert [error.message for error in Draft202012Validator(schema).iter_errors(rows)] == []
    assert [name for name in schema["items"]["properties"] if name not in ("group", "history")] == list(
        rows[0]
    )[:-1]


def test_a_file_that_cannot_be_read_is_named_and_is_no_pass(collection: Project) -> None:
    (collection.root / "postmortems/2026-03-11-y.md").symlink_to("/nowhere/at/all.md")
    ran = collection.run("actions", "--fail-overdue=99")
    assert ran.code == 2
    assert "2026-03-11-y.md" in ran.err
    assert "refunds/A1" in ran.out


def test_an_owner_that_is_only_a_placeholder_counts_as_none(project: Make) -> None:
    text = "# Q\n\n## Actions\n\n" + "".join(
        f"- [ ] **A{n}** Cap the queue\n  - owner: {owner}\n"
        for n, owner in enumerate(("TBD", "???", "unknown", "infra"), start=1)
    )
    made = project({"pm.toml": "", "postmortems/q.md": text})
    found = json.loads(made.run("actions", "--format", "json").out)
    assert [row["owner"] for row in found] == [None, None, None, "infra"]
    assert len(json.loads(made.run("actions", "--owner", "none", "--format", "json").out)) == 3


def test_rows_of_an_adopted_review_have_the_severity_and_day_of_its_first_lines(project: Make) -> None:
    text = "# Q\n\n**Severity:** P1\nDate: 3 March 2026\n\n## Actions\n\n- [ ] **A1** Cap the queue\n"
    made = project({"pm.toml": "", "postmortems/q.md": text})
    row = json.loads(made.run("actions", "--format", "json").out)[0]
    assert (row["severity"], row["age_days"]) == ("sev1", 29)
