"""What rules about the life of a review share: the version before the change in hand."""

from pathlib import PurePath

from pmtool.parse import Document
from pmtool.rules.base import Context
from pmtool.vocab import Status


def earlier(document: Document, context: Context) -> Document | None:
    """The review before the change, empty for one that it adds; None where nothing changed or is known."""
    text = context.collection.before(document.path)
    if text is None or text == document.text:
        return None
    return Document(PurePath(document.path), text, document.vocabulary)


def newly_published(document: Document, context: Context) -> bool:
    """Whether the change in hand publishes the review."""
    if not document.front.present or not document.status.reached(Status.PUBLISHED):
        return False
    before = earlier(document, context)
    return before is not None and not before.status.reached(Status.PUBLISHED)
