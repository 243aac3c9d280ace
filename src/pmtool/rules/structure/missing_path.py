"""A path in the front matter that is not in the repository.

Meant are `ai.regression_case` and paths under `evidence` of a factor; both are relative to the root of the
collection. Drafts are not asked: the case may still have to be written.

## Why

The regression case is what keeps an event from coming back unseen. A path that leads nowhere looks like
that safeguard and is none.

## Instead

Commit the file, or correct the path.
"""

from collections.abc import Iterator
from pathlib import PurePath
import re

from pmtool.model.diagnostic import Finding
from pmtool.model.front_matter import KeyPath, Value
from pmtool.parse import Document
from pmtool.rules.base import Context, Example, Rule
from pmtool.rules.places import exists
from pmtool.schema.wording import quote
from pmtool.vocab import Severity, Status

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding a path."""
    if not document.front.readable or not document.status.reached(Status.IN_REVIEW):
        return
    for path, value in _paths(document):
        if not isinstance(value, str) or not value.strip() or _ADDRESS.match(value.strip()):
            continue
        written = value.strip().partition("#")[0]
        span = document.front.value_span(path)
        if written.startswith(("/", "~")) or ".." in PurePath(written).parts:
            yield Finding(span, f"{quote(written)} leads out of the repository; write a path below its root")
        elif exists(context, PurePath(written)) is False:
            ask = "Which input would have shown this before the release?" if path[0] == "ai" else None
            yield Finding(
                span, f"{quote(written)} is not in the repository; add the file, or correct the path", ask=ask
            )


def _paths(document: Document) -> Iterator[tuple[KeyPath, Value]]:
    data = document.front.data
    block, factors = data.get("ai"), data.get("factors")
    if isinstance(block, dict):
        yield ("ai", "regression_case"), block.get("regression_case")
    for number, factor in enumerate(factors if isinstance(factors, list) else []):
        evidence = factor.get("evidence") if isinstance(factor, dict) else None
        for place, item in enumerate(evidence if isinstance(evidence, list) else []):
            # evidence may also be a reference in words
            if isinstance(item, str) and "/" in item and " " not in item.strip():
                yield ("factors", number, "evidence", place), item


_HEAD = "---\ntitle: Slow\nstatus: in_review\n"
_CASE = ("evals/refunds.yaml",)

RULE = Rule(
    "structure/missing-path",
    Severity.ERROR,
    check,
    needs_front_matter=True,
    bad=[
        Example(f"{_HEAD}ai:\n  regression_case: «evals/refund.yaml»\n---\n", files=_CASE),
        Example(f"{_HEAD}ai: {{regression_case: «../evals/refunds.yaml»}}\n---\n", files=_CASE),
        Example(f"{_HEAD}factors: [{{class: drift, evidence: [«plots/none.png»]}}]\n---\n", files=_CASE),
    ],
    good=[
        Example(f"{_HEAD}ai: {{regression_case: evals/refunds.yaml}}\n---\n", files=_CASE),
        Example(f"{_HEAD}ai: {{regression_case: 'https://example.org/evals/1'}}\n---\n", files=_CASE),
        Example(f"{_HEAD}factors: [{{class: drift, evidence: [S1, a note of 3/4 May]}}]\n---\n", files=_CASE),
        Example("---\ntitle: Slow\nstatus: draft\nai: {regression_case: evals/new.yaml}\n---\n", files=_CASE),
    ],
)
