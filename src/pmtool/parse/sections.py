"""Headings to sections, and which part of a review every block belongs to.

Sections follow headings. Where a document has none (or one, its title), lines that stand alone in bold do
their work. `read_parts` goes further: it also sees bold leads between headings and list items that announce a
part (`- **Review actions**:` with a nested list), which is how many house templates are built.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pmtool.model.blocks import Block, BlockKind, Section
from pmtool.model.span import Span
from pmtool.model.vocabulary import Vocabulary
from pmtool.parse.stamps import read_stamp
from pmtool.vocab import SectionKind

# Bold leads stand below all headings.
LEAD_LEVEL = 7
_LEAD_LENGTH = 80


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A stretch of the document that serves one purpose.

    kind: what for. opener: index of the heading, lead or item that announces it, None for the top of the
    document. outer: the part that this one stands in. blocks: indices of its blocks, without those of parts
    inside it.
    """

    kind: SectionKind
    opener: int | None
    outer: "Part | None"
    blocks: tuple[int, ...]


def read_sections(blocks: Sequence[Block], end: int, vocabulary: Vocabulary) -> list[Section]:
    """The sections in order of their headings; `end` is the length of the text."""
    headings = [(index, block, block.level) for index, block in enumerate(blocks) if _is_heading(block)]
    if len(headings) <= 1:
        leads = [(index, block, LEAD_LEVEL) for index, block in enumerate(blocks) if is_lead(block)]
        headings = sorted([*headings, *leads], key=lambda item: item[0])
    closings = _closings([level for _, _, level in headings])
    sections: list[Section] = []
    around: list[Section] = []
    for (index, heading, level), closed_by in zip(headings, closings, strict=True):
        closing = headings[closed_by] if closed_by is not None else None
        while around and around[-1].level >= level:
            around.pop()
        kind = _kind(heading.text, vocabulary, around[-1].inherited if around else SectionKind.OTHER)
        inherited = kind
        if kind is SectionKind.OTHER and around:
            inherited = around[-1].inherited
        section = Section(
            title=heading.text.rstrip(":") if level == LEAD_LEVEL else heading.text,
            level=level,
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


def _is_heading(block: Block) -> bool:
    return block.kind is BlockKind.HEADING and not block.quoted


# Below these, headings of the other kinds name phases or themes: "Timeline / Detection", "Actions /
# Monitoring".
_THEMES = {
    SectionKind.TIMELINE: (SectionKind.DETECTION, SectionKind.RESPONSE, SectionKind.SYSTEM),
    SectionKind.ACTIONS: (
        SectionKind.DETECTION,
        SectionKind.RESPONSE,
        SectionKind.SYSTEM,
        SectionKind.CAUSES,
        SectionKind.LIMITED_HARM,
    ),
}


def _kind(text: str, vocabulary: Vocabulary, around: SectionKind) -> SectionKind:
    """What a heading announces, inside a section of another kind.

    One that begins with a clock time is an entry of a timeline, whatever it speaks of.
    """
    found = read_stamp(text)
    if found is not None and found.stamp.time is not None:
        return SectionKind.OTHER
    kind = vocabulary.section_kind(text)
    return SectionKind.OTHER if kind in _THEMES.get(around, ()) else kind


def _closings(levels: Sequence[int]) -> list[int | None]:
    """For each level, the index of the next one that is as high or higher."""
    found: list[int | None] = [None] * len(levels)
    waiting: list[int] = []
    for index, level in enumerate(levels):
        while waiting and levels[waiting[-1]] >= level:
            found[waiting.pop()] = index
        waiting.append(index)
    return found


def is_lead(block: Block) -> bool:
    """Whether a paragraph is a line of bold text that stands alone, as a heading does."""
    if block.kind is not BlockKind.PARAGRAPH or block.quoted or block.parent is not None:
        return False
    pieces = [piece for piece in block.pieces if piece.text.strip(" :\n")]
    return bool(pieces) and len(block.text) <= _LEAD_LENGTH and all(piece.strong for piece in pieces)


def _announces(block: Block, vocabulary: Vocabulary, around: SectionKind) -> SectionKind:
    """What a lead that is no heading announces; OTHER for nothing."""
    text = block.text
    if block.quoted or not text or len(text) > _LEAD_LENGTH or "\n" in text:
        return SectionKind.OTHER
    if is_lead(block):
        return _kind(text, vocabulary, around)
    if block.kind is BlockKind.PARAGRAPH and block.parent is None and text.endswith(":"):
        return vocabulary.names_section(text)
    if block.kind is BlockKind.ITEM and block.task is None:
        kind = vocabulary.names_section(text)
        return kind if kind in (SectionKind.TIMELINE, SectionKind.ACTIONS) else SectionKind.OTHER
    return SectionKind.OTHER


class _PartReader:
    """Walks over the blocks once, with the headings and items that are open."""

    def __init__(self, blocks: Sequence[Block], vocabulary: Vocabulary) -> None:
        self.blocks = blocks
        self.vocabulary = vocabulary
        self.kinds = [SectionKind.OTHER]
        self.openers: list[int | None] = [None]
        self.outers: list[int | None] = [None]
        self.members: list[list[int]] = [[]]
        # (level, part) of open headings; the top of the document is below all of them.
        self.headings: list[tuple[int, int]] = [(0, 0)]
        self.lead: int | None = None
        self.items: list[tuple[int, int]] = []

    def _open(self, kind: SectionKind, opener: int, outer: int) -> int:
        self.kinds.append(kind)
        self.openers.append(opener)
        self.outers.append(outer)
        self.members.append([])
        return len(self.kinds) - 1

    def walk(self) -> list[Part]:
        for index, block in enumerate(self.blocks):
            while self.items and block.span.start >= self.items[-1][0]:
                self.items.pop()
            if _is_heading(block):
                self._heading(index, block)
                continue
            current = self._current()
            kind = _announces(block, self.vocabulary, self.kinds[current])
            if kind is not SectionKind.OTHER and self._opens(index, block, kind):
                part = self._open(kind, index, current)
                if block.kind is BlockKind.ITEM:
                    self.items.append((block.span.end, part))
                else:
                    self.lead = part
                continue
            self.members[current].append(index)
        return self._parts()

    def _heading(self, index: int, block: Block) -> None:
        self.lead = None
        self.items.clear()
        while self.headings[-1][0] >= block.level:
            self.headings.pop()
        around = self.headings[-1][1]
        kind = _kind(block.text, self.vocabulary, self.kinds[around])
        if kind is SectionKind.OTHER:
            self.headings.append((block.level, around))
            self.members[around].append(index)
        else:
            self.headings.append((block.level, self._open(kind, index, around)))

    def _current(self) -> int:
        if self.items:
            return self.items[-1][1]
        return self.lead if self.lead is not None else self.headings[-1][1]

    def _opens(self, index: int, block: Block, kind: SectionKind) -> bool:
        """An item opens a part only with a list in it, and not inside a part that is of use as it is."""
        if block.kind is not BlockKind.ITEM:
            return True
        if self.kinds[self._current()] in (SectionKind.ACTIONS, kind):
            return False
        following = self.blocks[index + 1 : index + 2]
        return bool(following) and following[0].span.start < block.span.end

    def _parts(self) -> list[Part]:
        parts: list[Part] = []
        for kind, opener, outer, members in zip(
            self.kinds, self.openers, self.outers, self.members, strict=True
        ):
            parts.append(Part(kind, opener, None if outer is None else parts[outer], tuple(members)))
        return parts


def read_parts(blocks: Sequence[Block], vocabulary: Vocabulary) -> list[Part]:
    """The parts in the order in which they open; the first is the top of the document."""
    return _PartReader(blocks, vocabulary).walk()
