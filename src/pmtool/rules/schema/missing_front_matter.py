"""A review of the collection without front matter.

Only files in the configured directory are meant; any other Markdown can be linted without it.

## Why

Without front matter a review has no date, severity, status or services: it is in no list, figure or
comparison, and nobody can see how far it has come.

## Instead

Begin the file with three lines, and add what you know:

    ---
    title: What happened, in one line
    status: draft
    ---

A file that is no review is left out with `exclude` in `pm.toml`.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.model.span import Span
from pmtool.parse import Document
from pmtool.rules.base import Context, Example, Rule
from pmtool.rules.places import is_review
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding on the first line that says something."""
    if document.front.present or not is_review(document, context):
        return
    text = document.text
    start = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    line = document.lines.line_span(document.lines.position(start).line)
    message = "this review has no front matter; begin the file with '---', 'title: …', 'status: draft', '---'"
    yield Finding(Span(start, max(start, line.end)), message)


RULE = Rule(
    "schema/missing-front-matter",
    Severity.WARNING,
    check,
    bad=[
        "«# Slow answers»\n\nText.\n",
        Example("\n«Slow answers»\n", path="docs/incidents/a.md", config='directory = "docs/incidents"\n'),
    ],
    good=[
        Example("# Slow answers\n", path="docs/slow-answers.md"),
        Example("# How we write reviews\n", path="postmortems/README.md"),
        "---\ntitle: Slow answers\nstatus: draft\n---\nText.\n",
        "+++\ntitle = 'Slow answers'\n+++\nText.\n",
    ],
)
