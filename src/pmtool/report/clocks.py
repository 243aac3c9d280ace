"""The rows of `pm clock`."""

from collections.abc import Sequence
import datetime as dt
from typing import TextIO

from pmtool.clocks import DISCLAIMER
from pmtool.features.clocks import ClockRow
from pmtool.report import Style
from pmtool.report.table import write_table


def write_clocks(rows: Sequence[ClockRow], as_of: dt.date, style: Style, out: TextIO) -> None:
    """A table, then what it is not."""
    table = [
        [
            row.outcome.clock.id,
            row.state.replace("_", " "),
            _when(row.outcome.due) if row.outcome.due else (row.outcome.clock.promptly or "-"),
            _left(row.left),
            _from(row),
            row.outcome.clock.law,
            row.review,
        ]
        for row in rows
    ]
    if table:
        write_table(["clock", "state", "due", "left", "counted from", "law", "review"], table, style, out)
        for row in rows:
            reasons = f"reasons: {row.outcome.reasons}" if row.outcome.reasons else None
            for note in (reasons, row.outcome.moved, *row.outcome.notes):
                if note and note != row.outcome.clock.promptly:
                    out.write(f"note: {row.outcome.clock.id} of {row.review}: {note}\n")
        out.write(f"as of {as_of.isoformat()}; {DISCLAIMER}\n")


def _when(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M UTC")


def _left(left: dt.timedelta | None) -> str:
    if left is None:
        return "-"
    from pmtool.rules.clock._telling import span_of_time

    return span_of_time(left) if left >= dt.timedelta() else f"{span_of_time(-left)} over"


def _from(row: ClockRow) -> str:
    outcome = row.outcome
    if outcome.anchor is None:
        return "-"
    name = outcome.anchor.replace("submitted:", "report ")
    if outcome.anchor_at is None:
        return f"{name} (not known)"
    return f"{name} {_when(outcome.anchor_at)}{' (estimated)' if outcome.estimated else ''}"
