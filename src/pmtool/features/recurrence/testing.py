"""The figures behind a verdict: before against after, clusters, trend, what would be needed to tell."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
import datetime as dt
from enum import StrEnum
import math

from pmtool.config import Config
from pmtool.errors import PmError
from pmtool.features.exposure import CALENDAR, Exposure, total, units
from pmtool.features.facts import Facts
from pmtool.features.recurrence.scope import Scope
from pmtool.stats import trend
from pmtool.stats.mcf import Step, System, mean_cumulative
from pmtool.stats.rates import (
    LEVEL,
    Dispersion,
    Rate,
    RateRatio,
    dispersion,
    exposure_to_tell,
    rate,
    rate_ratio,
)
from pmtool.stats.special import normal_two_sided, student_two_sided

DAYS_PER_MONTH = 365.25 / 12
TRENDS = ("laplace", "mil-hdbk-189")
# More lenient than the verdict: a cluster that is missed makes a false verdict, one seen in vain only a late one.
_CLUSTER_LEVEL = 0.10


class Verdict(StrEnum):
    """All that is ever said."""

    FEWER = "fewer"
    MORE = "more"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True)
class Comparison:
    """Before against after. unit: of the exposures. ratio, rates: None where nothing was observed after.

    needed: how much more exposure without an event would make the test say "fewer"; None where none would, 0 where it
    does. old_pace: the calendar days that this is, at the pace of exposure since the split.
    """

    unit: str
    before: int
    after: int
    exposure_before: float
    exposure_after: float
    rate_before: Rate | None
    rate_after: Rate | None
    ratio: RateRatio | None
    needed: float | None
    needed_days: float | None
    settled_out: int


@dataclass(frozen=True)
class Trends:
    """Trend tests over the whole observation. ties: events that share their day with another one."""

    laplace: trend.Laplace
    mil: trend.MilHdbk
    power_law: trend.PowerLaw
    ties: int


@dataclass(frozen=True)
class Fleet:
    """The mean cumulative function over services, by days since each came under observation."""

    systems: int
    steps: Sequence[Step]


def compare(
    scope: Scope, unit: str, exposures: Sequence[Exposure], looks: int, clusters: Dispersion | None
) -> Comparison:
    """The exact test of the rates before and after the split. Raises PmError for an exposure that is not there."""
    if scope.split is None:
        raise ValueError("there is nothing to compare without a split")
    before, after = len(scope.before), len(scope.after)
    first = _amount(scope, unit, exposures, scope.begin, scope.split.day)
    second = _amount(scope, unit, exposures, scope.after_begin, scope.end)
    if first <= 0:
        raise PmError(
            f"there is no exposure in {unit} before {scope.split.day}", "add rows to the exposure file"
        )
    factor, level = widening(clusters), LEVEL / looks
    settled = len(
        scope.part(scope.split.day + dt.timedelta(days=1), scope.after_begin - dt.timedelta(days=1))
    )
    old = rate(before, first, dispersion=factor)
    if second <= 0:
        return Comparison(unit, before, after, first, 0.0, old, None, None, None, None, settled)
    ratio = rate_ratio(after, before, second, first, level=level, dispersion=factor)
    whole = exposure_to_tell(after, before, second, first, level=level, dispersion=factor)
    needed = whole - second if math.isfinite(whole) else None
    days = (scope.end - scope.after_begin).days + 1
    return Comparison(
        unit,
        before,
        after,
        first,
        second,
        old,
        rate(after, second, dispersion=factor),
        ratio,
        needed,
        needed / second * days if needed is not None else None,
        settled,
    )


def _amount(scope: Scope, unit: str, exposures: Sequence[Exposure], begin: dt.date, end: dt.date) -> float:
    if unit == CALENDAR:
        return max(0, (end - begin).days + 1)
    return total(exposures, unit, begin, end, scope.wanted.services)


def chosen_unit(unit: str | None, exposures: Sequence[Exposure]) -> str:
    """The unit of exposure: calendar days unless another is asked for. Raises PmError for an unknown one."""
    if unit is None or unit == CALENDAR:
        return CALENDAR
    known = units(exposures)
    if unit not in known:
        listed = ", ".join([CALENDAR, *known])
        raise PmError(f"--exposure '{unit}' is not in the exposure file", f"known here: {listed}")
    return unit


# -- clusters


def find_clusters(scope: Scope) -> Dispersion | None:
    """Whether events come in clusters; None where they are too few to say.

    Both sides of the split (both halves without one) are cut into equal parts of about one event each, a month at
    least, so that a change at the split is not taken for a cluster.
    """
    middle = scope.split.day if scope.split else scope.begin + dt.timedelta(days=scope.days // 2)
    after = scope.after_begin if scope.split else middle + dt.timedelta(days=1)
    width = max(DAYS_PER_MONTH, scope.days / max(1, len(scope.events)))
    groups = [_counts(scope, begin, end, width) for begin, end in ((scope.begin, middle), (after, scope.end))]
    return dispersion([counts for counts in groups if counts])


def _counts(scope: Scope, begin: dt.date, end: dt.date, width: float) -> list[int]:
    days = (end - begin).days + 1
    bins = math.floor(days / width)
    if bins < 2:
        return []
    counts = [0] * bins
    for facts in scope.part(begin, end):
        if facts.day is not None:
            counts[(facts.day - begin).days * bins // days] += 1
    return counts


def widening(clusters: Dispersion | None) -> float:
    """By how much intervals are widened: the dispersion where it is more than chance, else 1."""
    return clusters.factor if clusters is not None and clusters.p < _CLUSTER_LEVEL else 1.0


# -- trend


def find_trends(scope: Scope) -> Trends | None:
    """The trend tests; None for fewer events than they need. A day counts at its noon."""
    if len(scope.events) < trend.MINIMUM:
        return None
    days = [facts.day for facts in scope.events if facts.day is not None]
    times = [(day - scope.begin).days + 0.5 for day in days]
    ties = sum(count for count in Counter(days).values() if count > 1)
    end = float(scope.days)
    return Trends(
        trend.laplace(times, end), trend.mil_hdbk_189(times, end), trend.power_law(times, end), ties
    )


def trend_verdict(
    trends: Trends | None, config: Config, clusters: Dispersion | None, looks: int
) -> tuple[Verdict, str]:
    """The verdict of the configured trend test and why. Raises PmError for an unknown test."""
    wanted = config.stats.trend_test
    if wanted not in TRENDS:
        raise PmError(f'stats.trend-test is "{wanted}", which is none of {", ".join(TRENDS)}')
    if trends is None:
        return Verdict.CANNOT_TELL, f"fewer than {trend.MINIMUM} events: the counts are all there is to say"
    count, level = trends.laplace.events, LEVEL / looks
    if count < config.stats.min_events:
        return (
            Verdict.CANNOT_TELL,
            f"{count} events are fewer than the {config.stats.min_events} of stats.min-events",
        )
    if wanted == "laplace":
        # Here every sign of clusters counts, and that it is an estimate: else one verdict in ten would be false.
        scatter = clusters.factor if clusters is not None else 1.0
        u = trends.laplace.u / math.sqrt(scatter)
        p = (
            student_two_sided(u, clusters.bins - 2)
            if clusters is not None and scatter > 1
            else normal_two_sided(u)
        )
        slower = u < 0
    elif widening(clusters) > 1:
        return Verdict.CANNOT_TELL, "events come in clusters, which the MIL-HDBK-189 test does not allow for"
    else:
        p, slower = trends.mil.p, trends.mil.statistic > trends.mil.freedom
    if p >= level:
        return Verdict.CANNOT_TELL, f"the {wanted} test finds no trend beyond chance (p = {p:.3f})"
    return (Verdict.FEWER if slower else Verdict.MORE), f"{wanted} test, p = {p:.4f}"


# -- several services


def find_fleet(scope: Scope, exposures: Sequence[Exposure]) -> Fleet | None:
    """The mean cumulative function over services; None for fewer than two.

    A service is observed on the days that the exposure file gives for it, else on all days of the observation.
    """
    names = scope.wanted.services or {name for facts in scope.every for name in facts.services}
    names = names | {row.service for row in exposures if row.service and not scope.wanted.services}
    if len(names) < 2 or not scope.events:
        return None
    systems = []
    for name in sorted(names):
        rows = [row for row in exposures if row.service == name]
        begin = max(scope.begin, min((row.begin for row in rows), default=scope.begin))
        end = min(scope.end, max((row.end for row in rows), default=scope.end))
        if end < begin:
            continue
        events = [
            (facts.day - begin).days
            for facts in scope.part(begin, end)
            if name in facts.services and facts.day
        ]
        systems.append(System(events, (end - begin).days))
    return Fleet(len(systems), mean_cumulative(systems)) if len(systems) > 1 else None


def ratio_verdict(found: RateRatio | None) -> Verdict:
    """The verdict of a comparison."""
    if found is None or not found.tells:
        return Verdict.CANNOT_TELL
    return Verdict.FEWER if found.ratio < 1 else Verdict.MORE


def unknown_days(reviews: Sequence[Facts]) -> int:
    """How many reviews do not say when their event began, and cannot be counted."""
    return sum(facts.day is None for facts in reviews)
