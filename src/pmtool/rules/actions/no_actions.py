"""A section for actions without an action, and without a reason.

Reported from `in_review` on. A sentence that says that nothing is to be done and why is enough; "N/A" alone
is not. A review without the section at all is the matter of `structure/missing-section`.

## Why
Not every event needs an action, and work that is not worth doing is better not listed. But an empty section
can as well mean that nobody asked, and a reader cannot tell.

## Instead
List the actions as items that begin with a verb, or say why there are none: "No actions: the service is
switched off in May, and the risk until then was accepted by its owner."
"""

from collections.abc import Iterator
import re

from pmtool.model.blocks import BlockKind
from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.actions._review import actions_heading
from pmtool.rules.base import Context, Rule
from pmtool.vocab import SectionKind, Severity, Status

_REASONED = re.compile(
    r"\b(?:no|none|nothing|not|without|decided against|declined?|accept(?:ed)?|covered by|already)\b",
    re.IGNORECASE,
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """At most one finding, at the heading."""
    if document.actions or not document.status.reached(Status.IN_REVIEW):
        return
    span = actions_heading(document)
    if span is not None and not _says(document, _REASONED):
        told = _says(document, re.compile(""))
        message = "the actions are told in prose; write one item for each, so that it can be followed"
        yield Finding(
            span,
            message
            if told
            else "there is no action here, and no reason for that; list some, or say why there are none",
            ask="Which of the conditions that made this possible will be different next time?",
        )


def _says(document: Document, pattern: re.Pattern[str]) -> bool:
    """Whether a text of some length in the section holds the pattern."""
    for part in document.parts:
        if part.kind is SectionKind.ACTIONS:
            for index in part.blocks:
                block = document.blocks[index]
                if block.kind is BlockKind.CODE:
                    continue
                if len(block.text.split()) >= 5 and pattern.search(block.text):
                    return True
    return False


_HEAD = "---\ntitle: Slow answers\nstatus: in_review\n---\n\n## Actions\n\n"

RULE = Rule(
    "actions/no-actions",
    Severity.WARNING,
    check,
    bad=[
        _HEAD.replace("Actions", "«Actions»") + "- N/A\n",
        _HEAD.replace("Actions", "«Actions»") + "## Lessons\n\nNone.\n",
        _HEAD.replace("Actions", "«Actions»") + "The team meets on Monday.\n",
    ],
    good=[
        f"{_HEAD}No actions: the service is switched off in May.\n",
        f"{_HEAD}- [ ] Add a cache\n",
        _HEAD.replace("in_review", "draft") + "- N/A\n",
        f"{_HEAD}- None, as the vendor has fixed it and nothing here can fail alike.\n",
    ],
)
