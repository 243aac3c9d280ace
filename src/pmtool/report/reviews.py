"""The rows of `pm list`."""

from collections.abc import Mapping, Sequence
from typing import Any, TextIO

from pmtool.features.listing import Row
from pmtool.report import Style
from pmtool.report.table import Fitting, write_json, write_table
from pmtool.vocab import TableFormat


def write_reviews(
    rows: Sequence[Row],
    chosen: TableFormat,
    style: Style,
    out: TextIO,
    names: Mapping[str, str] | None = None,
) -> None:
    """A table, or an array of objects with the keys of the front matter.

    names: short names by stem, for a narrow terminal.
    """
    if chosen is TableFormat.JSON:
        write_json([_as_json(row) for row in rows], out)
        return
    table = [
        [
            row.brief.date.isoformat() if row.brief.date else "-",
            row.brief.severity or "-",
            str(row.brief.status or "-"),
            f"{row.open}/{row.actions}" if row.actions else "-",
            row.stem,
            row.brief.title or "(no title)",
        ]
        for row in rows
    ]
    if table:
        dated = all(row.brief.date and row.stem.startswith(row.brief.date.isoformat()) for row in rows)
        short = {"review": [(names or {}).get(row.stem, row.stem) for row in rows]}
        way = ["date", "review", "open"] if dated else ["review", "open", "date"]
        headers = ["date", "severity", "status", "open", "review", "title"]
        write_table(headers, table, style, out, Fitting(way, short, cut=["review"]))


def _as_json(row: Row) -> dict[str, Any]:
    brief = row.brief
    return {
        "review": row.stem,
        "path": row.path.as_posix(),
        "title": brief.title,
        "status": brief.status,
        "kind": brief.kind,
        "severity": brief.severity,
        "services": list(brief.services),
        "date": brief.date.isoformat() if brief.date else None,
        "factors": list(brief.factors),
        "tags": list(brief.tags),
        "actions": row.actions,
        "open_actions": row.open,
    }
