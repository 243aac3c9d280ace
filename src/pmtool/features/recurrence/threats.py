"""What else could explain a difference, or hide one: printed under every verdict, with the numbers at hand."""

from collections.abc import Iterator, Sequence
import datetime as dt

from pmtool.features.exposure import CALENDAR
from pmtool.features.facts import Facts
from pmtool.features.figures import OUTSIDE
from pmtool.features.narrowed import is_incident
from pmtool.features.recurrence.scope import Scope, effective_day
from pmtool.features.recurrence.testing import DAYS_PER_MONTH, unknown_days, widening
from pmtool.stats.rates import Dispersion
from pmtool.vocab import Status

_RUN_DAYS = 90
_SHOWN = 4


def threats(scope: Scope, unit: str, clusters: Dispersion | None, looks: int) -> list[str]:
    """The threats, each a sentence."""
    return [
        *_observation(scope),
        *_dates(scope),
        *_noticing(scope),
        *_exposure(scope, unit),
        *_other_actions(scope),
        *_run_before(scope),
        *_clusters(clusters),
        _looks(looks, split=scope.split is not None),
    ]


def _observation(scope: Scope) -> Iterator[str]:
    if not scope.given_begin:
        yield (
            f"The observation is taken to begin with the first review here, {scope.begin}. If incidents were recorded "
            "before, or regularly only later, say so with --since."
        )
    unknown = unknown_days(scope.every)
    if unknown:
        yield f"{unknown} reviews do not say when their event began and are not counted."


def _dates(scope: Scope) -> Iterator[str]:
    estimated = sum(
        (moment := facts.times.get("started")) is not None and moment.estimated for facts in scope.events
    )
    undated = sum("started" not in facts.times for facts in scope.events)
    if estimated or undated:
        yield (
            f"{estimated} of {len(scope.events)} events have an estimated start, {undated} only the day in their file "
            "name; near the split this can move an event to the other side."
        )
    drafts = sum(facts.status in (None, Status.DRAFT, Status.IN_REVIEW) for facts in scope.events)
    if drafts:
        yield f"{drafts} of {len(scope.events)} events come from reviews that are not published; their factors may change."


def _noticing(scope: Scope) -> Iterator[str]:
    if scope.split is None:
        yield "More monitoring or more reporting looks like more incidents, and less looks like fewer."
        return
    parts = [scope.before, scope.after]
    shares = []
    for part in parts:
        known = [facts.detected_by for facts in part if facts.detected_by]
        shares.append(f"{sum(name in OUTSIDE for name in known)} of {len(known)}")
    yield (
        f"What is noticed may have changed: found by people outside, {shares[0]} before and {shares[1]} after."
    )
    others = [facts for facts in scope.every if is_incident(facts) and facts not in scope.events]
    near = [facts for facts in scope.every if not is_incident(facts)]
    yield (
        f"What is written down may have changed: other incidents {_pace(scope, others)}, near misses and hazards "
        f"{_pace(scope, near)}."
    )


def _pace(scope: Scope, reviews: Sequence[Facts]) -> str:
    if scope.split is None:
        return ""
    spans = ((scope.begin, scope.split.day), (scope.after_begin, scope.end))
    paces = []
    for begin, end in spans:
        months = max(1, (end - begin).days + 1) / DAYS_PER_MONTH
        paces.append(f"{len(scope.part(begin, end, reviews)) / months:.1f} a month")
    return f"{paces[0]} before and {paces[1]} after"


def _exposure(scope: Scope, unit: str) -> Iterator[str]:
    if unit == CALENDAR:
        yield (
            "Exposure is counted in days. If use grew or shrank, the rates compare unlike things; an exposure file and "
            "--exposure UNIT give a better denominator."
        )


def _other_actions(scope: Scope) -> Iterator[str]:
    if scope.split is None:
        return
    found = []
    for facts in scope.every:
        for action in facts.actions if facts.mix else ():
            if action is scope.split.action or (facts.stem, action.id) == _split_id(scope):
                continue
            day = effective_day(action)
            if day is None or not scope.begin <= day <= scope.end:
                continue
            if _touches(scope, facts, action.get("factor")):
                found.append((abs(day - scope.split.day), f"{facts.stem}/{action.id} ({day})"))
    if found:
        found.sort()
        more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        names = ", ".join(name for _, name in found[:_SHOWN])
        yield f"Other actions took effect in the same time, nearest to the split first: {names}{more}."


def _split_id(scope: Scope) -> tuple[str, str] | None:
    split = scope.split
    if split is None or split.review is None or split.action is None:
        return None
    return split.review.stem, split.action.id


def _touches(scope: Scope, facts: Facts, factor: str | None) -> bool:
    services = scope.wanted.services
    if services and not services.intersection(facts.services):
        return False
    wanted = scope.wanted.factors
    return not wanted or factor in wanted or (factor is None and bool(wanted.intersection(facts.factors)))


def _run_before(scope: Scope) -> Iterator[str]:
    if scope.split is None or not scope.before:
        return
    since = scope.split.day - dt.timedelta(days=_RUN_DAYS - 1)
    run = len(scope.part(max(since, scope.begin), scope.split.day))
    yield (
        f"Actions follow bad runs, and bad runs end by themselves: {run} of the {len(scope.before)} events before lie in "
        f"the last {_RUN_DAYS} days before the split."
    )


def _clusters(clusters: Dispersion | None) -> Iterator[str]:
    if clusters is None:
        yield "Too few events to test whether they come in clusters; if they do, the intervals are too narrow."
    elif widening(clusters) > 1:
        yield (
            f"Events come in clusters (variance {clusters.factor:.1f} times the mean, p = {clusters.p:.3f}); the intervals "
            "are widened for it."
        )
    else:
        yield f"No sign of clusters beyond chance (variance {clusters.factor:.1f} times the mean, p = {clusters.p:.2f})."


def _looks(looks: int, *, split: bool) -> str:
    if looks > 1:
        return f"The level is shared among {looks} looks (--looks): each uses {0.05 / looks:.4f}."
    chosen = " A split chosen after seeing the events finds differences that are not there." if split else ""
    return (
        "This holds for one look, decided on beforehand. Who looks again after each event will be wrong more often; "
        f"--looks N shares the level among N looks.{chosen}"
    )
