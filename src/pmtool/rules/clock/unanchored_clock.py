"""A clock is named, and the time that it counts from is not known.

Most clocks count from awareness: `aware` of the entry, else `times.aware`, else `times.detected`. DORA's first one
counts from `classified` as well, that of the SEC from `determined`. A report that waits for an earlier one is not
meant.

## Why

Without its beginning a clock has no end, and `pm clock` cannot say how much time is left.

## Instead

Add the time to the entry, estimated if need be: `aware: {at: 2026-03-02T14:30:00Z, estimated: true}`.
"""

from collections.abc import Iterator

from pmtool.clocks.engine import State
from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.rules.clock._telling import cited
from pmtool.rules.deadlines import clocks_of
from pmtool.vocab import Severity, Status


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding an entry."""
    if not document.front.readable or not document.front.data.get("reporting"):
        return
    for running in clocks_of(document, context.config, context.now):
        clock = running.outcome.clock
        needed = [name for name in clock.anchors if not name.startswith("submitted:")]
        if running.implied or running.outcome.state is not State.WAITING or not needed:
            continue
        keys = " or ".join(f"`{name}`" for name in needed)
        yield Finding(
            document.front.value_span(running.entry.path("clock")),
            f"{cited(clock)} counts from {keys}, which is not known; add the time to the entry",
            None if document.status.reached(Status.IN_REVIEW) else Severity.INFO,
            ask="When was enough known to say that it happened?",
        )


_HEAD = "---\ntitle: Slow\nstatus: in_review\n"

RULE = Rule(
    "clock/unanchored-clock",
    Severity.WARNING,
    check,
    needs_front_matter=True,
    bad=[
        f"{_HEAD}reporting: [{{clock: «gdpr33»}}]\n---\n",
        f"{_HEAD}times: {{detected: 2026-03-02}}\nreporting: [{{clock: «sec_8k_105»}}]\n---\n",
    ],
    good=[
        f"{_HEAD}times: {{detected: 2026-03-31}}\nreporting: [{{clock: gdpr33}}]\n---\n",
        f"{_HEAD}reporting: [{{clock: gdpr33, aware: 2026-03-31T10:00:00Z}}]\n---\n",
        f"{_HEAD}times: {{aware: 2026-03-31}}\nreporting: [{{clock: dora_initial}}, {{clock: dora_final}}]\n---\n",
        f"{_HEAD}reporting: [{{clock: gdpr33, applies: false, reasons: no personal data}}]\n---\n",
    ],
)
