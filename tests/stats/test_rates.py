"""Rates and their ratio: published results, vectors computed with SciPy, and properties."""

import math

from hypothesis import given
from hypothesis import strategies as st
import pytest

from pmtool.stats.rates import (
    dispersion,
    event_free_exposure,
    exposure_to_tell,
    rate,
    rate_ratio,
)


def test_exact_interval_of_a_rate() -> None:
    found = rate(4, 12)
    assert found.rate == pytest.approx(1 / 3)
    assert found.low == pytest.approx(0.0908220, abs=1e-6)
    assert found.high == pytest.approx(0.8534657, abs=1e-6)


def test_interval_of_a_rate_agrees_with_scipy() -> None:
    from scipy.stats import chi2

    for events, exposure in ((0, 3.0), (1, 12.0), (7, 2.5), (250, 90.0)):
        found = rate(events, exposure)
        low = chi2.ppf(0.025, 2 * events) / 2 / exposure if events else 0.0
        assert found.low == pytest.approx(low, abs=1e-9)
        assert found.high == pytest.approx(chi2.ppf(0.975, 2 * events + 2) / 2 / exposure, abs=1e-9)


def test_no_event_has_the_rule_of_three_as_its_one_sided_bound() -> None:
    assert rate(0, 10, level=0.10).high == pytest.approx(-math.log(0.05) / 10)
    assert rate(0, 10).low == 0


def test_the_vignette_of_rateratio_test_is_reproduced() -> None:
    """`rateratio.test(c(2, 9), c(17877, 16660))` as printed by its author."""
    found = rate_ratio(2, 9, 17877, 16660)
    assert found.ratio == pytest.approx(0.2070941557, abs=1e-9)
    assert found.low == pytest.approx(0.02177406, abs=1e-7)
    assert found.high == pytest.approx(1.00054910, abs=1e-7)
    assert found.p == pytest.approx(0.05011, abs=1e-5)
    assert not found.tells


# After, before, ratio, p, low, high: equal exposure.
SMALL = [
    (0, 3, 0, 0.250, 0, 2.42),
    (0, 5, 0, 0.0625, 0, 1.09),
    (0, 6, 0, 0.0313, 0, 0.85),
    (1, 7, 0.14, 0.070, 0.00, 1.11),
    (2, 8, 0.25, 0.109, 0.03, 1.25),
    (4, 12, 0.33, 0.077, 0.08, 1.10),
    (5, 15, 0.33, 0.041, 0.09, 0.96),  # the 95 % interval of 5 in 20 is 0.0866-0.4910 in any table
    (10, 20, 0.50, 0.099, 0.21, 1.12),
    (15, 30, 0.50, 0.036, 0.25, 0.96),
]


@pytest.mark.parametrize(("after", "before", "ratio", "p", "low", "high"), SMALL)
def test_what_small_counts_can_show(
    after: int, before: int, ratio: float, p: float, low: float, high: float
) -> None:
    found = rate_ratio(after, before, 1, 1)
    assert round(found.ratio, 2) == ratio
    assert found.p == pytest.approx(p, abs=6e-4)
    assert round(found.low, 2) == low
    assert round(found.high, 2) == high


def test_ratio_agrees_with_scipys_binomial_distribution() -> None:
    from scipy.stats import beta, binom

    for after, before, first, second in (
        (0, 6, 3.0, 2.0),
        (4, 12, 90.0, 400.0),
        (15, 30, 1.0, 1.0),
        (9, 2, 5.0, 8.0),
    ):
        share, total = first / (first + second), after + before
        tails = binom.cdf(after, total, share), binom.sf(after - 1, total, share)
        found = rate_ratio(after, before, first, second)
        assert found.p == pytest.approx(min(1, 2 * min(tails)), abs=1e-9)
        low = beta.ppf(0.025, after, before + 1) if after else 0
        high = beta.ppf(0.975, after + 1, before)
        assert found.low == pytest.approx(low / (1 - low) * second / first, abs=1e-9)
        assert found.high == pytest.approx(high / (1 - high) * second / first, rel=1e-9)


def test_nothing_happened_tells_nothing() -> None:
    found = rate_ratio(0, 0, 1, 1)
    assert math.isnan(found.ratio)
    assert (found.low, found.high, found.p) == (0, math.inf, 1)


def test_events_only_after_the_split() -> None:
    found = rate_ratio(7, 0, 1, 1)
    assert found.ratio == found.high == math.inf
    assert found.low > 1
    assert found.tells


@pytest.mark.parametrize(("first", "second"), [(0, 1), (1, 0), (-1, 1)])
def test_a_period_without_exposure_is_refused(first: float, second: float) -> None:
    with pytest.raises(ValueError, match="exposure"):
        rate_ratio(1, 1, first, second)


@pytest.mark.parametrize(
    ("events", "factor"), [(1, 39), (2, 5.33), (3, 2.42), (4, 1.52), (6, 0.85), (10, 0.45)]
)
def test_exposure_without_an_event_that_would_tell(events: int, factor: float) -> None:
    assert event_free_exposure(events, 1) == pytest.approx(factor, abs=0.006)
    assert event_free_exposure(events, 12) == pytest.approx(12 * (40 ** (1 / events) - 1))


def test_three_events_in_a_year_need_29_months_without_any() -> None:
    assert event_free_exposure(3, 12) == pytest.approx(29.04, abs=0.01)


counts = st.integers(0, 60)
exposures = st.floats(0.01, 1000)
factors = st.floats(1, 8)


@given(counts, counts, exposures, exposures, factors)
def test_p_and_interval_never_disagree(
    after: int, before: int, first: float, second: float, factor: float
) -> None:
    found = rate_ratio(after, before, first, second, dispersion=factor)
    assert 0 <= found.p <= 1
    assert found.low <= found.high
    outside = found.low > 1 or found.high < 1
    if abs(found.p - 0.05) > 1e-9:
        assert found.tells == outside


@given(counts, counts, exposures, exposures, factors)
def test_dispersion_never_narrows(
    after: int, before: int, first: float, second: float, factor: float
) -> None:
    exact = rate_ratio(after, before, first, second)
    wide = rate_ratio(after, before, first, second, dispersion=factor)
    assert wide.low <= exact.low * (1 + 1e-9)
    assert wide.high >= exact.high * (1 - 1e-9)


@given(st.integers(0, 8), st.integers(1, 30), exposures, exposures)
def test_waiting_as_long_as_said_tells(after: int, before: int, first: float, second: float) -> None:
    needed = exposure_to_tell(after, before, first, second)
    assert needed >= first
    found = rate_ratio(after, before, needed * 1.0001, second)
    assert found.tells
    assert found.ratio < 1


@given(counts, counts)
def test_swapping_the_periods_inverts_the_ratio(after: int, before: int) -> None:
    one, other = rate_ratio(after, before, 2, 3), rate_ratio(before, after, 3, 2)
    assert one.p == pytest.approx(other.p)
    if one.low:
        assert 1 / one.low == pytest.approx(other.high)


def test_even_counts_are_not_dispersed_and_clustered_ones_are() -> None:
    even = dispersion([[2, 1, 2, 1, 2, 1]])
    clustered = dispersion([[9, 0, 0, 0, 8, 0, 0, 0]])
    assert even is not None
    assert even.factor == 1
    assert even.p > 0.9
    assert clustered is not None
    assert clustered.factor == pytest.approx(51.2352941 / 7)
    assert clustered.p < 0.001


def test_dispersion_agrees_with_scipys_chi_square_test() -> None:
    from scipy.stats import chisquare

    counts = [3, 0, 5, 1, 2, 7]
    found = dispersion([counts])
    expected = chisquare(counts)
    assert found is not None
    assert found.p == pytest.approx(expected.pvalue)
    assert found.factor == pytest.approx(expected.statistic / 5)


def test_a_change_of_rate_is_not_taken_for_clusters() -> None:
    found = dispersion([[6, 5, 6, 5], [0, 1, 0, 1]])
    assert found is not None
    assert found.p > 0.5


@pytest.mark.parametrize("groups", [[], [[5]], [[1, 1, 1]], [[0, 0], [0, 0]], [[6] + [0] * 20]])
def test_too_few_events_or_bins_say_nothing_of_clusters(groups: list[list[int]]) -> None:
    assert dispersion(groups) is None
