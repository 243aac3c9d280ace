"""Checks of what people give for a new action, and what its wording suggests."""

from collections.abc import Mapping
from difflib import get_close_matches

from pmtool.errors import PmError
from pmtool.features.actions.choosing import STRENGTHS
from pmtool.features.actions.days import asked_day
from pmtool.parse.action_fields import names_nobody
from pmtool.prose.strength import suggest_strength

AIMS = ("prevent", "detect", "mitigate", "respond", "learn")


def check_fields(fields: Mapping[str, str]) -> None:
    """Raises PmError for an owner, a due date, an aim or a strength that cannot be one."""
    if "owner" in fields:
        check_owner(fields["owner"])
    if "due" in fields:
        asked_day("--due", fields["due"])
    for name, allowed in (("aim", AIMS), ("strength", STRENGTHS)):
        value = fields.get(name)
        if value is not None and value not in allowed:
            near = get_close_matches(value, allowed, n=1)
            raise PmError(
                f"--{name} '{value}' is none of {', '.join(allowed)}",
                f"did you mean '{near[0]}'?" if near else None,
            )


def check_owner(owner: str) -> None:
    """Raises PmError for a word that stands for an owner to come: it would look as if somebody had said yes."""
    if names_nobody(owner):
        raise PmError(
            f"--owner '{owner}' names nobody yet",
            "name the role or team that took it on; without one, leave the owner out until somebody has",
        )


def suggestion(text: str) -> str | None:
    """What the wording suggests about the strength, with the reason; None where it says nothing. Never set
    unasked."""
    found = suggest_strength(text)
    if found is None:
        return None
    words = text[found.start : found.end]
    return f"by its wording it is {found.strength} ('{words}': {found.reason}); state it with 'strength:'"
