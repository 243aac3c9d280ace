"""`--format concise`: one line a finding, for a first look at many and for tools that read `path:line:column`."""

from typing import TextIO

from pmtool.report import Results, Style
from pmtool.report.text import printable, summary


def write(results: Results, style: Style, out: TextIO) -> None:
    """Write a line for each finding, then one that sums up."""
    for diagnostic in results.diagnostics:
        place = f"{printable(diagnostic.path.as_posix())}:{diagnostic.start.line}:{diagnostic.start.column}"
        out.write(f"{place}: {diagnostic.severity} {printable(diagnostic.message)} [{diagnostic.rule}]\n")
    if not style.quiet or results.diagnostics:
        out.write(summary(results, style) + "\n")
