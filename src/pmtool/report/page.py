"""A page of Markdown: rendered on a terminal, as it is in a pipe."""

from typing import TextIO

from pmtool.report import Style


def write_page(page: str, style: Style, out: TextIO) -> None:
    """Write a page."""
    if not style.color:
        out.write(page)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console(file=out, width=min(style.width, 100), force_terminal=True).print(Markdown(page))
