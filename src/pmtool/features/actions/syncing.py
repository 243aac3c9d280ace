"""Issues of a tracker kept in step with actions: made once, found again, their state read back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
import datetime as dt
import shlex

from pmtool.features.actions.rows import IMPLEMENTED, ActionRow
from pmtool.features.actions.tickets import ticket_for
from pmtool.model.entries import ActionState
from pmtool.trackers.http import UncertainError
from pmtool.trackers.issues import Issue, Tracker


@dataclass(frozen=True, slots=True)
class Sent:
    """An action and its issue; issue None for one that would be made."""

    ident: str
    issue: Issue | None
    created: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an issue's state means for its action. close: mark it done; else `remark` says what people may
    do."""

    row: ActionRow
    issue: Issue
    close: bool
    remark: str | None = None


def oldest(rows: Sequence[ActionRow]) -> dt.date | None:
    """A day before which no issue can have been made for any of these actions; None where one has no date."""
    days = [row.started for row in rows]
    known = [day for day in days if day is not None]
    # A day to spare for zones.
    return min(known) - dt.timedelta(days=1) if known and len(known) == len(days) else None


def send(
    tracker: Tracker,
    rows: Sequence[ActionRow],
    labels: Sequence[str],
    *,
    dry_run: bool,
    told: Callable[[Sent], None],
) -> list[Sent]:
    """Make the issues that are not there yet; `told` hears of each at once, so that nothing is lost on an
    error.

    A request that may or may not have been carried out is looked up before it is repeated.
    """
    since = oldest(rows)
    found = tracker.find({row.id for row in rows}, since)
    results = []
    for row in rows:
        known = found.get(row.id)
        if known is not None or dry_run:
            sent = Sent(row.id, known, created=False)
        else:
            sent = Sent(row.id, _create(tracker, row, labels, since), created=True)
        results.append(sent)
        told(sent)
    return results


def _create(tracker: Tracker, row: ActionRow, labels: Sequence[str], since: dt.date | None) -> Issue:
    ticket = ticket_for(row, labels)
    try:
        return tracker.create(ticket)
    except UncertainError:
        made = tracker.find({row.id}, since).get(row.id)
        return made if made is not None else tracker.create(ticket)


def outcomes(rows: Sequence[ActionRow], issues: Mapping[str, Issue]) -> list[Outcome]:
    """What the state of each issue means for its action; nothing for those that agree."""
    found = []
    for row in rows:
        issue = issues.get(row.id)
        if issue is None:
            continue
        if issue.closed and row.unfinished:
            if issue.dropped:
                remark = f"was closed without being done; if that is decided: pm actions decline {shlex.quote(row.id)} --reason …"
                found.append(Outcome(row, issue, close=False, remark=remark))
            else:
                found.append(Outcome(row, issue, close=True))
        elif not issue.closed and row.state in IMPLEMENTED | {ActionState.DECLINED}:
            said = str(row.state).replace("_", " ")
            found.append(Outcome(row, issue, close=False, remark=f"is open, though the action is {said}"))
    return found
