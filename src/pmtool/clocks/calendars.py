"""Working days. Weekends are known; bank holidays come from the `holidays` library, an optional part.

Without the library only weekends count as free days: a deadline in business days then comes earlier than the
law has it, never later, and the outcome says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
import datetime as dt
from functools import cache


@dataclass(frozen=True)
class WorkingDays:
    """A calendar. code: a country (`US`, `DE`, `DE-BY`), `ECB`, or empty for weekends alone. extra: more free
    days."""

    code: str = ""
    extra: frozenset[dt.date] = field(default_factory=frozenset)

    def is_free(self, day: dt.date) -> bool:
        """Whether nobody works on a day."""
        return day.weekday() >= 5 or day in self.extra or day in _holidays(self.code, day.year)

    def next_after(self, day: dt.date) -> dt.date:
        """The first working day after a day."""
        return self.add(day, 1)

    def add(self, day: dt.date, count: int) -> dt.date:
        """The `count`-th working day after a day, which itself does not count."""
        left = count
        while left:
            day += dt.timedelta(days=1)
            left -= not self.is_free(day)
        return day

    @property
    def gap(self) -> str | None:
        """Why bank holidays are not considered, None where they are."""
        if not self.code:
            return "bank holidays are not considered: no calendar is configured"
        return _gap(self.code)


def calendar(code: str, extra: Iterable[dt.date] = ()) -> WorkingDays:
    """The calendar of a code."""
    return WorkingDays(code, frozenset(extra))


@cache
def _gap(code: str) -> str | None:
    try:
        import holidays
    except ImportError:
        return "bank holidays are not considered: pip install 'pmtool[clocks]'"
    country, _, part = code.partition("-")
    try:
        if country == "ECB":
            holidays.financial_holidays("ECB", years=2026)
        else:
            holidays.country_holidays(country, subdiv=part or None, years=2026)
    except (NotImplementedError, AttributeError):
        return f"bank holidays are not considered: there is no calendar '{code}'"
    return None


@cache
def _holidays(code: str, year: int) -> frozenset[dt.date]:
    if not code or _gap(code) is not None:
        return frozenset()
    import holidays

    country, _, part = code.partition("-")
    if country == "ECB":
        return frozenset(holidays.financial_holidays("ECB", years=year))
    return frozenset(holidays.country_holidays(country, subdiv=part or None, years=year))
