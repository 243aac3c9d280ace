"""Which rows, in which order, in which groups."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
import datetime as dt
from difflib import get_close_matches

from pmtool.errors import PmError
from pmtool.features.actions.rows import ActionRow
from pmtool.model.entries import UNFINISHED, ActionState
from pmtool.model.vocabulary import Vocabulary

STRENGTHS = ("stronger", "intermediate", "weaker")
SORTS = ("due", "age", "overdue", "owner", "severity", "state", "strength", "review")
GROUPS = ("owner", "review", "state", "strength", "severity", "service", "aim", "factor")
_NONE = "none"


@dataclass(frozen=True)
class Wanted:
    """What to keep; empty sets and None keep all.

    owner, strength, severity: "none" stands for those that have none. state: also "unfinished". due_before:
    exclusive. review: a stem or the beginning of one.
    """

    owner: frozenset[str] = frozenset()
    state: frozenset[str] = frozenset()
    strength: frozenset[str] = frozenset()
    severity: frozenset[str] = frozenset()
    service: frozenset[str] = frozenset()
    review: frozenset[str] = frozenset()
    overdue: bool = False
    due_before: dt.date | None = None


def checked(wanted: Wanted, words: Vocabulary) -> Wanted:
    """The same in canonical words. Raises PmError for a state, strength or severity that does not exist."""
    states = [*map(str, ActionState), "unfinished"]
    severities = frozenset(
        word if word == _NONE else _known("severity", words.severity(word) or word, words.severities)
        for word in wanted.severity
    )
    return Wanted(
        owner=frozenset(_folded(word) for word in wanted.owner),
        state=frozenset(_known("state", word.replace("-", "_"), states) for word in wanted.state),
        strength=frozenset(_known("strength", word, [*STRENGTHS, _NONE]) for word in wanted.strength),
        severity=severities,
        service=frozenset(word.casefold() for word in wanted.service),
        review=wanted.review,
        overdue=wanted.overdue,
        due_before=wanted.due_before,
    )


def _known(option: str, word: str, allowed: Sequence[str]) -> str:
    plain = word.strip().casefold()
    if plain in allowed:
        return plain
    near = get_close_matches(plain, allowed, n=1)
    raise PmError(
        f"--{option} '{word}' is none of {', '.join(allowed)}", f"did you mean '{near[0]}'?" if near else None
    )


def _folded(owner: str) -> str:
    return owner.strip().lstrip("@").casefold()


def owners(row: ActionRow) -> list[str]:
    """The owners of an action, one or several, without `@`, for comparison."""
    text = row.get("owner") or ""
    for mark in (" and ", "&", "/ ", ";"):
        text = text.replace(mark, ",")
    return [_folded(part) for part in text.split(",") if part.strip()]


def keeps(row: ActionRow, wanted: Wanted) -> bool:
    """Whether a row is wanted; `wanted` has been `checked`."""
    if wanted.overdue and not row.overdue:
        return False
    if wanted.due_before and not (row.unfinished and row.due is not None and row.due < wanted.due_before):
        return False
    if wanted.state and not (
        str(row.state) in wanted.state or ("unfinished" in wanted.state and row.state in UNFINISHED)
    ):
        return False
    if wanted.review and not any(row.review.startswith(stem) for stem in wanted.review):
        return False
    return (
        _meets(wanted.owner, owners(row))
        and _meets(wanted.strength, [(row.get("strength") or "").casefold()])
        and _meets(wanted.severity, [row.severity or ""])
        and _meets(wanted.service, [service.casefold() for service in row.services])
    )


def _meets(asked: frozenset[str], has: Iterable[str]) -> bool:
    if not asked:
        return True
    found = {item for item in has if item}
    return bool(asked & found) or (_NONE in asked and not found)


def ordered(rows: Iterable[ActionRow], sort: str, words: Vocabulary) -> list[ActionRow]:
    """The rows sorted; `-` before the key reverses it. Raises PmError for an unknown key."""
    key = _known("sort", sort.removeprefix("-"), SORTS)
    found = sorted(rows, key=lambda row: (row.review, row.path.as_posix(), row.number))
    found.sort(key=_sort_key(key, words), reverse=sort.startswith("-"))
    return found


def _sort_key(key: str, words: Vocabulary) -> Callable[[ActionRow], tuple[int, int | str]]:
    levels, states, strengths = list(words.severities), list(ActionState), list(STRENGTHS)

    def rank(value: str | None, order: Sequence[str]) -> tuple[int, int]:
        return (0, order.index(value)) if value in order else (1, 0)

    def sort_key(row: ActionRow) -> tuple[int, int | str]:
        match key:
            case "due":
                # What needs doing first: unfinished by due date, then without one, then all that is over.
                if not row.unfinished:
                    return (2, 0)
                return (0, row.due.toordinal()) if row.due else (1, 0)
            case "age":
                return (0, -row.age_days) if row.age_days is not None else (1, 0)
            case "overdue":
                return (0, -row.days_overdue) if row.days_overdue is not None else (1, 0)
            case "owner":
                return (0, owners(row)[0]) if owners(row) else (1, "")
            case "severity":
                return rank(row.severity, levels)
            case "state":
                return (0, states.index(row.state))
            case "strength":
                return rank(row.get("strength"), strengths)
            case _:
                return (0, row.review)

    return sort_key


def grouped(rows: Sequence[ActionRow], by: str) -> list[tuple[str, list[ActionRow]]]:
    """The rows by owner, review …, each group in the order of the rows; those without come last.

    A row with two owners or services stands in both groups. Raises PmError for an unknown key.
    """
    key = _known("group", by, GROUPS)
    groups: dict[str, list[ActionRow]] = {}
    for row in rows:
        for name in _group_names(row, key) or [""]:
            groups.setdefault(name, []).append(row)
    return sorted(groups.items(), key=lambda item: (not item[0], item[0]))


def _group_names(row: ActionRow, key: str) -> list[str]:
    match key:
        case "owner":
            return owners(row)
        case "review":
            return [row.review]
        case "state":
            return [str(row.state)]
        case "service":
            return list(row.services)
        case "severity":
            return [row.severity] if row.severity else []
        case _:
            value = row.get(key)
            return [value] if value else []
