"""Edits of a text as replaced spans, and the lines that they touch."""

from collections.abc import Iterable
from dataclasses import dataclass

from pmtool.errors import PmError
from pmtool.model.span import LineIndex, Position, Span


@dataclass(frozen=True, slots=True)
class Splice:
    """Replace a span by a text."""

    span: Span
    text: str


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """The text after all edits, which must not overlap; those at one place stand in the order given."""
    pieces = []
    position = 0
    for splice in sorted(splices, key=lambda splice: (splice.span.start, splice.span.end)):
        if splice.span.start < position:
            raise PmError("two changes meet in one place", "make them one after the other")
        pieces += [text[position : splice.span.start], splice.text]
        position = splice.span.end
    pieces.append(text[position:])
    return "".join(pieces)


def line_end(text: str, lines: LineIndex, offset: int) -> str:
    """The line end of the line of an offset, else of the line before it, else `\\n`."""
    number = lines.position(offset).line
    for candidate in (number, number - 1):
        if 1 <= candidate < lines.line_count:
            return text[lines.line_span(candidate).end : lines.offset(Position(candidate + 1, 1))]
    return "\n"


def line_of(lines: LineIndex, offset: int) -> Span:
    """The line of an offset without its line end."""
    return lines.line_span(lines.position(offset).line)


def whole_lines(text: str, lines: LineIndex, span: Span) -> Span:
    """The lines that a span touches, with the line end behind them (before them at the end of a file)."""
    first = lines.position(span.start).line
    last = lines.position(max(span.start, span.end - 1)).line
    start, end = lines.offset(Position(first, 1)), lines.line_span(last).end
    if last < lines.line_count:
        return Span(start, lines.offset(Position(last + 1, 1)))
    if first > 1:
        return Span(lines.line_span(first - 1).end, end)
    return Span(start, len(text))
