"""Word lists as data: verb classes with forms, heads of person phrases, judging words, technical collocations.

The files in `data/` hold one entry a word, grouped by class letter (see each file's comments). They are read once, when
the first sentence with letters is looked at.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
import re

from pmtool.prose.inflect import forms

_ENTRY = re.compile(r"([^\s(]+)(?:\(([^),]*)(?:,([^)]*))?\))?")
_PLURALS = {"s": "es", "x": "es", "h": "es"}


@dataclass(frozen=True)
class Lexicon:
    """All words. tags: word -> class letters (upper case) and verb-form letters (lower case)."""

    tags: Mapping[str, str]
    people: Mapping[str, str]
    pronouns: Mapping[str, str]
    functions: frozenset[str]
    names: frozenset[str]
    technical: Mapping[str, tuple[tuple[str, ...], ...]]
    verbs: frozenset[str]
    plurals: frozenset[str]


def _lines(name: str) -> Iterator[str]:
    text = files("pmtool.prose").joinpath("data", name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line


def _entries(name: str) -> Iterator[tuple[str, str, str, str]]:
    """Class, word, and what stands in brackets."""
    for line in _lines(name):
        group, _, words = line.partition(": ")
        for entry in _ENTRY.finditer(words):
            yield group, entry[1], entry[2] or "", entry[3] or ""


def _merge(into: dict[str, str], word: str, tags: str) -> None:
    into[word] = into.get(word, "") + "".join(tag for tag in tags if tag not in into.get(word, ""))


def plural(noun: str) -> str:
    """The regular plural."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith(("ch", "sh", "s", "x")):
        return noun + "es"
    return noun + "s"


def _technical() -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for line in _lines("technical.txt"):
        for phrase in line.split("|"):
            words = tuple(phrase.split())
            if words:
                # A first word with `*` is found by its first four letters.
                key = words[0].rstrip("*")[:4]
                found.setdefault(key, []).append(words)
    return {key: tuple(phrases) for key, phrases in found.items()}


@cache
def lexicon() -> Lexicon:
    """The built-in words."""
    tags: dict[str, str] = {}
    verbs: set[str] = set()
    for group, lemma, past, participle in _entries("verbs.txt"):
        for form, marks in forms(lemma, past, participle).items():
            _merge(tags, form, group + marks)
            verbs.add(form)
    for group, word, _, _ in _entries("words.txt"):
        _merge(tags, word, group)
        if group in "NE" and not word.endswith("s"):
            _merge(tags, plural(word), group)
    people: dict[str, str] = {}
    plurals: set[str] = set()
    for group, head, given, _ in _entries("people.txt"):
        people.setdefault(head, group)
        many = given or plural(head)
        people.setdefault(many, group)
        plurals.add(many)
    pronouns: dict[str, str] = {}
    functions: set[str] = set()
    for group, word, _, _ in _entries("people_more.txt"):
        if group == "FUNC":
            functions.add(word)
        else:
            pronouns[word] = group
    names = frozenset(word for line in _lines("names.txt") for word in line.split())
    return Lexicon(
        tags={word: _ordered(marks) for word, marks in tags.items()},
        people=people,
        pronouns=pronouns,
        functions=frozenset(functions),
        names=names,
        technical=_technical(),
        verbs=frozenset(verbs),
        plurals=frozenset(plurals),
    )


def _ordered(tags: str) -> str:
    """Class letters, then form letters."""
    return "".join(sorted(tags))
