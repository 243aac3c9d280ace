"""Lines that a change touches, read from real patches."""

from pathlib import Path
import subprocess

from hypothesis import given, settings
from hypothesis import strategies as st
import pytest

from pmtool.model.patches import Touched, lines_in_common, read_patch, touched_between

LINES = st.lists(
    st.sampled_from(
        [
            "",
            "a",
            "b",
            "# Head",
            "+++ b/x.md",
            "--- a/x.md",
            "@@ -1 +1 @@",
            "\\ No newline",
            "-",
            "+é\u2028z",
            "\tx\r",
        ]
    ),
    max_size=12,
)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("patches")
    subprocess.run(["git", "init", "--quiet", str(root)], check=True)
    return root


def git_patch(root: Path, old: str, new: str) -> str:
    (root / "old").write_bytes(old.encode())
    (root / "new").write_bytes(new.encode())
    layout = ["--unified=0", "--no-color", "--src-prefix=a/", "--dst-prefix=b/"]
    done = subprocess.run(
        ["git", "-c", "core.quotePath=false", "diff", "--no-index", *layout, "--", "old", "new"],
        cwd=root,
        capture_output=True,
        check=False,
    )
    return done.stdout.decode("utf-8", "replace")


def numbers(touched: Touched) -> set[int]:
    return {line for first, last in touched.added for line in range(first, last + 1)}


@settings(max_examples=40, deadline=None)
@given(LINES, LINES)
def test_added_lines_hold_all_that_is_new(repository: Path, before: list[str], after: list[str]) -> None:
    old, new = ("".join(f"{line}\n" for line in lines) for lines in (before, after))
    read = read_patch(git_patch(repository, old, new)).get("new", Touched())
    untouched = [line for number, line in enumerate(after, start=1) if number not in numbers(read)]
    remaining = iter(before)
    assert all(any(line == other for other in remaining) for line in untouched), (
        "what is left stood there before"
    )


@settings(max_examples=200, deadline=None)
@given(LINES, LINES)
def test_two_texts_compared_directly_obey_the_same_law(before: list[str], after: list[str]) -> None:
    touched = touched_between("\n".join(before), "\n".join(after))
    untouched = [
        line.rstrip("\r")
        for number, line in enumerate("\n".join(after).split("\n"), 1)
        if number not in numbers(touched)
    ]
    remaining = iter([line.rstrip("\r") for line in "\n".join(before).split("\n")])
    assert all(any(line == other for other in remaining) for line in untouched)


def test_a_line_that_looks_like_a_header_is_a_line(repository: Path) -> None:
    patch = git_patch(repository, "a\n", "a\n++ b/other.md\n@@ -1 +99 @@\nend\n")
    assert read_patch(patch)["new"].added == ((2, 4),)
    assert list(read_patch(patch)) == ["new"]


def test_a_deletion_touches_both_neighbours(repository: Path) -> None:
    touched = read_patch(git_patch(repository, "a\nb\nc\nd\n", "a\nd\n"))["new"]
    assert touched.cut == (1,)
    assert list(touched.lines()) == [(1, 2)]
    assert [span.of("a\nd\n") for span in touched.spans("a\nd\n")] == ["a\nd\n"]


def test_a_deletion_at_the_top_and_at_the_end(repository: Path) -> None:
    top = read_patch(git_patch(repository, "a\nb\n", "b\n"))["new"]
    assert [span.of("b\n") for span in top.spans("b\n")] == ["b\n"]
    end = read_patch(git_patch(repository, "a\nb\n", "a\n"))["new"]
    assert [span.of("a\n") for span in end.spans("a\n")] == ["a\n"]


def test_a_lost_heading_is_seen(repository: Path) -> None:
    assert read_patch(git_patch(repository, "## Impact\n\nx\n", "x\n"))["new"].heading_lost
    assert not read_patch(git_patch(repository, "#1182 is fixed\n", "x\n"))["new"].heading_lost
    assert touched_between("## Impact\nx", "x").heading_lost


@pytest.mark.parametrize(
    ("header", "path"),
    [
        ("+++ b/plain.md", "plain.md"),
        ("+++ b/with space.md\t", "with space.md"),
        ('+++ "b/quo\\"te.md"', 'quo"te.md'),
        ('+++ "b/tab\\there.md"', "tab\there.md"),
        ('+++ "b/caf\\303\\251.md"', "café.md"),
        ('+++ "b/back\\\\slash.md"', "back\\slash.md"),
    ],
)
def test_names_of_files_as_git_writes_them(header: str, path: str) -> None:
    assert read_patch(f"--- a/x\n{header}\n@@ -0,0 +1 @@\n+x\n") == {path: Touched(added=((1, 1),))}


def test_a_deleted_file_has_no_lines() -> None:
    assert read_patch("--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n") == {}


@given(st.text(max_size=300))
def test_no_text_is_a_crash(text: str) -> None:
    read_patch(text)
    touched_between(text, text[::-1])
    assert lines_in_common(text, text) in (0.0, 1.0)
