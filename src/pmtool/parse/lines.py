"""The text of a block by the lines of the file, for forms that are built on lines and not on Markdown."""

from collections.abc import Sequence

from pmtool.model.blocks import Block
from pmtool.model.mapped import MappedText, Piece
from pmtool.model.span import Span


def content_lines(text: str, block: Block) -> list[MappedText]:
    """The lines of a block's own text that are not empty; `text` is the file."""
    lines: list[list[Piece]] = [[]]
    for piece in block.pieces:
        if piece.text in (" ", "\n") and any(mark in piece.span.of(text) for mark in "\r\n"):
            lines.append([])
        else:
            lines[-1].append(piece)
    return [line for line in (MappedText(pieces).strip() for pieces in lines) if line]


def join_lines(lines: Sequence[MappedText], start: int = 0) -> MappedText:
    """Lines as one text with a space between them, from an offset in the first of them on."""
    pieces: list[Piece] = []
    for number, line in enumerate(lines):
        part = line.slice(start, len(line)) if number == 0 else line
        if pieces and part:
            pieces.append(Piece(" ", Span(pieces[-1].span.end, part.span().start)))
        pieces += part.pieces
    return MappedText(pieces).strip()
