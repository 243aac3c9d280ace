"""Validators for words: enumerations, severities and statuses, each naming the nearest when it refuses."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from enum import StrEnum
import re
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationInfo
from pydantic_core import PydanticCustomError

from pmtool.model.vocabulary import DEFAULT_VOCABULARY, Vocabulary
from pmtool.vocab import Status

if TYPE_CHECKING:
    from pmtool.catalogue.entries import Entry

# Letters in common alone are no reason: "money" is no "none".
_ALIKE = 0.75
_SHORTEST_WORD = 4
# The enumerations whose words the catalogue defines, by the name of their class.
_CATALOGUED = {
    "Harm": "harm",
    "Lifecycle": "lifecycle",
    "DetectedBy": "detection",
    "Autonomy": "autonomy",
    "Role": "role",
    "RiskClass": "risk_class",
    "Reversibility": "reversibility",
    "CauseEntity": "cause_entity",
    "CauseIntent": "cause_intent",
    "CauseTiming": "cause_timing",
}
_Word = TypeVar("_Word", bound=StrEnum)


def word_reader(kind: type[_Word]) -> Callable[[Any], _Word]:
    """A validator for the values of an enumeration."""
    allowed = [str(item) for item in kind]

    def read(value: Any) -> _Word:
        if isinstance(value, str) and value in allowed:
            return kind(value)
        raise refusal(value, allowed, meaning=_meant(kind))

    return read


def read_status(value: Any, info: ValidationInfo) -> Status:
    """The canonical status; aliases of the vocabulary are accepted."""
    words = _vocabulary(info)
    found = words.status(value) if isinstance(value, str) else None
    if found is None:
        raise refusal(value, [str(item) for item in Status], words.status_aliases)
    return found


def read_severity(value: Any, info: ValidationInfo) -> str:
    """The canonical severity; aliases of the vocabulary are accepted."""
    words = _vocabulary(info)
    # `severity: 1` is how a scale of plain numbers is written
    plain = str(value) if type(value) in (str, int) else ""
    found = words.severity(plain)
    if found is None:
        raise refusal(value, words.severities, words.severity_aliases)
    return found


def _vocabulary(info: ValidationInfo) -> Vocabulary:
    found = info.context.get("vocabulary") if info.context else None
    return found if isinstance(found, Vocabulary) else DEFAULT_VOCABULARY


def _meant(kind: type[StrEnum]) -> Callable[[str], str | None]:
    """From another word for it to the one value whose definition in the catalogue has that word."""

    def meaning(word: str) -> str | None:
        from pmtool.catalogue.reading import entries

        allowed = {str(item) for item in kind}
        if len(word) < _SHORTEST_WORD or (name := _CATALOGUED.get(kind.__name__)) is None:
            return None
        pattern = re.compile(rf"(?<!\w){re.escape(word.replace('_', ' '))}(?!\w)")
        told = [
            entry.id
            for entry in entries()
            if entry.kind == name and entry.id in allowed and pattern.search(_told(entry))
        ]
        return told[0] if len(told) == 1 else None

    return meaning


def _told(entry: "Entry") -> str:
    """What is said of an entry, in one text; also what other taxonomies call it."""
    elsewhere = (ident for idents in entry.crosswalk.values() for ident in idents)
    return " / ".join((entry.name, entry.definition, *elsewhere)).casefold()


def refusal(
    value: Any,
    allowed: Iterable[str],
    others: Iterable[str] = (),
    meaning: Callable[[str], str | None] = lambda word: None,
) -> PydanticCustomError:
    """The error for a word that is not one of `allowed`, nor of `others`, which are accepted but not
    named.

    meaning: the value that another word stands for, asked where none is spelt nearly alike.
    """
    allowed = list(allowed)
    if not isinstance(value, str):
        return PydanticCustomError("word-type", "{message}", {"message": f"one of {', '.join(allowed)}"})
    folded = "_".join(value.casefold().replace("-", " ").split())
    right = folded if folded in allowed else None
    near = right or next(iter(get_close_matches(folded, [*allowed, *others], n=1, cutoff=_ALIKE)), None)
    near = near or meaning(folded)
    context = {"allowed": allowed, "near": near, "right": right}
    return PydanticCustomError("unknown-value", "{near}", context)
