"""What a person said or did is told with an accusing verb: admitted, claimed, insisted.

"Claimed" says that it was not so; "admitted" says that it was guilty.

## Why
The verb alone makes its subject the antagonist and tells the reader whom not to believe, without a fact.

## Instead
Say, report, recall, answer: "The operator said that the checklist was not open." Tokens that carry claims, quotas that
admit pods and tests that assert are not meant.

## Source
Rashkin, Singh and Choi, *Connotation Frames*, ACL (2016). Dekker, *The Field Guide to Understanding "Human Error"*.
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
    "loaded-verb",
    (
        *frames(
            Severity.WARNING,
            "( PERS|NOONE|ALL|who ) ~3 ( lied|lies ) ( to|about|and|, || . || again || when )",
            "{SX} ADV* ( <L:dsg> ) !by|in|from|the|a|their|its|our ~,3 ( that|he|she|they|to|it|not|having|nothing|everything|PERS|WE|being|was|had|, )",
            "( {SX} || USER|MODEL ) ADV* ( admitted|confessed|conceded|alleged|insisted|contended|purported|professed|pretended|feigned|denied|lied|downplayed|admits|confesses|concedes|alleges|insists|contends|purports|pretends|denies|lies|downplays|claimed|claims|protested|complained|whined|grumbled|moaned|boasted|bragged|backtracked|stonewalled|equivocated|deflected|shrugged|blustered|scoffed|sulked )",
            "( now|he|she|they|still|who|later|then ) ~,1 ( <L:dsg> )",
            "( made|making|makes|make|offered|offering|full|of ) ~,1 excuses !to",
            "( tried|tries|attempted|attempts|trying|sought|struggled|attempting ) ~,1 to ~,1 ( justify || hide || cover || excuse || explain away || deny || downplay || shift || blame || deflect || rationalise || rationalize || talk || play || pass || wriggle || conceal || gloss || minimise || minimize || bury )",
            "( could|can|was|were ) not ~1 ( able to )? ( explain why || explain how || explain himself || offer an explanation )",
            "( offered|gave ) no explanation|excuse|answer",
            "( came clean || come clean || fessed up || own up || owned up || owns up || shifted the blame || passed the buck || passing the buck || pass the blame || point the finger || changed ~,1 story || feigned || pleaded|pleads ignorance || protested that || when pressed || when confronted || when challenged || under questioning || eventually admitted || swore|swears|sworn ~,2 ( that|blind|it|he|she|the|up ) || played dumb || plays dumb || played it down || brushed ~,2 aside || hid behind || hides behind || hiding behind )",
            "( by|on|in ) ( his|her|their|our ) own ( admission|account )",
            "self-confessed|so-called ~,2 ( expert|experts|review|PO|fix|P )",
            "( claim|claims|insistence|assertion|assertions|admission|confession|denial|denials|excuse|excuses|allegation|contention|protestations ) ( that ) ~,4 ( PO|O|he|she|it|nothing|WE|had|everything|the )",
            "( PO 's || his|her|their ) ~,1 ( claim|claims|insistence|admission|confession|denial|denials|excuse|excuses|alibi|protestations )",
            "( alleged|supposed|purported|allegedly|supposedly|purportedly|ostensibly ) ADV* ( tested|checked|reviewed|verified|experienced|read|done|fix|expert|review|test|had|has|by|been|a|the )",
            "{SX} ADV* ( maintained|maintains|argued|argues|asserted|asserts|contradicted|contradicts|swears|swore ) ~,1 that|to",
            "{SX} ( dismissed|dismisses|brushed|waved|shrugged|laughed|brushes|waves|shrugs|laughs ) ~,5 ( as|off|aside|away )",
            unless=[guards.TECH_CLAIM],
        ),
    ),
    message='"{text}" accuses by its verb; use say, report, recall',
    ask="What exactly was said or seen?",
    rewrite="{role} said, reported or recalled that {content}.",
    rank=38,
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """The findings of this rule, out of the bundle's common analysis."""
    yield from _analysis.findings(SPEC.name, document, context)


RULE = Rule(
    "blame/loaded-verb",
    Severity.WARNING,
    check,
    bad=[
        "«The operator admitted that» the checklist was not open.",
        "They «made excuses» about the missing logs.",
    ],
    good=[
        "The operator said that the checklist was not open.",
        "The token carries two claims, and one was stale.",
        "The quota controller admitted 40 pods at once.",
        "The test asserts that the header is present.",
    ],
)
