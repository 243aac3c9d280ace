"""`pm stats`: what a collection of reviews says in figures.

Counts, medians and quantiles with their n; never a mean of durations, never a rank of people, and no word for a trend:
whether something became rarer is a question for `pm recurrence`, which tests it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
import datetime as dt
from itertools import combinations
from typing import TypeVar

from pmtool.errors import PmError
from pmtool.features.durations import DurationFigures, measure_all
from pmtool.features.exposure import Exposure, total, units
from pmtool.features.facts import Facts
from pmtool.features.narrowed import is_incident
from pmtool.stats.rates import Rate, rate
from pmtool.vocab import Status

STRENGTHS = ("stronger", "intermediate", "weaker")
DIMENSIONS = ("month", "quarter", "service", "severity", "factor", "detected_by", "kind", "model")
# Who finds an incident when we do not: the people it hurts, and those who speak of it.
OUTSIDE = frozenset({"customer", "affected_person", "media", "researcher", "regulator"})
Key = TypeVar("Key", str, tuple[str, str])
_DECLINED = "declined"
_DONE = ("done", "verified", "not_effective")


@dataclass(frozen=True)
class ActionMix:
    """Actions by strength ("" for not stated), without the declined; how many were done, and verified."""

    strengths: Mapping[str, int]
    done: int
    verified: int
    not_effective: int
    declined: int


@dataclass(frozen=True)
class UnitRate:
    """Incidents per unit of exposure, on the days that the exposure file covers."""

    unit: str
    begin: dt.date
    end: dt.date
    rate: Rate


@dataclass(frozen=True)
class Figures:
    """The figures of some reviews.

    reviews: those counted, incidents unless kinds were asked for; others: left aside, by kind. found_by: who noticed
    first, "" for not stated. pairs: factors that occur together, in at least two reviews. existed_before: reviews that
    say whether a factor was there before, and how many say yes.
    """

    reviews: int
    first: dt.date | None
    last: dt.date | None
    undated: int
    others: Mapping[str, int]
    statuses: Mapping[str, int]
    severities: Mapping[str, int]
    durations: Sequence[DurationFigures]
    found_by: Mapping[str, int]
    factors: Sequence[tuple[str, int]]
    pairs: Sequence[tuple[tuple[str, str], int]]
    single_factor: int
    existed_before: tuple[int, int]
    actions: ActionMix
    without_actions: int

    @property
    def outside(self) -> tuple[int, int]:
        """How many were found by people outside, of how many that say who noticed."""
        known = sum(count for name, count in self.found_by.items() if name)
        return sum(self.found_by.get(name, 0) for name in OUTSIDE), known


@dataclass(frozen=True)
class Group:
    """The reviews with one value of a dimension; name "" for those without."""

    name: str
    figures: Figures


def figures(reviews: Sequence[Facts], levels: Sequence[str], *, all_kinds: bool = False) -> Figures:
    """The figures of reviews; those of incidents only, unless `all_kinds`."""
    chosen = list(reviews) if all_kinds else [facts for facts in reviews if is_incident(facts)]
    days = [facts.day for facts in chosen if facts.day is not None]
    pairs = Counter(pair for facts in chosen for pair in combinations(sorted(facts.factors), 2))
    said = [facts.existed_before for facts in chosen if facts.existed_before is not None]
    severities = Counter(facts.severity or "" for facts in chosen)
    return Figures(
        reviews=len(chosen),
        first=min(days, default=None),
        last=max(days, default=None),
        undated=len(chosen) - len(days),
        others={} if all_kinds else _counted(facts.kind or "" for facts in reviews if not is_incident(facts)),
        statuses={
            str(status): count for status in Status if (count := sum(f.status is status for f in chosen))
        },
        severities={level: severities[level] for level in (*levels, "") if severities[level]},
        durations=measure_all(chosen),
        found_by=_counted(facts.detected_by or "" for facts in chosen),
        factors=_ranked(Counter(factor for facts in chosen for factor in facts.factors)),
        pairs=[(pair, count) for pair, count in _ranked(pairs) if count > 1],
        single_factor=sum(len(facts.factors) == 1 for facts in chosen),
        existed_before=(sum(said), len(said)),
        actions=_mix(chosen),
        without_actions=sum(not facts.mix for facts in chosen),
    )


def _counted(words: Iterable[str]) -> dict[str, int]:
    return dict(_ranked(Counter(words)))


def _ranked(counts: "Counter[Key]") -> list[tuple[Key, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))


def _mix(reviews: Iterable[Facts]) -> ActionMix:
    counts = Counter(pair for facts in reviews for pair in facts.mix)
    states = Counter[str]()
    strengths = Counter[str]()
    for (strength, state), count in counts.items():
        states[state] += count
        if state != _DECLINED:
            strengths[strength if strength in STRENGTHS else ""] += count
    return ActionMix(
        {level: strengths[level] for level in (*STRENGTHS, "")},
        done=sum(states[state] for state in _DONE),
        verified=states["verified"],
        not_effective=states["not_effective"],
        declined=states[_DECLINED],
    )


# -- by a dimension


def groups(
    reviews: Sequence[Facts], dimension: str, levels: Sequence[str], *, all_kinds: bool = False
) -> list[Group]:
    """Figures by a dimension. Months and quarters without an event are there, with 0: they count too.

    A review of two services is in the groups of both. Raises PmError for an unknown dimension.
    """
    keys = _KEYS.get(dimension)
    if keys is None:
        raise PmError(f"--by takes one of {', '.join(DIMENSIONS)}, not '{dimension}'")
    by_kind = all_kinds or dimension == "kind"
    chosen = list(reviews) if by_kind else [facts for facts in reviews if is_incident(facts)]
    found: dict[str, list[Facts]] = {}
    for facts in chosen:
        for name in keys(facts) or [""]:
            found.setdefault(name, []).append(facts)
    names = _names(found, dimension, levels)
    return [Group(name, figures(found.get(name, []), levels, all_kinds=True)) for name in names]


def _month(facts: Facts) -> list[str]:
    return [f"{facts.day:%Y-%m}"] if facts.day else []


def _quarter(facts: Facts) -> list[str]:
    return [f"{facts.day.year:04}-Q{(facts.day.month + 2) // 3}"] if facts.day else []


_KEYS: dict[str, Callable[[Facts], Sequence[str]]] = {
    "month": _month,
    "quarter": _quarter,
    "service": lambda facts: facts.services,
    "severity": lambda facts: [facts.severity] if facts.severity else [],
    "factor": lambda facts: facts.factors,
    "detected_by": lambda facts: [facts.detected_by] if facts.detected_by else [],
    "kind": lambda facts: [facts.kind] if facts.kind else [],
    "model": lambda facts: [facts.model] if facts.model else [],
}


def _names(found: Mapping[str, Sequence[Facts]], dimension: str, levels: Sequence[str]) -> list[str]:
    named = [name for name in found if name]
    if dimension in ("month", "quarter"):
        ordered = _periods(min(named), max(named)) if named else []
    elif dimension == "severity":
        ordered = [level for level in levels if level in found]
    else:
        # Services, factors and models are no people: most reviews first is no rank of anybody.
        ordered = sorted(named, key=lambda name: (-len(found[name]), name))
    return [*ordered, ""] if "" in found else ordered


def _periods(first: str, last: str) -> list[str]:
    """All months or quarters from one to another."""
    quarters = "Q" in first
    per_year, mark = (4, "Q") if quarters else (12, "")
    begin, end = (int(name[:4]) * per_year + int(name[5:].removeprefix("Q")) - 1 for name in (first, last))
    return [
        f"{number // per_year:04}-{mark}{number % per_year + 1:0{1 if quarters else 2}}"
        for number in range(begin, end + 1)
    ]


# -- rates


def unit_rates(
    reviews: Sequence[Facts], exposures: Sequence[Exposure], services: frozenset[str] = frozenset()
) -> list[UnitRate]:
    """Incidents per unit, each on the days that the file covers. Raises PmError without SciPy."""
    found = []
    for unit in units(exposures):
        rows = [row for row in exposures if row.unit == unit]
        begin, end = min(row.begin for row in rows), max(row.end for row in rows)
        amount = total(exposures, unit, begin, end, services)
        events = sum(
            is_incident(facts) and facts.day is not None and begin <= facts.day <= end for facts in reviews
        )
        if amount > 0:
            found.append(UnitRate(unit, begin, end, rate(events, amount)))
    return found
