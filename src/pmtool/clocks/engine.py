"""Facts to deadlines.

Everything is an instant: hours and days are added in UTC, so that a change of clocks moves nothing. Only
months, business days and the weekend rule need a place; they are counted in a named zone, never in the zone
in which a fact happens to be written.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
import datetime as dt
from enum import StrEnum
from zoneinfo import ZoneInfo

from pmtool.clocks.calendars import WorkingDays
from pmtool.clocks.table import Clock, Limit

_END = dt.datetime(9990, 1, 1, tzinfo=dt.UTC)


class State(StrEnum):
    """Where a clock stands."""

    RUNNING = "running"
    MISSED = "missed"
    SUBMITTED = "submitted"
    LATE = "late"
    WAITING = "waiting"
    PROMPTLY = "promptly"
    EXEMPT = "exempt"
    RECLASSIFIED = "reclassified"
    NOT_IN_FORCE = "not_in_force"


@dataclass(frozen=True, slots=True)
class Instant:
    """A fact's time: between `earliest` and `latest`, which are the same where it is exact."""

    earliest: dt.datetime
    latest: dt.datetime
    estimated: bool = False

    @property
    def exact(self) -> bool:
        """Whether it is one instant and not an estimate."""
        return self.earliest == self.latest and not self.estimated


def at(moment: dt.datetime) -> Instant:
    """An exact instant."""
    return Instant(moment, moment)


@dataclass(frozen=True)
class Facts:
    """What is known of an event, for one clock.

    anchors: by name (aware, classified …; `submitted:CLOCK` for reports of other clocks). submitted: this
    clock's own report. applies: False where it was considered and does not.
    """

    anchors: Mapping[str, Instant] = field(default_factory=dict)
    submitted: Instant | None = None
    reclassified: Instant | None = None
    applies: bool = True
    reasons: str = ""


@dataclass(frozen=True)
class Settings:
    """A team's settings. zone: of days. calendar: for the weekend rule. entity: what it is under DORA."""

    zone: str = "UTC"
    calendar: str = ""
    entity: str = ""
    holidays: frozenset[dt.date] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Outcome:
    """Where a clock stands for an event.

    due: the deadline, from the earliest reading of the facts; latest_due: from the latest. anchor: what `due`
    counts from, with its time. moved: why the deadline is later than the plain limit. notes: what to know.
    """

    clock: Clock
    state: State
    due: dt.datetime | None = None
    latest_due: dt.datetime | None = None
    anchor: str | None = None
    anchor_at: dt.datetime | None = None
    estimated: bool = False
    moved: str | None = None
    submitted: dt.datetime | None = None
    reasons: str = ""
    notes: tuple[str, ...] = ()

    def left(self, now: dt.datetime) -> dt.timedelta | None:
        """The time until the deadline, negative after it; None where none runs."""
        if self.due is None or self.state not in (State.RUNNING, State.MISSED):
            return None
        return self.due - now


@dataclass(frozen=True)
class _Deadline:
    """One reading: the instant, what it counts from, and why it moved."""

    at: dt.datetime
    limit: Limit
    anchor_at: dt.datetime
    moved: str | None = None
    notes: tuple[str, ...] = ()


def evaluate(clock: Clock, facts: Facts, now: dt.datetime, settings: Settings | None = None) -> Outcome:
    """Where a clock stands."""
    settings = settings or Settings()
    submitted = facts.submitted.earliest if facts.submitted else None
    base = Outcome(clock, State.WAITING, submitted=submitted, reasons=facts.reasons)
    if not facts.applies:
        return replace(base, state=State.EXEMPT)
    begun = _beginning(clock, facts)
    out = _not_in_force(clock, begun)
    if out is not None:
        return replace(
            base, state=State.NOT_IN_FORCE, anchor_at=begun.earliest if begun else None, notes=(out,)
        )
    early = deadline(clock, facts, settings)
    if early is None:
        return _without_deadline(base, clock, facts, begun)
    late = deadline(clock, facts, settings, latest=True) or early
    used = facts.anchors[early.limit.anchor]
    found = replace(
        base,
        due=early.at,
        latest_due=max(early.at, late.at),
        anchor=early.limit.anchor,
        anchor_at=early.anchor_at,
        estimated=not used.exact,
        moved=early.moved,
        notes=early.notes,
    )
    return replace(found, state=_state(found, facts, now))


def _state(found: Outcome, facts: Facts, now: dt.datetime) -> State:
    due = found.latest_due
    assert due is not None
    if facts.submitted is not None:
        return State.LATE if facts.submitted.earliest > due else State.SUBMITTED
    if facts.reclassified is not None and facts.reclassified.earliest <= due:
        return State.RECLASSIFIED
    return State.MISSED if now > due else State.RUNNING


def _without_deadline(base: Outcome, clock: Clock, facts: Facts, begun: Instant | None) -> Outcome:
    """A clock that names no number, or whose anchor is not known."""
    if facts.submitted is not None:
        return replace(base, state=State.SUBMITTED, anchor_at=begun.earliest if begun else None)
    if facts.reclassified is not None:
        return replace(base, state=State.RECLASSIFIED)
    if begun is not None and not clock.limits:
        return replace(
            base,
            state=State.PROMPTLY,
            anchor=clock.anchors[0],
            anchor_at=begun.earliest,
            estimated=not begun.exact,
            notes=(clock.promptly,),
        )
    return replace(base, state=State.WAITING, anchor=clock.anchors[0])


def _beginning(clock: Clock, facts: Facts) -> Instant | None:
    """The first known anchor of a clock."""
    known = [facts.anchors[name] for name in clock.anchors if name in facts.anchors]
    return min(known, key=lambda instant: instant.earliest, default=None)


def _not_in_force(clock: Clock, begun: Instant | None) -> str | None:
    if begun is None:
        return None
    day = begun.latest.astimezone(dt.UTC).date()
    if clock.applies_from is not None and day < clock.applies_from:
        return f"applies from {clock.applies_from.isoformat()}"
    if clock.applies_until is not None and day > clock.applies_until:
        return f"applied until {clock.applies_until.isoformat()}"
    return None


# -- deadlines


def deadline(clock: Clock, facts: Facts, settings: Settings, *, latest: bool = False) -> _Deadline | None:
    """The deadline: the earliest limit that holds, moved where the law moves it; None where none can be told.

    latest: read each fact at the end of what it may mean, instead of at the beginning.
    """
    ends = [
        _Deadline(_add(limit, anchor, settings), limit, anchor)
        for limit in clock.limits
        if (anchor := _read(facts, limit.anchor, latest=latest)) is not None
    ]
    standing = [end for end in ends if not _lapsed(end, facts, latest=latest)]
    if not standing:
        return None
    found = min(standing, key=lambda end: end.at)
    dropped = [end for end in ends if end not in standing and end.at < found.at]
    if dropped:
        found = replace(
            found, moved=f"{found.limit.anchor} only after the {_shown(dropped[0].limit)} had passed"
        )
    found = _extended(clock, found, facts, settings, latest=latest)
    return _off_weekend(clock, found, settings)


def _shown(limit: Limit) -> str:
    return f"{limit.amount} {limit.unit.replace('_', ' ')} from {limit.anchor}"


def _read(facts: Facts, name: str, *, latest: bool) -> dt.datetime | None:
    instant = facts.anchors.get(name)
    if instant is None:
        return None
    return (instant.latest if latest else instant.earliest).astimezone(dt.UTC)


def _lapsed(end: _Deadline, facts: Facts, *, latest: bool) -> bool:
    if end.limit.lapses is None:
        return False
    other = _read(facts, end.limit.lapses, latest=latest)
    return other is not None and other > end.at


def _extended(clock: Clock, found: _Deadline, facts: Facts, settings: Settings, *, latest: bool) -> _Deadline:
    if clock.extension is None:
        return found
    anchor = _read(facts, clock.extension.limit.anchor, latest=latest)
    if anchor is None or anchor <= found.at:
        return found
    later = _add(clock.extension.limit, anchor, settings)
    why = f"{clock.extension.says} ({clock.extension.law})"
    return replace(found, at=later, limit=clock.extension.limit, anchor_at=anchor, moved=why)


def _off_weekend(clock: Clock, found: _Deadline, settings: Settings) -> _Deadline:
    """The weekend rule, where the law has one and it helps this entity."""
    rule = clock.weekend
    if rule is None:
        return _with_gap(found, settings)
    days = WorkingDays(settings.calendar, settings.holidays)
    zone = ZoneInfo(settings.zone)
    local = found.at.astimezone(zone)
    if not days.is_free(local.date()):
        return found
    if settings.entity in rule.not_for:
        return found
    if not settings.entity and rule.not_for:
        note = (
            f"falls on a day that is no working day; it may move to {rule.until:%H:%M} of the next one "
            f"({rule.law}), but for {', '.join(rule.not_for)}: set clocks.entity"
        )
        return replace(found, notes=(*found.notes, note))
    moved = dt.datetime.combine(days.next_after(local.date()), rule.until, zone).astimezone(dt.UTC)
    why = f"{local.date().isoformat()} is no working day: {rule.until:%H:%M} of the next one ({rule.law})"
    gap = (days.gap,) if days.gap else ()
    return replace(found, at=moved, moved=why, notes=(*found.notes, *gap))


def _with_gap(found: _Deadline, settings: Settings) -> _Deadline:
    if found.limit.unit != "business_days":
        return found
    gap = WorkingDays(found.limit.calendar or settings.calendar, settings.holidays).gap
    return replace(found, notes=(*found.notes, gap)) if gap else found


def _add(limit: Limit, anchor: dt.datetime, settings: Settings) -> dt.datetime:
    """The end of a limit, UTC."""
    if anchor > _END:
        return anchor
    if limit.unit == "hours":
        return anchor + dt.timedelta(hours=limit.amount)
    zone = ZoneInfo(limit.zone or settings.zone)
    if limit.unit == "days" and limit.ends is None:
        return anchor + dt.timedelta(days=limit.amount)
    local = anchor.astimezone(zone)
    if limit.unit == "days":
        day = local.date() + dt.timedelta(days=limit.amount)
    elif limit.unit == "months":
        day = add_months(local.date(), limit.amount)
    else:
        days = WorkingDays(limit.calendar or settings.calendar, settings.holidays)
        day = days.add(local.date(), limit.amount)
    time = limit.ends or (
        dt.time(23, 59, 59) if limit.unit == "business_days" else local.timetz().replace(tzinfo=None)
    )
    return dt.datetime.combine(day, time, zone).astimezone(dt.UTC)


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, its last day where that month is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = dt.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - dt.timedelta(days=1)).day
    return dt.date(year, month + 1, min(day.day, last))
