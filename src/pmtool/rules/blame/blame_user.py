"""The user or customer of the product is blamed: misused it, ignored the notice, entered nonsense.

What users do is a fact about the design: the product accepted the input, offered the button, sent the notice that was not
read.

## Why
The user is the last link of the chain, and the one that the review cannot change. A design that works only for users who
read everything does not work.

## Instead
Tell which input the product accepted and what it told the user, with figures where there are some. Users who lost access,
saw errors or reported them are not meant.

Around an AI system the conditions are these. **Guardrail**: what stood between such an input and its effect? **Evaluation**:
were inputs of this kind, hostile ones included, among the tests? **Scope**: did the product say, and enforce, what it is
for? **Oversight**: could the person see on what the answer rested, and contest it?

## Source
Norman, *The Design of Everyday Things* (2013), on blaming the user. Woods and Cook, *Nine Steps to Move Forward from Error*
(2002).
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
    "blame-user",
    (
        *frames(
            Severity.ERROR,
            "U ADV* HAD? ADV* ( misused|abused|ignored|misread|misunderstood|misconfigured|mistyped|overlooked|disregarded|neglected|forgot|hammered|spammed|gamed|exploited|tampered|fiddled|flooded|clogged|broke|brought|overloaded|crashed|caused|provoked|refused|insist|insisted|misuse|abuse|ignore|overlook|misread|forget|hammer|fail|failed|persisted|caused|flouted|circumvented|bypassed|violate|violated|breached|breach|panicked|blindly|carelessly|simply|stubbornly|chose|choose ) !over",
            "U ADV* HAD? ADV* kept|keep <:g>|on",
            "U ADV* ( did|do|does|had|have ) not ADV* ( read || follow || update || upgrade || bother || check || understand || heed || listen || migrate || rotate || look || pay || test || verify || act || react || respond || adapt || implement || set || use || choose || know how || know || renew || secure || think || learn || care )",
            "U ( who|that ) ~,3 ( ignore|ignored|misuse|misused|refuse|refused|insist|insisted|forgot|abused|bother|evidently|apparently )",
            "( entered|typed|sent|uploaded|pasted|fed|entering|typing|sending|uploading|pasting|feeding|submitted|supplied|wrote|enter|submit ) ~,4 ( garbage|nonsense|rubbish|junk|gibberish|absurd|silly|stupid|nonsensical|crap|ridiculous )",
            "( UO 's || UO ) ~,1 ( error|mistake|mistakes|misuse|abuse|carelessness|ignorance|stupidity|negligence|misunderstanding|impatience|behaviour|behavior|laziness|incompetence|inability|fault|inexperience|habit|habits|abusive|greed|gullibility )",
            "<P> ( misuse|abuse|stupidity|impatience|gullibility|carelessness )",
            "( caused || triggered || provoked || brought || due || because || owing || overloaded || attributable || blamed || stem || stems || result || result of || created ) ~,5 ( by|of|to|on ) ADV* ~,3 UO ~,3 ( ( not|misusing|ignoring|failing|behaviour|misuse|abuse ) )",
            "( by|of|from|with|to ) ~,2 UO ~,1 ( not|<FW:g>|refusing|hammering|insisting|clicking|abusing|misusing|typing|entering|pasting|sharing )",
            "U BE ( to blame || at fault || careless || too || impatient || negligent || simply || responsible || stupid || lazy || naive || clueless || themselves )",
            "( pebkac || chair and keyboard || chair and the keyboard || keyboard and chair || keyboard and the chair || id-10-t || user stupidity || wrong kind of user || problem exists between || luser || lusers || dau )",
            "U ( should|could|ought|might ) ADV* NOT? ( to )? have",
            "had U ADV* <:n>",
            "if ( only )? U ADV* ( had|would|read|followed )",
            "U BE ( supposed|expected|told|warned|asked|informed|reminded|instructed ) ~,8 ( but|yet|and|not )",
            "U ~14 ( without|instead of || rather than ) ADV* ( reading|checking|asking|waiting|thinking|looking|following|attention|updating|testing )",
            "UO BE|been|being too ( impatient|lazy|careless|stupid|proud|busy )",
            "U ~2 ( resist|resisted ) <:g>",
            "( careless|impatient|inattentive|greedy|abusive|ignorant|stupid|lazy|naive|gullible|inexperienced|irresponsible|unreasonable|sloppy|clueless|untrained ) UO",
            unless=[guards.EXPERIENCE],
        ),
    ),
    message='"{text}" blames the user; tell what the product accepted and what it said',
    ask="Which input did the product accept, and what did it tell the user?",
    rewrite="The form accepted {input}; the message was {text}; {share} had read {notice}.",
    rank=26,
    askable=True,
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """The findings of this rule, out of the bundle's common analysis."""
    yield from _analysis.findings(SPEC.name, document, context)


RULE = Rule(
    "blame/blame-user",
    Severity.ERROR,
    check,
    bad=[
        "«Users did not read» the migration guide.",
        "«Tenants abused» the export endpoint.",
    ],
    good=[
        "The importer accepted addresses without a length check.",
        "Users reported slow pages from 09:02.",
        "The HTTP client ignored the Retry-After header.",
        "Customers could not log in for 40 minutes.",
    ],
)
