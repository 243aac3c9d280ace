"""A timeline section with fewer than two entries, in a review that is past its draft.

Entries are list items, lines, table rows or sub-headings that begin with a time or a date. A review without
the section at all is the matter of `structure/missing-section`.

## Why
The order in which people learned things is what makes their decisions understandable. One entry has no order;
a paragraph of prose hides how much time lay between its sentences.

## Instead
Give each thing that happened or was learned its own item, time first: `- 14:05 The alert on queue length
pages the on-call.` Begin before the first symptom, end when the normal state was back.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.rules.timeline._entries import heading_span
from pmtool.vocab import SectionKind, Severity, Status


def check(document: Document, context: Context) -> Iterator[Finding]:
    """At most one finding, at the heading."""
    if not document.status.reached(Status.IN_REVIEW) or len(document.timeline) >= 2:
        return
    span = heading_span(document, SectionKind.TIMELINE)
    if span is not None:
        count = "one entry" if document.timeline else "no entry"
        message = (
            f"the timeline has {count} with a time; write one item for each thing that happened, time first"
        )
        yield Finding(span, message, ask="In which order did people learn what was going on?")


_HEAD = "---\ntitle: Slow answers\nstatus: in_review\n---\n\n"

RULE = Rule(
    "timeline/thin-timeline",
    Severity.WARNING,
    check,
    needs_front_matter=True,
    bad=[
        f"{_HEAD}## «Timeline»\n\nIn the morning answers became slow, at noon they were fast again.\n",
        f"{_HEAD}## «Timeline (UTC)»\n\n- 09:00 Answers become slow.\n\n## Lessons\n\nNone.\n",
    ],
    good=[
        f"{_HEAD}## Timeline\n\n- 09:00 Answers become slow.\n- 12:00 Rolled back.\n",
        f"{_HEAD}## Timeline\n\n| Time | Event |\n| --- | --- |\n| 09:00 | Slow |\n| 12:00 | Rolled back |\n",
        _HEAD.replace("in_review", "draft") + "## Timeline\n\nTo come.\n",
        f"{_HEAD}## Summary\n\nThere is no timeline section here.\n",
    ],
)
