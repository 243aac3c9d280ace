"""A published review that is like an earlier one, and does not say whether it is the same problem.

The two share a service and a contributing factor, and so many telling words that their likeness reaches
`similar.threshold`; words that mean the same (the factor catalogue's phrases, your `similar.synonyms`) count
as one. Later reviews, and those of which either review says `recurrence_of` or `not_same_as`, are left out.

## Why
Frequent findings in repeated events are old recommendations that were never carried out. Whoever reads the new
review cannot know that there was an earlier one, and figures on recurrence count what reviewers have said.

## Instead
Read the earlier review and its actions: `pm similar STEM` shows both. If it is the same problem, write
`recurrence_of: [STEM]`; if it only looks like it, `not_same_as: [STEM]`. The verdict is kept in git and
nobody is asked again.

## Source
Patient Safety Solutions, "Action plan strength in RCAs" (2012), on repeated events; AI Incident Database, on
editors' verdicts whether two reports are of the same incident.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.model.facts import Resemblance
from pmtool.parse import Document
from pmtool.rules.base import Context, Example, Rule
from pmtool.vocab import Severity, Status


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding at the title, on the earlier review that is most like it."""
    if not document.status.reached(Status.PUBLISHED) or document.title is None:
        return
    found = context.collection.resembling(document)
    if not found:
        return
    nearest = found[0]
    shared = f" (both: {', '.join(nearest.shared)})" if nearest.shared else ""
    yield Finding(
        document.title[1],
        f"this is like '{nearest.stem}'{shared}; if it is the same problem, write recurrence_of: "
        f"[{nearest.stem}], if not, not_same_as: [{nearest.stem}]",
        ask="Which condition of the earlier event was still there, and what became of the actions of then?",
    )


_STEM = "2026-01-20-certificate-expired"
_NEAR = [Resemblance(_STEM, 0.62, ("monitoring_gap", "certificate", "chain"))]


def _review(title: str, status: str = "published") -> str:
    return f"---\ntitle: {title}\nstatus: {status}\nservices: [checkout]\nfactors: [monitoring_gap]\n---\n\nText.\n"


RULE = Rule(
    "structure/unjudged-resemblance",
    Severity.WARNING,
    check,
    needs_front_matter=True,
    bad=[
        Example(_review("«Certificate of checkout expired»"), resembling=_NEAR),
        Example(
            _review("«Checkout stops, chain expired»", "closed"),
            resembling=[*_NEAR, Resemblance("2025-03-01-chain", 0.41)],
        ),
    ],
    good=[
        Example(_review("Certificate of checkout expired", "in_review"), resembling=_NEAR),
        Example(_review("Certificate of checkout expired", "draft"), resembling=_NEAR),
        _review("Certificate of checkout expired"),
    ],
)
