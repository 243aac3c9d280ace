"""A time in the front matter that names no zone, or a zone that differs from place to place.

## Why

Durations across teams, and legal deadlines, are counted from these times. A time without a zone is an hour
or a day wrong as soon as somebody elsewhere reads it, and nobody can tell.

## Instead

Write `2026-03-02T09:10:00Z` for UTC, or the offset: `2026-03-02T10:10:00+01:00`. Where only the day is
known, write the date alone; it is carried into the figures as such.

## Source

RFC 3339, section 4.4 (unqualified local time).
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.rules.schema._faults import record_faults
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding a fault."""
    yield from record_faults(document, "naive-time")


RULE = Rule(
    "schema/naive-time",
    Severity.ERROR,
    check,
    needs_front_matter=True,
    bad=[
        "---\ntitle: Slow answers\nstatus: draft\ntimes:\n  started: «2026-03-02T09:10:00»\n---\nText.\n",
        "---\ntitle: Slow answers\nstatus: draft\ntimes: {detected: «2026-03-02 09:10 CET»}\n---\nText.\n",
        (
            "---\ntitle: Slow answers\nstatus: draft\n"
            "times: {started: {at: «2026-03-02 09:10», estimated: true}}\n---\nText.\n"
        ),
        (
            "---\ntitle: Slow answers\nstatus: draft\n"
            "reporting: [{clock: gdpr33, submitted: «2026-03-04T09:00:00»}]\n---\nText.\n"
        ),
    ],
    good=[
        (
            "---\ntitle: Slow answers\nstatus: draft\ntimes:\n  started: 2026-03-02T09:10:00Z\n"
            "  detected: 2026-03-02T10:10:00+01:00\n---\nText.\n"
        ),
        (
            "---\ntitle: Slow answers\nstatus: draft\n"
            "times: {started: 2026-03-02, estimated: true}\n---\nText.\n"
        ),
        "---\ntitle: Slow answers\nstatus: draft\nx-noted: 2026-03-02T09:10:00\n---\nText.\n",
    ],
)
