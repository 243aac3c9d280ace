"""What a step changes in an action: fields to set and to drop, the box, the state read afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass, field
import datetime as dt

from pmtool.features.actions.lifecycle import Step
from pmtool.model.entries import UNFINISHED, Action, ActionState
from pmtool.parse.action_fields import state_of


@dataclass(frozen=True)
class Change:
    """A wish. box: the box afterwards, None to leave it. states: one of these is read afterwards.

    columns: what a table must say where it has the column for it; a missing one is not added for these.
    """

    set: Mapping[str, str] = field(default_factory=dict)
    drop: frozenset[str] = frozenset()
    box: bool | None = None
    states: frozenset[ActionState] = frozenset(ActionState)
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Given:
    """What people give with a step; `on` is its day."""

    on: dt.date
    evidence: str = ""
    note: str = ""
    reason: str = ""
    due: dt.date | None = None
    owner: str = ""
    effective: bool = True


def change_for(action: Action, step: Step, given: Given) -> Change:
    """What a step, which the life cycle allows, changes in an action."""
    match step:
        case Step.ACCEPT:
            return _stated(action, ActionState.ACCEPTED)
        case Step.START:
            return _stated(action, ActionState.IN_PROGRESS)
        case Step.DECLINE:
            return _stated(action, ActionState.DECLINED, reason=given.reason)
        case Step.DEFER:
            due = given.due.isoformat() if given.due else ""
            return _stated(action, ActionState.DEFERRED, due=due, reason=given.reason)
        case Step.ASSIGN:
            return Change({"owner": given.owner}, states=frozenset({action.state}))
        case Step.VERIFY:
            note = given.note if given.effective else f"not effective: {given.note}"
            wanted = ActionState.VERIFIED if given.effective else ActionState.NOT_EFFECTIVE
            return Change({"verified": f"{given.on} {note}"}, states=frozenset({wanted}))
        case Step.DONE:
            return _done(action, given)
        case Step.REOPEN:
            return _reopened(action, given)


def _stated(action: Action, state: ActionState, **fields: str) -> Change:
    # What was put off and is taken up again needs no reason for being put off.
    stale = action.state is ActionState.DEFERRED and "reason" not in fields
    drop = frozenset({"reason"}) if stale else frozenset()
    return Change({"state": str(state), **fields}, drop, states=frozenset({state}))


def _done(action: Action, given: Given) -> Change:
    drop = {"state"}
    if action.state is ActionState.DEFERRED:
        drop.add("reason")
    states = frozenset({ActionState.DONE})
    if action.form != "row":
        fields = {"done": given.on.isoformat(), "evidence": given.evidence}
        return Change(fields, frozenset(drop), box=True, states=states)
    # A table says it in its column of states; one without says it with a date.
    return Change(
        {"evidence": given.evidence},
        frozenset(drop - {"state"}),
        states=states,
        columns={"state": str(ActionState.DONE), "done": given.on.isoformat()},
    )


def _reopened(action: Action, given: Given) -> Change:
    said = state_of(action.get("state") or "")
    drop = {"done", "evidence", "verified"}
    if said is not None and said not in UNFINISHED:
        drop.add("state")
    if action.state is ActionState.DECLINED:
        drop.add("reason")
    fields = {"reason": given.reason} if given.reason else {}
    box = False if action.box is not None else None
    if action.form == "row":
        return Change(
            fields,
            frozenset(drop - {"state"} - set(fields)),
            states=UNFINISHED,
            columns={"state": str(ActionState.OPEN)},
        )
    return Change(fields, frozenset(drop - set(fields)), box=box, states=UNFINISHED)
