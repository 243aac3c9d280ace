"""An open action whose due date has passed.

Information only: a review that nobody touched must not begin to fail because time goes by. `pm actions
--overdue` lists them for the whole collection and can be asked to fail.

## Why
A date that passed in silence teaches that dates mean nothing. Most often something else was more urgent; then
that is worth knowing.

## Instead
Do it, move the date and say why in the commit, or decline it with the reason.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.actions._review import iso_date, name_of
from pmtool.rules.base import Context, Example, Rule
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding an action, at the date."""
    for action in document.actions:
        field = action.fields.get("due")
        due = iso_date(field.value) if field is not None else None
        if field is not None and due is not None and action.open and due < context.today:
            days = (context.today - due).days
            late = "a day" if days == 1 else f"{days} days"
            yield Finding(
                field.value_span,
                f"{name_of(action)} was due {late} ago; do it, move the date, or decline it with the reason",
                ask="What was more urgent, and is it still?",
            )


_HEAD = "---\ntitle: Slow answers\nstatus: in_review\n---\n\n## Actions\n\n"

RULE = Rule(
    "actions/overdue-action",
    Severity.INFO,
    check,
    bad=[
        Example(f"{_HEAD}- [ ] Add a cache\n  - due: «2026-03-31»\n", today="2026-04-01"),
        Example(
            f"{_HEAD}- [ ] Add a cache\n  - due: «2026-03-02»\n  - state: in_progress\n", today="2026-04-01"
        ),
    ],
    good=[
        Example(f"{_HEAD}- [ ] Add a cache\n  - due: 2026-04-01\n", today="2026-04-01"),
        Example(f"{_HEAD}- [x] Add a cache\n  - due: 2026-03-01\n", today="2026-04-01"),
        Example(f"{_HEAD}- [ ] Add a cache\n  - due: 2026-03-01\n  - state: declined\n", today="2026-04-01"),
    ],
)
