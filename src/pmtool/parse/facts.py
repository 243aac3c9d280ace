"""The facts of a review, from its front matter and its stem alone; no Markdown is read."""

from collections.abc import Mapping
import datetime as dt

from pmtool.model.facts import ReviewFacts
from pmtool.model.front_matter import Value
from pmtool.model.vocabulary import Vocabulary
from pmtool.parse.adopted_facts import adopted_data


def read_facts(
    stem: str, data: Mapping[str, Value], vocabulary: Vocabulary, text: str | None = None
) -> ReviewFacts:
    """The facts; never raises.

    text: of a review without front matter, whose first lines then say severity and day.
    """
    said = adopted_data(text, day_first=vocabulary.day_first) if text else {}
    data = {**said, **data} if said and not data else data
    severity = data.get("severity")
    times = data.get("times")
    started = times.get("started") if isinstance(times, dict) else None
    return ReviewFacts(
        stem=stem,
        severity=vocabulary.severity(str(severity)) if type(severity) in (str, int) else None,
        services=texts(data.get("services")),
        started=(_day(stem) or _day(started)) if said else (_day(started) or _day(stem)),
        factors=_factors(data.get("factors")),
        recurrence_of=texts(data.get("recurrence_of")),
        not_same_as=texts(data.get("not_same_as")),
    )


def texts(value: Value) -> tuple[str, ...]:
    """The texts of a list, or the one text that stands for a list of one."""
    items = value if isinstance(value, list) else [value]
    return tuple(item for item in items if isinstance(item, str) and item.strip())


def _factors(value: Value) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    return texts([item.get("class") if isinstance(item, dict) else item for item in items])


def _day(value: Value) -> dt.date | None:
    if isinstance(value, dict):
        value = value.get("at")
    try:
        # Both a date and an RFC 3339 time begin with the day, in the zone in which it was written.
        return dt.date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None
