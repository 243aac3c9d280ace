"""A `pm:ignore` comment that names no rule or bundle.

## Why

A misspelt name suppresses nothing, and nobody notices.

## Instead

Use a name that `pm explain` lists: a rule such as `blame/irony`, or a whole bundle such as `blame`.
"""

from collections.abc import Iterator
from difflib import get_close_matches

from pmtool import rules
from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding an unknown name, or one for a comment that names nothing."""
    if not document.suppressions:
        return
    known = [*rules.all_names(), *rules.bundles()]
    for suppression in document.suppressions:
        if not suppression.names:
            yield Finding(
                suppression.span, "name the rule that is ignored here: pm:ignore RULE -- the reason"
            )
        for name in suppression.names:
            if name not in known:
                near = get_close_matches(name, known, n=1)
                hint = f"did you mean '{near[0]}'?" if near else "'pm explain' lists all rules"
                yield Finding(suppression.span, f"there is no rule or bundle '{name}'; {hint}")


RULE = Rule(
    "structure/unknown-suppression",
    Severity.WARNING,
    check,
    bad=[
        "«<!-- pm:ignore structure/empty-sektion -- later -->»\n## Impact\n",
        "«<!-- pm:ignore -- it is fine -->»\n\nText.\n",
        "«<!-- pm:ignore -->»\n\nText.\n",
    ],
    good=[
        "<!-- pm:ignore structure/empty-section -- later -->\n## Impact\n",
        "<!-- pm:ignore structure, timeline -- an old review, kept as it was -->\n\nText.\n",
    ],
)
