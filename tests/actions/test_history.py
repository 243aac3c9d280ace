"""How actions slipped, from real git histories: moves, renames, branches, shallow clones, the memory."""

from collections.abc import Callable, Mapping
import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Project

Make = Callable[[Mapping[str, str | bytes]], Project]
_NAME = "postmortems/2026-01-05-queue.md"


def _text(due: str = "2026-05-01", owner: str = "sre", box: str = " ", ident: str = "**A1** ") -> str:
    filler = "\n".join(f"Line {number} of a summary that stays." for number in range(12))
    return f"# Queue\n\n{filler}\n\n## Actions\n\n- [{box}] {ident}Cap the queue\n  - owner: {owner}\n  - due: {due}\n"


class History:
    """Commits on given days."""

    def __init__(self, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
        self.project = project
        self.monkeypatch = monkeypatch

    def commit(self, day: str, text: str | None = None, name: str = _NAME) -> None:
        for variable in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
            self.monkeypatch.setenv(variable, f"{day}T12:00:00Z")
        if text is not None:
            self.project.write({name: text})
        self.project.commit()

    def past(self) -> dict[str, Any]:
        ran = self.project.run("actions", "--history", "--format", "json")
        assert ran.code == 0, ran.err
        found: dict[str, Any] = json.loads(ran.out)[0]["history"]
        return found


@pytest.fixture
def history(project: Make, monkeypatch: pytest.MonkeyPatch) -> History:
    return History(project({"pm.toml": ""}), monkeypatch)


def test_moves_of_dates_and_owners_are_told(history: History) -> None:
    history.commit("2026-01-10", _text())
    history.commit("2026-02-01", _text("2026-06-01"))
    history.commit("2026-03-01", _text("2026-07-01", "data"))
    history.commit("2026-03-10", _text("2026-09-01", "ml"))
    past = history.past()
    assert (
        past["summary"]
        == "due moved 3 times, 2026-05-01 → 2026-09-01; owner changed twice; first proposed 81 days ago"
    )
    assert past["first_proposed"] == "2026-01-10"
    assert past["due_moved_days"] == 123
    assert past["due_moves"][0] == {"date": "2026-02-01", "from": "2026-05-01", "to": "2026-06-01"}
    assert "[due moved 3 times" in history.project.run("actions", "--history").out


def test_a_date_that_is_set_for_the_first_time_has_not_moved(history: History) -> None:
    history.commit("2026-01-10", _text("").replace("  - due: \n", ""))
    history.commit("2026-02-01", _text())
    assert history.past()["due_moves"] == []


def test_a_renamed_review_keeps_its_past(history: History) -> None:
    history.commit("2026-01-10", _text(), "postmortems/2026-01-04-old.md")
    history.project.git("mv", "postmortems/2026-01-04-old.md", _NAME)
    history.commit("2026-01-20")
    history.commit("2026-02-01", _text("2026-06-01"))
    past = history.past()
    assert (past["first_proposed"], len(past["due_moves"])) == ("2026-01-10", 1)


def test_a_review_that_moved_into_the_collection_keeps_its_past(history: History) -> None:
    history.commit("2026-01-10", _text(), "docs/incidents/2026-01-05-queue.md")
    (history.project.root / "postmortems").mkdir()
    history.project.git("mv", "docs/incidents/2026-01-05-queue.md", _NAME)
    history.commit("2026-01-20")
    assert history.past()["first_proposed"] == "2026-01-10"


def test_branches_side_by_side_are_no_moves_back_and_forth(history: History) -> None:
    git = history.project.git
    history.commit("2026-01-10", _text())
    git("switch", "--quiet", "--create", "other")
    history.commit("2026-02-02", _text().replace("Line 1 ", "Line one "))
    git("switch", "--quiet", "main")
    history.commit("2026-02-01", _text("2026-06-01"))
    git("merge", "--quiet", "--no-edit", "other")
    history.commit("2026-02-10", history.project.read(_NAME).replace("Line 2 ", "Line two "))
    assert [(move["from"], move["to"]) for move in history.past()["due_moves"]] == [
        ("2026-05-01", "2026-06-01")
    ]


def test_a_change_picked_to_two_branches_happened_once(history: History) -> None:
    git = history.project.git
    history.commit("2026-01-10", _text())
    git("switch", "--quiet", "--create", "other")
    history.commit("2026-02-01", _text("2026-06-01"))
    git("switch", "--quiet", "main")
    history.commit("2026-02-03", _text("2026-06-01"))
    git("merge", "--quiet", "--no-edit", "other")
    assert len(history.past()["due_moves"]) == 1


def test_reopening_is_told(history: History) -> None:
    history.commit("2026-01-10", _text())
    history.commit("2026-02-01", _text(box="x"))
    history.commit("2026-03-01", _text())
    assert "reopened once" in history.past()["summary"]


def test_an_action_without_an_id_is_known_by_its_text(history: History) -> None:
    history.commit("2026-01-10", _text(ident=""))
    history.commit("2026-02-01", _text("2026-06-01", ident=""))
    assert len(history.past()["due_moves"]) == 1


def test_a_shallow_clone_is_named_as_such(history: History, tmp_path: Path) -> None:
    history.commit("2026-01-10", _text())
    history.commit("2026-02-01", _text("2026-06-01"))
    history.project.git(
        "clone", "--quiet", "--depth", "1", f"file://{history.project.root}", str(tmp_path / "shallow")
    )
    ran = Project(tmp_path / "shallow").run("actions", "--history")
    assert "this clone is shallow" in ran.err
    assert "first proposed at least 59 days ago" in ran.out


def test_what_was_read_is_remembered_in_gits_own_folder(history: History) -> None:
    history.commit("2026-01-10", _text())
    history.commit("2026-02-01", _text("2026-06-01"))
    first = history.past()
    memory = history.project.root / ".git/pm/action-history.json"
    kept = json.loads(memory.read_text(encoding="utf-8"))
    assert len(kept["contents"]) == 2
    assert history.project.git("status", "--porcelain") == ""
    kept["contents"] = {ident: {"A1": ["2020-01-01", "x", "open"]} for ident in kept["contents"]}
    memory.write_text(json.dumps(kept), encoding="utf-8")
    assert history.past()["due_moves"] == []
    for broken in (
        "{",
        '{"reader": "other", "contents": {}}',
        "[]",
        json.dumps({**kept, "contents": {"a": 1}}),
    ):
        memory.write_text(broken, encoding="utf-8")
        assert history.past() == first


def test_without_git_the_list_works_all_the_same(tmp_path: Path) -> None:
    bare = Project(tmp_path)
    bare.write({"pm.toml": "", _NAME: _text()})
    ran = bare.run("actions", "--history")
    assert (ran.code, "no git repository" in ran.err) == (0, True)
    assert "Cap the queue" in ran.out


def test_a_collection_below_the_top_of_the_repository_has_a_past(history: History) -> None:
    history.commit("2026-01-10", _text(), f"service/{_NAME}")
    history.project.write({"service/pm.toml": ""})
    ran = history.project.run(
        "-C", str(history.project.root / "service"), "actions", "--history", "--format", "json"
    )
    assert json.loads(ran.out)[0]["history"]["first_proposed"] == "2026-01-10"
