"""What the rules of the bundle share."""

from collections.abc import Iterator, Sequence
from itertools import groupby
import re

from pmtool.model.entries import TimelineEntry
from pmtool.model.span import Span
from pmtool.parse import Document
from pmtool.schema.brief import moment_at
from pmtool.schema.moment import Moment
from pmtool.vocab import SectionKind

_MARKS = re.compile(r"[*`_]+")
STAGES = ("started", "detected", "acknowledged", "mitigated", "resolved")


def stages(document: Document) -> dict[str, Moment]:
    """The times of the front matter that can be read, in the order of their course."""
    found = {stage: moment_at(document, ("times", stage)) for stage in STAGES}
    return {stage: moment for stage, moment in found.items() if moment is not None}


def sequences(document: Document) -> Iterator[Sequence[TimelineEntry]]:
    """Entries that are read one after the other: those of one list, table or section."""
    ordered = sorted(document.timeline, key=lambda entry: (entry.group, entry.span.start))
    for _, group in groupby(ordered, key=lambda entry: entry.group):
        yield list(group)


def written(document: Document, span: Span) -> str:
    """The text of a span on one line and without marks, for a message."""
    return " ".join(_MARKS.sub("", span.of(document.text)).split())


def heading_span(document: Document, kind: SectionKind) -> Span | None:
    """The heading, lead or item that announces a part of a kind; None where there is none."""
    for part in document.parts:
        if part.kind is kind and part.opener is not None:
            return document.blocks[part.opener].own
    return None
