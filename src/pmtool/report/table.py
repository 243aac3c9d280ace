"""Tables for people, fitted to the width of a terminal, and the same rows as JSON."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
import json
from typing import Any, TextIO

from pmtool.report import Style

_GAP = 2
# No column but the last is cut below this many columns of the terminal.
_NARROWEST = 12


@dataclass(frozen=True)
class Fitting:
    """How a table gives way on a narrow terminal.

    gives_way: headers, in the order in which their columns become shorter, or go where `short` has nothing
    for them. short: by header, a shorter text for each row. cut: headers that may be cut then. room: columns
    that the last one keeps while others can give way. wrap: the last one is wrapped, not cut.
    """

    gives_way: Sequence[str] = ()
    short: Mapping[str, Sequence[str]] | None = None
    cut: Sequence[str] = ()
    room: int = 30
    wrap: bool = False


def write_table(
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    style: Style,
    out: TextIO,
    fitting: Fitting | None = None,
) -> set[str]:
    """Columns aligned; on a terminal fitted to its width, in a pipe left whole. Returns the headers left out."""
    import typer

    from pmtool.report.text import printable

    columns = {header: [printable(row[n]) for row in rows] for n, header in enumerate(headers)}
    fitting = fitting or Fitting()
    last = headers[-1]
    if style.terminal:
        columns = _fitted(columns, style.width, fitting)
    kept = list(columns)
    widths = {header: _width(header, columns[header]) for header in kept}
    room = style.width - sum(widths[header] + _GAP for header in kept[:-1]) if style.terminal else None
    lead = [header.upper() for header in kept]
    for number, row in enumerate([lead, *zip(*columns.values(), strict=True)]):
        pieces = list(_last(row[-1], room, fitting)) if number and kept[-1] == last else [row[-1]]
        for line_number, piece in enumerate(pieces):
            before = row[:-1] if line_number == 0 else [""] * (len(row) - 1)
            padded = [_sized(cell, widths[header]) for cell, header in zip(before, kept, strict=False)]
            line = (" " * _GAP).join([*padded, piece]).rstrip()
            if style.terminal:
                line = _cut(line, style.width)
            out.write((typer.style(line, bold=True) if number == 0 and style.color else line) + "\n")
    return set(headers) - set(kept)


def _fitted(columns: dict[str, list[str]], width: int, fitting: Fitting) -> dict[str, list[str]]:
    """The columns that fit, shortened where they must be."""
    from pmtool.report.text import printable

    found = dict(columns)
    last = next(reversed(found))
    # A wide terminal is for reading, too: a third of it is for what the row is about.
    wanted = max(fitting.room, width // 3)
    room = min(_width(last, found[last]), wanted)

    def excess() -> int:
        others = sum(_width(header, cells) + _GAP for header, cells in found.items() if header != last)
        return others + room - width

    for header in fitting.gives_way:
        if excess() <= 0:
            break
        if fitting.short and header in fitting.short:
            found[header] = [printable(cell) for cell in fitting.short[header]]
        else:
            del found[header]
        if header == last:
            room = min(_width(last, found[last]), wanted)
    for header in fitting.cut:
        if header in found and excess() > 0:
            size = max(_NARROWEST, _width(header, found[header]) - excess())
            found[header] = [_cut(cell, size) for cell in found[header]]
    return found


def _last(cell: str, room: int | None, fitting: Fitting) -> Iterator[str]:
    """The lines of a cell of the last column."""
    import textwrap

    if room is None:
        yield cell
    elif fitting.wrap:
        yield from textwrap.wrap(cell, max(room, _NARROWEST), break_on_hyphens=False) or [""]
    else:
        yield _cut(cell, max(room, _NARROWEST))


def _width(header: str, cells: Sequence[str]) -> int:
    from pmtool.report.text import columns

    return max(map(columns, [header, *cells]))


def _sized(cell: str, width: int) -> str:
    from rich.cells import set_cell_size

    return cell.ljust(width) if cell.isascii() else set_cell_size(cell, width)


def _cut(text: str, width: int) -> str:
    """The text, cut with `…` where it is wider."""
    from rich.cells import set_cell_size

    from pmtool.report.text import columns

    if columns(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "…"


def write_json(value: Any, out: TextIO) -> None:
    """A value as indented JSON."""
    json.dump(value, out, indent=2, ensure_ascii=False, default=str)
    out.write("\n")
