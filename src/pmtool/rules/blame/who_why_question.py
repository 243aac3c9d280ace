"""A question asks who did it, or why a person did or did not do something.

"Why did you" asks for a justification; "how" and "what" ask for a description.

## Why
Questions set the answers. Who-questions yield names and why-questions yield defences; neither yields conditions.

## Instead
"What did the reviewer's screen show at 10:00?" "How does a change reach production without a canary?" Who owns or will do
the follow-up may be asked, and why a system did what it did.

## Source
Etsy, *Debriefing Facilitation Guide* (2016). Allspaw, *The Infinite Hows* (2014). PagerDuty, *Postmortem documentation*.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.prose import guards
from pmtool.prose.frames import Spec, frames
from pmtool.rules.base import Context, Rule
from pmtool.rules.blame import _analysis
from pmtool.vocab import Severity

SPEC = Spec(
    "who-why-question",
    (
        *frames(
            Severity.WARNING,
            "( why|how-come ) ( did|does|had|has|have|was|were|is|are|would|could ) ( not )? ~,1 ( PERS|NOONE|ALL|pers|noone|all|USER|MODEL ) ~14 ( not|<FWHSL>|<D:b>|merge|push|deploy|wait|take|<B>|anyway|bother|so ) ~14 ?",
            "why ( did not || had not || was not || were not || could not || has not || did NOONE || NOONE || noone ) ~,2 ( PO|he|she|they|anyone|anybody|someone|somebody|WE ) ~16 ?",
            "how could|can|come ( PO|we|they|he|she|anyone|somebody|someone|this|it|such|so ) ~,4 ( miss|missed|overlook|forget|forgot|ignore|allow|allowed|go|gone|not|let|believe|think|possibly|pass|fail|approve|merge|stay|be ) ~14 ?",
            "what ( were|was|are|is|on-earth|in-the-world|did|possessed|could|would|made ) ~2 ( PO|they|he|she|them|him|her ) ~1 ( thinking|think|expect|doing|smoking )",
            unless=[guards.LOCAL_RATIONALITY],
        ),
        *frames(
            Severity.WARNING,
            "( who ) ( let || broke || approved || signed || forgot || dropped || deleted || pushed || merged || left || took || thought || decided || allowed || missed || killed || crashed || authorised || authorized || waved || hid || screwed || messed || is responsible || was responsible || is to || was supposed || was asleep || disabled || switched || turned || ignored || skipped || failed || wrote ) ~18 ?",
            "( whose ) ( fault|idea|head|neck|responsibility|mistake|job|decision|brilliant|turn ) ~14 ?",
            "( where|when ) ( was|were ) ( PERS|NOONE|ALL|pers ) ~8 ?",
            "( did|does|has|had|could|was|were|is|are|can|should ) ( not )? ( anyone|anybody|somebody|someone|NOONE|PERS|noone|ALL ) ~2 ( really|not|even|ever|actually|seriously|bother|think|care|look|read|check|test|notice|realise|realize|consider|ask|expect|just|asleep|aware|try|stop|know ) ~14 ?",
            unless=[guards.LOCAL_RATIONALITY],
        ),
        *frames(
            Severity.INFO,
            "^ TIME* who ( <:d> ) ~18 ?",
        ),
    ),
    message='"{text}" asks for a culprit or a justification; ask what was seen and how it was possible',
    ask="What did people expect to happen, and how does such a change get through?",
    rewrite="What did {role} expect to happen when {action}? How does {change} reach production without {check}?",
    rank=7,
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """The findings of this rule, out of the bundle's common analysis."""
    yield from _analysis.findings(SPEC.name, document, context)


RULE = Rule(
    "blame/who-why-question",
    Severity.WARNING,
    check,
    bad=[
        "«Why didn't the reviewer spot the typo?»",
        "«How could they miss this?»",
    ],
    good=[
        "What did the reviewer's screen show at 10:00?",
        "Who owns the follow-up?",
        "Why did the retry loop not back off?",
        "How does a change reach production without a canary?",
    ],
)
