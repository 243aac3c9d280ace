"""Times as people write them at the head of a timeline entry.

A stamp is read from the start of a plain text: marks and brackets, "approximately", a weekday, a date and a
clock time in either order, a zone, the end of a range. The forms are those counted in public reviews: `HH:MM`
with seconds or not, with AM/PM or `12:29p`, ISO dates and date-times, `YYYY-MM-DD HHMM`, month names in both
orders, D/M/Y and M/D/Y, dates without a year, `[MM-DD HH:MM]`. What is a stamp by its form but says no time
(`24:XX`, 2026-02-30, `13:06 PM`) is returned with its `problem`; it is for a rule to report.
"""

from dataclasses import dataclass, replace
import re

from pmtool.model.entries import Stamp
from pmtool.model.span import Span
from pmtool.parse.clocks import CLOCK, FoundClock, read_clock
from pmtool.parse.dates import DASH, MONTH, FoundDate, read_date
from pmtool.parse.zones import ZONE

# No stamp is longer than this; what comes after is not looked at, so that reading stays linear.
_REACH = 160

_DAYS = (
    r"(?:mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|"
    r"sunday)\b\.?"
)
_OPENING = re.compile(r"-?[\s*_`{\[(\"'<«•]*")
_APPROXIMATE = re.compile(
    r"(?:[~≈∼]|(?:ca\.?|circa|approx(?:imately|\.)?|around|about|roughly|est(?:imated|\.)?)(?=[\s~\d]))\s*",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"(?:at|on|from|by|since|between)\s+", re.IGNORECASE)
_WEEKDAY = re.compile(rf"{_DAYS},?\s*", re.IGNORECASE)
_WEEKDAY_BEHIND = re.compile(rf",?\s*\(?{_DAYS}\)?", re.IGNORECASE)
_BLANK = re.compile(r"\?{2,}(?=[\s\]):]|\Z)")
_TO_CLOCK = re.compile(
    rf"T(?=[\dH?])|:\s+|,?\s+(?:at|@)\s+|\s*,\s*|\s+{DASH}\s+|\s*@\s*|\s+|\s*[/|]\s*", re.IGNORECASE
)
_TO_DATE = re.compile(rf",?\s+on\s+|\s*,\s*|\s+{DASH}\s+|\s+|\s*[/|]\s*", re.IGNORECASE)
_RANGE = re.compile(rf"\s*(?:{DASH}>?|→|~|\b(?:to|until|till|and)\b)\s*", re.IGNORECASE)
_ALTERNATIVE = re.compile(rf"\s*(?:\(\s*{CLOCK}\s*{ZONE}?\s*\)|/\s*{CLOCK}\s*{ZONE})")
_APPROXIMATE_BEHIND = re.compile(
    r"\s*(?:~(?!~)|\((?:approx(?:imately|imate|\.)?|circa|ca\.|est(?:imated|\.)?)\)|-ish\b)", re.IGNORECASE
)
_TAIL = re.compile(r"(?:[\s\])}*_`~:;,|=>→•‐‑–—−]|-(?![\d.])|\[\^[^\]\s]{1,20}\]|\.(?=\s|\Z))*")
_SEED = re.compile(
    rf"(?<![\w./:-])(?:\d{{4}}[-/.]\d{{1,2}}[-/.]\d|\d{{1,2}}:\d{{2}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2}}|"
    rf"{MONTH}\b\.?\s+\d|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundStamp:
    """A stamp in a plain text.

    start, end: where it stands in the text. rest: where what happened begins, behind separators. worded: a
    word leads it in ("On 3 May"), as in prose. closed: something stands between it and what follows (a colon,
    a bracket, a dash).
    """

    start: int
    end: int
    rest: int
    stamp: Stamp
    worded: bool = False
    closed: bool = False

    def placed(self, span: Span) -> Stamp:
        """The stamp with its span in the file."""
        return replace(self.stamp, span=span)

    def shifted(self, by: int) -> "FoundStamp":
        """The same, further on in the text."""
        return replace(self, start=self.start + by, end=self.end + by, rest=self.rest + by)


def read_stamp(text: str, *, day_first: bool = False) -> FoundStamp | None:
    """The stamp that a text begins with, None where it begins with something else."""
    return _Scanner(text[:_REACH], day_first).read()


def find_stamp(text: str, *, day_first: bool = False, start: int = 0) -> FoundStamp | None:
    """The first stamp with a clock time or a whole date in the first characters of a text."""
    head = text[:_REACH]
    for seed in _SEED.finditer(head, start):
        found = _Scanner(head[seed.start() :], day_first).read()
        if found is not None:
            return found.shifted(seed.start())
    return None


class _Scanner:
    """Reads one stamp from left to right; every step moves `at` or leaves it alone."""

    def __init__(self, text: str, day_first: bool) -> None:
        self.text = text
        self.at = 0
        self.day_first = day_first

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self.text, self.at)
        if found is not None:
            self.at = found.end()
        return found

    def read(self) -> FoundStamp | None:
        self._take(_OPENING)
        worded = self._take(_PREPOSITION) is not None
        start = self.at
        approximate = self._take(_APPROXIMATE) is not None
        self._take(_WEEKDAY)
        date, clock, marked = self._date_and_clock()
        if date is None and clock is None:
            blank = self._take(_BLANK)
            if blank is None or blank.start() != start or start == 0:
                return None
            clock = FoundClock(self.at, problem=f"'{blank[0]}' says no time")
        later, until = self._later(date, clock)
        if clock is not None and later is not None:
            clock = _same_half(clock, later)
        approximate = self._take(_APPROXIMATE_BEHIND) is not None or approximate or marked
        self._take(_ALTERNATIVE)
        if self._runs_on():
            return None
        end = self.at
        self._take(_TAIL)
        problems = (
            date.problem if date else None,
            clock.problem if clock else None,
            later.problem if later else None,
        )
        stamp = Stamp(
            Span(start, end),
            date=date.day if date else None,
            time=clock.time if clock else None,
            zone=(clock.zone if clock else None) or (later.zone if later else None),
            end=later.time if later else None,
            approximate=approximate,
            problem=next((problem for problem in problems if problem), None),
            month_day=date.month_day if date else None,
            misdated=date is not None and date.day is None and date.month_day is None,
            until=(until.day if until else None) or (date.until if date else None),
        )
        return FoundStamp(start, end, self.at, stamp, worded, bool(self.text[end : self.at].strip()))

    def _runs_on(self) -> bool:
        """Whether what was read is only the beginning of a longer word or number."""
        before, behind = self.text[self.at - 1 : self.at], self.text[self.at : self.at + 2]
        joined = behind[:1].isalnum() or (behind[:1] == "_" and behind[1:].isalnum())
        return joined and before.isalnum()

    def _date(self) -> FoundDate | None:
        date = read_date(self.text, self.at, day_first=self.day_first)
        if date is not None:
            self.at = date.end
        return date

    def _clock(self, *, after_date: bool) -> FoundClock | None:
        clock = read_clock(self.text, self.at, after_date=after_date)
        if clock is not None:
            self.at = clock.end
        return clock

    def _date_and_clock(self) -> tuple[FoundDate | None, FoundClock | None, bool]:
        """Date, clock time, and whether the clock time is marked as approximate."""
        date = self._date()
        if date is not None:
            self._take(_WEEKDAY_BEHIND)
            here = self.at
            if self._take(_TO_CLOCK):
                marked = self._take(_APPROXIMATE) is not None
                clock = self._clock(after_date=True)
                if clock is not None:
                    return date, clock, marked
            self.at = here
            return date, None, False
        clock = self._clock(after_date=False)
        if clock is not None:
            here = self.at
            self._take(_TO_DATE)
            self._take(_WEEKDAY)
            # A date behind a clock time belongs to it only when it is one beyond doubt: `14:05 3 May`, not
            # `14:05 1.2.3`.
            date = self._date()
            if date is None:
                self.at = here
        return date, clock, False

    def _later(
        self, date: FoundDate | None, clock: FoundClock | None
    ) -> tuple[FoundClock | None, FoundDate | None]:
        """The end of a range: a clock time, a date, or both."""
        here = self.at
        if not self._take(_RANGE):
            return None, None
        self._take(_APPROXIMATE)
        until = self._date() if date is not None else None
        if until is not None and clock is not None:
            self._take(_TO_CLOCK)
        later = self._clock(after_date=until is not None) if clock is not None else None
        if until is None and later is None:
            self.at = here
        return later, until


def _same_half(clock: FoundClock, later: FoundClock) -> FoundClock:
    """`2:00-4:30 PM`: the first time is of the same half of the day."""
    if later.meridiem != "p" or later.time is None or clock.time is None or clock.problem:
        return clock
    return clock.afternoon() if clock.afternoon().time <= later.time else clock  # type: ignore[operator]
