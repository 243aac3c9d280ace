"""`pm recurrence` for people and as JSON: plain words first, numbers below, threats under them."""

from collections.abc import Iterator
import math
import textwrap
from typing import Any, TextIO

from pmtool import __version__
from pmtool.features.exposure import CALENDAR
from pmtool.features.recurrence.finding import Recurrence
from pmtool.features.recurrence.testing import DAYS_PER_MONTH, Comparison, Fleet, Trends, Verdict
from pmtool.report import Style
from pmtool.report.table import write_json
from pmtool.stats.mcf import ROBUST_MINIMUM
from pmtool.stats.rates import Rate
from pmtool.vocab import TableFormat

_ALARMS = 8
_STEPS = 6
# Beyond this many months a figure is a way of saying never.
_LONGEST = 600


def write_recurrence(found: Recurrence, chosen: TableFormat, style: Style, out: TextIO) -> None:
    """A page, or an object with inputs, method and figures."""
    if chosen is TableFormat.JSON:
        write_json(_as_json(found), out)
        return
    _wrapped(_headline(found), out)
    for sentence in _sentences(found):
        _wrapped(sentence, out)
    _write_alarms(found, out)
    out.write("\nNumbers\n")
    for line in _numbers(found):
        out.write(f"  {line}\n")
    out.write("\nWhat else could be the reason\n")
    for sentence in found.threats:
        out.write(textwrap.fill(sentence, 100, initial_indent="  - ", subsequent_indent="    ") + "\n")


def _wrapped(text: str, out: TextIO) -> None:
    out.write(textwrap.fill(text, 100) + "\n")


# -- words


def _headline(found: Recurrence) -> str:
    name, split = found.scope.name(), found.scope.split
    when = f"since {split.name}" if split else f"from {found.scope.begin} to {found.scope.end}"
    match found.verdict:
        case Verdict.FEWER:
            return f"Fewer: {name} are rarer {when}."
        case Verdict.MORE:
            return f"More: {name} are more frequent {when}."
    return f"Cannot tell whether {name} became rarer {when}."


def _sentences(found: Recurrence) -> Iterator[str]:
    scope, item = found.scope, found.comparison
    if scope.split is not None and scope.split.action is not None:
        state = str(scope.split.action.state).replace("_", " ")
        yield f"{scope.split.name} ({state}, in effect from {scope.split.day}): {scope.split.action.text}"
    if item is None:
        yield f"{_count(len(scope.events))} in {_months(scope.days)}; {found.reason}."
        return
    yield (
        f"Before: {_count(item.before)} in {_exposed(item.unit, item.exposure_before)}. "
        f"After: {_count(item.after)} in {_exposed(item.unit, item.exposure_after)}."
    )
    if item.settled_out:
        yield f"{_count(item.settled_out)} in the {scope.settle_days} days to settle count on neither side."
    yield from _needed(found.verdict, item)


def _needed(verdict: Verdict, item: Comparison) -> Iterator[str]:
    if verdict is not Verdict.CANNOT_TELL:
        return
    if item.before == 0:
        yield "There was none before, so the figures can never say 'fewer'."
    elif item.needed is not None and item.needed_days is not None:
        unit = "" if item.unit == CALENDAR else f" ({item.needed:,.0f} {item.unit})"
        yield (
            f"If no further one comes, {_months(item.needed_days)}{unit} more have to pass before the figures could "
            "say 'fewer'."
        )
    elif item.ratio is None:
        yield "Nothing has been observed after the split yet."


def _count(number: int) -> str:
    return f"{number} event{'' if number == 1 else 's'}"


def _months(days: float) -> str:
    months = days / DAYS_PER_MONTH
    if months > _LONGEST:
        return f"more than {_LONGEST // 12} years"
    return f"{math.ceil(days)} days" if months < 3 else f"{months:.0f} months"


def _exposed(unit: str, amount: float) -> str:
    return _months(amount) if unit == CALENDAR else f"{amount:,.0f} {unit}"


def _write_alarms(found: Recurrence, out: TextIO) -> None:
    if not found.alarms:
        return
    out.write("\nAgain within months, with the same factor and service\n")
    for alarm in found.alarms[:_ALARMS]:
        where = f"{alarm.factor} in {alarm.service}" if alarm.service else alarm.factor
        said = "; said to be a recurrence" if alarm.declared else ""
        out.write(f"  {where}: {len(alarm.reviews)} times, {alarm.first} to {alarm.last}{said}\n")
        shown = ", ".join(alarm.reviews[:3]) + (" …" if len(alarm.reviews) > 3 else "")
        out.write(f"    {shown}\n")
    if len(found.alarms) > _ALARMS:
        out.write(f"  and {len(found.alarms) - _ALARMS} more: --format json\n")


# -- numbers


def _numbers(found: Recurrence) -> Iterator[str]:
    scope, item = found.scope, found.comparison
    yield f"observed {scope.begin} to {scope.end} ({scope.days} days, ended by time)"
    if item is not None:
        per = _per(item)
        for name, one in (("before", item.rate_before), ("after", item.rate_after)):
            if one is not None:
                yield f"{name:<6} {_rate(one, item.unit, per)}"
        if item.ratio is not None and not math.isnan(item.ratio.ratio):
            confidence = f"{1 - item.ratio.level:.1%}".replace(".0%", "%")
            yield (
                f"ratio  {item.ratio.ratio:.3f}, {confidence} interval {item.ratio.low:.3f} to {item.ratio.high:.3f}, "
                f"p = {item.ratio.p:.4f} (exact, two-sided, doubled)"
            )
    elif found.verdict is not Verdict.CANNOT_TELL:
        yield f"verdict by {found.reason}"
    yield from _trend_numbers(found.trends, len(scope.events))
    if found.fleet is not None:
        yield from _fleet_numbers(found.fleet)


def _per(item: Comparison) -> float:
    """The round number of units that rates are given per: a month for days, else the power of ten that shows them."""
    if item.unit == CALENDAR:
        return DAYS_PER_MONTH
    highest = max((one.rate for one in (item.rate_before, item.rate_after) if one is not None), default=0)
    return float(10 ** max(0, math.ceil(-math.log10(highest)))) if highest > 0 else 1.0


def _rate(one: Rate, unit: str, per: float) -> str:
    name = "month" if unit == CALENDAR else f"{per:,.0f} {unit}"
    return f"{one.rate * per:.3f} per {name}, 95% interval {one.low * per:.3f} to {one.high * per:.3f} ({_count(one.events)})"


def _trend_numbers(trends: Trends | None, events: int) -> Iterator[str]:
    if trends is None:
        yield f"trend: {_count(events)}, too few for a trend test"
        return
    law = trends.power_law
    yield f"trend over the whole time, {_count(trends.laplace.events)} (below 0, and beta below 1: slower)"
    yield f"  Laplace U = {trends.laplace.u:.3f}, p = {trends.laplace.p:.4f}"
    yield f"  MIL-HDBK-189 X2 = {trends.mil.statistic:.3f} with {trends.mil.freedom} degrees of freedom, p = {trends.mil.p:.4f}"
    interval = (
        f", 95% {law.low:.3f} to {law.high:.3f}" if law.low is not None and law.high is not None else ""
    )
    yield f"  Crow-AMSAA beta = {law.beta:.3f} (unbiased {law.unbiased:.3f}){interval}, lambda = {law.scale:.5f} a day"
    if trends.ties:
        yield f"  {trends.ties} events share their day with another one: the tests take them as apart by chance"


def _fleet_numbers(fleet: Fleet) -> Iterator[str]:
    yield f"mean cumulative function over {fleet.systems} services (events per service by day of observation)"
    step = max(1, math.ceil(len(fleet.steps) / _STEPS))
    chosen = [*fleet.steps[::-step]][::-1]
    for item in chosen:
        spread = item.robust if item.robust is not None else item.poisson
        half = 1.96 * math.sqrt(spread)
        yield (
            f"  day {item.age:>5.0f}  {item.mean:.2f} ({max(0.0, item.mean - half):.2f} to {item.mean + half:.2f}), "
            f"{item.at_risk} services"
        )
    if fleet.systems < ROBUST_MINIMUM:
        yield f"  intervals assume independent events; {ROBUST_MINIMUM} services are needed to do without"


# -- for programs


def _as_json(found: Recurrence) -> dict[str, Any]:
    scope, wanted = found.scope, found.scope.wanted
    split = scope.split
    return {
        "verdict": str(found.verdict).replace(" ", "_"),
        "reason": found.reason,
        "inputs": {
            "factors": sorted(wanted.factors),
            "services": sorted(wanted.services),
            "severities": sorted(wanted.severities),
            "observed_from": scope.begin,
            "observed_to": scope.end,
            "observed_from_given": scope.given_begin,
            "split": split.name if split else None,
            "split_day": split.day if split else None,
            "settle_days": scope.settle_days,
            "exposure": found.unit,
            "looks": found.looks,
        },
        "method": {
            "pm": __version__,
            "test": "exact conditional rate ratio, doubled p" if split else "trend test",
            "truncation": "time",
        },
        "events": [{"review": facts.stem, "date": facts.day} for facts in scope.events],
        "comparison": _comparison_json(found.comparison) if found.comparison else None,
        "trend": _trend_json(found.trends) if found.trends else None,
        "dispersion": (
            {"factor": found.clusters.factor, "p": found.clusters.p, "bins": found.clusters.bins}
            if found.clusters
            else None
        ),
        "mean_cumulative": _fleet_json(found.fleet) if found.fleet else None,
        "alarms": [
            {
                "factor": alarm.factor,
                "service": alarm.service,
                "reviews": list(alarm.reviews),
                "first": alarm.first,
                "last": alarm.last,
                "declared": alarm.declared,
            }
            for alarm in found.alarms
        ],
        "threats": list(found.threats),
    }


def _comparison_json(item: Comparison) -> dict[str, Any]:
    ratio = item.ratio
    return {
        "unit": item.unit,
        "before": _period_json(item.before, item.exposure_before, item.rate_before),
        "after": _period_json(item.after, item.exposure_after, item.rate_after),
        "ratio": _finite(ratio.ratio) if ratio else None,
        "low": ratio.low if ratio else None,
        "high": _finite(ratio.high) if ratio else None,
        "p": ratio.p if ratio else None,
        "level": ratio.level if ratio else None,
        "event_free_exposure_needed": item.needed,
        "event_free_days_needed": item.needed_days,
        "settled_out": item.settled_out,
    }


def _finite(value: float) -> float | None:
    """JSON knows no infinity; null says that there is no upper end, or no ratio."""
    return value if math.isfinite(value) else None


def _period_json(events: int, exposure: float, found: Rate | None) -> dict[str, Any]:
    return {
        "events": events,
        "exposure": exposure,
        "rate": found.rate if found else None,
        "low": found.low if found else None,
        "high": found.high if found else None,
    }


def _trend_json(found: Trends) -> dict[str, Any]:
    law = found.power_law
    return {
        "events": found.laplace.events,
        "ties": found.ties,
        "laplace": {"u": found.laplace.u, "p": found.laplace.p},
        "mil_hdbk_189": {"statistic": found.mil.statistic, "freedom": found.mil.freedom, "p": found.mil.p},
        "crow_amsaa": {
            "beta": law.beta,
            "unbiased": law.unbiased,
            "lambda": law.scale,
            "low": law.low,
            "high": law.high,
        },
    }


def _fleet_json(found: Fleet) -> dict[str, Any]:
    steps = [
        {
            "day": step.age,
            "at_risk": step.at_risk,
            "mean": step.mean,
            "poisson_variance": step.poisson,
            "robust_variance": step.robust,
        }
        for step in found.steps
    ]
    return {"services": found.systems, "steps": steps}
