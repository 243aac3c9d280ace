"""Times of the front matter: RFC 3339 with a zone, or a date alone, each perhaps estimated.

A time without a zone is refused, not guessed: durations across teams and legal clocks would be off by hours.
"""

from collections.abc import Mapping
from dataclasses import dataclass
import datetime as dt
from enum import StrEnum
import re
from typing import Literal

from pmtool.model.front_matter import KeyPath, Value
from pmtool.schema.wording import quote

EXAMPLE = "2026-03-02T09:10:00Z"
# A year outside is a slip of the keyboard, and would break arithmetic at the ends of the calendar.
FIRST_YEAR, LAST_YEAR = 1900, 2199


class Precision(StrEnum):
    """How exact a moment is; coarser than a day only where the field says so (onset, data cut-off)."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as far as it is known.

    value: an aware datetime for SECOND, else the first day of the day, month or year.
    """

    value: dt.datetime | dt.date
    precision: Precision
    estimated: bool = False

    @property
    def day(self) -> dt.date:
        """The (first) day, as written: in the zone of the time itself."""
        return self.value.date() if isinstance(self.value, dt.datetime) else self.value

    @property
    def earliest(self) -> dt.datetime:
        """The first instant that is meant; days, months and years are read in UTC."""
        if isinstance(self.value, dt.datetime):
            return self.value
        return dt.datetime.combine(self.value, dt.time(), dt.UTC)

    @property
    def latest(self) -> dt.datetime:
        """The last instant that is meant; the same as `earliest` for an exact time."""
        if isinstance(self.value, dt.datetime):
            return self.value
        day = self.value
        if self.precision is Precision.YEAR:
            day = day.replace(month=12, day=31)
        elif self.precision is Precision.MONTH:
            day = day.replace(day=_days_in(day.year, day.month))
        return dt.datetime.combine(day, dt.time(23, 59, 59, 999_999), dt.UTC)

    def isoformat(self) -> str:
        """As it is written in front matter."""
        if isinstance(self.value, dt.datetime):
            return self.value.isoformat().replace("+00:00", "Z")
        length = {Precision.YEAR: 4, Precision.MONTH: 7}.get(self.precision, 10)
        return self.value.isoformat()[:length]


Code = Literal["naive-time", "unreadable-time", "irregular-time", "unknown-key", "wrong-type"]


class MomentError(Exception):
    """A value that is no time here.

    code: what kind of fault. right: the text to write instead. inner: keys below the value's own.
    """

    def __init__(self, code: Code, message: str, *, right: str | None = None, inner: KeyPath = ()) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.right = right
        self.inner = inner


_DATE = r"(?P<y>[0-9]{4})(?P<s1>[-/.])(?P<m>[0-9]{1,2})(?P=s1)(?P<d>[0-9]{1,2})"
_CLOCK = r"(?P<H>[0-9]{1,2}):(?P<M>[0-9]{2})(?::(?P<S>[0-9]{2})(?P<f>[.,][0-9]{1,9})?)?"
_ZONE = r"(?P<z>[A-Za-z]{1,5}|[-+][0-9]{1,2}(?::?[0-9]{2})?)"
_FORM = re.compile(rf"{_DATE}(?:(?:[Tt_]|[ ]{{1,4}}){_CLOCK}[ ]{{0,4}}{_ZONE}?)?\Z")
_COARSE = re.compile(r"(?P<y>[0-9]{4})(?:-(?P<m>[0-9]{1,2}))?\Z")
_UTC = frozenset({"z", "utc", "gmt"})


def read_moment(value: Value, *, coarse: bool = False, lenient: bool = False) -> Moment:
    """The moment of a front-matter value: text, or a mapping with `at` and `estimated`.

    coarse: a month or a year is allowed as well. lenient: forms that are clear but not RFC 3339, such as
    `2026-03-02 9:10Z`, are read; otherwise they raise with the right form. Raises MomentError.
    """
    if isinstance(value, Mapping):
        return _read_mapping(value, coarse=coarse, lenient=lenient)
    if coarse and isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        message = f"{_what(value)} is not a time; write {EXAMPLE}, or a date alone"
        raise MomentError("unreadable-time", message)
    written = value.strip()
    rough = _COARSE.match(written) if coarse else None
    if rough:
        month = int(rough["m"] or 1)
        day = _date(written, int(rough["y"]), month, 1)
        return Moment(day, Precision.MONTH if rough["m"] else Precision.YEAR)
    found = _FORM.match(written)
    if found is None:
        raise MomentError("unreadable-time", _unreadable(written))
    day = _date(written, int(found["y"]), int(found["m"]), int(found["d"]))
    moment = _instant(written, day, found) if found["H"] else Moment(day, Precision.DAY)
    right = _canonical(day, found)
    if right != written and not lenient:
        raise MomentError("irregular-time", f"write '{written}' as {right} (RFC 3339)", right=right)
    return moment


def _read_mapping(value: Mapping[str, Value], *, coarse: bool, lenient: bool) -> Moment:
    for key in value:
        if key not in ("at", "estimated") and not key.startswith("x-"):
            message = f"unknown key {quote(key)} of a time; known here: at, estimated"
            raise MomentError("unknown-key", message, inner=(key,))
    estimated = value.get("estimated")
    if not isinstance(estimated, bool | None):
        raise MomentError("wrong-type", "estimated must be true or false", inner=("estimated",))
    if value.get("at") is None:
        raise MomentError("unreadable-time", f"a time with further keys needs `at:`; write at: {EXAMPLE}")
    if isinstance(value["at"], Mapping):
        raise MomentError("unreadable-time", f"`at:` must be a time such as {EXAMPLE}", inner=("at",))
    try:
        moment = read_moment(value["at"], coarse=coarse, lenient=lenient)
    except MomentError as error:
        error.inner = ("at",)
        raise
    return Moment(moment.value, moment.precision, bool(estimated))


def _date(written: str, year: int, month: int, day: int) -> dt.date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise MomentError("unreadable-time", f"the year of '{written}' cannot be right; correct it")
    if not 1 <= month <= 12:
        raise MomentError("unreadable-time", f"'{written}' has no month {month}; write year-month-day")
    days = _days_in(year, month)
    if not 1 <= day <= days:
        message = f"there is no day {day} in {year}-{month:02} (it has {days} days); correct '{written}'"
        raise MomentError("unreadable-time", message)
    return dt.date(year, month, day)


def _days_in(year: int, month: int) -> int:
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return (following - dt.timedelta(days=1)).day


def _instant(written: str, day: dt.date, found: re.Match[str]) -> Moment:
    hour, minute, second = int(found["H"]), int(found["M"]), int(found["S"] or 0)
    if hour == 24:
        message = f"there is no hour 24; write '{written}' as 00:00 of the next day"
        raise MomentError("unreadable-time", message)
    if hour > 23 or minute > 59 or second > 59:
        message = f"'{written}' names a time of day that does not exist; correct it"
        raise MomentError("unreadable-time", message)
    fraction = int((found["f"] or ".0")[1:7].ljust(6, "0"))
    zone = _zone(written, day, found)
    return Moment(dt.datetime.combine(day, dt.time(hour, minute, second, fraction, zone)), Precision.SECOND)


def _zone(written: str, day: dt.date, found: re.Match[str]) -> dt.tzinfo:
    name = found["z"]
    if name is None:
        right = f"{day.isoformat()}T{_clock(found)}"
        message = f"'{written}' names no zone; add it: write {right}Z if it is UTC, else {right}+01:00"
        raise MomentError("naive-time", message)
    if name.casefold() in _UTC:
        return dt.UTC
    if name[0] not in "+-":
        message = f"the zone '{name}' is not the same everywhere; write an offset such as +01:00, or Z"
        raise MomentError("naive-time", message)
    hours, minutes = int(name[1:3]), int(name[3:].lstrip(":") or 0)
    if hours > 23 or minutes > 59:
        raise MomentError("unreadable-time", f"there is no offset {name}; correct '{written}'")
    offset = dt.timedelta(hours=hours, minutes=minutes)
    return dt.timezone(-offset if name[0] == "-" else offset)


def _clock(found: re.Match[str]) -> str:
    fraction = (found["f"] or "").replace(",", ".")
    return f"{int(found['H']):02}:{found['M']}:{found['S'] or '00'}{fraction}"


def _canonical(day: dt.date, found: re.Match[str]) -> str:
    if not found["H"]:
        return day.isoformat()
    name = found["z"]
    if name.casefold() in _UTC:
        zone = "Z"
    else:
        digits = name[1:].replace(":", "")
        zone = f"{name[0]}{digits[:2].zfill(2)}:{digits[2:] or '00'}"
    return f"{day.isoformat()}T{_clock(found)}{zone}"


def _unreadable(written: str) -> str:
    if not written:
        return f"the time is empty; write {EXAMPLE}, or leave the key out while it is unknown"
    shown = quote(written, 40)
    if re.match(r"[0-9]{1,2}:[0-9]{2}", written):
        return f"{shown} has no date; write it as {EXAMPLE}"
    if re.match(r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}", written):
        return f"{shown} can be read in two ways; write year-month-day, such as {EXAMPLE}"
    return f"{shown} is not a time; write {EXAMPLE}, or a date alone, such as 2026-03-02"


def _what(value: Value) -> str:
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return f"the number {value}"
    return "a list" if isinstance(value, list) else "nothing"
