"""A verification that does not begin with its date.

`verified:` says when somebody looked whether the action works, and what they saw: `2026-04-15 no uncited
answer in 35 days`.

## Why
That an action was carried out and that it works are two facts, and the second one needs time. Without the
date nobody can tell whether it was looked at after a day or after a quarter, and no figure can be made of it.

## Instead
Write the date first, then what was observed: `- verified: 2026-04-15 the drill found the depth in four
minutes`.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.actions._review import iso_date
from pmtool.rules.base import Context, Rule
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding a field."""
    for action in document.actions:
        field = action.fields.get("verified")
        if field is not None and field.value and iso_date(field.value) is None:
            message = (
                f"'{field.value[:40]}' does not begin with the date of the verification; write "
                f"YYYY-MM-DD first"
            )
            yield Finding(field.value_span, message, ask="When was it looked at, and what was seen?")


_HEAD = "---\ntitle: Slow answers\nstatus: in_review\n---\n\n## Actions\n\n"

RULE = Rule(
    "actions/undated-verification",
    Severity.WARNING,
    check,
    bad=[
        f"{_HEAD}- [x] Alert on slow answers\n  - verified: «yes»\n",
        f"{_HEAD}- [x] Alert on slow answers\n  - verified: «2026-02-30 it paged»\n",
    ],
    good=[
        f"{_HEAD}- [x] Alert on slow answers\n  - verified: 2026-04-15 it paged in the drill\n",
        f"{_HEAD}- [ ] Alert on slow answers\n  - verified:\n",
    ],
)
