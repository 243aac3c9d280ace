"""A heading with nothing below it.

Drafts are not asked: their empty sections are places to fill. A heading with filled sub-headings is not
empty. Files without front matter have no status, and are checked.

## Why

A reader cannot tell whether there was nothing to say, nobody looked, or the text got lost.

## Instead

Write what is known, say that it is not known and who is asked, or take the heading out.
"""

from collections.abc import Iterator
import re

from pmtool.model.blocks import Block, BlockKind
from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.rules.structure._headings import heading_line
from pmtool.schema.wording import quote
from pmtool.vocab import SectionKind, Severity, Status

_ASK = {
    SectionKind.IMPACT: "Who was affected, how many of them, and for how long?",
    SectionKind.TIMELINE: "What could be seen at which time, and by whom?",
    SectionKind.CAUSES: "Which conditions had to be there together for this to happen?",
    SectionKind.LIMITED_HARM: "What kept this from being worse: a safeguard, or luck?",
    SectionKind.ACTIONS: "What would make the next event of this kind less likely, shorter or milder?",
    SectionKind.LESSONS: "What do we know now about the system that we did not know before?",
}


_LABELLED = re.compile(r"\w:\s+\S")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding a heading."""
    if document.front.present and not document.status.reached(Status.IN_REVIEW):
        return
    for number, section in enumerate(document.sections):
        # The first heading may be the title, and "Owner: web team" says all it has to say.
        if (number == 0 and section.kind is SectionKind.OTHER) or _LABELLED.search(section.title):
            continue
        if not any(_says_something(block, document) for block in document.blocks_of(section)):
            yield Finding(
                heading_line(section, document),
                f"the section {quote(section.title)} is empty; write what is known, or take the heading out",
                ask=_ASK.get(section.kind),
            )


def _says_something(block: Block, document: Document) -> bool:
    if block.kind is not BlockKind.HTML:
        return True
    rest = block.span.of(document.text)
    for comment in document.comments:
        if block.span.start <= comment.span.start < block.span.end:
            rest = rest.replace(comment.span.of(document.text), "")
    return bool(rest.strip())


_HEAD = "---\ntitle: Slow\nstatus: in_review\n---\n\n"

RULE = Rule(
    "structure/empty-section",
    Severity.WARNING,
    check,
    bad=[
        "# Slow answers\n\n«## Impact»\n\n## Lessons\n\nText.\n",
        f"{_HEAD}«## Impact»\n\n## Lessons\n\nText.\n",
        f"{_HEAD}## Summary\n\nText.\n\n«## Lessons»\n\n<!-- later -->\n",
        f"{_HEAD}## Actions\n\n«### Short term»\n\n### Long term\n\n- Alert.\n",
    ],
    good=[
        "# Slow answers\n\n# Owner: web team\n\n# Impact\n\nText.\n",
        f"{_HEAD}## Actions\n\n### Short term\n\n- Alert.\n",
        f"{_HEAD}## Impact\n\n![the curve](curve.png)\n\n## Lessons\n\n```\nlog\n```\n",
        f"{_HEAD}## Impact\n\n| a |\n| - |\n",
        _HEAD.replace("in_review", "draft") + "## Impact\n\n## Lessons\n",
    ],
)
