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
    ],
    good=[
        "The model's refusal rate rose from 1 to 9 percent after the update.",
        "The agent called `drop_schema`, which the tool allow-list permitted.",
        "The assistant gave a refund rule that is in no retrieved document.",
    ],
)
