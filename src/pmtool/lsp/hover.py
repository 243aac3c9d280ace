"""What a hover says: of a finding, of a key of the front matter, of another review."""

from collections.abc import Iterator

from lsprotocol import types

from pmtool import rules
from pmtool.features.explaining import rule_page
from pmtool.lsp.mentions import mention_at, target_of
from pmtool.lsp.schema_view import SchemaView
from pmtool.lsp.session import View
from pmtool.model.diagnostic import Diagnostic
from pmtool.model.front_matter import KeyPath
from pmtool.model.span import Span


def hover(view: View, offset: int) -> types.Hover | None:
    """The hover at an offset; None where there is nothing to say."""
    found = [diagnostic for diagnostic in view.diagnostics if _touches(diagnostic.span, offset)]
    if found:
        # The tightest finding is what the reader points at.
        found.sort(key=lambda d: d.span.end - d.span.start)
        return _answer(view, "\n\n".join(_about_findings(found)), found[0].span)
    if not view.is_review:
        return None
    key = _key_at(view, offset)
    if key is not None:
        described = SchemaView(view.folder.schema).describe(key)
        return _answer(view, described, view.document.front.key_span(key)) if described else None
    named = _catalogued(view, offset)
    if named is not None:
        return named
    mention = mention_at(view, offset)
    if mention is not None:
        target = target_of(view, mention.stem)
        if target is not None:
            return _answer(view, target.summary(), mention.span)
    return None


def _catalogued(view: View, offset: int) -> types.Hover | None:
    """The page of a factor class or a clock under an offset of the front matter."""
    from pmtool.features import cataloguing

    front = view.document.front
    if not front.span.covers(offset):
        return None
    for path, mark in front.marks.items():
        if not _touches(mark.value, offset) or path[:1] not in (("factors",), ("reporting",)):
            continue
        if (path[0] == "factors" and (len(path) == 2 or path[2:] == ("class",))) or path[2:] == ("clock",):
            name = mark.value.of(view.document.text).strip("'\" ")
            page = cataloguing.page_of(name, view.folder.corpus.config) if name.isidentifier() else None
            if page is not None:
                return _answer(view, page, mark.value)
    return None


def _touches(span: Span, offset: int) -> bool:
    return span.start <= offset <= span.end


def _about_findings(found: list[Diagnostic]) -> Iterator[str]:
    for diagnostic in found:
        lines = [f"**{diagnostic.message}**"]
        if diagnostic.ask:
            lines.append(f"_{diagnostic.ask}_")
        if diagnostic.rewrite:
            lines.append(f"For example: {diagnostic.rewrite}")
        yield "\n\n".join(lines)
    for name in dict.fromkeys(diagnostic.rule for diagnostic in found):
        yield f"---\n\n{rule_page(rules.load(name), level=3)}"


def _key_at(view: View, offset: int) -> KeyPath | None:
    """The path of the key under an offset."""
    front = view.document.front
    if not front.span.covers(offset):
        return None
    for path, mark in front.marks.items():
        if mark.key is not None and _touches(mark.key, offset):
            return path
    return None


def _answer(view: View, text: str, span: Span) -> types.Hover:
    return types.Hover(view.markup(text), view.range(span))
