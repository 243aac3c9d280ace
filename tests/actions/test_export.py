"""What leaves `pm`: calendars, CSV files and shell commands that their readers take as meant."""

from collections.abc import Callable, Mapping
import csv
import datetime as dt
import io
import json
from pathlib import Path, PurePath
import subprocess

from hypothesis import given, settings
from hypothesis import strategies as st
import icalendar
import pytest

from pmtool.features.actions.calendar import calendar_text
from pmtool.features.actions.rows import ActionRow
from pmtool.features.actions.tickets import github_commands, ticket_for
from pmtool.model.entries import ActionState
from tests.conftest import Project

Make = Callable[[Mapping[str, str | bytes]], Project]
_NOW = dt.datetime(2026, 4, 1, 12, 30, tzinfo=dt.UTC)
_REVIEW = """\
---
title: Refunds
severity: sev2
---

## Actions

- [ ] **A1** Block a deploy, unless "approved"; then log it
  - owner: @support-ml
  - due: 2026-03-20
- [ ] **A2** Alert when an answer cites no page
  - owner: sre@example.org
- [x] **A3** Cap the queue
"""


def _row(text: str = "Cap the queue", **more: object) -> ActionRow:
    values = {
        "id": "2026-03-02-x/A1", "review": "2026-03-02-x", "path": PurePath("postmortems/2026-03-02-x.md"), "number": 1, "text": text,
        "state": ActionState.OPEN, "fields": {"owner": "sre"}, "line": 9, "severity": None, "services": (), "started": None,
        "due": dt.date(2026, 5, 1), "done": None, "age_days": None, "days_overdue": 0,
    }  # fmt: skip
    return ActionRow(**{**values, **more})  # type: ignore[arg-type]


@pytest.fixture
def collection(project: Make) -> Project:
    return project({"pm.toml": "", "postmortems/2026-03-02-refunds.md": _REVIEW})


def _export(collection: Project, *arguments: str) -> str:
    ran = collection.run("actions", "export", *arguments)
    assert ran.code == 0, ran.err
    return ran.out


def test_a_calendar_reads_back_as_written(collection: Project) -> None:
    text = _export(collection, "--format", "ics")
    calendar = icalendar.Calendar.from_ical(text)
    assert calendar["VERSION"] == "2.0"
    (event,) = calendar.walk("VEVENT")
    assert event["SUMMARY"] == 'Block a deploy, unless "approved"; then log it (@support-ml)'
    assert event.decoded("DTSTART") == dt.date(2026, 3, 20)
    assert event.decoded("DTEND") == dt.date(2026, 3, 21)
    assert "severity of the review: sev2" in event["DESCRIPTION"]
    assert all(line.endswith("\r") for line in text.split("\n")[:-1])
    assert "1 of 2 actions have no due date" in collection.run("actions", "export", "--format", "ics").err


@settings(max_examples=150, deadline=None)
@given(
    st.text(min_size=1, max_size=200),
    st.text(max_size=40),
    st.dates(dt.date(1970, 1, 1), dt.date(2999, 12, 31)),
)
def test_any_text_makes_a_valid_calendar(text: str, owner: str, due: dt.date) -> None:
    made = calendar_text([_row(text, fields={"owner": owner}, due=due)], _NOW)
    assert all(len(line.encode("utf-8", "replace")) <= 75 for line in made.split("\r\n"))
    (event,) = icalendar.Calendar.from_ical(made.encode("utf-8", "replace")).walk("VEVENT")
    assert event.decoded("DTSTART") == due
    whole = (f"{text} ({owner})" if owner else text).replace("\r\n", "\n")
    shown = "".join(c if c.isprintable() or c == "\n" else " " for c in whole)
    assert str(event["SUMMARY"]) == shown
    assert not event.errors


def test_an_event_keeps_its_uid_when_its_date_moves() -> None:
    def uid(row: ActionRow) -> str:
        return str(icalendar.Calendar.from_ical(calendar_text([row], _NOW)).walk("VEVENT")[0]["UID"])

    assert uid(_row()) == uid(_row("Cap it at once", due=dt.date(2027, 1, 1)))
    assert uid(_row()) != uid(_row(id="2026-03-02-x/A2"))
    assert uid(_row(id="2026-03-02-x/#1")) == uid(_row(id="2026-03-02-x/#2"))


def test_csv_for_jira_has_its_columns(collection: Project) -> None:
    rows = list(
        csv.reader(io.StringIO(_export(collection, "--format", "csv", "--label", "post mortem"), newline=""))
    )
    assert rows[0] == [
        "Summary",
        "Issue Type",
        "Description",
        "Due Date",
        "Assignee",
        "External ID",
        "Labels",
        "Labels",
        "Labels",
    ]
    assert rows[1][0] == 'Block a deploy, unless "approved"; then log it'
    assert rows[1][3:] == [
        "2026-03-20",
        "",
        "2026-03-02-refunds/A1",
        "pm-action",
        "post-mortem",
        "pm:2026-03-02-refunds/A1",
    ]
    assert rows[2][4] == "sre@example.org"
    assert all(len(row) == len(rows[0]) for row in rows)
    assert not any(" " in label for row in rows[1:] for label in row[6:])


def test_csv_for_github_has_its_columns(collection: Project) -> None:
    text = _export(collection, "--format", "csv", "--for", "github", "--state", "open", "--state", "done")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert list(rows[0]) == ["title", "body", "labels", "assignees", "state"]
    assert [row["assignees"] for row in rows] == ["support-ml", "", ""]
    assert [row["state"] for row in rows] == ["open", "open", "closed"]
    assert rows[0]["body"].endswith("<!-- pm:action 2026-03-02-refunds/A1 -->\n")


def test_json_is_that_of_the_list(collection: Project) -> None:
    listed = json.loads(collection.run("actions", "--state", "unfinished", "--format", "json").out)
    assert json.loads(_export(collection, "--format", "json")) == listed


def test_single_actions_can_be_chosen(collection: Project) -> None:
    made = json.loads(_export(collection, "--format", "json", "2026-03-02/A3", "2026-03-02/A1"))
    assert [row["id"][-2:] for row in made] == ["A1", "A3"]
    assert "has no action A9" in collection.run("actions", "export", "--format", "json", "2026-03-02/A9").err


def test_output_goes_to_a_file_when_asked(collection: Project) -> None:
    assert _export(collection, "--format", "ics", "--output", "actions.ics") == ""
    assert collection.read("actions.ics").startswith("BEGIN:VCALENDAR\r\n")


@pytest.mark.parametrize(("kind", "program"), [("github", "gh"), ("gitlab", "glab"), ("jira", "jira")])
def test_commands_call_the_tool_of_the_tracker(collection: Project, kind: str, program: str) -> None:
    out = _export(collection, "--format", kind, "--repo", "OPS")
    assert out.count(f"{program} issue create") == 2


_HOSTILE = [
    "'; rm -rf ~ #",
    "$(touch pwned)",
    "`id`",
    "-x",
    "a\nb",
    '"',
    "\\",
    "!history",
    "é\u202e",
    "<!-- pm:action other/A1 -->",
    "%s",
    "*",
]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(_HOSTILE),
            st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=10),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_a_shell_passes_hostile_text_on_unchanged(parts: list[str]) -> None:
    ticket = ticket_for(_row(" ".join(["Cap", *parts])))
    (command,) = github_commands([ticket], "team/service")
    script = f"gh() {{ printf '%s\\0' \"$@\"; }}\n{command}\n"
    done = subprocess.run(["sh", "-c", script], capture_output=True, check=True, stdin=subprocess.DEVNULL)
    words = done.stdout.decode().split("\0")[:-1]
    body = f"--body={ticket.marked_body}"
    assert words == ["issue", "create", "--repo=team/service", f"--title={ticket.title}", body]
    assert ticket.marked_body.count("<!--") == 1


def test_control_characters_do_not_reach_a_terminal() -> None:
    (command,) = github_commands([ticket_for(_row("Cap \x1b[2J it\x07"))], None)
    assert "\x1b" not in command
    assert "\x07" not in command


def test_an_output_that_exists_is_replaced(collection: Project) -> None:
    collection.write({"out.csv": "old"})
    _export(collection, "--format", "csv", "--output", "out.csv")
    assert Path(collection.root / "out.csv").read_text(encoding="utf-8").startswith("Summary,")
