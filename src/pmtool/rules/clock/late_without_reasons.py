"""A report was submitted after its deadline, and the entry gives no reasons.

## Why

GDPR, Article 33(1), and DORA's regulation on reports, Article 5(3), ask for the reasons of a delay. What the reasons
are is also a finding about the way from awareness to the report.

## Instead

Say under `reasons:` what took the time: the condition, not the person. "The on-call rota has no route to the privacy
office at weekends" is a reason that leads to an action.
"""

from collections.abc import Iterator

from pmtool.clocks.engine import State
from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.rules.clock._telling import cited, counted_from, span_of_time, when
from pmtool.rules.deadlines import clocks_of
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding a clock."""
    if not document.front.readable or not document.front.data.get("reporting"):
        return
    for running in clocks_of(document, context.config, context.now):
        outcome = running.outcome
        if outcome.state is not State.LATE or outcome.reasons:
            continue
        assert outcome.due is not None
        assert outcome.submitted is not None
        law = " asks for the reasons; it" if outcome.clock.late_needs_reasons else ""
        yield Finding(
            document.front.value_span(running.entry.path("submitted")),
            f"{cited(outcome.clock)}{law} ended {when(outcome.due)}, counted from {counted_from(outcome)}, "
            f"{span_of_time(outcome.submitted - outcome.due)} earlier; add reasons",
            ask="Which step between knowing and reporting took the time, and why was it built so?",
        )


_HEAD = "---\ntitle: Slow\nstatus: draft\ntimes: {aware: 2026-03-02T06:00:00Z}\n"

RULE = Rule(
    "clock/late-without-reasons",
    Severity.WARNING,
    check,
    needs_front_matter=True,
    bad=[
        f"{_HEAD}reporting: [{{clock: gdpr33, submitted: «2026-03-06T06:00:00Z»}}]\n---\n",
        f"{_HEAD}reporting: [{{clock: nis2_early, submitted: «2026-03-04»}}]\n---\n",
    ],
    good=[
        f"{_HEAD}reporting: [{{clock: gdpr33, submitted: 2026-03-06T06:00:00Z, reasons: no route at weekends}}]\n---\n",
        f"{_HEAD}reporting: [{{clock: gdpr33, submitted: 2026-03-05T06:00:00Z}}]\n---\n",
        f"{_HEAD}reporting: [{{clock: gdpr33, submitted: 2026-03-05}}]\n---\n",
    ],
)
