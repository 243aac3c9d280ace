"""Tables: rows and headers from cells, and the timelines that are written as tables."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
import re
from typing import TYPE_CHECKING

from pmtool.model.blocks import Block
from pmtool.model.mapped import MappedText
from pmtool.model.span import Span
from pmtool.parse.instants import Draft
from pmtool.parse.sections import Part
from pmtool.parse.stamps import FoundStamp, read_stamp
from pmtool.parse.zones import zone_in

if TYPE_CHECKING:
    from pmtool.model.entries import Stamp

_TIMES = re.compile(
    r"\b(?:time|times|when|timestamp|clock|hour|uhrzeit|zeit|utc|gmt|started?|occurred)\b", re.IGNORECASE
)
_DATES = re.compile(r"\b(?:date|day|datum)\b", re.IGNORECASE)
_EVENTS = re.compile(
    (
        r"\b(?:events?|descriptions?|what|happened|messages?|actions?|activity|notes?|details?|summary|"
        r"update|comments?)\b"
    ),
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


@dataclass(frozen=True)
class Table:
    """A table by rows: the header's cells by column, then the rows' cells by column."""

    header: dict[int, Block]
    rows: list[dict[int, Block]]


def read_tables(cells: Sequence[Block]) -> list[Table]:
    """The tables that a list of cells makes up, in order."""
    tables: dict[int, dict[int, dict[int, Block]]] = {}
    for cell in cells:
        if cell.cell is not None:
            rows = tables.setdefault(cell.cell.table, {})
            rows.setdefault(cell.cell.row, {})[cell.cell.column] = cell
    return [
        Table(rows.get(0, {}), [cells for row, cells in sorted(rows.items()) if row > 0 and cells])
        for _, rows in sorted(tables.items())
    ]


def row_span(row: dict[int, Block]) -> Span:
    """From the first cell of a row to its last."""
    return Span(min(cell.span.start for cell in row.values()), max(cell.span.end for cell in row.values()))


def read_time_tables(part: Part, cells: Sequence[Block], *, day_first: bool, strict: bool) -> list[Draft]:
    """The rows of tables that have a column of times. strict: only where the header says so as well."""
    drafts: list[Draft] = []
    for number, table in enumerate(read_tables(cells)):
        columns = _time_columns(table, day_first=day_first, strict=strict)
        if not columns:
            continue
        event = _event_column(table, columns)
        header = " ".join(table.header[column].text for column in columns if column in table.header)
        year = _YEAR.search(header)
        for row in table.rows:
            draft = _row_draft(part, number, row, columns, event, day_first)
            if draft is not None:
                hints = {"zone": zone_in(header), "year": int(year[0]) if year else None}
                drafts.append(replace(draft, **hints))  # type: ignore[arg-type]
    return drafts


def _cell_stamp(cell: Block | None, day_first: bool) -> FoundStamp | None:
    return read_stamp(cell.text, day_first=day_first) if cell is not None else None


def _time_columns(table: Table, *, day_first: bool, strict: bool) -> list[int]:
    """The columns that hold stamps: named so in the header, or the first one."""
    found: list[int] = []
    clocks = False
    for column in sorted({column for row in table.rows for column in row}):
        name = table.header[column].text if column in table.header else ""
        named = bool(_TIMES.search(name) or _DATES.search(name))
        if not named and (strict or column > 0):
            continue
        filled = [row[column] for row in table.rows if column in row and row[column].text]
        stamps = [stamp for stamp in (_cell_stamp(cell, day_first) for cell in filled) if stamp]
        if stamps and len(stamps) * 2 >= len(filled):
            found.append(column)
            clocks = clocks or any(stamp.stamp.time for stamp in stamps)
    if strict and not clocks and not any(_EVENTS.search(cell.text) for cell in table.header.values()):
        return []
    return found


def _event_column(table: Table, times: Sequence[int]) -> int | None:
    others = [column for column in table.header if column not in times]
    named = [column for column in others if _EVENTS.search(table.header[column].text)]
    behind = [column for column in others if column > times[-1]]
    return next(iter([*named, *behind, *others]), None)


def _row_draft(
    part: Part, number: int, row: dict[int, Block], columns: Sequence[int], event: int | None, day_first: bool
) -> Draft | None:
    stamp: Stamp | None = None
    dated: FoundStamp | None = None
    for column in columns:
        found = _cell_stamp(row.get(column), day_first)
        if found is None:
            continue
        placed = found.placed(row[column].content.span(found.start, found.end))
        if stamp is None:
            stamp, dated = placed, found
        elif stamp.time is None and placed.time is not None:
            date = stamp.date if dated and stamp.date else placed.date
            stamp = replace(
                placed, date=date, month_day=stamp.month_day, problem=stamp.problem or placed.problem
            )
    if stamp is None:
        return None
    text = row[event].content if event is not None and event in row else MappedText(())
    carrier = not text and stamp.time is None and stamp.problem is None
    return Draft(part, (part, "table", number), row_span(row), stamp, text, entry=not carrier)
