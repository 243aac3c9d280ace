"""`pm lint --fix` and `--diff`: only edits that keep the meaning, nothing else changes."""

import subprocess
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from pmtool import edit
from pmtool.errors import PmError
from pmtool.features.fixing import apply_fixes, unified_diff
from pmtool.model.diagnostic import Fix
from pmtool.model.span import Span

NAME = "postmortems/2026-03-02-b.md"
FIXABLE = "\ufeff---\r\ntitle: Tëst 😀\r\nstatus: draft\r\nservice: [a]   # mine\r\nauthor: [b]\r\n---\r\n\r\n## Summary\r\n\r\nThe queue  filled up.\t\r\n"


def test_fix_changes_only_what_it_says_and_is_idempotent(project):
    made = project({NAME: FIXABLE})
    ran = made.run("lint", "--fix")
    fixed = made.read(NAME)
    assert fixed == FIXABLE.replace("service:", "services:").replace("author:", "authors:")
    assert "2 fixed" in ran.out
    assert "nothing was fixed" not in ran.err
    made.run("lint", "--fix")
    assert made.read(NAME) == fixed


def test_it_says_so_when_there_is_nothing_to_fix(project):
    ran = project({NAME: "# Outage\n\nThe on-call engineer was careless.\n"}).run("lint", "--fix")
    assert "nothing was fixed" in ran.err


def test_it_does_not_say_so_where_no_finding_is_shown(project):
    made = project({NAME: "# Outage\n\nThe on-call engineer was careless.\n"})
    text = made.read(NAME).encode()
    assert "nothing was fixed" not in made.run("lint", "-", "--fix", "--stdin-filename", NAME, stdin=text).err
    made.run("lint", "--write-baseline")
    assert "nothing was fixed" not in made.run("lint", "--fix").err
    made.write({"postmortems/2026-03-01-a.md": "F\u00fcnf".encode("latin-1")})
    ran = made.run("lint", "--fix")
    assert "is not UTF-8" in ran.out
    assert "nothing was fixed" not in ran.err


def test_diff_shows_and_writes_nothing(project):
    made = project({NAME: FIXABLE})
    ran = made.run("lint", "--diff")
    assert made.read(NAME) == FIXABLE
    assert "-service: [a]   # mine" in ran.out
    assert "+services: [a]   # mine" in ran.out
    assert "nothing was written" in ran.err


def test_fixed_stdin_goes_to_stdout(project):
    ran = project({}).run("lint", "-", "--fix", "--stdin-filename", NAME, stdin=FIXABLE.encode())
    assert ran.out.startswith("\ufeff---\r\n")
    assert "services: [a]" in ran.out


def test_a_file_that_is_no_text_stays_and_the_others_are_fixed(project):
    latin = "---\ntitle: Fünf\nservice: [a]\nstatus: draft\n---\n".encode("latin-1")
    made = project({"postmortems/2026-03-01-a.md": latin, NAME: FIXABLE})
    assert "-service" not in made.run("lint", "--diff", "postmortems/2026-03-01-a.md").out
    ran = made.run("lint", "--fix")
    assert ran.code == 1
    assert "is not UTF-8" in ran.out
    assert (made.root / "postmortems/2026-03-01-a.md").read_bytes() == latin
    assert "services: [a]" in made.read(NAME)


def test_a_file_that_cannot_be_written_does_not_stop_the_others(project, monkeypatch):
    first = "postmortems/2026-03-01-a.md"
    made = project({first: FIXABLE, NAME: FIXABLE})
    write = edit.replace

    def refuse_the_first(path, text, *, expected=None):
        if path.name == "2026-03-01-a.md":
            raise PmError(f"{path} cannot be written: permission denied; nothing was changed")
        write(path, text, expected=expected)

    monkeypatch.setattr(edit, "replace", refuse_the_first)
    ran = made.run("lint", "--fix")
    assert ran.code == 2
    assert "permission denied" in ran.err
    assert made.read(first) == FIXABLE
    assert "services: [a]" in made.read(NAME)


def test_diff_counts_the_files_that_it_would_change(project):
    made = project({NAME: FIXABLE, "postmortems/2026-03-03-c.md": "---\ntitle: C\nstatus: draft\n---\n"})
    assert "2 fixes in 1 file; nothing was written" in made.run("lint", "--diff").err


def test_stdin_that_is_no_text_passes_through_unchanged(project):
    made = project({})
    command = [sys.executable, "-m", "pmtool", "lint", "-", "--fix"]
    for content in ("---\ntitle: Fünf\nservice: [a]\n---\n".encode("latin-1"), b"\0\1\2"):
        done = subprocess.run(command, input=content, capture_output=True, cwd=made.root, check=False)
        assert (done.returncode, done.stdout) == (1, content)


def test_diff_of_a_last_line_without_an_end():
    assert unified_diff("a.md", "x", "y").endswith(
        "-x\n\\ No newline at end of file\n+y\n\\ No newline at end of file\n"
    )


@settings(max_examples=200)
@given(st.text(max_size=40), st.data())
def test_edits_change_nothing_outside_of_them(text, data):
    bounds = st.integers(0, len(text))
    spans = [Span(*sorted(pair)) for pair in data.draw(st.lists(st.tuples(bounds, bounds), max_size=5))]
    fixes = [Fix(span, "«»") for span in spans]
    done = apply_fixes(text, fixes)
    kept = done.text.split("«»")
    position = 0
    for part in kept:
        position = text.index(part, position) + len(part)
    assert done.count == len(kept) - 1 - text.count("«»") or "«»" in text
