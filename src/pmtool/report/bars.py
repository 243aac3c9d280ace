"""Horizontal bars, drawn by Rich."""

from collections.abc import Sequence
import io
from typing import TextIO

WIDTH = 30


def write_bars(rows: Sequence[tuple[str, int]], out: TextIO, *, whole: int | None = None) -> None:
    """A line each: name, count, share of `whole` where given, and a bar; the longest is `WIDTH` wide."""
    from rich.bar import Bar
    from rich.cells import cell_len, set_cell_size
    from rich.console import Console

    from pmtool.report.text import printable

    if not rows:
        return
    longest = max(count for _, count in rows) or 1
    names = [printable(name) for name, _ in rows]
    width = max(map(cell_len, names))
    digits = max(len(str(count)) for _, count in rows)
    for name, (_, count) in zip(names, rows, strict=True):
        drawn = io.StringIO()
        console = Console(
            file=drawn, width=WIDTH, color_system=None, legacy_windows=False, force_terminal=False
        )
        console.print(Bar(longest, 0, count, width=WIDTH))
        share = f"  {count / whole:4.0%}" if whole else ""
        out.write(
            f"  {set_cell_size(name, width)}  {count:>{digits}}{share}  {drawn.getvalue().strip()}".rstrip()
            + "\n"
        )
