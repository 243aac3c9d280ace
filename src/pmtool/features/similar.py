"""`pm similar`: earlier reviews that are like one, or that match a few words, and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath
import re
from typing import Any

from pmtool.corpus import Corpus
from pmtool.errors import PmError
from pmtool.features.facts import ActionFacts, Facts
from pmtool.features.search_index import SearchIndex
from pmtool.features.shelf import Shelf
from pmtool.parse import Document
from pmtool.similarity.fields import CONCEPT, FACTOR, MODEL, SERVICE, folded, query_terms
from pmtool.similarity.likeness import Likeness, Query
from pmtool.similarity.terms import written

# Below this, what two texts share is how people write.
_LEAST = 0.04
_LEAST_WORDS = 0.01
# Unasked, only what may well be meant; and nobody waits for it.
_LEAST_NEW, _PATIENCE = 0.15, 500
_TERMS = 6
_BATCH = 24
_STEM = re.compile(r"\d{4}-\d{2}-\d{2}-[\w-]+(?:\.md)?\Z")


@dataclass(frozen=True)
class Match:
    """One review that was found.

    terms, concepts: shared words and meanings, the most telling first. verdict: "recurrence_of" or "not_same_as" where
    a reviewer of one of the two said so. unfinished: its actions with work left.
    """

    facts: Facts
    score: float
    terms: tuple[str, ...]
    concepts: tuple[str, ...]
    factors: tuple[str, ...]
    services: tuple[str, ...]
    model: str | None
    verdict: str | None
    unfinished: tuple[ActionFacts, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        facts = self.facts
        return {
            "review": facts.stem,
            "path": facts.path,
            "title": facts.title,
            "date": facts.day,
            "score": round(self.score, 4),
            "terms": list(self.terms),
            "concepts": list(self.concepts),
            "factors": list(self.factors),
            "services": list(self.services),
            "model": self.model,
            "verdict": self.verdict,
            "unfinished_actions": [
                {
                    "id": f"{facts.stem}/{action.id}",
                    "text": action.text,
                    "state": str(action.state),
                    "owner": action.get("owner"),
                    "due": action.get("due"),
                }
                for action in self.unfinished
            ],
        }


@dataclass(frozen=True)
class Found:
    """The result of a search. like: the review that others were compared with, None for words. of: reviews searched."""

    like: Facts | None
    matches: Sequence[Match]
    of: int


def find(shelf: Shelf, words: Sequence[str], *, limit: int, every: bool = False) -> Found:
    """Reviews like the one that is named, else reviews that match the words.

    every: later ones too, and those that a reviewer said are not the same. Raises PmError without a collection.
    """
    if not shelf.corpus.folders:
        shelf.corpus.select([])  # raises with the hint
    text = " ".join(words).strip()
    if not text:
        raise PmError("name a review, or words to look for", "pm similar 'certificate expired'")
    with SearchIndex(shelf) as index:
        path = _named(index, shelf, text)
        if path is None:
            weights = query_terms(text, index.concepts)
            matches = islice(_matches(index, weights, written(text), None, every=True), limit)
            return Found(None, list(matches), len(index.stamps))
        document = shelf.corpus.read(path)
        if not isinstance(document, Document):
            raise PmError(f"{document.path}: {document.reason}")
        return like_document(index, document, limit=limit, every=every)


def like_document(index: SearchIndex, document: Document, *, limit: int, every: bool = False) -> Found:
    """Reviews like a document, which need not be in the collection."""
    facts, weights = _known(index, document)
    matches = islice(_matches(index, weights, written(document.text), facts, every=every), limit)
    return Found(facts, list(matches), len(index.stamps))


def _known(index: SearchIndex, document: Document) -> tuple[Facts, Mapping[str, float]]:
    """Facts and terms of a document: as they were kept, where it is in the collection."""
    path = document.path.as_posix()
    if path in index.stamps:
        kept = index.shelf.some({path: index.stamps[path]}).get(path)
        weights = index.kept_weights(path)
        if kept is not None and weights is not None:
            return kept, weights
    from pmtool.features.reading_facts import read_all

    return read_all(document), index.weights_of(document)


def for_new(shelf: Shelf, title: str, services: Sequence[str], *, stem: str, limit: int = 3) -> list[Match]:
    """Reviews that match the title of a new one; none where a large collection has to be indexed first."""
    with SearchIndex(shelf, patience=_PATIENCE) as index:
        if not index.ready:
            return []
        weights = query_terms(title, index.concepts)
        weights |= {SERVICE + folded(service): 2.0 for service in services}
        found = _matches(index, weights, written(title), None, every=True)
        near = (match for match in found if match.facts.stem != stem and match.score >= _LEAST_NEW)
        return list(islice(near, limit))


def _named(index: SearchIndex, shelf: Shelf, text: str) -> Path | None:
    """The file of the review that the words name; None where they are words to look for."""
    corpus = shelf.corpus
    stems = {_stem(path): path for path in index.stamps}
    wanted = PurePosixPath(text).stem if text.endswith(".md") else text
    if wanted in stems and (text == wanted or not _is_file(corpus, text)):
        return corpus.root / stems[wanted]
    if _is_file(corpus, text):
        return next(folder / text for folder in (corpus.working, corpus.root) if (folder / text).is_file())
    begun = [stem for stem in stems if stem.startswith(wanted)]
    if len(begun) == 1 and " " not in text and len(wanted) >= 10:
        return corpus.root / stems[begun[0]]
    if not _STEM.match(text):
        return None
    aliased = [facts.path for facts in shelf.facts if wanted in facts.names]
    if aliased:
        return corpus.root / aliased[0]
    from pmtool.features.resolving import resolve

    return resolve(corpus, text)  # raises with the nearest names


def _stem(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]


def _is_file(corpus: Corpus, text: str) -> bool:
    try:
        return text.endswith(".md") and any(
            (folder / text).is_file() for folder in (corpus.working, corpus.root)
        )
    except (OSError, ValueError):
        return False


def _matches(
    index: SearchIndex,
    weights: Mapping[str, float],
    shown: Mapping[str, str],
    like: Facts | None,
    *,
    every: bool,
) -> Iterator[Match]:
    query = Query(weights, index.rarities(list(weights)))
    compared = [(query.compare(other), path) for path, other in index.candidates(query.weights)]
    least = _LEAST if like is not None else _LEAST_WORDS
    ranked = sorted(
        ((found, path) for found, path in compared if found.score >= least),
        key=lambda pair: (-pair[0].score, pair[1]),
    )
    for start in range(0, len(ranked), _BATCH):
        batch = ranked[start : start + _BATCH]
        facts = index.shelf.some({path: index.stamps[path] for _, path in batch})
        for found, path in batch:
            if path not in facts or (like is not None and path == like.path):
                continue
            match = _match(found, facts[path], shown, like)
            if every or _counts(match, like):
                yield match


def _counts(match: Match, like: Facts | None) -> bool:
    """Whether a match is earlier, and nobody said that it is something else."""
    if match.verdict == "not_same_as":
        return False
    if like is None or like.day is None or match.facts.day is None:
        return True
    return match.facts.day <= like.day


def _match(found: Likeness, facts: Facts, shown: Mapping[str, str], like: Facts | None) -> Match:
    names = [name for name, _ in found.terms]
    return Match(
        facts,
        found.score,
        tuple([shown[name] for name in names if name in shown][:_TERMS]),
        _marked(names, CONCEPT)[:_TERMS],
        _marked(names, FACTOR),
        _marked(names, SERVICE),
        next(iter(_marked(names, MODEL)), None),
        verdict(like, facts) if like is not None else None,
        tuple(action for action in facts.actions if action.unfinished) if facts.mix else (),
    )


def _marked(names: Sequence[str], mark: str) -> tuple[str, ...]:
    return tuple(name[1:] for name in names if name.startswith(mark))


def verdict(one: Facts, other: Facts) -> str | None:
    """What a reviewer of one of two reviews said of the other."""
    for key in ("recurrence_of", "not_same_as"):
        if one.names.intersection(getattr(other, key)) or other.names.intersection(getattr(one, key)):
            return key
    return None
