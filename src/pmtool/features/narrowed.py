"""Which reviews a figure is about: the filters that `stats`, `recurrence`, `similar` and `export` share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
import datetime as dt
from difflib import get_close_matches

from pmtool.config import Config
from pmtool.errors import PmError
from pmtool.features.facts import Facts
from pmtool.schema.values import Kind


@dataclass(frozen=True)
class Wanted:
    """What to keep; empty sets and None keep all. since, until: days of the event, inclusive."""

    services: frozenset[str] = frozenset()
    severities: frozenset[str] = frozenset()
    factors: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    since: dt.date | None = None
    until: dt.date | None = None


def checked(
    facts: Sequence[Facts],
    config: Config,
    *,
    services: Iterable[str] = (),
    severities: Iterable[str] = (),
    factors: Iterable[str] = (),
    kinds: Iterable[str] = (),
    since: str | None = None,
    until: str | None = None,
) -> Wanted:
    """The filters of a command line. Raises PmError for words that the collection does not know."""
    words = config.vocabulary
    levels = {word: words.severity(word) for word in severities}
    _require("--severity", levels, list(words.severities))
    known_services = sorted({name for item in facts for name in item.services})
    known_factors = sorted({name for item in facts for name in item.factors})
    _require(
        "--service", {word: word if word in known_services else None for word in services}, known_services
    )
    _require("--factor", {word: word if word in known_factors else None for word in factors}, known_factors)
    all_kinds = [str(kind) for kind in Kind]
    _require("--kind", {word: word if word in all_kinds else None for word in kinds}, all_kinds)
    begin, end = read_day("--since", since), read_day("--until", until)
    if begin and end and begin > end:
        raise PmError(f"--since {begin} is after --until {end}")
    return Wanted(
        frozenset(services),
        frozenset(str(level) for level in levels.values()),
        frozenset(factors),
        frozenset(kinds),
        begin,
        end,
    )


def _require(option: str, found: dict[str, str | None], known: Sequence[str]) -> None:
    for word, meant in found.items():
        if meant is None:
            near = get_close_matches(word, known, n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"known here: {', '.join(known[:12]) or 'none'}"
            raise PmError(f"{option} '{word}' occurs in no review here", hint)


def read_day(option: str, text: str | None) -> dt.date | None:
    """A day that an option gives. Raises PmError for what is no ISO date."""
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise PmError(f"{option} takes a date such as 2026-03-02, not '{text}'") from None


def keeps(facts: Facts, wanted: Wanted) -> bool:
    """Whether a review passes the filters; one whose day is unknown passes none by day."""
    if wanted.since and (facts.day is None or facts.day < wanted.since):
        return False
    if wanted.until and (facts.day is None or facts.day > wanted.until):
        return False
    return (
        (not wanted.services or bool(wanted.services.intersection(facts.services)))
        and (not wanted.severities or facts.severity in wanted.severities)
        and (not wanted.factors or bool(wanted.factors.intersection(facts.factors)))
        and (not wanted.kinds or facts.kind in wanted.kinds)
    )


def is_incident(facts: Facts) -> bool:
    """Whether a review is of an incident; one that does not say is."""
    return facts.kind in (None, Kind.INCIDENT)
