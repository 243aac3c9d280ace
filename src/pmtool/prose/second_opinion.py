"""A statistical second opinion on a sentence: how much it reads like the labelled blaming ones.

A logistic regression over words, words in classes, the words that follow a person, groups of similar words, pieces of
words, and the rules that fired, with each feature scaled by how much more often it occurs in blaming sentences (Wang and
Manning, *Baselines and Bigrams*, ACL 2012). Weights and word groups are data files, made by `training/second_opinion.py`
from the project's own labelled sentences; the same input gives the same score everywhere. Nothing is loaded before the
first score is asked for.
"""

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
import json
import math
import sys
from zlib import crc32, decompress

from pmtool.prose import grammar
from pmtool.prose.trace import Trace, Unit

WEIGHTS = "second_opinion.bin"
GROUPS = "word_groups.txt"
# Longer sentences are scored by their first tokens: time stays linear and small.
MAX_UNITS = 120
_ENDINGS = ("tion", "ment", "ness", "ity", "er", "ers", "s")


@dataclass(frozen=True)
class Opinion:
    """raw: the model's score, 0 to 1; score: at the share of blame that is expected of the document. reasons: the
    features that weighed most for blame, as words, strongest first."""

    raw: float
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Model:
    """weights, squares: per hashed feature; bias and scale as trained."""

    weights: Mapping[int, float]
    squares: Mapping[int, float]
    bias: float

    def opinion(self, features: Collection[str]) -> Opinion:
        """The score of a set of features."""
        total = length = 0.0
        found: list[tuple[float, str]] = []
        for feature in features:
            key = crc32(feature.encode("utf-8", "surrogatepass"))
            weight = self.weights.get(key)
            if weight is None:
                continue
            total += weight
            length += self.squares[key]
            if weight > 0 and feature[:2] in ("w:", "s:", "h:"):
                found.append((weight, feature))
        margin = self.bias + (total / math.sqrt(length) if length else 0.0)
        score = 1 / (1 + math.exp(-max(-30.0, min(30.0, margin))))
        found.sort(key=lambda pair: (-pair[0], pair[1]))
        return Opinion(score, score, tuple(_words(feature) for _, feature in found[:5]))


def _words(feature: str) -> str:
    kind, _, rest = feature.partition(":")
    if kind == "h":
        return f"rule {rest}"
    return rest.replace("PERS", "PERSON").replace(">", " ... ").replace("^", "(start)").replace("$", "(end)")


@cache
def model() -> Model | None:
    """The shipped model; None where the data file is missing (it is optional in stripped-down packages)."""
    source = files("pmtool.prose").joinpath("data", WEIGHTS)
    if not source.is_file():
        return None
    head, _, body = source.read_bytes().partition(b"\n")
    facts = json.loads(head)
    raw = decompress(body)
    count = facts["features"]
    keys = array("I")
    keys.frombytes(raw[: 4 * count])
    if sys.byteorder == "big":
        keys.byteswap()
    weights = array("b")
    weights.frombytes(raw[4 * count : 5 * count])
    squares = raw[5 * count : 6 * count]
    step, square_step = facts["weight_step"], facts["square_step"]
    return Model(
        {key: weight * step for key, weight in zip(keys, weights, strict=True)},
        {key: square * square_step for key, square in zip(keys, squares, strict=True)},
        facts["bias"],
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
            fine, coarse, words = line.split(" ", 2)
            for word in words.split():
                found[word] = (coarse, fine)
    return found


def features(traces: Iterable[Trace], hits: Iterable[tuple[str, str]]) -> set[str]:
    """What is looked at: of the sentences of a unit, and of the hits (rule, severity) in them."""
    found: set[str] = set()
    for trace in traces:
        units = trace.units[:MAX_UNITS]
        found.update(_unit_features(units))
        found.update(_pieces(trace.text[: 8 * MAX_UNITS]))
    for rule, severity in hits:
        found.add(f"h:{rule} {severity}")
        if severity != "info":
            found.add("h:any")
    return found


def _unit_features(units: Sequence[Unit]) -> Iterator[str]:
    groups = word_groups()
    words = [unit.shown.partition("/")[0] for unit in units]
    classes = [_class(unit) for unit in units]
    coarse = [
        unit.shown if unit.chunk else groups.get(word, "??")[0]
        for unit, word in zip(units, words, strict=True)
    ]
    fine = [
        unit.shown if unit.chunk else groups.get(word, "??")[1]
        for unit, word in zip(units, words, strict=True)
    ]
    mixed = [
        word if unit.chunk or word == kind else group
        for unit, word, kind, group in zip(units, words, classes, coarse, strict=True)
    ]
    yield from _ngrams("w:", words, 1, 3)
    yield from _ngrams("d:", classes, 2, 5)
    yield from _ngrams("c:", coarse, 1, 3)
    yield from _ngrams("C:", fine, 1, 2)
    yield from _ngrams("m:", mixed, 2, 4)
    for index, unit in enumerate(units):
        if unit.chunk is None:
            continue
        yield f"k:{unit.chunk.kind} {unit.shown}"
        for after in range(index + 1, min(index + 6, len(units))):
            yield f"s:{unit.shown}>{words[after]}"
            yield f"S:{unit.shown}>{coarse[after]}"


def _class(unit: Unit) -> str:
    word, _, tags = unit.shown.partition("/")
    if unit.chunk or word in grammar.FUNCTION or not word[:1].isalpha():
        return word
    upper = "".join(tag for tag in tags if tag.isupper())
    if upper:
        return upper[:2] + "".join(tag for tag in tags if tag.islower())[:1]
    return next((f"-{ending}" for ending in _ENDINGS if word.endswith(ending)), "_")


def _ngrams(kind: str, items: Sequence[str], low: int, high: int) -> Iterator[str]:
    framed = ["^", *items, "$"]
    for size in range(low, high + 1):
        for start in range(len(framed) - size + 1):
            yield kind + " ".join(framed[start : start + size])


def _pieces(text: str) -> Iterator[str]:
    """Pieces of words, three to five letters, word by word."""
    for word in text.lower().split():
        padded = f" {word[:40]} "
        for size in (3, 4, 5):
            for start in range(len(padded) - size + 1):
                yield "p:" + padded[start : start + size]
