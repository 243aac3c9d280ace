"""Evidence: what counts as a path or a commit, and where it stands in a real repository."""

from collections.abc import Callable, Mapping
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
import pytest

from pmtool.model.evidence import Reference, ReferenceKind, Standing
from pmtool.model.span import Span
from pmtool.parse.evidence import read_references
from pmtool.whereabouts import Whereabouts
from tests.conftest import Project

Make = Callable[[Mapping[str, str | bytes]], Project]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("alerts/slow.yaml", ["path alerts/slow.yaml"]),
        ("`src/__init__.py`", ["path src/__init__.py"]),
        ("./a/b.py#L10-L20, see c.md:12", ["path ./a/b.py"]),
        (
            "commit 3f2a91c and 0123456789abcdef0123456789abcdef01234567",
            ["commit 3f2a91c", "commit 0123456789abcdef0123456789abcdef01234567"],
        ),
        ("https://example.org/a/b.yaml", ["address https://example.org/a/b.yaml"]),
        ("docs/runbooks", ["path docs/runbooks"]),
        ("Makefile.am", ["path Makefile.am"]),
        ("the drill of 3/4 May, with and/or without load", []),
        ("v1.2.3", []),
        ("example.org", []),
        ("SUP-12", []),
        ("deadbeef", []),
        ("facade", []),
        ("#12", []),
    ],
)
def test_only_what_can_be_nothing_else_is_looked_up(value: str, expected: list[str]) -> None:
    assert [f"{found.kind} {found.name}" for found in read_references(value)] == expected


@given(st.text(max_size=60))
def test_spans_are_those_of_the_names(value: str) -> None:
    for found in read_references(value):
        assert found.span.of(value) == found.name


def _standing(root: Path, name: str, kind: ReferenceKind = ReferenceKind.PATH) -> Standing | None:
    return Whereabouts(root).standing(Reference(kind, name, Span(0, 0)))


@pytest.fixture
def repository(project: Make) -> Project:
    made = project({"a/merged.yaml": "x", "service/pm.toml": "", "service/b.py": "x"})
    made.commit()
    return made


def test_paths_stand_on_the_default_branch_on_the_way_or_nowhere(repository: Project) -> None:
    root = repository.root
    assert _standing(root, "a/merged.yaml") is Standing.MERGED
    assert _standing(root, "a") is Standing.MERGED
    repository.git("switch", "--quiet", "--create", "topic")
    repository.write({"a/new.yaml": "x", "a/loose.yaml": "x"})
    repository.git("add", "a/new.yaml")
    assert _standing(root, "a/new.yaml") is Standing.PENDING
    assert _standing(root, "a/loose.yaml") is Standing.UNTRACKED
    assert _standing(root, "a/none.yaml") is Standing.MISSING
    assert _standing(root, "../outside.yaml") is Standing.MISSING


def test_paths_are_those_of_the_collection_or_of_the_repository(repository: Project) -> None:
    assert _standing(repository.root / "service", "b.py") is Standing.MERGED
    assert _standing(repository.root / "service", "a/merged.yaml") is Standing.MERGED


def test_commits_stand_on_the_default_branch_or_beside_it(repository: Project) -> None:
    root = repository.root
    merged = repository.git("rev-parse", "HEAD").strip()
    repository.git("switch", "--quiet", "--create", "topic")
    own = repository.commit("topic")
    assert _standing(root, merged[:8], ReferenceKind.COMMIT) is Standing.MERGED
    assert _standing(root, own, ReferenceKind.COMMIT) is Standing.PENDING
    repository.git("switch", "--quiet", "main")
    assert _standing(root, own, ReferenceKind.COMMIT) is Standing.STRAY
    assert _standing(root, "0" * 39 + "1", ReferenceKind.COMMIT) is Standing.MISSING


def test_beyond_the_edge_of_a_shallow_clone_nothing_is_said(repository: Project, tmp_path: Path) -> None:
    old = repository.git("rev-parse", "HEAD").strip()
    repository.commit("second")
    repository.git("clone", "--quiet", "--depth", "1", f"file://{repository.root}", str(tmp_path / "shallow"))
    assert _standing(tmp_path / "shallow", old, ReferenceKind.COMMIT) is None


def test_without_git_only_what_is_not_there_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("x", encoding="utf-8")
    assert _standing(tmp_path, "a.yaml") is None
    assert _standing(tmp_path, "b.yaml") is Standing.MISSING
    assert _standing(tmp_path, "3f2a91c", ReferenceKind.COMMIT) is None


def test_lint_reports_both_rules_on_a_real_collection(project: Make) -> None:
    head = "---\ntitle: {}\nstatus: published\nservices: [answers]\ntimes:\n  started: {}\nfactors: [monitoring_gap]\n---\n\n"
    first = head.format("Slow", "2026-01-02T00:00:00Z") + (
        "## Actions\n\n- [x] **A1** Alert on slow answers\n  - factor: monitoring_gap\n  - done: 2026-01-10\n"
        "  - evidence: alerts/gone.yaml\n  - verified: 2026-02-01 none in 20 days\n"
    )
    made = project(
        {
            "pm.toml": "",
            "postmortems/2026-01-02-slow.md": first,
            "postmortems/2026-03-02-slow.md": head.format("Slow again", "2026-03-02T00:00:00Z"),
        }
    )
    made.commit()
    out = made.run("lint", "--select", "actions/missing-evidence,actions/perhaps-not-effective").out
    assert "'alerts/gone.yaml' is not in the repository" in out
    assert "'monitoring_gap' contributed again in 2026-03-02-slow" in out
