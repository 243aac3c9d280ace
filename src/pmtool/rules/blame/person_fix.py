"""A corrective action whose whole content is that people try harder, remember or take care.

It leaves everything as it was and asks the next person to be luckier.

## Why
The action hierarchy of safety engineering ranks training, reminders and policies as the weakest measures: they depend on
memory and attention at the moment when both are short.

## Instead
Change what the next person meets: a default, a block, a warning at the right moment, an undo, a rehearsal in a safe copy
that the organisation pays for.

## Source
*RCA2* (National Patient Safety Foundation, 2015) and the VA National Center for Patient Safety, action hierarchy. Google,
*Site Reliability Workbook* (2018), ch. 10.
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
    "person-fix",
    (
        *frames(
            Severity.WARNING,
            "( read|check|review|test|look|listen|work|think|scan|study|proofread|verify|follow|double-check ) ~,5 ( carefully || more carefully || attentively || thoroughly || diligently || twice || properly || more closely || harder || more thoroughly || with care || line by line || better || strictly )",
            "( double-check || triple-check || double check || triple check ) ~6 ( before|when|next|every|always|$ )",
            "( must|should|please|always|will|ALL || ^ ADV? ) ~,1 ( double-check|triple-check|doublecheck )",
            "( remember to || please remember || always remember || must remember || not forget || never forget || do not forget || keep in mind || bear in mind || think twice || look twice || check twice || think first || think before || stop and think || count to ten || keep an eye || keep ~,2 eyes || be on the lookout || pay attention || pay more attention || pay closer attention || use common sense || try harder || do better || work harder || slow down || take ownership || take responsibility || own their || raise awareness || raising awareness || increase awareness || awareness training || awareness session || awareness campaign || refresher || lead by example || lessons learned session || toolbox talk || pull ~,2 socks || learn from this || not happen again || make fewer mistakes || communicate better || communicate more || communicate earlier || communicate clearly || communicate more clearly || speak up || ask before || ask first || ask for help ) ~,5",
            "( PO|staff ) ~,2 to ~,1 ( repeat|retake|re-take|redo|resit|re-sit|attend|refresh|re-read|reread|revisit|complete ) ~,4 ( module|training|course|induction|certification|e-learning|exam|guide|guidelines|handbook|policy|runbook|refresher )",
            "( training|retraining|coaching|refresher ) ~,3 ( for|of|to ) ~,5 ( PO|UO|O|all|staff )",
            "( tell|ask ) ~,1 ( pers|PERS|all|ALL|UO|them ) ~,2 ( to || not to || that ) ~,2 ( <D:b>|be|treat|pay|think|take|read|stop|not|follow|look|must|should|check|keep|do )",
            "( train|coach|educate|teach|warn|brief|encourage|advise ) ~,1 ( pers|PERS|all|ALL|UO|them ) ~,8 ( to|not|on|about|how|never|that|in )",
            "( reiterate|re-emphasise|re-emphasize|stress|emphasise|emphasize|underline|reinforce|impress|hammer|drum|drill ) ~,2 ( to|the|that|on|upon|it|into|importance|need ) ~,6 ( PO|O|importance|must|need|care|staff|everyone|discipline|to )",
            "( ensure || make sure || see to it || insist || expect || expects || expected || demand || require ) ~,2 ( that )? ( PO|O|everyone|everybody|PERS|we|WE ) ~,6 ( follow|follows|read|reads|check|checks|know|knows|understand|understands|pay|pays|remember|look|looks|adhere|test|think|take|careful|aware|understood|respect|act|communicate|realise|do|attention|familiar|to-be )",
            "( PERS|ALL|pers|all|staff ) ~,2 ( must|should|shall|need|needs|has|have|is|are|will|ought ) ~,2 ( to )? ~,1 ( always|never|simply|actually|please|now|again|strictly|finally|be|just )? ( check|read|follow|think|look|verify|remember|pay|adhere|concentrate|respect|obey|comply|listen|ask|study|learn|double-check|understand|familiarise|familiarize|stick|watch|exercise|show|refrain|mind|try ) ~,8 ( before|when|every|twice|first|again|next|properly|carefully|runbook|process|procedure|policy|checklist|rules|rule|instructions|documentation|manual|attention|better|sure|habit|harder|guidelines|plans|line|diff|themselves|step|steps|eyes|mistakes|more )",
            "WE ( must|should|need|will|have|shall|resolve|promise|pledge|commit|intend|vow ) ~,3 ( be || to be || become || try || do ) ~,3 ( better|more|careful|harder|disciplined|smarter|aware|quicker|faster|stricter|attentive|habit )",
            "( follow|adhere|stick|comply ) ~,4 ( process|procedure|procedures|runbook|runbooks|checklist|policy|rules|rule|instructions|guidelines|guideline|playbook|standard ) ~,4 ( strictly || properly || next || in future || at all || to the letter || every || always || without exception || more || by the || correctly || religiously || from now || going )",
            "( next time || in future || in the future || going forward || from now on || henceforth || moving forward || future ) ~,2 ( , )? ~,3 ( WE|PO|everyone|PERS|please|I|always|USER|UO ) ~,2 ( will|must|should|shall|need|needs|to|please|is|are|has|have ) ~,3 ( <DMV:b>|think|be|ask|look|check|read|more|take|try|not )",
            "please ( remember || double-check || actually || always || pay || be ~,1 careful|mindful|vigilant )",
            "( not|never|stop|avoid ) ~1 ( rush|assume|assuming|rushing|being|making|deploy|deploying|trust|trusting ) ~,8 ( again|next|future|friday|mistakes|careless|lazy|anymore|before|without )",
            "( raise|raising|raised ) ~,3 ( awareness|consciousness )",
            "^ TIME* ( ADV )? ( more|better|greater|improved|increased|stricter|closer ) ( care|attention|discipline|vigilance|diligence|communication|caution|awareness|focus|ownership|accountability|supervision )",
            "( improve|increase|strengthen|instil|instill|foster|enforce|demand|restore|build|promote|raise ) ~,4 ( discipline|awareness|accountability|ownership|attention|vigilance|diligence|attitude|mindset|carefulness|seriousness|quality-consciousness|communication|rigour|professionalism )",
            "( sign|signed|confirm|acknowledge|signature ) ~,5 ( have|has|had|that ) ~,4 ( read|understood|taken )",
            unless=[guards.MECHANISM, guards.PAST_PRAISE],
        ),
        *frames(
            Severity.WARNING,
            "( be|stay|become|remain|more|extra|very|really ) ~,1 ( more|extra|very|particularly|especially|much|truly|a-lot|bit|doubly )? ~,1 ( careful|vigilant|diligent|mindful|attentive|cautious|thorough|rigorous|disciplined|conscientious|watchful|precise|meticulous|wary )",
            "( be|being|become|remain|made|make ) ~,3 more ( aware|alert|proactive|conscious|sensitive|accurate|professional|transparent|rigorous|structured|patient|strict )",
            "( be|made|make|making ) ~,3 aware ~,2 ( of|again|once|that|when )",
            "( take|exercise|use|apply|show|pay|due|greater|more|utmost|extra|work|better|closer ) ~,2 ( more|greater|extra|due|utmost|better|proper|special|particular|closer|full )? ( care|caution|attention|diligence|vigilance|discipline|rigour|rigor|judgement|prudence|concentration )",
            "( carefully|attentively|thoroughly|diligently|conscientiously|cautiously|responsibly ) !designed|chosen|staged|selected ~,6 ( before || when || $ || next || in future || in the future || from now )",
            "( before|always|please|must|should|to|will ) ~,3 ( carefully || attentively || thoroughly || diligently || conscientiously || properly || more carefully || closely )",
            unless=[guards.PAST_PRAISE],
        ),
        *frames(
            Severity.WARNING,
            "( remind|urge|instruct|admonish|exhort|reminded|urged|instructed|exhorted|reminding|retrain|re-train|retrained|retraining|re-educate|educate|educated|coach|coached|sensitise|sensitize|re-brief|re-instruct|reeducate ) ~,5 ( PO|UO|pers|all|them|him|her|staff )",
            "( PO|UO|all|everyone ) ~,7 ( be|to-be|get|receive|will|need|needs|must|undergo|attend ) ~,2 ( reminded|retrained|re-trained|urged|instructed|coached|educated|re-educated|sensitised|sensitized|told|asked|requested|encouraged|exhorted|warned|advised|trained|briefed|counselled|taught|schooled|made|refresher|retraining|reminder|training|course ) ~,3 ( again|to|about|on|of|once|that|in|not|never|$|how|the|for )",
            "( reminder|reminders|refresher|retraining|awareness|memo|lecture ) ~,3 ( to|for|sent|with ) ~,5 ( PO|pers|all|staff )",
            unless=[guards.OFFERED],
        ),
    ),
    message='"{text}" asks people to try harder; change what the next person will meet',
    ask="What would make the same slip impossible, visible or cheap?",
    rewrite="{tool} blocks, warns of or undoes {action} when {condition}.",
    rank=36,
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """The findings of this rule, out of the bundle's common analysis."""
    yield from _analysis.findings(SPEC.name, document, context)


RULE = Rule(
    "blame/person-fix",
    Severity.WARNING,
    check,
    bad=[
        "Everyone must «be more careful» with production shells.",
        "«Remind the team» to read the diff.",
    ],
    good=[
        "Add a prompt that shows the target host in red before a destructive command.",
        "Run a failover game day each quarter so that on-call can practise in a safe copy.",
        "We will retrain the model on the corrected labels.",
        "Block merges while a review comment is open.",
    ],
)
