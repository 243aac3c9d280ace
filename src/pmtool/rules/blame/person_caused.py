"""A person or a group is the grammatical agent of the harm: they broke it, took it down, caused it.

The agentive sentence ("Marco took down the cluster") is true in the way that "the last domino fell" is true. It answers
*who* and hides *how it was possible*.

## Why
Readers of an agentive sentence blame more and demand a higher payment than readers of the same event told without the
agent, even when they know the event. An action is one link; the conditions that let it reach production are what can be
changed.

## Instead
Make the change, the command or the input the subject, and add the guard that was absent: "The delete reached all regions
because the plan has no limit on its scope; the first signal was the error rate at 10:07." Neutral acts of roles ("the
on-call engineer restarted the pods"), repairs and mitigations are not meant.

## Source
Fausey and Boroditsky, *Subtle linguistic cues influence perceived blame and financial liability*, Psychonomic Bulletin &
Review 17 (2010). Goddard et al., *Does news coverage of traffic crashes affect perceived blame?*, TRIP (2019).
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
    "person-caused",
    (
        *frames(
            Severity.ERROR,
            "{S} <H:ds> !up|the|a|by|into|even ( <:b> )?",
            "{S} <H:ds> the|a|an|up|our|all|CODE|his|her|their|every|half|two|three|it|everything|into",
            "HAD P ADV* <H:n>",
            "P BE ADV* <H:g>",
            "{S} ( took|take|takes|brought|brings|bring|knocked|knocks|knock|pulled|pulls|shot|shoots|kicked ) !over ~,7 ( down|out|offline|off-line|over )",
            "{S} ( tore|blew|blow|blows|messed|messes|screwed|screws|fouled|cocked|mucked|fucked|bungled|stuffed|ballsed|bricked ) ~,6 ( up|down|away|hole )",
            "{S} ( put|puts|set|sets|bring|brought|drove|drives|sent|sends ) ~,7 ( to|on|into ) ( its|their ) ( knees|side|back )",
            "( outage|incident|breach|failure|downtime|leak|loss|mess|damage|problem|crash|disaster|corruption|bug|delay|issue|error|misconfiguration|cascade|exposure|this|it|all|everything|that ) ~,6 ( is|was|are|were ) ( PO 's || POSS own? ) ( doing|work|handiwork|making|creation )",
            "{S} ADV* managed|manages|contrived|succeeded to|in",
            "{S} ( cost|costs ) ( us|the|our|them|customers )",
            "PO 's ~,3 ( <S:bn>|push|rebase|click|clicks|hotfix|update|upload|fix|merge|restart|refactor|query|script ) ~,3 ( <H:ds>|dropped|deleted|wiped|took|takes|brought|cost|costs|killed|triggered|caused|locked )",
            "( click|clicks|keystroke|typo|command ) by ~,2 O ~,6 <H:ds>|wiped|deleted|took",
            "{S} singlehandedly|single-handedly",
            "culprit|trigger|cause|reason|source|problem|root BE ~2 PERS|NOONE who? !was",
            "cause|reason|trigger|problem|culprit ( BE || : ) ~,3 PERS ~3 <:ds>",
            "it BE PERS|WE who|that !restarted|noticed|found|spotted|reported|discovered|fixed|acknowledged|detected",
            unless=[guards.REPAIR, guards.BENIGN, guards.OFFLINE],
        ),
        *frames(
            Severity.ERROR,
            "{S} ADV* <I> ADV* ( <S:dn> || <H:dn> || <G:dn> || <V:dn> || <D:dn> )",
            "P ~6 ( <S:dsng>|<H:dsng>|<G:dsn>|<V:dsn> ) ~,9 ( by mistake|accident || in error || accidentally|inadvertently|mistakenly|erroneously|wrongly|needlessly|prematurely|recklessly|carelessly|blindly )",
            "{S} ( pushed|merged|deployed|shipped|released|used|applied|committed|uploaded|introduced|submitted|pasted|published|approved|installed|rolled|signed|configured|set|entered|typed|ran|wrote|sent|pushes|merges|deploys|ships|applies|commits|uploads|runs|enters|types|picked|selected|clicked|chose|copied|loaded|opened|gave|restored|imported|swapped|edited|left ) ~,3 ( bad|broken|wrong|untested|faulty|misconfigured|unreviewed|buggy|incorrect|half-finished|half-baked|defective|flawed|invalid|stale|unsafe|dangerous|insecure|incomplete|sloppy|corrupt|corrupted|malformed|outdated|unverified|erroneous|unapproved )",
            "{S} ( deleted|dropped|wiped|erased|purged|truncated|overwrote|removed|killed|disabled|deletes|drops|wipes|purges|truncates|overwrites|removes|kills|disables|deleting|dropping ) ~,5 ( production|prod|live|customer|customers|primary|wrong|only|last|entire|whole|all|every|index|table|tables|backup|backups|database|bucket|volume|namespace|records|rows|data|schema|cluster|both|master|safeguards|alert|alerts|alarms|topic|topics|keyspace )",
            "{S} ( introduced|introduces ) ~,3 ( bug|regression|leak|race|memory|vulnerability|error|defect|fault|typo|flaw|problem|deadlock|loop|misconfiguration|outage )",
            "{S} ( triggered|triggers|started|started|kicked|unleashed|launched|provoked ) ~,5 ( outage|incident|failure|cascade|storm|stampede|loop|avalanche|crash|meltdown|breach|leak|chain|deadlock|hole|chaos|mess|overload|thundering )",
            "PX ADV* ( deleted|dropped|wiped|overwrote|erased|purged|truncated|deletes|drops|wipes|overwrites|erases|purges )",
            "{S} <S:dsb> ~,2 wrong",
            "{S} <:ds> ~12 ( and|thereby|then || , ) ADV* ( <H:ds> || took|takes ~,4 down || killed|kills|wiped|exposed ) !up",
            "{S} ( locked|lock|locks ) ~,6 ( out|ourselves|himself|everyone )",
            "{S} ( unplugged|yanked|pulled|cut|cuts|severed|drilled|tripped|unplugs|yanks|pulls|kicked|spilled|spilt|bumped|dropped ) ~,5 ( cable|plug|cord|power|fibre|fiber|rack|wrong|line|server|switch|tray|breaker|coffee )",
            "{S} ( exposed|leaked|published|committed|posted|shared|pasted|emailed|mailed|uploaded|hard-coded|hardcoded|sent|exposes|leaks|publishes|commits|posts|shares|pastes ) ~,6 ( secret|secrets|key|keys|token|tokens|password|passwords|credential|credentials|publicly|public|personal|patient|customer|customers|github|gist|internet|unencrypted )",
            "{S} ( switched|turned|shut|switches|turns|shuts|cut ) ~,5 ( off|down ) ~,5 ( only|last|wrong|production|live|alert|alerts|monitoring|second|primary|alarm|alarms )",
            "{S} ( misrouted|double-charged|hard-coded|hardcoded|double-booked|spammed|ddosed|dosed|nuked|toasted|fried|hosed|borked|melted|maxed )",
            unless=[guards.REPAIR, guards.BENIGN],
        ),
        *frames(
            Severity.WARNING,
            "PERS 's|' ~,3 ( change|commit|deploy|deployment|refactor|migration|query|script|push|patch|fix|merge|pr|upgrade|edit|command|release|rollout|work|config|update|tweak|restart|meddling|tinkering ) ~,6 ( <H:ds> || took ~,5 down || brought ~,5 down || was to|at )",
            "{S} ( changed|modified|altered|edited|touched|tweaked|renamed|reconfigured|tampered|meddled|fiddled|interfered ) ~,8 ( without || despite || anyway || even though || against || on a whim )",
            "{S} ( merged|deployed|pushed|shipped|released|ran|applied|approved|signed|proceeded|continued|went|carried|pressed|ploughed|plowed|rushed|upgraded|restarted|started|promoted ) ~,8 ( anyway || regardless || despite || on a friday || untested || unreviewed || even though || in spite || straight to || directly to || against )",
            "P ~2 whose ~,6 <H:d>",
            unless=[guards.REPAIR, guards.BENIGN],
            soften=[guards.REASON_STRONG],
        ),
    ),
    message='"{text}" makes {who} the agent of the harm; make the change the subject and add what let it through',
    ask="What made the action possible, and its effect invisible?",
    rewrite="{change or command} reached {scope} because {guard} was absent; the first signal was {signal} at {time}.",
    rank=22,
    askable=True,
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """The findings of this rule, out of the bundle's common analysis."""
    yield from _analysis.findings(SPEC.name, document, context)


RULE = Rule(
    "blame/person-caused",
    Severity.ERROR,
    check,
    bad=[
        "«Priya broke the» checkout page with her refactor.",
        "«The network group took the west region offline».",
        "«I accidentally deleted the production» namespace.",
    ],
    good=[
        "A change to the retry policy doubled the load on the ledger service.",
        "The on-call engineer deleted the stuck pods to free the address pool.",
        "The operator restarted the node at 03:12 and the queue drained.",
        "A power supply fault took the west region offline.",
    ],
)
