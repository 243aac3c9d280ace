"""A field that the review's status asks for.

Always needed: `title`, `status`. From `in_review`: `kind`, `severity`, `services`, `times.started`,
`times.detected`, `detected_by` and at least one factor. From `published`: `facilitator`, `reviewers` (how
many: `[status] reviewers` in `pm.toml`) and `times.resolved`.

## Why

A draft is never blocked by what is not known yet. Whoever is asked to review needs the facts, and whoever
reads a published review needs to know that the event is over and who stands behind the text.

## Instead

Add the fields, or set the status back. A time that nobody knows exactly may be a date alone, or estimated:
`{at: 2026-03-02, estimated: true}`.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Example, Rule
from pmtool.rules.schema._faults import record_faults
from pmtool.schema.requirements import is_given, missing
from pmtool.vocab import Severity, Status


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for all that is missing, at the status that asks for it."""
    front = document.front
    if not front.readable:
        return
    yield from record_faults(document, "missing-key")
    yield from _too_few_reviewers(document, context)
    needed = list(missing(front.data, document.status))
    always = [requirement.name for requirement in needed if requirement.since is Status.DRAFT]
    if always:
        named = " and ".join(always)
        message = f"the front matter has no {named}; every review has a title and a status"
        yield Finding(front.fence, message, why={"missing": always})
    asked = [requirement.name for requirement in needed if requirement.since is not Status.DRAFT]
    if asked:
        span = front.value_span(("status",))
        yield Finding(span, _message(document.status, asked), why={"missing": asked})


def _message(status: Status, names: list[str]) -> str:
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    before = Status.DRAFT if status is Status.IN_REVIEW else Status.IN_REVIEW
    return f"status '{status}' asks for {listed}; add what is missing, or set the status back to '{before}'"


def _too_few_reviewers(document: Document, context: Context) -> Iterator[Finding]:
    wanted = context.config.status.reviewers
    reviewers = document.front.data.get("reviewers")
    if not document.status.reached(Status.PUBLISHED) or not isinstance(reviewers, list):
        return
    named = sum(map(is_given, reviewers))
    if 0 < named < wanted:
        span = document.front.value_span(("reviewers",))
        message = f"status '{document.status}' asks for {wanted} reviewers, not {named}; add who else read it"
        yield Finding(span, message)


_REVIEWED = (
    "title: Slow answers\nkind: incident\nseverity: sev3\nservices: [answers]\n"
    "detected_by: monitor\nfactors: [drift]\n"
)

RULE = Rule(
    "schema/missing-field",
    Severity.ERROR,
    check,
    needs_front_matter=True,
    bad=[
        "«---»\ntitle: Slow answers\n---\nText.\n",
        "«---»\ntitle:\nseverity: sev2\n---\nText.\n",
        "---\ntitle: Slow answers\nstatus: «in_review»\n---\nText.\n",
        f"---\n{_REVIEWED}times: {{started: 2026-03-02}}\nstatus: «review»\n---\nText.\n",
        (
            f"---\n{_REVIEWED}times: {{started: 2026-03-02, detected: 2026-03-02}}\n"
            "status: «published»\n---\nText.\n"
        ),
        "---\ntitle: Slow answers\nstatus: draft\nfactors:\n  - «{confidence: known}»\n---\nText.\n",
        Example(
            f"---\n{_REVIEWED}times: {{started: 2026-03-02, detected: 2026-03-02, resolved: 2026-03-03}}\n"
            "facilitator: guild\nreviewers: «[sre]»\nstatus: closed\n---\nText.\n",
            config="[status]\nreviewers = 2\n",
        ),
    ],
    good=[
        "---\ntitle: Slow answers\nstatus: draft\nkind:\nseverity:\ntimes:\n---\nText.\n",
        (
            f"---\n{_REVIEWED}times: {{started: 2026-03-02, detected: 2026-03-02}}\n"
            "status: in_review\n---\nText.\n"
        ),
        "---\ntitle: '  '\nstatus: draft\n---\nText.\n",
        "---\ntitle: [broken\n---\nText.\n",
    ],
)
