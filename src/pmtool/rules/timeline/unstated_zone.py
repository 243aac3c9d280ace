"""Clock times of a timeline whose zone is written nowhere.

The zone may stand beside a time, in the heading (`## Timeline (UTC)`), in a table's header, or in a sentence
("All times in UTC"). Without any of these the configured zone is assumed, UTC unless `timeline.zone` says
otherwise; a collection that has set it to another one is not asked.

## Why
Reviews are read by people in other places and years later. Logs are in UTC, chats in local time, and an hour
of difference moves cause behind effect.

## Instead
Say it once: `## Timeline (UTC)`, or "All times in UTC." as the first line of the section.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Example, Rule
from pmtool.rules.timeline._entries import written
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding a document, at the first such time."""
    zone = context.config.timeline.zone
    if zone != "UTC":
        return
    for entry in document.timeline:
        if entry.stamp.time is not None and not entry.zone_stated:
            stamp = written(document, entry.stamp.span)
            yield Finding(
                entry.stamp.span,
                (
                    f"no zone is said for '{stamp}' and the times below it, {zone} is assumed; say it in "
                    f"the heading"
                ),
            )
            return


RULE = Rule(
    "timeline/unstated-zone",
    Severity.INFO,
    check,
    bad=[
        "## Timeline\n\n- «09:20» A page is sent.\n- 10:00 Fixed.\n",
        "## Timeline\n\n| Time | Event |\n| --- | --- |\n| «2026-03-02 13:06» | Called |\n",
    ],
    good=[
        "## Timeline (UTC)\n\n- 09:20 A page is sent.\n- 10:00 Fixed.\n",
        "## Timeline\n\nAll times in PST.\n\n- 09:20 A page is sent.\n- 10:00 Fixed.\n",
        "## Timeline\n\n| Time (CET) | Event |\n| --- | --- |\n| 13:06 | Called |\n",
        "## Timeline\n\n- 2026-03-02 A page is sent.\n- 2026-03-03 Fixed.\n",
        "## Timeline\n\n- 09:20 UTC A page is sent.\n- 10:00 Fixed.\n",
        Example(
            "## Timeline\n\n- 09:20 Paged.\n- 10:00 Fixed.\n", config='[timeline]\nzone = "Europe/Zurich"\n'
        ),
    ],
)
