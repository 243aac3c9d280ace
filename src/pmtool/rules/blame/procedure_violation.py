"""A procedure was not followed, and nothing is said of how the work is usually done.

The sentence compares fragments of what people did with a page that was found afterwards.

## Why
A deviation from procedure has a cause of its own: the page is out of date, takes longer than the window, or everybody does
it another way because the work cannot be done otherwise. That cause is the finding.

## Instead
Say what the page asks for, what the work needs, and how often past runs did it the written way.

## Source
*RCA2* (National Patient Safety Foundation, 2015), rule 4: each procedural violation has a preceding cause. Dekker, *The
Field Guide to Understanding "Human Error"*, on micro-matching.
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
    "procedure-violation",
    (
        *frames(
            Severity.ERROR,
            "P ADV* ( did|does|do|had|has|have|was|were )? ADV* NOT ADV* ( follow|following|followed|adhere|adhered|adhering|comply|complied|complying|respect|respected|observe|observed|obey|obeyed|honour|honoured|stick|stuck|abide|use|used ) ~,5 <R>",
            "{S} ( bypassed|circumvented|sidestepped|skipped|violated|flouted|dodged|overrode|ignored|breached|contravened|skips|bypasses|circumvents|ignores|violates|broke|breaks|skipping|bypassing|ignoring|disregarded|departed|deviated|strayed|deviates|departs|evaded|cut ) ~,1 ( from )? ~,4 <R>",
            "P ( , ~,9 , )? ~,7 without ADV* ( approval || authorisation || authorization || permission || review || sign-off || a tech || a ticket || a second || clearance || testing || a test || a backup || asking || an approved || a change || any review || any testing || telling || the required || the agreed )",
            "P ~10 ( against|contrary-to|in-violation-of|violation|breach|defiance|disregard ) ( of )? ~,3 <R>",
            "( bypassed|ignored|skipped|violated|disregarded|circumvented|flouted|broken ) by ~,2 O",
            soften=[guards.REASON_STRONG],
            unless=[guards.CONDITIONAL],
        ),
        *frames(
            Severity.INFO,
            "<R> ~,1 was|were ADV* not ADV* ( followed|adhered|respected|observed|used )",
            "<R> ~,1 was|were ADV* ( bypassed|ignored|skipped|violated|circumvented|flouted|disregarded )",
            "without approval|authorisation|authorization|permission",
            "non-compliant|noncompliance|non-compliance",
            unless=[guards.REASON_STRONG],
        ),
    ),
    message='"{text}" measures people against a page; say how this step is usually done and what made it differ',
    ask="How is this step usually done, and what made the usual way differ from the page?",
    rewrite="The page says {X}; the work needs {Y} because {constraint}; {n} of {m} past runs did {Y}.",
    rank=9,
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """The findings of this rule, out of the bundle's common analysis."""
    yield from _analysis.findings(SPEC.name, document, context)


RULE = Rule(
    "blame/procedure-violation",
    Severity.WARNING,
    check,
    bad=[
        "«The operator did not follow the failover runbook».",
        "«The engineer violated the two-person» rule.",
    ],
    good=[
        "The runbook's step 4 points at a host that was retired in March.",
        "Step 6 was skipped because the tool greys it out for replicas.",
        "The pipeline does not follow redirects.",
    ],
)
