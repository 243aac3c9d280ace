"""`--format rdjsonl`: the diagnostics of `--format rdjson`, one a line."""

from typing import TextIO

from pmtool.report import Results, Style
from pmtool.report.escape import as_json
from pmtool.report.rdjson import as_rdf


def write(results: Results, style: Style, out: TextIO) -> None:
    """Write a line for each diagnostic."""
    for diagnostic in results.diagnostics:
        out.write(as_json(as_rdf(diagnostic, results)) + "\n")
