"""Something should or could have been done, and the person who should have done it is only implied.

"This should have been caught in review" points at a reviewer without saying so, and names no control.

## Why
A passive counterfactual keeps the verdict and hides the addressee. Whether a person or a control is meant decides whether
it is blame or a finding, so the writer is asked to say which.

## Instead
Name the control that would do it and why it is not there: "No check compares the manifest with the schema before the
merge." Counterfactuals whose subject is a system, a probe or a check are not meant.

## Source
Etsy, *Debriefing Facilitation Guide* (2016). *RCA2* (National Patient Safety Foundation, 2015), rule 2.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.prose.frames import Spec, frames
from pmtool.rules.base import Context, Example, Rule
from pmtool.rules.blame import _analysis
from pmtool.vocab import Severity

SPEC = Spec(
    "agentless-counterfactual",
    (
        *frames(
            Severity.INFO,
            "should|could|ought ADV* NOT? ADV* to? have been ADV* ( caught|tested|checked|reviewed|verified|validated|escalated|noticed|spotted|seen|detected|approved|rolled|reverted|documented|communicated|discussed|updated|announced|handled|planned|prepared|questioned|followed|raised|merged|deployed|done|made|taken|given|ignored|missed|read|added|removed|enabled|disabled ) !by|when|if",
            "should|ought never|not ~1 have ~1 been ( approved|merged|deployed|released|allowed|accepted|signed )",
        ),
    ),
    message='"{text}" implies a person who should have; name the control that would do it',
    ask="Which control would do it, and why is it not there?",
    rewrite="No {control} checks {X} before {step}.",
    rank=70,
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """The findings of this rule, out of the bundle's common analysis."""
    yield from _analysis.findings(SPEC.name, document, context)


RULE = Rule(
    "blame/agentless-counterfactual",
    Severity.INFO,
    check,
    bad=[
        Example("This «should have been caught» in review.", config='blame.second-opinion = "rules"'),
        Example(
            "The backup «should have been tested» before the upgrade.",
            config='blame.second-opinion = "rules"',
        ),
    ],
    good=[
        "Requests should be retried with jitter.",
        "The write should have been rejected by the schema check.",
        "The token could have been refreshed by the sidecar.",
    ],
)
