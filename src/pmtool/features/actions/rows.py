"""Every action of a collection as a row: what `pm actions` lists, filters and hands on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
import datetime as dt
from pathlib import PurePath
from typing import Any

from pmtool.features.actions.days import read_day
from pmtool.model.entries import UNFINISHED, ActionState
from pmtool.model.facts import ReviewFacts
from pmtool.parse.action_fields import names_nobody
from pmtool.parse.plain_actions import PlainAction

# The change was made, whatever became of it.
IMPLEMENTED = frozenset({ActionState.DONE, ActionState.VERIFIED, ActionState.NOT_EFFECTIVE})
# The keys of the contract, then those that came later.
JSON_KEYS = [
    "id",
    "review",
    "text",
    "state",
    "owner",
    "due",
    "aim",
    "strength",
    "factor",
    "done",
    "evidence",
    "verified",
    "age_days",
    "days_overdue",
    "line",
    "severity",
    "services",
    "ticket",
    "reason",
    "path",
]


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action.

    id: `STEM/A1`, or `STEM/#3` for the third action of a review where none is written. review: the stem.
    started: the day of the event. fields: values by canonical name, as written, without an
    owner that only stands for one to come (`TBD`). due, done: as days, None
    where they are missing or cannot be read. age_days: whole days from the day of the event to the day it
    was done, or to today while work is left; None for what was declined or where a day is missing.
    days_overdue: days since the due date while work is left, 0 before it, None without one. line: 1-based.
    """

    id: str
    review: str
    path: PurePath
    number: int
    text: str
    state: ActionState
    fields: Mapping[str, str]
    line: int
    severity: str | None
    services: tuple[str, ...]
    started: dt.date | None
    due: dt.date | None
    done: dt.date | None
    age_days: int | None
    days_overdue: int | None

    @property
    def unfinished(self) -> bool:
        """Whether work is left to do."""
        return self.state in UNFINISHED

    @property
    def overdue(self) -> bool:
        """Whether its due date is over and work is left."""
        return bool(self.days_overdue)

    def get(self, name: str) -> str | None:
        """A field as written, None where it is missing."""
        return self.fields.get(name)

    def as_json(self) -> dict[str, Any]:
        """The object of `pm actions --format json`; dates that can be read are ISO dates."""
        values: dict[str, Any] = {
            "id": self.id,
            "review": self.review,
            "text": self.text,
            "state": str(self.state),
            "age_days": self.age_days,
            "days_overdue": self.days_overdue,
            "line": self.line,
            "severity": self.severity,
            "services": list(self.services),
            "path": self.path.as_posix(),
        }
        for name in ("owner", "aim", "strength", "factor", "evidence", "verified", "ticket", "reason"):
            values[name] = self.fields.get(name)
        for name, day in (("due", self.due), ("done", self.done)):
            values[name] = day.isoformat() if day else self.fields.get(name)
        return {key: values[key] for key in JSON_KEYS}


def review_rows(
    facts: ReviewFacts, path: PurePath, listed: Sequence[PlainAction], today: dt.date, *, day_first: bool
) -> Iterator[ActionRow]:
    """The rows of one review."""
    for number, action in enumerate(listed, start=1):
        due = read_day(action.fields.get("due"), day_first=day_first)
        done = read_day(action.fields.get("done"), day_first=day_first)
        yield ActionRow(
            id=f"{facts.stem}/{action.id or f'#{number}'}",
            review=facts.stem,
            path=path,
            number=number,
            text=action.text,
            state=action.state,
            fields=_without_nobody(action.fields),
            line=action.line,
            severity=facts.severity,
            services=facts.services,
            started=facts.started,
            due=due,
            done=done,
            age_days=_age(action.state, facts.started, done, today),
            days_overdue=days_overdue(action.state, due, today),
        )


def _without_nobody(fields: Mapping[str, str]) -> Mapping[str, str]:
    """The fields without an owner that is only a placeholder."""
    if "owner" not in fields or not names_nobody(fields["owner"]):
        return fields
    return {name: value for name, value in fields.items() if name != "owner"}


def _age(state: ActionState, started: dt.date | None, done: dt.date | None, today: dt.date) -> int | None:
    until = today if state in UNFINISHED else done if state in IMPLEMENTED else None
    return max(0, (until - started).days) if until is not None and started is not None else None


def days_overdue(state: ActionState, due: dt.date | None, today: dt.date) -> int | None:
    """Days since the due date while work is left, 0 before it, None where there is none or nothing is left to do."""
    if due is None or state not in UNFINISHED:
        return None
    return max(0, (today - due).days)
