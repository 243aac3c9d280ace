"""The regression case of a published review was last changed before the event was noticed.

Compared are the day of the last commit that changed the file and the day of `times.detected`, else `times.started`.
Silent where git cannot say, and where the file differs from what is committed.

## Why

A case that was there before did not show this event: it covers something else, or it was not run. Naming it as the
safeguard makes the review look finished.

## Instead

Change the case so that it shows this event, or name the one that does. Where the old case does show it and was not
run, the factor is the gate; say so, and suppress the finding with that reason.
"""

from collections.abc import Iterator
from pathlib import PurePath

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Example, Rule
from pmtool.rules.schema._regression import case_of
from pmtool.schema.brief import moment_at
from pmtool.schema.wording import quote
from pmtool.vocab import Severity, Status


def check(document: Document, context: Context) -> Iterator[Finding]:
    """At most one finding, at the path."""
    path = case_of(document)
    if path is None or not document.status.reached(Status.PUBLISHED):
        return
    noticed = moment_at(document, ("times", "detected")) or moment_at(document, ("times", "started"))
    changed = context.collection.last_changed(PurePath(path)) if noticed is not None else None
    if noticed is not None and changed is not None and changed < noticed.day:
        yield Finding(
            document.front.value_span(("ai", "regression_case")),
            f"{quote(path)} was last changed on {changed.isoformat()}, before the event was noticed on "
            f"{noticed.day.isoformat()}; add the case that shows this event",
            ask="Would this case have failed on the day, and did it run?",
        )


_HEAD = "---\ntitle: Slow\nstatus: published\ntimes: {started: 2026-03-01, detected: 2026-03-02T09:00:00Z}\n"
_CASE = "ai: {regression_case: evals/refunds.yaml}\n---\n"

RULE = Rule(
    "schema/stale-regression-case",
    Severity.WARNING,
    check,
    needs_front_matter=True,
    bad=[
        Example(
            f"{_HEAD}ai: {{regression_case: «evals/refunds.yaml»}}\n---\n",
            changed={"evals/refunds.yaml": "2026-03-01"},
        ),
        Example(
            f"{_HEAD}ai: {{regression_case: «evals/refunds.yaml#case-3»}}\n---\n",
            changed={"evals/refunds.yaml": "2025-11-30"},
        ),
    ],
    good=[
        Example(f"{_HEAD}{_CASE}", changed={"evals/refunds.yaml": "2026-03-02"}),
        Example(f"{_HEAD}{_CASE}", files=["evals/refunds.yaml"]),
        Example(
            _HEAD.replace("published", "in_review") + _CASE, changed={"evals/refunds.yaml": "2025-11-30"}
        ),
        Example(
            f"---\ntitle: Slow\nstatus: published\n{_CASE}", changed={"evals/refunds.yaml": "2025-11-30"}
        ),
    ],
)
