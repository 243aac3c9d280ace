"""Many hours of the event without a timeline entry.

Between two entries while the event went on: after `times.started` and before `times.resolved`. The number
of hours is `timeline.gap_hours` (24; 0 is off). Two entries with dates alone are not asked: such a timeline
is told by days.

## Why
A gap is rarely a time in which nothing happened. It is the time in which nothing was noticed, was waited for
or was tried without success, and it often holds most of the harm. What made it so long is worth a line.

## Instead
Add what is known of that time: what was seen, what was tried, who was waited for, which signal was absent.
"No alert; the monitor reads the other queue" is an entry.
"""

from collections.abc import Iterator
import datetime as dt
import itertools

from pmtool.model.diagnostic import Finding
from pmtool.model.entries import TimelineEntry
from pmtool.parse import Document
from pmtool.rules.base import Context, Example, Rule
from pmtool.rules.timeline._entries import sequences, stages, written
from pmtool.vocab import Severity

_WHOLE_DAY = dt.time(23, 59, 59)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding a gap, at the entry that ends it."""
    hours = context.config.timeline.gap_hours
    times = stages(document)
    if hours <= 0 or "started" not in times:
        return
    begin = times["started"].earliest
    end = times["resolved"].latest if "resolved" in times else None
    for entries in sequences(document):
        known = [entry for entry in entries if entry.day is not None]
        for above, entry in itertools.pairwise(known):
            last, following = max(_instant(above, latest=True), begin), _instant(entry, latest=False)
            if end is not None:
                following = min(following, end)
            gap = following - last
            if above.at is None and entry.at is None:
                continue  # told by days: days without an entry are how such a timeline is written
            if gap > dt.timedelta(hours=hours):
                stamp = written(document, above.stamp.span)
                yield Finding(
                    entry.stamp.span,
                    (
                        f"nothing is told of the {round(gap.total_seconds() / 3600)} hours since "
                        f"'{stamp}'; add what is known"
                    ),
                    ask="What did people see, try or wait for in that time, and which signal was absent?",
                )


def _instant(entry: TimelineEntry, *, latest: bool) -> dt.datetime:
    if entry.at is not None:
        return entry.at
    day = entry.day or dt.date(1970, 1, 1)
    return dt.datetime.combine(day, _WHOLE_DAY if latest else dt.time(), dt.UTC)


_HEAD = (
    "---\ntitle: Slow answers\nstatus: draft\ntimes:\n  started: 2026-03-02T09:00:00Z\n"
    "  resolved: 2026-03-06T18:00:00Z\n---\n\n## Timeline (UTC)\n\n"
)

RULE = Rule(
    "timeline/long-gap",
    Severity.INFO,
    check,
    needs_front_matter=True,
    bad=[
        (
            f"{_HEAD}- 2026-03-02 09:00 Deployed.\n- «2026-03-04 10:00» A customer calls.\n- 2026-03-05 "
            f"08:00 Rolled back.\n"
        ),
        Example(
            f"{_HEAD}- 2026-03-02 09:00 Deployed.\n- «2026-03-02 16:00» A customer calls.\n",
            config="[timeline]\ngap-hours = 6\n",
        ),
    ],
    good=[
        f"{_HEAD}- 2026-02-02 09:00 Written.\n- 2026-03-02 09:00 Deployed.\n- 2026-03-03 08:00 Noticed.\n",
        f"{_HEAD}- 2026-03-02 Deployed.\n- 2026-03-05 Noticed.\n",
        f"{_HEAD}- 2026-03-06 17:00 Fixed.\n- 2026-03-16 09:00 Reviewed.\n",
        f"{_HEAD}- 2026-03-02 09:00 Deployed.\n- 2026-03-03 Quiet.\n- 2026-03-04 12:00 Noticed.\n",
        Example(
            f"{_HEAD}- 2026-03-02 09:00 Deployed.\n- 2026-03-05 16:00 A customer calls.\n",
            config="[timeline]\ngap-hours = 0\n",
        ),
    ],
)
