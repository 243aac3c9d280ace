"""Sentences to tokens: lower case, typographic marks normalised, contractions opened, offsets kept."""

# ruff: noqa: SIM905 -- word lists read better as text

from functools import lru_cache
import re
from typing import NamedTuple

# One to one replacements only, so that offsets stay true.
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-",
     "\u2011": "-", "\u00a0": " ", "\u202f": " ", "\u200b": " ", "…": "."}
)  # fmt: skip
_TOKEN = re.compile(
    r"\d{1,2}:\d{2}(?::\d{2})?|\d+(?:[.,]\d+)+|@\w[\w.]*(?:[-/]\w+)*|\w+(?:[-'./&+]\w+)*|[^\w\s]"
)
# "Did n't", "should 've": where the parts begin, and what they stand for.
_NOT = re.compile(r"(\w+)(n't|nt)\Z")
_NOT_STEMS = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}
_BARE_NOT = frozenset(
    "didnt dont doesnt wasnt werent isnt arent hasnt havent hadnt shouldnt couldnt wouldnt cant wont".split()
)
_TAILS = {"'ve": "have", "'ll": "will", "'re": "are", "'m": "am", "'d": "'d", "'s": "'s"}
_WHOLE = {
    "cannot": ("can", "not"),
    "shoulda": ("should", "have"),
    "coulda": ("could", "have"),
    "woulda": ("would", "have"),
    "gonna": ("going", "to"),
}
# After these "'s" is a verb, not a genitive.
_IS_HOSTS = frozenset("he she it that there who what where how here this everyone nobody".split())
MAX_WORD = 40


class Token(NamedTuple):
    """A word or mark. `text` is normalised and clipped; `start`, `end` are offsets into the sentence's plain text.

    shape: `x` lower case, `X` capitalised, `A` all capitals, `0` a number or time, `.` a mark.
    """

    text: str
    start: int
    end: int
    shape: str


def tokenize(text: str) -> list[Token]:
    """The tokens of a sentence. Linear in the length of the text."""
    tokens: list[Token] = []
    plain = text.translate(_PLAIN)
    for match in _TOKEN.finditer(plain):
        raw = match[0]
        start, end = match.span()
        simple = _simple(raw)
        if simple is not None:
            tokens.append(Token(simple[0], start, end, simple[1]))
        else:
            _add(tokens, raw, start, end)
    return tokens


@lru_cache(maxsize=20_000)
def _simple(raw: str) -> tuple[str, str] | None:
    """Text and shape of what is one token; None for what may be several."""
    tokens: list[Token] = []
    if len(raw) > MAX_WORD:
        return None
    _add(tokens, raw, 0, len(raw))
    return (tokens[0].text, tokens[0].shape) if len(tokens) == 1 else None


def _add(tokens: list[Token], raw: str, start: int, end: int) -> None:
    shape = _shape(raw)
    word = raw.lower() if len(raw) <= MAX_WORD else raw[:MAX_WORD].lower()
    if len(word) != min(len(raw), MAX_WORD):  # a letter whose lower case is longer
        word = raw[:MAX_WORD]
    if word in _WHOLE:
        first, second = _WHOLE[word]
        cut = min(end - 1, start + len(first))
        tokens += (Token(first, start, cut, shape), Token(second, cut, end, "x"))
        return
    if "'" in word or word in _BARE_NOT:
        opened = _NOT.match(word)
        if opened and (word in _BARE_NOT or opened[2] == "n't"):
            cut = start + len(opened[1])
            tokens += (
                Token(_NOT_STEMS.get(opened[1], opened[1]), start, cut, shape),
                Token("not", cut, end, "x"),
            )
            return
        head, mark, tail = word.rpartition("'")
        meaning = _TAILS.get(mark + tail)
        if head and meaning:
            cut = end - len(tail) - 1
            _add(tokens, raw[: cut - start], start, cut)
            if meaning == "'s" and head in _IS_HOSTS:
                meaning = "is"
            tokens.append(Token(meaning, cut, end, "x"))
            return
    if shape != "." and word.endswith((".", "-")):
        word = word.rstrip(".-") or word
    tokens.append(Token(word, start, end, shape))


def _shape(raw: str) -> str:
    first = raw[0]
    if first.isdigit():
        return "0"
    if not (first.isalpha() or first == "@"):
        return "."
    if first == "@":
        return "X"
    if first.isupper():
        return "A" if len(raw) > 1 and raw.isupper() else "X"
    return "x"
