"""Positions: offsets inside, lines and columns outside.

Everything in `pm` speaks of *code-point offsets into the text of the file* until the last step. `LineIndex` converts
once: to 1-based lines and columns in code points (terminal, JSON, SARIF's `unicodeCodePoints`), or to 0-based UTF-16
units (LSP).
"""

from bisect import bisect_right
from dataclasses import dataclass
import re

_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the file, `text[start:end]`; the end is exclusive."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The text that the span covers."""
        return text[self.start : self.end]

    def covers(self, offset: int) -> bool:
        """Whether the offset lies inside."""
        return self.start <= offset < self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """1-based line and 1-based column in code points."""

    line: int
    column: int


class LineIndex:
    """Converts between offsets and lines of one text (line ends: LF, CRLF, CR)."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    @property
    def line_count(self) -> int:
        """How many lines there are; a text that ends in a line end has an empty last one."""
        return len(self._starts)

    def position(self, offset: int) -> Position:
        """The line and column of an offset (the end of the text is a valid one)."""
        if not 0 <= offset <= len(self._text):
            raise ValueError(f"offset {offset} is outside a text of {len(self._text)} characters")
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)

    def offset(self, position: Position) -> int:
        """The offset of a line and column; the inverse of `position`."""
        return self._starts[position.line - 1] + position.column - 1

    def line_span(self, line: int) -> Span:
        """The span of a 1-based line without its line end."""
        start = self._starts[line - 1]
        end = self._starts[line] if line < len(self._starts) else len(self._text)
        while end > start and self._text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)

    def line_text(self, line: int) -> str:
        """The text of a 1-based line without its line end."""
        return self.line_span(line).of(self._text)

    def utf16(self, offset: int) -> tuple[int, int]:
        """The 0-based line and UTF-16 column of an offset, as LSP counts."""
        position = self.position(offset)
        before = self._text[offset - position.column + 1 : offset]
        return position.line - 1, len(before.encode("utf-16-le", "surrogatepass")) // 2
