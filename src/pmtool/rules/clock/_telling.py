"""How findings of the bundle tell of clocks and times."""

import datetime as dt

from pmtool.clocks import DISCLAIMER
from pmtool.clocks.engine import Outcome
from pmtool.clocks.table import Clock

ASK_FACTS = "What is known now that the authority needs to know first?"


def when(moment: dt.datetime) -> str:
    """An instant as messages write it."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M UTC")


def span_of_time(length: dt.timedelta) -> str:
    """A length of time in its two largest units."""
    minutes = max(0, int(length.total_seconds()) // 60)
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    if days:
        return f"{days} d {hours} h"
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def counted_from(outcome: Outcome) -> str:
    """What a deadline counts from: `aware 2026-03-02 14:30 UTC`."""
    assert outcome.anchor is not None
    assert outcome.anchor_at is not None
    name = outcome.anchor.replace("submitted:", "submission of ")
    mark = " (estimated)" if outcome.estimated else ""
    return f"{name} {when(outcome.anchor_at)}{mark}"


def cited(clock: Clock) -> str:
    """The clock with its law, and what this is not."""
    return f"{clock.id} ({clock.law}; {DISCLAIMER})"
