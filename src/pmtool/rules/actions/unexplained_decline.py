"""An action that was declined without a reason.

## Why
A declined action with its reason is knowledge: readers learn what the team chose to live with, and why.
Without it, the next review proposes the same thing again, and whoever proposed it learns not to.

## Instead
Add `- reason:` with what spoke against it: the cost, another action that covers it, a date when it will be
looked at again.

## Source
PagerDuty's post-mortem guide, on recording declined actions so that people do not learn to be silent.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.model.entries import ActionState
from pmtool.parse import Document
from pmtool.rules.actions._review import name_of
from pmtool.rules.base import Context, Rule
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding an action."""
    for action in document.actions:
        if action.state is ActionState.DECLINED and action.get("reason") is None:
            message = (
                f"{name_of(action)} is declined without a reason; add '- reason:' with what spoke against it"
            )
            yield Finding(action.title_span, message, ask="What would have to change for a yes?")


_HEAD = "---\ntitle: Slow answers\nstatus: in_review\n---\n\n## Actions\n\n"

RULE = Rule(
    "actions/unexplained-decline",
    Severity.WARNING,
    check,
    bad=[
        f"{_HEAD}- [ ] **A1** «Add a cache»\n  - state: declined\n",
        f"{_HEAD}- [ ] «Add a cache»\n  - state: rejected\n  - reason:\n",
    ],
    good=[
        f"{_HEAD}- [ ] Add a cache\n  - state: declined\n  - reason: the new index is fast enough\n",
        f"{_HEAD}- [ ] Add a cache\n  - state: deferred\n",
    ],
)
