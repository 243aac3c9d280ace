"""What was exposed to events, from a small CSV file: the denominator of rates.

Columns: from, to (days, inclusive), unit (requests, decisions, model-months …), amount, and, if there, service. An
amount counts evenly over its days.
"""

from collections.abc import Iterable, Sequence
import csv
from dataclasses import dataclass
import datetime as dt
import io
import math

from pmtool.corpus import Corpus
from pmtool.errors import PmError

CALENDAR = "days"
_NEEDED = ("from", "to", "unit", "amount")


@dataclass(frozen=True, slots=True)
class Exposure:
    """An amount of a unit over days, both inclusive. service: None for all of them together."""

    begin: dt.date
    end: dt.date
    unit: str
    amount: float
    service: str | None = None

    def within(self, begin: dt.date, end: dt.date) -> float:
        """The part of the amount that falls on the days from `begin` to `end`, inclusive."""
        days = (min(self.end, end) - max(self.begin, begin)).days + 1
        return self.amount * max(0, days) / ((self.end - self.begin).days + 1)


def read_exposure(corpus: Corpus) -> list[Exposure]:
    """The configured file; empty without one. Raises PmError for a row that cannot be read."""
    name = corpus.config.stats.exposure
    if not name:
        return []
    path = corpus.root / name
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise PmError(f"stats.exposure: {name}: {reason}".lower()) from None
    return parse_exposure(name, text)


def parse_exposure(name: str, text: str) -> list[Exposure]:
    """The rows of a CSV text. Raises PmError with the line of the first faulty one."""
    reader = csv.DictReader(io.StringIO(text), skipinitialspace=True)
    try:
        rows = list(reader)
    except csv.Error as error:
        raise PmError(f"{name}: {error}") from None
    missing = [column for column in _NEEDED if column not in (reader.fieldnames or ())]
    if missing:
        raise PmError(
            f"{name}: the column {missing[0]} is missing", f"the first line is: {','.join(_NEEDED)},service"
        )
    return [_row(f"{name}:{number}", row) for number, row in enumerate(rows, start=2)]


def _row(place: str, row: dict[str, str]) -> Exposure:
    try:
        begin, end = dt.date.fromisoformat(row["from"].strip()), dt.date.fromisoformat(row["to"].strip())
        amount = float(row["amount"].replace("_", ""))
    except (ValueError, TypeError, AttributeError):
        raise PmError(
            f"{place}: a row is a day, a day, a unit and a number", "2026-01-01,2026-01-31,requests,1200000"
        ) from None
    if end < begin or not math.isfinite(amount) or amount < 0:
        raise PmError(f"{place}: from is the first day, to the last, and the amount is not below 0")
    return Exposure(
        begin, end, (row["unit"] or "").strip(), amount, (row.get("service") or "").strip() or None
    )


def units(rows: Iterable[Exposure]) -> list[str]:
    """The units of a file, sorted."""
    return sorted({row.unit for row in rows})


def total(
    rows: Sequence[Exposure], unit: str, begin: dt.date, end: dt.date, services: frozenset[str] = frozenset()
) -> float:
    """The amount of a unit on the days from `begin` to `end`, of the services where any are named.

    A row without a service counts for all; where some rows name the services asked for, only these count.
    """
    wanted = [row for row in rows if row.unit == unit]
    named = [row for row in wanted if row.service in services]
    if named:
        wanted = named
    elif services or any(row.service is None for row in wanted):
        wanted = [row for row in wanted if row.service is None]
    return math.fsum(row.within(begin, end) for row in wanted)
