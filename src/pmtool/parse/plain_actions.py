"""The actions of a review whose action section is written as the contract has it, without a Markdown parser.

As with front matter: the plain form is recognised line by line, anything else is refused, and the caller reads the
document in full. To be sure that the section is what it seems, the rest of the text is looked over for what could
change its meaning: fences, HTML, underlined headings, another part for actions. What this module says of a plain
review is what the full reader says (tested with generated and real reviews).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
import re

from pmtool.model.entries import ActionState
from pmtool.model.mapped import MappedText, Piece
from pmtool.model.span import Span
from pmtool.model.vocabulary import Vocabulary
from pmtool.parse.action_fields import FIELDS, state_of
from pmtool.parse.action_text import read_item_text, says_none
from pmtool.parse.actions import heading_state, said_state
from pmtool.vocab import SectionKind


@dataclass(frozen=True, slots=True)
class PlainAction:
    """An action in values alone. line: 1-based, in the whole text."""

    id: str | None
    text: str
    state: ActionState
    fields: Mapping[str, str]
    line: int


# Beyond these nobody wrote it by hand, and the patterns below need not be quick.
_LONGEST, _LONGEST_LINE = 256 * 1024, 2000

# Letters, digits and marks that mean nothing to Markdown or to the reader of an action's text.
_TEXT = r"(?:[\w ,.'’/%;?+\"§=-]|:(?!//))"
_ITEM = re.compile(rf"- \[([ xX])\] (?:\*\*([A-Z]{{1,3}}-?\d{{1,3}})\*\* )?(\S{_TEXT}*)\Z")
_FIELD = re.compile(rf"  - ({'|'.join(FIELDS)}):(?= |\Z)([^\n]*)\Z")
_VALUE = re.compile(rf"(?:https?://[\w./%?=+-]*[\w/]|{_TEXT}*)\Z")
# An underscore that may begin or end emphasis; a web address that would be a link.
_MARKED = re.compile(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|www\.")
# Text of which nothing is taken for an id, a state, an owner, a date or a ticket.
_SIMPLE = re.compile(
    r"(?!No|None|Nothing|Tbd)[A-Z][a-z]+"
    r"(?: (?!(?:due|by|until|before|deadline)(?: on)? [A-Z0-9])[A-Za-z0-9](?:[A-Za-z0-9,.'/%]|-(?=[a-z]))*)*\Z"
)
# As far from the end as a state behind a dash may stand.
_TAIL = 24

# Patterns for lines begin with the line feed before them: it is found faster than the beginning of a line.
_HEADING = re.compile(r"\n(#{1,6})(?:[ \t]+([^\n]*))?(?=\n|\Z)")
_PLAIN_TITLE = re.compile(r"[\w ,.:;'’()/?!+%@&\"–—…-]*\Z")
_ACTIONS_TITLE = re.compile(r"[A-Za-z]+(?: [A-Za-z]+)*\Z")
# What could make a line mean something else than it seems: headings in lists or underlined, HTML, fences in lists.
_DOUBTFUL = re.compile(
    r"\n(?:[ \t]+\#|[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+\#|[ ]{0,3}<(?!!--(?:(?!-->)[^\n])*-->[ \t]*(?:\n|\Z))"
    r"|[ \t>]+(?:[-*+][ \t]+)?(?:```|~~~)|(?:[-*+]|\d{1,9}[.)])[ \t]+(?:```|~~~)|(?<=[^\n]\n)[ ]{0,3}(?:=+|-+)[ \t]*(?:\n|\Z))"
)
_FENCE = re.compile(r"^(?:(`{3,})[^`\n]*|(~{3,})[^\n]*)$", re.MULTILINE)
# What may name a part: a line in bold, a colon that may end a line once marks are gone, an item with a nested one.
_BOLD = re.compile(r"\n[ ]{0,3}(?:\*\*|__)[^\n]*")
_COLON = re.compile(r":(?=[^\w\s]|[ \t]*$)", re.MULTILINE)
_INDENTED = re.compile(r"\n[ \t]+\S")
_LABEL = re.compile(
    r"\n([ \t>]*)(?:[-*+]|\d{1,9}[.)])[ \t]+(?!\[[ xX]\])([^\n]{1,110})(?=\n(?:[ \t]*\n)?\1[ \t]+\S)"
)


def plain_actions(text: str, start: int, vocabulary: Vocabulary) -> list[PlainAction] | None:
    """The actions of `text[start:]`, the body of a review; None where they are not plain, or none are found.

    text: with line feeds as line ends.
    """
    if len(text) > _LONGEST:
        return None
    body = _without_fences("\n" + text[start:])
    if body is None or _DOUBTFUL.search(body):
        return None
    region = _region(body, vocabulary)
    if region is None or _names_more(body, region, vocabulary):
        return None
    first = text.count("\n", 0, start) + body.count("\n", 0, region.start)
    found = list(_read(body[region.start : region.end], first))
    return None if not found or None in found else [action for action in found if action is not None]


def _without_fences(body: str) -> str | None:
    """The body with fenced code blanked out; None where fences are anything but plain."""
    if "```" not in body and "~~~" not in body:
        return body
    pieces = []
    position = 0
    while (opened := _FENCE.search(body, position)) is not None:
        mark = opened[1] or opened[2]
        closed = re.compile(rf"^{re.escape(mark[0])}{{{len(mark)},}}[ \t]*$", re.MULTILINE).search(
            body, opened.end()
        )
        if closed is None:
            return None
        pieces += [
            body[position : opened.start()],
            re.sub(r"[^\n]", "", opened.string[opened.start() : closed.end()]),
        ]
        position = closed.end()
    pieces.append(body[position:])
    left = "".join(pieces)
    return None if "```" in left or "~~~" in left else left


def _region(body: str, vocabulary: Vocabulary) -> Span | None:
    """What stands below the one heading for actions, up to the next heading."""
    found: Span | None = None
    headings = list(_HEADING.finditer(body))
    for index, heading in enumerate(headings):
        title = (heading[2] or "").strip()
        if not _PLAIN_TITLE.match(title):
            return None
        kind = _kind(vocabulary, title)
        if kind is not SectionKind.ACTIONS:
            if len(heading[1]) == 1 and kind is not SectionKind.OTHER and found is None:
                return None
            continue
        following = headings[index + 1] if index + 1 < len(headings) else None
        if (
            found is not None
            or len(heading[1]) != 2
            or not _ACTIONS_TITLE.match(title)
            or heading_state(title)
        ):
            return None
        if following is not None and len(following[1]) > 2:
            return None
        found = Span(heading.end(), following.start() if following else len(body))
    return found


def _kind(vocabulary: Vocabulary, title: str) -> SectionKind:
    return _kinds(id(vocabulary), vocabulary.section_kind, title)


@lru_cache(maxsize=8192)
def _kinds(_owner: int, section_kind: object, title: str) -> SectionKind:
    kind: SectionKind = section_kind(title)  # type: ignore[operator]
    return kind


def _names_more(body: str, region: Span, vocabulary: Vocabulary) -> bool:
    """Whether a bold lead, a line with a colon or an item may open another part for actions."""
    for outside in (body[: region.start], body[region.end :]):
        names = [(found.start() + 1, found[0]) for found in _BOLD.finditer(outside)]
        for found in _COLON.finditer(outside):
            start = outside.rfind("\n", 0, found.start()) + 1
            names.append((start, outside[start : found.start()]))
        for start, name in names:
            if len(name) <= 120 and (_may_name(name, vocabulary) or _is_wrapped(outside, start)):
                return True
        if _INDENTED.search(outside) and any(
            _may_name(found[2], vocabulary) for found in _LABEL.finditer(outside)
        ):
            return True
    return False


def _may_name(text: str, vocabulary: Vocabulary) -> bool:
    plain = text.strip(" \t\n*_:~`>-+#.")
    return bool(plain) and SectionKind.ACTIONS in (
        vocabulary.section_kind(plain),
        vocabulary.names_section(plain),
    )


def _is_wrapped(body: str, at: int) -> bool:
    """Whether a short line before this one belongs to the same paragraph: the two may name a part together."""
    line = body[body.rfind("\n", 0, max(at - 1, 0)) + 1 : max(at - 1, 0)]
    return (
        bool(line.strip())
        and len(line) < 80
        and not line.lstrip(" \t>").startswith(("-", "*", "+", "#", "|"))
    )


def _read(region: str, first: int) -> Iterator[PlainAction | None]:
    """The actions of the lines of a region; None for a line that is not plain."""
    item: tuple[re.Match[str], int] | None = None
    fields: dict[str, str] = {}
    for number, line in enumerate(region.split("\n"), start=first):
        if not line or line.isspace():
            continue
        if len(line) > _LONGEST_LINE:
            yield None
            return
        field = _FIELD.match(line)
        if field is not None and item is not None:
            value = _value(field[2])
            if value is None:
                yield None
                return
            fields.setdefault(field[1], value)
            continue
        if item is not None:
            yield _action(*item, fields)
        found = _ITEM.match(line)
        if found is None or _MARKED.search(found[3]):
            yield None
            return
        item, fields = (found, number), {}
    if item is not None:
        yield _action(*item, fields)


@lru_cache(maxsize=4096)  # owners, days and strengths come again and again
def _value(rest: str) -> str | None:
    """The value behind a field's colon, without a comment; None where it is not plain."""
    value = rest.strip(" ")
    if value.endswith("-->"):
        value, opened, comment = value.partition("<!--")
        if not opened or ">" in comment[:-3] or "<" in comment:
            return None
        value = value.rstrip(" ")
    if _VALUE.match(value) is None or _MARKED.search(value) or value.startswith(("=", ":")):
        return None
    return value


def _action(found: re.Match[str], line: int, fields: dict[str, str]) -> PlainAction | None:
    text, ident, said = found[3], found[2], None
    box = found[1] != " "
    values = {name: value for name, value in fields.items() if value}
    if ident is None or _SIMPLE.match(text) is None or "-" in text[-_TAIL:]:
        if says_none(text) and ident is None:
            return None
        whole = f"{ident} {text}" if ident else text
        pieces = [Piece(ident, Span(0, len(ident)), strong=True)] if ident else []
        at = len(ident or "")
        pieces.append(Piece(whole[at:], Span(at, len(whole))))
        read = read_item_text(MappedText(pieces), (), frozenset())
        if read.id != ident:
            return None
        text, said = read.text, read.state
        values = {name: inline.value for name, inline in read.fields.items() if name not in fields} | values
    state = values.get("state")
    return PlainAction(
        ident,
        text,
        said_state(state_of(state) if state else None, values, box=box, inline=said),
        values,
        line,
    )
