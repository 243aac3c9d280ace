"""Earlier reviews that are like the one that is linted and of which nobody has said whether they are the same.

A whole collection is compared here, so only reviews that share a service and a factor are, and how telling a word is
comes from a fixed sample of the collection instead of all of it. No cache: a finding must not depend on one.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING

from pmtool.corpus import Corpus
from pmtool.model.facts import Resemblance, ReviewFacts
from pmtool.parse import Document
from pmtool.parse.facts import read_facts

if TYPE_CHECKING:
    from pmtool.similarity.concepts import Concepts

_CANDIDATES, _SAMPLE, _SHARED = 12, 60, 4


class Resemblances:
    """Compares reviews of a collection; what was read of one is kept for the next."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._known: dict[str, dict[str, float]] = {}

    def of(self, document: Document) -> Sequence[Resemblance]:
        """Those above the configured likeness, most like first."""
        own = read_facts(document.stem, document.front.data, document.vocabulary)
        candidates = self._candidates(own)
        if not candidates:
            return ()
        from pmtool.features.search_index import document_weights
        from pmtool.similarity.likeness import Query, rarity
        from pmtool.similarity.terms import written

        weights = document_weights(document, self._concepts)
        others = {other.stem: self._read(other.stem) for other in candidates}
        counts, known = self._background
        more = [found for stem, found in others.items() if stem not in known]
        more += [] if own.stem in known else [weights]
        total = len(known) + len(more)
        rarities = {
            term: rarity(total, counts[term] + sum(term in found for found in more)) for term in weights
        }
        query = Query(weights, rarities)
        least = self.corpus.config.similar.threshold / 100
        found = [(query.compare(others[other.stem]), other) for other in candidates]
        alike = sorted(
            ((likeness, other) for likeness, other in found if likeness.score >= least),
            key=lambda pair: (-pair[0].score, pair[1].stem),
        )
        shown = written(document.text) if alike else {}
        return [
            Resemblance(
                other.stem,
                likeness.score,
                (
                    *sorted(set(own.factors) & set(other.factors)),
                    *[shown[term] for term, _ in likeness.terms if term in shown][:_SHARED],
                ),
            )
            for likeness, other in alike
        ]

    def _candidates(self, own: ReviewFacts) -> list[ReviewFacts]:
        """Earlier reviews of a shared service with a shared factor and without a verdict, those that share most."""
        if not own.services or not own.factors or own.started is None:
            return []
        judged = {*own.recurrence_of, *own.not_same_as}
        found = [
            other
            for other in self._by_service(own)
            if other.stem != own.stem
            and other.started is not None
            and (other.started, other.stem) < (own.started, own.stem)
            and not judged.intersection(self._names.get(other.stem, (other.stem,)))
            and not {*other.recurrence_of, *other.not_same_as}.intersection(
                self._names.get(own.stem, (own.stem,))
            )
            and set(own.factors) & set(other.factors)
        ]
        started = own.started
        found.sort(
            key=lambda other: (
                -len(set(own.factors) & set(other.factors)) - len(set(own.services) & set(other.services)),
                (started - other.started).days if other.started else 0,
                other.stem,
            )
        )
        return found[:_CANDIDATES]

    def _by_service(self, own: ReviewFacts) -> Iterator[ReviewFacts]:
        seen: set[str] = set()
        for service in own.services:
            for other in self._services.get(service, ()):
                if other.stem not in seen:
                    seen.add(other.stem)
                    yield other

    @cached_property
    def _services(self) -> dict[str, list[ReviewFacts]]:
        found: dict[str, list[ReviewFacts]] = {}
        for facts in self.corpus.reviews():
            for service in facts.services:
                found.setdefault(service, []).append(facts)
        return found

    @cached_property
    def _names(self) -> dict[str, set[str]]:
        """Stem and aliases of each review, by stem."""
        found: dict[str, set[str]] = {}
        for name, paths in self.corpus.stems().items():
            for path in paths:
                found.setdefault(path.stem, {path.stem}).add(name)
        return found

    @cached_property
    def _background(self) -> tuple[Counter[str], frozenset[str]]:
        """In how many of a sample spread evenly over the collection each term occurs, and the stems of the sample."""
        stems = [facts.stem for facts in self.corpus.reviews()]
        step = max(1, len(stems) // _SAMPLE)
        chosen = frozenset(stems[::step][:_SAMPLE])
        return Counter(term for stem in sorted(chosen) for term in self._read(stem)), chosen

    @cached_property
    def _concepts(self) -> "Concepts":
        from pmtool.features.search_index import factor_phrases, shipped_concepts

        config = self.corpus.config
        return shipped_concepts(config.similar.synonyms, factor_phrases(config.factors.own))

    def _read(self, stem: str) -> dict[str, float]:
        """The saturated frequencies of a review's terms."""
        if stem not in self._known:
            from pmtool.features.search_index import document_weights
            from pmtool.similarity.likeness import saturated

            paths = self.corpus.stems().get(stem, ())
            read = self.corpus.read(self.corpus.locate(PurePath(paths[0]))) if paths else None
            weights = document_weights(read, self._concepts) if isinstance(read, Document) else {}
            self._known[stem] = saturated(weights)
        return self._known[stem]
