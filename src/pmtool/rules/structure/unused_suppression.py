"""A `pm:ignore` comment that suppresses nothing.

## Why

A suppression that outlived its finding hides the next one, which nobody has looked at yet.

## Instead

Remove the comment, or narrow it to the rule that still finds something.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Nothing: the engine alone knows which comments were used."""
    yield from ()


RULE = Rule(
    "structure/unused-suppression",
    Severity.WARNING,
    check,
    by_engine=True,
    bad=[
        "«<!-- pm:ignore structure/empty-section -- filled in next week -->»\n\n## Impact\n\n42 orders were late.\n",
        "## Impact\n\n42 orders were late. «<!-- pm:ignore structure/empty-section -- x -->»\n",
    ],
    good=[
        "<!-- pm:ignore structure/empty-section -- the vendor's report is due on Friday -->\n## Impact\n\n## Lessons\n\nOne.\n",
        "A comment in code is no comment: `<!-- pm:ignore structure/empty-section -- x -->`\n",
    ],
)
