"""Timeline entries and actions, as written in the body."""

from collections.abc import Mapping
from dataclasses import dataclass, field
import datetime as dt
from enum import StrEnum
from typing import Literal

from pmtool.model.mapped import MappedText
from pmtool.model.span import Span


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time as written in a timeline.

    span: the characters of the stamp. date, time, zone: what it says itself; None for what it leaves out.
    month_day: month and day of a date without a year. end, until: the later time and the later day of a
    range. approximate: marked with `~`, "ca.", "around". misdated: a date is written that cannot be read.
    problem: why it cannot be read, else None (`13:06
    PM` keeps the time that is meant).
    """

    span: Span
    date: dt.date | None = None
    time: dt.time | None = None
    zone: dt.tzinfo | None = None
    end: dt.time | None = None
    approximate: bool = False
    problem: str | None = None
    month_day: tuple[int, int] | None = None
    until: dt.date | None = None
    misdated: bool = False

    @property
    def dated(self) -> bool:
        """Whether the stamp itself names a day."""
        return self.date is not None or self.month_day is not None


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One entry: its stamp, what happened, and the instant once date and zone are carried over.

    span: the list item, table row, line, or heading with what stands below it. at: aware datetime when date
    and time are known (from the stamp, a sub-heading, the section or `times.started`), else None; `day` is
    set whenever the date is known. zone_stated: whether a zone is written beside the time, or for the section
    or the document; otherwise the configured one was taken. group: entries of one list, table or section have
    the same number; order holds within it.
    """

    span: Span
    stamp: Stamp
    text: MappedText
    at: dt.datetime | None = None
    day: dt.date | None = None
    zone_stated: bool = False
    group: int = 0


class ActionState(StrEnum):
    """Where an action stands. Implemented (done) and effective (verified) are different facts."""

    OPEN = "open"
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    VERIFIED = "verified"
    NOT_EFFECTIVE = "not_effective"
    DECLINED = "declined"
    DEFERRED = "deferred"


# Work is left to do, be it decided or not.
UNFINISHED = frozenset(
    {
        ActionState.OPEN,
        ActionState.PROPOSED,
        ActionState.ACCEPTED,
        ActionState.IN_PROGRESS,
        ActionState.DEFERRED,
    }
)


@dataclass(frozen=True, slots=True)
class ActionField:
    """One field of an action, `- owner: support-ml`: spans of the name and of the value."""

    name: str
    value: str
    key_span: Span
    value_span: Span
    span: Span


@dataclass(frozen=True, slots=True)
class Action:
    """A corrective action of a review.

    id: `A1` (the whole id is STEM/A1), None where none is written. text: without id, box and fields. span:
    the item with its fields, or the table row. title_span: the text alone. box: open or done, None without a
    box. fields: by canonical name (owner, due, aim, strength, factor, ticket, done, evidence, verified,
    state, reason …). unknown: fields whose name is not one of them. struck: the text is struck out. A nested
    item that is no field is part of the action (inside `span`), not an action of its own.
    """

    id: str | None
    text: str
    span: Span
    title_span: Span
    form: Literal["task", "bullet", "row", "heading"]
    state: ActionState
    box: bool | None = None
    box_span: Span | None = None
    fields: Mapping[str, ActionField] = field(default_factory=dict)
    unknown: tuple[ActionField, ...] = ()
    struck: bool = False
    id_span: Span | None = None

    @property
    def open(self) -> bool:
        """Whether it is decided or presumed to be, and still to be done."""
        return self.state in (ActionState.OPEN, ActionState.ACCEPTED, ActionState.IN_PROGRESS)

    @property
    def done(self) -> bool:
        """Whether it is said to be carried out, effective or not."""
        return self.state in (ActionState.DONE, ActionState.VERIFIED, ActionState.NOT_EFFECTIVE)

    def get(self, name: str) -> str | None:
        """The value of a field, None when it is missing or empty."""
        found = self.fields.get(name)
        return found.value if found and found.value else None
