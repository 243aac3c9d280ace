"""Clock times as people write them: `14:05`, `14:05:09.120`, `2:05 PM`, `12:29p`, `9am`, `14h05`."""

from dataclasses import dataclass, replace
import datetime as dt
import re

from pmtool.parse.zones import ZONE, read_zone

CLOCK = r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?!:?\d)(?:\s?[aApP]\.?[mM]\b\.?|[ap]\b)?"

_CLOCK = re.compile(
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?(?!:?\d)"
    r"(?:\s?(?P<half>[aApP])\.?[mM]\b\.?|(?P<letter>[ap])\b)?"
)
_HOUR = re.compile(r"(?P<hour>\d{1,2})\s?(?P<half>[aApP])\.?[mM]\b\.?")
_LETTER = re.compile(r"(?P<hour>\d{1,2})h(?P<minute>\d{2})\b")
# Four digits are a clock time only behind a date, or where a zone or an end follows.
_DIGITS = r"(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d)"
_COMPACT = re.compile(rf"{_DIGITS}(?=\s*(?:[:–—\]*]|-\s|Z\b|UTC\b|GMT\b|hrs\b|$))")
_COMPACT_ZONED = re.compile(rf"{_DIGITS}(?=\s?(?:Z|UTC|GMT|hrs)\b)")
_BLANK = re.compile(
    r"(?:[\dXx?_-]{1,2}:(?:[Xx]{1,2}|\?{1,2}|_{1,2}|--)|[Xx?]{2}:\d{2}|HH:MM|HH:mm|"
    r"hh:mm)(?::(?:\d{2}|SS|ss))?(?!\w)"
)
_HOURS_WORD = re.compile(r"\s*(?:hrs|hours|h|uhr)\b\.?", re.IGNORECASE)
_WEST = re.compile(r"[-−]\d{2}:?\d{2}(?!\d)")
_ZONE_BEHIND = re.compile(rf"\s*[(\[]?\+?({ZONE})[)\]]?")


@dataclass(frozen=True, slots=True)
class FoundClock:
    """A clock time in a text: its end, `a` or `p` where it is written, its zone, and why it cannot be
    read."""

    end: int
    time: dt.time | None = None
    meridiem: str = ""
    zone: dt.tzinfo | None = None
    problem: str | None = None

    def afternoon(self) -> "FoundClock":
        """The same numbers read with PM."""
        if self.time is None or self.meridiem or self.time.hour >= 12:
            return self
        return replace(self, time=self.time.replace(hour=self.time.hour + 12), meridiem="p")


def read_clock(text: str, start: int, *, after_date: bool) -> FoundClock | None:
    """The clock time with its zone that stands at `start`, None where there is none."""
    for pattern in (_CLOCK, _HOUR, _LETTER, _COMPACT if after_date else _COMPACT_ZONED):
        found = pattern.match(text, start)
        if found is not None:
            return _with_zone(_made(found), text, iso=text[start - 1 : start] == "T")
    blank = _BLANK.match(text, start)
    if blank is None:
        return None
    return _with_zone(
        FoundClock(blank.end(), problem=f"the time '{blank[0]}' is not filled in"), text, iso=False
    )


def _made(found: re.Match[str]) -> FoundClock:
    parts = found.groupdict()
    hour, minute, second = (int(parts.get(name) or 0) for name in ("hour", "minute", "second"))
    meridiem = (parts.get("half") or parts.get("letter") or "").casefold()
    written, problem = found[0].rstrip(), None
    if meridiem and hour > 12:
        problem = f"'{written}' mixes the 24-hour with the 12-hour clock"
    elif meridiem:
        hour = hour % 12 + (12 if meridiem == "p" else 0)
    if hour == 24 and minute == second == 0:
        return FoundClock(found.end(), problem=f"'{written}' is 00:00 of the next day")
    try:
        time = dt.time(hour, minute, second)
    except ValueError:
        return FoundClock(found.end(), problem=f"the time '{written}' does not exist")
    return FoundClock(found.end(), time, meridiem, None, problem)


def _with_zone(clock: FoundClock, text: str, *, iso: bool) -> FoundClock:
    # `10:00-04:30` is a range; only in an ISO date-time the second half is an offset.
    west = _WEST.match(text, clock.end) if iso else None
    if west is not None:
        return replace(clock, end=west.end(), zone=read_zone(west[0]))
    hours = _HOURS_WORD.match(text, clock.end)
    end = hours.end() if hours else clock.end
    zone = None
    # "EDT (UTC-4)": the second says the same more exactly
    for _ in range(2):
        named = _ZONE_BEHIND.match(text, end)
        known = read_zone(named[1]) if named else None
        if named is None or known is None:
            break
        zone, end = known, named.end()
    return replace(clock, end=end, zone=zone)
