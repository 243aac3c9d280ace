"""A time of the front matter that is clear but not written as RFC 3339 asks.

## Why

Other programs read these times as well, and few of them guess: `2026-3-2 9:10Z` is text to a JSON Schema
validator, a spreadsheet and most libraries.

## Instead

Two digits for month, day and hour, a `T` between date and time, seconds, and `Z` or an offset with a colon.
`pm lint --fix` writes it so; the instant does not change.

## Source

RFC 3339, section 5.6.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.rules.schema._faults import record_faults
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding a fault."""
    yield from record_faults(document, "irregular-time")


RULE = Rule(
    "schema/irregular-time",
    Severity.WARNING,
    check,
    needs_front_matter=True,
    fixable=True,
    bad=[
        "---\ntitle: Slow answers\nstatus: draft\ntimes:\n  started: «2026-3-2»\n---\nText.\n",
        "---\ntitle: Slow answers\nstatus: draft\ntimes: {detected: «2026-03-02 9:10Z»}\n---\nText.\n",
        "---\ntitle: Slow answers\nstatus: draft\ntimes: {detected: «2026-03-02T09:10+0100»}\n---\nText.\n",
        (
            "---\ntitle: Slow answers\nstatus: draft\n"
            "times: {started: {at: «2026/03/02 09:10 UTC», estimated: true}}\n---\nText.\n"
        ),
    ],
    good=[
        (
            "---\ntitle: Slow answers\nstatus: draft\n"
            "times: {started: 2026-03-02T09:10:00Z, detected: 2026-03-02T10:10:00.25+01:00}\n---\nText.\n"
        ),
        "---\ntitle: Slow answers\nstatus: draft\ntimes: {started: 2026-03-02}\nx-at: 2026-3-2\n---\nText.\n",
    ],
)
