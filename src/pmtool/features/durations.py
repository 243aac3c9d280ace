"""Durations between stages of events, with what is not known exactly kept in sight.

A time that is only a day makes a duration that lies between bounds; an estimated time makes an estimated one. What
cannot be (detected before it began) is counted and left out. The anchors are always named: "time to resolve" means
five things in five organisations.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from pmtool.features.facts import Facts
from pmtool.schema.moment import Moment, Precision
from pmtool.stats.quantiles import Duration, bounded_quantile, in_words

# Below so many values a quartile or a ninth decile is a value of one event, not of a distribution.
FOR_QUARTILES, FOR_DECILES = 5, 10


@dataclass(frozen=True, slots=True)
class Measure:
    """A duration: its name and the stages that it runs between."""

    name: str
    begin: str
    end: str


MEASURES = (
    Measure("detect", "started", "detected"),
    Measure("acknowledge", "detected", "acknowledged"),
    Measure("mitigate", "started", "mitigated"),
    Measure("resolve", "detected", "resolved"),
)


@dataclass(frozen=True)
class DurationFigures:
    """The values of one measure and what they leave out.

    missing: reviews without one of the two times. contradictory: the end lies before the beginning. estimated: values
    that rest on an estimated time. day_only: values that rest on a time without a clock.
    """

    measure: Measure
    values: tuple[Duration, ...]
    missing: int
    contradictory: int
    estimated: int
    day_only: int

    @property
    def n(self) -> int:
        """How many values there are."""
        return len(self.values)

    @cached_property
    def median(self) -> Duration | None:
        """The median; None without a value."""
        return bounded_quantile(self.values, 0.5) if self.values else None

    @cached_property
    def quartiles(self) -> tuple[Duration, Duration] | None:
        """The bounds of the middle half; None for fewer than `FOR_QUARTILES` values."""
        if self.n < FOR_QUARTILES:
            return None
        return bounded_quantile(self.values, 0.25), bounded_quantile(self.values, 0.75)

    @cached_property
    def ninth(self) -> Duration | None:
        """The 90 % quantile; None for fewer than `FOR_DECILES` values."""
        return bounded_quantile(self.values, 0.9) if self.n >= FOR_DECILES else None


def between(begin: Moment, end: Moment) -> Duration | None:
    """The duration between two moments; None where the end lies before the beginning for sure."""
    low = (end.earliest - begin.latest).total_seconds()
    high = (end.latest - begin.earliest).total_seconds()
    if high < 0:
        return None
    return Duration(max(0.0, low), max(0.0, round(high)))


def measure(reviews: Iterable[Facts], wanted: Measure) -> DurationFigures:
    """The figures of one measure."""
    values: list[Duration] = []
    missing = contradictory = estimated = day_only = 0
    for facts in reviews:
        begin, end = facts.times.get(wanted.begin), facts.times.get(wanted.end)
        if begin is None or end is None:
            missing += 1
            continue
        value = between(begin, end)
        if value is None:
            contradictory += 1
            continue
        values.append(value)
        estimated += begin.estimated or end.estimated
        day_only += (
            Precision.SECOND not in (begin.precision, end.precision) or begin.precision != end.precision
        )
    return DurationFigures(wanted, tuple(values), missing, contradictory, estimated, day_only)


def measure_all(reviews: Sequence[Facts]) -> list[DurationFigures]:
    """The figures of all measures."""
    return [measure(reviews, wanted) for wanted in MEASURES]


_MINUTE, _HOUR, _DAY = 60, 3600, 86400
# Bounds of the bars, in seconds: each about four times the one before, where people think in other units.
BINS = (0, 5 * _MINUTE, 15 * _MINUTE, _HOUR, 4 * _HOUR, _DAY, 3 * _DAY, 7 * _DAY, 30 * _DAY)
BIN_NAMES = (
    "under 5 min",
    "5-15 min",
    "15-60 min",
    "1-4 h",
    "4-24 h",
    "1-3 d",
    "3-7 d",
    "7-30 d",
    "30 d and more",
)


def histogram(values: Iterable[Duration]) -> list[int]:
    """How many values lie in each of the bins; an inexact one counts where its middle lies."""
    counts = [0] * len(BINS)
    for value in values:
        counts[sum(value.middle >= bound for bound in BINS) - 1] += 1
    return counts


def bounded(value: Duration | None) -> str:
    """A duration that may lie between bounds, in words; a dash for none."""
    if value is None:
        return "-"
    low, high = in_words(value.low), in_words(value.high)
    return low if low == high else f"{low} to {high}"
