"""Evidence as people write it: paths in the repository, commits, addresses, words.

Only what can be nothing else counts as a path or a commit: words such as "drill of 3/4 May" are evidence
too, and no program can look them up.
"""

from collections.abc import Iterator
import re

from pmtool.model.evidence import Reference, ReferenceKind
from pmtool.model.span import Span

_WORD = re.compile(r"[^\s,;]+")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,15}://", re.IGNORECASE)
_COMMIT = re.compile(r"(?=[0-9a-f]*[0-9])[0-9a-f]{7,40}\Z")
_PLACE = re.compile(r"(?:#[\w-]+|:\d+(?::\d+|-\d+)?)\Z")
_NAMED_FILE = re.compile(r"\.?[\w@+-][\w.@+-]*\.[A-Za-z][A-Za-z0-9]{0,9}\Z")
_PATH_PART = re.compile(r"(?!-)[\w.@+=~\[\]-]+\Z")
_AROUND = "`'\"()[]<>*"


def read_references(value: str) -> Iterator[Reference]:
    """The paths, commits and addresses in a value, in order."""
    words = list(_WORD.finditer(value))
    for found in words:
        start, end = found.span()
        while start < end and value[start] in _AROUND:
            start += 1
        while end > start and (value[end - 1] in _AROUND or value[end - 1] in ".:"):
            end -= 1
        reference = _read(value[start:end], Span(start, end), alone=len(words) == 1)
        if reference is not None:
            yield reference


def _read(word: str, span: Span, *, alone: bool) -> Reference | None:
    if not word:
        return None
    if _ADDRESS.match(word) or word.startswith("www."):
        return Reference(ReferenceKind.ADDRESS, word, span)
    if _COMMIT.match(word) or (alone and re.fullmatch(r"[0-9a-f]{40}", word)):
        return Reference(ReferenceKind.COMMIT, word, span)
    place = _PLACE.search(word)
    name = word[: place.start()] if place else word
    if _is_path(name, alone=alone):
        return Reference(ReferenceKind.PATH, name, Span(span.start, span.start + len(name)))
    return None


def _is_path(name: str, *, alone: bool) -> bool:
    parts = name.removeprefix("./").strip("/").split("/")
    if not all(_PATH_PART.match(part) for part in parts) or re.fullmatch(r"[\d.]*", parts[-1]):
        return False
    named = bool(_NAMED_FILE.match(parts[-1]))
    if len(parts) == 1:
        # `v1.2.x`, `example.org`: a bare name is a path only where it is all that is said.
        return (
            alone
            and named
            and not re.match(r"v?\d", parts[0])
            and not name.endswith((".com", ".org", ".net"))
        )
    # `and/or`, `SRE/on-call`: without the ending of a file only where nothing else is said.
    return named or (alone and len(parts) > 1)
