"""Offsets, lines, columns, mapped text, globs."""

from pathlib import PurePath

from hypothesis import given
from hypothesis import strategies as st
import pytest

from pmtool.model.globs import Globs
from pmtool.model.mapped import MappedText, Piece
from pmtool.model.span import LineIndex, Position, Span

TEXT = st.text(alphabet=st.sampled_from("ab \né\r\t😀\u0301"), max_size=60)


@given(TEXT)
def test_position_and_offset_are_inverse(text):
    index = LineIndex(text)
    for offset in range(len(text) + 1):
        assert index.offset(index.position(offset)) == offset


@given(TEXT)
def test_utf16_columns_count_what_an_editor_counts(text):
    index = LineIndex(text)
    for offset in range(len(text) + 1):
        line, units = index.utf16(offset)
        before = text[index.line_span(line + 1).start : offset]
        assert units == sum(2 if ord(character) > 0xFFFF else 1 for character in before)


def test_line_ends_of_all_kinds():
    index = LineIndex("a\r\nb\rc\n")
    assert [index.line_text(n) for n in range(1, index.line_count + 1)] == ["a", "b", "c", ""]
    assert index.position(3) == Position(2, 1)
    with pytest.raises(ValueError, match="outside"):
        index.position(99)


def test_mapped_text_points_through_markup():
    source = "the **engineer** failed &amp; `x`"
    mapped = MappedText(
        [
            Piece("the ", Span(0, 4)),
            Piece("engineer", Span(6, 14)),
            Piece(" failed ", Span(16, 24)),
            Piece("&", Span(24, 29)),
            Piece(" ", Span(29, 30)),
            Piece("CODE", Span(30, 33), code=True),
        ]
    )
    assert mapped.text == "the engineer failed & CODE"
    start = mapped.text.index("engineer failed")
    assert mapped.span(start, start + 15).of(source) == "engineer** failed"
    assert mapped.span(mapped.text.index("&"), mapped.text.index("&") + 1).of(source) == "&amp;"
    assert mapped.span(len(mapped) - 2).of(source) == "`x`"
    assert mapped.slice(4, 12).span().of(source) == "engineer"


@given(
    st.lists(st.tuples(st.text("ab ", min_size=1, max_size=4), st.booleans()), min_size=1, max_size=6),
    st.data(),
)
def test_a_slice_has_the_spans_of_the_whole(parts, data):
    pieces, at = [], 0
    for text, verbatim in parts:
        width = len(text) if verbatim else len(text) + 3
        pieces.append(Piece(text, Span(at, at + width)))
        at += width + 1
    mapped = MappedText(pieces)
    start = data.draw(st.integers(0, len(mapped) - 1))
    end = data.draw(st.integers(start + 1, len(mapped)))
    part = mapped.slice(start, end)
    assert part.text == mapped.text[start:end]
    assert part.span() == mapped.span(start, end)


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("README.md", "a/b/README.md", True),
        ("README.md", "README.mdx", False),
        ("templates/**", "templates/a.md", True),
        ("templates/**", "templates", True),
        ("templates/**", "a/templates/a.md", False),
        ("**/old/**", "a/old/b/c.md", True),
        ("_*", "2026/_draft.md", True),
        ("20??/*.md", "2026/a.md", True),
        ("20??/*.md", "2026/b/a.md", False),
        ("a[1].md", "a[1].md", True),
    ],
)
def test_globs(pattern, path, matches):
    assert Globs([pattern]).matches(PurePath(path)) is matches
