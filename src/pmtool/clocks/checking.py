"""From a mapping (of the data file, or of a team's configuration) to a clock, with every fault named."""

from collections.abc import Mapping
import datetime as dt
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pmtool.clocks.table import Clock, Consider, Extension, Limit, Weekend

UNITS = ("hours", "days", "business_days", "months")
# Beyond these a number is a slip, and would break arithmetic at the end of the calendar.
_MOST = {"hours": 24 * 3660, "days": 3660, "business_days": 2600, "months": 120}
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)\Z")
_TEXTS = (
    "id",
    "regime",
    "name",
    "law",
    "says",
    "recipient",
    "source",
    "confidence",
    "phase",
    "promptly",
    "note",
)
_KEYS = {
    *_TEXTS, "url", "begins", "follows", "limits", "late_needs_reasons", "weekend", "extension", "applies_from",
    "applies_until", "consider",
}  # fmt: skip
_CONSIDER = ("kind", "harm", "role", "risk_class", "ai", "graver_levels", "known_only")


class ClockError(ValueError):
    """A clock that says too little, or something that cannot be; the message names it."""


def read_clock(item: Mapping[str, Any], *, own: bool = False) -> "Clock":
    """A clock. own: of a team, which need give no more than id, law and limits. Raises ClockError."""
    from pmtool.clocks.table import CONFIDENCE, Clock

    ident = item.get("id")
    if not isinstance(ident, str) or not re.fullmatch(r"[a-z][a-z0-9_]{0,60}", ident):
        raise ClockError(f"a clock has the id '{ident}'; use lower-case letters, digits and _")
    _known(ident, item, _KEYS)
    given = {**(_OWN | {"name": ident.replace("_", " ")} if own else {}), **item}
    if own and not given.get("says"):
        given["says"] = f"See {given.get('law', 'the contract')}."
    for key in ("regime", "name", "law", "says", "recipient", "source", "confidence"):
        if not isinstance(given.get(key), str) or not given[key].strip():
            raise ClockError(f"clock '{ident}' has no {key}")
    _one_of(ident, "phase", given.get("phase", "initial"), ("initial", "intermediate", "final"))
    _one_of(ident, "confidence", given["confidence"], CONFIDENCE)
    limits = tuple(_limit(ident, limit) for limit in _list(ident, given.get("limits", [])))
    if not limits and not given.get("promptly"):
        raise ClockError(f"clock '{ident}' has neither limits nor promptly")
    weekend, extension = given.get("weekend"), given.get("extension")
    return Clock(
        **{key: given[key].strip() for key in _TEXTS if isinstance(given.get(key), str)},
        limits=limits,
        url=str(given.get("url", "")),
        begins=_anchor(ident, given["begins"]) if given.get("begins") else None,
        follows=str(given["follows"]) if given.get("follows") else None,
        late_needs_reasons=given.get("late_needs_reasons") is True,
        weekend=_weekend(ident, weekend) if weekend else None,
        extension=_extension(ident, extension) if extension else None,
        applies_from=_day(ident, "applies_from", given.get("applies_from")),
        applies_until=_day(ident, "applies_until", given.get("applies_until")),
        consider=_consider(ident, given["consider"]) if given.get("consider") else None,
        own=own,
    )


_OWN = {
    "regime": "own",
    "recipient": "the other party of the contract",
    "source": "this collection's own",
    "confidence": "own",
}


def _limit(ident: str, item: Any) -> "Limit":
    from pmtool.clocks.table import Limit

    table = _mapping(ident, "a limit", item)
    _known(ident, table, {"from", *UNITS, "lapses", "ends", "zone", "calendar"})
    units = [unit for unit in UNITS if unit in table]
    if len(units) != 1:
        raise ClockError(f"clock '{ident}': a limit gives one of {', '.join(UNITS)}")
    unit, amount = units[0], table[units[0]]
    if isinstance(amount, bool) or not isinstance(amount, int) or not 0 < amount <= _MOST[unit]:
        raise ClockError(f"clock '{ident}': {unit} must be a whole number from 1 to {_MOST[unit]}")
    zone = table.get("zone")
    if zone is not None:
        _check_zone(ident, zone)
    return Limit(
        anchor=_anchor(ident, table.get("from")),
        unit=unit,
        amount=amount,
        lapses=_anchor(ident, table["lapses"]) if table.get("lapses") else None,
        ends=_time(ident, "ends", table["ends"]) if table.get("ends") else None,
        zone=zone,
        calendar=str(table["calendar"]) if table.get("calendar") else None,
    )


def _weekend(ident: str, item: Any) -> "Weekend":
    from pmtool.clocks.table import Weekend

    table = _mapping(ident, "weekend", item)
    _known(ident, table, {"until", "not_for", "law"})
    not_for = tuple(map(str, _list(ident, table.get("not_for", []))))
    return Weekend(_time(ident, "weekend.until", table.get("until")), not_for, str(table.get("law", "")))


def _extension(ident: str, item: Any) -> "Extension":
    from pmtool.clocks.table import Extension

    table = dict(_mapping(ident, "extension", item))
    law, says = str(table.pop("law", "")), str(table.pop("says", ""))
    return Extension(_limit(ident, table), law, says)


def _consider(ident: str, item: Any) -> "Consider":
    from pmtool.clocks.table import Consider

    table = _mapping(ident, "consider", item)
    _known(ident, table, set(_CONSIDER))
    lists = {
        key: tuple(map(str, _list(ident, table.get(key, []))))
        for key in ("kind", "harm", "role", "risk_class")
    }
    levels = table.get("graver_levels", 0)
    if not isinstance(levels, int):
        raise ClockError(f"clock '{ident}': consider.graver_levels must be a whole number")
    return Consider(
        **lists,
        ai=table.get("ai") is True,
        graver_levels=levels,
        known_only=table.get("known_only") is True,
    )


def _anchor(ident: str, value: Any) -> str:
    from pmtool.clocks.table import ANCHORS

    if isinstance(value, str) and (value in ANCHORS or re.fullmatch(r"submitted:[a-z0-9_]+", value)):
        return value
    raise ClockError(f"clock '{ident}': '{value}' is no anchor; known: {', '.join(ANCHORS)}, submitted:CLOCK")


def _time(ident: str, key: str, value: Any) -> dt.time:
    found = _TIME.match(value) if isinstance(value, str) else None
    if found is None:
        raise ClockError(f"clock '{ident}': {key} must be a time such as 12:00")
    return dt.time(int(found[1]), int(found[2]))


def _day(ident: str, key: str, value: Any) -> dt.date | None:
    if value is None or (isinstance(value, dt.date) and not isinstance(value, dt.datetime)):
        return value
    try:
        return dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ClockError(f"clock '{ident}': {key} must be a day such as 2026-08-02") from None


def _check_zone(ident: str, name: Any) -> None:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError, TypeError, AttributeError):
        raise ClockError(f"clock '{ident}': zone '{name}' is no IANA time zone") from None


def _known(ident: str, table: Mapping[str, Any], keys: set[str]) -> None:
    unknown = sorted(set(table) - keys)
    if unknown:
        raise ClockError(
            f"clock '{ident}': unknown key '{unknown[0]}'; known here: {', '.join(sorted(keys))}"
        )


def _mapping(ident: str, what: str, value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise ClockError(f"clock '{ident}': {what} must be a table")
    return value


def _list(ident: str, value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ClockError(f"clock '{ident}': a list is wanted, not '{value}'")
    return value


def _one_of(ident: str, key: str, value: Any, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise ClockError(f"clock '{ident}': {key} is '{value}', not one of {', '.join(allowed)}")
