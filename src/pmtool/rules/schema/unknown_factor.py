"""A contributing factor names a class that is not in the catalogue.

`pm explain --factors` lists the classes, `pm explain --factors drift` finds them by words. A team adds its own in
`pm.toml`: `[[factors.own]]` with id and definition. `pm lint --fix` mends spelling that cannot mean anything else.

## Why

Recurrence is found by classes: the same condition under two spellings looks like two conditions that happened once.

## Instead

Take the class that is meant, or add it once for all reviews.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding, Fix
from pmtool.parse import Document
from pmtool.rules.base import Context, Example, Rule
from pmtool.rules.schema._factors import catalogue_of, factors_of
from pmtool.schema.wording import quote
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding a factor."""
    factors = factors_of(document)
    if not factors:
        return
    catalogue = catalogue_of(context.config)
    for factor in factors:
        if catalogue.get(factor.ident) is not None:
            continue
        span = document.front.value_span(factor.path)
        right, near = catalogue.right(factor.ident), catalogue.nearest(factor.ident)
        hint = f"did you mean '{right or near}'?" if right or near else "find one with: pm explain --factors"
        fix = Fix(span, right) if right and span.of(document.text) == factor.ident else None
        yield Finding(
            span,
            f"there is no factor class {quote(factor.ident)}; {hint} (classes of your own: factors.own in pm.toml)",
            fix=fix,
            why={"right": right} if right else {},
        )


_HEAD = "---\ntitle: Slow\nstatus: draft\n"

RULE = Rule(
    "schema/unknown-factor",
    Severity.WARNING,
    check,
    needs_front_matter=True,
    fixable=True,
    bad=[
        f"{_HEAD}factors: [«evalution_gap»]\n---\n",
        f"{_HEAD}factors:\n  - «Evaluation-Gap»\n  - {{class: «weather», pillar: process}}\n---\n",
    ],
    good=[
        f"{_HEAD}factors: [evaluation_gap, {{class: monitoring_gap}}]\n---\n",
        Example(
            f"{_HEAD}factors: [lost_handover]\n---\n",
            config="[[factors.own]]\nid = 'lost_handover'\ndefinition = 'What one shift knew was lost.'\n",
        ),
        f"{_HEAD}factors: [{{statement: no class yet}}]\n---\n",
        f"{_HEAD}factors:\n---\n",
    ],
)
