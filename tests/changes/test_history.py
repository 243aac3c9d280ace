"""`pm show --history`: facts from commit to commit."""

import json
import subprocess

import pytest

from tests.changes.reviews import BODY, review
from tests.conftest import Project

STEM = "2026-03-02-slow-checkout"
PATH = f"postmortems/{STEM}.md"


@pytest.fixture
def told(project) -> Project:
    """A review from draft to published, then weakened."""
    made: Project = project({PATH: review(factors="[evaluation_gap]", severity="sev1")})
    made.commit("first draft")
    later = BODY.replace("2026-05-01", "2026-07-15")
    for message, text in (
        (
            "reword",
            review(BODY.replace("came late", "were late"), factors="[evaluation_gap]", severity="sev1"),
        ),
        ("to review", review(status="in_review", severity="sev1")),
        ("publish", review(status="published", severity="sev1")),
        ("later", review(later, status="published", severity="sev3")),
        ("drop", review(later.partition("- [x] **A2**")[0], status="published", severity="sev3")),
    ):
        made.write({PATH: text})
        made.commit(message)
    return made


def steps(made: Project, name: str = STEM) -> list[dict[str, object]]:
    ran = made.run("show", name, "--history", "--format", "json")
    assert ran.code == 0, ran.err
    found: list[dict[str, object]] = json.loads(ran.out)
    return found


def changes(step: dict[str, object]) -> list[tuple[str, str]]:
    return [(change["what"], change["subject"]) for change in step["changes"]]  # type: ignore[attr-defined]


def test_the_facts_of_each_commit_oldest_first(told):
    found = steps(told)
    assert [step["subject"] for step in found] == [
        "first draft",
        "reword",
        "to review",
        "publish",
        "later",
        "drop",
    ]
    assert [step["created"] for step in found] == [True, *[False] * 5]
    assert [changes(step) for step in found] == [
        [],
        [],
        [("status", "status"), ("factor_added", "monitoring_gap")],
        [("status", "status")],
        [("severity_lowered", "severity"), ("due_later", "A1")],
        [("action_dropped", "A2")],
    ]
    assert [[change["weakens"] for change in step["changes"]] for step in found][4:] == [[True, True], [True]]
    assert found[0]["commit"] == told.git("rev-list", "--max-parents=0", "HEAD").strip()
    assert found[0]["date"] == "2026-03-01T12:00:00+00:00"
    assert found[0]["author"] == "Ada Example"


def test_the_lines_for_people(told):
    out = told.run("show", STEM, "--history").out
    first = told.git("rev-list", "--max-parents=0", "HEAD")[:9]
    assert f"2026-03-01  {first}  Ada Example\n    added: draft, sev1, 2 actions\n" in out
    assert "    wording only\n" in out
    assert "    status: in_review → published\n" in out
    assert "  ! severity lowered: sev1 → sev3\n" in out
    assert "  ! A1 due moved later: 2026-05-01 → 2026-07-15 (75 days)\n" in out
    assert "  ! action dropped: A2 Add a second worker for the queue\n" in out


def test_what_is_not_committed_comes_last(told):
    told.write({PATH: told.read(PATH).replace("- [ ] **A1**", "- [x] **A1**")})
    last = steps(told)[-1]
    assert (last["commit"], last["date"], last["author"]) == (None, None, None)
    assert changes(last) == [("action_state", "A1")]
    assert told.run("show", STEM, "--history").out.endswith("not committed yet\n    A1: open → done\n")


def test_a_file_that_was_never_committed(project):
    made = project({PATH: review()})
    assert [(step["commit"], step["created"]) for step in steps(made)] == [(None, True)]


def test_a_rename_is_followed(told):
    told.git("mv", PATH, "postmortems/2026-03-02-better.md")
    told.commit("rename")
    found = steps(told, "better")
    assert len(found) == 7
    assert found[-1]["renamed_from"] == PATH
    assert "renamed from" in told.run("show", "better", "--history").out


def test_a_review_made_from_another_has_its_own_history(told):
    """`git log --follow` goes on in the file that was copied; that is another review."""
    told.write({"postmortems/2026-04-01-copy.md": told.read(PATH).replace("slowly", "late")})
    told.commit("copy")
    found = steps(told, "copy")
    assert [(step["subject"], step["created"]) for step in found] == [("copy", True)]


def test_commits_of_a_branch_are_compared_with_their_own_parent(told):
    told.git("switch", "--quiet", "--create", "side", "HEAD~2")
    told.write({PATH: told.read(PATH).replace("[evaluation_gap, ", "[drift, evaluation_gap, ")})
    told.commit("side")
    told.git("switch", "--quiet", "main")
    told.git("merge", "--quiet", "--no-edit", "side")
    by_subject = {step["subject"]: changes(step) for step in steps(told)}
    assert by_subject["side"] == [("factor_added", "drift")]
    assert by_subject["later"] == [("severity_lowered", "severity"), ("due_later", "A1")]


def test_line_ends_are_no_step(told):
    told.git("config", "core.autocrlf", "true")
    (told.root / PATH).unlink()
    told.git("checkout", "--quiet", "--", PATH)
    assert b"\r\n" in (told.root / PATH).read_bytes()
    assert len(steps(told)) == 6


def test_names_and_subjects_of_commits_cannot_steer_the_terminal(told, monkeypatch):
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Eve \x1b[2J\u202e")
    told.write({PATH: told.read(PATH).replace("sev3", "sev4")})
    told.commit("hostile \x02\x01 \x1b]0;x\x07")
    out = told.run("show", STEM, "--history").out
    assert "Eve" in out
    assert "severity lowered: sev3 → sev4" in out
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_a_shallow_clone_says_that_there_may_be_more(told, tmp_path):
    clone = Project(tmp_path / "clone")
    subprocess.run(
        ["git", "clone", "--quiet", "--depth=2", f"file://{told.root}", str(clone.root)], check=True
    )
    ran = clone.run("show", STEM, "--history")
    assert ran.code == 0
    assert "this clone is shallow" in ran.err
    assert "action dropped" in ran.out


def test_outside_of_git_there_is_no_history(tmp_path):
    plain = Project(tmp_path / "plain")
    plain.root.mkdir()
    plain.write({PATH: review()})
    ran = plain.run("show", STEM, "--history")
    assert ran.code == 2
    assert "has no history" in ran.err
