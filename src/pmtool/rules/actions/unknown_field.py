"""A line below an action that looks like a field and is none.

Known fields: owner, due, aim, strength, factor, ticket, done, evidence, verified, state, reason. Names that
begin with `x-` are the team's own and pass. A nested line is only taken for a field where the action has
others, or where the name is close to a known one; all else is part of the action's text.

## Why
A misspelt field is missing where it counts: `onwer: search-team` makes an action that nobody owns.

## Instead
Correct the name, put `x-` before it if it is yours, or write the line as a sentence.
"""

from collections.abc import Iterator
from difflib import get_close_matches

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.parse.action_fields import FIELDS
from pmtool.rules.base import Context, Rule
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding a line."""
    for action in document.actions:
        for field in action.unknown:
            near = get_close_matches(field.name, FIELDS, n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"write 'x-{field.name}' if it is your own"
            yield Finding(field.key_span, f"unknown field '{field.name}' of an action; {hint}")


_HEAD = "---\ntitle: Slow answers\nstatus: in_review\n---\n\n## Actions\n\n"

RULE = Rule(
    "actions/unknown-field",
    Severity.WARNING,
    check,
    bad=[
        f"{_HEAD}- [ ] Add a cache\n  - «onwer»: search-team\n",
        f"{_HEAD}- [ ] Add a cache\n  - owner: search-team\n  - «effort»: two days\n",
    ],
    good=[
        f"{_HEAD}- [ ] Add a cache\n  - owner: search-team\n  - x-effort: two days\n",
        f"{_HEAD}- Add a cache\n  - note: the index is slow at noon\n  - Location: `search/cache.py`\n",
        (
            f"{_HEAD}- [ ] Add a cache\n  - Owner: search-team\n  - **Due**: 2026-05-01\n  - the index "
            f"is slow: a cache helps\n"
        ),
    ],
)
