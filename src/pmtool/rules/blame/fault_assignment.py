"""Fault, guilt, blame, responsibility or accountability for the event is assigned to somebody.

A review that finds who is at fault has found nothing that it can change.

## Why
Assigning blame is a social act that asks for warrant and invites defence; it needs one culprit where the event needed
several conditions. Ownership of work is another matter and is welcome: "the storage team is responsible for the quota
service".

## Instead
Name the conditions that had to hold together, and who owns the work on each.

## Source
Malle, Guglielmo and Monroe, *A Theory of Blame* (2014). Cook, *How Complex Systems Fail* (1998), points 3 and 7. Google,
*Site Reliability Engineering* (2016), ch. 15.
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
    "fault-assignment",
    (
        *frames(
            Severity.ERROR,
            "blame|responsibility ~2 ( shared|borne ) by O|those|all",
            "( absolved|absolve|exonerate|exonerated ) !from",
            "^ TIME* ( ADV )? ( mostly|partly|also|mainly|entirely|squarely|solely ) on O",
            "responsibility|fault|guilt ~,2 is ~,2 ( by|with|of ) ~,2 PO",
            "to blame for|$|here|.|,|;",
            "( is|are|was|were|be|partly|solely|squarely|entirely|largely ) to blame",
            "at fault !domain",
            "( is|are|was|were|find|finds|found|held|hold|holds|be|makes|consider|considers|regard ) ~,4 ( culpable|guilty|blameworthy ) ~,1 ( for|of|to|$|. )",
            "( blame|fault|responsibility|accountability|guilt|culpability|liability ) ~,9 ( lies|rests|falls|belongs|sits|lay|rested|fell|lie|rest|fall|belong|sit|attaches|stays|remains ) ~1 ( squarely|solely|entirely|firmly|ultimately|primarily|mainly|wholly|clearly )? ~1 ( with|on|at|upon ) ~,3 ( O|PO|POSS )",
            "( responsible|accountable|answerable ) for ~,4 ( outage|incident|failure|breach|loss|damage|downtime|leak|delay|crash|disruption|error|mistake|mess|event|accident|disaster|lapse|this|it|what|losses|harm|problem|regression|exposure|misconfiguration|corruption|overspend|omission|debacle|failures|bug|issue )",
            "( solely|ultimately|entirely|fully|personally|wholly|jointly|directly|primarily|chiefly|mainly|squarely|exclusively ) ( responsible|accountable|liable|answerable )",
            "P ~,6 ( has|have|had ) yet to ~1 ( give|offer|provide|produce|supply ) ~,3 ( explanation|answer|account|reason|reasons )",
            "( P|MODEL ) ~,3 will have to ( live with || answer for || live )",
            "( cannot|can not|can't ) ~,1 ( escape|dodge|avoid|evade|shirk|deny ) ~,2 ( part|share|responsibility|blame|role )",
            "( find|finds|found|hold|holds|held|consider|considers|deem|deems ) ~,5 ( accountable|answerable|liable|culpable )",
            "( bear|bears|bore|carry|carries|take|takes|took|taking|accept|accepts|accepted|assume|assumes|share|shares|have|has|shoulder|shoulders ) ~,3 ( blame|fault|guilt|responsibility|accountability|liability ) ~,1 ( for|of|$|. || here )",
            "( PO 's || POSS || nobody's || nobody 's ) ~,3 fault !detection|report|reports|ticket|tickets",
            "( my|our|his|her|their ) bad",
            "fault of ~,2 O",
            "( this|that|it|one|the|incident|outage|whole|buck ) ~,4 ( is|was|stops|sits|falls|comes|squarely ) ~,1 ( squarely|entirely|solely|down|all|purely )? ~,1 on ( us|them|him|her|me|pers|you|we|PERS )",
            "down to ( us|them|him|her|me|pers|PERS )",
            "culprit|offender|perpetrator|guilty|wrongdoer ~,3 ( is|was|were|here|: ) ~,2 ( O|PO )",
            "( guilty party || guilty parties || the finger || finger of blame || scapegoat || laid at ~,2 door || on the shoulders of || ( place|places|put|puts|lay|pin|pins ) ~,2 ( responsibility|blame ) || under the bus || point fingers || pointed fingers || prime suspect || bear the brunt || put a hand up || hold ~,1 hand up || wash ~,2 hands )",
            "( held|hold|holds|made ) ~,4 ( accountable|responsible|liable|answerable )",
            "( blame|blames|blamed|fault|faults|faulted|accuse|accuses ) !that ~1 ( O|PO|him|her|them|us )",
            "( blame|fault|guilt|responsibility ) ( for|of ) ~,8 ( is|was|lies|goes|rests ) ~,2 ( O|PO|POSS )",
            "( PO|who ) ( caused || owns || own || owned || must own || has to own ) ~1 ( this|the ) ~,1 ( one|mess|failure|outage|incident|loss )",
            "the responsible|responsable for|of this|the ~,1 ( incident|outage|fault|damage|problem|error )",
            "( PERS|WE|pers|us ) ( must|should|has|have|needs ) ~2 ( answer|account|apologise|apologize|pay|own|wear|explain ) ~,2 ( for|this|up|itself|himself|herself|themselves|why )",
            "( entire|whole|full|sole|main|primary|ultimate|overall|partial|lion's ) ~1 ( responsibility|blame|fault|guilt|accountability ) for|lies|rests",
            unless=[guards.OWNERSHIP, guards.SUSPECTED],
        ),
    ),
    message='"{text}" assigns fault; name the conditions that held together and who owns the work on each',
    ask="Which conditions had to hold together?",
    rewrite="{A}, {B} and {C} held at the same time; {team} owns the work on {B}.",
    rank=16,
    askable=True,
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """The findings of this rule, out of the bundle's common analysis."""
    yield from _analysis.findings(SPEC.name, document, context)


RULE = Rule(
    "blame/fault-assignment",
    Severity.ERROR,
    check,
    bad=[
        "The hosting company «is to blame».",
        "It was entirely «my own fault».",
        "«Responsibility for the data loss rests with the platform squad».",
    ],
    good=[
        "The platform squad is responsible for the quota service.",
        "The review assigns no blame.",
        "Was the model at fault?",
        "`git blame` shows the line was added in 2019.",
        "A segmentation fault in the codec ended the worker.",
        "The incident commander is accountable for closing the actions.",
    ],
)
