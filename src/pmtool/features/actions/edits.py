"""An action changed in the text of its review: only the lines that it must, and proved by reading the result.

Pure: a document in, the new text out. Markdown has many corners; an edit that cannot be shown to do exactly
what was asked is not made, and the message says where to make it by hand.
"""

from collections.abc import Iterator
from dataclasses import replace

from pmtool.errors import PmError
from pmtool.features.actions.changes import Change
from pmtool.features.actions.items import item_splices
from pmtool.features.actions.proof import proves
from pmtool.features.actions.splices import spliced
from pmtool.features.actions.tables import row_splices
from pmtool.model.entries import UNFINISHED, Action, ActionState
from pmtool.parse import Document


def change_action(document: Document, number: int, change: Change) -> str:
    """The text with the action at an index changed. Raises PmError where that is not safely possible."""
    action = document.actions[number]
    if action.form == "heading":
        raise PmError(
            f"{where(document, number)}: this action is a heading, which has no place for fields",
            "write it as a list item first: - [ ] **A1** …",
        )
    for wish in _wishes(action, change):
        ways = row_splices if action.form == "row" else item_splices
        for splices in ways(document, action, wish):
            text = spliced(document.text, splices)
            if proves(document, Document(document.path, text, document.vocabulary), number, wish):
                return text
    raise PmError(
        f"{where(document, number)}: this cannot be changed without touching more than was asked",
        "change it by hand there",
    )


def _wishes(action: Action, change: Change) -> Iterator[Change]:
    """The change, then with the state in a field, for a text that says another itself ("(done)")."""
    yield change
    if change.states == UNFINISHED and "state" not in change.set:
        fields = {**change.set, "state": str(ActionState.OPEN)}
        yield replace(change, set=fields, drop=change.drop - {"state"}, columns={})


def where(document: Document, number: int) -> str:
    """The path and line of an action."""
    line = document.lines.position(document.actions[number].span.start).line
    return f"{document.path}:{line}"
