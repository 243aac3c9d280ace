"""An aim, strength or state that is none of the known ones.

Known are `aim:` prevent, detect, mitigate, respond, learn; `strength:` stronger, intermediate, weaker;
`state:` open, proposed, accepted, in_progress, done, verified, not_effective, declined, deferred. In a table
of an adopted collection it is information.

## Why
These words are counted over the whole collection: how many actions only detect, how many depend on attention,
how many were declined. A word of its own is counted nowhere.

## Instead
Use one of the known words. Where an adopted collection writes `preventative` or `detective`, `pm lint --fix`
puts the known one in its place.
"""

from collections.abc import Iterator
from difflib import get_close_matches

from pmtool.model.diagnostic import Finding, Fix
from pmtool.model.entries import ActionField, ActionState
from pmtool.parse import Document
from pmtool.parse.action_fields import aim_of, state_of
from pmtool.rules.base import Context, Rule
from pmtool.vocab import Severity

_KNOWN = {
    "aim": ("prevent", "detect", "mitigate", "respond", "learn"),
    "strength": ("stronger", "intermediate", "weaker"),
    "state": tuple(str(state) for state in ActionState),
}
_STRENGTHS = {"strong": "stronger", "medium": "intermediate", "weak": "weaker", "low": "weaker"}


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding a field."""
    for action in document.actions:
        for name, known in _KNOWN.items():
            field = action.fields.get(name)
            if field is None or not field.value or _is_known(name, field.value):
                continue
            right = _right(name, field.value)
            near = get_close_matches(field.value.casefold(), known, n=1)
            hint = (
                f"write '{right}'"
                if right
                else f"did you mean '{near[0]}'?"
                if near
                else f"use {', '.join(known)}"
            )
            fix = _fix(document, field, right)
            message = f"'{field.value}' is no {name} of an action; {hint}"
            yield Finding(field.value_span, message, Severity.INFO if action.form == "row" else None, fix=fix)


def _is_known(name: str, value: str) -> bool:
    plain = value.strip().casefold()
    return plain in _KNOWN[name] or (name == "state" and state_of(value) is not None)


def _right(name: str, value: str) -> str | None:
    if name == "aim":
        return aim_of(value) if len(value.split()) == 1 else None
    return _STRENGTHS.get(value.strip().casefold()) if name == "strength" else None


def _fix(document: Document, field: ActionField, right: str | None) -> Fix | None:
    written = field.value_span.of(document.text)
    return Fix(field.value_span, right) if right and written == field.value else None


_HEAD = "---\ntitle: Slow answers\nstatus: in_review\n---\n\n## Actions\n\n"

RULE = Rule(
    "actions/unknown-value",
    Severity.ERROR,
    check,
    fixable=True,
    bad=[
        f"{_HEAD}- [ ] Add a cache\n  - aim: «preventative»\n  - strength: «strong»\n",
        f"{_HEAD}- [ ] Add a cache\n  - aim: prevent\n  - state: «somewhen»\n",
        f"{_HEAD}- [ ] Add a cache\n  - strength: «stronge»   <!-- stronger | intermediate | weaker -->\n",
    ],
    good=[
        f"{_HEAD}- [ ] Add a cache\n  - aim: prevent  <!-- prevent | detect -->\n  - state: in progress\n",
        (
            f"{_HEAD}| Action | Type | Owner |\n| --- | --- | --- |\n| Add a cache | preventative | "
            f"search |\n| Add a test | other | search |\n"
        ),
        f"{_HEAD}- [ ] Add a cache\n  - aim:\n  - x-mood: hopeful\n",
    ],
)
