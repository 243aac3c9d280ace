"""What figures, searches and audits need of each review, small enough to be kept between runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
import datetime as dt
import json
from pathlib import PurePath
from typing import Any

from pmtool.model.entries import UNFINISHED, ActionState
from pmtool.schema.moment import Moment, Precision
from pmtool.vocab import Status

# Raise it when what is kept changes.
FORMAT = 2
STAGES = ("started", "detected", "acknowledged", "mitigated", "resolved", "aware")


@dataclass(frozen=True, slots=True)
class ActionFacts:
    """An action: id within the review (`A1`, or `#2` by place), text, state, and its fields as written."""

    id: str
    text: str
    state: ActionState
    fields: Mapping[str, str]

    @property
    def unfinished(self) -> bool:
        """Whether work is left."""
        return self.state in UNFINISHED

    def get(self, name: str) -> str | None:
        """A field; None where it is missing."""
        return self.fields.get(name)


@dataclass(frozen=True, slots=True)
class Facts:
    """A review; what is missing or cannot be read is None or empty.

    path: as reports show it. times: by stage. existed_before: whether a factor is said to have been there before the
    event, None where none says. incidents: ids in other systems (`x-incident`). day: the event's, from
    `times.started`, else from the stem.
    """

    path: str
    stem: str
    title: str | None
    status: Status | None
    kind: str | None
    severity: str | None
    detected_by: str | None
    services: tuple[str, ...]
    factors: tuple[str, ...]
    existed_before: bool | None
    model: str | None
    system: str | None
    recurrence_of: tuple[str, ...]
    not_same_as: tuple[str, ...]
    aliases: tuple[str, ...]
    incidents: tuple[str, ...]
    times: Mapping[str, Moment]
    day: dt.date | None
    # Strength ("" for none) and state of each action: what figures count.
    mix: tuple[tuple[str, str], ...]
    # Most figures never look at the actions themselves, so they stay as JSON until somebody does.
    packed_actions: str

    @property
    def actions(self) -> tuple[ActionFacts, ...]:
        """The actions in the order of the text; read anew each time."""
        listed = json.loads(self.packed_actions)
        return tuple(
            ActionFacts(ident, text, _STATES[state], fields) for ident, text, state, fields in listed
        )

    @property
    def published(self) -> bool:
        """Whether the review has been published."""
        return self.status is not None and self.status.reached(Status.PUBLISHED)

    @property
    def names(self) -> frozenset[str]:
        """The stem and the former ones."""
        return frozenset((self.stem, *self.aliases))


# -- kept between runs


def pack(facts: Facts) -> list[Any]:
    """The facts as plain values for JSON, without the actions, which are packed already."""
    times = {
        stage: [moment.isoformat(), moment.precision is not Precision.SECOND, moment.estimated]
        for stage, moment in facts.times.items()
    }
    return [
        facts.title,
        facts.status,
        facts.kind,
        facts.severity,
        facts.detected_by,
        facts.services,
        facts.factors,
        facts.existed_before,
        facts.model,
        facts.system,
        facts.recurrence_of,
        facts.not_same_as,
        facts.aliases,
        facts.incidents,
        times,
        facts.day.isoformat() if facts.day else None,
        facts.mix,
    ]


_STATUSES = {str(status): status for status in Status}
_STATES = {str(state): state for state in ActionState}


def unpack(path: str, packed: Sequence[Any], actions: str) -> Facts:
    """The facts that `pack` made plain, with their packed actions. Raises ValueError, TypeError or KeyError for anything else."""
    (title, status, kind, severity, detected_by, services, factors, existed, model, system) = packed[:10]
    (recurrence_of, not_same_as, aliases, incidents, times, day, mix) = packed[10:]
    return Facts(
        path,
        PurePath(path).stem,
        title,
        _STATUSES[status] if status else None,
        kind,
        severity,
        detected_by,
        tuple(services),
        tuple(factors),
        existed,
        model,
        system,
        tuple(recurrence_of),
        tuple(not_same_as),
        tuple(aliases),
        tuple(incidents),
        {stage: _moment(*written) for stage, written in times.items()},
        dt.date.fromisoformat(day) if day else None,
        tuple([(strength, state) for strength, state in mix]),
        actions,
    )


def _moment(written: str, day_only: bool, estimated: bool) -> Moment:
    if day_only:
        return Moment(dt.date.fromisoformat(written), Precision.DAY, estimated)
    return Moment(dt.datetime.fromisoformat(written), Precision.SECOND, estimated)
