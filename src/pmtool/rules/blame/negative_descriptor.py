"""A vague negative adjective stands in place of the fact: poor documentation, inadequate testing.

Nobody can check or fix "inadequate".

## Why
Vague negatives are judgements of somebody's work in the form of a description, and actions derived from them are vague as
well ("improve the documentation").

## Instead
Name the missing element or the measured value: "The page for the restore has no step for encrypted volumes." Measured
shortages (insufficient memory, 4 GiB for 6) are not meant.

## Source
*RCA2* (National Patient Safety Foundation, 2015), rule 2: no negative descriptors. Google, *Site Reliability Workbook*
(2018), ch. 10.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.prose.frames import Spec, frames
from pmtool.rules.base import Context, Example, Rule
from pmtool.rules.blame import _analysis
from pmtool.vocab import Severity

SPEC = Spec(
    "negative-descriptor",
    (
        *frames(
            Severity.INFO,
            "( poor|inadequate|insufficient|improper|deficient|substandard|subpar|ineffective|bad|lacking ) ( documentation|testing|communication|monitoring|planning|handover|review|reviews|process|procedures|training|preparation|coordination|supervision|oversight|quality|maintenance|management|visibility|knowledge|ownership|alerting|observability|coverage|governance )",
            "( documentation|testing|communication|monitoring|planning|handover|review|process|training|preparation|coordination|supervision|alerting|rollout|coverage ) ( was|were|is ) ADV* ( poor|inadequate|insufficient|improper|deficient|substandard|subpar|ineffective|bad|lacking|poorly|badly|unsatisfactory )",
            "( was|were|been ) ADV* ( poorly|badly|inadequately|insufficiently ) ( <:n> )",
            "lack of ( communication|testing|documentation|planning|coordination|training|knowledge|monitoring|ownership|awareness|understanding|visibility )",
        ),
    ),
    message='"{text}" is a judgement without a fact; name the missing element or the measured value',
    ask="Poor in what, measured how?",
    rewrite="{artefact} has no {element}; {metric} was {value}, needed {value}.",
    rank=84,
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """The findings of this rule, out of the bundle's common analysis."""
    yield from _analysis.findings(SPEC.name, document, context)


RULE = Rule(
    "blame/negative-descriptor",
    Severity.INFO,
    check,
    bad=[
        Example("«Inadequate testing» led to the regression.", config='blame.second-opinion = "rules"'),
        Example("The «documentation was poor».", config='blame.second-opinion = "rules"'),
    ],
    good=[
        "The pool has insufficient memory for two large queries: 4 GiB for 6.",
        "The server answered with a bad gateway error.",
        "No alert covers queue age.",
    ],
)
