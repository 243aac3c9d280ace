"""A value that should be a time and cannot be read as one, or a day that does not exist.

## Why

What cannot be read is missing from every duration. A day that does not exist is a slip somewhere: in the
day, the month or the year.

## Instead

Write RFC 3339 with a zone (`2026-03-02T09:10:00Z`), a date alone, or `{at: 2026-03-02, estimated: true}`.
Leave the key without a value while nothing is known. `ai.onset`, `ai.data_cutoff` and `ai.retrieval_index`
take a month or a year too.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.rules.schema._faults import record_faults
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding a fault."""
    yield from record_faults(document, "unreadable-time")


RULE = Rule(
    "schema/unreadable-time",
    Severity.ERROR,
    check,
    needs_front_matter=True,
    bad=[
        "---\ntitle: Slow answers\nstatus: draft\ntimes:\n  started: «yesterday»\n---\nText.\n",
        "---\ntitle: Slow answers\nstatus: draft\ntimes: {started: «2026-02-30»}\n---\nText.\n",
        "---\ntitle: Slow answers\nstatus: draft\ntimes: {detected: «09:10»}\n---\nText.\n",
        "---\ntitle: Slow answers\nstatus: draft\ntimes: {detected: «03/02/2026»}\n---\nText.\n",
        "---\ntitle: Slow answers\nstatus: draft\ntimes: {detected: «2026-03-02T24:10:00Z»}\n---\nText.\n",
        "---\ntitle: Slow answers\nstatus: draft\ntimes: {started: «[2026-03-02]»}\n---\nText.\n",
        "---\ntitle: Slow answers\nstatus: draft\nai: {onset: {from: «2026-13»}}\n---\nText.\n",
    ],
    good=[
        "---\ntitle: Slow answers\nstatus: draft\ntimes:\n  started: 2024-02-29\n  detected:\n---\nText.\n",
        (
            "---\ntitle: Slow answers\nstatus: draft\n"
            "ai: {onset: {from: 2005, to: 2019-06}, data_cutoff: 2025-06}\n---\nText.\n"
        ),
        (
            "---\ntitle: Slow answers\nstatus: draft\n"
            "times: {resolved: {at: 2026-03-02T23:59:59.5Z, estimated: false}}\n---\nText.\n"
        ),
    ],
)
