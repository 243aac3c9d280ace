"""A legal or contractual deadline has passed, and no report is recorded.

Silent where the entry gives reasons, and where a day alone is known and the deadline may lie later on that day.

## Why

A late report is better than none, and most of these laws ask for the reasons of the delay. It is also possible that
the report was made and only the entry is missing.

## Instead

If it was sent, add `submitted:` with the time. If not, send it, with the reasons. If nobody knows, say that under
`reasons:`; an honest gap is a fact as well.
"""

from collections.abc import Iterator

from pmtool.clocks.engine import State
from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.rules.clock._telling import cited, counted_from, when
from pmtool.rules.deadlines import clocks_of
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding a clock."""
    if not document.front.readable or not document.front.data.get("reporting"):
        return
    for running in clocks_of(document, context.config, context.now):
        outcome = running.outcome
        if outcome.state is not State.MISSED or (running.entry.reasons and not running.implied):
            continue
        assert outcome.due is not None
        yield Finding(
            document.front.value_span(running.entry.path("clock")),
            f"{cited(outcome.clock)} ended {when(outcome.due)}, counted from {counted_from(outcome)}, and no "
            "report is recorded; add submitted, or reasons",
            ask="What stood in the way of an early, incomplete report?",
            why={"clock": outcome.clock.id, "due": outcome.due.isoformat()},
        )


_HEAD = "---\ntitle: Slow\nstatus: draft\n"

RULE = Rule(
    "clock/missed-deadline",
    Severity.WARNING,
    check,
    needs_front_matter=True,
    bad=[
        f"{_HEAD}times: {{aware: 2026-03-02T06:00:00Z}}\nreporting: [{{clock: «gdpr33»}}]\n---\n",
        (
            f"{_HEAD}reporting:\n  - {{clock: «dora_initial», classified: 2026-03-02T06:00:00Z,"
            " submitted: 2026-03-02T08:00:00Z}\n---\n"
        ),
    ],
    good=[
        f"{_HEAD}times: {{aware: 2026-03-29}}\nreporting: [{{clock: gdpr33}}]\n---\n",
        (
            f"{_HEAD}times: {{aware: 2026-03-02T06:00:00Z}}\n"
            "reporting: [{clock: gdpr33, reasons: not known from the sources}]\n---\n"
        ),
        (
            f"{_HEAD}times: {{aware: 2026-03-02T06:00:00Z}}\n"
            "reporting: [{clock: gdpr33, submitted: 2026-03-03T06:00:00Z}]\n---\n"
        ),
        f"{_HEAD}reporting: [{{clock: gdpr33, applies: false, aware: 2026-03-02T06:00:00Z}}]\n---\n",
        (
            f"{_HEAD}reporting: [{{clock: dora_initial, classified: 2026-03-02T06:00:00Z,"
            " reclassified: 2026-03-02T08:00:00Z}]\n---\n"
        ),
    ],
)
