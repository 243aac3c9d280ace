"""An action that is said to be stronger than its wording suggests.

Stated as `strength: stronger`, while the wording is of the weaker kind: reminding, training, a policy, a
warning, a manual check. The wording can mislead; then nothing needs to change.

## Why
The strength of the actions is what a team looks at to see whether an event changed anything. A reminder that
is counted as a change of the system hides that nothing was changed.

## Instead
State the strength that it has, or say in the action what makes it strong: "train agents" is weaker, "let the
tool refuse a job above 20 tickets" is stronger.

## Source
RCA2: Improving Root Cause Analyses and Actions to Prevent Harm (National Patient Safety Foundation, 2015).
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.actions._wording import suggested_strength
from pmtool.rules.base import Context, Rule
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding an action, at the strength."""
    for action in document.actions:
        field = action.fields.get("strength")
        suggested = suggested_strength(action.text)
        if (
            field is not None
            and field.value.casefold() == "stronger"
            and suggested
            and suggested[0] == "weaker"
        ):
            message = (
                f"stated as stronger, but by its wording {suggested[1]}, which is weaker; state what it is"
            )
            yield Finding(field.value_span, message, ask="Would this work if nobody remembered it?")


_HEAD = "---\ntitle: Slow answers\nstatus: in_review\n---\n\n## Actions\n\n"

RULE = Rule(
    "actions/overrated-strength",
    Severity.INFO,
    check,
    bad=[
        f"{_HEAD}- [ ] Remind all agents of the limit\n  - strength: «stronger»\n",
        f"{_HEAD}- [ ] Write a policy for bulk jobs\n  - strength: «stronger»\n",
    ],
    good=[
        f"{_HEAD}- [ ] Remind all agents of the limit\n  - strength: weaker\n",
        f"{_HEAD}- [ ] Enforce the policy for bulk jobs in the tool\n  - strength: stronger\n",
        f"{_HEAD}- [ ] Alert on bulk jobs\n  - strength: stronger\n",
    ],
)
