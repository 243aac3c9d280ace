"""The rows of `pm clock`."""

from collections.abc import Iterator, Mapping, Sequence
import datetime as dt
import textwrap
from typing import TextIO

from pmtool.clocks import DISCLAIMER
from pmtool.features.clocks import ClockRow
from pmtool.report import Style
from pmtool.report.table import Fitting, write_table


def write_clocks(
    rows: Sequence[ClockRow],
    as_of: dt.date,
    style: Style,
    out: TextIO,
    names: Mapping[str, str] | None = None,
) -> None:
    """A table, then what it is not. names: short names of reviews by stem, for a narrow terminal."""
    table = [
        [
            row.outcome.clock.id,
            row.state.replace("_", " "),
            day_and_hour(row.outcome.due) if row.outcome.due else (row.outcome.clock.promptly or "-"),
            time_left(row.left),
            _from(row),
            row.outcome.clock.law,
            row.review,
        ]
        for row in rows
    ]
    if table:
        headers = ["clock", "state", "due", "left", "counted from", "law", "review"]
        short = {"review": [(names or {}).get(row.review, row.review) for row in rows]}
        fitting = Fitting(["law", "review", "counted from"], short, cut=["clock"])
        gone = write_table(headers, table, style, out, fitting)
        for row in rows:
            for note in _notes(row, gone):
                for line in _wrapped(f"note: {row.outcome.clock.id} of {row.review}: {note}", style):
                    out.write(f"{line}\n")
        out.write(f"as of {as_of.isoformat()}; {DISCLAIMER}\n")


def _notes(row: ClockRow, gone: set[str]) -> Iterator[str]:
    """What is to be said below the table; gone: columns that found no place in it."""
    told = [_from(row)] if "counted from" in gone and row.outcome.anchor is not None else []
    told += [row.outcome.clock.law] if "law" in gone else []
    if told:
        yield f"{'counted from ' if len(told) > 1 else ''}{'; '.join(told)}"
    if row.outcome.reasons:
        yield f"reasons: {row.outcome.reasons}"
    yield from (
        note
        for note in (row.outcome.moved, *row.outcome.notes)
        if note and note != row.outcome.clock.promptly
    )


def _wrapped(text: str, style: Style) -> list[str]:
    if not style.terminal:
        return [text]
    return textwrap.wrap(text, max(40, style.width), subsequent_indent="  ", break_on_hyphens=False)


def day_and_hour(moment: dt.datetime) -> str:
    """A moment in UTC, to the minute."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M UTC")


def time_left(left: dt.timedelta | None) -> str:
    """How long is left, or by how much it is over, in words; a dash where nothing is known."""
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
    return f"{name} {day_and_hour(outcome.anchor_at)}{' (estimated)' if outcome.estimated else ''}"
