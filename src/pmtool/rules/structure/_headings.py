"""What rules about headings share."""

from pmtool.model.blocks import BlockKind, Section
from pmtool.model.span import Span
from pmtool.parse import Document


def heading_line(section: Section, document: Document) -> Span:
    """The first line of a heading, with its marks."""
    span = section.heading.span
    line = span.of(document.text).splitlines()[0].rstrip()
    return Span(span.start, span.start + len(line))


def is_heading(section: Section) -> bool:
    """Whether the section begins with a real heading, not with a line in bold."""
    return section.heading.kind is BlockKind.HEADING
