"""A timeline entry with a clock time far outside of the times in the front matter.

More than a day before `times.started` or more than a day after `times.resolved`; one finding for each side.
Entries with a date alone are taken for background or follow-up and pass. Where only the year is off, it is a
slip, and a warning.

## Why
The entry may be background, and then all is well. As often it is the first sign of the event, and
`times.started` is too late: detection then looks faster than it was. Or the year was typed from habit, each
January.

## Instead
If the event began with that entry, move `times.started` back. If it is background or follow-up, its date
alone is enough. If the year is wrong, correct it.
"""

from collections.abc import Iterator
import datetime as dt

from pmtool.model.diagnostic import Finding
from pmtool.model.entries import TimelineEntry
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.rules.timeline._entries import stages, written
from pmtool.vocab import Severity

_DAY = dt.timedelta(days=1)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """At most one finding a side, and one an entry whose year is off."""
    times = stages(document)
    if "started" not in times:
        return
    first = times["started"].earliest - _DAY
    last = times["resolved"].latest + _DAY if "resolved" in times else None
    sides: set[str] = set()
    for entry in document.timeline:
        if entry.at is None or (first <= entry.at and (last is None or entry.at <= last)):
            continue
        side = "started" if entry.at < first else "resolved"
        stamp = written(document, entry.stamp.span)
        bound = times[side].isoformat()
        where = f"before times.started ({bound})" if side == "started" else f"after times.resolved ({bound})"
        if entry.stamp.date is not None and last is not None and _year_is_off(entry, first, last):
            message = f"'{stamp}' lies {where}, and only its year is off; correct the year"
            yield Finding(entry.stamp.span, message, Severity.WARNING)
        elif side not in sides:
            sides.add(side)
            yield Finding(
                entry.stamp.span,
                (
                    f"'{stamp}' lies more than a day {where}; correct one of the two, or give background "
                    f"its date alone"
                ),
                ask="Did the event begin or end at another time than the front matter says?",
            )


def _year_is_off(entry: TimelineEntry, first: dt.datetime, last: dt.datetime) -> bool:
    if entry.at is None:
        return False
    for year in {first.year, last.year} - {entry.at.year}:
        try:
            moved = entry.at.replace(year=year)
        except ValueError:  # 29 February
            continue
        if first <= moved <= last:
            return True
    return False


_HEAD = (
    "---\ntitle: Slow answers\nstatus: draft\ntimes:\n  started: 2026-03-02T09:00:00Z\n"
    "  resolved: 2026-03-02T18:00:00Z\n---\n\n## Timeline (UTC)\n\n"
)

RULE = Rule(
    "timeline/outside-window",
    Severity.INFO,
    check,
    needs_front_matter=True,
    bad=[
        (
            f"{_HEAD}- «2026-02-20 11:00» First wrong answer.\n- 2026-02-21 11:00 Second.\n- 2026-03-02 "
            f"09:00 Paged.\n"
        ),
        f"{_HEAD}- 2026-03-02 09:00 Paged.\n- «2025-03-02 10:00» Rolled back.\n",
        f"{_HEAD}- 2026-03-02 09:00 Paged.\n- «2026-03-12 10:00» Still seen in one region.\n",
    ],
    good=[
        (
            f"{_HEAD}- 2026-02-20 The model is trained.\n- 2026-03-01 17:00 Deployed.\n- 2026-03-02 "
            f"09:00 Paged.\n"
        ),
        f"{_HEAD}- 09:00 Paged.\n- 18:00 Fixed.\n- 2026-04-01 The new evaluation is in place.\n",
        (
            "---\ntitle: Slow answers\nstatus: draft\n---\n\n## Timeline (UTC)\n\n- 2026-02-20 11:00 "
            "First sign.\n"
        ),
    ],
)
