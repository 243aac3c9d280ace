"""Quantiles of durations that are known exactly or only between bounds. Standard library only."""

from collections.abc import Sequence
from dataclasses import dataclass
import math


@dataclass(frozen=True, slots=True, order=True)
class Duration:
    """A duration in seconds, somewhere from `low` to `high`; the same for an exact one."""

    low: float
    high: float

    @property
    def middle(self) -> float:
        """Halfway."""
        return (self.low + self.high) / 2


def quantile(values: Sequence[float], level: float) -> float:
    """The quantile by linear interpolation (type 7 of Hyndman and Fan, 1996). Raises ValueError for no values."""
    if not values:
        raise ValueError("there is no quantile of nothing")
    ordered = sorted(values)
    place = (len(ordered) - 1) * level
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def bounded_quantile(values: Sequence[Duration], level: float) -> Duration:
    """The least and the greatest value that the quantile can have."""
    return Duration(
        quantile([value.low for value in values], level), quantile([value.high for value in values], level)
    )


_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def in_words(seconds: float) -> str:
    """A duration for people: two units at most."""
    rounded = round(seconds)
    if rounded < 2 * _MINUTE:
        return f"{rounded} s"
    if rounded < 2 * _HOUR:
        return f"{round(rounded / _MINUTE)} min"
    if rounded < 2 * _DAY:
        hours, minutes = divmod(round(rounded / _MINUTE), 60)
        return f"{hours} h {minutes} min" if minutes and hours < 10 else f"{round(rounded / _HOUR)} h"
    days, hours = divmod(round(rounded / _HOUR), 24)
    return f"{days} d {hours} h" if hours and days < 10 else f"{round(rounded / _DAY)} d"
