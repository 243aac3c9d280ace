"""An error, mistake or lapse of a person is given as the cause or the finding.

"Human error" names where the analysis stopped: the person nearest to the event. It says nothing about what made the act
look right at that moment, and it points to a remedy (more care) that will not hold.

## Why
An error is a symptom of conditions deeper in the system; a finding of human error ends the search for them just where
it should begin. The same goes for its kinder cousins: an oversight, a slip, a lapse of attention, fat fingers.

## Instead
Tell what the tool, page or procedure allowed, and what made the action look right: "The console showed both clusters
under the same name; nothing between the prompt and the delete asked which one." Errors in *code*, error rates and errors
that users saw are not meant.

## Source
Woods and Cook, *Nine Steps to Move Forward from Error*, Cognition, Technology & Work 4 (2002). *RCA2* (National Patient
Safety Foundation, 2015), rule 3: each human error has a preceding cause. Wears, *The Error of Counting "Errors"*, Annals
of Emergency Medicine (2008).
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
    "human-error-as-cause",
    (
        *frames(
            Severity.ERROR,
            "human|operator|user|pilot|manual|operational|admin|administrator|engineer|employee|staff|clerical|personal|individual|personnel|administrative|procedural|handling|manipulation|worker|developer|technician|customer|reviewer|people|judgement|judgment|handover|typing|data-entry|organisational|team|trader|dba|planner|clinician|nurse|contractor|intern|volunteer|maintainer <N>",
            "human failure|failing|failings|lapse|nature|weakness|inattention|shortcoming|shortcomings|fallibility",
            "pebkac|id-10-t|id10t|picnic",
            "layer 8",
            "fat-finger|fat-fingered|fat-fingering|fatfinger|fatfingered|finger-trouble",
            "fat finger|fingers|fingered|fingering",
            "finger trouble",
            "( brain|mental ) ( fade|fart|freeze|blackout|block )",
            "lapse|lapses|slip|slips|moment|moments|lack of ~2 attention|concentration|judgement|judgment|memory|focus|care|diligence|inattention|inattentiveness|distraction|carelessness|forgetfulness",
            "wrong|mistaken|false|errant|stray push|click|keystroke|keypress|press|tap|move|command of ~3 button|mouse|key|enter",
            "slip of the ~1 hand|finger|fingers|keyboard|mouse|tongue",
            "error|errors|mistake|mistakes|oversight|lapse|slip|omission|fault|misstep|blunder|failing on|by|from|at the? ~,4 part|side|hands|PO of? O?",
            "<N> ( by|of|from|at ) ~,3 O",
            unless=[guards.CONTROL],
        ),
        *frames(
            Severity.ERROR,
            "cause|causes|reason|trigger|origin|explanation|culprit|source ~,6 <N> !in|rate|count|counter|of|log|logs|message|messages|page|budget|code|threshold",
            "due|owing|attributable|attributed|down|boiled|boils|came|comes|traced|thanks|back to ~,4 ( !error|errors <N> || ( misunderstanding|miscommunication|miscommunications|confusion ) ) !in|rate|count|counter|log|logs|message|messages|page|code|threshold|state|of",
            "because of ~,3 ( mistake|oversight|slip|lapse|blunder|misstep|misjudgement|slip-up|carelessness|inattention|negligence|forgetfulness|miscommunication|misunderstanding )",
            "( simple|honest|human|silly|careless|basic|elementary|stupid|innocent|unfortunate|avoidable|costly|regrettable|classic|rookie|embarrassing|genuine|momentary|schoolboy|beginner's|clumsy|dumb|amateur|bad|serious|grave|big|huge|terrible|cardinal|unforced|small|plain|simply|pure ) ( mistake|mistakes|oversight|slip|lapse|blunder|goof|omission|misjudgement|misjudgment|slip-up|gaffe|howler|mix-up|misunderstanding|negligence )",
            "( an|some|by|through|simple|honest|this|was|pure|sheer|own|slight|administrative|my|our|his|her|their ) oversight",
            "made|making|makes|make|commit|committed|commits an|a|some|the|one|several|many|this|such|these|his|her|their|two|no|grave|that ~,2 mistake|mistakes|blunder|blunders|misjudgement|gaffe",
            "mistakes|errors|blunders were|was|have|has ~1 made|committed",
            "<P> !error <N>",
            "<P> error|errors !rate|budget|message|count|metric|log|code|page",
            "PO 's ~,1 ( typo|mistake|error|oversight|slip|misclick|misreading|carelessness|inattention )",
            "\\( ~,1 ( inattention|carelessness|oversight|negligence|sloppiness|forgetfulness ) \\)",
            unless=[guards.CONTROL],
        ),
        *frames(
            Severity.WARNING,
            "operated|configured|entered|typed|handled|executed|pasted|deleted|run|done|performed|labelled|clicked|selected by mistake|accident",
            "by mistake|accident $",
            "mistake|oversight|lapse|blunder|slip-up|misjudgement|misstep|human-error $",
            unless=[guards.CONTROL],
        ),
    ),
    message='"{text}" makes an error of a person the finding; tell what made the action possible and look right',
    ask="What did the screen, tool or page show at that moment, and what made this action look right?",
    rewrite="{interface or step} allowed {action} because {condition}; nothing between {A} and {B} checked {property}.",
    rank=30,
    askable=True,
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """The findings of this rule, out of the bundle's common analysis."""
    yield from _analysis.findings(SPEC.name, document, context)


RULE = Rule(
    "blame/human-error-as-cause",
    Severity.ERROR,
    check,
    bad=[
        "Contributing factor: «operator error» while rotating the certificates.",
        "A «lapse of attention» at shift change led to the double charge.",
        "«Mistakes were made» during the migration.",
    ],
    good=[
        "The `human_error_total` counter rose from 2 to 40 a minute.",
        "This review does not accept human error as a cause.",
        "The parser raised a syntax error on the third manifest.",
        "The form now makes an operator error harmless: every delete can be undone.",
    ],
)
