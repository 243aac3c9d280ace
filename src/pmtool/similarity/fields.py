"""The weighted terms of a review, from its text cut at headings. No Markdown parser: a word more or less is no harm."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
import re

from pmtool.model.vocabulary import Vocabulary
from pmtool.similarity.concepts import Concepts
from pmtool.similarity.terms import cut, telling
from pmtool.vocab import SectionKind

# Marks before terms that are no words: concepts, factors, services, models.
CONCEPT, FACTOR, SERVICE, MODEL = "=", "#", "@", "%"

_TITLE_WEIGHT, _DECLARED_WEIGHT = 8.0, 6.0
_WEIGHTS = {
    SectionKind.SUMMARY: 2.0,
    SectionKind.CAUSES: 2.5,
    SectionKind.IMPACT: 1.5,
    SectionKind.TIMELINE: 0.7,
    SectionKind.ACTIONS: 0.7,
    SectionKind.PEOPLE: 0.0,
    SectionKind.SOURCES: 0.2,
}
# Long enough for any review; what comes after says nothing new about it.
_LONGEST = 200_000
_HEADING = re.compile(r"^\#{1,6}[ \t]+([^\n]{0,200})$", re.MULTILINE)
_SILENT = re.compile(r"<!--.*?-->|https?://\S+|_\[[^\]\n]*\]_|\]\([^)\n]*\)", re.DOTALL)
_FENCE = re.compile(r"^[ ]{0,3}(```|~~~).*?(?:^[ ]{0,3}\1[^\n]*$|\Z)", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Labels:
    """What front matter says of a review beside its words."""

    title: str | None = None
    factors: Sequence[str] = ()
    services: Sequence[str] = ()
    model: str | None = None


def review_terms(body: str, labels: Labels, vocabulary: Vocabulary, concepts: Concepts) -> dict[str, float]:
    """The terms of a review with their weights. body: the text without front matter."""
    found: dict[str, float] = {}
    if labels.title:
        _add(found, labels.title, _TITLE_WEIGHT, concepts)
    for text, weight in _parts(body[:_LONGEST], vocabulary):
        _add(found, text, weight, concepts)
    _declare(found, FACTOR, labels.factors, concepts)
    _declare(found, SERVICE, labels.services, concepts)
    if labels.model:
        found[MODEL + folded(labels.model)] = _DECLARED_WEIGHT
    return found


def query_terms(text: str, concepts: Concepts) -> dict[str, float]:
    """The terms of a few words."""
    found: dict[str, float] = {}
    _add(found, text[:_LONGEST], 1.0, concepts)
    return found


def folded(name: str) -> str:
    """A declared name as a term; halves of characters, which no file can hold, are replaced."""
    return name.casefold().encode("utf-8", "replace").decode("utf-8")


def _declare(found: dict[str, float], mark: str, names: Sequence[str], concepts: Concepts) -> None:
    for name in names:
        found[mark + folded(name)] = _DECLARED_WEIGHT
        # Also under its words, for those who search with words.
        _add(found, name.replace("_", " "), 1.0, concepts)


def _add(found: dict[str, float], text: str, weight: float, concepts: Concepts) -> None:
    if weight <= 0:
        return
    stems = cut(text)
    for term in telling(stems):
        found[term] = found.get(term, 0.0) + weight
    for concept in concepts.find(stems):
        name = CONCEPT + concept
        found[name] = found.get(name, 0.0) + weight


def _parts(body: str, vocabulary: Vocabulary) -> Iterator[tuple[str, float]]:
    """Stretches between headings with what they weigh. A heading below another kind keeps that kind's weight."""
    plain = _SILENT.sub(" ", _FENCE.sub("\n", body))
    position, weight = 0, 1.0
    levels: list[tuple[int, float]] = []
    for heading in _HEADING.finditer(plain):
        yield plain[position : heading.start()], weight
        level = len(heading[0]) - len(heading[0].lstrip("#"))
        while levels and levels[-1][0] >= level:
            levels.pop()
        kind = vocabulary.section_kind(heading[1].strip())
        outer = levels[-1][1] if levels else 1.0
        weight = outer if kind is SectionKind.OTHER else _WEIGHTS.get(kind, 1.0)
        if level == 1 and kind is SectionKind.OTHER:
            yield heading[1], _TITLE_WEIGHT / 2
        levels.append((level, weight))
        position = heading.end()
    yield plain[position:], weight
