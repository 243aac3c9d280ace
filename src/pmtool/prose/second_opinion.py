"""A statistical second opinion on a sentence: how much it reads like the labelled blaming ones.

A logistic regression over words, words in classes, the words that follow a person, groups of similar words, pieces of
words, and the rules that fired, with each feature scaled by how much more often it occurs in blaming sentences (Wang and
Manning, *Baselines and Bigrams*, ACL 2012). Weights and word groups are data files, made by `training/second_opinion.py`
from the project's own labelled text. Nothing is loaded before the
first score is asked for.
"""

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
import json
import math
import sys
from zlib import crc32, decompress

from pmtool.prose import grammar
from pmtool.prose.spelling import american
from pmtool.prose.tokens import MAX_WORD
from pmtool.prose.trace import Trace, Unit

WEIGHTS = "second_opinion.bin"
GROUPS = "word_groups.txt"
# Longer sentences are scored by their first tokens: time stays linear and small.
MAX_UNITS = 120
MOST_REASONS = 5
_BY_RULE, _EDGES = "rule blame/", " .,;:!?\"'\u201c\u201d\u2018\u2019()"
_ENDINGS = ("tion", "ment", "ness", "ity", "er", "ers", "s")


@dataclass(frozen=True)
class Model:
    """index: hashed feature -> place in `weights` and `squares` (whole numbers of a step); bias as trained.

    calm: what is added to the squared length of the known features, so that a few words alone say little.
    """

    index: Mapping[int, int]
    weights: Sequence[int]
    squares: Sequence[int]
    weight_step: float
    square_step: float
    bias: float
    calm: float

    def margin(self, features: Collection[int]) -> float:
        """How much a set of features reads like blame, as log odds."""
        known = [place for place in map(self.index.get, features) if place is not None]
        total = sum(map(self.weights.__getitem__, known)) * self.weight_step
        length = sum(map(self.squares.__getitem__, known)) * self.square_step
        return self.bias + total / math.sqrt(max(1e-9, length + self.calm))

    def reasons(self, trace: Trace, hits: Iterable[tuple[str, str]]) -> tuple[str, ...]:
        """The words of the sentence and the rules that weighed most for blame, strongest first, at most five.

        No words stand in others.
        """
        found: dict[str, int] = {}
        for key, shown in _told(trace, hits):
            place = self.index.get(key)
            if place is not None and self.weights[place] > found.get(shown, 0):
                found[shown] = self.weights[place]
        chosen: list[str] = []
        for shown in sorted(found, key=lambda shown: (-found[shown], shown)):
            if shown.startswith(_BY_RULE) or not any(shown in other or other in shown for other in chosen):
                chosen.append(shown)
        return tuple(chosen[:MOST_REASONS])


@cache
def model() -> Model | None:
    """The shipped model; None where the data file is missing (it is optional in stripped-down packages)."""
    source = files("pmtool.prose").joinpath("data", WEIGHTS)
    return load(source.read_bytes()) if source.is_file() else None


def load(stored: bytes) -> Model:
    """A model from the content of its file."""
    head, _, body = stored.partition(b"\n")
    facts = json.loads(head)
    raw = decompress(body)
    count = facts["features"]
    keys = array("I")
    keys.frombytes(raw[: 4 * count])
    if sys.byteorder == "big":
        keys.byteswap()
    weights = array("b")
    weights.frombytes(raw[4 * count : 5 * count])
    return Model(
        dict(zip(keys, range(count), strict=True)),
        weights,
        raw[5 * count : 6 * count],
        facts["weight_step"],
        facts["square_step"],
        facts["bias"],
        facts["calm"],
    )


@cache
def word_groups() -> Mapping[str, tuple[str, str]]:
    """Word -> a coarse and a fine group of words with similar use."""
    source = files("pmtool.prose").joinpath("data", GROUPS)
    found: dict[str, tuple[str, str]] = {}
    if source.is_file():
        for line in source.read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                continue
            fine, coarse, *words = line.split(" ")
            found.update(dict.fromkeys(words, (coarse, fine)))
    return found


def hashed(text: str, start: int = 0) -> int:
    """The hash of a feature's name; a longer name is hashed on from that of its beginning."""
    return crc32(text.encode("utf-8", "surrogatepass"), start)


# Sequences: kind, the shortest, the longest; over words, classes, coarse and fine groups, and a mixture.
_KINDS = (("w:", 1, 3), ("d:", 2, 5), ("c:", 1, 3), ("C:", 1, 2), ("m:", 2, 4))
_SEEDS = tuple((hashed(kind), low, high) for kind, low, high in _KINDS)
_START, _END = b" ^", b" $"


def features(traces: Iterable[Trace], hits: Iterable[tuple[str, str]]) -> set[int]:
    """What is looked at, hashed: of the sentences of a unit, and of the hits (rule, severity) in them."""
    found: set[int] = set()
    for trace in traces:
        units = trace.units[:MAX_UNITS]
        _sequences(units, found)
        _after_people(units, found)
        for word in trace.words[: 2 * MAX_UNITS]:
            found |= _pieces(word[:MAX_WORD])
    for rule, severity in hits:
        found.add(hashed(f"h:{rule} {severity}"))
        if severity != "info":
            found.add(hashed("h:any"))
    return found


def _sequences(units: Sequence[Unit], found: set[int]) -> None:
    rows = [_faces(unit.shown, unit.chunk is not None) for unit in units]
    add = found.add
    for number, (seed, low, high) in enumerate(_SEEDS):
        items = [_START, *[row[number] for row in rows], _END]
        for start in range(len(items)):
            key = seed
            for size, item in enumerate(items[start : start + high], 1):
                key = crc32(item, key)
                if size >= low:
                    add(key)


def _after_people(units: Sequence[Unit], found: set[int]) -> None:
    for index, unit in enumerate(units):
        if unit.chunk is None:
            continue
        found.add(hashed(f"k:{unit.chunk.kind} {unit.shown}"))
        word_seed, group_seed = hashed(f"s:{unit.shown}>"), hashed(f"S:{unit.shown}>")
        for after in units[index + 1 : index + 6]:
            row = _faces(after.shown, after.chunk is not None)
            found.add(crc32(row[0], word_seed))
            found.add(crc32(row[2], group_seed))


@lru_cache(maxsize=20_000)
def _faces(shown: str, person: bool) -> tuple[bytes, bytes, bytes, bytes, bytes]:
    """A unit as a word, a class, a coarse and a fine group, and as whichever of word and coarse group tells more."""
    word = american(shown.partition("/")[0])
    kind = _class(shown, person)
    coarse, fine = (shown, shown) if person else _groups_of(word, shown.partition("/")[0])
    mixed = word if person or word == kind else coarse
    first, *rest = (f" {face}".encode("utf-8", "surrogatepass") for face in (word, kind, coarse, fine, mixed))
    return (first, rest[0], rest[1], rest[2], rest[3])


def _groups_of(word: str, written: str) -> tuple[str, str]:
    """The groups of a word, by its American spelling or as it is written."""
    groups = word_groups()
    return groups.get(word) or groups.get(written) or ("??", "??")


def _class(shown: str, person: bool) -> str:
    word, _, tags = shown.partition("/")
    if person or word in grammar.FUNCTION or not word[:1].isalpha():
        return word
    upper = "".join(tag for tag in tags if tag.isupper())
    if upper:
        return upper[:2] + "".join(tag for tag in tags if tag.islower())[:1]
    return next((f"-{ending}" for ending in _ENDINGS if word.endswith(ending)), "_")


@lru_cache(maxsize=20_000)
def _pieces(word: str) -> frozenset[int]:
    """Pieces of a word, three to five letters, its ends included."""
    padded = f" {word} "
    return frozenset(
        hashed("p:" + padded[start : start + size])
        for size in (3, 4, 5)
        for start in range(len(padded) - size + 1)
    )


def _told(trace: Trace, hits: Iterable[tuple[str, str]]) -> Iterator[tuple[int, str]]:
    """The features that can be told to a reader: key, and the words of the sentence behind it."""
    units = trace.units[:MAX_UNITS]
    words = ["^", *(american(unit.shown.partition("/")[0]) for unit in units), "$"]
    telling = [unit.chunk is not None or _tells(word) for unit, word in zip(units, words[1:], strict=False)]
    for size in (1, 2, 3):
        for start in range(len(words) - size + 1):
            # The marks of beginning and end count, and are nothing to read.
            low, high = max(0, start - 1), min(len(units), start + size - 1)
            if any(telling[low:high]):
                yield hashed("w: " + " ".join(words[start : start + size])), _spoken(trace, units[low:high])
    for index, unit in enumerate(units):
        if unit.chunk is not None:
            for after in range(index + 1, min(index + 6, len(units))):
                if telling[after]:
                    key = hashed(f"s:{unit.shown}> {words[after + 1]}")
                    gap = " " if after == index + 1 else " ... "
                    yield key, _spoken(trace, [unit]) + gap + _spoken(trace, [units[after]])
    for rule, severity in hits:
        yield hashed(f"h:{rule} {severity}"), _BY_RULE + rule


def _tells(word: str) -> bool:
    """Whether a word alone says something to a reader."""
    return word not in grammar.FUNCTION and sum(character.isalpha() for character in word) > 1


def _spoken(trace: Trace, units: Sequence[Unit]) -> str:
    """The text of neighbouring units, as it was written."""
    text = trace.text[trace.tokens[units[0].start].start : trace.tokens[units[-1].end - 1].end]
    return " ".join(text.split()).strip(_EDGES)
