"""How actions slipped: due dates that moved, owners that changed, and since when they have been proposed."""

from collections.abc import Sequence
from dataclasses import dataclass
import datetime as dt
from pathlib import PurePosixPath
from typing import Any

from pmtool import git
from pmtool.corpus import Corpus
from pmtool.features.actions.days import read_day
from pmtool.features.actions.rows import ActionRow
from pmtool.features.actions.timelines import ActionPast, action_key, read_pasts

Move = tuple[str, str, str]


@dataclass(frozen=True)
class Slippage:
    """The past of the actions of a collection.

    cut: the clone is shallow, so that all of it may have begun earlier. top: whether there is a repository
    at all.
    """

    pasts: dict[tuple[PurePosixPath, str], ActionPast]
    today: dt.date
    cut: bool
    in_git: bool

    def _past(self, row: ActionRow) -> ActionPast | None:
        return self.pasts.get((PurePosixPath(row.path.as_posix()), _row_key(row)))

    def as_json(self, row: ActionRow) -> dict[str, Any] | None:
        """The past of one action; None where git knows none."""
        past = self._past(row)
        if past is None:
            return None
        due, owner = _set_moves(past.moves.get("due", ())), past.moves.get("owner", ())
        return {
            "first_proposed": past.since,
            "proposed_days": self._days_since(past.since),
            "cut_off": self.cut,
            "due_moves": [{"date": day, "from": before, "to": after} for day, before, after in due],
            "due_moved_days": _moved_days(due),
            "owner_changes": [
                {"date": day, "from": before or None, "to": after or None} for day, before, after in owner
            ],
            "states": [
                {"date": day, "from": before, "to": after}
                for day, before, after in past.moves.get("state", ())
            ],
            "summary": self.in_words(row),
        }

    def in_words(self, row: ActionRow) -> str:
        """One line on one action; empty where git knows nothing."""
        past = self._past(row)
        if past is None:
            return ""
        said = []
        due = _set_moves(past.moves.get("due", ()))
        if due:
            said.append(f"due moved {_times(len(due))}, {due[0][1]} → {due[-1][2]}")
        owners = [move for move in past.moves.get("owner", ()) if move[1] and move[2]]
        if owners:
            said.append(f"owner changed {_times(len(owners))}")
        reopened = sum(
            before in ("done", "verified", "not_effective", "declined") and after not in _OVER
            for _, before, after in past.moves.get("state", ())
        )
        if reopened:
            said.append(f"reopened {_times(reopened)}")
        days = self._days_since(past.since)
        ago = f"{days} day{'' if days == 1 else 's'} ago"
        said.append(f"first proposed {'at least ' if self.cut else ''}{ago}")
        return "; ".join(said)

    def _days_since(self, day: str) -> int:
        return max(0, (self.today - dt.date.fromisoformat(day)).days)


_OVER = ("done", "verified", "not_effective", "declined")


def read_slippage(corpus: Corpus, today: dt.date) -> Slippage:
    """The past of all actions; empty where the collection is in no repository."""
    top = git.root(corpus.root)
    if top is None:
        return Slippage({}, today, cut=False, in_git=False)
    try:
        below = PurePosixPath(corpus.root.relative_to(top).as_posix())
    except ValueError:
        below = PurePosixPath()
    pasts = {
        (_shown(place, below), key): past
        for place, actions in read_pasts(corpus).items()
        for key, past in actions.items()
    }
    return Slippage(pasts, today, cut=git.is_shallow(top), in_git=True)


def _shown(place: PurePosixPath, below: PurePosixPath) -> PurePosixPath:
    return place.relative_to(below) if place.is_relative_to(below) else place


def _row_key(row: ActionRow) -> str:
    ident = row.id.rpartition("/")[2]
    return action_key(None if ident.startswith("#") else ident, row.text)


def _set_moves(moves: Sequence[Move]) -> list[Move]:
    """Moves from one date to another; the first time that a date is set is no move."""
    return [move for move in moves if move[1] and move[2]]


def _moved_days(moves: Sequence[Move]) -> int | None:
    first, last = (read_day(moves[0][1]), read_day(moves[-1][2])) if moves else (None, None)
    return (last - first).days if first is not None and last is not None else None


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
