"""An action that nobody has decided on for weeks.

Undecided: its state is `proposed`, or it is open and has neither owner nor due date. The days
(`actions.undecided_days`, 30) count from `times.resolved`, else from `times.started`, else from the date of
the file's name. Once the review is published, `schema/undecided-action` takes over.

## Why
Actions are decided while the event is fresh, or not at all. A list of proposals that nobody answered is what
makes the next review feel like a ritual.

## Instead
Bring them to whoever can say yes or no, all at once. Accept with an owner and a date, or decline with the
reason.
"""

from collections.abc import Iterator
import datetime as dt

from pmtool.model.diagnostic import Finding
from pmtool.model.entries import Action, ActionState
from pmtool.parse import Document
from pmtool.parse.action_fields import names_nobody
from pmtool.rules.actions._review import name_of
from pmtool.rules.base import Context, Example, Rule
from pmtool.schema.brief import moment_at, stem_date
from pmtool.vocab import Severity, Status


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding an action."""
    begun = _since(document)
    if begun is None or document.status.reached(Status.PUBLISHED):
        return
    days = (context.today - begun).days
    if days <= context.config.actions.undecided_days:
        return
    for action in document.actions:
        if _undecided(action):
            yield Finding(
                action.title_span,
                f"{name_of(action)} has been waiting for a decision for {days} days; accept it with an "
                f"owner and a date, "
                "or decline it with the reason",
                ask="Who can say yes or no to this, and what do they need to know?",
            )


def _since(document: Document) -> dt.date | None:
    for stage in ("resolved", "started"):
        moment = moment_at(document, ("times", stage))
        if moment is not None:
            return moment.day
    return stem_date(document.stem)


def _undecided(action: Action) -> bool:
    if action.state is ActionState.PROPOSED:
        return True
    return (
        action.state is ActionState.OPEN and names_nobody(action.get("owner")) and action.get("due") is None
    )


_HEAD = "---\ntitle: Slow answers\nstatus: in_review\n---\n\n## Actions\n\n"

RULE = Rule(
    "actions/long-undecided",
    Severity.INFO,
    check,
    needs_front_matter=True,
    bad=[
        Example(
            f"{_HEAD}- [ ] «Add a cache»\n  - state: proposed\n  - owner: search-team\n", today="2026-04-15"
        ),
        Example(f"{_HEAD}- [ ] **A1** «Add a cache»\n- [x] Add a test\n", today="2026-04-15"),
    ],
    good=[
        Example(f"{_HEAD}- [ ] Add a cache\n", today="2026-03-20"),
        Example(f"{_HEAD}- [ ] Add a cache\n  - owner: search-team\n", today="2026-04-15"),
        Example(f"{_HEAD}- [ ] Add a cache\n", today="2026-04-15", path="postmortems/notes.md"),
    ],
)
