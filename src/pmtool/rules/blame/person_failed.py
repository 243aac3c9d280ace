"""A person or a group is said to have failed, forgotten, missed, ignored or not done something.

What did not happen cannot cause anything; what happened instead can. "Did not check" is a comparison with a course of
action that is known only afterwards. It tells nothing of what the person was looking at and dealing with.

## Why
Sentences of failure and omission measure people against the outcome. They are the most common form of blame in reviews,
mostly in the first person ("we failed to"), and they close the question that matters: which signal was missing, where was
it, and what competed with it?

## Instead
Tell what the person saw and did, and which cue, time or tool was missing: "The page was routed to a schedule without
members; at 02:10 the on-call view showed no alert." Where the condition follows in the same sentence, the finding is
information only. A system that failed, missed or ignored something is not meant.

## Source
Dekker, *The Field Guide to Understanding "Human Error"* (3rd ed. 2014), on counterfactuals. Etsy, *Debriefing Facilitation
Guide* (2016). *RCA2* (National Patient Safety Foundation, 2015), rule 5: a failure to act is causal only where there was
a duty to act.
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
    "person-failed",
    (
        *frames(
            Severity.ERROR,
            "{S} failed|fails|failing to|at|in",
            "{S} <F:d> !over|to|back|by|at|in",
            "{S} <F:d> to|at|in|by !CODE",
            "HAD P ADV* <F:n>",
            "P BE ADV* <F:g>",
            "( failure|inability|refusal|unwillingness|reluctance|omission ) ( of|by|on|from ) ~,3 O ~,4 to",
            "( failure|inability|refusal|unwillingness|lack|absence ) on the part of O",
            "( PO 's || POSS ) ~,2 ( failure|inability|refusal|unwillingness|reluctance|omission|neglect|inaction|silence|forgetfulness|absence|hesitation|lateness )",
            "( PO 's || POSS ) ~,2 ( <Q> || misreading|mishandling|misjudgement|misjudgment|misunderstanding|mistake|oversight|confusion|lapse|blunder|error )",
            "P ADV* ( <:ds> )? ADV* fell|fall|falls asleep|short",
            "P ADV* HAD? slept|dozed|sleeps|sleep through|in|off|on|over",
            "{S} drop|dropped|drops|dropping the ball",
            "P ~3 lost|loses|lose ( track|sight|control|focus|interest ) of?",
            "P ~3 <:dsgb> ~,2 ( eye|eyes ) off",
            "P ~3 turned|turns|turning|turn a blind eye",
            "P ~3 looked|looks|looking away|past",
            "{S} jumped|jumps to conclusions|conclusion|the",
            "{S} cut|cuts|cutting corners",
            "{S} sat|sits|sitting on",
            "P ~3 sat|sitting|waited|stood|slept idle|by|around|while",
            "{S} waved|waves|nodded ~,4 through",
            "{S} did|does|do|done|doing nothing|little|nothing !wrong|improper|illegal|untoward|unusual|but",
            "HAD? P ADV* paid|pays|pay|paying ADV* no|little|scant|insufficient ~1 attention|heed",
            "{S} took|takes|taking|take ~,6 for granted",
            "P ADV* HAD? got|became|was|were|get ADV* confused|mixed|distracted|carried|muddled|sidetracked",
            "{S} mixed|mix|mixes ~,6 up",
            "{S} had|has|have no clue|grasp|notion",
            "P ~2 ( nowhere to be found|seen || asleep at the wheel || missing in action || out to lunch )",
            "{S} let ADV* ~,6 expire|lapse|slip|drift|rot|fester|slide|die|linger|pile",
            "{S} left|leave|leaves ~,7 ( open|unlocked|running|unattended|enabled|exposed|unpatched|untested|unread|unanswered|unprotected|undocumented|half-finished|unfinished|lying|hanging|unresolved|unmonitored|unassigned|in-place|public|readable|writable|hardcoded|behind|unchecked|unreviewed|unacknowledged )",
            "P ~2 slow|late|reluctant|unwilling|hesitant|slower ( to|in|at|off )",
            "P ~2 quick to !answer|help|respond|react|reply|notice|fix|point|acknowledge|confirm|restore|roll|offer|join",
            "P ~3 too ( late|slow|busy|tired|lazy|timid|slowly|quickly|long|eager|hasty|sure|hastily ) !busy",
            "P took|take|takes|waited ~,2 ( far|much|way )? too long",
            "NOONE BE ADV* ( watching|looking|paying|checking|monitoring|awake|listening|reading|aware|bothered|reviewing|minding )",
            "never|nor|not once did|had|has|have P",
            "at no point|time|stage did|had P",
            "in no way did P",
            unless=[guards.TRIGGER],
            soften=[guards.REASON_STRONG],
        ),
        *frames(
            Severity.ERROR,
            "P ( , ~,9 , || \\( ~,9 \\) )? ADV* did ADV* NOT ADV* ( bother|care|trouble|deign|dare|think|heed|pay|mind|lift )",
            "NOONE ADV* HAD? ADV* ( <D:dn> || took|asked|did|made|bothered|thought|felt|spoke|put|picked|wanted|owned|went|came|stopped|stepped ) !to",
            "{SX} did ADV* NOT ADV* ( <D:b> || do|make|take|use|run|give|write|set|put|start|go|want|provide|obtain )",
            "{SX} ADV* NOT ADV* <D:dn>",
            "PX has|have|had ADV* NOT ADV* ( <D:n> || done|made|taken|used|run|given|written|set|put|begun|gone )",
            "PX BE ADV* NOT ADV* ( <D:g> || paying|doing )",
            "PX ~,3 ( <D:dn>|saw|read ) ~,6 but did NOT ( <D:b>|do )",
            soften=[guards.REASON_STRONG],
            unless=[guards.CLOSED_QUESTION, guards.TRIGGER],
        ),
        *frames(
            Severity.WARNING,
            "WE did ADV* NOT ADV* ( catch|check|double-check|test|verify|validate|communicate|coordinate|consider|realise|realize|anticipate|foresee|document|plan|inform|tell|notify|warn|follow|think|monitor|review|read|ask|consult|escalate|update|prepare|practise|rehearse|question|challenge|confirm|respond|reply|announce|take|pay|account|appreciate|remember|prioritise|prioritize|act|react|investigate|examine|inspect|adhere|renew|rotate|patch|involve|notice|spot|properly|fully|adequately|sufficiently )",
            "WE had|have|has ADV* NOT ADV* ( checked|tested|verified|validated|communicated|considered|realised|realized|anticipated|foreseen|planned|informed|told|notified|warned|followed|thought|reviewed|read|asked|updated|prepared|practised|rehearsed|questioned|renewed|rotated|patched|documented|monitored|adopted )",
            "WE BE ADV* NOT ADV* ( watching|paying|careful|diligent|thorough|vigilant|prepared )",
            "WE never ADV* ( checked|tested|verified|validated|communicated|considered|realised|realized|anticipated|planned|informed|told|asked|read|followed|updated|documented|questioned|renewed|rotated|bothered|thought|looked|noticed|got|reviewed|rehearsed|practised|opened|finished )",
            "nor did|had|do|does WE|PERS",
            soften=[guards.REASON_STRONG],
        ),
        *frames(
            Severity.WARNING,
            "{S} ADV* <I> !reported|flagged|blocked|charged|billed|identified ( <M:d> )",
            "{S} ADV* ( simply|just|merely|wrongly|falsely|blindly|happily|blithely|casually|lazily|always ) <M:ds>",
            "{S} <M:ds> ~10 ( wrongly|incorrectly|mistakenly )",
            "P BE ADV* ( not|un ) ~1 aware|familiar|trained|informed|prepared",
            "P BE ADV* ( unaware|distracted|oblivious|unprepared|ill-prepared|inattentive|ignorant|clueless|unfamiliar )",
            "{S} rushed|rushes|rush|hurried",
            "PX ( , ~,9 , )? HAD? ADV* skipped|skips|skipping|skip !because",
            "PX do|does ADV* NOT ADV* ( bother|ask|check|read|look|tell|inform|answer|react|reply|respond|notice|escalate|say|verify|report|think|care|forward|pass|follow|see|listen )",
            "{S} fails|omits|panics|dithers|panicked|dithered to?",
            "{S} misled|swept|brushed|shrugged|laughed|waved|brushes|shrugs|laughs|waves|sweeps ~,4 under|off|aside|away",
            "P ~6 without ADV* ( checking|asking|telling|reading|testing|verifying|validating|looking|thinking|consulting|informing|notifying|warning|reviewing|considering|understanding|coordinating|bothering|announcing|opening|confirming|realising|realizing|noticing|communicating )",
            "{S} gave|give up !his|her|their|our|my|on",
            "P ~,14 ( took|drew|paid|showed|gave|made ) no ( action|notice|conclusion|conclusions|heed|interest|attention|notes|response|answer|effort|attempt )",
            "PX ~10 ( left|leaves ) ( it|them|this ) ~,2 ( for|until|to )",
            "PX ~,12 and|but ADV* did|does|do NOT ADV* ( <D:b> || do|run|act )",
            "who ~,8 had <F:n>",
            "P ~1 kept|keeps|stayed|remained quiet|silent|mum",
            "P ~3 back to ( sleep|bed )",
            "{S} misses|forgets|ignores|overlooks|neglects|disregards|misreads|underestimates|misjudges|misunderstands|overestimates|fumbles|botches",
            unless=[guards.CONDITIONAL],
            soften=[guards.REASON_STRONG],
        ),
        *frames(
            Severity.WARNING,
            "^ TIME* ADV? ( did not <D:b> )",
            "^ TIME* ADV? ( forgot|neglected|overlooked|ignored|misread|misjudged|omitted|mistyped|disregarded|skipped|fumbled|botched|underestimated|overestimated|misunderstood|dismissed ) !by|CODE|,|.|;",
            "^ TIME* ADV? ( no || nobody reaction || response || reply || answer || acknowledgement || follow-up || action ) ~,3 from O",
            "^ TIME* ADV? not !known|recorded|documented|measured|reported|planned|evaluated|decided <D:n> !by",
        ),
    ),
    message='"{text}" measures people against the outcome; tell what they saw and had to do, and which cue was missing',
    ask="What did {who} see and have to do at that time, and which cue was missing?",
    rewrite="{signal} did not reach {role}: {route, threshold or wording}. At {time} the view showed {X}.",
    rank=20,
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """The findings of this rule, out of the bundle's common analysis."""
    yield from _analysis.findings(SPEC.name, document, context)


RULE = Rule(
    "blame/person-failed",
    Severity.ERROR,
    check,
    bad=[
        "«The night-shift operator failed to» escalate within the hour.",
        "«I forgot to» re-enable the alert after the maintenance window.",
    ],
    good=[
        "The renewal job failed to write the new certificate to disk.",
        "The health check missed the stall because it only probes the TCP port.",
        "On-call did not receive the page until 04:20, when the carrier delivered it.",
        "We failed over to the second region at 10:04.",
        "The customers did nothing wrong; their settings were the default.",
    ],
)
