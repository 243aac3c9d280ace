"""A document: the file's text, and views of it that are made when they are first asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING

from pmtool.model.blocks import Block, BlockKind, Comment, Link, Section, Sentence
from pmtool.model.entries import Action, TimelineEntry
from pmtool.model.front_matter import FrontMatter
from pmtool.model.span import LineIndex, Span
from pmtool.model.suppression import Suppression
from pmtool.model.vocabulary import DEFAULT_VOCABULARY, Vocabulary
from pmtool.parse.markdown import Body
from pmtool.vocab import SectionKind, Status

if TYPE_CHECKING:
    from pmtool.parse.sections import Part


@dataclass(frozen=True, slots=True)
class FileFault:
    """Why the file's content is not (wholly) the text of a review; `offset` is where to point."""

    offset: int
    message: str


class Document:
    """One review.

    Nothing is parsed until it is asked for: a verb that needs only front matter never touches Markdown.
    `path` is how the file is named in reports; `text` is its content with line ends as they are; `fault` says why a
    file could not be read as text.
    """

    def __init__(
        self,
        path: PurePath,
        text: str,
        vocabulary: Vocabulary = DEFAULT_VOCABULARY,
        fault: FileFault | None = None,
    ) -> None:
        self.path = path
        self.text = text
        self.vocabulary = vocabulary
        self.fault = fault

    def __repr__(self) -> str:
        return f"Document({self.path.as_posix()!r})"

    @property
    def stem(self) -> str:
        """The identity of the review: `YYYY-MM-DD-slug`."""
        return self.path.stem

    @cached_property
    def lines(self) -> LineIndex:
        """Offsets to lines."""
        return LineIndex(self.text)

    @cached_property
    def front(self) -> FrontMatter:
        """The front matter with marks."""
        from pmtool.parse.front_matter import read_front_matter

        return read_front_matter(self.text)

    @cached_property
    def status(self) -> Status:
        """The status; a draft where none is given or it is unknown."""
        value = self.front.data.get("status")
        return (self.vocabulary.status(value) if isinstance(value, str) else None) or Status.DRAFT

    @cached_property
    def _body(self) -> Body:
        from pmtool.parse.markdown import read_markdown

        return read_markdown(self.text, self.front.span.end)

    @property
    def blocks(self) -> Sequence[Block]:
        """All blocks of the body, in order."""
        return self._body.blocks

    @property
    def links(self) -> Sequence[Link]:
        """All links and images of the body."""
        return self._body.links

    @property
    def comments(self) -> Sequence[Comment]:
        """All HTML comments of the body."""
        return self._body.comments

    @cached_property
    def sections(self) -> Sequence[Section]:
        """Sections of all levels, in order of their headings."""
        from pmtool.parse.sections import read_sections

        return read_sections(self.blocks, len(self.text), self.vocabulary)

    @cached_property
    def parts(self) -> "Sequence[Part]":
        """What each stretch of the body is for: sections, and bold leads and list items that act as headings."""
        from pmtool.parse.sections import read_parts

        return read_parts(self.blocks, self.vocabulary)

    def section(self, kind: SectionKind) -> Section | None:
        """The first section of a kind."""
        return next((section for section in self.sections if section.kind is kind), None)

    @cached_property
    def title(self) -> tuple[str, Span] | None:
        """The title and where it stands: front matter, else the first heading, else the first line."""
        from pmtool.parse.title import read_title

        return read_title(self)

    @cached_property
    def sentences(self) -> Sequence[Sentence]:
        """All prose: front-matter values, then the body in order."""
        from pmtool.parse.prose import body_sentences, front_matter_sentences

        return [
            *front_matter_sentences(self.text, self.front),
            *body_sentences(self.blocks, self.sections),
        ]

    @cached_property
    def timeline(self) -> Sequence[TimelineEntry]:
        """Timeline entries in the order of the text."""
        from pmtool.parse.timeline import read_timeline

        return read_timeline(self)

    @cached_property
    def actions(self) -> Sequence[Action]:
        """Corrective actions in the order of the text."""
        from pmtool.parse.actions import read_actions

        return read_actions(self)

    @cached_property
    def suppressions(self) -> Sequence[Suppression]:
        """`pm:ignore` comments, in order."""
        from pmtool.parse.suppressions import read_suppressions

        return read_suppressions(self)

    def blocks_of(self, section: Section) -> Sequence[Block]:
        """The blocks below a section's heading, sub-sections included."""
        return self.blocks[section.first_block : section.last_block]

    def block_at(self, offset: int) -> Block | None:
        """The innermost block that covers an offset."""
        found = None
        for block in self.blocks:
            if block.span.start > offset:
                break
            if block.span.covers(offset):
                found = block
        return found

    def is_code(self, offset: int) -> bool:
        """Whether an offset lies in a code block."""
        block = self.block_at(offset)
        return block is not None and block.kind is BlockKind.CODE
