"""A clock was considered and does not apply, and the entry does not say why.

## Why

`applies: false` is a decision in law. GDPR, Article 33(5), asks to document every breach, reported or not, so that the
authority can check. Whoever reads the review a year later needs the same reasons.

## Instead

Add `reasons:` with the fact that decided it: "only test accounts were visible", "the system is not high-risk; see the
assessment of 2026-01".
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.rules.deadlines import entries_of
from pmtool.schema.wording import quote
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding an entry."""
    for entry in entries_of(document):
        if not entry.applies and not entry.reasons:
            yield Finding(
                document.front.value_span(entry.path("applies")),
                f"{quote(entry.ident)} does not apply, and no reasons are given; add reasons",
                ask="Which fact decided it, and where is it written down?",
            )


_HEAD = "---\ntitle: Slow\nstatus: draft\n"

RULE = Rule(
    "clock/unexplained-exemption",
    Severity.WARNING,
    check,
    needs_front_matter=True,
    bad=[
        f"{_HEAD}reporting: [{{clock: gdpr33, applies: «false»}}]\n---\n",
        f"{_HEAD}reporting:\n  - clock: gdpr33\n    applies: «false»\n    reasons: '  '\n---\n",
    ],
    good=[
        f"{_HEAD}reporting: [{{clock: gdpr33, applies: false, reasons: only test accounts were visible}}]\n---\n",
        f"{_HEAD}reporting: [{{clock: gdpr33}}]\n---\n",
    ],
)
