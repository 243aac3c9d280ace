"""Time zones as people name them beside a clock time.

Abbreviations are ambiguous by nature. Those of UTC, Europe and the United States are read as engineers there
mean them: BST is British Summer Time (not Bangladesh), CST US Central (not China), IST India (not Israel or
Ireland), and the letters that leave summer or winter open (`ET`, `PT`, `Pacific`) follow the calendar of the
place. Who means another one writes an offset or an IANA name; both win. An abbreviation is only read in
capitals, so that prose is not.
"""

import datetime as dt
import re

# Hours from UTC.
_FIXED: dict[str, float] = {
    "UTC": 0,
    "GMT": 0,
    "Z": 0,
    "WET": 0,
    "WEST": 1,
    "BST": 1,
    "CET": 1,
    "CEST": 2,
    "MEZ": 1,
    "MESZ": 2,
    "EET": 2,
    "EEST": 3,
    "MSK": 3,
    "IST": 5.5,
    "SGT": 8,
    "HKT": 8,
    "JST": 9,
    "KST": 9,
    "AEST": 10,
    "AEDT": 11,
    "NZST": 12,
    "NZDT": 13,
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
    "AKST": -9,
    "AKDT": -8,
    "HST": -10,
    "BRT": -3,
}
_PLACES = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
    "EASTERN": "America/New_York",
    "CENTRAL": "America/Chicago",
    "MOUNTAIN": "America/Denver",
    "PACIFIC": "America/Los_Angeles",
}
_WORDS = "|".join(sorted((*_FIXED, "ET", "CT", "MT", "PT"), key=len, reverse=True))

# One zone; `zone` is the whole of it. The names of US zones are common words, so they need "time" or an end
# behind them.
ZONE = (
    r"(?:(?:UTC|GMT)\s?[+\-−]\s?\d{1,2}(?::?\d{2})?(?!\d)"
    r"|\+\d{2}:?\d{2}(?!\d)"
    rf"|(?:{_WORDS})\b(?!/)"
    r"|[A-Z][A-Za-z_]{1,20}/[A-Z][A-Za-z_]{1,30}(?:/[A-Z][A-Za-z_]{1,30})?"
    r"|(?:US )?(?:Eastern|Central|Mountain|Pacific)(?: Standard| Daylight)?(?: [Tt]ime\b|"
    r"(?=\s*(?:[):,\]–—|-]|$))))"
)
_OFFSET = re.compile(r"(?:UTC|GMT)?\s?([+\-−])\s?(\d{1,2})(?::?(\d{2}))?\Z")
_ANY = re.compile(ZONE)
_SAID = re.compile(
    r"\ball (?:the )?(?:times|timestamps|clocks|hours|events|entries)\b|\b(?:times|timestamps) (?:are|"
    r"below|here|given|shown|in)\b|"
    r"\btime[ -]?zone\b|\btimes?:\s",
    re.IGNORECASE,
)


def read_zone(name: str) -> dt.tzinfo | None:
    """The zone of a name, an abbreviation or an offset; None for an unknown one."""
    plain = name.strip()
    offset = _OFFSET.match(plain)
    if offset and (plain[:1] in "+-−" or plain[:3] in ("UTC", "GMT")):
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        if minutes > 14 * 60:
            return None
        return _fixed(-minutes if offset[1] in "-−" else minutes)
    if plain in _FIXED:
        return _fixed(round(_FIXED[plain] * 60))
    first = plain.removeprefix("US ").split(" ")[0].upper()
    return _place(_PLACES.get(first, plain))


def _fixed(minutes: int) -> dt.tzinfo:
    return dt.timezone(dt.timedelta(minutes=minutes)) if minutes else dt.UTC


def _place(name: str) -> dt.tzinfo | None:
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return None


def zone_in(text: str) -> dt.tzinfo | None:
    """The zone that a heading or a table's header names: `Timeline (UTC)`, `Time in CET`."""
    for found in _ANY.finditer(text[:300]):
        # A lone letter or number in a heading is no zone.
        if found[0] != "Z" and found[0][0] not in "+-−":
            zone = read_zone(found[0])
            if zone is not None:
                return zone
    return None


def zone_said(text: str) -> dt.tzinfo | None:
    """The zone that a sentence says all times are in: "All times in PST", "(all times are UTC+1)"."""
    for sentence in re.findall(r"[^.\n]{1,200}", text[:2000]):
        if _SAID.search(sentence):
            zone = zone_in(sentence)
            if zone is not None:
                return zone
    return None
