"""All contributing factors lie in technology.

Where a factor lies is its `pillar:`, else where its class usually does. Reported from `in_review` on, for two factors
or more.

## Why

Behind a technical condition there is usually one of process, governance or people that let it stay: a gate that was
not there, an owner that nobody was, a goal that pulled the other way. It will act again on the next system.

## Instead

For each technical factor ask why it was reasonable to leave it so, and add that condition. Where the review looked and
found none, say so and suppress the finding with that reason.

## Source

Leveson, 'CAST Handbook' (2019): safety as a matter of control, not of components alone. The four pillars are those of
the COMPEL framework.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.rules.schema._factors import catalogue_of, factors_key, factors_of
from pmtool.vocab import Severity, Status


def check(document: Document, context: Context) -> Iterator[Finding]:
    """At most one finding, at the key."""
    factors = factors_of(document)
    if len(factors) < 2 or not document.status.reached(Status.IN_REVIEW):
        return
    catalogue = catalogue_of(context.config)
    if all(factor.pillar(catalogue.get(factor.ident)) == "technology" for factor in factors):
        yield Finding(
            factors_key(document),
            f"all {len(factors)} factors lie in technology; add the condition of process, governance or people "
            "that let them stay",
            ask="Why was it reasonable to leave this so, and who could have decided otherwise?",
        )


_HEAD = "---\ntitle: Slow\nstatus: in_review\n"

RULE = Rule(
    "schema/technological-factors-only",
    Severity.WARNING,
    check,
    needs_front_matter=True,
    bad=[
        f"{_HEAD}«factors»: [hallucination, excessive_agency]\n---\n",
        (
            f"{_HEAD}«factors»: [{{class: monitoring_gap, pillar: technology}}, "
            "{class: weather, pillar: technology}]\n---\n"
        ),
    ],
    good=[
        f"{_HEAD}factors: [hallucination, evaluation_gap]\n---\n",
        f"{_HEAD}factors: [hallucination, {{class: excessive_agency, pillar: governance}}]\n---\n",
        f"{_HEAD}factors: [hallucination, weather]\n---\n",
        f"{_HEAD}factors: [hallucination]\n---\n",
        _HEAD.replace("in_review", "draft") + "factors: [hallucination, excessive_agency]\n---\n",
    ],
)
