"""What other reviews and lists need to know of a review."""

from dataclasses import dataclass
import datetime as dt


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """A review in the few facts that relate it to others; what is missing or cannot be read is None or empty.

    started: the day of `times.started`, else of the stem. severity: canonical. recurrence_of: stems of
    earlier reviews of the same problem; not_same_as: of those that only looked like it.
    """

    stem: str
    severity: str | None = None
    services: tuple[str, ...] = ()
    started: dt.date | None = None
    factors: tuple[str, ...] = ()
    recurrence_of: tuple[str, ...] = ()
    not_same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resemblance:
    """An earlier review that is like one. score: 0 to 1. shared: factors, services and words that both have."""

    stem: str
    score: float
    shared: tuple[str, ...] = ()
