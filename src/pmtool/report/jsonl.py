"""`--format jsonl`: the objects of `--format json`, one a line."""

from typing import TextIO

from pmtool.report import Results, Style, escape
from pmtool.report.json import as_json


def write(results: Results, style: Style, out: TextIO) -> None:
    """Write a line for each diagnostic."""
    for diagnostic in results.diagnostics:
        out.write(escape.as_json(as_json(diagnostic)) + "\n")
