"""A draft that a change publishes without a time in review.

The status is compared with the review's version before the change, and with the commits since. A review
that the change adds is not reported: its pull request may be the review.

## Why

Between draft and published lies the only moment at which somebody who was not in the event asks questions.
Once it is published, a question reads like a reproach.

## Instead

Set `status: in_review`, let the reviewers read it, publish then. If the reading took place elsewhere, say
where: `# pm:ignore schema/skipped-review -- read in the weekly meeting of 2026-03-09` above the status.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Example, Rule
from pmtool.rules.lifecycle import earlier, newly_published
from pmtool.vocab import Severity, Status


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding at the status."""
    if not newly_published(document, context):
        return
    before = earlier(document, context)
    if before is None or not before.text or before.status.reached(Status.IN_REVIEW):
        return
    for text in context.collection.between(document.path):
        if Document(document.path, text, document.vocabulary).status is Status.IN_REVIEW:
            return
    yield Finding(
        document.front.value_span(("status",)),
        f"the review goes from '{before.status}' to '{document.status}' without a time in review; "
        "set 'in_review' and let somebody who was not in the event read it",
        ask="Who has read it, and what did they ask?",
    )


def _review(status: str) -> str:
    return f"---\ntitle: Slow answers\nstatus: {status}\n---\n\nText.\n"


RULE = Rule(
    "schema/skipped-review",
    Severity.WARNING,
    check,
    needs_front_matter=True,
    about_change=True,
    bad=[
        Example(_review("«published»"), before=_review("draft")),
        Example(_review("«closed»"), before=_review("wip"), between=[_review("draft")]),
    ],
    good=[
        Example(_review("published"), before=_review("in_review")),
        Example(_review("published"), before=_review("draft"), between=[_review("in_review")]),
        Example(_review("published"), before=""),
        Example(_review("in_review"), before=_review("draft")),
        _review("published"),
    ],
)
