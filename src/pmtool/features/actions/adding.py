"""A new action in the text of a review: behind the last one, in the form that the review uses."""

from collections.abc import Iterator, Mapping
import re

from pmtool.errors import PmError
from pmtool.features.actions.edits import where
from pmtool.features.actions.encoding import cell_markdown, cell_text, field_markdown, item_text
from pmtool.features.actions.items import item_block, own_line_fields
from pmtool.features.actions.proof import seen
from pmtool.features.actions.splices import Splice, line_end, line_of, spliced
from pmtool.features.actions.tables import added_columns, row_text, table_of
from pmtool.model.blocks import Section
from pmtool.model.entries import Action, ActionState
from pmtool.model.span import Span
from pmtool.parse import Document
from pmtool.vocab import SectionKind

_ID = re.compile(r"([A-Z]{1,3}-?)(\d{1,3})\Z")
_MARKER = re.compile(r"([-*+])|(\d{1,9})([.)])")
# Sections that come behind the actions.
_BEHIND = frozenset({SectionKind.LESSONS, SectionKind.PEOPLE, SectionKind.SOURCES})


def next_id(document: Document) -> str:
    """An id that no action of the review has, continuing the way they are written."""
    found = [match for action in document.actions if (match := _ID.match(action.id or ""))]
    if not found:
        return "A1"
    lead = found[-1][1]
    return f"{lead}{max(int(match[2]) for match in found if match[1] == lead) + 1}"


def add_action(document: Document, text: str, fields: Mapping[str, str]) -> tuple[str, str]:
    """The text of the review with a new action, and its id. Raises PmError where that is not safely possible.

    fields: by canonical name; empty ones are left out.
    """
    ident = next_id(document)
    fields = {name: value for name, value in fields.items() if value}
    reads = item_text(text, ident)[1]
    for splices in _ways(document, ident, text, fields):
        after = Document(document.path, spliced(document.text, splices), document.vocabulary)
        if _proves(document, after, ident, reads, fields):
            return after.text, ident
    place = where(document, len(document.actions) - 1) if document.actions else str(document.path)
    raise PmError(
        f"{place}: a new action cannot be put here without touching more than was asked",
        "add it by hand there",
    )


def _proves(before: Document, after: Document, ident: str, text: str, fields: Mapping[str, str]) -> bool:
    new = [n for n, action in enumerate(after.actions) if action.id == ident]
    if len(new) != 1 or len(after.actions) != len(before.actions) + 1:
        return False
    action = after.actions[new[0]]
    others = [seen(other) for n, other in enumerate(after.actions) if n != new[0]]
    return (
        others == [seen(other) for other in before.actions]
        and action.text == text
        and action.state in (ActionState.OPEN, ActionState.PROPOSED)
        and all(action.get(name) == value for name, value in fields.items() if name != "state")
        and before.front.body.of(before.text) == after.front.body.of(after.text)
    )


def _ways(document: Document, ident: str, text: str, fields: Mapping[str, str]) -> Iterator[list[Splice]]:
    last = document.actions[-1] if document.actions else None
    if last is not None and last.form == "row":
        yield _new_row(document, last, ident, text, fields)
        return
    if last is not None and last.form in ("task", "bullet"):
        yield from _behind_item(document, last, ident, text, fields)
    yield _in_section(document, ident, text, fields)


# -- lists


def _item(prefix: str, indent: str, newline: str, ident: str, text: str, fields: Mapping[str, str]) -> str:
    """`prefix` stands before the box, `indent` before the bullet of a field."""
    bullet = prefix.strip(" >")
    lines = [f"{prefix}[ ] {item_text(text, ident)[0]}"]
    lines += [
        f"{indent}{bullet if bullet in '-*+' else '-'} {name}: {field_markdown(name, value)}"
        for name, value in fields.items()
    ]
    return newline.join(lines)


def _behind_item(
    document: Document, last: Action, ident: str, text: str, fields: Mapping[str, str]
) -> Iterator[list[Splice]]:
    source, lines = document.text, document.lines
    first = line_of(lines, last.span.start)
    lead = re.sub(r"[^\s>]", " ", source[first.start : last.span.start])
    marker = _MARKER.match(source, last.span.start)
    bullet = "-"
    if marker is not None:
        bullet = marker[1] or f"{int(marker[2]) + 1}{marker[3]}"
    own = own_line_fields(last)
    end = max(
        item_block(document, last).own.end, last.span.start + len(last.span.of(source).rstrip(" \t\r\n>"))
    )
    at = line_of(lines, max(last.span.start, end - 1)).end
    newline = line_end(source, lines, last.span.start)
    indent = lead + " " * (len(bullet) + 1)
    for found in sorted(own.values(), key=lambda found: found.span.start)[:1]:
        line = line_of(lines, found.key_span.start)
        written = re.match(r"[\s>]*", source[line.start : found.key_span.start])
        if written and source[line.start + written.end()] in "-*+":
            indent = written[0]
    loose = lead.rstrip() if _is_loose(document, last) else None
    for gap in ("", newline) if loose is None else (f"{loose}{newline}", ""):
        item = _item(f"{lead}{bullet} ", indent, newline, ident, text, fields)
        yield [Splice(Span(at, at), f"{newline}{gap}{item}")]


def _is_loose(document: Document, last: Action) -> bool:
    """Whether a blank line stands between the actions of the list."""
    number = document.lines.position(last.span.start).line
    return number > 1 and len(document.actions) > 1 and not document.lines.line_text(number - 1).strip(" \t>")


def _in_section(document: Document, ident: str, text: str, fields: Mapping[str, str]) -> list[Splice]:
    newline = "\r\n" if "\r\n" in document.text else "\n"
    item = _item("- ", "  ", newline, ident, text, fields)
    section = document.section(SectionKind.ACTIONS)
    if section is not None:
        at = _content_end(document, section)
        return [Splice(Span(at, at), f"{newline}{newline}{item}{_closing(document, at, newline)}")]
    behind = next((other for other in document.sections if other.kind in _BEHIND and other.level <= 2), None)
    if behind is not None:
        at = behind.span.start
        return [Splice(Span(at, at), f"## Actions{newline}{newline}{item}{newline}{newline}")]
    at = len(document.text)
    gap = "" if document.text.endswith(("\n", "\r")) else newline
    return [Splice(Span(at, at), f"{gap}{newline}## Actions{newline}{newline}{item}{newline}")]


def _content_end(document: Document, section: Section) -> int:
    """Where the text of a section ends, before the blank lines at its end."""
    inside = section.span.of(document.text)
    return section.span.start + len(inside.rstrip())


def _closing(document: Document, at: int, newline: str) -> str:
    return newline if at == len(document.text) else ""


# -- tables


def _new_row(
    document: Document, last: Action, ident: str, text: str, fields: Mapping[str, str]
) -> list[Splice]:
    table = table_of(document, last)
    line = line_of(document.lines, last.span.start)
    newline = line_end(document.text, document.lines, table.header.start)
    values = {name: cell_markdown(name, value) for name, value in fields.items()}
    written, _ = cell_text(text, None if "id" in table.columns else ident)
    if "id" in table.columns:
        values["id"] = ident
    row = row_text(document, table, written, values, line)
    added = [name for name in fields if name not in table.columns]
    return [*added_columns(document, table, added), Splice(Span(line.end, line.end), f"{newline}{row}")]
