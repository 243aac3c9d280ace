"""What is counted, over which time, and where the time is split."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
import datetime as dt

from pmtool.config import Config
from pmtool.errors import PmError
from pmtool.features.actions.days import read_day
from pmtool.features.facts import ActionFacts, Facts
from pmtool.features.narrowed import Wanted, checked, is_incident, keeps
from pmtool.model.entries import ActionState

_IMPLEMENTED = (ActionState.DONE, ActionState.VERIFIED, ActionState.NOT_EFFECTIVE)


@dataclass(frozen=True)
class Asked:
    """The question as it was typed. split: `STEM/A1` or a day. looks: how often the figures will be looked at."""

    factors: Sequence[str] = ()
    services: Sequence[str] = ()
    severities: Sequence[str] = ()
    since: str | None = None
    until: str | None = None
    split: str | None = None
    unit: str | None = None
    settle_days: int = 0
    looks: int = 1


@dataclass(frozen=True)
class Split:
    """A day that divides the time; action: what became effective then, and in which review."""

    day: dt.date
    review: Facts | None = None
    action: ActionFacts | None = None

    @property
    def name(self) -> str:
        """How it is named."""
        if self.review is None or self.action is None:
            return self.day.isoformat()
        return f"{self.review.stem}/{self.action.id}"


@dataclass(frozen=True)
class Scope:
    """What is counted.

    begin, end: the days of the observation, both inclusive. given_begin: somebody said when it began. events: the
    incidents, by day. every: all reviews that were looked at.
    """

    wanted: Wanted
    begin: dt.date
    end: dt.date
    given_begin: bool
    split: Split | None
    settle_days: int
    events: Sequence[Facts]
    every: Sequence[Facts]

    @property
    def days(self) -> int:
        """The length of the observation."""
        return (self.end - self.begin).days + 1

    @property
    def after_begin(self) -> dt.date:
        """The first day that counts as after the split and the time to settle."""
        day = self.split.day if self.split else self.end
        return day + dt.timedelta(days=1 + self.settle_days)

    def part(self, begin: dt.date, end: dt.date, reviews: Iterable[Facts] | None = None) -> list[Facts]:
        """The events (or other reviews) of the days from `begin` to `end`, inclusive."""
        chosen = self.events if reviews is None else reviews
        return [facts for facts in chosen if facts.day is not None and begin <= facts.day <= end]

    @property
    def before(self) -> list[Facts]:
        """The events up to the split; that day itself counts as before."""
        return self.part(self.begin, self.split.day) if self.split else list(self.events)

    @property
    def after(self) -> list[Facts]:
        """The events after the split and the time to settle."""
        return self.part(self.after_begin, self.end) if self.split else []

    def name(self) -> str:
        """What is counted, in words."""
        parts = [" or ".join(sorted(self.wanted.severities)), " or ".join(sorted(self.wanted.services))]
        told = " ".join(part for part in parts if part)
        told = f"{told} incidents" if told else "incidents"
        factors = " or ".join(sorted(self.wanted.factors))
        return f"{told} with {factors}" if factors else told


def read_scope(reviews: Sequence[Facts], asked: Asked, config: Config, today: dt.date) -> Scope:
    """The scope of a question. Raises PmError for what the collection does not know, and for impossible days."""
    if asked.settle_days < 0:
        raise PmError("--settle takes a number of days, 0 or more")
    split = _split(reviews, asked.split) if asked.split else None
    factors, services = list(asked.factors), list(asked.services)
    if split is not None and split.action is not None and split.review is not None and not factors:
        # An action names what it answers, and its review where.
        answered = split.action.get("factor")
        factors = [answered] if answered and answered in split.review.factors else []
        services = services or list(split.review.services)
    wanted = checked(
        reviews,
        config,
        services=services,
        severities=asked.severities,
        factors=factors,
        since=asked.since,
        until=asked.until,
    )
    days = [facts.day for facts in reviews if facts.day is not None]
    if not days:
        raise PmError(
            "no review here says when its event began", "give times.started, or a date in the file name"
        )
    end = wanted.until or today
    begin = wanted.since or min(days)
    if end > today:
        raise PmError(f"--until {end} lies in the future", "what has not been observed cannot be counted")
    if begin >= end:
        raise PmError(f"there is nothing to observe from {begin} to {end}")
    if split is not None and not begin <= split.day <= end:
        raise PmError(f"the split on {split.day} lies outside of the observation, {begin} to {end}")
    chosen = Wanted(wanted.services, wanted.severities, wanted.factors, wanted.kinds, begin, end)
    events = [facts for facts in reviews if is_incident(facts) and keeps(facts, chosen)]
    return Scope(
        chosen, begin, end, wanted.since is not None, split, asked.settle_days, events, list(reviews)
    )


def _split(reviews: Sequence[Facts], text: str) -> Split:
    try:
        return Split(dt.date.fromisoformat(text))
    except ValueError:
        pass
    stem, slash, ident = text.rpartition("/")
    found = [facts for facts in reviews if stem in facts.names] or [
        facts for facts in reviews if stem and facts.stem.startswith(stem)
    ]
    if not slash or not found:
        raise PmError(f"--split '{text}' is neither a day nor an action", "write 2026-03-02, or STEM/A1")
    if len(found) > 1:
        raise PmError(
            f"--split '{text}' may be of {found[0].stem} or {found[1].stem}", "write the whole stem"
        )
    action = next((item for item in found[0].actions if item.id.casefold() == ident.casefold()), None)
    if action is None:
        known = ", ".join(item.id for item in found[0].actions[:12]) or "no actions"
        raise PmError(f"{found[0].stem} has no action {ident}", f"it has {known}")
    day = effective_day(action)
    if action.state not in _IMPLEMENTED or day is None:
        said = str(action.state).replace("_", " ")
        raise PmError(
            f"{found[0].stem}/{action.id} is {said}, with no day on which it took effect",
            "record it with: pm actions done --on DATE, or split at a day",
        )
    return Split(day, found[0], action)


def effective_day(action: ActionFacts) -> dt.date | None:
    """The day from which an action can have worked: when it was done; None where nobody says."""
    return read_day(action.get("done"))
