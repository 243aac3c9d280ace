"""A question about recurrence, answered: scope, figures, verdict, threats."""

from collections.abc import Sequence
from dataclasses import dataclass
import datetime as dt

from pmtool.corpus import Corpus
from pmtool.errors import PmError
from pmtool.features.exposure import read_exposure
from pmtool.features.facts import Facts
from pmtool.features.recurrence.alarms import Alarm, find_alarms
from pmtool.features.recurrence.scope import Asked, Scope, read_scope
from pmtool.features.recurrence.testing import (
    Comparison,
    Fleet,
    Trends,
    Verdict,
    chosen_unit,
    compare,
    find_clusters,
    find_fleet,
    find_trends,
    ratio_verdict,
    trend_verdict,
)
from pmtool.features.recurrence.threats import threats
from pmtool.stats.rates import Dispersion


@dataclass(frozen=True)
class Recurrence:
    """The answer. reason: what the verdict rests on, in words. comparison: None without a split."""

    scope: Scope
    verdict: Verdict
    reason: str
    unit: str
    looks: int
    comparison: Comparison | None
    trends: Trends | None
    clusters: Dispersion | None
    fleet: Fleet | None
    alarms: Sequence[Alarm]
    threats: Sequence[str]


def find_recurrence(corpus: Corpus, reviews: Sequence[Facts], asked: Asked, today: dt.date) -> Recurrence:
    """The answer to a question. Raises PmError for a question that makes no sense here, and without SciPy."""
    if asked.looks < 1:
        raise PmError("--looks takes a number of looks, 1 or more")
    config = corpus.config
    scope = read_scope(reviews, asked, config, today)
    exposures = read_exposure(corpus)
    unit = chosen_unit(asked.unit, exposures)
    clusters = find_clusters(scope)
    trends = find_trends(scope)
    comparison = None
    if scope.split is not None:
        comparison = compare(scope, unit, exposures, asked.looks, clusters)
        verdict = ratio_verdict(comparison.ratio)
        reason = _reason(comparison)
    else:
        verdict, reason = trend_verdict(trends, config, clusters, asked.looks)
    return Recurrence(
        scope,
        verdict,
        reason,
        unit,
        asked.looks,
        comparison,
        trends,
        clusters,
        find_fleet(scope, exposures),
        find_alarms(scope.events, config.stats.alarm_months),
        threats(scope, unit, clusters, asked.looks),
    )


def _reason(found: Comparison) -> str:
    if found.ratio is None:
        return "nothing has been observed after the split yet"
    low, high = found.ratio.low, found.ratio.high
    if found.ratio.tells:
        return f"the interval of the ratio, {low:.2f} to {high:.2f}, leaves 1 out"
    return f"the interval of the ratio, {low:.2f} to {high:.2f}, holds 1"
