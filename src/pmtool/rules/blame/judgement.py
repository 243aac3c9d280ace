"""A judgement of competence, care, attitude or character: careless, complacent, a rookie mistake.

The word tells what the writer thinks of a person or of their work, and nothing that a reader could check or change.

## Why
We explain what others do by their character and what we do ourselves by our situation. Judging words carry that bias into
the record; the people judged stop telling what they know.

## Instead
Replace the adjective by the observable fact behind it: "The migration had no lock timeout; two of nine reviewers had seen
it." Technical senses (lazy loading, naive Bayes, sloppy quorum) are not meant, nor is praise.

## Source
Ross, *The Intuitive Psychologist and His Shortcomings* (1977), on the fundamental attribution error. Google, *Site
Reliability Workbook* (2018), ch. 10. PagerDuty, *Postmortem documentation*.
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
    "judgement",
    (
        *frames(
            Severity.ERROR,
            "<J> !amount|number|load",
            "<J> <PFNEDSHKGMRWCLXZ>",
            "gross|sheer|pure|utter|wilful|willful|rank|plain|such|downright|staggering|breathtaking <Q>",
            "<Q> ( of|on|by|from|in|at|among|within|over ) ~,5 ( O|the )",
            "( PO 's || POSS ) ~,3 <Q>",
            "( out of || through || due to || because of || from || with || by || owing to || of || for || despite || sheer || a || to || and || put down to ) ~1 <Q>",
            "<Q> , <Q>",
            "cause|reason|factor|: ~,3 <Q>",
            "<Q> is|was|and|or|had|has|led|meant|caused",
            "( poor|bad|questionable|lack|lapse|dubious|lapses|serious|error|errors|better|flawed|impaired|absence|deficit ) of? in? ~,1 ( judgement|judgment|discipline|care|diligence|ownership|professionalism|competence|attitude|workmanship|craftsmanship|rigour|rigor|seriousness|accountability|skill|skills|effort|interest|curiosity|commitment|conscientiousness|carefulness|responsibility|sense|urgency|backbone|courage|understanding|knowledge|experience|awareness|thought|thoroughness|expertise|foresight|vigilance|attention|common )",
            "( bad apple || loose cannon || weak link || weakest link || amateur hour || clown show || cowboy stuff || dead wood || dead weight || a joke !on|about || prima donna || one-man show || yes men || not fit to|for || out of ( PO 's || POSS ) depth || asleep at the wheel || common sense || had no business || no business || half an eye || half asleep )",
            "( PO 's || POSS ) ~,2 ( attitude|character|temper|ego|competence|incompetence|maturity|work-ethic|professionalism|temperament|mindset|carelessness|judgement|judgment|ambition|ambitions|laziness|stubbornness|pride|arrogance|nonchalance|standards|habit|habits|manner|discipline )",
            "( cavalier|blase|laissez-faire|lax|careless|sloppy|cowboy|casual|complacent|relaxed|gung-ho|dismissive|amateur|slack|lazy|indifferent ) ~,1 ( attitude|approach|culture|mindset|manner|way|style|handling|mentality|work|practice|practices|testing|thinking )",
            unless=[guards.NEGATED, guards.ENCOURAGED],
        ),
        *frames(
            Severity.ERROR,
            "( it|that|this|which ) ( is|was|seems|seemed|looks|looked ) ADV* ( a|an|rather|quite|so )? <J>",
            "( PERS|NOONE|WE|who|YOU|USER|pers ) ( BE|seemed|seems|looked|appeared|became|got|felt|acted|remained|proved ) ADV* ( a|an|rather|quite|so|more|being )? ( <BJ> || out of POSS depth || in over || not up to || too <B> || incapable|unfit|clueless|unsuited || no ~,1 expert|genius|rocket || hardly|barely|scarcely || not the ~,1 <:b>|sharpest|brightest|strongest|best|first )",
            "<B> ( team|engineer|developer|operator|reviewer|vendor|decision|mistake|attitude|colleague|contractor|person|people|administrator|guy|management|leadership|assumption|design|developers|engineers|thinking|staff|admins|P )",
            "<B> PO",
            "PO BE|been ADV* too ( <B>|<J>|proud|eager|keen|inexperienced|sure|trusting|confident|comfortable|focused|impatient|clever )",
            "PO ~,2 ( cannot|not|never|hardly|barely ) ~,2 ( trusted|bothered|competent|capable|qualified|suited|experienced|serious|professional|equipped|cut|grown )",
            "( no|little|without|zero|scant ) ~,1 ( idea|clue|regard|thought|interest|feel|feeling|sense|respect|concern|understanding|grasp|appetite|inclination|care|effort|patience ) ~,1 ( what|for|of|in|how|about|to|whatsoever|that )",
            "( more interested in || more concerned with || more worried about || in love with || could have cared less || could not care less || couldn't care less || cared more || cares more || in a hurry to || keen to impress || out to impress || showing off || had better things || half-hearted effort || like an? amateur|child|children|beginner|rookie|idiot|maniac || by people who )",
            "( embarrassing|pathetic|laughable|ridiculous|ludicrous|unacceptable|inexcusable|shameful|disgraceful|appalling|abysmal|woeful|dreadful|shocking|poor|disappointing ) ~,2 ( performance|work|job|effort|display|handling|showing|behaviour|behavior|conduct|response|lapse|failure|workmanship|standard|communication )",
            unless=[guards.NEGATED, guards.ENCOURAGED, guards.CONDITIONAL],
        ),
        *frames(
            Severity.WARNING,
            "( has|have|had|lacks|lacked|without|did|does|do ) ~,2 ( not|no|never )? ~,1 ( the ) ~,1 ( temperament|stomach|backbone|maturity|self-discipline|aptitude|calibre|head ) ( for|to )",
            "( not|hardly|never|scarcely ) ~,1 ( exactly|quite|really|precisely )? ~,1 ( a|the|their|his|her|our )? ( strength|forte|strong|strongest|strong-suit|speciality|specialty|priority ) ( suit|point )? ( of|in|for|with ) ~,3 ( PO|O|POSS )",
            "( a|the|this|an|our|their|his|her|that|such ) ( lazy|naive|dumb|silly|amateur|poor|terrible|horrible|awful|weak|bad|crazy|insane|questionable|dubious|strange|odd ) ( decision|decisions|choice|call|idea|judgement|judgment|move|attempt|excuse|assumption|handover|hack|shortcut|workaround|practice|handling|craftsmanship )",
            unless=[guards.NEGATED, guards.ENCOURAGED],
        ),
    ),
    message='"{text}" judges a person or their work; put the observable fact behind the word',
    ask="Which observable fact is behind the word?",
    rewrite="{artefact} had no {property}; {role} had {n} {tasks} at {time} and saw {information}.",
    rank=32,
    askable=True,
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """The findings of this rule, out of the bundle's common analysis."""
    yield from _analysis.findings(SPEC.name, document, context)


RULE = Rule(
    "blame/judgement",
    Severity.ERROR,
    check,
    bad=[
        "«It was a sloppy» migration.",
        "«The reviewer was careless» with the permissions.",
    ],
    good=[
        "The renderer uses lazy loading for images below the fold.",
        "The baseline is a naive Bayes classifier.",
        "No negligence was found.",
        "Careful canarying by region kept the impact at two percent.",
    ],
)
