"""Due dates of actions as an iCalendar file (RFC 5545).

One all-day event a due date: to-dos (VTODO) are ignored by the calendars that most people have. An event
keeps its UID when its date moves, so that a subscribed calendar moves it, too.
"""

from collections.abc import Iterator, Sequence
import datetime as dt
import hashlib

from pmtool import __version__
from pmtool.features.actions.rows import ActionRow

_LINE = 75


def calendar_text(rows: Sequence[ActionRow], now: dt.datetime) -> str:
    """The calendar of all rows that have a due date; lines end with CRLF and are folded at 75 octets."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//pmtool//pm {__version__}//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:Corrective actions",
        "X-WR-CALNAME:Corrective actions",
    ]
    for row in rows:
        if row.due is not None:
            lines += _event(row, row.due, now)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def _event(row: ActionRow, due: dt.date, now: dt.datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(row)}"
    yield f"DTSTAMP:{now.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{due:%Y%m%d}"
    if due < dt.date.max:
        yield f"DTEND;VALUE=DATE:{due + dt.timedelta(days=1):%Y%m%d}"
    owner = row.get("owner")
    yield f"SUMMARY:{escaped(f'{row.text} ({owner})' if owner else row.text)}"
    known = [
        ("action", row.id),
        ("state", str(row.state).replace("_", " ")),
        ("strength", row.get("strength")),
        ("aim", row.get("aim")),
        ("factor", row.get("factor")),
        ("severity of the review", row.severity),
        ("ticket", row.get("ticket")),
        ("file", f"{row.path.as_posix()}:{row.line}"),
    ]
    text = "\n".join(f"{name}: {value}" for name, value in known if value)
    yield f"DESCRIPTION:{escaped(text)}"
    yield "CATEGORIES:post-mortem"
    # A due date does not make anybody busy that day.
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _uid(row: ActionRow) -> str:
    """Stable for an id; for an action without one, stable for its text."""
    name = row.id.rpartition("/")[2]
    what = f"{row.review}/{row.text}" if name.startswith("#") else row.id
    return f"{hashlib.sha256(what.encode('utf-8', 'replace')).hexdigest()[:32]}@pmtool"


def escaped(text: str) -> str:
    """TEXT of RFC 5545, 3.3.11; control characters have no place in it."""
    plain = "".join(c if c.isprintable() or c == "\n" else " " for c in text.replace("\r\n", "\n"))
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """Lines of at most 75 octets; the further ones begin with a space. No character is cut in two."""
    current, size = "", 0
    for character in line:
        octets = len(character.encode("utf-8", "replace"))
        if size + octets > _LINE:
            yield current
            current, size = " ", 1
        current += character
        size += octets
    yield current
