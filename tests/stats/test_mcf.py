"""The mean cumulative function against a worked vector."""

import pytest

from pmtool.stats.mcf import System, mean_cumulative
from pmtool.stats.quantiles import Duration, bounded_quantile, quantile

FLEET = [System([30, 100, 160], 200), System([50], 150), System([20, 90], 100)]


def test_worked_vector() -> None:
    steps = mean_cumulative(FLEET)
    assert [step.age for step in steps] == [20, 30, 50, 90, 100, 160]
    assert [step.at_risk for step in steps] == [3, 3, 3, 3, 3, 1]
    expected = [1 / 3, 2 / 3, 1, 4 / 3, 5 / 3, 8 / 3]
    assert [step.mean for step in steps] == pytest.approx(expected, abs=1e-9)
    assert [step.poisson for step in steps] == pytest.approx(
        [1 / 9, 2 / 9, 3 / 9, 4 / 9, 5 / 9, 14 / 9], abs=1e-9
    )


def test_robust_variance_is_withheld_for_few_systems_where_it_degenerates() -> None:
    assert all(step.robust is None for step in mean_cumulative(FLEET))
    forced = mean_cumulative(FLEET, robust_minimum=1)
    assert forced[2].robust == pytest.approx(0, abs=1e-12)
    assert forced[0].robust == pytest.approx(2 / 27)


def test_robust_variance_of_many_systems() -> None:
    """With complete observation it is the variance of the counts over the number of systems."""
    counts = [0, 1, 1, 2, 5, 0, 3, 1, 0, 2, 2, 1]
    systems = [System([10.0 * (n + 1) for n in range(count)], 100) for count in counts]
    mean = sum(counts) / 12
    spread = sum((count - mean) ** 2 for count in counts) / 12**2
    assert mean_cumulative(systems)[-1].robust == pytest.approx(spread)
    assert mean_cumulative(systems)[-1].mean == pytest.approx(mean)


def test_a_system_is_at_risk_at_its_own_end() -> None:
    steps = mean_cumulative([System([100], 100), System([], 100), System([], 99)])
    assert steps[0].at_risk == 2


def test_events_after_the_end_are_refused() -> None:
    with pytest.raises(ValueError, match="observation"):
        mean_cumulative([System([101], 100)])


def test_no_event_no_step() -> None:
    assert mean_cumulative([System([], 10)]) == []


def test_quantiles_are_those_of_numpy() -> None:
    import numpy as np

    values = [3.0, 1.0, 4.0, 1.5, 9.0, 2.6]
    for level in (0, 0.1, 0.25, 0.5, 0.75, 0.9, 1):
        assert quantile(values, level) == pytest.approx(float(np.quantile(values, level)))


def test_the_median_of_inexact_durations_has_bounds() -> None:
    values = [Duration(10, 10), Duration(0, 86400), Duration(30, 30)]
    assert bounded_quantile(values, 0.5) == Duration(10, 30)


def test_there_is_no_quantile_of_nothing() -> None:
    with pytest.raises(ValueError, match="nothing"):
        quantile([], 0.5)
