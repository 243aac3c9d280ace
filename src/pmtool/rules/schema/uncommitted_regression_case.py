"""The regression case of a published review is a file that git does not have.

A path that leads nowhere at all is the matter of `structure/missing-path`; here the file lies in the work tree and was
never committed. An address (`https:…`) is not checked.

## Why

On the machine of whoever wrote it the case runs. In the pipeline that is to stop the next release it does not exist.

## Instead

Commit the file together with the review.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.model.evidence import Standing
from pmtool.parse import Document
from pmtool.rules.base import Context, Example, Rule
from pmtool.rules.schema._regression import case_of, reference
from pmtool.schema.wording import quote
from pmtool.vocab import Severity, Status


def check(document: Document, context: Context) -> Iterator[Finding]:
    """At most one finding, at the path."""
    path = case_of(document)
    if path is None or not document.status.reached(Status.PUBLISHED):
        return
    if context.collection.standing(reference(path)) is Standing.UNTRACKED:
        yield Finding(
            document.front.value_span(("ai", "regression_case")),
            f"{quote(path)} is not in git; commit it with the review",
            ask="Where does this case run before the next release?",
        )


_HEAD = "---\ntitle: Slow\nstatus: published\n"
_STRAY = {"evals/refunds.yaml": Standing.UNTRACKED}

RULE = Rule(
    "schema/uncommitted-regression-case",
    Severity.ERROR,
    check,
    needs_front_matter=True,
    bad=[
        Example(f"{_HEAD}ai: {{regression_case: «evals/refunds.yaml»}}\n---\n", standing=_STRAY),
        Example(f"{_HEAD}ai:\n  regression_case: «./evals/refunds.yaml»\n---\n", standing=_STRAY),
    ],
    good=[
        Example(
            f"{_HEAD}ai: {{regression_case: evals/refunds.yaml}}\n---\n",
            standing={"evals/refunds.yaml": Standing.PENDING},
        ),
        Example(f"{_HEAD}ai: {{regression_case: 'https://example.org/1'}}\n---\n", standing=_STRAY),
        Example(
            _HEAD.replace("published", "in_review") + "ai: {regression_case: evals/refunds.yaml}\n---\n",
            standing=_STRAY,
        ),
        f"{_HEAD}ai: {{regression_case: evals/refunds.yaml}}\n---\n",
    ],
)
