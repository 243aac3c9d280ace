"""What rules ask about paths: is this file a review, is that one there?"""

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


def exists(context: Context, path: PurePath) -> bool | None:
    """Whether a path below the root exists; a name longer than file systems allow does not."""
    if any(len(part) > 255 for part in path.parts) or len(path.as_posix()) > 1000:
        return False
    return context.collection.exists(path)
