"""A file that is no UTF-8 text, or too large to be a review.

## Why

What cannot be read cannot be checked; silence would look like a pass. The other files of the run are still checked.

## Instead

Save the file as UTF-8 (in most editors: "Save with encoding"), and keep logs and dumps beside the review, linked.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Example, Rule
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Nothing: the reader of files tells the engine."""
    yield from ()


RULE = Rule(
    "structure/unreadable-file",
    Severity.ERROR,
    check,
    by_engine=True,
    bad=[
        Example("caf«\N{REPLACEMENT CHARACTER}» in Latin-1", fault="latin-1"),
        Example("«P»K and zeros", fault="binary"),
    ],
    good=["café in UTF-8\n", "\ufeffA byte order mark is fine.\n"],
)
