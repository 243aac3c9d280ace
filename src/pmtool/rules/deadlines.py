"""From the front matter of a review to its clocks: entries, facts, outcomes; also what nobody considered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
import datetime as dt

from pmtool.clocks.checking import ClockError
from pmtool.clocks.engine import Facts, Instant, Outcome, Settings, State, evaluate
from pmtool.clocks.table import Clock, Table, table_with
from pmtool.config import Config
from pmtool.errors import PmError
from pmtool.model.front_matter import KeyPath, Value
from pmtool.parse import Document
from pmtool.schema.moment import Moment, MomentError, read_moment

_STAGES = ("started", "detected", "aware", "mitigated", "resolved")


@dataclass(frozen=True)
class Entry:
    """One entry under `reporting`. ident: the clock as written; number: its place in the list."""

    number: int
    ident: str
    data: Mapping[str, Value]

    @property
    def applies(self) -> bool:
        """Whether the clock was found to apply."""
        return self.data.get("applies") is not False

    @property
    def reasons(self) -> str:
        """The reasons given, stripped."""
        value = self.data.get("reasons")
        return value.strip() if isinstance(value, str) else ""

    def path(self, key: str) -> KeyPath:
        """The path of one of its keys."""
        return ("reporting", self.number, key)

    def instant(self, key: str) -> Instant | None:
        """The time under a key."""
        return _instant(self.data.get(key))


@dataclass(frozen=True)
class Running:
    """A clock of a review. entry: the one that names it, or, where `implied`, the one whose report starts it."""

    entry: Entry
    outcome: Outcome
    implied: bool = False


@dataclass(frozen=True)
class Unconsidered:
    """Facts that may start clocks of a regime which no entry names.

    path: of the fact. fact: in words. sure: all that the clocks ask for is known.
    """

    regime: str
    clocks: tuple[Clock, ...]
    path: KeyPath
    fact: str
    sure: bool


def table_of(config: Config) -> Table:
    """The clocks of a configuration. Raises PmError for a faulty one of its own, and for an unknown regime."""
    name = config.source.name if config.source else "pm.toml"
    try:
        table = table_with(config.clocks.own)
    except ClockError as error:
        raise PmError(f"{name}: {error}", "how a clock is written: pm explain clocks") from None
    known = table.regimes()
    for regime in config.clocks.regimes:
        if regime not in known:
            raise PmError(
                f"{name}: clocks.regimes names '{regime}', which is no regime", f"known: {', '.join(known)}"
            )
    return table


def settings_of(config: Config) -> Settings:
    """The settings of a configuration."""
    given = config.clocks
    return Settings(
        zone=given.zone or config.timeline.zone,
        calendar=given.calendar,
        entity=given.entity,
        holidays=frozenset(map(dt.date.fromisoformat, given.holidays)),
    )


def entries_of(document: Document) -> list[Entry]:
    """The entries under `reporting` that name a clock."""
    items = document.front.data.get("reporting")
    return [
        Entry(number, str(item["clock"]).strip(), item)
        for number, item in enumerate(items if isinstance(items, list) else [])
        if isinstance(item, dict) and isinstance(item.get("clock"), str)
    ]


def clocks_of(document: Document, config: Config, now: dt.datetime) -> list[Running]:
    """All clocks of a review: those that it names, and those that their reports start."""
    table, settings = table_of(config), settings_of(config)
    entries = [entry for entry in entries_of(document) if entry.ident in table.clocks]
    found = []
    for entry in _latest(entries):
        clock = table.clocks[entry.ident]
        facts = facts_for(document, clock, entries, table, entry)
        found.append(Running(entry, evaluate(clock, facts, now, settings)))
    named = {entry.ident for entry in entries}
    for running in list(found):
        if not running.entry.applies or running.outcome.state in (State.RECLASSIFIED, State.NOT_IN_FORCE):
            continue
        for clock in table.after(running.entry.ident):
            if clock.id not in named:
                named.add(clock.id)
                facts = facts_for(document, clock, entries, table, None)
                found.append(Running(running.entry, evaluate(clock, facts, now, settings), implied=True))
    return found


def _latest(entries: Sequence[Entry]) -> Iterator[Entry]:
    """One entry a clock: the one with the first report, else the first; updates follow it."""
    by_clock: dict[str, list[Entry]] = {}
    for entry in entries:
        by_clock.setdefault(entry.ident, []).append(entry)
    for same in by_clock.values():
        reported = [(instant, entry) for entry in same if (instant := entry.instant("submitted")) is not None]
        yield min(reported, key=lambda pair: pair[0].earliest)[1] if reported else same[0]


def facts_for(
    document: Document, clock: Clock, entries: Sequence[Entry], table: Table, entry: Entry | None
) -> Facts:
    """What a review says for one clock.

    Awareness is that of the entry, else `times.aware`, else of another entry of the regime, else
    `times.detected`. Of several submitted reports of one clock the latest counts for the clock that follows.
    """
    anchors = dict(_stages(document))
    related = [other for other in entries if _regime(table, other) == clock.regime]
    for key in ("aware", "classified", "determined"):
        own = entry.instant(key) if entry is not None else None
        others = [instant for other in related if (instant := other.instant(key)) is not None]
        if own is not None:
            anchors[key] = own
        elif others and key not in anchors:
            anchors[key] = min(others, key=lambda instant: instant.earliest)
    if "aware" not in anchors and "detected" in anchors:
        anchors["aware"] = anchors["detected"]
    for other in entries:
        instant = other.instant("submitted")
        name = f"submitted:{other.ident}"
        if instant is not None and (name not in anchors or instant.earliest > anchors[name].earliest):
            anchors[name] = instant
    if entry is None:
        return Facts(anchors)
    return Facts(
        anchors, entry.instant("submitted"), entry.instant("reclassified"), entry.applies, entry.reasons
    )


def _regime(table: Table, entry: Entry) -> str | None:
    clock = table.get(entry.ident)
    return clock.regime if clock else None


def _stages(document: Document) -> Iterator[tuple[str, Instant]]:
    times = document.front.data.get("times")
    if not isinstance(times, dict):
        return
    estimated = times.get("estimated") is True
    for stage in _STAGES:
        instant = _instant(times.get(stage), estimated=estimated)
        if instant is not None:
            yield stage, instant


def _instant(value: Value, *, estimated: bool = False) -> Instant | None:
    try:
        moment: Moment = read_moment(value, lenient=True)
    except MomentError:
        return None
    return Instant(
        moment.earliest.astimezone(dt.UTC), moment.latest.astimezone(dt.UTC), estimated or moment.estimated
    )


# -- what nobody considered


def unconsidered(document: Document, config: Config, now: dt.datetime) -> Iterator[Unconsidered]:
    """Regimes that the facts of a review speak for, and that no entry under `reporting` names."""
    table = table_of(config)
    named = {_regime(table, entry) for entry in entries_of(document)}
    for regime in table.regimes():
        if regime in named or (regime not in config.clocks.regimes and not _is_own(table, regime)):
            continue
        matches = [
            (clock, match)
            for clock in table.clocks.values()
            if clock.regime == regime and (match := _match(document, clock, config)) is not None
        ]
        in_force = [
            (clock, match)
            for clock, match in matches
            if evaluate(clock, facts_for(document, clock, [], table, None), now).state
            is not State.NOT_IN_FORCE
        ]
        if in_force:
            path, fact, sure = max((match for _, match in in_force), key=lambda match: match[2])
            yield Unconsidered(regime, tuple(clock for clock, _ in in_force), path, fact, sure)


def _is_own(table: Table, regime: str) -> bool:
    return all(clock.own for clock in table.clocks.values() if clock.regime == regime)


def _match(document: Document, clock: Clock, config: Config) -> tuple[KeyPath, str, bool] | None:
    """Where the facts match what a clock is about: path, words, whether all is known. None for no match."""
    wanted = clock.consider
    if wanted is None:
        return None
    data = document.front.data
    block = data.get("ai")
    block = block if isinstance(block, dict) else {}
    if wanted.kind and data.get("kind", "incident") not in wanted.kind:
        return None
    if wanted.ai and not block:
        return None
    place: KeyPath = ("severity",) if wanted.graver_levels else ("kind",)
    fact = f"severity '{data.get('severity')}'" if wanted.graver_levels else f"kind '{data.get('kind')}'"
    if wanted.graver_levels and not _grave(document, wanted.graver_levels, data.get("severity")):
        return None
    if wanted.harm:
        found = _harm(block, wanted.harm)
        if found is None:
            return None
        place, fact = ("ai", "harm", found[0]), f"harm '{found[1]}'"
    sure = True
    for key, allowed in (("role", wanted.role), ("risk_class", wanted.risk_class)):
        value = block.get(key)
        if allowed and isinstance(value, str) and value not in (*allowed, "unclear"):
            return None
        sure = sure and (not allowed or value in allowed)
    return None if wanted.known_only and not sure else (place, fact, sure)


def _harm(block: Mapping[str, Value], wanted: Sequence[str]) -> tuple[int, str] | None:
    harms = block.get("harm")
    for number, harm in enumerate(harms if isinstance(harms, list) else []):
        if isinstance(harm, str) and harm in wanted:
            return number, harm
    return None


def _grave(document: Document, levels: int, value: Value) -> bool:
    words = document.vocabulary
    level = words.severity(str(value)) if type(value) in (str, int) else None
    return level is not None and words.severities.index(level) < levels
