"""A passive or a cause phrase has a person or a group as its agent: caused by the data team.

The passive looks neutral, and the by-phrase puts the agent back where the reader's eye ends.

## Why
Naming a person as the cause in a by-phrase has the effect of the active sentence: the reader explains the event by the
person and looks for remedies there.

## Instead
Name the property of the change or of the path that mattered: "The rollout of a 40 MB rule file (limit 8 MB) restarted
every proxy; the size check covers the upload form only." Neutral agents ("reported by support", "restarted by the on-call
engineer") and systems are not meant.

## Source
Fausey and Boroditsky, Psychonomic Bulletin & Review 17 (2010). Goddard et al., TRIP (2019).
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
    "blaming-by-phrase",
    (
        *frames(
            Severity.ERROR,
            "was|were|been|got ADV* ( <H:n>|<F:n>|caused|triggered|introduced|mishandled|dropped|deleted|sabotaged|provoked|skipped|bypassed|left|lost|rushed|pushed|merged|misused|overwritten|disabled|wiped|killed|unplugged|exposed|leaked|purged|hard-coded|mistyped|switched|removed|copied ) ADV* ~,5 by ADV* O !for|on|with|to|in",
            "<H:n>|botched|mishandled|mismanaged|caused|triggered|introduced|forgotten|overlooked|ignored|neglected|broken|missed|misread ADV* by ADV* O",
            "due|owing|attributable|attributed|traced|down|linked|pinned|ascribed ( solely|entirely|largely|mainly|directly )? to ADV* O !who|in|at|on",
            "because of ADV* O !not|'s",
            "stemmed|resulted|resulting|stems|originated|arose|arises from|with|in O !'s",
            "( change|commit|release|config|query|script|deploy|update|migration|edit|patch|pr|command|rule|file ) ~,1 ( pushed|made|merged|deployed|run|written|approved|shipped|rolled|applied|uploaded ) ~,1 by O ~,8 ( <H:ds>|brought|took )",
            "at the hands of O",
            "O ( to thank for || is why || are the reason )",
            "( PO 's || POSS ) ~,2 ( decision|choice|insistence|habit|attitude|inability|approach|preference|desire|impatience|behaviour|behavior|reluctance|eagerness|assumption|unwillingness|obsession|idea|action|actions|conduct|meddling|haste|intervention ) ~,6 ( caused|led|cost|resulted|broke|brought|triggered )",
            "( due|owing|attributable|because|result|stemmed|consequence|resulted|traced|thanks|down ) ( to|of|from ) ~,2 ( PO 's || POSS ) ~,2 ( decision|choice|insistence|failure|error|behaviour|behavior|action|actions|conduct|habit|handling|approach|work|change|inexperience|lack )",
            "( PO BE || PO 's|is|was|were|are ) ~1 the? ~,1 ( cause|reason|problem|culprit|weak|weakest|root ) ~,2 ( of|for|here|behind|why|link|: )?",
            unless=[guards.REPAIR, guards.BENIGN, guards.CUT_OFF],
        ),
    ),
    message='"{text}" gives a person as the cause; name the property of the change or of the path that mattered',
    ask="Which property of the change or of the path mattered?",
    rewrite="{change} (type, size, path) triggered {effect}; {check} did not cover {case}.",
    rank=24,
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """The findings of this rule, out of the bundle's common analysis."""
    yield from _analysis.findings(SPEC.name, document, context)


RULE = Rule(
    "blame/blaming-by-phrase",
    Severity.ERROR,
    check,
    bad=[
        "The slowdown «was triggered by the analytics team».",
        "The data loss is «attributable to the migration crew».",
    ],
    good=[
        "The write token was disabled by the support lead at 09:20.",
        "The switch is turned by the duty manager, and the empty rows are dropped by the loader.",
        "The slowdown was triggered by a cold cache.",
        "The rollback was started by the incident commander.",
        "The page was acknowledged by the secondary on-call at 02:14.",
        "Connections were dropped by the load balancer after 60 seconds.",
    ],
)
