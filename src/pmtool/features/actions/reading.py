"""The rows of a collection, read from its files."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from pmtool.corpus import Corpus
from pmtool.features.actions.rows import ActionRow, review_rows
from pmtool.parse import Document
from pmtool.parse.facts import read_facts


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
    actions = document.actions
    if not actions:
        return
    facts = read_facts(document.stem, document.front.data, document.vocabulary)
    lines = [document.lines.position(action.span.start).line for action in actions]
    yield from review_rows(
        facts, document.path, actions, lines, today, day_first=document.vocabulary.day_first
    )
