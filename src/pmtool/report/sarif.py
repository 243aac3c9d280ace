"""`--format sarif`: SARIF 2.1.0, for GitHub code scanning, Azure DevOps and the viewers of editors.

Columns are code points (`columnKind`), lines end as the rest of `pm` ends them (`newlineSequences`), paths
are relative to the root of the repository. `partialFingerprints` hold the finding's own fingerprint;
GitHub's `upload-sarif` adds its hash of the line beside it. Sources: OASIS, "SARIF Version 2.1.0";
docs.github.com, "SARIF support for code scanning".
"""

from pathlib import PurePath
from typing import TYPE_CHECKING, Any, TextIO

from pmtool import __version__
from pmtool.model.diagnostic import Diagnostic, Fix
from pmtool.model.fingerprint import fingerprints
from pmtool.model.span import Span
from pmtool.parse import Document
from pmtool.report import Results, Style
from pmtool.report.escape import as_json, one_line, said, uri
from pmtool.vocab import Severity

if TYPE_CHECKING:
    from pmtool.rules.base import Rule

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
# What GitHub calls the severity of a problem that is no security problem.
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_ROOT = "%SRCROOT%"
# Longer stretches are read in the file.
_SNIPPET = 2000


def write(results: Results, style: Style, out: TextIO) -> None:
    """Write a log with one run."""
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [_run(results)],
    }
    out.write(as_json(log, indent=2) + "\n")


def _run(results: Results) -> dict[str, Any]:
    rules = {rule.name: _rule(rule) for rule in sorted(results.rules, key=lambda rule: rule.name)}
    for diagnostic in results.diagnostics:
        rules.setdefault(diagnostic.rule, {"id": diagnostic.rule})
    indices = {name: index for index, name in enumerate(rules)}
    marks = fingerprints(results.diagnostics, results.documents)
    return {
        "tool": {
            "driver": {
                "name": "pm",
                "fullName": f"pm lint {__version__}",
                "semanticVersion": __version__,
                "shortDescription": {
                    "text": "Checks post-mortems: front matter, structure, times, actions, blame."
                },
                "rules": list(rules.values()),
            }
        },
        # Keeps the findings of several collections in one repository apart; Azure DevOps asks for it.
        "automationDetails": {"id": uri(f"pm-lint/{results.prefix}".rstrip("/.") + "/")},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "invocations": [_invocation(results)],
        "results": [
            _result(diagnostic, results, indices[diagnostic.rule], mark)
            for diagnostic, mark in zip(results.diagnostics, marks, strict=True)
        ],
    }


def _invocation(results: Results) -> dict[str, Any]:
    notifications = [
        {
            "level": "error",
            "message": _message(f"not checked: {unreadable.reason}"),
            "locations": [{"physicalLocation": {"artifactLocation": _artifact(unreadable.path, results)}}],
        }
        for unreadable in results.unreadable
    ]
    made: dict[str, Any] = {"executionSuccessful": not notifications, "exitCode": results.exit_code}
    return made | ({"toolExecutionNotifications": notifications} if notifications else {})


def _rule(rule: "Rule") -> dict[str, Any]:
    from pmtool.features.explaining import rule_page

    words = rule.name.partition("/")[2].split("-")
    why = _why(rule.doc)
    return {
        "id": rule.name,
        "name": "".join(word.capitalize() for word in words),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": why or rule.summary},
        "help": {"text": rule.doc, "markdown": rule_page(rule)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "tags": ["post-mortem", rule.bundle],
            "problem.severity": _PROBLEMS[rule.severity],
        },
    }


def _why(doc: str) -> str:
    """The first paragraph that says why the rule asks, as one line."""
    _, _, reasons = doc.partition("## Why")
    return " ".join(reasons.strip().partition("\n\n")[0].split())


def _result(diagnostic: Diagnostic, results: Results, index: int, mark: str) -> dict[str, Any]:
    document = results.documents.get(diagnostic.path)
    artifact = _artifact(diagnostic.path, results)
    place: dict[str, Any] = {
        "artifactLocation": artifact,
        "region": _region(diagnostic.span, diagnostic, document),
    }
    context = _context(diagnostic, document)
    if context:
        place["contextRegion"] = context
    made: dict[str, Any] = {
        "ruleId": diagnostic.rule,
        "ruleIndex": index,
        "level": _LEVELS[diagnostic.severity],
        "message": _message(said(diagnostic)),
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"pmFinding/v1": mark},
    }
    if diagnostic.fix is not None and document is not None:
        made["fixes"] = [_fix(diagnostic.fix, artifact, document)]
    extra = {key: value for key in ("ask", "rewrite") if (value := getattr(diagnostic, key))}
    return made | ({"properties": extra} if extra else {})


def _message(text: str) -> dict[str, str]:
    # `[text](target)` is a link in a plain message too, and viewers do not agree on how to escape one.
    # Braces around a number stand for an argument.
    plain = one_line(text, 2000).replace("](", "] (").replace("{", "{{").replace("}", "}}")
    return {"text": plain}


def _artifact(path: PurePath, results: Results) -> dict[str, str]:
    place = uri(results.place(path))
    return {"uri": place} if place.startswith("file:") else {"uri": place, "uriBaseId": _ROOT}


def _region(span: Span, diagnostic: Diagnostic, document: Document | None) -> dict[str, Any]:
    start, end = diagnostic.start, diagnostic.end
    if document is not None:
        start, end = document.lines.position(span.start), document.lines.position(span.end)
    made: dict[str, Any] = {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }
    if document is not None and 0 < span.end - span.start <= _SNIPPET:
        made["snippet"] = {"text": span.of(document.text)}
    return made


def _context(diagnostic: Diagnostic, document: Document | None) -> dict[str, Any] | None:
    """The whole lines of a finding; None where they say no more than the finding itself."""
    if document is None:
        return None
    first = document.lines.line_span(diagnostic.start.line)
    span = Span(first.start, max(document.lines.line_span(diagnostic.end.line).end, diagnostic.span.end))
    if span == diagnostic.span or span.end - span.start > _SNIPPET:
        return None
    return _region(span, diagnostic, document)


def _fix(fix: Fix, artifact: dict[str, str], document: Document) -> dict[str, Any]:
    start, end = document.lines.position(fix.span.start), document.lines.position(fix.span.end)
    region = {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }
    return {
        "description": {"text": "Keeps the meaning; pm lint --fix applies it."},
        "artifactChanges": [
            {
                "artifactLocation": artifact,
                "replacements": [{"deletedRegion": region, "insertedContent": {"text": fix.text}}],
            }
        ],
    }
