"""Headings to sections."""

from collections.abc import Sequence

from pmtool.model.blocks import Block, BlockKind, Section
from pmtool.model.span import Span
from pmtool.model.vocabulary import Vocabulary
from pmtool.vocab import SectionKind


def read_sections(blocks: Sequence[Block], end: int, vocabulary: Vocabulary) -> list[Section]:
    """The sections in order of their headings; `end` is the length of the text."""
    headings = [
        (index, block) for index, block in enumerate(blocks) if block.kind is BlockKind.HEADING and not block.quoted
    ]
    sections: list[Section] = []
    around: list[Section] = []
    for number, (index, heading) in enumerate(headings):
        closing = next((h for h in headings[number + 1 :] if h[1].level <= heading.level), None)
        while around and around[-1].level >= heading.level:
            around.pop()
        kind = vocabulary.section_kind(heading.text)
        inherited = kind
        if kind is SectionKind.OTHER and around:
            inherited = around[-1].inherited
        section = Section(
            title=heading.text,
            level=heading.level,
            heading=heading,
            span=Span(heading.span.start, closing[1].span.start if closing else end),
            kind=kind,
            inherited=inherited,
            first_block=index + 1,
            last_block=closing[0] if closing else len(blocks),
        )
        sections.append(section)
        around.append(section)
    return sections
