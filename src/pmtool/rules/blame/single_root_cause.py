"""One cause is presented as the cause.

Accidents in complex systems need several conditions, each necessary and only jointly sufficient.

## Why
Naming one root cause reflects a wish to have one local thing to fix or somebody to blame. It ends the search at the first
cause that can be named.

## Instead
List contributing factors: what triggered the event, what let it spread, what made it last, what limited it. The method's
name (root-cause analysis) is not meant.

## Source
Cook, *How Complex Systems Fail* (1998), points 3 and 7. Allspaw, *Each necessary, but only jointly sufficient* (2012).
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.prose.frames import Spec, frames
from pmtool.rules.base import Context, Example, Rule
from pmtool.rules.blame import _analysis
from pmtool.vocab import Severity

SPEC = Spec(
    "single-root-cause",
    (
        *frames(
            Severity.INFO,
            "root cause !analysis|analyses|is|was|- ~,1 ( $ || : )",
            "root cause ( is|was|of ) !not|still|unknown|under",
            "( the|a ) ( true|real|single|only|sole|actual|ultimate|underlying ) ( cause|reason|culprit )",
            "solely|only ( because|due )",
            "the one and only",
        ),
    ),
    message='"{text}" presents one cause as the cause; list what else had to be true',
    ask="What else had to be true for this to happen?",
    rewrite="Trigger: {event}. Contributing: {conditions}. What limited the impact: {defences}.",
    rank=80,
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """The findings of this rule, out of the bundle's common analysis."""
    yield from _analysis.findings(SPEC.name, document, context)


RULE = Rule(
    "blame/single-root-cause",
    Severity.INFO,
    check,
    bad=[
        Example("The «root cause was» a missing index.", config='blame.second-opinion = "rules"'),
        Example(
            "The outage happened «solely because» of the DNS change.", config='blame.second-opinion = "rules"'
        ),
    ],
    good=[
        "We avoid the term root cause.",
        "Several factors combined.",
        "The root cause analysis took two days.",
    ],
)
