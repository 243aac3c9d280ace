"""Findings to report: tame ones for the snapshots, hostile ones for the escaping."""

from collections.abc import Sequence
import io
from pathlib import PurePath
from typing import Any

from pmtool.model.diagnostic import Diagnostic, Fix
from pmtool.model.span import Span
from pmtool.parse import Document, parse
from pmtool.report import Results, Style, escape, open_reporter
from pmtool.vocab import OutputFormat, Severity
from tests.report.sample_rule import RULES

FORMATS = [chosen for chosen in OutputFormat if chosen is not OutputFormat.AUTO]

REVIEW = """---
title: Answers quoted a policy that nobody had written
status: draft
---

## Summary

🚒🚒 The vendor sloppily changed the index, and nobody saw it. 日本 was asleep.

## Timeline

- 09:10 The change went out
- 09:40 An engineer looked
"""
CLEAN = "---\ntitle: A quiet one\nstatus: draft\n---\n\n## Summary\n\nThe queue filled up.\n"


def found(
    document: Document, excerpt: str, rule: str, severity: Severity, message: str, **more: Any
) -> Diagnostic:
    """A diagnostic on the first place where `excerpt` stands."""
    start = document.text.index(excerpt)
    span = Span(start, start + len(excerpt))
    return diagnostic_at(document, span, rule, severity, message, **more)


def diagnostic_at(
    document: Document, span: Span, rule: str, severity: Severity, message: str, **more: Any
) -> Diagnostic:
    start, end = document.lines.position(span.start), document.lines.position(span.end)
    return Diagnostic(
        document.path, span, start, end, rule, severity, message, span.of(document.text), **more
    )


def results(documents: Sequence[Document], diagnostics: Sequence[Diagnostic], **more: Any) -> Results:
    ordered = tuple(sorted(diagnostics, key=lambda d: d.sort_key))
    by_path = {document.path: document for document in documents}
    exit_code = int(any(d.severity is not Severity.INFO for d in diagnostics))
    return Results(ordered, by_path, len(documents), **{"rules": RULES, "exit_code": exit_code} | more)


def tame() -> Results:
    """Two reviews, one of them clean; an error, a warning with a fix, and an info over two lines."""
    review = parse("postmortems/2026/2026-03-02-refunds (1).md", REVIEW)
    clean = parse("postmortems/2026-03-05-queue.md", CLEAN)
    word = review.text.index("sloppily ")
    return results(
        [review, clean],
        [
            found(
                review,
                "sloppily",
                "sample/judging-word",
                Severity.ERROR,
                "'sloppily' judges; say what was seen & done",
                ask="What did the vendor see when the index changed?",
                rewrite="At {time}, {signal} showed {value}.",
                fix=Fix(Span(word, word + len("sloppily ")), ""),
            ),
            found(review, "日本", "sample/vague-word", Severity.WARNING, "'日本' is a place, not a person"),
            found(
                review,
                "- 09:10 The change went out\n- 09:40 An engineer looked",
                "sample/long-block",
                Severity.INFO,
                "30 minutes without an entry",
                ask="What was waited for?",
            ),
        ],
    )


def render(chosen: OutputFormat, given: Results, style: Style | None = None) -> str:
    """The report as text; it can always be written as UTF-8."""
    out = io.StringIO()
    open_reporter(chosen)(given, style or Style(), out)
    text = out.getvalue()
    if chosen not in (OutputFormat.TEXT, OutputFormat.JSON):
        text.encode()
    return text


HOSTILE = (
    "line one\n::error::injected\r\n::stop-commands::x\n##[error]old style, 100%0A::warning file=a::b "
    "]]>&amp;<script>alert(1)</script><img src=x onerror=alert(1)> </details></summary> <!-- --> "
    "[link](https://evil.example/a) ![image](http://evil.example/i.png) www.evil.example @everyone "
    "me@evil.example #123 GH-12 !45 ~bug %9 $x$ `code` **bold** _it_ | cell | {0} {signal} "
    "\x00\x07\x1b[31m\u202ereversed\ufffe\ud800 😀 https://evil.example/x mailto:a@evil.example "
    "[vulnerability:1] "
    "\u2028split\u2029split\x85split"
)


def hostile(text: str = HOSTILE, path: str | None = None) -> Results:
    """The text in every place of a report that a document or a file name can reach."""
    name = path if path is not None else "postmortems/::error file=x,line=1::%0A," + text.replace("\x00", "")
    written = escape.well_formed(text)  # a file is UTF-8; names of files and values of YAML hold more
    document = parse(PurePath(name), f"# {written}\n\nBody: {written}\n")
    start = document.text.index("Body")
    span = Span(start, min(start + 40, len(document.text)))
    diagnostics = [
        diagnostic_at(
            document, span, "sample/judging-word", severity, text, ask=text, rewrite=text, fix=Fix(span, text)
        )
        for severity in Severity
    ]
    return results([document], diagnostics)
