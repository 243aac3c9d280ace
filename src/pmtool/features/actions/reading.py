"""The rows of a collection, read from its files."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from pmtool.corpus import Corpus
from pmtool.features.actions.rows import ActionRow, ReviewFacts, review_rows
from pmtool.parse import Document


def read_rows(corpus: Corpus, today: dt.date) -> list[ActionRow]:
    """All actions of the collection, in the order of the files. Raises PmError without a collection."""
    if not corpus.folders:
        corpus.select([])  # raises with the hint
    return [row for path in corpus.files for row in file_rows(corpus, path, today)]


def file_rows(corpus: Corpus, path: Path, today: dt.date) -> Iterator[ActionRow]:
    """The actions of one file; none where it cannot be read."""
    document = corpus.read(path)
    if isinstance(document, Document):
        yield from document_rows(document, today)


def document_rows(document: Document, today: dt.date) -> Iterator[ActionRow]:
    """The actions of a document."""
    from pmtool.schema.brief import read_brief

    actions = document.actions
    if not actions:
        return
    brief = read_brief(document)
    facts = ReviewFacts(document.stem, document.path, brief.severity, brief.services, brief.date)
    lines = [document.lines.position(action.span.start).line for action in actions]
    yield from review_rows(facts, actions, lines, today, day_first=document.vocabulary.day_first)
