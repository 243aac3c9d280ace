"""Times of the front matter that cannot have followed each other as they say.

Expected: started, detected, acknowledged, mitigated, resolved; equal times are fine. A date alone stands for
the whole day. Where one of the two is an estimate it is a warning. That an effect ended before anybody
acknowledged it happens, so `mitigated` before `acknowledged` is information only.

## Why
Every duration of a review is a difference of two of these. When they are out of order, a figure is negative,
or, worse, only too small to be noticed.

## Instead
Correct the one that is wrong; most often it is a date that was not carried past midnight, or a zone. What is
not known is better left out, or marked: `{at: 2026-03-02, estimated: true}`.
"""

from collections.abc import Iterator
from itertools import pairwise

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.rules.timeline._entries import stages
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding a pair, at the later stage."""
    for (earlier, first), (later, second) in pairwise(stages(document).items()):
        if second.latest >= first.earliest:
            continue
        severity = Severity.WARNING if first.estimated or second.estimated else None
        if (earlier, later) == ("acknowledged", "mitigated"):
            severity = Severity.INFO
        message = f"times.{later} ({second.isoformat()}) lies before times.{earlier} ({first.isoformat()})"
        yield Finding(
            document.front.value_span(("times", later)), f"{message}; correct one of the two", severity
        )


def _times(*lines: str) -> str:
    return (
        "---\ntitle: Slow answers\nstatus: draft\ntimes:\n"
        + "".join(f"  {line}\n" for line in lines)
        + "---\nText.\n"
    )


RULE = Rule(
    "timeline/disordered-times",
    Severity.ERROR,
    check,
    needs_front_matter=True,
    bad=[
        _times("started: 2026-03-02T09:00:00Z", "detected: «2026-03-02T08:00:00Z»"),
        _times("started: 2026-03-02T23:00:00Z", "resolved: «2026-03-02T01:00:00Z»"),
        _times("started: 2026-03-02T09:00:00Z", "detected: «2026-03-02T09:30:00+02:00»"),
        _times("detected: 2026-03-02", "mitigated: «2026-03-01»"),
    ],
    good=[
        _times("started: 2026-03-02T09:00:00Z", "detected: 2026-03-02", "resolved: 2026-03-02T10:00:00Z"),
        _times("detected: 2026-03-02T09:00:00Z", "acknowledged: 2026-03-02T09:00:00Z"),
        _times("started: 2026-03-02T09:00:00+02:00", "detected: 2026-03-02T07:30:00Z"),
        _times("started: 2026-03-02T09:00:00Z", "aware: 2026-03-01T09:00:00Z"),
    ],
)
