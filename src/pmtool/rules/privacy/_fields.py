"""Where a document names people on purpose: lines such as `Authors: …`, lists below `Attendees:`, cells of owners."""

# ruff: noqa: SIM905 -- word lists read better as text

from bisect import bisect_right
from functools import cached_property
import re

from pmtool.model.blocks import BlockKind
from pmtool.model.span import Span
from pmtool.parse import Document

# What stands before a colon where a name says who does the work.
_FIELDS = frozenset(
    "owner owners author authors co-author co-authors assignee assignees assigned reviewer reviewers facilitator facilitators "
    "scribe scribes participant participants attendee attendees responder responders prepared reviewed approved written "
    "drafted contact contacts lead leads signed who by reporter editor editors commander ic moderator chair invited present "
    "involved people approver approvers accountable responsible".split()
)
_MARKUP = str.maketrans(dict.fromkeys("*_|>#[]()/&+,", " "))
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s")
_LABEL_WORDS = 4
_LOOK_BACK = 300
# A field for people with more small words than these tells something.
_PROSE_WORDS = 8
# What parts a name from what follows: a line's end, bold, a colon, a cell, a link.
_BREAK = re.compile(r"[\n*_:|<\[\]]")


def is_label(text: str) -> bool:
    """Whether a text is the name of a field for people: "Authors", "Incident commander", "**Reviewed by**"."""
    words = text.lower().translate(_MARKUP).replace(":", " ").split()
    return 0 < len(words) <= _LABEL_WORDS and not _FIELDS.isdisjoint(words)


def unbroken(raw: str) -> str:
    """The part of a name's source text before a line's end, a colon or a change of markup."""
    found = _BREAK.search(raw)
    return raw[: found.start()].rstrip() if found else raw


class PeopleFields:
    """The fields of one document; looked up by offsets into its text."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def covers(self, span: Span) -> bool:
        """Whether a span lies in a field, list or cell that is for people."""
        starts, fields = self._lines
        start = starts[bisect_right(starts, span.start) - 1]
        at = bisect_right(self._spans, span.start, key=lambda other: other.start)
        return (
            start in fields
            or any(span.overlaps(other) for other in self._spans[max(0, at - 2) : at + 1])
            or _after_label(self._document.text[max(start, span.start - _LOOK_BACK) : span.start])
        )

    @cached_property
    def _spans(self) -> list[Span]:
        """In order. Cells do not overlap, nor do fields, so that the nearest two decide."""
        actions = (field.span for action in self._document.actions for field in action.fields.values())
        return sorted((*actions, *self._cells()), key=lambda span: span.start)

    def _cells(self) -> list[Span]:
        """The cells below a header that names owners, and beside a first cell that does."""
        columns: set[tuple[int, int]] = set()
        rows: set[tuple[int, int]] = set()
        spans: list[Span] = []
        for block in self._document.blocks:
            place = block.cell
            if block.kind is not BlockKind.CELL or place is None:
                continue
            if is_label(block.text):
                if place.row == 0:
                    columns.add((place.table, place.column))
                if place.column == 0:
                    rows.add((place.table, place.row))
            elif (place.table, place.column) in columns or (place.table, place.row) in rows:
                spans.append(block.span)
        return spans

    @cached_property
    def _lines(self) -> tuple[list[int], frozenset[int]]:
        """Where lines begin; and those of such fields, their lists and wrapped lines included."""
        found: set[int] = set()
        starts: list[int] = []
        at = 0
        listing = wrapped = False
        for line in self._document.text.split("\n"):
            starts.append(at)
            plain = line.strip()
            label, colon, rest = _without_item(plain).partition(":")
            if colon and is_label(label) and not _is_prose(rest):
                found.add(at)
                listing, wrapped = not rest.strip(" *_"), plain.endswith(",")
            elif plain and wrapped:
                found.add(at)
                wrapped = plain.endswith(",")
            elif listing and plain:
                listing = _ITEM.match(line) is not None
                if listing:
                    found.add(at)
            elif not plain:
                wrapped = False
            at += len(line) + 1
        return starts, frozenset(found)


def _is_prose(rest: str) -> bool:
    """Whether a field's text is a story ("Who: the batch was started by Marta, because ...") and no list of names."""
    return sum(word[0].islower() for word in rest.split()) > _PROSE_WORDS


def _without_item(line: str) -> str:
    return line[match.end() :] if (match := _ITEM.match(line)) else line


def _after_label(before: str) -> bool:
    """Whether a label and names alone stand before: "Date: today. Owner: Marta, " """
    head, colon, tail = before.rpartition(":")
    words = tail.translate(_MARKUP).split()
    return (
        bool(colon)
        and all(word[0].isupper() or word == "and" for word in words)
        and is_label(" ".join(head.split()[-2:]))
    )
