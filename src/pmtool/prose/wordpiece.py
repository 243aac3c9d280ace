"""Words cut into the pieces that the encoder knows (WordPiece, lower case).

The longest known piece from the left, then the longest that continues a word, and so on (Wu et al., *Google's Neural
Machine Translation System*, 2016). A word is looked at up to `MAX_WORD` characters, so time is linear in the text.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
import re
import unicodedata

from pmtool.prose.tokens import MAX_WORD

START, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
_PART = re.compile(r"[^\W_]+|[^\w\s]|_")


class Pieces:
    """number: piece -> its row; pieces that continue a word begin with `##`."""

    def __init__(self, number: Mapping[str, int]) -> None:
        self.number = number
        self._cut = lru_cache(maxsize=50_000)(self._pieces)

    def of(self, words: Iterable[str], limit: int) -> list[int]:
        """The numbers of the words' pieces between those for start and end, `limit` of them at most."""
        found = [self.number[START]]
        for word in words:
            found += self._cut(word[:MAX_WORD])
            if len(found) >= limit:
                break
        return [*found[: limit - 1], self.number[END]]

    def _pieces(self, word: str) -> tuple[int, ...]:
        plain = "".join(
            c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn"
        )
        return tuple(number for part in _PART.findall(plain) for number in self._longest(part))

    def _longest(self, part: str) -> list[int]:
        pieces: list[int] = []
        at, mark = 0, ""
        while at < len(part):
            for end in range(len(part), at, -1):
                number = self.number.get(mark + part[at:end])
                if number is not None:
                    pieces.append(number)
                    break
            else:
                return [self.number[UNKNOWN]]
            at, mark = end, "##"
        return pieces
