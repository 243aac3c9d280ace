"""A timeline entry marked as a stage of the event that tells another time than the front matter.

Seen where the entry begins with the name of the stage: `09:14 **Detected:** …`, `First detected 2026-03-02
09:14`, `Resolved – …`. Five minutes of difference pass, and so do approximate or estimated times and dates
alone.

## Why
Time to detect and time to resolve are computed from the front matter, and believed from the timeline. When
the two differ, one of the figures that the team learns from is wrong.

## Instead
Correct one of the two. Where the stage has no sharp moment, say so with `estimated: true`, or mark the entry
with `~`.
"""

from collections.abc import Iterator
import datetime as dt
import re

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.rules.timeline._entries import stages, written
from pmtool.schema.moment import Precision
from pmtool.vocab import Severity

_SLACK = dt.timedelta(minutes=5)
_MARKED = re.compile(
    r"(?:(?:first|incident|issue|event) )?(?P<stage>start(?:ed)?|detected|detection|acknowledged|"
    r"mitigated|mitigation|"
    r"resolved|resolution)(?=\s*(?:[:–—(]|-\s|\.?\Z))",
    re.IGNORECASE,
)
_STAGE = {"start": "started", "detection": "detected", "mitigation": "mitigated", "resolution": "resolved"}


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding an entry."""
    times = stages(document)
    for entry in document.timeline if times else ():
        found = _MARKED.match(entry.text.text)
        if found is None or entry.at is None or entry.stamp.approximate:
            continue
        word = found["stage"].casefold()
        stage = _STAGE.get(word, word)
        moment = times.get(stage)
        if moment is None or moment.estimated or moment.precision is not Precision.SECOND:
            continue
        if abs(entry.at - moment.earliest) > _SLACK:
            stamp = written(document, entry.stamp.span)
            yield Finding(
                entry.stamp.span,
                (
                    f"'{stamp}' is marked as {stage}, and times.{stage} says {moment.isoformat()}; "
                    f"correct one of the two"
                ),
            )


_HEAD = (
    "---\ntitle: Slow answers\nstatus: draft\ntimes:\n  started: {at: 2026-03-02T09:00:00Z, estimated: "
    "true}\n"
    "  detected: 2026-03-02T09:14:00Z\n  resolved: 2026-03-02T18:00:00Z\n---\n\n## Timeline (UTC)\n\n"
)

RULE = Rule(
    "timeline/contradicted-time",
    Severity.WARNING,
    check,
    needs_front_matter=True,
    bad=[
        f"{_HEAD}- «10:14» **Detected:** the answer monitor pages.\n- 18:00 Resolved.\n",
        f"{_HEAD}- First detected «2026-03-02 11:57»\n- Resolved «2026-03-02 12:30»\n",
    ],
    good=[
        f"{_HEAD}- 08:00 Started: the job is deployed.\n- 09:12 Detected: a page.\n- 18:04 Resolved.\n",
        (
            f"{_HEAD}- 10:14 Detected slow answers in a second region.\n- 12:00 Resolved the ticket of "
            f"one customer.\n"
        ),
        f"{_HEAD}- ~10:00 Detected: a page.\n- 2026-03-03 Resolved.\n",
    ],
)
