"""`--format rdjson`: Reviewdog Diagnostic Format, which reviewdog turns into review comments.

Its columns count bytes of UTF-8 from 1, the end is exclusive. Source: github.com/reviewdog/reviewdog,
`proto/rdf`.
"""

from typing import Any, TextIO

from pmtool.model.diagnostic import Diagnostic
from pmtool.model.span import Position, Span
from pmtool.parse import Document
from pmtool.report import Results, Style
from pmtool.report.escape import as_json, said

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def write(results: Results, style: Style, out: TextIO) -> None:
    """Write one object with all diagnostics."""
    diagnostics = [as_rdf(diagnostic, results) for diagnostic in results.diagnostics]
    out.write(as_json({"source": {"name": "pm"}, "diagnostics": diagnostics}, indent=2) + "\n")


def as_rdf(diagnostic: Diagnostic, results: Results) -> dict[str, Any]:
    """A diagnostic in the format's own keys."""
    document = results.documents.get(diagnostic.path)
    made: dict[str, Any] = {
        "message": said(diagnostic, "\n"),
        "location": {
            "path": results.place(diagnostic.path),
            "range": _range(diagnostic.span, diagnostic, document),
        },
        "severity": _SEVERITIES[diagnostic.severity],
        "source": {"name": "pm"},
        "code": {"value": diagnostic.rule},
    }
    if diagnostic.fix is not None and document is not None:
        fix = diagnostic.fix
        made["suggestions"] = [{"range": _range(fix.span, diagnostic, document), "text": fix.text}]
    return made


def _range(span: Span, diagnostic: Diagnostic, document: Document | None) -> dict[str, Any]:
    if document is None:  # without the text there are no bytes to count: whole lines
        return {"start": {"line": diagnostic.start.line}, "end": {"line": diagnostic.end.line}}
    return {"start": _position(span.start, document), "end": _position(span.end, document)}


def _position(offset: int, document: Document) -> dict[str, int]:
    place: Position = document.lines.position(offset)
    before = document.text[offset - place.column + 1 : offset]
    return {"line": place.line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
