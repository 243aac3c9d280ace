"""A `pm:ignore` comment that does not say why; it suppresses nothing.

## Why

The next reader cannot tell a considered exception from a silenced alarm.

## Instead

Write the reason after two dashes: `<!-- pm:ignore blame/irony -- quoted from the customer's letter -->`.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding a comment."""
    for suppression in document.suppressions:
        # One that names nothing is told about by `unknown-suppression`.
        if suppression.reason is None and suppression.names:
            named = ", ".join(suppression.names)
            yield Finding(
                suppression.span, f"say why '{named}' is ignored here: pm:ignore {named} -- the reason"
            )


RULE = Rule(
    "structure/suppression-without-reason",
    Severity.WARNING,
    check,
    bad=[
        "«<!-- pm:ignore blame/irony -->»\nWhat could go wrong, wrote the customer.\n",
        "«<!-- pm:ignore-file privacy -- -->»\n\nText.\n",
        "---\ntitle: T\nstatus: draft # «pm:ignore schema»\n---\n",
    ],
    good=[
        "<!-- pm:ignore blame/irony -- quoted from the customer's letter -->\nWhat could go wrong?\n",
        "<!-- a plain comment -->\n\nText.\n",
        "<!-- pm:ignore -->\n\nText.\n",
    ],
)
