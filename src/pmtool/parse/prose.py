"""Blocks to sentences, each with true offsets."""

from collections.abc import Iterator, Sequence
import re

from pmtool.model.blocks import Block, BlockKind, Section, Sentence
from pmtool.model.front_matter import FrontMatter
from pmtool.model.mapped import MappedText, Piece
from pmtool.model.span import Span
from pmtool.vocab import SectionKind

# Front-matter values that people read as prose.
PROSE_KEYS = ("title", "summary", "description", "impact")

_STOP = re.compile(
    r"""(?P<mark>[.?!…]+)(?P<close>["'”’»)\]]*)(?=\s+(?P<next>\S)|\s*\Z)|\n""",
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[\"'])(?:e\.g|i\.e|etc|approx|ca|cf|vs|viz|resp|incl|excl|esp|al|Dr|Mr|Mrs|Ms|Prof|St|No|Nos|"
    r"Fig|Sec|Art|Nr|Ver|min|max|sec|Inc|Ltd|Corp|Co|Jr|Sr|U\.S|U\.K|a\.m|p\.m|[A-Z])\Z"
)


def split_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Bounds of the sentences of a plain text, white space at their ends left out."""
    start = 0
    for stop in _STOP.finditer(text):
        if stop["mark"] is not None and not _ends_sentence(text, start, stop):
            continue
        yield from _trimmed(text, start, stop.end())
        start = stop.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    low = start + len(piece) - len(piece.lstrip())
    high = start + len(piece.rstrip())
    if low < high:
        yield low, high


def _ends_sentence(text: str, start: int, stop: "re.Match[str]") -> bool:
    follows = stop["next"]
    if follows is None:
        return True
    if stop["mark"] != ".":
        # "?" and "!" end a sentence unless the quotation goes on: "What now?" they asked
        return not (stop["close"] and follows.islower())
    if follows.islower():
        return False
    # Only the last few characters matter; the slice keeps long texts linear.
    return not _ABBREVIATION.search(text[max(start, stop.start() - 12) : stop.start()])


def block_sentences(block: Block, section: SectionKind) -> Iterator[Sentence]:
    """The sentences of a block."""
    yield from _sentences(block.prose, block.kind, section, quoted=block.quoted)


def _sentences(
    prose: MappedText, kind: BlockKind | None, section: SectionKind, *, quoted: bool
) -> Iterator[Sentence]:
    before: Sentence | None = None
    for start, end in split_sentences(prose.text):
        sentence = Sentence(prose.slice(start, end), kind, section, quoted, before, first=before is None)
        yield sentence
        # One step back is all that rules look at; a longer chain would keep whole documents alive.
        before = Sentence(sentence.words, kind, section, quoted)


def body_sentences(blocks: Sequence[Block], sections: Sequence[Section]) -> Iterator[Sentence]:
    """The sentences of all blocks, in order; code and HTML have none."""
    kinds = [SectionKind.OTHER] * len(blocks)
    for section in sections:  # inner sections come later and win
        for index in range(section.first_block, section.last_block):
            kinds[index] = section.inherited
    for block, kind in zip(blocks, kinds, strict=True):
        if block.kind not in (BlockKind.CODE, BlockKind.HTML):
            yield from block_sentences(block, kind)


def front_matter_sentences(text: str, front: FrontMatter) -> Iterator[Sentence]:
    """The sentences of front-matter values that are prose."""
    for key in PROSE_KEYS:
        value = front.data.get(key)
        mark = front.marks.get((key,))
        if not isinstance(value, str) or mark is None:
            continue
        start = text.find(value, mark.value.start, mark.value.end)
        if start < 0:  # folded or escaped: the offsets inside are unknown, so the value is one unit
            words = MappedText([Piece(value, mark.value)])
        else:
            words = MappedText.verbatim(text, Span(start, start + len(value)))
        yield from _sentences(words, None, SectionKind.SUMMARY, quoted=False)
