"""Rates of rare events: exact intervals, before against after, clustering, what would be needed to tell.

Counts are taken as Poisson. Where they cluster, every function takes the dispersion (variance over mean, 1 or
more) and works with the counts divided by it: as if each cluster were one event. With a dispersion of 1 this is
the exact method.

Sources: exact interval of a Poisson rate, F. Garwood, Biometrika 28 (1936); ratio of two rates, E. L. Lehmann,
"Testing Statistical Hypotheses" (1986), section 4.4, as in the R package rateratio.test (M. P. Fay, 2022); counts
divided by the dispersion, in the way of quasi-likelihood: R. W. M. Wedderburn, Biometrika 61 (1974).
"""

from collections.abc import Sequence
from dataclasses import dataclass
import math

from pmtool.stats.special import beta_below, beta_quantile, chi_square_above, chi_square_quantile

LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Rate:
    """Events per unit of exposure with its exact interval."""

    events: int
    exposure: float
    rate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class RateRatio:
    """The rate after, divided by the rate before.

    ratio: nan without any event, inf without one before. low, high: the interval of level 1 - `level`. p: two-sided,
    twice the smaller tail, so that it is below `level` exactly when the interval leaves 1 out.
    """

    ratio: float
    low: float
    high: float
    p: float
    level: float = LEVEL

    @property
    def tells(self) -> bool:
        """Whether the interval leaves 1 out."""
        return self.p < self.level


@dataclass(frozen=True, slots=True)
class Dispersion:
    """How far counts scatter beyond chance. factor: variance over mean, at least 1; p: of so much scatter."""

    factor: float
    p: float
    bins: int


def rate(events: int, exposure: float, *, level: float = LEVEL, dispersion: float = 1.0) -> Rate:
    """The rate of one period. Raises ValueError where the exposure is not above 0."""
    if exposure <= 0:
        raise ValueError("a rate needs an exposure above 0")
    count = events / dispersion
    low = dispersion * chi_square_quantile(level / 2, 2 * count) / 2
    high = dispersion * chi_square_quantile(1 - level / 2, 2 * count + 2) / 2
    return Rate(events, exposure, events / exposure, low / exposure, high / exposure)


def rate_ratio(
    after: int,
    before: int,
    exposure_after: float,
    exposure_before: float,
    *,
    level: float = LEVEL,
    dispersion: float = 1.0,
) -> RateRatio:
    """The exact conditional test: given all events, those after are binomial under one rate.

    Raises ValueError where an exposure is not above 0.
    """
    if exposure_after <= 0 or exposure_before <= 0:
        raise ValueError("a ratio of rates needs exposures above 0")
    if after + before == 0:
        return RateRatio(math.nan, 0.0, math.inf, 1.0, level)
    first, second = after / dispersion, before / dispersion
    ratio = (after / exposure_after) / (before / exposure_before) if before else math.inf
    odds = exposure_before / exposure_after
    low = beta_quantile(level / 2, first, second + 1)
    high = beta_quantile(1 - level / 2, first + 1, second)
    p = _two_sided(first, second, exposure_after / (exposure_after + exposure_before))
    return RateRatio(
        ratio, low / (1 - low) * odds, high / (1 - high) * odds if high < 1 else math.inf, p, level
    )


def _two_sided(first: float, second: float, share: float) -> float:
    """Twice the smaller tail of `first` events of all, where each is after with the probability `share`."""
    at_most = 1.0 - beta_below(share, first + 1, second)
    at_least = beta_below(share, first, second + 1)
    return min(1.0, 2 * min(at_most, at_least))


def event_free_exposure(
    before: int, exposure_before: float, *, level: float = LEVEL, dispersion: float = 1.0
) -> float:
    """The exposure without any event after which the test says "fewer"; inf where there was none before.

    From 2·(t2/(t1+t2))^k ≤ level for k events in t2.
    """
    if before == 0:
        return math.inf
    return exposure_before * (math.pow(2 / level, dispersion / before) - 1)


def exposure_to_tell(
    after: int,
    before: int,
    exposure_after: float,
    exposure_before: float,
    *,
    level: float = LEVEL,
    dispersion: float = 1.0,
) -> float:
    """The whole exposure after at which the test says "fewer", if no further event comes; inf where never."""
    if before == 0:
        return math.inf
    if after == 0:
        needed = event_free_exposure(before, exposure_before, level=level, dispersion=dispersion)
        return max(needed, exposure_after)

    def says(exposure: float) -> bool:
        found = rate_ratio(after, before, exposure, exposure_before, level=level, dispersion=dispersion)
        return found.tells and found.ratio < 1

    low = high = exposure_after
    while not says(high):
        low, high = high, high * 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if says(middle) else (middle, high)
    return high


def dispersion(groups: Sequence[Sequence[int]]) -> Dispersion | None:
    """How far counts of equal bins scatter around the mean of their group; None where they are too few.

    Pearson's index: the sum of (count - mean)²/mean over its degrees of freedom, one less than bins in each group.
    It needs six events, as many bins as leave degrees of freedom, and a mean of one half a bin, below which its χ²
    distribution is no guide.
    """
    used = [group for group in groups if len(group) > 1 and sum(group) > 0]
    events, bins = sum(map(sum, used)), sum(map(len, used))
    freedom = bins - len(used)
    if events < 6 or freedom < 1 or events / bins < 0.5:
        return None
    statistic = 0.0
    for group in used:
        mean = sum(group) / len(group)
        statistic += sum((count - mean) ** 2 for count in group) / mean
    return Dispersion(max(1.0, statistic / freedom), chi_square_above(statistic, freedom), bins)
