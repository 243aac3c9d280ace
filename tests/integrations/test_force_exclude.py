"""`pm lint --force-exclude`: what a commit hook passes, only reviews are checked."""

from collections.abc import Callable, Mapping

from tests.conftest import Project

BAD = "---\ntitle: T\nstatus: draft\n---\n\n<!-- pm:ignore blame -->\nText.\n"
FILES = {"pm.toml": "", "postmortems/2026-03-02-x.md": BAD, "README.md": BAD, "postmortems/README.md": BAD}


def test_named_files_outside_the_collection_are_left_out(
    project: Callable[[Mapping[str, str | bytes]], Project],
) -> None:
    here = project(FILES)
    assert here.run("lint", "README.md").code == 1
    done = here.run("lint", "--force-exclude", "README.md", "postmortems/README.md")
    assert done.code == 0
    done = here.run(
        "lint", "--force-exclude", "README.md", "postmortems/2026-03-02-x.md", "--format", "jsonl"
    )
    assert done.code == 1
    assert "README" not in done.out
    assert "2026-03-02-x.md" in done.out


def test_a_directory_is_narrowed_to_its_reviews(
    project: Callable[[Mapping[str, str | bytes]], Project],
) -> None:
    done = project(FILES).run("lint", "--force-exclude", ".", "--format", "jsonl")
    assert "README" not in done.out
    assert "2026-03-02-x.md" in done.out


def test_a_file_that_is_not_there_is_still_a_fault(
    project: Callable[[Mapping[str, str | bytes]], Project],
) -> None:
    assert project(FILES).run("lint", "--force-exclude", "missing.md").code == 2
