"""Days in the fields of actions."""

import datetime as dt
from functools import lru_cache

from pmtool.errors import PmError


@lru_cache(maxsize=4096)
def read_day(text: str | None, *, day_first: bool = False) -> dt.date | None:
    """The day that a field's value begins with (`2026-04-15 no answer…`), None where it begins with none."""
    if not text:
        return None
    try:
        # What nearly all are, without a regular expression.
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        from pmtool.parse.dates import read_date

        found = read_date(text, 0, day_first=day_first)
        return found.day if found is not None else None


def asked_day(option: str, text: str) -> dt.date:
    """A day that an option gives. Raises PmError for what is no ISO date."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise PmError(f"{option} takes a date such as 2026-03-02, not '{text}'") from None
