"""That an edit did what was asked and nothing else: the new text is read again and compared with the old."""

from collections.abc import Sequence

from pmtool.features.actions.changes import Change
from pmtool.model.entries import Action
from pmtool.parse import Document

Seen = tuple[
    str | None, str, str, bool | None, bool, tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]
]


def seen(action: Action) -> Seen:
    """What is read of an action, without places."""
    fields = tuple(sorted((name, found.value) for name, found in action.fields.items()))
    unknown = tuple((found.name, found.value) for found in action.unknown)
    return (action.id, action.text, str(action.state), action.box, action.struck, fields, unknown)


def proves(before: Document, after: Document, number: int, change: Change) -> bool:
    """Whether exactly one action changed, and as asked; its text and its other fields are what they were."""
    old, new = before.actions, after.actions
    if len(old) != len(new) or not same_frame(before, after) or not _others_same(old, new, number):
        return False
    was, now = old[number], new[number]
    if (was.id, was.text, was.struck) != (now.id, now.text, now.struck) or now.state not in change.states:
        return False
    if change.box is not None and now.box is not change.box:
        return False
    values = {name: found.value for name, found in now.fields.items()}
    touched = set(change.set) | set(change.drop) | set(change.columns)
    if any(values.get(name) != value for name, value in change.set.items() if name != "state"):
        return False
    if any(values.get(name) for name in change.drop - set(change.set)):
        return False
    kept = {name: found.value for name, found in was.fields.items() if name not in touched}
    unknown = [(found.name, found.value) for found in was.unknown]
    return kept == {name: value for name, value in values.items() if name not in touched} and unknown == [
        (found.name, found.value) for found in now.unknown
    ]


def _others_same(old: Sequence[Action], new: Sequence[Action], number: int) -> bool:
    return all(
        seen(was) == seen(now) for n, (was, now) in enumerate(zip(old, new, strict=True)) if n != number
    )


def same_frame(before: Document, after: Document) -> bool:
    """Whether the headings and the front matter are the same."""
    return before.front.body.of(before.text) == after.front.body.of(after.text) and [
        (section.title, section.level) for section in before.sections
    ] == [(section.title, section.level) for section in after.sections]
