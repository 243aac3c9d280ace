"""The review names one contributing factor only.

Two factors of one class count as two. Reported from `in_review` on.

## Why

Complex failures need several conditions together. A review that stops at the first one usually stops at the nearest,
and the others wait for the next event.

## Instead

Ask what else had to be so: what made it possible, what made it worse, what kept it from being seen, what was like
that for a long time. `pm explain --factors` lists conditions that others found.

## Source

PagerDuty's post-mortem documentation on contributing factors; Leveson, 'CAST Handbook' (2019).
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.rules.schema._factors import factors_of
from pmtool.vocab import Severity, Status


def check(document: Document, context: Context) -> Iterator[Finding]:
    """At most one finding."""
    factors = factors_of(document)
    if len(factors) == 1 and document.status.reached(Status.IN_REVIEW):
        yield Finding(
            document.front.value_span(factors[0].path),
            f"'{factors[0].ident}' is the only contributing factor; add the other conditions that had to be there",
            ask="What else had to be so, and what had been so for a long time?",
        )


_HEAD = "---\ntitle: Slow\nstatus: in_review\n"

RULE = Rule(
    "schema/single-factor",
    Severity.WARNING,
    check,
    needs_front_matter=True,
    bad=[
        f"{_HEAD}factors: [«evaluation_gap»]\n---\n",
        f"{_HEAD}factors:\n  - {{class: «evaluation_gap», existed_before: true}}\n---\n",
    ],
    good=[
        f"{_HEAD}factors: [evaluation_gap, monitoring_gap]\n---\n",
        f"{_HEAD}factors: [{{class: monitoring_gap, statement: one}}, {{class: monitoring_gap, statement: two}}]\n---\n",
        _HEAD.replace("in_review", "draft") + "factors: [evaluation_gap]\n---\n",
        f"{_HEAD}---\n",
    ],
)
