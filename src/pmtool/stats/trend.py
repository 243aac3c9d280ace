"""Whether events of one system come faster or slower as time goes by.

Times count from the beginning of the observation, in any unit. An observation that ends at a time of its own
(`truncated_by_time`) uses all events; one that ends with the last event uses that event's time as the end, and
the events before it.

Sources: Laplace test and MIL-HDBK-189 test, NIST/SEMATECH e-Handbook of Statistical Methods, section 8.2.3.4;
power-law process, L. H. Crow, "Reliability analysis for complex, repairable systems" (1974), MIL-HDBK-189C.
"""

from collections.abc import Sequence
from dataclasses import dataclass
import math

from pmtool.stats.special import chi_square_above, chi_square_quantile, normal_two_sided

# Below this many events counts are all there is to say.
MINIMUM = 4


@dataclass(frozen=True, slots=True)
class Laplace:
    """u: about standard normal where the rate is constant; above 0 events come faster. p: two-sided."""

    u: float
    p: float
    events: int


@dataclass(frozen=True, slots=True)
class MilHdbk:
    """statistic: χ² with `freedom` degrees of freedom where the rate is constant; large: events come slower."""

    statistic: float
    freedom: int
    p: float


@dataclass(frozen=True, slots=True)
class PowerLaw:
    """E N(t) = scale · t^beta; below 1 events come slower. unbiased: corrected for few events.

    low, high: 95 % interval of beta, None where the observation ended with an event.
    """

    beta: float
    unbiased: float
    scale: float
    low: float | None
    high: float | None


def _used(times: Sequence[float], end: float, *, truncated_by_time: bool) -> list[float]:
    """The events that the tests use. Raises ValueError for times outside the observation."""
    if any(not 0 < time <= end for time in times):
        raise ValueError("every event lies after the beginning and up to the end of the observation")
    used = sorted(times)
    return used if truncated_by_time else used[:-1]


def laplace(times: Sequence[float], end: float, *, truncated_by_time: bool = True) -> Laplace:
    """The Laplace test: the mean time of events against the middle of the observation."""
    used = _used(times, end, truncated_by_time=truncated_by_time)
    count = len(used)
    u = (math.fsum(used) / count - end / 2) / (end * math.sqrt(1 / (12 * count)))
    return Laplace(u, normal_two_sided(u), count)


def mil_hdbk_189(times: Sequence[float], end: float, *, truncated_by_time: bool = True) -> MilHdbk:
    """The test of MIL-HDBK-189, best against a power-law trend."""
    used = _used(times, end, truncated_by_time=truncated_by_time)
    statistic = 2 * math.fsum(math.log(end / time) for time in used)
    freedom = 2 * len(used)
    above = chi_square_above(statistic, freedom)
    return MilHdbk(statistic, freedom, min(1.0, 2 * min(above, 1 - above)))


def power_law(times: Sequence[float], end: float, *, truncated_by_time: bool = True) -> PowerLaw:
    """The Crow-AMSAA model by maximum likelihood."""
    _used(times, end, truncated_by_time=truncated_by_time)
    count = len(times)
    total = math.fsum(math.log(end / time) for time in times)
    if total <= 0:
        raise ValueError("all events lie at the end of the observation")
    beta = count / total
    scale = count / end**beta
    if not truncated_by_time:
        return PowerLaw(beta, (count - 2) / count * beta, scale, None, None)
    low, high = (beta * chi_square_quantile(level, 2 * count) / (2 * count) for level in (0.025, 0.975))
    return PowerLaw(beta, (count - 1) / count * beta, scale, low, high)
