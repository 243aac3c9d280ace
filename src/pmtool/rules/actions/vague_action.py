"""An action of which nobody could say when it is done.

Such as "improve monitoring", "look into the queue", "investigate" with no result named, "be more careful".

## Why
A vague action cannot be finished, only forgotten. It often stands where the analysis stopped one question
early: which signal was missing, which limit, which step?

## Instead
Name the one thing that changes, and how it will be seen: not "improve monitoring" but "alert when the queue
is longer than 500 for five minutes". An open question is an action when it ends in a result: "measure the
queue for a week and decide on its limit by 2026-05-01".

## Source
Lunney, Lueder and Beyer, "Postmortem Action Items: Plan the Work and Work the Plan" (;login: 42(1), 2017):
actionable, specific, bounded.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.actions._wording import vagueness
from pmtool.rules.base import Context, Rule
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding an action that is not done."""
    for action in document.actions:
        reason = vagueness(action.text) if not action.done else None
        if reason is not None:
            shown = action.text if len(action.text) <= 50 else f"{action.text[:49].rstrip()}…"
            yield Finding(
                action.title_span,
                f"'{shown}' is too vague, {reason}; name the one thing that changes",
                ask="What would somebody see that shows it is done?",
            )


_HEAD = "---\ntitle: Slow answers\nstatus: in_review\n---\n\n## Actions\n\n"

RULE = Rule(
    "actions/vague-action",
    Severity.WARNING,
    check,
    bad=[
        f"{_HEAD}- [ ] **A1** «Improve monitoring»\n- [ ] «Improve documentation and testing.»\n",
        (
            f"{_HEAD}- «Look into the length of the queue»\n- «Investigate»\n- «Be more careful with "
            f"bulk jobs»\n"
        ),
        f"{_HEAD}- [ ] «Remind all agents to be more careful with bulk jobs»\n",
    ],
    good=[
        f"{_HEAD}- [ ] Improve monitoring of the queue: alert above 500 for five minutes\n",
        f"{_HEAD}- Investigate why the limit of the queue did not hold, and report it to the storage guild\n",
        f"{_HEAD}- Look into the length of the queue and decide on a limit\n- Add tests\n",
        (
            f"{_HEAD}- Make agents aware of each other by a lock\n- Improve documentation of the limit "
            f"in `queue.md`\n"
        ),
    ],
)
