"""A published review of an AI incident leaves no regression case behind.

Asked of incidents and near misses with an `ai` block; an error from `published` on, information in review.

## Why

A prompt or a model that was mended once is changed again next month. The case that shows the event is what keeps it
from coming back unseen, and it is cheap on the day on which the inputs are known.

## Instead

Add the smallest input that would have shown it to the evaluations, commit it, and name its path:
`regression_case: evals/refund_policy.yaml`.

## Source

Anthropic, 'A postmortem of three recent issues' (2025), and OpenAI, 'Expanding on what we missed with sycophancy'
(2025), name new evaluations as their first answer.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.schema.requirements import is_given
from pmtool.vocab import Severity, Status


def check(document: Document, context: Context) -> Iterator[Finding]:
    """At most one finding, at the key of the block."""
    data = document.front.data
    block = data.get("ai")
    if not isinstance(block, dict) or not block or not document.status.reached(Status.IN_REVIEW):
        return
    if data.get("kind") == "hazard" or is_given(block.get("regression_case")):
        return
    yield Finding(
        document.front.key_span(("ai",)),
        "no regression case is named; add the case that shows this event, and its path as regression_case",
        None if document.status.reached(Status.PUBLISHED) else Severity.INFO,
        ask="Which input would have shown this before the release?",
    )


_HEAD = "---\ntitle: Slow\nstatus: published\nkind: incident\n"

RULE = Rule(
    "schema/no-regression-case",
    Severity.ERROR,
    check,
    needs_front_matter=True,
    bad=[
        f"{_HEAD}«ai»: {{system: bot}}\n---\n",
        f"{_HEAD}«ai»:\n  system: bot\n  regression_case:\n---\n",
    ],
    good=[
        f"{_HEAD}ai: {{system: bot, regression_case: evals/refunds.yaml}}\n---\n",
        _HEAD.replace("kind: incident", "kind: hazard") + "ai: {system: bot}\n---\n",
        _HEAD.replace("published", "draft") + "ai: {system: bot}\n---\n",
        f"{_HEAD}---\n",
    ],
)
