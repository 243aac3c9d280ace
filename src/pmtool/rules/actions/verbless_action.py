"""An action that does not begin with something to do.

A statement ("we should have alerts"), a wish ("more tests") or a thing ("documentation of the limits") where
a verb in the imperative is expected. Only openings that cannot be a verb are reported.

## Why
"Better monitoring" is a state that somebody hopes for; "alert when an answer cites no source" is work that
somebody can pick up, finish and show. The verb is what makes the difference visible while writing.

## Instead
Begin with the verb, and name the thing that changes: add, block, remove, alert, measure, move, delete.

## Source
Lunney, Lueder and Beyer, "Postmortem Action Items: Plan the Work and Work the Plan" (;login: 42(1), 2017):
actionable, specific, bounded.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.actions._wording import opening
from pmtool.rules.base import Context, Rule
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding an action that is not done."""
    for action in document.actions:
        words = opening(action.text) if not action.done else None
        if words is not None:
            yield Finding(
                action.title_span,
                f"this action begins with '{words}'; begin with the verb that says what changes",
                ask="What will be different in the system when this is done?",
            )


_HEAD = "---\ntitle: Slow answers\nstatus: in_review\n---\n\n## Actions\n\n"

RULE = Rule(
    "actions/verbless-action",
    Severity.INFO,
    check,
    bad=[
        f"{_HEAD}- [ ] «We should have alerts on slow answers»\n",
        (
            f"{_HEAD}- «More tests for the limits»\n- «Documentation of the limits»\n- «Improving the "
            f"search page»\n"
        ),
        f"{_HEAD}- [ ] **A1** «The cache needs a limit»\n",
    ],
    good=[
        f"{_HEAD}- [ ] **Add a cache**: the index is slow\n- Re-run the load test\n- Auto-scale the index\n",
        (
            f"{_HEAD}- @ana to write the test\n- Automatically roll back\n- Don't page twice\n- `tune` "
            f"the index\n"
        ),
        (
            f"{_HEAD}- [x] The cache has a limit\n- Bring down the alert noise\n- String the lights\n- "
            f"Ring the bell\n"
        ),
    ],
)
