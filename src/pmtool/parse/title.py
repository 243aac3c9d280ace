"""The title of a review."""

from typing import TYPE_CHECKING

from pmtool.model.blocks import BlockKind
from pmtool.model.span import Span

if TYPE_CHECKING:
    from pmtool.parse.document import Document


def read_title(document: "Document") -> tuple[str, Span] | None:
    """Front matter's `title`, else the first level-1 heading, else the first heading or line of text."""
    value = document.front.data.get("title")
    if isinstance(value, str) and value.strip():
        return value.strip(), document.front.value_span(("title",))
    blocks = [block for block in document.blocks if block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)]
    headings = [block for block in blocks if block.kind is BlockKind.HEADING and block.text]
    for chosen in (
        next((block for block in headings if block.level == 1), None),
        next(iter(headings), None),
        next((block for block in blocks if block.text), None),
    ):
        if chosen is not None:
            return chosen.text, chosen.own
    return None
