"""Timeline entries, in the forms that real reviews use.

List items and lines that begin with a stamp, table rows with a column of times, headings that hold a stamp
with the text below them, short labels with a stamp behind (`First detected 2022-01-22 11:57`), and, where a
timeline has nothing else, lines of a code block. Where a document has a timeline, only what stands in it
counts; else any run of two. `parse.instants` then carries dates and zones over.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pmtool.model.blocks import BlockKind
from pmtool.model.entries import TimelineEntry
from pmtool.model.mapped import MappedText
from pmtool.model.span import Span
from pmtool.parse.instants import Draft, resolve
from pmtool.parse.labels import labelled_stamp
from pmtool.parse.lines import content_lines, join_lines
from pmtool.parse.sections import Part
from pmtool.parse.stamps import FoundStamp, read_stamp
from pmtool.parse.tables import read_time_tables
from pmtool.vocab import SectionKind

if TYPE_CHECKING:
    from pmtool.parse.document import Document

# Lists of dates in these are no course of events.
_NOT_EVENTS = (SectionKind.ACTIONS, SectionKind.SOURCES, SectionKind.PEOPLE)


def read_timeline(document: "Document") -> list[TimelineEntry]:
    """The entries in the order of the text."""
    reader = _Reader(document)
    drafts: list[Draft] = []
    for part in document.parts:
        if part.kind is SectionKind.TIMELINE:
            drafts += reader.read(part)
    if not any(draft.entry for draft in drafts):
        drafts = reader.read_loose()
    elif all(_is_item_lead(document, draft.part) for draft in drafts):
        # "Key events" as an item among others: the course of events often stands in the items beside it.
        known = {draft.stamp.span for draft in drafts}
        drafts += [draft for draft in reader.read_loose() if draft.stamp.span not in known]
        drafts.sort(key=lambda draft: draft.stamp.span.start)
    return resolve(document, drafts)


def _is_item_lead(document: "Document", part: Part) -> bool:
    return part.opener is not None and document.blocks[part.opener].kind is BlockKind.ITEM


class _Reader:
    """Finds drafts of entries in parts of one document."""

    def __init__(self, document: "Document") -> None:
        from pmtool.parse.dates import day_comes_first

        self.document = document
        self.blocks = document.blocks
        self.day_first = day_comes_first(document.text, default=document.vocabulary.day_first)

    def stamp(self, text: MappedText) -> FoundStamp | None:
        return read_stamp(text.text, day_first=self.day_first)

    def read(self, part: Part) -> list[Draft]:
        """The drafts of a timeline part, in order."""
        indices = self._with_flat_headings(part)
        drafts = self._drafts(part, indices, strict=False)
        if not any(
            draft.entry and draft.group[1] in ("item", "line", "heading") and not draft.label
            for draft in drafts
        ):
            drafts += self._from_code(part, indices)
        return sorted(drafts, key=lambda draft: draft.stamp.span.start)

    def read_loose(self) -> list[Draft]:
        """Runs of at least two entries anywhere else."""
        kept: list[Draft] = []
        for part in self.document.parts:
            if part.kind in _NOT_EVENTS:
                continue
            runs: dict[tuple[object, ...], list[Draft]] = {}
            for draft in self._drafts(part, part.blocks, strict=True):
                runs.setdefault(draft.group, []).append(draft)
            for run in runs.values():
                if sum(draft.entry for draft in run) >= 2:
                    kept += run
        return sorted(kept, key=lambda draft: draft.stamp.span.start)

    def _with_flat_headings(self, part: Part) -> Sequence[int]:
        """The blocks of a part, and of headings with stamps that follow it on its own level."""
        indices = list(part.blocks)
        index = (indices[-1] if indices else part.opener or 0) + 1
        inside = False
        for following in range(index, len(self.blocks)):
            block = self.blocks[following]
            if block.kind is BlockKind.HEADING:
                inside = not block.quoted and self.stamp(block.content) is not None
                if not inside:
                    break
            if not inside:
                break
            indices.append(following)
        return indices

    def _drafts(self, part: Part, indices: Sequence[int], *, strict: bool) -> list[Draft]:
        drafts: list[Draft] = []
        for place, index in enumerate(indices):
            block = self.blocks[index]
            if block.kind is BlockKind.HEADING:
                drafts += self._heading(part, indices, place, strict=strict)
            elif block.kind is BlockKind.ITEM:
                drafts += self._item(part, index, strict=strict)
            elif block.kind is BlockKind.PARAGRAPH and block.parent is None:
                drafts += self._paragraph(part, indices, place, strict=strict)
        cells = [self.blocks[index] for index in indices if self.blocks[index].kind is BlockKind.CELL]
        drafts += read_time_tables(part, cells, day_first=self.day_first, strict=strict)
        return sorted(drafts, key=lambda draft: draft.stamp.span.start)

    def _item(self, part: Part, index: int, *, strict: bool) -> Iterator[Draft]:
        block = self.blocks[index]
        content = block.content
        found = self.stamp(content)
        group = (part, "item", block.parent)
        if found is not None and not (strict and found.worded):
            text = content.slice(found.rest, len(content))
            carrier = not text and not found.stamp.time and self._has_inner(index)
            stamp = found.placed(content.span(found.start, found.end))
            yield Draft(part, group, block.span, stamp, text, entry=not carrier)
        elif found is None and not strict:
            yield from self._label(part, block.span, content, group)

    def _has_inner(self, index: int) -> bool:
        following = self.blocks[index + 1 : index + 2]
        return bool(following) and following[0].span.start < self.blocks[index].span.end

    def _label(
        self, part: Part, span: Span, content: MappedText, group: tuple[object, ...]
    ) -> Iterator[Draft]:
        found = labelled_stamp(content.text, day_first=self.day_first)
        if found is not None:
            label, rest = content.slice(0, found.start).strip(), content.slice(found.rest, len(content))
            stamp = found.placed(content.span(found.start, found.end))
            yield Draft(part, group, span, stamp, rest or trimmed_label(label), label=True)

    def _heading(self, part: Part, indices: Sequence[int], place: int, *, strict: bool) -> Iterator[Draft]:
        block = self.blocks[indices[place]]
        content = block.content
        found = self.stamp(content)
        group = (part, "heading", None)
        below = self._below(indices, place)
        end = self.blocks[below[-1]].span.end if below else block.span.end
        span = Span(block.span.start, max(end, block.span.end))
        if found is None or (strict and found.worded):
            if not strict:
                yield from self._label(part, span, content, group)
            return
        text = content.slice(found.rest, len(content))
        if not text:
            text = next((self.blocks[index].content for index in below if self.blocks[index].text), text)
        times_inside = not found.stamp.time and self._times_follow(indices, place, block.level)
        stamp = found.placed(content.span(found.start, found.end))
        yield Draft(part, group, span, stamp, text, entry=bool(text) and not times_inside)

    def _below(self, indices: Sequence[int], place: int) -> list[int]:
        """The blocks between a heading and the next one."""
        below: list[int] = []
        for index in indices[place + 1 :]:
            if self.blocks[index].kind is BlockKind.HEADING:
                break
            below.append(index)
        return below

    def _times_follow(self, indices: Sequence[int], place: int, level: int) -> bool:
        """Whether clock times stand below a heading that holds a date."""
        for index in indices[place + 1 :]:
            block = self.blocks[index]
            if block.kind is BlockKind.HEADING and block.level <= level:
                return False
            found = self.stamp(block.content) if block.kind is not BlockKind.CODE else None
            if found is not None and found.stamp.time is not None and found.stamp.date is None:
                return True
        return False

    def _paragraph(self, part: Part, indices: Sequence[int], place: int, *, strict: bool) -> Iterator[Draft]:
        block = self.blocks[indices[place]]
        group = (part, "line", None)
        lines = content_lines(self.document.text, block)
        starts: list[tuple[int, FoundStamp]] = []
        for number, line in enumerate(lines):
            found = self.stamp(line)
            if found is None or not self._leads(found, line, first=number == 0, strict=strict):
                continue
            starts.append((number, found))
        if not starts and len(lines) == 1 and not strict:
            yield from self._below_heading(part, indices, place, lines[0])
        ends = [*(number for number, _ in starts[1:]), len(lines)]
        for (number, found), last in zip(starts, ends, strict=False):
            span = Span(lines[number].span().start, lines[last - 1].span().end)
            text = join_lines(lines[number:last], found.rest)
            carrier = not text and not found.stamp.time and not found.stamp.problem
            stamp = found.placed(lines[number].span(found.start, found.end))
            yield Draft(part, group, span, stamp, text, entry=not carrier)

    def _leads(self, found: FoundStamp, line: MappedText, *, first: bool, strict: bool) -> bool:
        """Whether a stamp at the head of a line makes it an entry, and not a sentence that was wrapped
        there."""
        alone = found.rest >= len(line)
        if strict:
            return found.closed and not found.worded and not alone
        if first:
            return True
        return (found.closed or alone) and not found.worded

    def _below_heading(
        self, part: Part, indices: Sequence[int], place: int, line: MappedText
    ) -> Iterator[Draft]:
        """`**Time**: 10:05` right below a heading says when that happened."""
        before = self.blocks[indices[place - 1]] if place else None
        found = labelled_stamp(line.text, day_first=self.day_first)
        if found is None:
            return
        label = line.text[: found.start].strip(" :*-").casefold()
        if (
            before is not None
            and before.kind is BlockKind.HEADING
            and label in ("time", "date", "when", "timestamp")
        ):
            span = Span(before.span.start, line.span().end)
            stamp = found.placed(line.span(found.start, found.end))
            yield Draft(part, (part, "heading", None), span, stamp, before.content)
        elif len(line) <= 100:
            yield from self._label(part, line.span(), line, (part, "line", None))

    def _from_code(self, part: Part, indices: Sequence[int]) -> list[Draft]:
        """Lines of code blocks that begin with a clock time; bracketed log lines are evidence, not a
        timeline."""
        drafts: list[Draft] = []
        for index in indices:
            block = self.blocks[index]
            if block.kind is not BlockKind.CODE or block.info.strip() not in ("", "text", "txt", "plaintext"):
                continue
            for span in _line_spans(self.document.text, block.span):
                line = MappedText.verbatim(self.document.text, span).strip()
                found = self.stamp(line) if line and line.text[0] not in "[(" else None
                if found is not None and found.stamp.time is not None and found.closed and not found.worded:
                    text = line.slice(found.rest, len(line))
                    stamp = found.placed(line.span(found.start, found.end))
                    drafts.append(Draft(part, (part, "code", index), line.span(), stamp, text))
        return drafts if len(drafts) >= 2 else []


def trimmed_label(label: MappedText) -> MappedText:
    """A label without the marks between it and its stamp."""
    return label.slice(0, len(label.text.rstrip(" :([-–—,@*")))


def _line_spans(text: str, span: Span) -> Iterator[Span]:
    at = span.start
    for line in span.of(text).splitlines(keepends=True):
        yield Span(at, at + len(line))
        at += len(line)
