"""The table of clocks: what the data says, as dataclasses; a team's own clocks beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
import datetime as dt
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

from pmtool.clocks.checking import ClockError, read_clock

__all__ = ["Clock", "ClockError", "Consider", "Extension", "Limit", "Table", "Weekend", "table_with"]

ANCHORS = ("started", "detected", "aware", "classified", "determined", "mitigated", "resolved")
CONFIDENCE = ("primary", "mirror", "secondary", "unconfirmed", "own")


@dataclass(frozen=True, slots=True)
class Limit:
    """One time limit: an amount of one unit, counted from an anchor.

    unit: hours, days (of 24 hours), months or business_days. lapses: the limit falls away when this anchor
    comes after its end. ends: `HH:MM` of the last day. zone: of days and months; None for the configured one.
    calendar: of business days; None for the configured one.
    """

    anchor: str
    unit: str
    amount: int
    lapses: str | None = None
    ends: dt.time | None = None
    zone: str | None = None
    calendar: str | None = None


@dataclass(frozen=True, slots=True)
class Weekend:
    """Where a deadline falls on a day that is no working day: it moves to `until` of the next one.

    not_for: entities that the rule does not help. law: where it stands.
    """

    until: dt.time
    not_for: tuple[str, ...]
    law: str


@dataclass(frozen=True, slots=True)
class Extension:
    """Where the limit's anchor comes after the deadline, the deadline counts from there; `says` why."""

    limit: Limit
    law: str
    says: str


@dataclass(frozen=True, slots=True)
class Consider:
    """Facts that make a clock worth a thought; an empty tuple asks for nothing.

    ai: only with an AI system. graver_levels: severity among that many gravest levels, 0 for any. known_only: not
    where role or risk class are missing, which otherwise are taken for possible.
    """

    kind: tuple[str, ...] = ()
    harm: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    risk_class: tuple[str, ...] = ()
    ai: bool = False
    graver_levels: int = 0
    known_only: bool = False


@dataclass(frozen=True)
class Clock:
    """One clock. `pm explain ID` prints it; the fields are described at the top of `data/clocks.toml`."""

    id: str
    regime: str
    name: str
    law: str
    says: str
    recipient: str
    source: str
    confidence: str
    limits: tuple[Limit, ...] = ()
    phase: str = "initial"
    begins: str | None = None
    promptly: str = ""
    follows: str | None = None
    late_needs_reasons: bool = False
    weekend: Weekend | None = None
    extension: Extension | None = None
    applies_from: dt.date | None = None
    applies_until: dt.date | None = None
    note: str = ""
    url: str = ""
    consider: Consider | None = None
    own: bool = False

    @property
    def anchors(self) -> tuple[str, ...]:
        """What the clock counts from, in the order of the limits."""
        named = [limit.anchor for limit in self.limits] or [self.begins or "aware"]
        return tuple(dict.fromkeys(named))


@dataclass(frozen=True)
class Table:
    """Clocks by id. version: the date on which the shipped data was last checked."""

    version: dt.date
    clocks: Mapping[str, Clock] = field(default_factory=dict)

    def get(self, ident: str) -> Clock | None:
        """The clock of an id."""
        return self.clocks.get(ident)

    def nearest(self, ident: str) -> str | None:
        """The id that is most like another, None where none is near."""
        return next(iter(get_close_matches(ident.casefold()[:80], self.clocks, n=1)), None)

    def regimes(self) -> list[str]:
        """All regimes, in the order of the table."""
        return list(dict.fromkeys(clock.regime for clock in self.clocks.values()))

    def after(self, ident: str) -> list[Clock]:
        """The clocks that the report of another one starts, and those that follow them."""
        found = [clock for clock in self.clocks.values() if clock.follows == ident]
        return [*found, *(later for clock in found for later in self.after(clock.id))]


@cache
def _data() -> Mapping[str, Any]:
    import tomllib

    return tomllib.loads((files("pmtool.clocks") / "data" / "clocks.toml").read_text(encoding="utf-8"))


@cache
def shipped_table() -> Table:
    """The clocks that ship with the program."""
    made = [read_clock(item) for item in _data()["clock"]]
    return Table(_data()["version"], {clock.id: clock for clock in made})


def shipped_clocks() -> Sequence[Clock]:
    """The shipped clocks, in the order of the file."""
    return tuple(shipped_table().clocks.values())


def table_with(own: Sequence[Mapping[str, Any]]) -> Table:
    """The shipped clocks, changed and extended by a team's own. Raises ClockError.

    An entry with the id of a shipped clock changes the keys that it gives.
    """
    if not own:
        return shipped_table()
    raw = {item["id"]: item for item in _data()["clock"]}
    clocks = dict(shipped_table().clocks)
    for item in own:
        ident = item.get("id")
        base = raw.get(ident, {}) if isinstance(ident, str) else {}
        clock = read_clock({**base, **item}, own=True)
        clocks[clock.id] = clock
    _check_chains(clocks)
    return Table(shipped_table().version, clocks)


def _check_chains(clocks: Mapping[str, Clock]) -> None:
    """What a clock follows must exist, and lead to a beginning."""
    for clock in clocks.values():
        seen = [clock.id]
        current = clock
        while current.follows is not None:
            if current.follows not in clocks:
                raise ClockError(f"clock '{current.id}' follows '{current.follows}', which is no clock")
            if current.follows in seen:
                raise ClockError(f"clock '{clock.id}' follows itself")
            seen.append(current.follows)
            current = clocks[current.follows]
