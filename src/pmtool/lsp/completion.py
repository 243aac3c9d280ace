"""Completion: keys and values of the front matter, stems of reviews, fields of actions, rules to suppress."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
import os
import re
from urllib.parse import quote

from lsprotocol import types

from pmtool import rules
from pmtool.lsp import action_fields
from pmtool.lsp.mentions import target_of
from pmtool.lsp.schema_view import SchemaView
from pmtool.lsp.session import View
from pmtool.lsp.yaml_place import YamlPlace, place_at
from pmtool.model.span import Span
from pmtool.vocab import SectionKind

TRIGGERS = [" ", "-", "(", "[", "/", ":"]
# More than this nobody reads; the editor asks again with more letters.
_LIMIT = 200
_STEM_KEYS = ("recurrence_of", "not_same_as")
_IGNORE = re.compile(r"pm:\s*ignore(?:-file)?[ \t]+((?:[\w/-]+[, \t]+){0,20})([\w/-]*)\Z")
_LINK = re.compile(r"\]\([ \t]*<?([^()<>\s]*)\Z")
_FIELD_NAME = re.compile(r"[ \t]+[-*+][ \t]+([a-z]*)\Z")
_FIELD_VALUE = re.compile(r"[ \t]+[-*+][ \t]+([a-z]+):[ \t]*([^\s]*)\Z")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One item. text: what is written; doc: Markdown; stem: of the review to describe when asked."""

    text: str
    kind: types.CompletionItemKind
    label: str = ""
    doc: str = ""
    stem: str = ""


def complete(view: View, offset: int) -> types.CompletionList | None:
    """What may be typed at an offset."""
    if not view.is_review:
        return None
    before, start = view.line_before(offset)
    for source in (_rules_to_ignore, _front_matter, _links, _action_fields):
        found = source(view, offset, before)
        if found is not None:
            typed, proposals = found
            return _answer(view, Span(max(start, offset - len(typed)), offset), typed, proposals)
    return None


Found = tuple[str, list[Proposal]]
Source = Callable[[View, int, str], Found | None]


def _answer(view: View, span: Span, typed: str, proposals: Iterable[Proposal]) -> types.CompletionList:
    wanted = [item for item in proposals if _fits(typed, item.label or item.text)]
    place = view.range(span)
    items = [
        types.CompletionItem(
            label=item.label or item.text,
            kind=item.kind,
            documentation=view.markup(item.doc) if item.doc else None,
            sort_text=f"{number:05}",
            filter_text=item.text.strip(),
            text_edit=types.TextEdit(place, item.text),
            data={"uri": view.open.uri, "stem": item.stem} if item.stem else None,
        )
        for number, item in enumerate(wanted[:_LIMIT])
    ]
    return types.CompletionList(is_incomplete=len(wanted) > _LIMIT, items=items)


def _fits(typed: str, text: str) -> bool:
    """Whether the letters typed occur in this order; the editor ranks, this only keeps long lists short."""
    letters = iter(text.casefold())
    return all(letter in letters for letter in typed.casefold().lstrip("./"))


def resolve(view: View, item: types.CompletionItem, stem: str) -> types.CompletionItem:
    """The item of a review with what it is about; read only for the one that is looked at."""
    target = target_of(view, stem)
    if target is not None:
        item.documentation = view.markup(target.summary())
    return item


# -- sources


def _rules_to_ignore(view: View, offset: int, before: str) -> Found | None:
    found = _IGNORE.search(before)
    if found is None:
        return None
    names = [*rules.bundles(), *rules.all_names()]
    here = list(dict.fromkeys(d.rule for d in view.diagnostics))
    ordered = [*here, *(name for name in names if name not in here)]
    return found[2], [
        Proposal(
            name, types.CompletionItemKind.EnumMember, doc=rules.load(name).summary if "/" in name else ""
        )
        for name in ordered
    ]


def _front_matter(view: View, offset: int, before: str) -> Found | None:
    front = view.document.front
    if not front.present or front.kind != "yaml" or not front.body.start <= offset <= front.body.end:
        return None
    lines = view.document.lines
    first = lines.position(front.body.start).line
    last = lines.position(front.body.end).line
    place = lines.position(offset)
    texts = [lines.line_text(number) for number in range(first, last + 1)]
    found = place_at(texts, place.line - first, place.column - 1)
    if found is None:
        return "", []
    return found.typed, list(_for_yaml(view, found))


def _for_yaml(view: View, place: YamlPlace) -> Iterator[Proposal]:
    schema = SchemaView(view.folder.schema)
    if place.value and place.path and place.path[0] in _STEM_KEYS:
        yield from _stems(view)
        return
    if place.value:
        catalogued = list(_from_catalogue(view, place))
        yield from catalogued
        # the schema has some of them as examples
        for value in () if catalogued else schema.values(place.path):
            yield Proposal(value, types.CompletionItemKind.EnumMember)
    if place.key:
        for name, inner in schema.properties(place.path).items():
            if name not in place.siblings or name == place.typed:
                text = f"{name}: " if _is_scalar(schema, (*place.path, name)) else f"{name}:"
                doc = str(inner.get("description", ""))
                yield Proposal(text, types.CompletionItemKind.Property, name, doc)


def _from_catalogue(view: View, place: YamlPlace) -> Iterator[Proposal]:
    """Classes of factors, and clocks, each with what it means."""
    from pmtool.rules.deadlines import table_of
    from pmtool.rules.schema._factors import catalogue_of

    config = view.folder.corpus.config
    key = place.path[0] if place.path else None
    if key == "factors" and (len(place.path) == 2 or place.path[2:] == ("class",)):
        for factor in catalogue_of(config).by_id.values():
            yield Proposal(factor.id, types.CompletionItemKind.EnumMember, doc=factor.definition)
    elif key == "reporting" and place.path[2:] == ("clock",):
        for clock in table_of(config).clocks.values():
            yield Proposal(clock.id, types.CompletionItemKind.EnumMember, doc=f"{clock.law}: {clock.says}")


def _is_scalar(schema: SchemaView, path: tuple[str | int, ...]) -> bool:
    return not any(inner.get("type") in ("object", "array") for inner in schema.at(path))


def _stems(view: View) -> Iterator[Proposal]:
    own = view.document.stem
    for stem in sorted(view.folder.corpus.stems(), reverse=True):  # the latest first
        if stem != own:
            yield Proposal(stem, types.CompletionItemKind.Reference, stem=stem)


def _links(view: View, offset: int, before: str) -> Found | None:
    found = _LINK.search(before)
    if found is None or view.path is None or view.document.is_code(offset):
        return None
    here = view.folder.corpus.shown(view.path.parent)
    proposals = []
    for stem, paths in sorted(view.folder.corpus.stems().items(), reverse=True):
        for path in paths:
            if path.stem == stem and stem != view.document.stem:  # an alias would be a link to nothing
                relative = os.path.relpath(path.as_posix(), here.as_posix()).replace(os.sep, "/")
                proposals.append(Proposal(quote(relative), types.CompletionItemKind.File, stem, stem=stem))
    return found[1], proposals


def _action_fields(view: View, offset: int, before: str) -> Found | None:
    if not _in_actions(view, offset):
        return None
    value = _FIELD_VALUE.match(before)
    if value is not None:
        words = action_fields.values(view, value[1])
        return value[2], [Proposal(word, types.CompletionItemKind.EnumMember) for word in words]
    name = _FIELD_NAME.match(before)
    if name is None:
        return None
    there = _fields_there(view, offset)
    return name[1], [
        Proposal(f"{field}: ", types.CompletionItemKind.Field, field, doc)
        for field, doc in action_fields.fields()
        if field not in there
    ]


def _in_actions(view: View, offset: int) -> bool:
    return any(
        section.inherited is SectionKind.ACTIONS and section.span.start <= offset <= section.span.end
        for section in view.document.sections
    )


def _fields_there(view: View, offset: int) -> frozenset[str]:
    """Fields that the action around an offset has already."""
    for action in view.document.actions:
        if action.span.start <= offset <= action.span.end + 1:
            return frozenset(action.fields)
    return frozenset()
