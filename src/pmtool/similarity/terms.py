"""Words to terms: cut, lower case, without words that say nothing, reduced to a stem.

Source of the stemmer: the first step of M. F. Porter, "An algorithm for suffix stripping", Program 14 (1980), without
its later steps, which join words that operators keep apart (operate, operator, operation).
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
import re

_WORD = re.compile(r"[^\W_]+")
_VOWEL = re.compile(r"[aeiouy]")
_STOP = frozenset(
    [
        "a",
        "about",
        "above",
        "after",
        "again",
        "against",
        "all",
        "also",
        "although",
        "am",
        "an",
        "and",
        "any",
        "are",
        "aren",
        "as",
        "at",
        "be",
        "because",
        "been",
        "before",
        "being",
        "below",
        "between",
        "both",
        "but",
        "by",
        "can",
        "cannot",
        "could",
        "couldn",
        "did",
        "didn",
        "do",
        "does",
        "doesn",
        "doing",
        "don",
        "done",
        "down",
        "during",
        "each",
        "either",
        "else",
        "ever",
        "every",
        "few",
        "for",
        "from",
        "further",
        "get",
        "gets",
        "got",
        "had",
        "hadn",
        "has",
        "hasn",
        "have",
        "haven",
        "having",
        "he",
        "her",
        "here",
        "hers",
        "him",
        "his",
        "how",
        "however",
        "i",
        "if",
        "in",
        "into",
        "is",
        "isn",
        "it",
        "its",
        "itself",
        "just",
        "last",
        "later",
        "less",
        "like",
        "ll",
        "made",
        "make",
        "makes",
        "many",
        "may",
        "me",
        "might",
        "more",
        "most",
        "much",
        "must",
        "my",
        "near",
        "neither",
        "no",
        "nor",
        "not",
        "now",
        "of",
        "off",
        "often",
        "on",
        "once",
        "one",
        "only",
        "onto",
        "or",
        "other",
        "others",
        "our",
        "ours",
        "out",
        "over",
        "own",
        "per",
        "rather",
        "re",
        "same",
        "second",
        "see",
        "seen",
        "several",
        "shall",
        "she",
        "should",
        "shouldn",
        "since",
        "so",
        "some",
        "still",
        "such",
        "take",
        "taken",
        "than",
        "that",
        "the",
        "their",
        "theirs",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "through",
        "thus",
        "to",
        "too",
        "two",
        "under",
        "until",
        "up",
        "upon",
        "us",
        "use",
        "used",
        "uses",
        "using",
        "very",
        "via",
        "was",
        "wasn",
        "we",
        "well",
        "were",
        "weren",
        "what",
        "when",
        "where",
        "whether",
        "which",
        "while",
        "who",
        "whom",
        "whose",
        "why",
        "will",
        "with",
        "within",
        "without",
        "won",
        "would",
        "wouldn",
        "yes",
        "yet",
        "you",
        "your",
        "yours",
    ]
)


def cut(text: str) -> list[str]:
    """The stems of all words of a text in order; numbers and single letters are left out."""
    return [
        stem(word) for word in _WORD.findall(text.casefold()) if 1 < len(word) <= 40 and not word.isdecimal()
    ]


def telling(stems: Iterable[str]) -> Iterator[str]:
    """Those stems that are not of words that say nothing."""
    return (found for found in stems if found not in _STOP_STEMS)


def terms(text: str) -> Iterator[str]:
    """The terms of a text in order."""
    return telling(cut(text))


def written(text: str) -> dict[str, str]:
    """A word of the text for each of its terms, to show to people."""
    found: dict[str, str] = {}
    for word in _WORD.findall(text):
        for term in terms(word):
            found.setdefault(term, word.casefold())
    return found


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A lower-case word without its inflection: `retries`, `retried` and `retrying` become one."""
    if len(word) <= 3 or not word.isascii() or not word.isalpha():
        return word
    word = _without_plural(word)
    for ending in ("ed", "ing"):
        base = word.removesuffix(ending)
        if base != word and len(base) > 2 and _VOWEL.search(base):
            word = _mended(base)
            break
    if word.endswith("ies") or (word.endswith("y") and len(word) > 3 and word[-2] not in "aeiou"):
        word = word.rstrip("sey") + "i"
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


def _without_plural(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _mended(base: str) -> str:
    """`stopp` to `stop`, `cach` stays (its e goes from `cache` as well)."""
    if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "lsz":
        return base[:-1]
    return base


_STOP_STEMS = frozenset(map(stem, _STOP))
