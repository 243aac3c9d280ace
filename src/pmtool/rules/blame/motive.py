"""An intention, a wish or an indifference is given as the explanation of what somebody did.

Nobody can observe a motive. "Wanted to save time" says that the person chose convenience; "the step takes fifty minutes and
the window was forty" says what everybody in that place would have faced.

## Why
Intent is what turns a cause into blame: readers who are given a motive stop asking for conditions.

## Instead
Name the goals that pulled against each other, and which one the organisation rewarded.

## Source
Malle, Guglielmo and Monroe, *A Theory of Blame*, Psychological Inquiry 25 (2014).
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
    "motive",
    (
        *frames(
            Severity.WARNING,
            "{S} ( chose|decided|opted|elected|preferred|chooses|decides|opts|prefers ) ADV* ( not to || to not || to ) ( ignore|skip|bypass|cut|save|press|disregard|dismiss|hide|conceal|gamble|risk|look|forgo|omit|override )",
            "{S} ( chose|decided|opted|elected|preferred ) ADV* not",
            "{S} ( could not || cannot || would not ) ~1 be ( bothered|arsed|troubled|moved|asked|convinced )",
            "{S} did not ( care || like || feel like || see fit || think it worth )",
            "{S} ( wanted|wishing|hoping|trying|eager|keen|anxious|desperate|itching|determined|rushing|hurrying|tempted|content|happy|unwilling|reluctant ) ~,1 to ( save|avoid|look|impress|please|hit|meet|make|get|be|finish|leave|show|prove|cut|go|spare|keep|let|have|hide|do )",
            "PO , ~,3 ( eager|keen|anxious|desperate|wishing|hoping|unwilling|determined|content|impatient|tempted|chasing|tired|bored|confident|convinced|sure|certain )",
            "( deliberately|wilfully|willfully|knowingly|intentionally|consciously ) ADV* ( <FWSHX:d> )",
            "{S} ( deliberately|wilfully|willfully|knowingly|intentionally|consciously ) <:ds>",
            "( out of || for the sake of || for ) ~,1 ( laziness|ego|ambition|spite|convenience|vanity|fear|pride|habit|boredom|impatience|stubbornness|greed|comfort|politeness|cowardice|frustration|glory )",
            "{S} ( saw|see|sees ) fit|no ~,1 ( need|reason|point|urgency|use )? to",
            "{S} ( could|couldn't ) not ~1 ( care less )",
            "{S} ( gambled|gamble|gambling|bet|betting|hoped|hoping ) ~,2 ( that|on|it|the|nobody )",
            "{S} ( prioritised|prioritized|put|valued|cared|placed ) ~,6 ( over|above|ahead|before|more ) ~,4 ( safety|quality|security|correctness|testing|reliability|patients|customers|users|review|care|stability|process )",
            "{S} ( trusted|relied ) ~,2 ( blindly|luck|memory|gut )",
            unless=[guards.REPAIR],
            soften=[guards.REASON_STRONG],
        ),
    ),
    message='"{text}" gives a motive as the explanation; name the goals that pulled against each other',
    ask="Which goals pulled against each other, and which one did the organisation reward?",
    rewrite="{step} takes {time}; the window was {time}; {incentive}.",
    rank=34,
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """The findings of this rule, out of the bundle's common analysis."""
    yield from _analysis.findings(SPEC.name, document, context)


RULE = Rule(
    "blame/motive",
    Severity.WARNING,
    check,
    bad=[
        "«The engineer chose to ignore» the warning.",
        "«The engineer chose to skip» the canary.",
    ],
    good=[
        "The approval step takes two hours, and the launch window was forty minutes.",
        "The script intentionally skips the approval step in the sandbox.",
        "On-call chose the replica with the lowest lag, as the runbook says.",
    ],
)
