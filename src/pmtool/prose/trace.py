"""A sentence as patterns see it: words with class tags, people as one symbol each.

`The on-call engineer didn't notice the red alert.` becomes ` PERS did not notice/Db the red alert . `, and every
position of that line leads back to offsets of the sentence.
"""

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from pmtool.prose import grammar
from pmtool.prose.chunks import VERB_CLASSES, Chunk, Chunker
from pmtool.prose.lexicon import Lexicon, lexicon
from pmtool.prose.spelling import american
from pmtool.prose.tokens import Token, tokenize

# A "sentence" longer than this is no prose; what follows is not looked at, so that any text takes bounded time a unit.
MAX_SENTENCE = 4000
# What stands for any name and any number.
NAME, NUMBER = "alex", "0"


class Unit(NamedTuple):
    """One word or phrase of a trace: tokens `start:end`; `shown` is how it stands in the line."""

    shown: str
    start: int
    end: int
    chunk: Chunk | None = None


@dataclass(frozen=True, eq=False)
class Trace:
    """The line and its way back."""

    text: str
    tokens: Sequence[Token]
    tags: Sequence[str]
    chunks: Sequence[Chunk]
    units: Sequence[Unit]
    line: str
    _starts: Sequence[int] = field(repr=False)

    @cached_property
    def cues(self) -> frozenset[str]:
        """Words, symbols, and classes alone and with each form (`/F`, `/Fd`, `/d`) that occur."""
        return frozenset().union(*(_cues_of(unit.shown) for unit in self.units))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words as the models read them: lower case, American spelling, names and numbers all alike."""
        found: list[str] = []
        for unit in self.units:
            if unit.chunk is not None and unit.chunk.kind == "name":
                found.append(NAME)
                continue
            tokens = self.tokens[unit.start : unit.end]
            found += [NUMBER if token.shape == "0" else american(token.text) for token in tokens]
        return tuple(found)

    @property
    def has_people(self) -> bool:
        """Whether anybody is in it."""
        return bool(self.chunks)

    def unit_at(self, position: int) -> int:
        """The index of the unit at a position of the line."""
        return max(0, bisect_right(self._starts, position) - 1)

    def offsets(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the sentence of `line[start:end]` (the end is exclusive)."""
        first, last = self.unit_at(start), self.unit_at(max(start, end - 2))
        return self.tokens[self.units[first].start].start, self.tokens[self.units[last].end - 1].end


@lru_cache(maxsize=20_000)
def _cues_of(shown: str) -> frozenset[str]:
    word, _, tags = shown.partition("/")
    classes = [tag for tag in tags if tag.isupper()]
    marks = [tag for tag in tags if tag.islower()]
    return frozenset(
        [
            word,
            *(f"/{c}{m}" for c in ("", *classes) for m in ("", *marks) if c or m),
            *(["/"] if tags else []),
        ]
    )


def make_trace(
    text: str,
    *,
    extra: Collection[str] = (),
    allowed: Sequence[tuple[str, ...]] = (),
    person_before: bool = True,
) -> Trace:
    """The trace of a sentence. extra: more words for people. allowed: terms that never count."""
    return _traced(text, frozenset(extra), tuple(allowed), person_before)


@lru_cache(maxsize=2048)
def _traced(
    text: str, extra: frozenset[str], allowed: tuple[tuple[str, ...], ...], person_before: bool
) -> Trace:
    """Equal sentences have one trace: an editor lints the same text again and again, and templates repeat."""
    words = lexicon()
    tokens = tokenize(text[:MAX_SENTENCE])
    masked = _masked(tokens, words, allowed)
    tags = ["" if index in masked else _tags(tokens, index, words) for index in range(len(tokens))]
    chunks = Chunker(tokens, tags, masked, words, extra, person_before=person_before).chunks()
    units = _units(tokens, tags, masked, chunks)
    starts: list[int] = []
    at = 1
    for unit in units:
        starts.append(at)
        at += len(unit.shown) + 1
    line = " " + " ".join(unit.shown for unit in units) + " "
    return Trace(text, tokens, tags, chunks, units, line, starts)


def _masked(tokens: Sequence[Token], words: Lexicon, allowed: Sequence[tuple[str, ...]]) -> set[int]:
    masked: set[int] = set()
    for index, token in enumerate(tokens):
        if not allowed and token.text[:4] not in words.technical:
            continue
        for phrase in (*words.technical.get(token.text[:4], ()), *allowed):
            if index + len(phrase) <= len(tokens) and all(
                _same(tokens[index + offset].text, word) for offset, word in enumerate(phrase)
            ):
                masked.update(range(index, index + len(phrase)))
    return masked


def _same(text: str, wanted: str) -> bool:
    return text.startswith(wanted[:-1]) if wanted.endswith("*") else text == wanted


def _tags(tokens: Sequence[Token], index: int, words: Lexicon) -> str:
    word = tokens[index].text
    found = words.tags.get(word, "")
    if not found and "-" in word and word not in words.people:
        found = words.tags.get(word.replace("-", ""), "")
    if found or word in grammar.FUNCTION or tokens[index].shape == ".":
        return found
    if word.endswith("ed") and len(word) > 4 and tokens[index].shape != "A":
        return "Gdn"
    if word.endswith("ing") and len(word) > 5:
        return "Gg"
    if word.endswith("ly") and len(word) > 4:
        return "A"
    return ""


def _units(
    tokens: Sequence[Token],
    tags: Sequence[str],
    masked: Collection[int],
    chunks: Sequence[Chunk],
) -> list[Unit]:
    units: list[Unit] = []
    by_start = {chunk.start: chunk for chunk in chunks}
    index = 0
    while index < len(tokens):
        chunk = by_start.get(index)
        if chunk is not None:
            shown = f"{chunk.symbol.lower()}_" if chunk.oblique else chunk.symbol
            units.append(Unit(shown, chunk.start, chunk.end, chunk))
            index = chunk.end
            continue
        units.append(
            Unit(
                _face(tokens[index].text, tokens[index].shape, tags[index], index in masked), index, index + 1
            )
        )
        index += 1
    return units


@lru_cache(maxsize=20_000)
def _face(text: str, shape: str, tags: str, masked: bool) -> str:
    if masked or (text == "us" and shape == "A"):
        return "tech"
    if text == "code" and shape == "A":
        return "CODE"
    if shape == "0":
        return "0:0" if ":" in text else "0"
    word = text.replace("/", "_")
    if word in lexicon().people and not VERB_CLASSES & set(tags):
        tags = "P" + tags
    return f"{word}/{tags}" if tags else word
