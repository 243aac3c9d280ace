"""The life of an action: what may follow what, and why not.

proposed → accepted → in progress → done → verified | not effective; declined or deferred with a reason.
That an action was implemented and that it works are different facts: `done` needs evidence, `verified` an
observation made later.
"""

from dataclasses import dataclass
import datetime as dt
from enum import StrEnum

from pmtool.features.actions.days import read_day
from pmtool.model.entries import UNFINISHED, Action, ActionState


class Step(StrEnum):
    """What people do with an action."""

    ACCEPT = "accept"
    START = "start"
    DONE = "done"
    VERIFY = "verify"
    REOPEN = "reopen"
    DECLINE = "decline"
    DEFER = "defer"
    ASSIGN = "assign"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a step is not possible now, and what is."""

    reason: str
    instead: str | None = None


_S = ActionState
_OVER = {
    _S.DONE: "it is done already",
    _S.VERIFIED: "it is done and verified already",
    _S.NOT_EFFECTIVE: "it was done and found not effective",
    _S.DECLINED: "it was declined",
}
_REOPEN_FIRST = "reopen it first: pm actions reopen"


def refuse(action: Action, step: Step, on: dt.date, *, day_first: bool = False) -> Refusal | None:
    """Why the life cycle forbids a step on a day, None where it allows it."""
    state = action.state
    match step:
        case Step.ACCEPT if state in (_S.ACCEPTED, _S.IN_PROGRESS):
            return Refusal(f"it is {_words(state)} already")
        case Step.START if state is _S.IN_PROGRESS:
            return Refusal("it is in progress already")
        case Step.DECLINE if state is _S.DECLINED:
            return Refusal("it was declined already")
        case Step.REOPEN:
            return (
                Refusal(f"it is {_words(state)}: there is nothing to reopen") if state in UNFINISHED else None
            )
        case Step.VERIFY:
            return _refuse_verification(action, on, day_first)
        case _ if state not in UNFINISHED:
            return Refusal(_OVER[state], _REOPEN_FIRST)
    return None


def _refuse_verification(action: Action, on: dt.date, day_first: bool) -> Refusal | None:
    state = action.state
    if state not in (_S.DONE, _S.VERIFIED):
        if state in UNFINISHED:
            return Refusal(
                f"it is {_words(state)}: what was not done cannot be observed to work",
                "record that it is done: pm actions done",
            )
        return Refusal(_OVER[state], _REOPEN_FIRST)
    done = read_day(action.get("done"), day_first=day_first)
    if done is not None and on <= done:
        return Refusal(
            f"it was done on {done}; that it works takes an observation after that day, not on {on}",
            "give the day of the observation with --on",
        )
    before = read_day(action.get("verified"), day_first=day_first)
    if state is _S.VERIFIED and before is not None and on <= before:
        return Refusal(
            f"it was verified on {before} already", "give the day of a later observation with --on"
        )
    return None


def _words(state: ActionState) -> str:
    return str(state).replace("_", " ")
