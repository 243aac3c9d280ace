"""An action that is done, with nothing that shows it.

Evidence is a path in the repository or a link: the change, the alert's definition, the test, the drill. A
link in the action itself counts. In a draft it is information.

## Why
"Done" is said at a meeting; the evidence is what the next reader can open. It is also what an auditor asks
for, and what shows later whether the change is still there.

## Instead
Add `- evidence: alerts/queue_length.yaml`, or the link to the change. What was only agreed, or is in the
works, is not done yet: `state: in_progress`.
"""

from collections.abc import Iterator
import re

from pmtool.model.diagnostic import Finding
from pmtool.model.entries import Action
from pmtool.parse import Document
from pmtool.rules.actions._review import name_of, unless_draft
from pmtool.rules.base import Context, Rule
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding an action."""
    for action in document.actions:
        if action.done and action.get("evidence") is None and not _has_link(document, action):
            message = (
                f"{name_of(action)} is done, and nothing shows it; add '- evidence:' with a path or a link"
            )
            yield Finding(
                action.title_span,
                message,
                unless_draft(document, Severity.WARNING),
                ask="What could somebody open in a year to see that this is in place?",
            )


def _has_link(document: Document, action: Action) -> bool:
    # `#12` is a change, or a ticket in the same place; an id such as SUP-12 says only what was asked for.
    if re.search(r"#\d", action.get("ticket") or ""):
        return True
    return any(action.span.start <= link.span.start < action.span.end for link in document.links)


_HEAD = "---\ntitle: Slow answers\nstatus: in_review\n---\n\n## Actions\n\n"

RULE = Rule(
    "actions/unproven-done",
    Severity.WARNING,
    check,
    bad=[
        f"{_HEAD}- [x] **A1** «Alert on slow answers»\n  - done: 2026-03-11\n",
        f"{_HEAD}- ✅ «Add a cache»\n- «Add a test» (done)\n",
    ],
    good=[
        f"{_HEAD}- [x] Alert on slow answers\n  - evidence: alerts/slow.yaml\n",
        f"{_HEAD}- [x] Add a cache ([change](https://example.org/pull/12))\n- [ ] Add a test\n",
        f"{_HEAD}- Get the cache done\n",
    ],
)
