"""Front matter as read: plain values, and where each key and value stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from pmtool.model.span import Span

# A place in the data: ("times", "started"), ("factors", 0, "class").
KeyPath = tuple[str | int, ...]

# Front-matter values. Dates and times stay the strings that were written: the schema reads them, so that a
# date that does not exist is an error at its place and not a crash of the reader.
Value = None | bool | int | float | str | list["Value"] | dict[str, "Value"]


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a key and its value stand; an item of a list has no key."""

    key: Span | None
    value: Span


class Trouble(StrEnum):
    """What can be wrong with the block as such."""

    SYNTAX = "syntax"
    DUPLICATE_KEY = "duplicate_key"
    UNSAFE = "unsafe"
    UNCLOSED = "unclosed"
    NOT_A_MAPPING = "not_a_mapping"


@dataclass(frozen=True, slots=True)
class FrontMatterProblem:
    """A fault of the block, with the span to point at."""

    trouble: Trouble
    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The metadata block on top of a file.

    `span` covers the fences, `body` the text between them; both are empty at the start of the content where
    there is no block. `data` is empty when the block could not be read.
    """

    kind: Literal["yaml", "toml", "json", "none"]
    span: Span
    body: Span
    data: Mapping[str, Value]
    marks: Mapping[KeyPath, Mark]
    problems: tuple[FrontMatterProblem, ...] = ()

    @property
    def present(self) -> bool:
        """Whether there is a block at all."""
        return self.kind != "none"

    @property
    def readable(self) -> bool:
        """Whether the data can be relied on."""
        return all(problem.trouble is Trouble.DUPLICATE_KEY for problem in self.problems)

    def mark(self, path: KeyPath) -> Mark | None:
        """The mark of a path, or of its nearest ancestor that has one."""
        while path:
            if path in self.marks:
                return self.marks[path]
            path = path[:-1]
        return None

    def key_span(self, path: KeyPath) -> Span:
        """What to underline when the key itself is the matter (or the block, when there is none)."""
        mark = self.mark(path)
        if mark is None:
            return self.fence
        return mark.key or mark.value

    def value_span(self, path: KeyPath) -> Span:
        """What to underline when the value is the matter; the key for an empty value."""
        mark = self.mark(path)
        if mark is None:
            return self.fence
        return mark.value if mark.value.end > mark.value.start else mark.key or mark.value

    @property
    def fence(self) -> Span:
        """The opening fence: the place of findings on what is not there."""
        return Span(self.span.start, min(self.span.end, self.span.start + 3))
