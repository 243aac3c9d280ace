"""`pm lint --fix` and `--diff`: only edits that keep the meaning, nothing else changes."""

from hypothesis import given, settings
from hypothesis import strategies as st

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
    made.run("lint", "--fix")
    assert made.read(NAME) == fixed


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
