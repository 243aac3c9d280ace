"""A finding keeps its fingerprint while the file around it changes."""

from collections.abc import Sequence
from pathlib import PurePath

from hypothesis import given, settings
from hypothesis import strategies as st

from pmtool.model.diagnostic import Diagnostic
from pmtool.model.fingerprint import fingerprints
from pmtool.model.span import Span
from pmtool.parse import Document, parse
from pmtool.vocab import Severity

TEXT = """# A review

The first paragraph says what happened. The vendor sloppily
changed the index. A third sentence ends it.

- Somebody sloppily looked away.
"""
RULE = "sample/judging-word"


def at(document: Document, start: int, end: int, message: str = "a message", rule: str = RULE) -> Diagnostic:
    lines = document.lines
    return Diagnostic(
        document.path,
        Span(start, end),
        lines.position(start),
        lines.position(end),
        rule,
        Severity.ERROR,
        message,
        document.text[start:end],
    )


def all_of(document: Document, word: str) -> list[Diagnostic]:
    starts = [n for n in range(len(document.text)) if document.text.startswith(word, n)]
    return [at(document, start, start + len(word)) for start in starts]


def marks(text: str, word: str = "sloppily", path: str = "a.md") -> list[str]:
    document = parse(path, text)
    return fingerprints(all_of(document, word), {document.path: document})


def test_it_is_the_same_on_every_machine_and_version():
    # Other values here would make every known finding of every baseline and code-scanning view a new one.
    assert marks(TEXT) == ["f90b2792ba919fb9fa326c4df113544e", "9d89e34801c14a9dcb47328d44ade28b"]


def test_edits_elsewhere_leave_it():
    before = marks(TEXT)
    assert marks("---\ntitle: New\n---\n\n" + TEXT + "\n## More\n\nA new section.\n") == before
    assert marks(TEXT.replace("The first paragraph says what happened.", "It went otherwise.")) == before
    assert marks(TEXT.replace("A third sentence ends it.", "")) == before


def test_wrapping_a_paragraph_anew_leaves_it():
    assert marks(TEXT.replace("sloppily\nchanged the", "sloppily changed\nthe")) == marks(TEXT)
    assert marks(TEXT.replace("\n", "\r\n")) == marks(TEXT)


def test_moving_a_line_leaves_it():
    head, _, tail = TEXT.partition("- Somebody")
    moved = f"- Somebody{tail}\n{head}"
    assert sorted(marks(moved)) == sorted(marks(TEXT))


def test_renaming_the_file_leaves_it():
    assert marks(TEXT, path="2026/b.md") == marks(TEXT, path="a.md")


def test_rewording_the_message_leaves_it():
    document = parse("a.md", TEXT)
    start = TEXT.index("sloppily")
    one, other = (
        at(document, start, start + 8, message) for message in ("it judges", "this word is a judgement")
    )
    sources = {document.path: document}
    assert fingerprints([one], sources) == fingerprints([other], sources)


def test_editing_the_sentence_or_the_rule_changes_it():
    assert marks(TEXT.replace("changed the index", "dropped the index"))[0] != marks(TEXT)[0]
    document = parse("a.md", TEXT)
    sources = {document.path: document}
    here = at(document, 30, 40)
    there = at(document, 30, 40, rule="sample/other")
    assert fingerprints([here], sources) != fingerprints([there], sources)


def test_equal_findings_are_told_apart_by_their_order():
    text = "It was sloppy.\n\nIt was sloppy.\n\nIt was sloppy.\n"
    found = marks(text, "sloppy")
    assert len(set(found)) == 3
    assert marks(text + "\nMore.\n", "sloppy") == found
    document = parse("a.md", text)
    backwards = list(reversed(all_of(document, "sloppy")))
    assert fingerprints(backwards, {document.path: document}) == found[::-1]


def test_several_things_missing_at_one_place_are_told_apart_by_what_is_missing():
    document = parse("a.md", "---\ntitle: A\n---\n")
    sources = {document.path: document}
    missing = {
        name: at(document, 0, 3, f"'{name}' is missing since 12 days") for name in ("kind", "severity")
    }
    both = dict(zip(missing, fingerprints(list(missing.values()), sources), strict=True))
    alone = fingerprints([missing["severity"]], sources)
    assert alone == [both["severity"]]
    later = at(document, 0, 3, "'severity' is missing since 40 days")
    assert fingerprints([later], sources) == alone, "a count that grows is no new finding"


def test_a_finding_without_its_document_still_has_one():
    document = parse("a.md", TEXT)
    assert len(fingerprints(all_of(document, "sloppily"), {})) == 2


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=200), st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), max_size=6))
def test_any_text_and_any_span_have_one_and_none_is_shared(text: str, bounds: Sequence[tuple[int, int]]):
    text = text.encode("utf-8", "replace").decode()
    document = parse("a.md", text)
    size = len(text)
    spans = [(min(a, b, size), min(max(a, b), size)) for a, b in bounds]
    found = fingerprints([at(document, *span) for span in spans], {PurePath("a.md"): document})
    assert len(set(found)) == len(spans)
    assert all(len(mark) == 32 for mark in found)
