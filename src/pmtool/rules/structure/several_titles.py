"""More than one heading of level 1.

## Why

A level-1 heading is the title of the page. With several, tables of contents and search results show
fragments, and the levels below are missing one.

## Instead

Keep the title in the front matter (or in one level-1 heading) and write the sections at level 2.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.rules.structure._headings import heading_line
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding a document, at the second of them."""
    titles = [section for section in document.sections if section.level == 1]
    if len(titles) > 1:
        section = titles[1]
        message = f"{len(titles)} headings have level 1; keep one as the title and write sections at level 2"
        yield Finding(heading_line(section, document), message)


RULE = Rule(
    "structure/several-titles",
    Severity.INFO,
    check,
    bad=[
        "# Slow answers\n\n«# Impact»\n\nText.\n\n# Lessons\n",
        "Slow answers\n============\n\n«# Impact»\n",
    ],
    good=[
        "# Slow answers\n\n## Impact\n\n## Lessons\n",
        "# Slow answers\n\n```sh\n# a comment\n```\n\n> # quoted\n",
    ],
)
