"""A file name with another date than the one on which the event started.

## Why

The stem is how people and other reviews name the event. When it carries the day of the meeting or of the
report, two reviews of one event look like two events, and intervals between events are wrong.

## Instead

Rename the file to the day in `times.started` and keep the old stem under `aliases:`, or correct
`times.started`. A time close to midnight may carry the day of its own zone or the day in UTC.
"""

from collections.abc import Iterator
import datetime as dt

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Example, Rule
from pmtool.rules.places import is_review
from pmtool.schema.brief import read_brief, stem_date
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding at `times.started`; information only where that is an estimate."""
    named = stem_date(document.stem)
    started = read_brief(document).started
    if named is None or started is None or not is_review(document, context):
        return
    if named in (started.day, started.earliest.astimezone(dt.UTC).date()):
        return
    message = (
        f"the file name says {named} and the event started on {started.day}; rename the file or correct one"
    )
    severity = Severity.INFO if started.estimated else None
    yield Finding(document.front.value_span(("times", "started")), message, severity=severity)


RULE = Rule(
    "schema/stem-date-differs",
    Severity.WARNING,
    check,
    needs_front_matter=True,
    bad=[
        "---\ntitle: Slow\nstatus: draft\ntimes:\n  started: «2026-03-01T09:10:00Z»\n---\n",
        "---\ntitle: Slow\nstatus: draft\ntimes: {started: «2025-03-02»}\n---\n",
        "---\ntitle: Slow\nstatus: draft\ntimes: {started: «{at: 2026-02-27, estimated: true}»}\n---\n",
    ],
    good=[
        "---\ntitle: Slow\nstatus: draft\ntimes: {started: 2026-03-02T23:30:00-05:00}\n---\n",
        "---\ntitle: Slow\nstatus: draft\ntimes: {started: 2026-03-03T01:30:00+09:00}\n---\n",
        Example(
            "---\ntitle: Slow\nstatus: draft\ntimes: {started: 2026-03-02}\n---\n", path="postmortems/slow.md"
        ),
        "---\ntitle: Slow\nstatus: draft\ntimes: {started: yesterday}\n---\n",
    ],
)
