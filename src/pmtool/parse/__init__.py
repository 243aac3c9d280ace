"""The one door from a file's text to a document."""

from pathlib import PurePath

from pmtool.model.vocabulary import DEFAULT_VOCABULARY, Vocabulary
from pmtool.parse.document import Document

__all__ = ["Document", "parse"]


def parse(path: str | PurePath, text: str, vocabulary: Vocabulary = DEFAULT_VOCABULARY) -> Document:
    """The document of a file's text; lazy, never raises: faults of the text are findings of rules."""
    return Document(PurePath(path), text, vocabulary)
