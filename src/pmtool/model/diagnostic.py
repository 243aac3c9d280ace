"""What rules find, and what reporters are given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from pmtool.model.span import Position, Span
from pmtool.vocab import Severity


@dataclass(frozen=True, slots=True)
class Fix:
    """One edit that keeps the meaning: replace `span` by `text`."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says of a span of one document.

    `severity` is None for the rule's own; a rule that grades its findings sets it. `ask` is the question that leads to
    the condition behind the act, `rewrite` a sentence skeleton, `why` the slots that fired.
    """

    span: Span
    message: str
    severity: Severity | None = None
    ask: str | None = None
    rewrite: str | None = None
    fix: Fix | None = None
    why: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding with its place, rule and severity: what reporters print."""

    path: PurePath
    span: Span
    start: Position
    end: Position
    rule: str
    severity: Severity
    message: str
    excerpt: str
    ask: str | None = None
    rewrite: str | None = None
    fix: Fix | None = None
    why: Mapping[str, object] = field(default_factory=dict)

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Path, position, rule: the order of every report."""
        return (self.path.as_posix(), self.span.start, self.span.end, self.rule, self.message)
