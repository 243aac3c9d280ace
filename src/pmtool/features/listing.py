"""`pm list`: the collection as rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
import datetime as dt
from difflib import get_close_matches
from pathlib import PurePath

from pmtool.corpus import Corpus
from pmtool.errors import PmError
from pmtool.model.entries import UNFINISHED
from pmtool.parse import Document
from pmtool.schema.brief import Brief, read_brief
from pmtool.schema.values import Kind
from pmtool.vocab import Status

_KEYS = ("date", "severity", "status", "title", "open")


@dataclass(frozen=True)
class Filters:
    """What to keep; empty sets and None keep all. since, until: ISO dates, inclusive."""

    status: frozenset[str] = frozenset()
    severity: frozenset[str] = frozenset()
    service: frozenset[str] = frozenset()
    kind: frozenset[str] = frozenset()
    factor: frozenset[str] = frozenset()
    tag: frozenset[str] = frozenset()
    since: str | None = None
    until: str | None = None
    open_actions: bool = False


@dataclass(frozen=True)
class Row:
    """One review of the list. date: the day it started, None where unknown. open: actions with work left, as `pm actions` counts them."""

    path: PurePath
    stem: str
    brief: Brief
    open: int
    actions: int
    order: tuple[int, int] = field(default=(0, 0), repr=False)


def list_rows(corpus: Corpus, wanted: Filters, sort: str) -> list[Row]:
    """The reviews that pass the filters, sorted. Raises PmError for words that the collection does not know."""
    key = sort.removeprefix("-")
    if key not in _KEYS:
        raise PmError(f"--sort takes one of {', '.join(_KEYS)}, not '{key}'")
    if not corpus.folders:
        corpus.select([])  # raises with the hint
    wanted = _canonical(corpus, wanted)
    since, until = _day("--since", wanted.since), _day("--until", wanted.until)
    rows = []
    for document in corpus.documents():
        brief = read_brief(document)
        if _passes(brief, wanted, since, until):
            row = _row(document, brief)
            if row.open or not wanted.open_actions:
                rows.append(row)
    levels = corpus.config.vocabulary.severities
    rows.sort(key=lambda row: row.path.as_posix())
    rows.sort(key=lambda row: _sort_key(row, key, levels), reverse=sort.startswith("-"))
    return rows


def _canonical(corpus: Corpus, wanted: Filters) -> Filters:
    words = corpus.config.vocabulary
    statuses = {_known("status", word, words.status(word), [*map(str, Status)]) for word in wanted.status}
    severities = {
        _known("severity", word, words.severity(word), words.severities) for word in wanted.severity
    }
    allowed = [*map(str, Kind)]
    kinds = {_known("kind", word, word if word in allowed else None, allowed) for word in wanted.kind}
    return replace(wanted, status=frozenset(statuses), severity=frozenset(severities), kind=frozenset(kinds))


def _known(option: str, word: str, found: str | None, allowed: Sequence[str]) -> str:
    if found is not None:
        return str(found)
    near = get_close_matches(word, allowed, n=1)
    raise PmError(
        f"--{option} '{word}' is none of {', '.join(allowed)}", f"did you mean '{near[0]}'?" if near else None
    )


def _day(option: str, text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise PmError(f"{option} takes a date such as 2026-03-02, not '{text}'") from None


def _passes(brief: Brief, wanted: Filters, since: dt.date | None, until: dt.date | None) -> bool:
    def meets(asked: frozenset[str], has: Iterable[str | None]) -> bool:
        return not asked or bool(asked & {str(item) for item in has if item is not None})

    if (since or until) and brief.date is None:
        return False
    if since and brief.date and brief.date < since:
        return False
    if until and brief.date and brief.date > until:
        return False
    return (
        meets(wanted.status, [brief.status])
        and meets(wanted.severity, [brief.severity])
        and meets(wanted.kind, [brief.kind])
        and meets(wanted.service, brief.services)
        and meets(wanted.factor, brief.factors)
        and meets(wanted.tag, brief.tags)
    )


def _row(document: Document, brief: Brief) -> Row:
    states = [action.state for action in document.actions]
    return Row(document.path, document.stem, brief, sum(state in UNFINISHED for state in states), len(states))


def _sort_key(row: Row, key: str, levels: Sequence[str]) -> tuple[int, str]:
    brief = row.brief
    match key:
        case "severity":
            return (levels.index(brief.severity) if brief.severity in levels else len(levels), "")
        case "status":
            return (list(Status).index(brief.status) if brief.status else -1, "")
        case "title":
            return (0, (brief.title or "").casefold())
        case "open":
            return (row.open, "")
        case _:
            return (0, brief.date.isoformat() if brief.date else "")
