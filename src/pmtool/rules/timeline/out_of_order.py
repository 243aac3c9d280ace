"""A timeline entry that is earlier than the one above it.

Entries of one list, table or section are compared one with the next. A clock time without a date that goes
back by more than twelve hours has passed midnight and is no finding. Approximate times may be an hour off.

## Why
A timeline is read from above to below, and durations are taken from it. An entry in the wrong place is most
often a slip in the time, or a date that was left out; either way a reader gets the course of events wrong,
and sees people react to what had not happened yet.

## Instead
Move the entry to its place, or correct its time. Where it belongs to another day, write the date with it, or
put a sub-heading with the date above it.
"""

from collections.abc import Iterator, Sequence
import datetime as dt
import itertools

from pmtool.model.diagnostic import Finding
from pmtool.model.entries import TimelineEntry
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.rules.timeline._entries import sequences, written
from pmtool.vocab import Severity

_SLACK = dt.timedelta(hours=1)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding an entry; one in all for a timeline that has the newest entry first."""
    for entries in sequences(document):
        dated = [entry for entry in entries if entry.day is not None]
        pairs = [(first, second) for first, second in itertools.pairwise(dated) if _before(second, first)]
        if len(pairs) >= 3 and len(pairs) * 2 > len(dated):
            yield _backwards(document, pairs[0][1], dated)
            continue
        for above, entry in pairs:
            stamp, earlier = written(document, entry.stamp.span), written(document, above.stamp.span)
            hint = "" if entry.stamp.dated else ", or write the date with it"
            message = f"'{stamp}' is earlier than the entry above it, '{earlier}'; move it to its place{hint}"
            yield Finding(entry.stamp.span, message)


def _backwards(document: Document, entry: TimelineEntry, entries: Sequence[TimelineEntry]) -> Finding:
    message = (
        f"the {len(entries)} entries here run backwards from '{written(document, entries[0].stamp.span)}'"
    )
    return Finding(entry.stamp.span, f"{message}; put the earliest first")


def _before(entry: TimelineEntry, above: TimelineEntry) -> bool:
    if entry.at is None or above.at is None:
        return entry.day is not None and above.day is not None and entry.day < above.day
    slack = _SLACK if entry.stamp.approximate or above.stamp.approximate else dt.timedelta()
    return entry.at + slack < above.at


_TIMES = (
    "---\ntitle: Slow answers\nstatus: draft\ntimes: {started: 2026-03-02T09:00:00Z}\n---\n\n## "
    "Timeline "
    "(UTC)\n\n"
)

RULE = Rule(
    "timeline/out-of-order",
    Severity.WARNING,
    check,
    bad=[
        (
            "## Timeline\n\n- 2026-03-02 09:20 A page is sent.\n- «2026-03-02 09:05» A customer calls.\n"
            "- 2026-03-02 10:00 Fixed.\n"
        ),
        f"{_TIMES}- 09:20 A page is sent.\n- «09:05» A customer calls.\n",
        f"{_TIMES}| Time | Event |\n| --- | --- |\n| 14:02 | Deployed |\n| «13:50» | Rolled back |\n",
        (
            "## Timeline\n\n- 2026-03-04: fixed\n- «2026-03-03»: noticed\n- 2026-03-02: deployed\n- "
            "2026-03-01: written\n"
        ),
    ],
    good=[
        f"{_TIMES}- 22:50 A page is sent.\n- 00:10 The next shift takes over.\n- 00:40 Fixed.\n",
        f"{_TIMES}- 09:20 A page is sent.\n- ~09:10 A customer calls.\n- 09:30 Fixed.\n",
        f"{_TIMES}- 2026-03-02 Deployed.\n- 09:00 First error.\n- 2026-03-02 The day ends.\n",
        "## Timeline\n\n### 2026-03-02\n\n- 16:00 Deployed.\n\n### 2026-03-03\n\n- 08:00 Noticed.\n",
        "## Timeline\n\n- 2026-03-02 10:00 CET Deployed.\n- 2026-03-02 09:30 UTC Noticed.\n",
    ],
)
