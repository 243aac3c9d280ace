"""Calendar dates as people write them: ISO, numbers in either order, month names."""

from collections.abc import Callable
from dataclasses import dataclass
import datetime as dt
import re

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
DASH = r"[-‐‑–—−]"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_END = r"(?!\d|:\d)"
_YEAR = rf"(?:,?\s+(\d{{4}}){_END})?"

_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?![\d/]|[-.]\d)")
_SHORT_YEAR = re.compile(r"\d{1,2}([-/])\d{1,2}\1\d{3}(?!\d)")
_MONTH_FIRST = re.compile(
    rf"({MONTH})\b\.?\s+{_DAY}{_END}(?:\s?{DASH}\s?{_DAY}(?![\d:\w]))?{_YEAR}", re.IGNORECASE
)
_DAY_FIRST = re.compile(rf"{_DAY}(?:\s?{DASH}\s?{_DAY})?\s+(?:of\s+)?({MONTH})\b\.?{_YEAR}", re.IGNORECASE)
_DAY_NAME_YEAR = re.compile(rf"(\d{{1,2}})[-/ ]({MONTH})[-/ ](\d{{4}}|\d{{2}}){_END}", re.IGNORECASE)
_NAME_DAY_YEAR = re.compile(rf"({MONTH})[-/](\d{{1,2}})[-/](\d{{4}})(?!\d)", re.IGNORECASE)
_NO_YEAR = re.compile(r"(\d{1,2})[-/](\d{1,2})(?=[ T]+\d{1,2}:\d{2})")
_BLANK = re.compile(
    r"(?:YYYY|yyyy)[-/.](?:MM|mm)[-/.](?:DD|dd)\b|\d{4}-(?:MM|mm|XX|xx|\?\?|\d{2})-(?:DD|dd|XX|xx|\?\?)"
)
_ANYWHERE = re.compile(r"(?<![\d./-])(\d{1,2})([-/.])(\d{1,2})\2(?:\d{4}|\d{2})(?![\d/]|[-.]\d)")


# Outside of these a year is a slip of the keys.
_FIRST_YEAR, _LAST_YEAR = 1970, 2199


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: its end, the day; (month, day) where the year is left out; the last day of a
    range."""

    end: int
    day: dt.date | None = None
    month_day: tuple[int, int] | None = None
    until: dt.date | None = None
    problem: str | None = None


def day_comes_first(text: str, *, default: bool) -> bool:
    """How numeric dates of a text are read: as those of them that can be read in one way only, else the
    default."""
    day = month = False
    for found in _ANYWHERE.finditer(text):
        first, second = int(found[1]), int(found[3])
        day = day or (12 < first <= 31 and second <= 12)
        month = month or (12 < second <= 31 and first <= 12)
    return default if day == month else day


def read_date(text: str, start: int, *, day_first: bool) -> FoundDate | None:
    """The date that stands at `start`, None where there is none."""
    for pattern, reader in _FORMS:
        found = pattern.match(text, start)
        if found is not None:
            return reader(found, day_first)
    return None


def resolve_year(month_day: tuple[int, int], near: dt.date) -> dt.date | None:
    """The day of a month and day without a year that lies nearest to a known date."""
    days = []
    for year in (near.year - 1, near.year, near.year + 1):
        try:
            days.append(dt.date(year, *month_day))
        except ValueError:
            continue
    return min(days, key=lambda day: abs((day - near).days), default=None)


def _made(found: re.Match[str], year: int, month: int, day: int, until: int | None = None) -> FoundDate:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return FoundDate(found.end(), problem=f"the year of '{found[0]}' is no year of an incident")
    try:
        made = dt.date(year, month, day)
    except ValueError:
        return FoundDate(found.end(), problem=f"the date '{found[0]}' does not exist")
    last = None
    if until is not None and until > day:
        try:
            last = dt.date(year, month, until)
        except ValueError:
            return FoundDate(found.end(), made, problem=f"the date '{found[0]}' does not exist")
    return FoundDate(found.end(), made, until=last)


def _iso(found: re.Match[str], day_first: bool) -> FoundDate:
    return _made(found, int(found[1]), int(found[3]), int(found[4]))


def _numeric(found: re.Match[str], day_first: bool) -> FoundDate:
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if first > 12 >= second:
        day_first = True
    elif second > 12 >= first:
        day_first = False
    elif found[2] == ".":  # dots are written where the day comes first
        day_first = True
    day, month = (first, second) if day_first else (second, first)
    return _made(found, year + 2000 if len(found[4]) == 2 else year, month, day)


def _broken_year(found: re.Match[str], day_first: bool) -> FoundDate:
    return FoundDate(found.end(), problem=f"the year of '{found[0]}' has three digits")


def _named(found: re.Match[str], name: str, day: str, until: str | None, year: str | None) -> FoundDate:
    month = _NAMES.index(name[:3].casefold()) + 1
    if year is not None:
        return _made(found, int(year), month, int(day), int(until) if until else None)
    checked = _made(found, 2024, month, int(day))  # a leap year: 29 February may be meant
    if checked.day is None:
        return checked
    return FoundDate(found.end(), month_day=(month, int(day)))


def _month_first(found: re.Match[str], day_first: bool) -> FoundDate:
    return _named(found, found[1], found[2], found[3], found[4])


def _day_first(found: re.Match[str], day_first: bool) -> FoundDate:
    return _named(found, found[3], found[1], found[2], found[4])


def _day_name_year(found: re.Match[str], day_first: bool) -> FoundDate:
    return _named(found, found[2], found[1], None, found[3] if len(found[3]) == 4 else f"20{found[3]}")


def _name_day_year(found: re.Match[str], day_first: bool) -> FoundDate:
    return _named(found, found[1], found[2], None, found[3])


def _no_year(found: re.Match[str], day_first: bool) -> FoundDate:
    first, second = int(found[1]), int(found[2])
    month, day = (second, first) if (day_first or first > 12) and second <= 12 else (first, second)
    checked = _made(found, 2024, month, day)
    return FoundDate(found.end(), month_day=(month, day)) if checked.day else checked


def _blank(found: re.Match[str], day_first: bool) -> FoundDate:
    return FoundDate(found.end(), problem=f"the date '{found[0]}' is not filled in")


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], bool], FoundDate]], ...] = (
    (_ISO, _iso),
    (_NUMERIC, _numeric),
    (_SHORT_YEAR, _broken_year),
    (_DAY_NAME_YEAR, _day_name_year),
    (_NAME_DAY_YEAR, _name_day_year),
    (_MONTH_FIRST, _month_first),
    (_DAY_FIRST, _day_first),
    (_NO_YEAR, _no_year),
    (_BLANK, _blank),
)
