"""The terms of all reviews in SQLite, kept in `.pm_cache/` and brought up to date before each search.

FTS5, SQLite's own full-text index, finds candidates by BM25 in milliseconds among thousands of reviews; what it finds
is compared exactly by `similarity.likeness`. Where SQLite has no FTS5, or the collection is small, all reviews are
candidates: the same results, later.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
import hashlib
import json
import math
from pathlib import Path
import sqlite3
import time

import pmtool
from pmtool.features.cache import Stamp, cache_folder, connect, reader_mark, settled, storable
from pmtool.features.scanning import scan
from pmtool.features.shelf import Shelf
from pmtool.parse import Document
from pmtool.similarity.concepts import SYNONYMS, Concepts, synonym_phrases
from pmtool.similarity.fields import Labels, review_terms
from pmtool.similarity.likeness import rarity, saturated

_FORM = 1
# Up to so many reviews, each one is compared.
SMALL = 400
# Terms that find candidates, and how many candidates are compared exactly.
_SEARCHED, _CANDIDATES = 16, 120
_WORTH_SAYING = 800
_SCHEMA = """
CREATE TABLE IF NOT EXISTS mark (value TEXT);
CREATE TABLE IF NOT EXISTS reviews (
  number INTEGER PRIMARY KEY, path TEXT UNIQUE, time INTEGER, size INTEGER, weights TEXT
);
CREATE TABLE IF NOT EXISTS phrases (key TEXT, value TEXT);
CREATE TABLE IF NOT EXISTS rarity (term TEXT PRIMARY KEY, reviews INTEGER) WITHOUT ROWID;
"""
_FTS = """
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(terms, tokenize = "unicode61 remove_diacritics 0 tokenchars '=#@%_./:-+'");
"""


def shipped_concepts(own: Sequence[Sequence[str]], factors: Sequence[tuple[str, str]]) -> Concepts:
    """The concepts of everyday words, of a team's synonyms, and of phrases that speak for a factor."""
    return Concepts([*synonym_phrases(SYNONYMS), *synonym_phrases(own), *factors])


class SearchIndex:
    """The index of a collection; entering it brings it up to date.

    patience: the most reviews to read for that, None for all; with more the index is not `ready`.
    """

    def __init__(self, shelf: Shelf, *, patience: int | None = None) -> None:
        self.shelf = shelf
        self.patience = patience
        self.ready = True
        self.corpus = shelf.corpus
        self.concepts = Concepts(())
        self._phrases: list[tuple[str, str]] = []
        self.stamps: dict[str, Stamp] = {}
        self._connection: sqlite3.Connection | None = None
        self._fts = True

    def __enter__(self) -> "SearchIndex":
        self._connection = self._opened()
        self._phrases = self._read_phrases()
        self.concepts = shipped_concepts(self.corpus.config.similar.synonyms, self._phrases)
        self._update()
        return self

    def __exit__(self, *_: object) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @property
    def connection(self) -> sqlite3.Connection:
        """The open database."""
        if self._connection is None:
            raise RuntimeError("the index is not open")
        return self._connection

    # -- bringing it up to date

    def _opened(self) -> sqlite3.Connection:
        folder = cache_folder(self.corpus, allowed=self.shelf.cached)
        if folder is not None:
            with suppress(OSError, sqlite3.Error):
                return self._prepared(connect(folder / "search.db"))
        return self._prepared(sqlite3.connect(":memory:"))

    def _prepared(self, connection: sqlite3.Connection) -> sqlite3.Connection:
        connection.isolation_level = None
        connection.execute("PRAGMA busy_timeout = 60000")
        connection.executescript(_SCHEMA)
        try:
            connection.executescript(_FTS)
        except sqlite3.OperationalError:
            self._fts = False
        return connection

    def _read_phrases(self) -> list[tuple[str, str]]:
        """The phrases of the factor catalogue, kept here because reading its TOML takes longer than a search."""
        own = self.corpus.config.factors.own
        with suppress(OSError, sqlite3.Error, ValueError):
            status = (Path(pmtool.__file__).parent / "catalogue" / "data" / "factors.toml").stat()
            key = f"{pmtool.__version__} {status.st_mtime_ns} {status.st_size} {own!r}"
            kept = self.connection.execute("SELECT value FROM phrases WHERE key = ?", (key,)).fetchone()
            if kept is not None:
                return [(str(phrase), str(concept)) for phrase, concept in json.loads(kept[0])]
            found = factor_phrases(own)
            self.connection.execute("DELETE FROM phrases")
            self.connection.execute("INSERT INTO phrases VALUES (?, ?)", (key, json.dumps(found)))
            return found
        return factor_phrases(own)

    def _mark(self) -> str:
        words = f"{self._phrases!r}{self.corpus.config.similar.synonyms!r}{self._fts}"
        digest = hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()
        return reader_mark(self.corpus, _FORM) + digest

    def _update(self) -> None:
        connection = self.connection
        known = self._known()
        self.stamps = {path: stamp for path, stamp in scan(self.corpus, known).items() if storable(path)}
        if known == self.stamps:
            return
        if self.patience is not None and len(self.stamps.items() - known.items()) > self.patience:
            self.ready = False
            return
        connection.execute("BEGIN IMMEDIATE")
        try:
            known = self._known()  # another run may have been faster
            if not known:
                self._clear()
            changed = [path for path, stamp in self.stamps.items() if known.get(path) != stamp]
            gone = [path for path in known if path not in self.stamps]
            if len(changed) >= _WORTH_SAYING:
                self.shelf.say(f"indexing {len(changed)} reviews; what does not change is remembered")
            now = time.time_ns()
            for path in (*gone, *(path for path in changed if path in known)):
                self._remove(path)
            for path in changed:
                self._add(path, self.stamps[path], now)
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise

    def _known(self) -> dict[str, Stamp]:
        marks = self.connection.execute("SELECT value FROM mark").fetchall()
        if marks != [(self._mark(),)]:
            return {}
        rows = self.connection.execute("SELECT path, time, size FROM reviews")
        return {path: (time_, size) for path, time_, size in rows}

    def _clear(self) -> None:
        for table in ("mark", "reviews", "rarity", *(["words"] if self._fts else [])):
            self.connection.execute(f"DELETE FROM {table}")  # noqa: S608 (names from above)
        self.connection.execute("INSERT INTO mark VALUES (?)", (self._mark(),))

    def _remove(self, path: str) -> None:
        row = self.connection.execute(
            "SELECT number, weights FROM reviews WHERE path = ?", (path,)
        ).fetchone()
        if row is None:
            return
        terms = [(term,) for term in json.loads(row[1])]
        self.connection.executemany("UPDATE rarity SET reviews = reviews - 1 WHERE term = ?", terms)
        self.connection.execute("DELETE FROM reviews WHERE number = ?", (row[0],))
        if self._fts:
            self.connection.execute("DELETE FROM words WHERE rowid = ?", (row[0],))

    def _add(self, path: str, stamp: Stamp, now: int) -> None:
        document = self.corpus.read(self.corpus.root / path)
        weights = self.weights_of(document) if isinstance(document, Document) else {}
        # A file that is being written right now is read again the next time.
        kept = stamp if settled(stamp, now) else (0, 0)
        packed = json.dumps(
            {term: round(weight, 2) for term, weight in weights.items()}, separators=(",", ":")
        )
        found = self.connection.execute(
            "INSERT INTO reviews (path, time, size, weights) VALUES (?, ?, ?, ?)", (path, *kept, packed)
        )
        self.connection.executemany(
            "INSERT INTO rarity VALUES (?, 1) ON CONFLICT (term) DO UPDATE SET reviews = reviews + 1",
            [(term,) for term in weights],
        )
        if self._fts:
            self.connection.execute(
                "INSERT INTO words (rowid, terms) VALUES (?, ?)",
                (found.lastrowid, " ".join(_repeated(weights))),
            )

    def weights_of(self, document: Document) -> dict[str, float]:
        """The weighted terms of a document."""
        return document_weights(document, self.concepts)

    # -- searching

    def kept_weights(self, path: str) -> dict[str, float] | None:
        """The weighted terms of a review of the collection; None where it is not in the index."""
        row = self.connection.execute("SELECT weights FROM reviews WHERE path = ?", (path,)).fetchone()
        found: dict[str, float] | None = json.loads(row[0]) if row is not None else None
        return found

    def rarities(self, terms: Sequence[str]) -> dict[str, float]:
        """How telling terms are; those that no review has are left out."""
        count = self.connection.execute("SELECT count(*) FROM reviews").fetchone()[0]
        found: dict[str, float] = {}
        for start in range(0, len(terms), 500):
            part = terms[start : start + 500]
            marks = ",".join("?" * len(part))
            rows = self.connection.execute(
                f"SELECT term, reviews FROM rarity WHERE term IN ({marks})",  # noqa: S608
                part,
            )
            found |= {term: rarity(count, reviews) for term, reviews in rows if reviews > 0}
        return found

    def candidates(self, weights: Mapping[str, float]) -> Iterator[tuple[str, dict[str, float]]]:
        """Reviews that may be like a query with these term weights, with their saturated frequencies."""
        rows = self._found(weights)
        if rows is None:
            rows = self.connection.execute("SELECT path, weights FROM reviews ORDER BY path").fetchall()
        for path, packed in rows:
            if path in self.stamps:
                yield path, saturated(json.loads(packed))

    def _found(self, weights: Mapping[str, float]) -> list[tuple[str, str]] | None:
        if not self._fts or len(self.stamps) <= SMALL:
            return None
        telling = sorted(weights, key=lambda term: (-weights[term], term))[:_SEARCHED]
        if not telling:
            return []
        query = " OR ".join('"' + term.replace('"', '""') + '"' for term in telling)
        return self.connection.execute(
            "SELECT path, weights FROM reviews WHERE number IN"
            " (SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank, rowid LIMIT ?) ORDER BY path",
            (query, _CANDIDATES),
        ).fetchall()


def _repeated(weights: Mapping[str, float]) -> Iterator[str]:
    """Each term as often as it weighs, for BM25."""
    for term, weight in weights.items():
        yield from [term] * min(12, math.ceil(weight))


def factor_phrases(own: Sequence[Mapping[str, object]]) -> list[tuple[str, str]]:
    """Phrases that speak for a class of factors, with its id: names, ids in words, and the catalogue's phrases."""
    from pmtool.catalogue import CatalogueError
    from pmtool.catalogue.factors import shipped_factors, with_own

    try:
        catalogue = with_own(own)
    except CatalogueError:  # lint says what is wrong with it
        catalogue = shipped_factors()
    return [
        (phrase, factor.id)
        for factor in catalogue.by_id.values()
        for phrase in (factor.name, factor.id.replace("_", " "), *factor.words)
    ]


def document_weights(document: Document, concepts: Concepts) -> dict[str, float]:
    """The weighted terms of a document; its Markdown is not parsed."""
    from pmtool.parse.light_front import light_front

    if document.fault is not None:
        return {}
    light = light_front(document.text)
    front = document.front if light is None else None
    data: Mapping[str, object] = front.data if front is not None else light[0] if light else {}
    start = front.span.end if front is not None else light[1] if light else 0
    factors, services = _names(data.get("factors")), _names(data.get("services"))
    title, ai = data.get("title"), data.get("ai")
    model = ai.get("model") if isinstance(ai, dict) else None
    labels = Labels(
        title if isinstance(title, str) else None,
        factors,
        services,
        model if isinstance(model, str) else None,
    )
    return review_terms(document.text[start:], labels, document.vocabulary, concepts)


def _names(value: object) -> list[str]:
    items = value if isinstance(value, list) else [value]
    found = [item.get("class") if isinstance(item, dict) else item for item in items]
    return [item for item in found if isinstance(item, str) and item.strip()]
