"""Nobody, everybody, always or never, said about people.

Absolutes are seldom checked and seldom true; they turn a gap in a system into a failing of all who are near it.

## Why
"Everyone assumed" and "nobody checked" are judgements in the form of a count. What is missing is the owner, the signal or
the check.

## Instead
Name the check that had no owner, and when it was last done. Statements about systems ("no check reads the backups") and
neutral facts ("nobody was harmed") are not meant.

## Source
Dekker, *The Field Guide to Understanding "Human Error"*. Etsy, *Debriefing Facilitation Guide* (2016).
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
    "absolute-about-people",
    (
        *frames(
            Severity.WARNING,
            "ALL ADV* ( assumed || thought || believed || figured || presumed || trusted || supposed || hoped || expected || relied || looked || ignored || forgot || waited || assumes || thinks || believes || kept || left || agreed that someone )",
            "NOONE ADV* ( cares|cared|bothers|bothered|reads|read|dares|dared|listens|listened|asks|thinks|owns|owned|feels|felt|looks|checks|takes|reacted|responded|replied|minded )",
            "PERS ADV* ( always|never|constantly|repeatedly|invariably|consistently|notoriously|perpetually|forever ) ADV* ( <FWDMLX:bds>|do|does|did|get|gets|have|has )",
            "none of O ( read|checked|noticed|asked|thought|knew|looked|bothered|saw|spoke|said|tested|reviewed|opened|acted|did|had )",
            "not a? ( single|one ) ~,2 ( PERS|pers|person|soul|engineer|reviewer|developer ) ~,2 <:dn>",
            "( between|among ) ~,2 O , ~,2 NOONE",
            soften=[guards.REASON_STRONG],
        ),
    ),
    message='"{text}" says it of everybody; name the check that had no owner and when it was last done',
    ask="Which signal or owner was missing for that check?",
    rewrite="{check} had no owner and no alert; the last run was {date}.",
    rank=8,
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """The findings of this rule, out of the bundle's common analysis."""
    yield from _analysis.findings(SPEC.name, document, context)


RULE = Rule(
    "blame/absolute-about-people",
    Severity.WARNING,
    check,
    bad=[
        "«Everyone assumed» that someone else had the pager.",
        "«The team always ignores» staging failures.",
    ],
    good=[
        "Every replica assumed the leader role.",
        "Nobody was harmed.",
        "None of the alerts had an owner label.",
        "Everyone on the bridge could see the dashboard.",
    ],
)
