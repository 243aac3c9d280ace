"""An open action without a due date.

Only asked for while `actions.required` in `pm.toml` lists `due`; in a draft it is information.

## Why
Work without a date competes with work that has one, and loses. Repeat events often trace back to a
recommendation that was made and never carried out.

## Instead
Let the owner name a date that they believe in: `- due: 2026-05-01`. A late date that holds is better than an
early one that nobody meant. If no date can be given because it will not be done, decline it with the reason.

## Source
Patient Safety Solutions (patientsafetysolutions.com), on the strength of action plans, 27 March 2012: repeat
events often follow an old recommendation that was never fully carried out.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.actions._review import name_of, unless_draft
from pmtool.rules.base import Context, Rule
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding an action."""
    if "due" not in context.config.actions.required:
        return
    for action in document.actions:
        if action.open and action.get("due") is None:
            message = (
                f"{name_of(action)} has no due date; add '- due: YYYY-MM-DD', a date that its owner "
                f"believes in"
            )
            yield Finding(action.title_span, message, unless_draft(document, Severity.WARNING))


_HEAD = "---\ntitle: Slow answers\nstatus: in_review\n---\n\n## Actions\n\n"

RULE = Rule(
    "actions/undated-action",
    Severity.WARNING,
    check,
    bad=[
        f"{_HEAD}- [ ] **A1** «Alert on slow answers»\n  - owner: search-team\n",
        (
            f"{_HEAD}| Action | Owner | Deadline |\n| --- | --- | --- |\n| «Add a cache» | search | |\n| "
            f"Add a test | search | 2026-05-01 |\n"
        ),
    ],
    good=[
        f"{_HEAD}- [ ] **A1** Alert on slow answers\n  - due: 2026-05-01\n",
        f"{_HEAD}- [x] Alert on slow answers\n  - done: 2026-03-05\n",
        f"{_HEAD}- Alert on slow answers (due 2026-05-01)\n",
        f"{_HEAD}- [ ] Add a cache\n  - state: deferred\n",
    ],
)
