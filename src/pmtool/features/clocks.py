"""`pm clock`: where the legal and contractual clocks of the collection stand."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
import datetime as dt
from pathlib import PurePath

from pmtool.clocks import DISCLAIMER
from pmtool.clocks.engine import Outcome, State, evaluate
from pmtool.config import Config
from pmtool.corpus import Corpus
from pmtool.errors import PmError
from pmtool.parse import Document
from pmtool.rules.deadlines import clocks_of, facts_for, settings_of, table_of, unconsidered

OPEN = (State.RUNNING, State.MISSED, State.WAITING, State.PROMPTLY)
UNCONSIDERED = "unconsidered"


@dataclass(frozen=True)
class ClockRow:
    """One clock of one review. state: a `State`, or `unconsidered` where no entry names the clock's regime.

    implied: it runs because of the report of another clock.
    """

    review: str
    path: PurePath
    state: str
    outcome: Outcome
    implied: bool = False
    left: dt.timedelta | None = None

    @property
    def open(self) -> bool:
        """Whether somebody still has something to do."""
        return self.state in (*map(str, OPEN), UNCONSIDERED)


def clock_rows(documents: Iterable[Document], config: Config, now: dt.datetime) -> list[ClockRow]:
    """All clocks, the ones that end first before the others."""
    rows = [row for document in documents for row in rows_of(document, config, now)]
    return sorted(rows, key=_order)


def rows_of(document: Document, config: Config, now: dt.datetime) -> Iterator[ClockRow]:
    """The clocks of one review: named, implied, and those that nobody considered."""
    stem, path = document.stem, document.path
    for running in clocks_of(document, config, now):
        outcome = running.outcome
        yield ClockRow(stem, path, str(outcome.state), outcome, running.implied, outcome.left(now))
    table, settings = table_of(config), settings_of(config)
    for found in unconsidered(document, config, now):
        for clock in found.clocks:
            outcome = evaluate(clock, facts_for(document, clock, [], table, None), now, settings)
            told = replace(outcome, notes=(f"{found.fact}; nobody has considered it yet", *outcome.notes))
            yield ClockRow(stem, path, UNCONSIDERED, told, left=outcome.left(now))


def _order(row: ClockRow) -> tuple[bool, bool, dt.datetime, str, str]:
    due = row.outcome.due
    last = dt.datetime.max.replace(tzinfo=dt.UTC)
    return (not row.open, due is None, due or last, row.review, row.outcome.clock.id)


def chosen(
    rows: Sequence[ClockRow], config: Config, *, regimes: Sequence[str], everything: bool
) -> list[ClockRow]:
    """The rows of the regimes or clocks named, open ones unless `everything`. Raises PmError for an unknown one."""
    table = table_of(config)
    known = [*table.regimes(), *table.clocks]
    for name in regimes:
        if name not in known:
            near = table.nearest(name)
            hint = f"did you mean '{near}'?" if near else f"known: {', '.join(table.regimes())}"
            raise PmError(f"there is no regime or clock '{name}'", hint)
    return [
        row
        for row in rows
        if (everything or row.open)
        and (not regimes or row.outcome.clock.regime in regimes or row.outcome.clock.id in regimes)
    ]


def documents_of(corpus: Corpus, stems: Sequence[str]) -> Iterator[Document]:
    """The named reviews, or all of them. Raises PmError for one that is not there or cannot be read."""
    from pmtool.features.resolving import resolve

    if not stems:
        corpus.select([])  # a missing directory is an error here as well
        yield from corpus.documents()
        return
    for stem in stems:
        found = corpus.read(resolve(corpus, stem))
        if not isinstance(found, Document):
            raise PmError(f"{found.path}: {found.reason}")
        yield found


def as_json(row: ClockRow, config: Config) -> dict[str, object]:
    """A row for other programs; times RFC 3339, lengths in seconds."""
    outcome, clock = row.outcome, row.outcome.clock
    return {
        "review": row.review,
        "path": row.path.as_posix(),
        "clock": clock.id,
        "regime": clock.regime,
        "phase": clock.phase,
        "name": clock.name,
        "law": clock.law,
        "recipient": clock.recipient,
        "state": row.state,
        "anchor": outcome.anchor,
        "anchor_at": rfc3339(outcome.anchor_at),
        "estimated": outcome.estimated,
        "due": rfc3339(outcome.due),
        "left_seconds": int(row.left.total_seconds()) if row.left is not None else None,
        "moved": outcome.moved,
        "submitted": rfc3339(outcome.submitted),
        "reasons": outcome.reasons or None,
        "implied": row.implied,
        "notes": [note for note in (*outcome.notes, clock.note) if note],
        "source": clock.source,
        "confidence": clock.confidence,
        "as_of": table_of(config).version.isoformat(),
        "disclaimer": DISCLAIMER,
    }


def rfc3339(moment: dt.datetime | None) -> str | None:
    """An instant in UTC, to the second."""
    if moment is None:
        return None
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def calendar_text(rows: Sequence[ClockRow], config: Config, now: dt.datetime) -> str:
    """The deadlines that still run as an iCalendar file (RFC 5545), each with alarms a day and four hours before."""
    from pmtool import __version__
    from pmtool.features.actions.calendar import folded

    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//pmtool//pm {__version__}//EN",
        "CALSCALE:GREGORIAN",
    ]
    lines += ["METHOD:PUBLISH", "NAME:Legal clocks", "X-WR-CALNAME:Legal clocks"]
    for row in rows:
        if row.outcome.due is not None and row.open:
            lines += _event(row, row.outcome.due, config, now)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def _event(row: ClockRow, due: dt.datetime, config: Config, now: dt.datetime) -> Iterator[str]:
    import hashlib

    from pmtool.features.actions.calendar import escaped

    clock = row.outcome.clock
    uid = hashlib.sha256(f"{row.review}/{clock.id}".encode("utf-8", "replace")).hexdigest()[:32]
    told = [
        clock.says,
        f"law: {clock.law}",
        f"to: {clock.recipient}",
        f"review: {row.path.as_posix()}",
        f"as of {table_of(config).version.isoformat()}; {DISCLAIMER}",
    ]
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}@pmtool"
    yield f"DTSTAMP:{now.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART:{due.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    yield f"SUMMARY:{escaped(f'Deadline {clock.id}: {row.review}')}"
    yield f"DESCRIPTION:{escaped(chr(10).join(told))}"
    yield "CATEGORIES:post-mortem"
    yield "TRANSP:TRANSPARENT"
    for before in ("-P1D", "-PT4H"):
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{before}")
        yield f"DESCRIPTION:{escaped(f'{clock.id} ends {rfc3339(due)}')}"
        yield "END:VALARM"
    yield "END:VEVENT"
