"""The mean cumulative function: how many events a system has had by an age, over several systems.

Non-parametric: no process is assumed. A system is at risk up to and at the end of its own observation.

Sources: Nelson-Aalen form and its variances, J. F. Lawless and C. Nadeau, Technometrics 37 (1995); as in the R
package reda, function mcf.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
import math

# The robust variance rests on how systems differ; of a few it says nothing (it can even be 0).
ROBUST_MINIMUM = 10


@dataclass(frozen=True, slots=True)
class System:
    """One system: ages at its events, and the age at which its observation ended."""

    events: Sequence[float]
    end: float


@dataclass(frozen=True, slots=True)
class Step:
    """The function from an age on.

    at_risk: systems observed then. poisson: variance if events are independent. robust: variance by Lawless and
    Nadeau, whatever the process; None for fewer than `ROBUST_MINIMUM` systems.
    """

    age: float
    at_risk: int
    mean: float
    poisson: float
    robust: float | None


def mean_cumulative(systems: Sequence[System], *, robust_minimum: int = ROBUST_MINIMUM) -> list[Step]:
    """The steps by age. Raises ValueError for an event outside of its system's observation."""
    for system in systems:
        if any(not 0 <= age <= system.end for age in system.events):
            raise ValueError("an event lies outside of the observation of its system")
    ages = sorted({age for system in systems for age in system.events})
    counted = [Counter(system.events) for system in systems]
    steps: list[Step] = []
    deviations = [0.0] * len(systems)
    mean = poisson = 0.0
    for age in ages:
        risk = [system.end >= age for system in systems]
        at_risk = sum(risk)
        counts = [events[age] for events in counted]
        jump = sum(counts)
        mean += jump / at_risk
        poisson += jump / at_risk**2
        for number, present in enumerate(risk):
            if present:
                deviations[number] += (counts[number] - jump / at_risk) / at_risk
        enough = len(systems) >= robust_minimum
        robust = math.fsum(deviation**2 for deviation in deviations) if enough else None
        steps.append(Step(age, at_risk, mean, poisson, robust))
    return steps
