"""Trend tests: the example of the NIST handbook, vectors, properties."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
import pytest

from pmtool.stats.trend import laplace, mil_hdbk_189, power_law

NIST = [5, 40, 43, 175, 389, 712, 747, 795, 1299, 1478]
SLOWER = [12, 30, 55, 61, 90, 130, 185, 250, 320]
FASTER = [40, 110, 170, 215, 250, 280, 305, 330, 350]

VECTORS = [
    (NIST, 1500, True, -1.3269, 0.1845, 37.2281, 20, 0.0220, 0.5372, 0.4835, 0.19666, 0.258, 0.918),
    (NIST, 1478, False, -1.9110, 0.0560, 36.9326, 18, 0.0107, 0.5415, 0.4332, 0.19210, None, None),
    (SLOWER, 365, True, -1.6118, 0.1070, 26.4346, 18, 0.1805, 0.6809, 0.6053, 0.16200, 0.311, 1.193),
    (FASTER, 365, True, 1.2892, 0.1973, 11.3394, 18, 0.2412, 1.5874, 1.4110, 0.00077, 0.726, 2.780),
]


@pytest.mark.parametrize("vector", VECTORS, ids=["nist-by-time", "nist-by-failure", "slower", "faster"])
def test_vector(vector: tuple[Any, ...]) -> None:
    times, end, by_time, u, u_p, x, freedom, x_p, beta, unbiased, scale, low, high = vector
    first = laplace(times, end, truncated_by_time=by_time)
    assert (round(first.u, 4), round(first.p, 4)) == (u, u_p)
    second = mil_hdbk_189(times, end, truncated_by_time=by_time)
    assert (round(second.statistic, 4), second.freedom, round(second.p, 4)) == (x, freedom, x_p)
    model = power_law(times, end, truncated_by_time=by_time)
    assert (round(model.beta, 4), round(model.unbiased, 4), round(model.scale, 5)) == (beta, unbiased, scale)
    if low is None:
        assert model.low is model.high is None
    else:
        assert model.low is not None
        assert model.high is not None
        assert (round(model.low, 3), round(model.high, 3)) == (low, high)


def test_the_example_of_the_nist_handbook_is_reproduced() -> None:
    """NIST/SEMATECH e-Handbook of Statistical Methods, section 8.4.5.1: ten failures in a test of 1500 hours.

    It prints the growth slope 1 - b of the modified estimate, a, and the MTBF at the end of the test.
    """
    b = power_law(NIST, 1500).unbiased
    assert round(1 - b, 6) == 0.516494
    assert round(b, 6) == 0.483506
    assert round(10 / 1500**b, 7) == 0.2913003
    assert round(1500 / (10 * b), 3) == 310.234


def test_full_precision_agrees_with_scipy() -> None:
    import math

    from scipy.stats import chi2, norm

    u = (sum(NIST) / 10 - 750) / (1500 * math.sqrt(1 / 120))
    assert laplace(NIST, 1500).u == pytest.approx(u, abs=1e-9)
    assert laplace(NIST, 1500).p == pytest.approx(2 * norm.sf(abs(u)), abs=1e-9)
    x = 2 * sum(math.log(1500 / time) for time in NIST)
    found = mil_hdbk_189(NIST, 1500)
    assert found.p == pytest.approx(2 * min(chi2.sf(x, 20), chi2.cdf(x, 20)), abs=1e-9)
    model = power_law(NIST, 1500)
    assert model.beta == pytest.approx(0.5372288660341876, abs=1e-9)
    assert model.low == pytest.approx(model.beta * chi2.ppf(0.025, 20) / 20, abs=1e-9)


def test_another_published_fit_is_reproduced() -> None:
    """MIL-HDBK-189 (1981), appendix C: 27 failures, test of 300 hours; beta 0.716, corrected 0.690."""
    times = [2.6, 16.5, 16.5, 17.0, 21.4, 29.1, 33.3, 56.5, 63.1, 70.6, 73.0, 77.7, 93.9, 95.5]
    times += [98.1, 101.1, 132.0, 142.2, 147.7, 149.0, 167.2, 190.7, 193.0, 198.7, 251.9, 282.5, 286.1]
    model = power_law(times, 300)
    assert model.beta == pytest.approx(0.7163392623659983)
    assert model.unbiased == pytest.approx(0.689808178574665)
    assert model.scale == pytest.approx(0.45384186137267435)


@pytest.mark.parametrize("times", [[0.0, 3, 4], [3, 4, 11], [-1.0, 3, 4]])
def test_events_outside_of_the_observation_are_refused(times: list[float]) -> None:
    for test in (laplace, mil_hdbk_189, power_law):
        with pytest.raises(ValueError, match="observation"):
            test(times, 10)


@given(st.lists(st.floats(0.01, 99), min_size=4, max_size=40), st.floats(0.01, 100))
def test_the_unit_of_time_does_not_matter(times: list[float], unit: float) -> None:
    scaled = [time * unit for time in times]
    one, other = laplace(times, 100), laplace(scaled, 100 * unit)
    assert one.u == pytest.approx(other.u, abs=1e-6)
    assert mil_hdbk_189(times, 100).p == pytest.approx(mil_hdbk_189(scaled, 100 * unit).p, abs=1e-6)
    assert power_law(times, 100).beta == pytest.approx(power_law(scaled, 100 * unit).beta)


@given(st.lists(st.floats(0.01, 99), min_size=4, max_size=40))
def test_probabilities_are_probabilities(times: list[float]) -> None:
    assert 0 <= laplace(times, 100).p <= 1
    assert 0 <= mil_hdbk_189(times, 100).p <= 1
