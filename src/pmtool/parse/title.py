"""The title of a review."""

import re
from typing import TYPE_CHECKING

from pmtool.model.blocks import Block, BlockKind
from pmtool.model.mapped import MappedText
from pmtool.model.span import Span
from pmtool.vocab import SectionKind

if TYPE_CHECKING:
    from pmtool.parse.document import Document

# Longer first paragraphs are prose.
_LONGEST_LINE = 150
_LABEL = re.compile(r"title\s*:\s*", re.IGNORECASE)
_NO_TITLE = re.compile(r"(?:title|meta ?data|details|table of contents|contents)\s*:?\Z", re.IGNORECASE)


def read_title(document: "Document") -> tuple[str, Span] | None:
    """Front matter's `title`, else the first heading, else the first line.

    A heading that names a section ("Issue summary") is no title; a document that begins with one has none.
    """
    value = document.front.data.get("title")
    if isinstance(value, str) and value.strip():
        return value.strip(), document.front.value_span(("title",))
    blocks = [block for block in document.blocks if block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)]
    headings = [
        block for block in blocks if block.kind is BlockKind.HEADING and block.text and not block.quoted
    ]
    first = next((block for block in headings if block.level == 1), None) or next(iter(headings), None)
    if first is not None:
        if not _NO_TITLE.match(first.text) and _is_free(document, first.text):
            return _without_label(first.content)
        if _NO_TITLE.match(first.text) and first.text.casefold().startswith("title"):
            below = next(
                (block for block in blocks if block.span.start > first.span.start and block.text), None
            )
            return (below.text, below.own) if below is not None and _is_short(below) else None
    line = next((block for block in blocks if block.text), None)
    if line is None or line.kind is BlockKind.HEADING or not _is_short(line):
        return None
    return _without_label(line.content) if _is_free(document, line.text) else None


def _is_free(document: "Document", text: str) -> bool:
    return document.vocabulary.names_section(text) is SectionKind.OTHER


def _is_short(block: Block) -> bool:
    return len(block.text) <= _LONGEST_LINE and block.parent is None


def _without_label(content: MappedText) -> tuple[str, Span]:
    label = _LABEL.match(content.text)
    start = label.end() if label and label.end() < len(content) else 0
    return content.text[start:], content.span(start)
