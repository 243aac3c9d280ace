"""`--started`: when the event began, as people write it."""

from dataclasses import dataclass
import datetime as dt
import re
from zoneinfo import ZoneInfo

from pmtool.errors import PmError

_MOMENT = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)"
    r"(?:[Tt ](?P<time>\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s?(?P<zone>[Zz]|[+-]\d\d:?\d\d)?)?\Z",
    re.ASCII,
)
_EXPECTED = "write 2026-03-02, 2026-03-02T09:10:00Z, or '2026-03-02 09:10' (read in the zone of pm.toml)"


@dataclass(frozen=True, slots=True)
class Started:
    """A start. text: for the front matter; day: for the file name; entry: timeline stamp, None for a date."""

    text: str
    day: dt.date
    entry: str | None
    moment: dt.datetime | None


def read_started(given: str, zone: str) -> Started:
    """Read a date, an RFC 3339 time, or a naive time in `zone` (an IANA name); PmError for anything else."""
    found = _MOMENT.match(given.strip())
    if found is None:
        raise PmError(f"--started '{given}' is neither a date nor a time", _EXPECTED)
    try:
        day = dt.date.fromisoformat(found["date"])
        if found["time"] is None:
            return Started(day.isoformat(), day, None, None)
        moment = dt.datetime.combine(day, dt.time.fromisoformat(found["time"]))
        if found["zone"]:
            moment = dt.datetime.fromisoformat(f"{moment.isoformat()}{_offset(found['zone'])}")
    except ValueError:
        raise PmError(f"--started '{given}': there is no such date or time", _EXPECTED) from None
    local = ZoneInfo(zone)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=local)
        if moment.astimezone(dt.UTC).astimezone(local).replace(tzinfo=None) != moment.replace(tzinfo=None):
            raise PmError(
                f"--started '{given}': clocks in {zone} were put forward over this time, it did not exist",
                "write it with its offset: 2026-03-02T09:10:00+01:00",
            )
    in_zone = moment.astimezone(local)
    return Started(rfc3339(moment), moment.date(), f"{in_zone:%Y-%m-%d %H:%M}", moment)


def rfc3339(moment: dt.datetime) -> str:
    """An aware time as front matter writes it, `Z` for UTC."""
    written = moment.isoformat(timespec="seconds")
    return written.removesuffix("+00:00") + "Z" if moment.utcoffset() == dt.timedelta() else written


def _offset(zone: str) -> str:
    if zone in "Zz":
        return "+00:00"
    return zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
