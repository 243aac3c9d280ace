"""Sarcasm, or a dig at a person or a group.

Irony says what the writer thinks of somebody, and leaves the fact to guessing.

## Why
Animated language puts people on the defensive and stays in the record long after the mood has passed. Only fixed cues are
found here; irony in general is out of reach of rules.

## Instead
State the repeated pattern as a fact with a count: "Four of the last six changes reached the network team after the fact;
they are not on the calendar's list." Thanks that are meant are welcome.

## Source
Google, *Site Reliability Workbook* (2018), ch. 10, on animated language. Van Hee, Lefever and Hoste, *SemEval-2018 Task 3*.
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
    "irony",
    (
        *frames(
            Severity.WARNING,
            "( as usual || as always || as ever || as per usual || once again || yet again || true to form || not for the first time || for a change || for once || as is tradition || as tradition demands ) ~,2 ( , )? ~2 ( PO|NOONE|ALL|WE|O|somebody|someone|USER|the-same )",
            "( surprise , surprise || to nobody's|no-one's|everyone's surprise || to NOONE 's surprise || lo and behold || who would have thought || who could have guessed || what could ~1 go wrong || in ( their|his|her|its ) infinite wisdom || had better things to do || too busy ( <:g>|with|to ) || so much for || heaven forbid || god forbid || perish the thought || slow clap || hats off to || hat off to || chapeau || well played|done , || nice|great|good|lovely|stellar|outstanding|excellent|top|fine|marvellous|wonderful|splendid|terrific|superb|heroic|amazing work|job|one|effort|performance , || congratulations|congrats to || kudos to || bravo || three cheers || round of applause || standing ovation || medal || trophy || award for || employee of the month|year || gold star || must be nice || rest is history || famous last words || rumour|rumor|legend has it || one wonders || makes one wonder || one can only|hardly || thank you very much || a masterclass in || master class in || textbook example of how || the art of || skilfully avoided || with admirable|remarkable|impressive|enviable|commendable|characteristic|customary|usual|trademark|breathtaking ( calm|speed|confidence|serenity|patience|efficiency|dedication|consistency|composure|courage|optimism|creativity|enthusiasm|discretion|generosity|precision|thoroughness ) )",
            "our ( friends|esteemed|beloved|dear|brilliant|famous|legendary|glorious|fearless|heroic|trusty|star|resident|wonderful|amazing|fabulous ) ~,3 ( PERS|in|at|over|from|colleagues|P )",
            "( the ) ( geniuses|wizards|masterminds|heroes|genius|brains|wise ) ( in|at|who|of|from|behind|that )",
            "( brilliant || genius || great || clever || lovely || wonderful || fantastic || bright || stroke of || marvellous || inspired || splendid ) ( idea|move|plan|genius|decision|thinking|timing|choice ) ~,1 ( to|of|by|!|: )",
            "( thought|decided|figured ) ~,2 it ~,1 ( a || would be a || wise || such a || was a ) ( good|great|brilliant|fine|clever|wonderful|nice|fun|smart ) idea",
            "( somehow|even|actually|duly|cheerfully|proudly|heroically|successfully ) ( managed|succeeded|contrived ) ( to|in )",
            "( conveniently|helpfully|thoughtfully|kindly|graciously|generously|wisely|cleverly|bravely|heroically|cheerfully|obligingly ) ( <:ds>|left|took )",
            "( apparently || evidently || presumably || clearly || obviously || seemingly || naturally || of-course || , of course ) , ~,3 ( PO|NOONE|nobody|<:g>|reading|testing|looking|checking|someone )",
            "( apparently|evidently|presumably|naturally ) ~,3 ( optional || considered || too || beneath || an advanced || a luxury || fashion || overrated || sufficient || knows || thought || had || was || is )",
            "( is|was|were|are ) ( apparently|evidently|clearly|obviously|presumably ) ~,1 ( optional || too || beneath || for other || overrated || a || an || not || considered || asking || above )",
            "( , as we|they all know || everyone's favourite|favorite || the usual suspects || the dog ate || guess who || guess what || you guessed it || take a bow || give ~,2 medal || buy ~,2 beer || sleep well || sweet dreams || beauty sleep || crystal ball || thoughts and prayers || fingers crossed || hope is not || prayer || prayed || pious hope || wishful thinking )",
            "( sigh|facepalm|smh|shocker|bravo|bless|:facepalm:|:clown:|\\o ) $",
            "🙄|🤡|👏",
            unless=[guards.PAST_PRAISE],
        ),
    ),
    message='"{text}" reads as a dig; state the repeated pattern as a fact with a count',
    ask="What is the repeated pattern, as a fact with a count?",
    rewrite="{n} of the last {m} changes reached {team} after the fact; {channel} is not on the list.",
    rank=44,
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """The findings of this rule, out of the bundle's common analysis."""
    yield from _analysis.findings(SPEC.name, document, context)


RULE = Rule(
    "blame/irony",
    Severity.WARNING,
    check,
    bad=[
        "«As usual, somebody» swapped the cables.",
        "«Brilliant idea to» deploy on a Friday.",
    ],
    good=[
        "As usual for a minor release, the canary ran for ten minutes.",
        "Thanks to the network team for the quick help.",
        "The deploy went out on Friday at 16:10, with one person on call.",
    ],
)
