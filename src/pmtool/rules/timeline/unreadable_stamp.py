"""A time in the timeline that does not exist or is not filled in.

Such as `24:XX`, `HH:MM`, `13:06 PM`, `2026-02-30`. In a draft, a time that is not filled in yet is
information only.

## Why
No duration can be taken from such an entry, and nobody can tell later what was meant. A date that does not
exist is most often a slip by one, which hides best.

## Instead
Write the time as it was. Where it is not known, write the best estimate with `~` before it (`~14:20`), or
only the date; both are better than a precise time that nobody can vouch for.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.vocab import Severity, Status


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding an entry."""
    for entry in document.timeline:
        problem = entry.stamp.problem
        if problem is None:
            continue
        unknown = "not filled in" in problem or "says no time" in problem
        cure = "write the best estimate with ~ before it" if unknown else "correct it"
        severity = Severity.INFO if unknown and document.status is Status.DRAFT else None
        yield Finding(entry.stamp.span, f"{problem}; {cure}", severity)


RULE = Rule(
    "timeline/unreadable-stamp",
    Severity.WARNING,
    check,
    bad=[
        "## Timeline\n\n- «2026-02-30 09:20» A page is sent.\n- 2026-03-02 10:00 Fixed.\n",
        "## Timeline\n\n| Time | Event |\n| --- | --- |\n| «13:06 PM» | Called |\n| «24:XX» | Fixed |\n",
        "## Timeline\n\n- «HH:MM» First sign.\n- «10:72» Fixed.\n",
    ],
    good=[
        "## Timeline\n\n- ~09:20 A page is sent.\n- 2026-02-28 about noon Fixed.\n",
        "## Timeline\n\n- 00:06 AM First sign.\n- 12:06 PM Fixed.\n- 29 February 2024 Reviewed.\n",
    ],
)
