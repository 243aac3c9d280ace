"""Front matter to a record, and every fault of it, each with its place and what would be right."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from pmtool.model.diagnostic import Fix
from pmtool.model.front_matter import KeyPath
from pmtool.model.span import Span
from pmtool.parse import Document
from pmtool.vocab import Status

if TYPE_CHECKING:
    from pmtool.schema.record import Record

# A fault can hide another behind it; a few rounds find them all, and the bound is for safety.
_ROUNDS = 6


@dataclass(frozen=True)
class RecordError:
    """One fault of the front matter.

    path: the key. code: unknown-key, wrong-type, unknown-value, naive-time, unreadable-time, irregular-time
    or missing-key. span: what to underline. right: the key or value that is probably meant. fix: keeps the
    meaning.
    """

    path: KeyPath
    code: str
    message: str
    span: Span
    right: str | None = None
    fix: Fix | None = None


@dataclass(frozen=True)
class ReadResult:
    """The record, without the parts that could not be read, and what was wrong with them.

    record: None when the block could not be read at all or has no title.
    """

    record: "Record | None"
    errors: tuple[RecordError, ...]


_cache: WeakKeyDictionary[Document, ReadResult] = WeakKeyDictionary()


def read_record(document: Document) -> ReadResult:
    """The record of a document's front matter; read once, however many rules ask."""
    found = _cache.get(document)
    if found is None:
        found = _cache[document] = _read(document)
    return found


def _read(document: Document) -> ReadResult:
    if not document.front.present or not document.front.readable:
        return ReadResult(None, ())
    from pydantic import ValidationError

    from pmtool.schema.explaining import explain
    from pmtool.schema.record import Record

    data: Any = dict(document.front.data)
    errors: list[RecordError] = []
    for number in range(_ROUNDS):
        context = {"vocabulary": document.vocabulary, "lenient": number > 0}
        try:
            return ReadResult(Record.model_validate(data, context=context), tuple(errors))
        except ValidationError as error:
            faults = error.errors(include_url=False)
        known = [found.path for found in errors]
        explained = (explain(document, fault) for fault in faults)
        errors += [found for found in explained if found is not None and not _follows(found.path, known)]
        # What can be read is read all the same: one misspelt key does not hide a review from the figures.
        data = _without(data, [_path(fault) for fault in faults if fault["type"] != "irregular-time"])
        if not data.get("title"):
            break
        data.setdefault("status", str(Status.DRAFT))
    return ReadResult(None, tuple(errors))


def _follows(path: KeyPath, known: list[KeyPath]) -> bool:
    """Whether a fault is but the consequence of taking out the value of another one."""
    return any(path[: len(other)] == other or other[: len(path)] == path for other in known)


def _path(fault: Mapping[str, Any]) -> KeyPath:
    """What to take out: a time without a readable `at` is no time at all."""
    inner: KeyPath = (fault.get("ctx") or {}).get("inner", ())
    return tuple(fault["loc"]) if inner == ("at",) else (*fault["loc"], *inner)


def _without(data: Any, paths: list[KeyPath]) -> Any:
    """A copy of the data without the values at the paths, or without what should hold them."""
    if not isinstance(data, dict | list):
        return data
    below: dict[str | int, list[KeyPath]] = {}
    for path in paths:
        if path:
            below.setdefault(path[0], []).append(path[1:])
    items = data.items() if isinstance(data, dict) else enumerate(data)
    kept = []
    for key, value in items:
        rest = below.get(key)
        if rest is None:
            kept.append((key, value))
        elif all(path and _has(value, path[0]) for path in rest):
            kept.append((key, _without(value, rest)))
    return dict(kept) if isinstance(data, dict) else [value for _, value in kept]


def _has(value: Any, key: str | int) -> bool:
    if isinstance(value, dict):
        return key in value
    return isinstance(value, list) and isinstance(key, int) and key < len(value)
