"""A passive without an agent hides both the person and the mechanism: the alert was missed.

Blameless does not mean anonymous: who saw what, in which role, is part of the story.

## Why
A bare passive only deletes the agent. The reader still supplies a person, and the mechanism that produced the act stays
hidden. Never rewrite blame into a bare passive.

## Instead
Say which list, tool, view or rule produced it: "The picker lists hosts by age and preselects the first." States ("the queue
was drained at 12:40") and passives with their cause are not meant.

## Source
*In praise of blame*, firestuff.org (2019). Fausey and Boroditsky, Psychonomic Bulletin & Review 17 (2010).
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.prose import guards
from pmtool.prose.frames import Spec, frames
from pmtool.rules.base import Context, Example, Rule
from pmtool.rules.blame import _analysis
from pmtool.vocab import Severity

SPEC = Spec(
    "vague-passive",
    (
        *frames(
            Severity.INFO,
            "( was|were|been|got ) ADV* ( missed|overlooked|forgotten|neglected|misread|mistaken|ignored|misunderstood|misjudged|underestimated ) !by|because|as|in",
            "it was ADV* ( decided|assumed|believed|agreed|thought|deemed|considered ) ~,1 ( that|to|not|the|it|this|we|safe|unnecessary )",
            "the ( wrong|incorrect ) ~,2 ( was|were ) ( selected|used|chosen|deployed|deleted|pushed|entered|restarted|applied|picked ) !by|because",
            unless=[guards.REASON_STRONG],
        ),
    ),
    message='"{text}" hides the mechanism; say which list, tool or view produced it',
    ask="Which mechanism or view produced it?",
    rewrite="{list or tool} offered {X} first; {Y} looks the same.",
    rank=86,
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """The findings of this rule, out of the bundle's common analysis."""
    yield from _analysis.findings(SPEC.name, document, context)


RULE = Rule(
    "blame/vague-passive",
    Severity.INFO,
    check,
    bad=[
        Example("The alert «was missed».", config='blame.second-opinion = "rules"'),
        Example("«It was assumed that» the replica had caught up.", config='blame.second-opinion = "rules"'),
    ],
    good=[
        "The alert was routed to a schedule with no members.",
        "The queue was drained at 12:40.",
        "The records were written twice by the retry.",
    ],
)
