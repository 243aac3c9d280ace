"""Frames: what a rule looks for, and what it makes of a match."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pmtool.model.blocks import Sentence
from pmtool.model.span import Span
from pmtool.prose.chunks import Chunk
from pmtool.prose.guards import Guard
from pmtool.prose.patterns import Pattern
from pmtool.prose.trace import Trace
from pmtool.vocab import SectionKind, Severity


@dataclass(frozen=True)
class Frame:
    """A pattern with its grade.

    unless: guards that take a match back. soften: guards that make it information. sections: the only kinds of section in
    which it counts, empty for all.
    """

    pattern: Pattern
    severity: Severity
    unless: tuple[Guard, ...] = ()
    soften: tuple[Guard, ...] = ()
    sections: frozenset[SectionKind] = frozenset()


def frames(
    severity: Severity,
    *sources: str,
    unless: Sequence[Guard] = (),
    soften: Sequence[Guard] = (),
    sections: Sequence[SectionKind] = (),
) -> tuple[Frame, ...]:
    """Frames of one grade."""
    return tuple(
        Frame(Pattern(source), severity, tuple(unless), tuple(soften), frozenset(sections))
        for source in sources
    )


@dataclass(frozen=True)
class Spec:
    """What a rule contributes to the common analysis: its frames, and the words for its findings.

    rank: the smaller wins where two findings of one severity overlap. message: `{text}` is the stretch, `{who}` the person.
    meta: whether talk about blame takes its matches back. askable: whether a question that yes or no answers does, for the answer
    is judged on its own.
    """

    name: str
    frames: tuple[Frame, ...]
    message: str
    ask: str
    rewrite: str | None = None
    rank: int = 50
    meta: bool = True
    askable: bool = False


@dataclass(frozen=True)
class Hit:
    """A match of one rule in a sentence. `start`, `end` are offsets into the sentence's text."""

    rule: str
    severity: Severity
    start: int
    end: int
    sentence: Sentence
    trace: Trace
    slots: Mapping[str, object]
    guards: tuple[str, ...] = ()
    rank: int = 50
    also: tuple[str, ...] = ()
    spec: Spec | None = field(default=None, compare=False)

    @property
    def text(self) -> str:
        """The words."""
        return self.sentence.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """In the file."""
        return self.sentence.span(self.start, self.end)


_SLOT_OF = {
    "F": "verb of failure", "W": "verb of failure", "D": "verb of care", "H": "verb of harm", "S": "verb of harm", "L": "accusing verb",
    "Z": "verb of instruction", "X": "consequence", "N": "word for error", "Q": "judging word", "J": "judging word", "O": "hindsight cue",
    "I": "as an accident", "R": "procedure", "E": "event",
}  # fmt: skip


def slots(trace: Trace, start: int, end: int) -> dict[str, object]:
    """What fills the slots between two positions of the trace's line, in words."""
    found: dict[str, object] = {}
    for unit in trace.units[trace.unit_at(start) : trace.unit_at(max(start, end - 2)) + 1]:
        word, _, tags = unit.shown.partition("/")
        if unit.chunk is not None and "who" not in found:
            found["who"] = words(trace, unit.chunk)
            found["kind"] = unit.chunk.kind
        if word in ("not", "never", "no", "without") or unit.shown in ("NOONE", "noone_"):
            found.setdefault(
                "negation", trace.text[trace.tokens[unit.start].start : trace.tokens[unit.end - 1].end]
            )
        if word in ("should", "could", "ought", "would", "might", "must"):
            found.setdefault("modal", word)
        for tag in tags:
            if tag in _SLOT_OF:
                found.setdefault(_SLOT_OF[tag], word)
                break
    return found


def words(trace: Trace, chunk: Chunk) -> str:
    """The words of a person phrase."""
    return trace.text[trace.tokens[chunk.start].start : trace.tokens[chunk.end - 1].end]
