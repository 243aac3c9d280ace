"""An action whose box, state and dates tell different things.

The box is ticked and the state says open, proposed, accepted, in progress, declined or deferred; or the box
is empty while the state or a `done:` date says that it is done.

## Why
The box is what people see, the state and the date are what is counted. When they differ, one of the two
readers is misled, and it is not known which.

## Instead
Tick the box when it is done, and not before. A declined action keeps an empty box: nothing was done.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pmtool.model.diagnostic import Finding
from pmtool.model.entries import ActionState
from pmtool.parse import Document
from pmtool.parse.action_fields import state_of
from pmtool.rules.actions._review import name_of
from pmtool.rules.base import Context, Rule
from pmtool.vocab import Severity

if TYPE_CHECKING:
    from pmtool.model.span import Span

_FINISHED = (ActionState.DONE, ActionState.VERIFIED, ActionState.NOT_EFFECTIVE)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding an action, at the field."""
    for action in document.actions:
        if action.box is None:
            continue
        field, done = action.fields.get("state"), action.fields.get("done")
        state = state_of(field.value) if field is not None else None
        span: Span | None = None
        if field is not None and state is not None and action.box != (state in _FINISHED):
            span, said = field.value_span, f"its state is {state}"
        elif not action.box and state is None and done is not None and done.value:
            span, said = done.value_span, "it has a date of completion"
        if span is not None:
            box, cure = ("ticked", "untick it") if action.box else ("empty", "tick it")
            yield Finding(
                span, f"the box of {name_of(action)} is {box}, and {said}; {cure}, or correct the field"
            )


_HEAD = "---\ntitle: Slow answers\nstatus: in_review\n---\n\n## Actions\n\n"

RULE = Rule(
    "actions/contradictory-state",
    Severity.WARNING,
    check,
    bad=[
        f"{_HEAD}- [x] **A1** Add a cache\n  - state: «declined»\n  - reason: too dear\n",
        f"{_HEAD}- [ ] Add a cache\n  - done: «2026-03-11»\n- [ ] Add a test\n  - state: «done»\n",
    ],
    good=[
        (
            f"{_HEAD}- [x] Add a cache\n  - state: done\n  - done: 2026-03-11\n- [ ] Add a test\n  - "
            f"state: in_progress\n"
        ),
        f"{_HEAD}- [ ] Add a cache\n  - done:\n- Add a test\n  - state: done\n",
    ],
)
