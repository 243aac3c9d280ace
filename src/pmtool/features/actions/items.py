"""Changes of actions that are list items: the task list with a field a line, plain tasks and bullets."""

from collections.abc import Iterator, Sequence
import re

from pmtool.features.actions.changes import Change
from pmtool.features.actions.encoding import field_markdown
from pmtool.features.actions.splices import Splice, line_end, line_of, whole_lines
from pmtool.model.blocks import Block, BlockKind
from pmtool.model.entries import Action, ActionField
from pmtool.model.span import Span
from pmtool.parse import Document

_MARKER = re.compile(r"([-*+]|\d{1,9}[.)])([ \t]+|$)")
_FIELD_PREFIX = re.compile(r"[\s>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?")
_COLON = re.compile(r"[ \t]*[*_]{0,3}[ \t]*[:=](?:[*_]{1,3}(?=[ \t]|$))?[ \t]*")
_COMMENT_END = re.compile(r"[ \t]*<!--(?:(?!-->)[^\r\n])*-->[ \t]*\Z")
_NOT_QUOTE = re.compile(r"[^\s>]")


def item_splices(document: Document, action: Action, change: Change) -> Iterator[list[Splice]]:
    """Ways to make a change, the nearest to how the item is written first."""
    own = own_line_fields(action)
    base: list[Splice] = []
    if change.box is not None:
        base.append(_box(document, action, checked=change.box))
    gone = [own[name] for name in change.drop if name in own and name not in change.set]
    base += [Splice(whole_lines(document.text, document.lines, found.span), "") for found in gone]
    written = {name: field_markdown(name, value) for name, value in change.set.items()}
    for exact in (False, True):
        replaced = [
            Splice(own[name].value_span if exact else _value_region(document, own[name]), value)
            for name, value in written.items()
            if name in own
        ]
        replaced = [_spaced(document.text, splice) for splice in replaced]
        inline = [
            Splice(action.fields[name].value_span, value)
            for name, value in written.items()
            if name not in own and name in action.fields
        ]
        new = [(name, value) for name, value in written.items() if name not in action.fields]
        also = [(name, value) for name, value in written.items() if name not in own]
        for prefix in _prefixes(document, action, list(own.values())):
            yield [*base, *replaced, *inline, *_added(document, action, own, new, prefix, change)]
            if inline:
                # Inside the text there may be no place for the new value: a line of its own wins over it.
                yield [*base, *replaced, *_added(document, action, own, also, prefix, change)]


def own_line_fields(action: Action) -> dict[str, ActionField]:
    """The fields that stand on lines of their own, not inside the text of the action."""
    return {name: found for name, found in action.fields.items() if found.key_span != found.value_span}


def _spaced(text: str, splice: Splice) -> Splice:
    """One space after a colon that had nothing behind it."""
    if splice.span.start > 0 and text[splice.span.start - 1] in ":=*_" and splice.text:
        return Splice(splice.span, f" {splice.text}")
    return splice


def _value_region(document: Document, found: ActionField) -> Span:
    """From behind the colon to the end of the value's last line, without a comment there."""
    text = document.text
    last = line_of(document.lines, max(found.span.start, found.span.end - 1))
    colon = _COLON.match(text, found.key_span.end, last.end)
    start = colon.end() if colon else found.value_span.start
    region = text[start : last.end]
    comment = _COMMENT_END.search(region)
    return Span(start, start + len((region[: comment.start()] if comment else region).rstrip()))


def _box(document: Document, action: Action, *, checked: bool) -> Splice:
    mark = "x" if checked else " "
    if action.box_span is not None:
        inside = Span(action.box_span.start + 1, action.box_span.end - 1)
        if action.box is checked:
            return Splice(Span(inside.start, inside.start), "")
        return Splice(inside, mark)
    marker = _MARKER.match(document.text, action.span.start)
    at = marker.end() if marker else action.title_span.start
    return Splice(Span(at, at), f"[{mark}] ")


def item_block(document: Document, action: Action) -> Block:
    """The block of an action that is a list item."""
    return next(
        block for block in document.blocks if block.kind is BlockKind.ITEM and block.span == action.span
    )


def _prefixes(document: Document, action: Action, own: Sequence[ActionField]) -> Iterator[str]:
    """What may stand before the name of a new field: as the last field has it, else one level deeper."""
    for found in sorted(own, key=lambda found: found.span.end, reverse=True)[:1]:
        line = line_of(document.lines, found.key_span.start)
        prefix = _FIELD_PREFIX.match(document.text, line.start, found.key_span.start)
        if prefix is not None:
            yield prefix[0]
    line = line_of(document.lines, action.span.start)
    outer = _NOT_QUOTE.sub(" ", document.text[line.start : action.span.start])
    marker = _MARKER.match(document.text, action.span.start)
    bullet = marker[1] if marker and marker[1] in "-*+" else "-"
    width = (
        len(marker[1]) + (len(marker[2]) if marker and marker[2].strip("\t") == marker[2] else 1)
        if marker
        else 2
    )
    for indent in (" " * min(width, 6), "\t", "    ", "  "):
        yield f"{outer}{indent}{bullet} "


def _added(
    document: Document,
    action: Action,
    own: dict[str, ActionField],
    new: Sequence[tuple[str, str]],
    prefix: str,
    change: Change,
) -> list[Splice]:
    """New fields on lines behind the last one that stays, or behind the item's own text."""
    if not new:
        return []
    gone = {name for name in change.drop if name not in change.set}
    ends = [found.span.end for name, found in own.items() if name not in gone]
    anchor = max(ends, default=item_block(document, action).own.end)
    line = line_of(document.lines, max(action.span.start, anchor - 1))
    newline = line_end(document.text, document.lines, line.start)
    lines = "".join(f"{newline}{prefix}{name}: {value}" for name, value in new)
    return [Splice(Span(line.end, line.end), lines)]
