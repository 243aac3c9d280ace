"""Severity, status and date of a review without front matter, as its first lines say them.

Adopted reviews keep them as `**Severity:** P1`, `- Status: final`, `Date: 3 March 2025`, or in a small table. Only
lines are looked at, none far down, so that lists over thousands of reviews stay quick.
"""

from collections.abc import Iterator, Mapping
import datetime as dt
import re

from pmtool.model.front_matter import Value
from pmtool.parse.dates import read_date

# Beyond these a line is text, not what a review begins with.
_LINES, _LENGTH, _WITHIN = 40, 160, 6000
_NAMES = {
    "severity": "severity",
    "incident severity": "severity",
    "sev": "severity",
    "priority": "severity",
    "status": "status",
    "document status": "status",
    "postmortem status": "status",
    "post-mortem status": "status",
    "review status": "status",
    "date": "date",
    "incident date": "incident date",
    "date of incident": "incident date",
    "date of the incident": "incident date",
    "started": "incident date",
    "start": "incident date",
    "start time": "incident date",
}
_MARKS = " \t*_`"
_LEAD = re.compile(r"[ \t>]*(?:[-*+][ \t]+)?")
_PAIR = re.compile(r"([^:|\n]{3,40}):(.*)\Z")
_BEHIND = re.compile(r"[\s*_`]*[(\[,;–—|]|\s-\s")
_SIGN = re.compile(r"\A[^\w(]{1,4}")
_WEEKDAY = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+", re.IGNORECASE
)


def adopted_data(text: str, *, day_first: bool = False) -> Mapping[str, Value]:
    """`severity`, `status` and `times.started` (a day, ISO) as a front matter would have them; never raises.

    text: the whole text of a review that has no front matter. A field that is said twice counts as said first.
    """
    found: dict[str, str] = {}
    for name, value in _pairs(text[:_WITHIN]):
        key = _NAMES.get(" ".join(name.casefold().split()))
        if key is not None and value:
            found.setdefault(key, value)
    data: dict[str, Value] = {key: _first(found[key]) for key in ("severity", "status") if key in found}
    for key in ("incident date", "date"):
        day = read_date(_WEEKDAY.sub("", found.get(key, ""), count=1), 0, day_first=day_first)
        if day is not None and day.day is not None:
            data["times"] = {"started": day.day.isoformat()}
            break
    return data


def adopted_day(data: Mapping[str, Value]) -> dt.date | None:
    """The day in what `adopted_data` found."""
    times = data.get("times")
    return dt.date.fromisoformat(str(times["started"])) if isinstance(times, dict) else None


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Names and values: of lines, of table rows with two cells, of a table's head and its first row."""
    lines = text.splitlines()[:_LINES]
    fence = False
    for number, line in enumerate(lines):
        if len(line) > _LENGTH:
            continue
        plain = line[_match_end(line) :]
        if plain.startswith(("```", "~~~")):
            fence = not fence
        elif fence or plain.startswith("    "):
            continue
        elif "|" in plain:
            cells = _cells(plain)
            if len(cells) == 2:
                yield cells[0].rstrip(":" + _MARKS), cells[1]
            if number + 2 < len(lines) and _is_rule(lines[number + 1]) and len(lines[number + 2]) <= _LENGTH:
                yield from zip(cells, _cells(lines[number + 2]), strict=False)
        else:
            pair = _PAIR.match(plain)
            if pair is not None:
                yield pair[1].strip(_MARKS), pair[2].strip(_MARKS)


def _match_end(line: str) -> int:
    lead = _LEAD.match(line)
    return lead.end() if lead else 0


def _cells(line: str) -> list[str]:
    return [cell.strip(_MARKS) for cell in line.strip(" \t>").strip("|").split("|")]


def _is_rule(line: str) -> bool:
    return "-" in line and not line.strip(" \t>|:-")


def _first(value: str) -> str:
    """The value without emphasis and without what is added behind it: `P1 (customer-facing)` is P1."""
    plain = _SIGN.sub("", value.strip(_MARKS))
    return _BEHIND.split(plain, maxsplit=1)[0].strip(_MARKS)
