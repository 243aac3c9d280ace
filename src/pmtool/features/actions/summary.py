"""One screen on how the actions of a collection stand."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from pmtool.features.actions.choosing import STRENGTHS, owners
from pmtool.features.actions.rows import IMPLEMENTED, ActionRow
from pmtool.model.entries import ActionState


@dataclass(frozen=True)
class Summary:
    """Counts of actions.

    states: by state, those that occur. unfinished: work is left; overdue, no_owner, no_due: of these.
    implemented: done, verified or found not effective. strengths: of all that was not declined, by level;
    "" for not stated. median_age_days: of the unfinished ones, from the day of the event; None where no day
    is known. aged: how many of them that figure rests on. overdue_owners: owners by overdue actions, most
    first.
    """

    actions: int
    reviews: int
    states: dict[str, int]
    unfinished: int
    overdue: int
    no_owner: int
    no_due: int
    implemented: int
    verified: int
    median_age_days: int | None
    aged: int
    strengths: dict[str, int]
    overdue_owners: list[tuple[str, int]]


def summarise(rows: Sequence[ActionRow]) -> Summary:
    """The summary of rows."""
    left = [row for row in rows if row.unfinished]
    ages = [row.age_days for row in left if row.age_days is not None]
    states = Counter(row.state for row in rows)
    levels = Counter(
        (row.get("strength") or "").casefold() for row in rows if row.state is not ActionState.DECLINED
    )
    late = Counter(owner for row in left if row.overdue for owner in owners(row) or [""])
    known = {level: levels[level] for level in STRENGTHS}
    return Summary(
        actions=len(rows),
        reviews=len({row.path for row in rows}),
        states={str(state): states[state] for state in ActionState if states[state]},
        unfinished=len(left),
        overdue=sum(row.overdue for row in left),
        no_owner=sum(row.get("owner") is None for row in left),
        no_due=sum(row.due is None for row in left),
        implemented=sum(row.state in IMPLEMENTED for row in rows),
        verified=states[ActionState.VERIFIED],
        median_age_days=round(median(ages)) if ages else None,
        aged=len(ages),
        strengths={**known, "": sum(levels.values()) - sum(known.values())},
        overdue_owners=sorted(late.items(), key=lambda item: (-item[1], item[0])),
    )
