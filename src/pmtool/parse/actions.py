"""Actions, in the forms that real reviews use.

The task list with a field a line, tables whose header names the fields, plain task or bullet items and
numbered sub-headings in a section that is for actions (or below a bold lead or item that announces them).
State is read from a field, the box, a word, an emoji or struck-out text; owner, due date and ticket also
where they stand inside the item. A nested item that is no field belongs to its action. What cannot be told is
left out.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import replace
import re
from typing import TYPE_CHECKING, Literal

from pmtool.model.blocks import Block, BlockKind, Link
from pmtool.model.entries import Action, ActionField, ActionState
from pmtool.model.mapped import MappedText
from pmtool.model.span import Span
from pmtool.parse.action_fields import (
    FIELDS,
    aim_of,
    canonical_field,
    column_field,
    is_key_shaped,
    read_field,
    state_of,
)
from pmtool.parse.action_text import ItemText, is_theme, read_item_text, says_none
from pmtool.parse.lines import content_lines, join_lines
from pmtool.parse.sections import Part, is_lead
from pmtool.parse.tables import Table, read_tables, row_span
from pmtool.vocab import SectionKind

if TYPE_CHECKING:
    from pmtool.parse.document import Document

_NUMBERED = re.compile(r"\s*#?\d{1,2}[.)]\s+\S")
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{2,30})[)\]]\s*\Z")
_NAME = re.compile(r"@?[A-Z][\w'’-]+(?: [A-Z][\w'’.-]+){0,2}")


# `_[Begin with a verb]_`: the shape of an action in a template, not one yet.
_PLACEHOLDER = re.compile(r"\[[^\[\]]*\]")


def read_actions(document: "Document") -> list[Action]:
    """The actions in the order of the text."""
    reader = _Reader(document)
    found = [
        action for part in document.parts if part.kind is SectionKind.ACTIONS for action in reader.read(part)
    ]
    if not found:
        found = list(reader.read_loose_tables())
    found = [action for action in found if not _PLACEHOLDER.fullmatch(action.text)]
    return sorted(found, key=lambda action: action.span.start)


class _Reader:
    """Reads the actions of one document."""

    def __init__(self, document: "Document") -> None:
        self.document = document
        self.blocks = document.blocks
        self.people = _people(document)
        self._links = sorted(document.links, key=lambda link: link.span.start)
        self._starts = [link.span.start for link in self._links]
        self.children: dict[int, list[int]] = {}
        for index, block in enumerate(document.blocks):
            if block.parent is not None and block.kind is BlockKind.ITEM:
                self.children.setdefault(block.parent, []).append(index)

    def read(self, part: Part) -> Iterator[Action]:
        """The actions of one part."""
        inherited: ActionState | None = heading_state(self._opener_text(part))
        covered = 0
        for place, index in enumerate(part.blocks):
            block = self.blocks[index]
            if block.span.start < covered:
                continue
            if block.kind is BlockKind.HEADING or is_lead(block):
                inherited = heading_state(block.text)
                if block.kind is BlockKind.HEADING and self._is_action_heading(part, place):
                    yield self._from_heading(part, place)
            elif block.kind is BlockKind.ITEM:
                if self._is_label(index):
                    inherited = state_of(block.text) or inherited
                    continue
                covered = block.span.end
                if block.text and not says_none(block.text):
                    yield self._from_item(index, inherited)
        cells = [self.blocks[index] for index in part.blocks if self.blocks[index].kind is BlockKind.CELL]
        for table in read_tables(cells):
            yield from self._from_table(table)

    def read_loose_tables(self) -> Iterator[Action]:
        """Tables of actions outside a section for them: an action column beside owner, due date or state."""
        for table in read_tables([block for block in self.blocks if block.kind is BlockKind.CELL]):
            names = {column: column_field(cell.text) for column, cell in table.header.items()}
            texts = [table.header[column].text for column, name in names.items() if name == "text"]
            named = any("action" in text.casefold() or "task" in text.casefold() for text in texts)
            if named and {"owner", "due", "state"} & set(names.values()):
                yield from self._from_table(table)

    def _opener_text(self, part: Part) -> str:
        return self.blocks[part.opener].text if part.opener is not None else ""

    def _is_label(self, index: int) -> bool:
        """An item that only gathers the actions nested in it."""
        block = self.blocks[index]
        inner = self.children.get(index, [])
        if block.task is not None or not inner:
            return False
        if all(self.blocks[child].task is not None for child in inner):
            return True
        return (
            is_theme(block.text) or self.document.vocabulary.names_section(block.text) is SectionKind.ACTIONS
        )

    def _links_in(self, span: Span) -> list[Link]:
        first = bisect_left(self._starts, span.start)
        return self._links[first : bisect_left(self._starts, span.end)]

    def _link_over(self, span: Span) -> Link | None:
        """The link that a span lies in."""
        index = bisect_right(self._starts, span.start) - 1
        found = self._links[index] if index >= 0 else None
        return found if found is not None and span.end <= found.span.end else None

    # -- items

    def _from_item(self, index: int, inherited: ActionState | None) -> Action:
        block = self.blocks[index]
        own, found = self._own_text(block)
        nested = (read_field(self.blocks[child].content) for child in self.children.get(index, []))
        found += [candidate for candidate in nested if candidate is not None]
        known = {candidate.name: candidate for candidate in reversed(found) if candidate.name in FIELDS}
        item = read_item_text(own, self._links_in(block.span), self.people)
        fields = self._with_targets({**item.fields, **known})
        form: Literal["task", "bullet"] = "task" if block.task is not None else "bullet"
        return Action(
            id=item.id,
            text=item.text,
            span=block.span,
            title_span=item.span,
            form=form,
            state=_state(fields, block.task, item, inherited),
            box=block.task,
            box_span=block.marker,
            fields=fields,
            unknown=tuple(candidate for candidate in found if _is_unknown(candidate, known)),
            struck=item.struck,
            id_span=item.id_span,
        )

    def _own_text(self, block: Block) -> tuple[MappedText, list[ActionField]]:
        """The text of an item, and fields that stand on its further lines without a bullet."""
        lines = content_lines(self.document.text, block)
        fields: list[ActionField] = []
        while len(lines) > 1:
            found = read_field(lines[-1])
            if found is None or found.name not in FIELDS:
                break
            fields.insert(0, found)
            lines.pop()
        return (join_lines(lines) if fields else block.content), fields

    def _with_targets(self, fields: dict[str, ActionField]) -> Mapping[str, ActionField]:
        """Evidence and tickets that are one link stand for its target."""
        for name in ("evidence", "ticket"):
            found = fields.get(name)
            if found is None:
                continue
            link = self._link_over(found.value_span) if found.value else None
            if link is not None and link.target:
                fields[name] = replace(found, value=link.target)
        return fields

    # -- headings

    def _is_action_heading(self, part: Part, place: int) -> bool:
        """A numbered sub-heading with text and no list below it is an action, with its explanation."""
        if not _NUMBERED.match(self.blocks[part.blocks[place]].text):
            return False
        for index in part.blocks[place + 1 :]:
            if self.blocks[index].kind is BlockKind.HEADING:
                break
            if self.blocks[index].kind in (BlockKind.ITEM, BlockKind.CELL):
                return False
        return True

    def _from_heading(self, part: Part, place: int) -> Action:
        block = self.blocks[part.blocks[place]]
        end = block.span.end
        for index in part.blocks[place + 1 :]:
            if self.blocks[index].kind is BlockKind.HEADING:
                break
            end = max(end, self.blocks[index].span.end)
        number = re.match(r"\s*#?\d{1,2}[.)]\s+", block.text)
        content = block.content.slice(number.end() if number else 0, len(block.content))
        item = read_item_text(content, self._links_in(Span(block.span.start, end)), self.people)
        span = Span(block.span.start, end)
        state = _state(item.fields, None, item, None)
        return Action(
            item.id,
            item.text,
            span,
            item.span,
            "heading",
            state,
            fields=item.fields,
            struck=item.struck,
            id_span=item.id_span,
        )

    # -- tables

    def _from_table(self, table: Table) -> Iterator[Action]:
        names = {column: column_field(cell.text) for column, cell in table.header.items()}
        text_column = next((column for column, name in names.items() if name == "text"), None)
        if text_column is None:
            if not any(name in FIELDS for name in names.values()):
                return
            text_column = next((column for column, name in names.items() if name is None), None)
        for row in table.rows:
            if text_column is not None and text_column in row and row[text_column].text:
                yield self._from_row(table, row, names, text_column)

    def _from_row(
        self, table: Table, row: dict[int, Block], names: Mapping[int, str | None], text_column: int
    ) -> Action:
        span = row_span(row)
        item = read_item_text(row[text_column].content, self._links_in(row[text_column].span), self.people)
        fields = dict(item.fields)
        for column, cell in row.items():
            name, value = names.get(column), cell.content
            if (
                name is None
                or name not in FIELDS
                or not value
                or says_none(value.text)
                or value.text in ("-", "–", "—", "?")
            ):
                continue
            written = value.text
            if name == "aim" and canonical_field(table.header[column].text) != "aim":
                mapped = aim_of(written)
                if mapped is None:
                    continue
                written = mapped
            fields[name] = ActionField(name, written, table.header[column].span, value.span(), cell.span)
        known = self._with_targets(fields)
        number = next((row[column] for column, name in names.items() if name == "id" and column in row), None)
        state = _state(known, None, item, None)
        return Action(
            (number.text or None) if number else item.id,
            item.text,
            span,
            item.span,
            "row",
            state,
            fields=known,
            struck=item.struck,
            id_span=number.own if number else item.id_span,
        )


def heading_state(text: str) -> ActionState | None:
    """The state that a sub-heading says for all below it: "Immediate (Completed)", "In progress"."""
    found = _IN_BRACKETS.search(text)
    state = state_of(found[1] if found else text)
    # "Later" and "Planned" say when; only what is over or under way is a state of all items.
    return state if state in (ActionState.DONE, ActionState.IN_PROGRESS, ActionState.DECLINED) else None


def _state(
    fields: Mapping[str, ActionField], box: bool | None, item: ItemText, inherited: ActionState | None
) -> ActionState:
    said = fields.get("state")
    values = {name: found.value for name, found in fields.items() if found.value}
    return said_state(
        state_of(said.value) if said is not None else None,
        values,
        box=box,
        struck=item.struck,
        inline=item.state,
        inherited=inherited,
    )


def said_state(
    said: ActionState | None,
    values: Mapping[str, str],
    *,
    box: bool | None,
    struck: bool = False,
    inline: ActionState | None = None,
    inherited: ActionState | None = None,
) -> ActionState:
    """The state that all signs of an action make up.

    said: of its field; values: its fields that are not empty; box: None without one; inline: of its text; inherited: of
    the heading above it.
    """
    if said in (None, ActionState.DONE) and "verified" in values:
        doubt = re.search(r"\bnot effective\b|\bineffective\b", values["verified"].casefold())
        return ActionState.NOT_EFFECTIVE if doubt else ActionState.VERIFIED
    if said is not None:
        return said
    if box or "done" in values or struck:
        return ActionState.DONE
    if inline is not None:
        return inline
    return inherited if inherited is not None and box is None else ActionState.OPEN


def _is_unknown(found: ActionField, known: Mapping[str, ActionField]) -> bool:
    """A nested line that is meant as a field: written like one, among others or close to one in spelling."""
    from difflib import get_close_matches

    if found.name in FIELDS or not is_key_shaped(found.name) or found.name.startswith("x-"):
        return False
    return bool(known) or bool(get_close_matches(found.name, FIELDS, n=1, cutoff=0.8))


def _people(document: "Document") -> frozenset[str]:
    """Names that the document itself gives as people: handles, attendees, authors."""
    names: set[str] = set()
    for part in document.parts:
        if part.kind is SectionKind.PEOPLE:
            for index in part.blocks:
                for name in _NAME.findall(document.blocks[index].text[:2000]):
                    names.update((name, name.split(" ")[0]))
    for key in ("authors", "author", "reviewers", "facilitator"):
        value = document.front.data.get(key)
        for entry in value if isinstance(value, list) else [value]:
            if isinstance(entry, str):
                names.update((entry, entry.split(" ")[0]))
    return frozenset(names)
