"""Two actions of one review with the same id.

## Why
The whole id of an action is the review's name and this (`2026-03-02-slow-answers/A1`). Tickets, chats and
other reviews point to it; with two of a kind they point to either.

## Instead
Give the newer one the next free number. Numbers need no order, and those of removed actions are not used
again.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.vocab import Severity

if TYPE_CHECKING:
    from pmtool.model.span import Span


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each but the first."""
    seen: dict[str, Span] = {}
    for action in document.actions:
        if action.id is None or action.id_span is None:
            continue
        key = action.id.casefold()
        if key in seen:
            line = document.lines.position(seen[key].start).line
            yield Finding(
                action.id_span, f"the id '{action.id}' stands in line {line} already; take the next free one"
            )
        seen.setdefault(key, action.id_span)


_HEAD = "---\ntitle: Slow answers\nstatus: in_review\n---\n\n## Actions\n\n"

RULE = Rule(
    "actions/duplicate-id",
    Severity.ERROR,
    check,
    bad=[
        f"{_HEAD}- [ ] **A1** Add a cache\n- [ ] **«A1»** Add a test\n",
        f"{_HEAD}- A1: Add a cache\n- [«a1»] Add a test\n".replace("a1", "A1"),
        (
            f"{_HEAD}| ID | Action | Owner |\n| --- | --- | --- |\n| 1 | Add a cache | x |\n| «1» | Add "
            f"a test | x |\n"
        ),
    ],
    good=[
        f"{_HEAD}- [ ] **A1** Add a cache\n- [ ] **A2** Add a test\n- [ ] Add a third\n- [ ] Add a fourth\n",
        f"{_HEAD}- [ ] **A1** Add a cache\n- [ ] **A10** Add a test after A1\n",
    ],
)
