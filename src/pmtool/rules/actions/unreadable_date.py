"""A due or done date that is no date.

Such as `next sprint`, `Q3`, `2026-02-30`, `1/4/26`. Where the date is clear but not written as
year-month-day, `pm lint --fix` does. In a draft it is information.

## Why
What cannot be read cannot be followed: such an action is never due, never overdue, and missing from every
list by date.

## Instead
Write `2026-05-01`. If only the month is known, take its last day.
"""

from collections.abc import Iterator
import re

from pmtool.model.diagnostic import Finding, Fix
from pmtool.parse import Document
from pmtool.parse.dates import read_date
from pmtool.rules.actions._review import iso_date, unless_draft
from pmtool.rules.base import Context, Rule
from pmtool.vocab import Severity

_LETTERS = re.compile(r"[A-Za-z]{3}")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding a field."""
    for action in document.actions:
        for name in ("due", "done"):
            field = action.fields.get(name)
            if (
                field is None
                or not field.value
                or iso_date(field.value) is not None
                or (name == "due" and action.done)
            ):
                continue
            read = read_date(field.value, 0, day_first=False)
            whole = read is not None and read.end == len(field.value)
            # Only a month's name or a year in front says beyond doubt which number is which.
            clear = (
                read.day
                if read and whole and (_LETTERS.search(field.value) or field.value[:4].isdigit())
                else None
            )
            fits = field.value_span.of(document.text) == field.value
            fix = Fix(field.value_span, clear.isoformat()) if clear and fits else None
            right = clear.isoformat() if clear else "YYYY-MM-DD"
            message = f"'{field.value[:40]}' is no date that can be followed; write {name}: {right}"
            yield Finding(field.value_span, message, unless_draft(document, Severity.WARNING), fix=fix)


_HEAD = "---\ntitle: Slow answers\nstatus: in_review\n---\n\n## Actions\n\n"

RULE = Rule(
    "actions/unreadable-date",
    Severity.WARNING,
    check,
    fixable=True,
    bad=[
        f"{_HEAD}- [ ] Add a cache\n  - due: «next sprint»\n",
        f"{_HEAD}- [ ] Add a cache\n  - due: «1 May 2026»\n- [x] Add a test\n  - done: «2026-02-30»\n",
    ],
    good=[
        (
            f"{_HEAD}- [ ] Add a cache\n  - due: 2026-05-01\n- [x] Add a test\n  - done: 2026-03-11 in "
            f"release 5\n"
        ),
        f"{_HEAD}- [ ] Add a cache\n  - due:\n- Add a test (due 1 May 2026)\n",
    ],
)
