"""From stamps to instants: which day and which zone a stamp means that leaves them out.

The day: what the stamp says, else the date last stated above it, else `times.started`, the title, the file's
name, the front matter's `date`, the first date of the text. A clock time that goes back by more than twelve
hours without a date has passed midnight; anything less is left as it stands, so that an entry in the wrong
place can be seen. The zone: what the stamp says, else the table's header, the section's heading or a sentence
there, a sentence anywhere ("All times in UTC"), the entry before; else the configured one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING

from pmtool.model.blocks import BlockKind
from pmtool.model.entries import Stamp, TimelineEntry
from pmtool.model.mapped import MappedText
from pmtool.model.span import Span
from pmtool.parse.dates import resolve_year
from pmtool.parse.sections import Part
from pmtool.parse.stamps import find_stamp
from pmtool.parse.zones import read_zone, zone_in, zone_said

if TYPE_CHECKING:
    from pmtool.parse.document import Document

_HALF_DAY = dt.timedelta(hours=12)
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Draft:
    """A stamp that was found, before dates and zones are carried over.

    group: what is read as one sequence. entry: whether it is an entry, or only says the date of those below
    it. zone, year: what a table's header says.
    """

    part: Part
    group: tuple[object, ...]
    span: Span
    stamp: Stamp
    text: MappedText
    entry: bool = True
    label: bool = False
    zone: dt.tzinfo | None = None
    year: int | None = None


def resolve(document: "Document", drafts: Sequence[Draft]) -> list[TimelineEntry]:
    """The entries with their days and instants."""
    return _Resolver(document).run(drafts)


class _Resolver:
    """Carries dates and zones from one draft to the next."""

    def __init__(self, document: "Document") -> None:
        self.document = document
        self.default = read_zone(document.vocabulary.zone) or dt.UTC
        self.part_zones: dict[int, dt.tzinfo | None] = {}
        self.last: dict[tuple[object, ...], dt.datetime] = {}
        self.last_zone: dict[int, dt.tzinfo] = {}

    def run(self, drafts: Sequence[Draft]) -> list[TimelineEntry]:
        groups: dict[tuple[object, ...], int] = {}
        entries: list[TimelineEntry] = []
        carried: dt.date | None = None
        part: Part | None = None
        anchor = anchor_day(self.document) if drafts else None
        for draft in drafts:
            if draft.part is not part:
                part, carried = draft.part, self._opener_day(draft.part)
            # The year alone, from a table's header, is enough for dates that leave it out.
            year = dt.date(draft.year, 7, 1) if draft.year and draft.stamp.month_day else None
            day = self._day(draft, carried or year or anchor)
            if day is not None and (draft.stamp.dated or carried is not None):
                carried = day
            if not draft.entry:
                self.last.pop(draft.group, None)
                continue
            zone, stated = self._zone(draft)
            at = None
            if day is not None and draft.stamp.time is not None:
                at = dt.datetime.combine(day, draft.stamp.time, zone)
                self.last[draft.group] = at
                carried = day
            group = groups.setdefault(draft.group, len(groups))
            entries.append(TimelineEntry(draft.span, draft.stamp, draft.text, at, day, stated, group))
        return entries

    def _day(self, draft: Draft, carried: dt.date | None) -> dt.date | None:
        stamp = draft.stamp
        if stamp.date is not None:
            return stamp.date
        if stamp.misdated:
            return None
        if stamp.month_day is not None:
            return resolve_year(stamp.month_day, carried) if carried else None
        if carried is None or stamp.time is None:
            return carried
        before = self.last.get(draft.group)
        if before is None or before.date() != carried:
            return carried
        back = dt.datetime.combine(carried, before.time()) - dt.datetime.combine(carried, stamp.time)
        return carried + _DAY if back > _HALF_DAY else carried

    def _opener_day(self, part: Part) -> dt.date | None:
        """The date in the heading of a part: "Timeline, 3 May 2021"."""
        if part.opener is None:
            return None
        found = find_stamp(self.document.blocks[part.opener].text)
        return found.stamp.date if found else None

    def _zone(self, draft: Draft) -> tuple[dt.tzinfo, bool]:
        key = id(draft.part)
        if draft.stamp.zone is not None:
            self.last_zone.setdefault(key, draft.stamp.zone)
            return draft.stamp.zone, True
        if key not in self.part_zones:
            self.part_zones[key] = self._part_zone(draft.part)
        zone = draft.zone or self.part_zones[key] or self.document_zone or self.last_zone.get(key)
        return (zone, True) if zone is not None else (self.default, False)

    def _part_zone(self, part: Part | None) -> dt.tzinfo | None:
        blocks = self.document.blocks
        while part is not None:
            if part.opener is not None:
                zone = zone_in(blocks[part.opener].text)
                if zone is not None:
                    return zone
                for index in part.blocks[:8]:
                    zone = zone_said(blocks[index].text) if blocks[index].kind is not BlockKind.CODE else None
                    if zone is not None:
                        return zone
            part = part.outer
        return None

    @cached_property
    def document_zone(self) -> dt.tzinfo | None:
        """The zone that a sentence anywhere in the body says all times are in."""
        for block in self.document.blocks:
            if block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING):
                zone = zone_said(block.text)
                if zone is not None:
                    return zone
        return None


def anchor_day(document: "Document") -> dt.date | None:
    """The day that clock times without any date are of, where the document says it."""
    data = document.front.data
    times = data.get("times")
    started = times.get("started") if isinstance(times, dict) else None
    if isinstance(started, dict):
        started = started.get("at")
    title = document.title[0] if document.title else None
    for value in (started, title, document.stem[:40], data.get("date")):
        if isinstance(value, str):
            found = find_stamp(value)
            if found is not None and found.stamp.date is not None:
                return found.stamp.date
    for block in document.blocks[:60]:
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING, BlockKind.CELL):
            found = find_stamp(block.text)
            if found is not None and found.stamp.date is not None:
                return found.stamp.date
    return None
