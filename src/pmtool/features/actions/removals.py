"""What a change takes out of an action, and whether git still has it afterwards."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from pmtool import git
from pmtool.corpus import Corpus
from pmtool.features.actions.timelines import action_key
from pmtool.model.entries import Action
from pmtool.parse import Document


def removed_fields(document: Document, after: str, number: int) -> list[tuple[str, str]]:
    """The fields, with their values, that the action at an index has no longer; `state` says itself."""
    now = Document(document.path, after, document.vocabulary).actions[number].fields
    return [
        (name, found.value)
        for name, found in sorted(
            document.actions[number].fields.items(), key=lambda item: item[1].span.start
        )
        if name != "state" and found.value and (name not in now or not now[name].value)
    ]


def is_committed(corpus: Corpus, document: Document, number: int, names: Sequence[str]) -> bool:
    """Whether the last commit has these fields of the action with the same values."""
    text = _committed(corpus, document)
    if text is None:
        return False
    action = document.actions[number]
    key = action_key(action.id, action.text)
    before = [
        other
        for other in Document(document.path, text, document.vocabulary).actions
        if action_key(other.id, other.text) == key
    ]
    return len(before) == 1 and _values(before[0], names) == _values(action, names)


def _values(action: Action, names: Sequence[str]) -> list[str | None]:
    return [action.get(name) for name in names]


def _committed(corpus: Corpus, document: Document) -> str | None:
    top = git.root(corpus.root)
    if top is None:
        return None
    try:
        place = corpus.locate(document.path).resolve().relative_to(top.resolve())
    except ValueError:
        return None
    return git.show(top, "HEAD", PurePosixPath(place.as_posix()))
