"""`--format github`: workflow commands, which GitHub shows as annotations beside the changed lines.

Sources: docs.github.com, "Workflow commands for GitHub Actions"; actions/toolkit, "Problem matchers"
(limits).
"""

from typing import TextIO

from pmtool.model.diagnostic import Diagnostic
from pmtool.report import Results, Style
from pmtool.report.escape import command_data, command_property, one_line, said
from pmtool.report.text import summary
from pmtool.vocab import Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
# Of each kind, a step shows this many annotations; a run shows 50 in all.
_SHOWN = 10


def write(results: Results, style: Style, out: TextIO) -> None:
    """Write a command for each finding, errors first, then lines for whoever reads the log."""
    for diagnostic in sorted(results.diagnostics, key=lambda d: d.severity.rank):
        out.write(_command(diagnostic, results) + "\n")
    if not style.quiet or results.diagnostics:
        out.write(summary(results, Style()) + "\n")
    hidden = _not_shown(results)
    if hidden:
        out.write(
            f"{hidden} of them stand in this log only: GitHub shows {_SHOWN} errors, {_SHOWN} warnings and "
            f"{_SHOWN} notices of a step beside the lines.\n"
        )


def _command(diagnostic: Diagnostic, results: Results) -> str:
    place = results.place(diagnostic.path)
    start, end = diagnostic.start, diagnostic.end
    properties = {"file": place, "line": str(start.line), "endLine": str(end.line)}
    if start.line == end.line:  # GitHub drops an annotation that has columns on several lines
        properties |= {"col": str(start.column), "endColumn": str(max(end.column, start.column + 1))}
    properties["title"] = diagnostic.rule
    listed = ",".join(f"{name}={command_property(value)}" for name, value in properties.items())
    # The log shows the message without the properties, so that the place has to stand in it too.
    message = command_data(said(diagnostic, "\n") + f"\n{one_line(place)}:{start.line}:{start.column}")
    return f"::{_COMMANDS[diagnostic.severity]} {listed}::{message}"


def _not_shown(results: Results) -> int:
    counts = [sum(1 for d in results.diagnostics if d.severity is severity) for severity in Severity]
    return sum(max(0, count - _SHOWN) for count in counts)
