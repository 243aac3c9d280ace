"""Something is called obvious, predictable, avoidable or common sense after the event.

What is obvious now was one reading among many then. The word makes the people of that time look foolish.

## Why
Knowing an outcome raises its judged likelihood and changes which facts look relevant, and nobody notices it in themselves.
It is the main obstacle to judging what people did.

## Instead
Say what someone without the outcome would have read from the signal: "Until 10:05 the graph looked like the nightly batch;
it differs in the write rate, which the panel does not show." An obvious fix, a predictable latency or clear labels are not
meant.

## Source
Fischhoff, *Hindsight is not equal to foresight* (1975; reprinted Qual. Saf. Health Care 12, 2003). Cook, *How Complex
Systems Fail* (1998), points 8 and 10.
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
    "hindsight",
    (
        *frames(
            Severity.WARNING,
            "( none|nothing|hardly|scarcely ) ~,4 ( is|was|are ) news to",
            "( not|hardly|scarcely ) exactly|quite|precisely|particularly ~,2 ( far-fetched|surprising|unheard|unthinkable|exotic|novel|news|unexpected|hidden|subtle )",
        ),
        *frames(
            Severity.WARNING,
            "( it|this|that|which|there|outcome|outage|incident|problem|risk|danger|cause|failure|everything|all|what|whole|thing|result|sign|signs|warning|loss|leak|breach ) ~,4 ( is|was|were|been|be|seems|should ) ~,3 ( obvious|self-evident|glaring|glaringly|blatant|blatantly|avoidable|preventable|foreseeable|predictable|inevitable|unsurprising|needless|patently|evident )",
            "( entirely|easily|totally|completely|perfectly|utterly|eminently|wholly|clearly|fully|very|quite|so|trivially ) ( avoidable|preventable|foreseeable|predictable|obvious )",
            "( avoidable|preventable|needless|foreseeable|predictable|glaring|unnecessary|blatant|self-inflicted ) ( outage|incident|error|mistake|failure|loss|problem|breach|downtime|leak|oversight|accident|one|typo|omission|gap|bug|damage|event|disaster|regression|disruption )",
            "( missed|ignored|overlooked|saw|despite|missing|even ) ~,3 ( obvious|glaring|blatant|plain|unmistakable )",
            "obvious|clear|plain|evident|apparent ( to ~,3 ( anyone|everyone|anybody|everybody|PO|all|child|see|any|eye ) || from the ~,2 ( start|outset|beginning|graph|log|logs|dashboard|first ) || in hindsight || as day )",
            "( easily|simply|trivially|readily|well ) have been ( prevented|avoided|caught|spotted|fixed|seen|found|noticed|foreseen|detected|discovered )",
            "( could|should|would|might ) ~1 ( easily|simply|trivially|readily ) ~1 have",
            "( could|should ) have been ( avoided|prevented|foreseen|predicted|anticipated ) ( $ || had|if PO )",
            "( ALL || anyone|anybody|toddler || any fool|competent|sane|decent|first-year|junior|half-decent|admin|reasonable || even|every a|an|the PERS|pers|child|intern|student|trainee|toddler|beginner ) ~,8 ( could|would|can|should|knows|know ) ~,3 ( see|seen|tell|told|spot|spotted|known|know|have|notice|noticed|that|guess|guessed|predicted|how )",
            "common sense|knowledge|courtesy",
            "( waiting to happen || only a matter of time || matter of time || bound to happen|fail|break|go|end|come|blow || sooner or later || writing was on the wall || in plain sight || plain to see || for all to see || plain as || clear as day || under ~,1 ( nose|noses ) || staring ~,3 face || told you so || in the first line of || should have known better || saw it coming|this || seen it|this coming || see it coming || never should have happened || should never have happened|been || must never happen || should not have happened || no excuse || no-brainer || rocket science || brain surgery || elementary || goes without saying || needless to say || as everyone knows || everybody knows || everyone knows || stood to reason || stands to reason || any fool || hard to miss || impossible to miss || hard|difficult to ( see|understand|believe|imagine|explain|fathom ) how|why|that|what || beggars belief || defies belief || beyond belief|me|comprehension || baffling || baffles || it is no surprise || comes|came as no surprise || nobody can be surprised || who could have guessed|known || what did|could ~,2 expect || surely ~,2 ( PO|it|someone|somebody|anyone|everyone ) )",
            "( in|with ) ( hindsight|retrospect ) ~10 ( obvious|clear|should|could|mistake|wrong|naive|error|unwise|foolish|signs|baffling|careless|inexcusable|evident|plain|easy|easily|bad )",
            "in hindsight|retrospect $",
            "with ~,3 hindsight",
            "hindsight ~3 ( shows|20/20|obvious|clear )",
            "( warning|all|clear|tell-tale|telltale|red ) ( signs|flags|signals ) ~,3 ( there|everywhere|present|visible|ignored|missed|clear|obvious|plain|for )",
            "( signs|flags ) were ~,2 there",
            "( basic|elementary|minimal|simple|quick|trivial|cursory|one|single|five-minute|two-minute|ten-second|casual|brief|proper|glance|look ) ( check|test|look|glance|search|review|precaution|precautions|hygiene|google|read|question|diligence|sanity-check|grep ) ~,6 ( would|could|might|should|is|was )",
            "textbook|classic|basic|elementary ( mistake|error|case|blunder|stuff|hygiene|engineering|knowledge|sense|oversight|failure|example|precaution|precautions )",
            "( knew|know|known ) ( or should have || full || perfectly || very || for )",
            unless=[guards.NEG_OBVIOUS],
        ),
        *frames(
            Severity.INFO,
            "obviously|evidently|unsurprisingly|inevitably",
            "of course",
        ),
    ),
    message='"{text}" reads the event from its end; say what the signal looked like without the outcome',
    ask="What would someone without the outcome have read from it?",
    rewrite="Before {time}, {signal} looked like {usual pattern}; it differs in {detail}, which {tool} does not show.",
    rank=40,
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """The findings of this rule, out of the bundle's common analysis."""
    yield from _analysis.findings(SPEC.name, document, context)


RULE = Rule(
    "blame/hindsight",
    Severity.WARNING,
    check,
    bad=[
        "It was «obvious from the graph» that the disk was filling.",
        "This was an accident «waiting to happen».",
    ],
    good=[
        "The limit is clearly documented in the quota page.",
        "The obvious fix, raising the limit, was rejected because the disk is shared.",
        "A restore test every week would show whether the archive is readable.",
        "It was not obvious which of the two hosts was the primary.",
    ],
)
