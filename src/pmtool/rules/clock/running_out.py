"""A legal or contractual clock is about to run out.

Reported in any status, also of a draft, once a quarter of the time or a day is left, whichever is more. Reports that
an earlier report started count too: the intermediate report of DORA runs without an entry of its own.

## Why

The first hours go to the event itself. A deadline that nobody sees passes in them.

## Instead

Send what is known: the laws of this table allow for information that follows. Then write the time under the entry,
`submitted: 2026-03-04T09:00:00Z`. `pm clock report STEM --to REGIME` fills a skeleton from the review.
"""

from collections.abc import Iterator
import datetime as dt

from pmtool.clocks.engine import Outcome, State
from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Example, Rule
from pmtool.rules.clock._telling import ASK_FACTS, cited, counted_from, span_of_time, when
from pmtool.rules.deadlines import clocks_of
from pmtool.vocab import Severity

_DAY = dt.timedelta(days=1)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding a clock."""
    if not document.front.readable or not document.front.data.get("reporting"):
        return
    for running in clocks_of(document, context.config, context.now):
        outcome = running.outcome
        if outcome.state is not State.RUNNING or not runs_out(outcome, context.now):
            continue
        assert outcome.due is not None
        left = span_of_time(outcome.due - context.now)
        yield Finding(
            document.front.value_span(running.entry.path("clock")),
            f"{cited(outcome.clock)} ends {when(outcome.due)}, in {left}, counted from {counted_from(outcome)}; "
            "send what is known and add submitted",
            ask=ASK_FACTS,
            why={"clock": outcome.clock.id, "due": outcome.due.isoformat()},
        )


def runs_out(outcome: Outcome, now: dt.datetime) -> bool:
    """Whether little of the time is left."""
    if outcome.due is None or outcome.anchor_at is None:
        return False
    return outcome.due - now <= max(_DAY, (outcome.due - outcome.anchor_at) / 4)


_HEAD = "---\ntitle: Slow\nstatus: draft\n"

RULE = Rule(
    "clock/running-out",
    Severity.WARNING,
    check,
    needs_front_matter=True,
    bad=[
        f"{_HEAD}times: {{aware: 2026-03-29T06:00:00Z}}\nreporting: [{{clock: «gdpr33»}}]\n---\n",
        f"{_HEAD}reporting: [{{clock: «dora_initial», classified: 2026-03-31T23:00:00Z}}]\n---\n",
        (
            f"{_HEAD}reporting:\n  - {{clock: «dora_initial», classified: 2026-03-29T06:00:00Z,"
            " submitted: 2026-03-29T08:00:00Z}\n---\n"
        ),
    ],
    good=[
        f"{_HEAD}times: {{aware: 2026-03-31T06:00:00Z}}\nreporting: [{{clock: gdpr33}}]\n---\n",
        (
            f"{_HEAD}times: {{aware: 2026-03-29T06:00:00Z}}\n"
            "reporting: [{clock: gdpr33, submitted: 2026-03-30T06:00:00Z}]\n---\n"
        ),
        Example(
            f"{_HEAD}times: {{aware: 2026-08-25T06:00:00Z}}\nreporting: [{{clock: euaia_serious}}]\n---\n",
            today="2026-09-01",
        ),
    ],
)
