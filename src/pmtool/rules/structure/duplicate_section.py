"""A section whose heading stands twice at the same place of the outline.

Two headings count as the same without case, numbering and decoration. The same sub-heading below different
sections ("Impact" for each of two services) is fine.

## Why

What the second one says is easily missed, by readers and by programs: a link to the heading leads to the
first. It is often the rest of a template, or of a merge.

## Instead

Join the two, or give each the name of what it is about.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.model.vocabulary import normalise_title
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.rules.structure._headings import heading_line
from pmtool.schema.wording import quote
from pmtool.vocab import SectionKind, Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each but the first."""
    # The titles seen since the last heading above, one set a level.
    seen: dict[int, set[str]] = {}
    for section in document.sections:
        for level in [level for level in seen if level > section.level]:
            del seen[level]
        title = normalise_title(section.title)
        # Below level 2 only known sections: entries of a timeline are headings too, and may be alike.
        counts = bool(title) and (section.level <= 2 or section.kind is not SectionKind.OTHER)
        if counts and title in seen.setdefault(section.level, set()):
            message = f"the section {quote(section.title)} stands here twice; join the two, or rename one"
            yield Finding(heading_line(section, document), message)
        seen.setdefault(section.level, set()).add(title)


RULE = Rule(
    "structure/duplicate-section",
    Severity.WARNING,
    check,
    bad=[
        "## Impact\n\nText.\n\n«## Impact»\n\nText.\n",
        "# Slow\n\n## 1. Lessons\n\nText.\n\n## Actions\n\nText.\n\n«## 5. LESSONS:»\n\nText.\n",
    ],
    good=[
        "## Search\n\n### Impact\n\nText.\n\n## Checkout\n\n### Impact\n\nText.\n",
        (
            "## Timeline\n\n### 10:00\n\nText.\n\n### 10:00\n\nText.\n\n### Alert\n\nText.\n\n"
            "### Alert\n\nText.\n"
        ),
        "## Root cause\n\nText.\n\n## Contributing factors\n\nText.\n",
    ],
)
