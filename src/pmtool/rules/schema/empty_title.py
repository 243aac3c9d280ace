"""A title without text.

## Why

The title is what people search for and decide by. An empty one makes a review invisible in every list.

## Instead

Say what happened in one line, in the past tense, with the system and the effect, and without names of
people: "Support assistant quoted a refund policy that does not exist".

## Source

Title rule of the AI Incident Database's editor's guide.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding at the title."""
    title = document.front.data.get("title")
    if isinstance(title, str) and not title.strip():
        span = document.front.value_span(("title",))
        yield Finding(
            span, "the title is empty; say in one line what happened, with the system and the effect"
        )


RULE = Rule(
    "schema/empty-title",
    Severity.ERROR,
    check,
    needs_front_matter=True,
    bad=[
        "---\ntitle: «''»\nstatus: draft\n---\nText.\n",
        '---\ntitle: «"  "»\nstatus: draft\n---\nText.\n',
    ],
    good=[
        "---\ntitle: '?'\nstatus: draft\n---\nText.\n",
        "---\nstatus: draft\n---\n\n# Slow answers\n",
    ],
)
