"""The alarm "twice in six months with the same cause", and what reviewers have said of it.

Source of the rule: Commission Delegated Regulation (EU) 2024/1772, Article 8(2), on recurring incidents of the same
apparent root cause.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
import datetime as dt

from pmtool.features.facts import Facts


@dataclass(frozen=True, slots=True)
class Alarm:
    """A run of incidents of one service with one factor, each within the months of the one before.

    declared: some of them say that they are a recurrence of another.
    """

    factor: str
    service: str | None
    reviews: tuple[str, ...]
    first: dt.date
    last: dt.date
    declared: bool


def find_alarms(events: Sequence[Facts], months: int) -> list[Alarm]:
    """The alarms, the latest first. A verdict `not_same_as` between two of them parts a run."""
    if months <= 0:
        return []
    by_cause: dict[tuple[str, str], list[Facts]] = {}
    for facts in sorted(events, key=lambda facts: (str(facts.day), facts.stem)):
        for factor in facts.factors:
            for service in facts.services or ("",):
                by_cause.setdefault((factor, service), []).append(facts)
    found = [
        Alarm(
            factor,
            service or None,
            tuple(facts.stem for facts in run),
            run[0].day,
            run[-1].day,
            any(facts.recurrence_of for facts in run),
        )
        for (factor, service), members in by_cause.items()
        for run in _runs(members, months)
        if run[0].day is not None and run[-1].day is not None
    ]
    return sorted(found, key=lambda alarm: (-alarm.last.toordinal(), alarm.factor, alarm.service or ""))


def _runs(members: Sequence[Facts], months: int) -> Iterator[list[Facts]]:
    run: list[Facts] = []
    for facts in members:
        if run and not (_near(run[-1], facts, months) and not any(differ(facts, other) for other in run)):
            if len(run) > 1:
                yield run
            run = []
        run.append(facts)
    if len(run) > 1:
        yield run


def _near(earlier: Facts, later: Facts, months: int) -> bool:
    if earlier.day is None or later.day is None:
        return False
    return later.day <= add_months(earlier.day, months)


def differ(one: Facts, other: Facts) -> bool:
    """Whether a reviewer said that two reviews are not of the same problem."""
    return bool(one.names.intersection(other.not_same_as) or other.names.intersection(one.not_same_as))


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or its last day."""
    number = day.year * 12 + day.month - 1 + months
    following = dt.date((number + 1) // 12, (number + 1) % 12 + 1, 1)
    last = (following - dt.timedelta(days=1)).day
    return dt.date(number // 12, number % 12 + 1, min(day.day, last))
