"""Validators for words: enumerations, severities and statuses, each naming the nearest when it refuses."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeVar

from pydantic import ValidationInfo
from pydantic_core import PydanticCustomError

from pmtool.model.vocabulary import DEFAULT_VOCABULARY, Vocabulary
from pmtool.vocab import Status

_Word = TypeVar("_Word", bound=StrEnum)


def word_reader(kind: type[_Word]) -> Callable[[Any], _Word]:
    """A validator for the values of an enumeration."""
    allowed = [str(item) for item in kind]

    def read(value: Any) -> _Word:
        if isinstance(value, str) and value in allowed:
            return kind(value)
        raise refusal(value, allowed)

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


def refusal(value: Any, allowed: Iterable[str], others: Iterable[str] = ()) -> PydanticCustomError:
    """The error for a word that is not one of `allowed`, nor of `others`, which are accepted but not
    named."""
    allowed = list(allowed)
    if not isinstance(value, str):
        return PydanticCustomError("word-type", "{message}", {"message": f"one of {', '.join(allowed)}"})
    folded = "_".join(value.casefold().replace("-", " ").split())
    right = folded if folded in allowed else None
    near = right or next(iter(get_close_matches(folded, [*allowed, *others], n=1)), None)
    context = {"allowed": allowed, "near": near, "right": right}
    return PydanticCustomError("unknown-value", "{near}", context)
