"""Text that remembers where in the file each of its characters comes from.

A paragraph reads "the engineer failed to act" where the file has "the **engineer** failed\n  to act". Rules look at
the first; findings must point at the second. `MappedText` is the bridge: plain text in pieces, each with its span.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import accumulate

from pmtool.model.span import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of plain text and the span it stands for.

    Where both have the same length they correspond character by character; otherwise (an entity, a masked code span,
    a line break with indentation) the piece is one unit.
    """

    text: str
    span: Span
    code: bool = False
    strong: bool = False
    struck: bool = False

    @property
    def verbatim(self) -> bool:
        """Whether characters correspond one to one."""
        return not self.code and len(self.text) == self.span.end - self.span.start


class MappedText:
    """Plain text with true offsets; immutable."""

    __slots__ = ("_offsets", "pieces", "text")

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self.pieces = tuple(piece for piece in pieces if piece.text)
        self.text = "".join(piece.text for piece in self.pieces)
        self._offsets = list(accumulate((len(piece.text) for piece in self.pieces), initial=0))

    @classmethod
    def verbatim(cls, text: str, span: Span) -> "MappedText":
        """The text of a span as it stands in `text`."""
        return cls([Piece(span.of(text), span)])

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)

    def __repr__(self) -> str:
        return f"MappedText({self.text!r})"

    def _locate(self, offset: int) -> tuple[Piece, int]:
        index = min(bisect_right(self._offsets, offset) - 1, len(self.pieces) - 1)
        return self.pieces[index], offset - self._offsets[index]

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The span in the file of `text[start:end]`.

        An empty stretch gives an empty span. Raises ValueError where the bounds are outside the text.
        """
        end = len(self.text) if end is None else end
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"{start}:{end} is outside a text of {len(self.text)} characters")
        if not self.pieces:
            raise ValueError("an empty text has no place in the file")
        first, inner = self._locate(start)
        begin = first.span.start + inner if first.verbatim else first.span.start
        if start == end:
            return Span(begin, begin)
        last, inner = self._locate(end - 1)
        finish = last.span.start + inner + 1 if last.verbatim else last.span.end
        return Span(begin, finish)

    def slice(self, start: int, end: int) -> "MappedText":
        """`text[start:end]` as mapped text of its own."""
        pieces = []
        for piece, at in zip(self.pieces, self._offsets, strict=False):
            low, high = max(start - at, 0), min(end - at, len(piece.text))
            if low >= high:
                continue
            if high - low == len(piece.text):
                pieces.append(piece)
            elif piece.verbatim:
                span = Span(piece.span.start + low, piece.span.start + high)
                pieces.append(replace(piece, text=piece.text[low:high], span=span))
            else:
                pieces.append(replace(piece, text=piece.text[low:high]))
        return MappedText(pieces)

    def strip(self) -> "MappedText":
        """Without white space at both ends."""
        start = len(self.text) - len(self.text.lstrip())
        if start == 0 and self.text == self.text.rstrip():
            return self
        return self.slice(start, max(start, len(self.text.rstrip())))
