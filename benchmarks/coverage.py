"""Whether the statistics keep what they promise: `python benchmarks/coverage.py [RUNS]` (10,000 by default).

Simulates incidents, asks what `pm recurrence` would say, and compares with the truth that made them: how often the 95 %
interval holds the true ratio, how often it says "fewer" or "more" where nothing changed (independent events, events
in clusters, looks each month), and how often the trend verdict does. The Monte Carlo error is two standard errors.
Seeded: the same figures each time.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
import datetime as dt
from functools import partial
import math
from pathlib import PurePath
import random
import sys
import time

from pmtool.config import Config
from pmtool.features.facts import Facts
from pmtool.features.narrowed import Wanted
from pmtool.features.reading_facts import read_all
from pmtool.features.recurrence.scope import Scope, Split
from pmtool.features.recurrence.testing import (
    Verdict,
    compare,
    find_clusters,
    find_trends,
    ratio_verdict,
    trend_verdict,
    widening,
)
from pmtool.parse import Document
from pmtool.stats.rates import rate, rate_ratio

BEGIN = dt.date(2020, 1, 1)
_EMPTY = read_all(Document(PurePath("x.md"), "---\ntitle: x\nkind: incident\n---\n"))
YEAR = 365


def facts(day: dt.date, number: int) -> Facts:
    """A review that only has a day."""
    return replace(_EMPTY, path=f"{number}.md", stem=f"{day}-{number}", day=day)


def scope(days: Iterable[int], length: int, split: int | None) -> Scope:
    """An observation with events on these days."""
    events = [facts(BEGIN + dt.timedelta(days=day), n) for n, day in enumerate(sorted(days))]
    end = BEGIN + dt.timedelta(days=length - 1)
    where = Split(BEGIN + dt.timedelta(days=split - 1)) if split is not None else None
    return Scope(Wanted(), BEGIN, end, True, where, 0, events, events)


def poisson_days(chance: random.Random, per_year: float, begin: int, end: int) -> list[int]:
    """Days of independent events."""
    days, at = [], begin + chance.expovariate(per_year / YEAR)
    while at < end:
        days.append(int(at))
        at += chance.expovariate(per_year / YEAR)
    return days


def clustered_days(chance: random.Random, per_year: float, begin: int, end: int, size: float) -> list[int]:
    """Days of events that come in bursts of `size` on average, each burst within three weeks."""
    days = []
    # A burst may have begun before, and may go on after.
    for first in poisson_days(chance, per_year / size, begin - 21, end):
        days.append(first)
        while chance.random() > 1 / size:
            days.append(first + chance.randrange(21))
    return [day for day in days if begin <= day < end]


def share(hits: int, runs: int) -> str:
    """A share with two standard errors."""
    value = hits / runs
    return f"{value:7.2%} ± {2 * math.sqrt(max(value * (1 - value), 1e-9) / runs):.2%}"


def interval_coverage(runs: int) -> None:
    """How often the exact intervals hold the truth."""
    print("95 % interval holds the true value")
    for before, after, ratio in (
        (6, 1.0, 1.0),
        (12, 0.5, 0.5),
        (12, 1.0, 2.0),
        (40, 1.0, 0.3),
        (4, 2.0, 1.0),
    ):
        chance = random.Random(f"interval {before} {after} {ratio}")
        one = both = 0
        for _ in range(runs):
            first = len(poisson_days(chance, before, 0, YEAR))
            second = len(poisson_days(chance, before * ratio * after, 0, YEAR))
            found = rate_ratio(second, first, after, 1.0)
            both += found.low <= ratio <= found.high
            single = rate(first, 1.0)
            one += single.low <= before <= single.high
        print(
            f"  {before:>2} a year before, {after} years after, ratio {ratio}: rate {share(one, runs)}, "
            f"ratio {share(both, runs)}"
        )


def verdicts(runs: int, name: str, ask: Callable[[random.Random], Verdict]) -> None:
    """How often each verdict is given."""
    chance = random.Random(name)
    counts = dict.fromkeys(Verdict, 0)
    for _ in range(runs):
        counts[ask(chance)] += 1
    print(f"  {name}: fewer {share(counts[Verdict.FEWER], runs)}, more {share(counts[Verdict.MORE], runs)}")


def asked(days: Sequence[int], length: int, split: int, looks: int = 1, *, widen: bool = True) -> Verdict:
    """What `pm recurrence --split` says."""
    made = scope(days, length, split)
    clusters = find_clusters(made) if widen else None
    return ratio_verdict(compare(made, "days", [], looks, clusters).ratio)


def steady(chance: random.Random, per_year: float) -> Verdict:
    """The verdict where nothing changed."""
    return asked(poisson_days(chance, per_year, 0, 2 * YEAR), 2 * YEAR, YEAR)


def bursts(chance: random.Random, per_year: float, *, widen: bool) -> Verdict:
    """The verdict where nothing changed and events come in clusters."""
    return asked(clustered_days(chance, per_year, 0, 2 * YEAR, 3), 2 * YEAR, YEAR, widen=widen)


def no_change(runs: int) -> None:
    """False verdicts where nothing changed."""
    print("nothing changed, the split halfway through two years")
    for per_year in (3, 8, 20, 50):
        verdicts(runs, f"independent, {per_year} a year", partial(steady, per_year=per_year))
    print("nothing changed, events in clusters of 3")
    for per_year in (12, 30, 60):
        for widen in (False, True):
            name = f"{per_year} a year, {'widened' if widen else 'not widened'}"
            verdicts(runs, name, partial(bursts, per_year=per_year, widen=widen))


def monthly_looks(runs: int) -> None:
    """False verdicts of somebody who looks each month for a year and believes the first that tells."""
    print("nothing changed, 20 a year, looked at each month for a year after the split")

    verdicts(runs, "as if each look were the only one", partial(look, looks=1))
    verdicts(runs, "--looks 12", partial(look, looks=12))


def look(chance: random.Random, looks: int) -> Verdict:
    """The first verdict in twelve months that tells, where nothing changed."""
    days = poisson_days(chance, 20, 0, 2 * YEAR)
    for month in range(1, 13):
        length = YEAR + round(month * YEAR / 12)
        found = asked([day for day in days if day < length], length, YEAR, looks)
        if found is not Verdict.CANNOT_TELL:
            return found
    return Verdict.CANNOT_TELL


def trend_asked(days: Sequence[int]) -> Verdict:
    """What `pm recurrence` says without a split."""
    made = scope(days, 2 * YEAR, None)
    return trend_verdict(find_trends(made), Config(), find_clusters(made), 1)[0]


def steady_trend(chance: random.Random, per_year: float) -> Verdict:
    """The trend verdict where nothing changed."""
    return trend_asked(poisson_days(chance, per_year, 0, 2 * YEAR))


def burst_trend(chance: random.Random, per_year: float) -> Verdict:
    """The trend verdict where nothing changed and events come in clusters."""
    return trend_asked(clustered_days(chance, per_year, 0, 2 * YEAR, 3))


def trends(runs: int) -> None:
    """False verdicts of the trend test."""
    print("no trend over two years, Laplace test")
    for per_year in (5, 15, 40):
        verdicts(runs, f"independent, {per_year} a year", partial(steady_trend, per_year=per_year))
    verdicts(runs, "30 a year in clusters of 3", partial(burst_trend, per_year=30))


def fallen(chance: random.Random, per_year: float, ratio: float) -> Verdict:
    """The verdict where the rate fell at the split."""
    days = poisson_days(chance, per_year, 0, YEAR) + poisson_days(chance, per_year * ratio, YEAR, 2 * YEAR)
    return asked(days, 2 * YEAR, YEAR)


def power(runs: int) -> None:
    """How often a true change is seen."""
    print("the rate fell, the split halfway through two years")
    for per_year, ratio in ((8, 0.5), (8, 0.2), (20, 0.5), (50, 0.5)):
        name = f"{per_year} a year to {per_year * ratio:g}"
        verdicts(runs, name, partial(fallen, per_year=per_year, ratio=ratio))


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    assert widening(None) == 1.0
    started = time.perf_counter()
    interval_coverage(runs)
    no_change(runs)
    monthly_looks(max(100, runs // 10))
    trends(runs)
    power(max(200, runs // 5))
    print(f"{runs} runs, {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
