"""A change that publishes a review while something still stands in the way.

The status is compared with the review's version before the change: where the branch left its base
(`--base`). It stands in the way: any error in the file, a facilitator who is an author, an action that
nobody decided on, a legal deadline that passed without a report or reasons. Fields that the status asks for have an error at the same place already
(`schema/missing-field`), which is not repeated. Where git cannot say what the status was, the rule is silent.

## Why

A published review is read by people who were not there. What is mended afterwards has been read already,
and blame that was published once cannot be taken back from whoever it named.

## Instead

Mend what the finding lists, each has a finding of its own, or leave the status at `in_review` until it is
done. The check looks at the whole file, also with `--changed-lines` and where a baseline accepts older
findings.
"""

from collections.abc import Iterator, Sequence

from pmtool.model.diagnostic import Diagnostic, Finding
from pmtool.model.span import Span
from pmtool.parse import Document
from pmtool.rules.base import Context, Example, Rule
from pmtool.rules.lifecycle import newly_published
from pmtool.vocab import Severity

# These stand in the way whatever their severity is.
NEEDED = frozenset(
    {
        "clock/missed-deadline",
        "schema/facilitator-among-authors",
        "schema/missing-field",
        "schema/undecided-action",
    }
)
_SHOWN = 3


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Nothing: the engine knows what the other rules found."""
    yield from ()


def standing_in_the_way(
    document: Document, context: Context, found: Sequence[Diagnostic]
) -> Iterator[Finding]:
    """At most one finding, at the status; `found` is what all other rules say of the document."""
    status_span = document.front.value_span(("status",))
    grave = [
        d
        for d in found
        if (d.severity is Severity.ERROR or d.rule in NEEDED) and not _says_itself(d, status_span)
    ]
    if not grave or not newly_published(document, context):
        return
    listed = [f"{d.rule} on line {d.start.line}" for d in grave[:_SHOWN]]
    more = f" and {len(grave) - _SHOWN} more" if len(grave) > _SHOWN else ""
    status = document.front.data.get("status")
    yield Finding(
        status_span,
        f"this change publishes the review, and there is still {', '.join(listed)}{more}; "
        f"mend it first, or keep 'in_review' instead of '{status}'",
        ask="Who reads this once it is published, and what would they take from it as it stands?",
    )


def _says_itself(diagnostic: Diagnostic, status: Span) -> bool:
    """Whether an error stands at the status itself: what the status asks for is said once."""
    return (
        diagnostic.rule == "schema/missing-field"
        and diagnostic.severity is Severity.ERROR
        and diagnostic.span == status
    )


_HEAD = "kind: incident\nseverity: sev2\nservices: [web]\ndetected_by: monitor\nfactors: [drift]\n"
_REVIEWERS = "reviewers: [sre]\n"
_TIMES = "times: {started: 2026-03-02, detected: 2026-03-02, resolved: 2026-03-02}\n"


def _review(status: str, rest: str, body: str = "") -> str:
    return f"---\ntitle: Slow answers\nstatus: {status}\n{_HEAD}{_REVIEWERS}{_TIMES}{rest}---\n\n{body}"


_OPEN = "## Actions\n\n- [ ] **A1** Alert on slow answers\n"
_READY = "facilitator: guild\nauthors: [web]\n"

RULE = Rule(
    "schema/published-too-early",
    Severity.ERROR,
    check,
    by_engine=True,
    about_change=True,
    bad=[
        Example(
            _review("«published»", "facilitator: web\nauthors: [web]\n"),
            before=_review("in_review", "facilitator: web\nauthors: [web]\n"),
        ),
        Example(_review("«published»", _READY, _OPEN), before=_review("in_review", _READY, _OPEN)),
        # what is missing is said once, what else stands in the way here
        Example(_review("«closed»", "authors: [web]\n", _OPEN), before=""),
    ],
    good=[
        # the missing facilitator has a finding at the very same place
        Example(_review("published", "authors: [web]\n"), before=_review("in_review", "authors: [web]\n")),
        # published before: what is open now is the affair of its own rule
        Example(_review("published", _READY, _OPEN), before=_review("published", _READY)),
        Example(_review("published", _READY), before=_review("in_review", _READY)),
        Example(_review("in_review", "authors: [web]\n", _OPEN), before=_review("draft", "")),
        # nobody knows what the status was
        _review("published", "authors: [web]\n"),
    ],
)
