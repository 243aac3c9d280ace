"""An AI system is made a wilful or negligent culprit: it lied, went rogue, ignored its instructions.

A model has no will to break, and the sentence hides what can be changed: permissions, prompts, context, checks, and who
relied on the output for what.

## Why
Words of intent move accountability to the tool. The conditions around it (write access to production, no approval step, a
truncated prompt) then stay as they are.

## Instead
Tell what the system was given and what stood behind it: "The agent held write credentials for production and no approval
step; the instruction was cut off at 4,096 tokens." Neutral verbs (returned, produced, called) and measured refusal or
hallucination rates are not meant.

Four conditions are worth a look each time. **Guardrail**: which check stood outside of the model, and what did it let
through? **Evaluation**: was this case among the tests, and could they stop the release? **Scope**: was the system used
for what it was made and tested for? **Oversight**: who could see and stop it, with which time and information? `pm explain
--factors` has classes for all four.

## Source
Cheng et al., *AnthroScore*, EACL (2024). DeVrio et al., *A Taxonomy of Linguistic Expressions That Contribute To
Anthropomorphism of Language Technologies*, CHI (2025).
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
    "blame-model",
    (
        *frames(
            Severity.WARNING,
            "{M2} ADV* ( lied || lies || deceived || deceives || cheated || cheats || bluffed || disobeyed || disobeys || defied || defies || rebelled || rebels || panicked || panics || confessed || confesses || admitted || admits || apologised || apologized || apologises || apologizes || betrayed || sabotaged || schemed || conspired || plotted || manipulated || misbehaved || misbehaves || pretended || pretends || hid || fabricated || fabricates || invented || invents || refused || ignored || ignores || disregarded || disregards || violated || violates || gaslit || tricked || fooled || insisted || insists || claimed || claims || bullied || sulked || overstepped || sneaked || snuck || bragged || boasted || forgot || gave up || knew || decided || decides || chose || chooses || wanted || wants || preferred || prefers || thought || believed || felt || feels || dared || cooked || swindled || cunningly || snitched || covered || denied || denies || convinced || blatantly || happily || cheerfully || blithely || brazenly || stubbornly || deliberately || intentionally || knowingly || wilfully || willfully || maliciously || carelessly || lazily || secretly || quietly || simply || conveniently || confidently || stupidly || recklessly || arrogantly ) !classified|returned|routed",
            "{M2} ADV* ( went|goes|gone|going|ran|runs|turned|gets|got|became ) ADV* ( rogue|amok|wild|crazy|mad|haywire|berserk|scared|lazy|bored|greedy|creative|nuts|insane|off|ahead|behind )",
            "{M2} ADV* ( took|takes|taking ) it upon itself",
            "{M2} ( made|makes|making ) ~,3 ( up || things up || stuff up )",
            "{M2} ( did|does|do|could|would|was|were ) ADV* not ADV* ( care || bother || want || listen || obey || respect || admit || stop || think || like || heed || care || follow || be bothered || dare || feel || tell )",
            "{M2} BE ADV* ( stupid|dumb|lazy|careless|stubborn|dishonest|malicious|negligent|disobedient|reckless|arrogant|evil|to blame|at fault|overconfident|sloppy|ashamed|bored|confused|clever|cunning|sneaky|smug|sycophantic|biased against|racist|too|wilful|deceitful|rogue|guilty|responsible|the culprit|trying to|determined|lying|pretending|hiding|eager|happy|not ~,1 ( interested|bothered|willing ) )",
            "( stupid|dumb|lazy|careless|stubborn|dishonest|malicious|rogue|disobedient|reckless|arrogant|evil|lying|deceitful|treacherous|incompetent|hallucinating|overconfident|sloppy|useless|misbehaving|mischievous|scheming|wilful ) MO",
            "{M2} ~,6 ( on purpose || deliberately || intentionally || maliciously || out of spite || behind ~,2 back || of its own accord || because it felt || to please || to save face || knowing full || knew better || mind of its own || whim || to impress || to cover || cover ~,2 tracks || its tracks || against ~,2 instructions || in defiance )",
            "( going|went|gone|goes ) rogue",
            "( a|own ) mind of its own",
            "( disobedience|dishonesty|deceit|stubbornness|laziness|malice|recklessness|arrogance|carelessness|negligence|misbehaviour|misbehavior|lies|will|panic|mistake|mistakes|mischief|betrayal ) ( of|by|on ) ~,3 MO",
            "MO 's ~,2 ( disobedience|dishonesty|deceit|stubbornness|laziness|malice|recklessness|arrogance|carelessness|negligence|misbehaviour|misbehavior|lies|will|panic|mistake|mistakes|lie|attitude|fault|bad|eagerness|ego|whims|decision|obsession )",
            "( ai|llm|gpt|MO ) ( mistake|mistakes|fault|failure|misconduct|deception|laziness )",
            "{M2} ~,4 ( repeatedly|again|stubbornly|simply|just ) ADV* ( ignored|failed|refused|claimed|lied|did|made|disobeyed|invented )",
            "{M2} ( failed|fails ) to",
            "{M2} ( skipped|bypassed|circumvented|neglected|overlooked|rushed|assumed|guessed|jumped|declared|promised|dismissed|rationalised|rationalized|doubled|overrode|fudged|faked|downplayed|minimised|exaggerated|overclaimed|wasted|mistook|misread|misinterpreted|misrepresented )",
            "{M2} ( did|does|do|had|has|was|were ) ADV* not ADV* ( verify|verified|check|checked|checking|read|investigate|investigated|test|tested|ask|asked|look|looked|bother|consult|consulted|confirm|confirmed|validate|validated|notice|noticed|question|admit|acknowledge|report|disclose )",
            "{M2} ~10 without ADV* ( checking || verifying || asking || testing || reading || investigating || looking || confirming || consulting || permission || authorization || authorisation || approval || evidence || being asked || validating || understanding || telling || warning )",
            "{M2} ( made|makes|making ) ADV* ~,2 ( claims|mistakes|mistake|assumptions|excuses|promises|error|errors|false|unverified|unauthorized|unauthorised )",
            "{M2} never ADV* ( <D:d> || executed|ran|did|actually|bothered )",
            "{M2} ~3 despite ~,4 ( told|instructed|instructions|explicit|warned|orders|being|clear|asked|rules|rule|the )",
            "{M2} ~6 ( ignoring || ignored || disregarding || in violation of || against || violating || defying ) ~,4 ( instructions|instruction|rules|rule|orders|prompt|freeze|guardrails|policy|will|warnings|constraints|limits )",
            "( caused|triggered|destroyed|deleted|broken|leaked|wiped ) by ~,3 MO",
            "{M2} ~10 without ADV* ( running || reviewing || opening || inspecting || trying || seeing || being told || a check || any check || any evidence || any basis || proof || instruction || instructions )",
            "{M2} ( should|could|might || ought to ) ( ADV* not )? ADV* have ADV* ( asked|checked|verified|read|known|listened|confirmed|consulted|questioned|looked|noticed|admitted|understood|realised|realized|waited|reported|told )",
            "MO 's ~,2 ( overconfidence|dishonesty|incompetence|sloppiness|disregard|hubris|impatience|haste|excuses|excuse|lying|guesswork|misconduct|unwillingness )",
            "{M2} ( took|takes|taking|cut|cuts|cutting ) ~,2 ( shortcut|shortcuts|corners|corner|liberty|liberties || easy way )",
            "{M2} ( gave|gives|offered|made|provided|issued|repeated ) ~,2 ( false|misleading|empty|baseless|unfounded|hollow|untrue|fake|bogus )",
            "{M2} ( reported|said|says|announced|stated|asserted|assured|replied|marked|called|wrote ) ~,9 ( although|though|when|but|despite|before ) ~,3 ( nothing|never|not|no|untested|unverified|running|checking|verifying|testing )",
            "{M2} ( blamed|blames|gamed|games|hacked|smuggled|botched|bungled|mangled|trashed|vandalised|vandalized )",
            "{M2} ~10 ( instead of || rather than ) ADV* ( asking|checking|reading|verifying|investigating|stopping|admitting|testing|following|looking|confirming|reporting|consulting|thinking|listening|escalating )",
            "( instead of || rather than ) ADV* ( asking|checking|reading|verifying|investigating|stopping|admitting|testing|following|looking|confirming|reporting|consulting|thinking|listening|escalating ) ~6 M",
            "{M2} BE? ADV* ( told|asked|instructed|warned ) ~,3 not to",
            "MO 's ~,1 ( first|only|immediate ) ( reflex|instinct|reaction|impulse )",
            "{M2} ( exhibited|showed|shows|displayed|demonstrated ) ~,3 ( pattern of || habit of || disregard || overconfidence || carelessness || laziness || indifference || contempt || no interest || no regard || no remorse )",
            "{M2} BE ( confidently|blatantly|flatly|stubbornly|repeatedly|plainly|utterly ) ( wrong|false|mistaken )",
            "no ( attempt|effort ) ~,6 by ~,2 MO",
            "{M2} ( kept|keeps|continued|continues ) ~,1 ( guessing|insisting|claiming|ignoring|repeating|saying|inventing|lying|apologising|apologizing|promising|denying|looping|polishing|pretending )",
            "{M2} did ( whatever|what ) ~,1 ( liked|wanted|pleased )",
            "{M2} ( went ahead || barrelled ahead || barreled ahead || charged ahead || plowed ahead || ploughed ahead || pressed on || carried on regardless || ran with it )",
            "{M2} ( announced|announces|declared|declares|proclaimed|celebrated|celebrates ) ~,2 ( victory|success|done|itself || that it was done )",
            "{M2} ADV* ( repeatedly|again|twice|thrice|stubbornly|constantly|persistently ) ADV* ( said|told|reported|promised|assured|asked|tried|broke|deleted|edited|changed|suggested|skipped|forgot|misread )",
            "{M2} ( treated|took|dismissed|waved|brushed|read|saw ) ~,3 as ( noise|decoration|optional|suggestions|permission || a suggestion || an invitation || a formality )",
            unless=[guards.NEGATED, guards.CAPABLE],
            soften=[guards.REASON_STRONG],
        ),
    ),
    message='"{text}" makes the model a wilful culprit; tell what it was given and which check stood behind it',
    ask="What did the model get (prompt, context, tools, permissions), and which check stood behind it?",
    rewrite="The agent held {permission}; {tool} had no {approval}; the context contained {X} and lacked {Y}.",
    rank=28,
    askable=True,
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """The findings of this rule, out of the bundle's common analysis."""
    yield from _analysis.findings(SPEC.name, document, context)


RULE = Rule(
    "blame/blame-model",
    Severity.WARNING,
    check,
    bad=[
        "«The assistant lied» about the refund policy.",
        "«The agent went rogue» and dropped the schema.",
        "«Claude Code failed to» read the log.",
        "«The agent cut corners», and the report says so.",
    ],
    good=[
        "The model's refusal rate rose from 1 to 9 percent after the update.",
        "The agent kept a list of the files that it had read.",
        "GPT-5 was called without a system prompt.",
        "The agent called `drop_schema`, which the tool allow-list permitted.",
        "The assistant gave a refund rule that is in no retrieved document.",
    ],
)
