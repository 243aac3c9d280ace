"""An action of a published review that nobody has decided on.

Undecided: the state is `proposed`, or the box is open and neither a state nor an owner is given.

## Why

Readers take the actions of a published review for promises. One that nobody took on is a wish, and the
condition that it was to change is still there.

## Instead

Give the action an owner and a date, or decline it with the reason: `state: declined`, `reason: …`. A
declined action with its reason is as good a decision as an accepted one.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.model.entries import Action, ActionState
from pmtool.parse import Document
from pmtool.parse.action_fields import names_nobody
from pmtool.rules.base import Context, Rule
from pmtool.vocab import Severity, Status


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding an action."""
    if not document.front.readable or not document.status.reached(Status.PUBLISHED):
        return
    for action in document.actions:
        if _undecided(action):
            name = action.id or "this action"
            message = (
                f"{name} of a {document.status} review is not decided; accept it with an owner and a date"
            )
            yield Finding(
                action.title_span,
                f"{message}, or decline it with a reason",
                ask="Who can say yes or no to this, and what do they need to know?",
            )


def _undecided(action: Action) -> bool:
    if action.state is ActionState.PROPOSED:
        return True
    return action.state is ActionState.OPEN and names_nobody(action.get("owner"))


_HEAD = "---\ntitle: Slow answers\nstatus: published\n---\n\n## Actions\n\n"

RULE = Rule(
    "schema/undecided-action",
    Severity.ERROR,
    check,
    needs_front_matter=True,
    bad=[
        f"{_HEAD}- [ ] **A1** «Alert on slow answers»\n  - state: proposed\n  - owner: answers-team\n",
        f"{_HEAD}- [ ] **A1** «Alert on slow answers»\n- [x] **A2** Add a cache\n",
    ],
    good=[
        f"{_HEAD}- [ ] **A1** Alert on slow answers\n  - owner: answers-team\n  - due: 2026-05-01\n",
        f"{_HEAD}- [ ] **A1** Alert on slow answers\n  - state: declined\n  - reason: the vendor alerts us\n",
        _HEAD.replace("published", "in_review") + "- [ ] **A1** Alert on slow answers\n",
    ],
)
