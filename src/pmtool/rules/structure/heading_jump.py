"""A heading that is more than one level below the one before it.

## Why

Outlines, tables of contents and screen readers take the levels at their word: a section at level 4 below
one at level 2 reads as if a part between them were missing.

## Instead

Go down one level at a time; going up by any number is fine. The size of a heading is a matter of the style
sheet.

## Source

WCAG 2.2, technique G141 (organising a page using headings).
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.rules.structure._headings import heading_line, is_heading
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding a jump."""
    # A title in the front matter stands above all headings.
    before = 1 if document.front.data.get("title") else None
    for section in filter(is_heading, document.sections):
        if before is not None and section.level > before + 1:
            message = f"level {section.level} comes after level {before}; write it at level {before + 1}"
            yield Finding(heading_line(section, document), message)
        before = section.level


RULE = Rule(
    "structure/heading-jump",
    Severity.INFO,
    check,
    bad=[
        "# Slow answers\n\n«### Impact»\n\nText.\n",
        "---\ntitle: Slow\nstatus: draft\n---\n\n«### Summary»\n\nText.\n\n### Impact\n",
        "## Impact\n\n«#### Customers»\n\n##### One of them\n",
    ],
    good=[
        "### Impact\n\n#### Customers\n\n## Lessons\n",
        "---\ntitle: Slow\nstatus: draft\n---\n\n## Summary\n\n### In short\n\n## Impact\n",
        "# Slow answers\n\n> ### quoted\n\n## Impact\n",
    ],
)
