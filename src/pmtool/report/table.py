"""Tables for people, and the same rows as JSON."""

from collections.abc import Sequence
import json
from typing import Any, TextIO

from pmtool.report import Style


def write_table(headers: Sequence[str], rows: Sequence[Sequence[str]], style: Style, out: TextIO) -> None:
    """Columns aligned; the last one is cut to the width on a terminal and left whole in a pipe."""
    from rich.cells import cell_len, set_cell_size
    import typer

    from pmtool.report.text import printable

    cells = [[printable(cell) for cell in row] for row in rows]
    widths = [max(cell_len(row[n]) for row in [list(headers), *cells]) for n in range(len(headers))]
    for number, row in enumerate([[header.upper() for header in headers], *cells]):
        padded = [set_cell_size(cell, width) for cell, width in zip(row[:-1], widths, strict=False)]
        line = "  ".join([*padded, row[-1]])
        if style.color and cell_len(line) > style.width:
            line = set_cell_size(line, style.width - 1).rstrip() + "…"
        line = line.rstrip()
        out.write((typer.style(line, bold=True) if number == 0 and style.color else line) + "\n")


def write_json(value: Any, out: TextIO) -> None:
    """A value as indented JSON."""
    json.dump(value, out, indent=2, ensure_ascii=False, default=str)
    out.write("\n")
