"""Changing one action: only its lines, as the life cycle allows, in all forms that reviews use."""

from collections.abc import Callable, Mapping
import re

import pytest

from tests.conftest import Project

Make = Callable[[Mapping[str, str | bytes]], Project]

_NAME = "postmortems/2026-03-02-refunds.md"
_ID = "2026-03-02-refunds"
_TEXT = """\
---
title: Refund policy quoted that does not exist
status: draft
---

# Refunds

## Actions

- [ ] **A1** Block a deploy of the refund prompt
  - owner: support-ml   <!-- the guild -->
  - due: 2026-03-20
- [x] **A2** Alert when an answer cites no page
  - done: 2026-03-11
  - evidence: pm.toml
* plain bullet @bob
"""


def _repository(project: Make, text: str | bytes = _TEXT) -> Project:
    made = project({"pm.toml": "", _NAME: text})
    made.commit()
    return made


def _changed(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that went and that came."""
    import difflib

    lines = list(difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True)))
    return [x[2:] for x in lines if x[0] == "-"], [x[2:] for x in lines if x[0] == "+"]


_STEPS = [
    (["accept", "A1"], [], ["  - state: accepted\n"]),
    (["start", "A1"], [], ["  - state: in_progress\n"]),
    (
        ["done", "A1", "--evidence", "pm.toml"],
        ["- [ ] **A1** Block a deploy of the refund prompt\n"],
        [
            "- [x] **A1** Block a deploy of the refund prompt\n",
            "  - done: 2026-04-01\n",
            "  - evidence: pm.toml\n",
        ],
    ),
    (
        ["decline", "A1", "--reason", "the prompt is gone"],
        [],
        ["  - state: declined\n", "  - reason: the prompt is gone\n"],
    ),
    (
        ["defer", "A1", "--due", "2026-09-01", "--reason", "waits for the vendor"],
        ["  - due: 2026-03-20\n"],
        ["  - due: 2026-09-01\n", "  - state: deferred\n", "  - reason: waits for the vendor\n"],
    ),
    (
        ["assign", "A1", "--owner", "ml-platform"],
        ["  - owner: support-ml   <!-- the guild -->\n"],
        ["  - owner: ml-platform   <!-- the guild -->\n"],
    ),
    (["verify", "A2", "--note", "none in 20 days"], [], ["  - verified: 2026-04-01 none in 20 days\n"]),
    (
        ["verify", "A2", "--not-effective", "--note", "two more", "--on", "2026-03-30"],
        [],
        ["  - verified: 2026-03-30 not effective: two more\n"],
    ),
    (
        ["reopen", "A2"],
        [
            "- [x] **A2** Alert when an answer cites no page\n",
            "  - done: 2026-03-11\n",
            "  - evidence: pm.toml\n",
        ],
        ["- [ ] **A2** Alert when an answer cites no page\n"],
    ),
    (
        ["done", "#3", "--evidence", "https://example.org/pull/7"],
        ["* plain bullet @bob\n"],
        ["* [x] plain bullet @bob\n", "  * done: 2026-04-01\n", "  * evidence: https://example.org/pull/7\n"],
    ),
]


@pytest.mark.parametrize(("arguments", "gone", "new"), _STEPS, ids=[" ".join(step[0][:2]) for step in _STEPS])
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "bom"])
def test_a_step_changes_only_its_lines(
    project: Make, arguments: list[str], gone: list[str], new: list[str], ends: str, mark: str
) -> None:
    text = mark + _TEXT.replace("\n", ends)
    repository = _repository(project, text)
    verb, ident, *options = arguments
    ran = repository.run("actions", verb, f"{_ID}/{ident}", *options)
    assert ran.code == 0, ran.err
    after = repository.read(_NAME)
    assert _changed(text, after) == (
        [line.replace("\n", ends) for line in gone],
        [line.replace("\n", ends) for line in new],
    )
    shown = [line for line in ran.out.splitlines() if re.match(r"\+(?!\+\+)", line)]
    assert [line[1:].rstrip("\r") for line in shown] == [line.rstrip("\n") for line in new]


def test_a_dry_run_prints_the_change_and_writes_nothing(project: Make) -> None:
    repository = _repository(project)
    ran = repository.run("actions", "accept", f"{_ID}/A1", "--dry-run")
    assert "+  - state: accepted" in ran.out
    assert "would be accepted" in ran.err
    assert repository.read(_NAME) == _TEXT


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["verify", "A1", "--note", "x"], "what was not done cannot be observed to work"),
        (["reopen", "A1"], "there is nothing to reopen"),
        (["done", "A2", "--evidence", "pm.toml"], "it is done already"),
        (["accept", "A2"], "it is done already"),
        (["decline", "A2", "--reason", "x"], "it is done already"),
        (["assign", "A2", "--owner", "x"], "it is done already"),
        (["verify", "A2", "--note", "x", "--on", "2026-03-11"], "takes an observation after that day"),
        (["verify", "A2", "--note", " "], "--note is empty"),
        (["verify", "A2", "--note", "x", "--on", "2026-05-01"], "is in the future"),
        (["defer", "A1", "--due", "2026-03-01", "--reason", "x"], "is over already"),
        (["done", "A1", "--evidence", "alerts/none.yaml"], "there is no file 'alerts/none.yaml'"),
        (["done", "A1", "--evidence", "0123abc"], "there is no commit '0123abc'"),
        (["done", "A9", "--evidence", "pm.toml"], "has no action A9"),
        (["done", "#9", "--evidence", "pm.toml"], "has 3 actions, none is #9"),
    ],
)
def test_what_the_life_cycle_forbids_is_refused_with_the_reason(
    project: Make, arguments: list[str], said: str
) -> None:
    repository = _repository(project)
    verb, ident, *options = arguments
    ran = repository.run("actions", verb, f"{_ID}/{ident}", *options)
    assert ran.code == 2
    assert said in ran.err
    assert "hint:" in ran.err or "nothing to reopen" in said or "#9" in said
    assert repository.read(_NAME) == _TEXT


def test_an_action_lives_from_proposal_to_a_second_verification(project: Make) -> None:
    repository = _repository(project, "# T\n\n## Actions\n")
    run = repository.run
    assert run("actions", "add", _ID, "Cap the queue", "--owner", "data", "--proposed").code == 0
    for step in (
        ["accept"],
        ["start"],
        ["done", "--evidence", "pm.toml", "--on", "2026-03-01"],
        ["verify", "--note", "held", "--on", "2026-03-10"],
        ["verify", "--note", "held again", "--on", "2026-03-20"],
    ):
        ran = run("actions", step[0], f"{_ID}/A1", *step[1:])
        assert ran.code == 0, (step, ran.err)
    assert repository.read(_NAME) == (
        "# T\n\n## Actions\n\n- [x] **A1** Cap the queue\n  - owner: data\n  - done: 2026-03-01\n"
        "  - evidence: pm.toml\n  - verified: 2026-03-20 held again\n"
    )
    assert (
        "it was verified on 2026-03-20"
        in run("actions", "verify", f"{_ID}/A1", "--note", "x", "--on", "2026-03-20").err
    )
    assert run("actions", "reopen", f"{_ID}/A1", "--reason", "it came back").code == 0
    assert repository.read(_NAME).endswith(
        "- [ ] **A1** Cap the queue\n  - owner: data\n  - reason: it came back\n"
    )


def test_a_stem_may_be_cut_and_a_wrong_one_names_the_nearest(project: Make) -> None:
    repository = _repository(project)
    assert repository.run("actions", "accept", "2026-03/A1", "--dry-run").code == 0
    assert repository.run("actions", "accept", "refunds/A1", "--dry-run").code == 0
    assert _ID in repository.run("actions", "accept", "2026-03-02-refund_/A1").err
    assert "is no id of an action" in repository.run("actions", "accept", "A1").err


def test_an_alias_leads_to_the_review(project: Make) -> None:
    text = _TEXT.replace("status: draft", "status: draft\naliases: [2026-03-01-old]")
    assert _repository(project, text).run("actions", "accept", "2026-03-01-old/A1", "--dry-run").code == 0


def test_one_id_twice_is_refused_and_the_place_decides(project: Make) -> None:
    repository = _repository(project, "## Actions\n\n- [ ] **A1** Cap it\n- [ ] **A1** Drain it\n")
    ran = repository.run("actions", "accept", f"{_ID}/A1")
    assert ran.code == 2
    assert "#1 and #2" in ran.err
    repository.run("actions", "accept", f"{_ID}/#2")
    assert repository.read(_NAME).endswith("Drain it\n  - state: accepted\n")


@pytest.mark.parametrize(
    ("before", "arguments", "after"),
    [
        # tabs
        ("-\t[ ] **A1** Cap\n\t- owner: x\n", ["accept"], "-\t[ ] **A1** Cap\n\t- owner: x\n\t- state: accepted\n"),
        # no field yet, with a nested item that is none
        (
            "- [ ] **A1** Cap\n  more words\n  - in two regions\n",
            ["assign", "--owner", "y"],
            "- [ ] **A1** Cap\n  more words\n  - owner: y\n  - in two regions\n",
        ),
        # wrapped value
        (
            "- [ ] **A1** Cap\n  - owner: the team that\n    runs it\n  - due: 2026-01-01\n",
            ["assign", "--owner", "y"],
            "- [ ] **A1** Cap\n  - owner: y\n  - due: 2026-01-01\n",
        ),
        # bold names
        (
            "- [ ] **A1** Cap\n  - **Owner:** x\n",
            ["assign", "--owner", "y"],
            "- [ ] **A1** Cap\n  - **Owner:** y\n",
        ),
        # an empty field is filled
        ("- [ ] **A1** Cap\n  - owner:\n", ["assign", "--owner", "y"], "- [ ] **A1** Cap\n  - owner: y\n"),
        # fields without bullets
        (
            "- [ ] **A1** Cap\n  owner: x\n  due: 2026-01-01\n",
            ["assign", "--owner", "y"],
            "- [ ] **A1** Cap\n  owner: y\n  due: 2026-01-01\n",
        ),
        # nested lists below another item
        (
            "1. Short term\n   - [ ] **A1** Cap\n     - owner: x\n   - [ ] **A2** Drain\n",
            ["accept"],
            "1. Short term\n   - [ ] **A1** Cap\n     - owner: x\n     - state: accepted\n   - [ ] **A2** Drain\n",
        ),
        # quoted
        ("> - [ ] **A1** Cap\n>   - owner: x\n", ["accept"], "> - [ ] **A1** Cap\n>   - owner: x\n>   - state: accepted\n"),
        # no line end at the end
        ("- [ ] **A1** Cap", ["accept"], "- [ ] **A1** Cap\n  - state: accepted"),
        ("- [x] **A1** Cap\n  - done: 2026-01-01", ["reopen"], "- [ ] **A1** Cap"),
        # the owner inside the text
        ("- [ ] **A1** Cap @bob\n", ["assign", "--owner", "@al"], "- [ ] **A1** Cap @al\n"),
        ("- [ ] **A1** Cap @bob\n", ["assign", "--owner", "the guild"], "- [ ] **A1** Cap @bob\n  - owner: the guild\n"),
        # the text itself says that it is done
        ("- **A1** Cap (done)\n", ["reopen"], "- **A1** Cap (done)\n  - state: open\n"),
        # values that Markdown would change
        (
            "- [ ] **A1** Cap\n",
            ["assign", "--owner", "_x_"],
            "- [ ] **A1** Cap\n  - owner: `_x_`\n",
        ),
        (
            "- [ ] **A1** Cap\n",
            ["decline", "--reason", "it *is* <b>\n too  dear"],
            "- [ ] **A1** Cap\n  - state: declined\n  - reason: it \\*is\\* \\<b\\> too dear\n",
        ),
    ],
)  # fmt: skip
def test_forms_of_lists_stay_what_they_are(
    project: Make, before: str, arguments: list[str], after: str
) -> None:
    head = "# T\n\n## Actions\n\n"
    repository = _repository(project, head + before)
    ran = repository.run("actions", arguments[0], f"{_ID}/A1", *arguments[1:])
    assert ran.code == 0, ran.err
    assert repository.read(_NAME) == head + after


_TABLE = "# T\n\n## Actions\n\n| # | Action | Owner | Status |\n|:--|---|---|--------|\n| 1 | Cap \\| it | al | Open   |\n| 2 | Drain | | TODO |\n"


@pytest.mark.parametrize(
    ("arguments", "changed"),
    [
        (["assign", "#1", "--owner", "bo"], {6: "| 1 | Cap \\| it | bo | Open   |"}),
        (["start", "#1"], {6: "| 1 | Cap \\| it | al | In progress |"}),
        (["assign", "1", "--owner", "a|b"], {6: "| 1 | Cap \\| it | a\\|b | Open   |"}),
        (
            ["done", "#1", "--evidence", "pm.toml"],
            {
                4: "| # | Action | Owner | Status | Evidence |",
                5: "|:--|---|---|--------|---|",
                6: "| 1 | Cap \\| it | al | Done   | pm.toml |",
            },
        ),
        (
            ["defer", "#2", "--due", "2026-05-01", "--reason", "later"],
            {
                4: "| # | Action | Owner | Status | Due | Reason |",
                5: "|:--|---|---|--------|---|---|",
                7: "| 2 | Drain | | Deferred | 2026-05-01 | later |",
            },
        ),
    ],
)
def test_tables_of_adopted_collections_are_changed_in_place(
    project: Make, arguments: list[str], changed: dict[int, str]
) -> None:
    repository = _repository(project, _TABLE)
    ran = repository.run("actions", arguments[0], f"{_ID}/{arguments[1]}", *arguments[2:])
    assert ran.code == 0, ran.err
    expected = _TABLE.splitlines()
    for number, line in changed.items():
        expected[number] = line
    assert repository.read(_NAME).splitlines() == expected


def test_a_new_row_brings_the_columns_that_it_needs(project: Make) -> None:
    repository = _repository(project, _TABLE + "\nText.\n")
    ran = repository.run("actions", "add", _ID, "Test | it", "--owner", "x", "--aim", "detect")
    assert ran.code == 0, ran.err
    lines = repository.read(_NAME).splitlines()
    assert lines[4:10] == [
        "| # | Action | Owner | Status | Aim |",
        "|:--|---|---|--------|---|",
        "| 1 | Cap \\| it | al | Open   |",
        "| 2 | Drain | | TODO |",
        "| A1 | Test \\| it | x | | detect |",
        "",
    ]


def test_a_table_without_pipes_at_its_ends_works(project: Make) -> None:
    repository = _repository(project, "## Actions\n\nAction | Owner\n--- | ---\nCap | al\nDrain | bo\n")
    assert repository.run("actions", "done", f"{_ID}/#1", "--evidence", "pm.toml").code == 0
    lines = repository.read(_NAME).splitlines()
    assert lines[2:] == [
        "Action | Owner | Evidence | Done",
        "--- | ---|---|---",
        "Cap | al | pm.toml | 2026-04-01",
        "Drain | bo",
    ]


@pytest.mark.parametrize(
    ("before", "arguments", "after"),
    [
        ("# T\n", [], "# T\n\n## Actions\n\n- [ ] **A1** Cap the queue\n"),
        ("# T", [], "# T\n\n## Actions\n\n- [ ] **A1** Cap the queue\n"),
        (
            "# T\n\n## Lessons\n\nNone.\n",
            [],
            "# T\n\n## Actions\n\n- [ ] **A1** Cap the queue\n\n## Lessons\n\nNone.\n",
        ),
        (
            "## Actions\n\nNothing yet.\n\n## Lessons\n",
            ["--owner", "x"],
            "## Actions\n\nNothing yet.\n\n- [ ] **A1** Cap the queue\n  - owner: x\n\n## Lessons\n",
        ),
        (
            "## Actions\n\n- [ ] **A7** Drain\n\n## Lessons\n",
            ["--due", "2026-05-01", "--aim", "prevent"],
            "## Actions\n\n- [ ] **A7** Drain\n- [ ] **A8** Cap the queue\n  - due: 2026-05-01\n  - aim: prevent\n\n## Lessons\n",
        ),
        (
            "## Actions\n\n* one\n\n* two\n",
            [],
            "## Actions\n\n* one\n\n* two\n\n* [ ] **A1** Cap the queue\n",
        ),
        ("## Actions\r\n\r\n1. one\r\n2. two\r\n", [], "## Actions\r\n\r\n1. one\r\n2. two\r\n3. [ ] **A1** Cap the queue\r\n"),
        (
            "## Actions\n\n| ID | Action | Owner |\n|---|---|---|\n| AI-3 | Drain | x |\n",
            ["--owner", "y"],
            "## Actions\n\n| ID | Action | Owner |\n|---|---|---|\n| AI-3 | Drain | x |\n| AI-4 | Cap the queue | y |\n",
        ),
    ],
)  # fmt: skip
def test_a_new_action_takes_the_form_of_its_list(
    project: Make, before: str, arguments: list[str], after: str
) -> None:
    repository = _repository(project, before)
    ran = repository.run("actions", "add", _ID, "Cap the queue", *arguments)
    assert ran.code == 0, ran.err
    assert repository.read(_NAME) == after


@pytest.mark.parametrize(
    ("text", "options", "said"),
    [
        ("Cap the queue (done)", [], "is read as an id, a state, an owner or a date"),
        ("Cap the queue @bob", [], "give the owner with --owner"),
        ("", [], "the text of the action is empty"),
        ("Cap", ["--aim", "prevnt"], "did you mean 'prevent'?"),
        ("Cap", ["--due", "soon"], "--due takes a date"),
    ],
)
def test_a_new_action_that_would_read_otherwise_is_refused(
    project: Make, text: str, options: list[str], said: str
) -> None:
    ran = _repository(project).run("actions", "add", _ID, text, *options)
    assert ran.code == 2
    assert said in ran.err


def test_strength_is_suggested_and_never_set(project: Make) -> None:
    repository = _repository(project)
    ran = repository.run("actions", "add", _ID, "Block deploys while the evaluation fails")
    assert "by its wording it is stronger" in ran.err
    assert "strength" not in repository.read(_NAME)


def test_a_heading_is_no_place_for_fields(project: Make) -> None:
    repository = _repository(
        project, "## Actions\n\n### 1. Cap the queue\n\nSoon.\n\n### 2. Drain it\n\nLater.\n"
    )
    ran = repository.run("actions", "accept", f"{_ID}/#1")
    assert ran.code == 2
    assert "write it as a list item first" in ran.err


def test_a_file_that_is_not_utf8_is_not_edited(project: Make) -> None:
    repository = _repository(project, _TEXT.encode() + b"\xff\n")
    ran = repository.run("actions", "accept", f"{_ID}/A1")
    assert ran.code == 2
    assert "not UTF-8" in ran.err


def test_evidence_that_is_not_committed_is_mentioned(project: Make) -> None:
    repository = _repository(project)
    repository.write({"alerts/new.yaml": "x"})
    ran = repository.run("actions", "done", f"{_ID}/A1", "--evidence", "alerts/new.yaml")
    assert ran.code == 0
    assert "'alerts/new.yaml' is not in git yet" in ran.err


def test_evidence_named_from_the_working_directory_is_written_from_the_root(project: Make) -> None:
    repository = project({"pm.toml": "", _NAME: _TEXT, "alerts/new.yaml": "x"})
    repository.commit()
    folder = str(repository.root / "postmortems")
    ran = repository.run("-C", folder, "actions", "done", f"{_ID}/A1", "--evidence", "../alerts/new.yaml")
    assert ran.code == 0, ran.err
    assert "  - evidence: alerts/new.yaml\n" in repository.read(_NAME)


@pytest.mark.parametrize("owner", ["TBD", "none", "???", "unknown", "n/a", "nobody", "-", "TODO", "(tbd)"])
def test_a_word_for_an_owner_to_come_is_not_written_as_an_owner(project: Make, owner: str) -> None:
    repository = _repository(project)
    for arguments in (
        ["assign", f"{_ID}/A1", f"--owner={owner}"],
        ["add", _ID, "Cap the queue", f"--owner={owner}"],
    ):
        ran = repository.run("actions", *arguments)
        assert ran.code == 2
        assert f"--owner '{owner}' names nobody yet" in ran.err
        assert "name the role or team that took it on" in ran.err
    assert repository.read(_NAME) == _TEXT


def test_reopening_says_what_it_takes_out_and_that_git_keeps_it(project: Make) -> None:
    ran = _repository(project).run("actions", "reopen", f"{_ID}/A2")
    assert "taken out, as it no longer holds: done: 2026-03-11; evidence: pm.toml (git keeps it" in ran.err


def test_reopening_says_where_git_never_had_what_it_takes_out(project: Make) -> None:
    repository = _repository(project)
    assert repository.run("actions", "done", f"{_ID}/A1", "--evidence", "pm.toml").code == 0
    ran = repository.run("actions", "reopen", f"{_ID}/A1")
    assert "done: 2026-04-01; evidence: pm.toml (not committed" in ran.err
    assert "git keeps it" not in ran.err


def test_a_suggested_command_can_be_copied_whatever_the_file_is_called(project: Make) -> None:
    repository = project({"pm.toml": "", "postmortems/PM-017 login outage.md": _TEXT})
    repository.commit()
    ran = repository.run("actions", "done", "PM-017 login outage/#1", "--evidence", "pm.toml")
    assert "pm actions verify 'PM-017 login outage/A1' --note" in ran.err
