"""Whether a file is one of the collection's reviews, judged by its path alone."""

from pathlib import PurePath

from pmtool.model.globs import Globs
from pmtool.parse import Document
from pmtool.rules.base import Context


def is_review(document: Document, context: Context) -> bool:
    """Whether the file lies in a directory of the collection and is not left out by `exclude`."""
    for directory in context.config.directory:
        if document.path.is_relative_to(PurePath(directory)):
            return not Globs(context.config.exclude).matches(document.path.relative_to(directory))
    return False
