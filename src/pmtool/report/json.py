"""`--format json`: one array of diagnostics, in the order of the report."""

from collections.abc import Mapping
import json
from typing import Any, TextIO

from pmtool.model.diagnostic import Diagnostic
from pmtool.report import Results, Style


def as_json(diagnostic: Diagnostic) -> Mapping[str, Any]:
    """A diagnostic with the keys of the contract; positions are 1-based code points, ends exclusive."""
    fix = diagnostic.fix
    return {
        "path": diagnostic.path.as_posix(),
        "line": diagnostic.start.line,
        "column": diagnostic.start.column,
        "end_line": diagnostic.end.line,
        "end_column": diagnostic.end.column,
        "rule": diagnostic.rule,
        "severity": str(diagnostic.severity),
        "message": diagnostic.message,
        "excerpt": diagnostic.excerpt,
        "ask": diagnostic.ask,
        "rewrite": diagnostic.rewrite,
        "fix": {"start": fix.span.start, "end": fix.span.end, "text": fix.text} if fix else None,
        "why": dict(diagnostic.why),
    }


def write(results: Results, style: Style, out: TextIO) -> None:
    """Write the array."""
    json.dump([as_json(d) for d in results.diagnostics], out, indent=2, ensure_ascii=False, default=str)
    out.write("\n")
