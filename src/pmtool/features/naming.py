"""File names of reviews, and titles that say nearly the same."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
import re
import unicodedata

MAX_SLUG = 60
EMPTY_SLUG = "incident"

# Letters that Unicode does not take apart into an ASCII letter and a mark.
_LETTERS = str.maketrans(
    {"ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"}
    | {
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "Ð": "D",
        "þ": "th",
        "Þ": "Th",
        "ı": "i",
        "ŋ": "ng",
        "ħ": "h",
        "Ħ": "H",
        "×": "x",
    }
)
_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ](?=\w)")
_OTHER = re.compile(r"[^a-z0-9]+")
# Words that say nothing about which event it was.
# fmt: off
_SMALL = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "into", "is", "it", "its",
    "no", "not", "of", "off", "on", "or", "our", "out", "over", "that", "the", "their", "this", "to",
    "up", "was", "were", "when", "where", "which", "while", "with", "incident", "outage", "issue",
    "problem", "review",
})
# fmt: on


def clean_title(title: str) -> str:
    """A title as one line of text: single spaces, no control characters, nothing that UTF-8 cannot say."""
    readable = (
        title.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if _is_escaped(title) else title
    )
    readable = readable.encode("utf-8", "replace").decode("utf-8")
    spaced = "".join(" " if character.isspace() else character for character in readable)
    return " ".join("".join(c for c in spaced if unicodedata.category(c) != "Cc").split())


def _is_escaped(text: str) -> bool:
    """Whether bytes that are no UTF-8 were carried through the command line."""
    return any("\udc80" <= character <= "\udcff" for character in text) and not any(
        "\ud800" <= character < "\udc80" or "\udcff" < character <= "\udfff" for character in text
    )


def slug(title: str) -> str:
    """Lower-case ASCII words joined by hyphens, at most 60 characters, cut between words; never empty."""
    plain = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", title).translate(_LETTERS))
    ascii_only = plain.encode("ascii", "ignore").decode().lower()
    words = _OTHER.sub("-", ascii_only).strip("-")
    if len(words) > MAX_SLUG:
        cut = words.rfind("-", 0, MAX_SLUG + 1)
        words = words[: cut if cut > 0 else MAX_SLUG]
    return words.strip("-") or EMPTY_SLUG


def title_words(title: str) -> frozenset[str]:
    """The words that tell one event from another, without dates."""
    return frozenset(word for word in slug_words(title) if word not in _SMALL)


def slug_words(text: str) -> list[str]:
    """All words of a title or stem, numbers of a date left out."""
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS)).encode("ascii", "ignore").decode().lower()
    return [word for word in _OTHER.split(re.sub(r"^\d{4}-?\d\d-?\d\d", "", plain)) if word]


def near_same(title: str, others: Iterable[Sequence[str]]) -> list[str]:
    """The names of those that say nearly the same; each of `others` is a name and its texts (title, stem).

    Nearly the same: two thirds of the telling words in common, or a difference of a few letters.
    """
    words = title_words(title)
    whole = " ".join(slug_words(title))
    if not words:
        return []
    return [name for name, *texts in others if any(_alike(words, whole, text) for text in texts)]


def _alike(words: frozenset[str], whole: str, text: str) -> bool:
    theirs = title_words(text)
    if not theirs:
        return False
    common = len(words & theirs) / len(words | theirs)
    if common >= 2 / 3:
        return True
    matcher = SequenceMatcher(None, whole, " ".join(slug_words(text)), autojunk=False)
    return matcher.real_quick_ratio() >= 0.88 and matcher.quick_ratio() >= 0.88 and matcher.ratio() >= 0.88
