"""How alike two reviews are, between 0 and 1, and why.

BM25 with fields (BM25F): a term counts by its rarity in the collection (inverse document frequency, in the form that
never falls below 0) and by its weighted frequency, which saturates and is measured against the length of the text. The
likeness of a review to another is the BM25 score of its own terms in the other, divided by what the review scores in
itself.

Source: S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", Foundations and Trends
in Information Retrieval 3 (2009).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
import math

K1, B = 12.0, 1.0
# Weighted terms of a typical review. A constant, so that a score does not move when other reviews come.
_TYPICAL = 900.0
# So many of a review's terms say what it is about; the others are how people write.
MOST_TERMS = 80


@dataclass(frozen=True, slots=True)
class Likeness:
    """score: 0 to 1. terms: those shared, the most telling first, with their part of the score."""

    score: float
    terms: Sequence[tuple[str, float]]


def rarity(documents: int, with_term: int) -> float:
    """The inverse document frequency of a term."""
    return math.log(1 + (documents - with_term + 0.5) / (with_term + 0.5))


def saturated(weights: Mapping[str, float]) -> dict[str, float]:
    """Weighted frequencies as BM25 counts them: from 0 to 1, less in a long text."""
    length = sum(weights.values())
    norm = K1 * (1 - B + B * length / _TYPICAL)
    return {term: weight / (weight + norm) for term, weight in weights.items()}


class Query:
    """A review or a few words to compare others with. rarities: of its terms; those not named count as unknown."""

    def __init__(self, weights: Mapping[str, float], rarities: Mapping[str, float]) -> None:
        known = {term: value for term, value in saturated(weights).items() if rarities.get(term, 0) > 0}
        whole = {term: rarities[term] * value for term, value in known.items()}
        kept = sorted(whole, key=lambda term: (-whole[term], term))[:MOST_TERMS]
        self.weights = {term: whole[term] for term in kept}
        self._rarities = {term: rarities[term] for term in kept}
        self._own = sum(value * value for value in self.weights.values())

    def compare(self, other: Mapping[str, float]) -> Likeness:
        """How much of this is in another; `other` holds saturated frequencies."""
        parts = {
            term: weight * self._rarities[term] * other[term] / self._own
            for term, weight in self.weights.items()
            if term in other
        }
        shared = sorted(parts.items(), key=lambda item: (-item[1], item[0]))
        return Likeness(min(1.0, math.fsum(parts.values())), shared)
