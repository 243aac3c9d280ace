"""The body of a document as a flat list of blocks, in order, each with its true span."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from pmtool.model.mapped import MappedText, Piece
from pmtool.model.span import Span
from pmtool.vocab import SectionKind

# What stands for a code span or a URL in prose: a noun that is no person, and no white space, so that its neighbours are not
# read as if they stood side by side.
CODE_MASK = "CODE"


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"
    CODE = "code"
    HTML = "html"


class LinkKind(StrEnum):
    """How a link is written."""

    INLINE = "inline"
    REFERENCE = "reference"
    AUTOLINK = "autolink"
    IMAGE = "image"


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Which cell of which table: `table` counts from 0 in the document, row 0 is the header."""

    table: int
    row: int
    column: int


@dataclass(frozen=True)
class Block:
    """A heading, paragraph, list item, table cell, code block or HTML block.

    span: the whole block; of an item, with all that is nested in it. own: the block's own text, without nested blocks.
    parent: index of the list item that the block lies in. marker: the task box `[ ]`. task: its state, None without.
    """

    kind: BlockKind
    span: Span
    own: Span
    pieces: tuple[Piece, ...] = ()
    level: int = 0
    parent: int | None = None
    list_depth: int = 0
    ordered: bool = False
    task: bool | None = None
    marker: Span | None = None
    quoted: bool = False
    cell: TablePlace | None = None
    info: str = ""

    @cached_property
    def content(self) -> MappedText:
        """The text as a reader sees it, code spans included."""
        return MappedText(self.pieces).strip()

    @cached_property
    def prose(self) -> MappedText:
        """The text for rules about language: code spans masked."""
        return MappedText(
            Piece(CODE_MASK, piece.span, code=True) if piece.code else piece for piece in self.pieces
        ).strip()

    @property
    def text(self) -> str:
        """Plain text of `content`."""
        return self.content.text


@dataclass(frozen=True, slots=True)
class Link:
    """A link or image: `span` covers all of it, `target` is the destination with entities resolved."""

    kind: LinkKind
    target: str
    span: Span


@dataclass(frozen=True, slots=True)
class Comment:
    """An HTML comment; `text` is what stands between the marks, stripped."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and all under it, up to the next heading of the same or a higher level.

    kind: by the vocabulary; OTHER where nothing fits. inherited: the kind of the nearest section around it (itself
    included) that has one. blocks: the range of block indices below the heading, sub-sections included.
    """

    title: str
    level: int
    heading: Block
    span: Span
    kind: SectionKind
    inherited: SectionKind
    first_block: int
    last_block: int

    @property
    def body(self) -> Span:
        """The span below the heading."""
        return Span(self.heading.span.end, self.span.end)


@dataclass(frozen=True)
class Sentence:
    """One unit of prose: a sentence, a heading, a cell, a list item's sentence or a front-matter value.

    words: the text with code masked, and its true offsets. before: the sentence before it in the same block.
    """

    words: MappedText
    kind: BlockKind | None
    section: SectionKind
    quoted: bool = False
    before: "Sentence | None" = None
    first: bool = True

    @property
    def text(self) -> str:
        """The plain text."""
        return self.words.text

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The span in the file of `text[start:end]`."""
        return self.words.span(start, end)
