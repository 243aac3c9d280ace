"""Offsets in code points to the positions of the protocol and back, in the encoding that the editor chose."""

from lsprotocol import types

from pmtool.model.span import LineIndex, Span

_CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


class Positions:
    """Converts for one position encoding: `utf-8`, `utf-16` (the protocol's default) or `utf-32`."""

    def __init__(self, encoding: str = "utf-16") -> None:
        self.encoding = encoding if encoding in _CODECS else "utf-16"
        self._codec, self._width = _CODECS[self.encoding]

    def units(self, text: str) -> int:
        """The length of a text as the editor counts."""
        if text.isascii():
            return len(text)
        return len(text.encode(self._codec, "surrogatepass")) // self._width

    def position(self, lines: LineIndex, offset: int) -> types.Position:
        """The 0-based position of an offset."""
        place = lines.position(offset)
        # A place between CR and LF belongs to the end of the line.
        before = lines.line_text(place.line)[: place.column - 1]
        return types.Position(place.line - 1, self.units(before))

    def range(self, lines: LineIndex, span: Span) -> types.Range:
        """The range of a span."""
        return types.Range(self.position(lines, span.start), self.position(lines, span.end))

    def offset(self, lines: LineIndex, position: types.Position) -> int:
        """The offset of a position; one outside the text is moved to the nearest place inside."""
        if position.line >= lines.line_count:
            return lines.line_span(lines.line_count).end
        span = lines.line_span(max(position.line, 0) + 1)
        line = lines.line_text(max(position.line, 0) + 1)
        if line.isascii():
            return span.start + min(max(position.character, 0), len(line))
        counted = 0
        for number, character in enumerate(line):
            if counted >= position.character:
                return span.start + number
            counted += self.units(character)
        return span.end

    def span(self, lines: LineIndex, asked: types.Range) -> Span:
        """The span of a range."""
        start = self.offset(lines, asked.start)
        return Span(start, max(start, self.offset(lines, asked.end)))
