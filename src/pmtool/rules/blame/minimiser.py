"""A word makes the act sound easy: just, simply, of course, trivial.

What is just one key for the writer was one of fourteen steps at three in the morning.

## Why
Minimising words hide effort and conditions and make the people who did not do it look worse than they were.

## Instead
Say how many steps, how long, with which view. "Just after" and "simply too large" are not meant.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.prose.frames import Spec, frames
from pmtool.rules.base import Context, Example, Rule
from pmtool.rules.blame import _analysis
from pmtool.vocab import Severity

SPEC = Spec(
    "minimiser",
    (
        *frames(
            Severity.INFO,
            "P ADV* ( just|simply|merely ) ( had|needed|need|has|have|needs ) to",
            "( just|simply|merely ) ( had|needed|need|needs ) ( to|a )",
            "it|that|this ( only|just|merely|simply ) ( needed|takes|took|needs|required ) a|one|to|two",
            "YOU ( just|simply|merely|only ) <:b>",
            "a|one|the ( trivial|mere ) ( change|fix|check|step|task|matter )",
        ),
    ),
    message='"{text}" makes it sound easy; say how many steps, how long, and with which view',
    ask="How many steps, how long, with which view?",
    rewrite="{n} steps, {time}, done under {load}.",
    rank=82,
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """The findings of this rule, out of the bundle's common analysis."""
    yield from _analysis.findings(SPEC.name, document, context)


RULE = Rule(
    "blame/minimiser",
    Severity.INFO,
    check,
    bad=[
        Example("«You simply run» the restore.", config='blame.second-opinion = "rules"'),
        Example("«It only needed a» quick look at the log.", config='blame.second-opinion = "rules"'),
    ],
    good=[
        "The job had just finished when the disk filled.",
        "Only the west region was affected.",
        "The failover needs a quorum of three, and two were up.",
    ],
)
