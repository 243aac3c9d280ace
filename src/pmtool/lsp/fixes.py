"""Code actions: a finding's fix, a suppression with its reason, all fixes at once."""

from collections.abc import Iterator, Sequence

from lsprotocol import types

from pmtool.engine import Engine
from pmtool.features.fixing import fix_document
from pmtool.lsp import suppressing
from pmtool.lsp.diagnostics import to_client
from pmtool.lsp.session import View
from pmtool.model.diagnostic import Diagnostic
from pmtool.model.span import Span
from pmtool.parse.suppressions import PLACEHOLDER
from pmtool.rules.base import Context

FIX_ALL = "source.fixAll.pm"
Edit = types.TextEdit | types.SnippetTextEdit | types.AnnotatedTextEdit


def code_actions(
    view: View, asked: types.Range, only: Sequence[str | types.CodeActionKind] | None
) -> list[types.CodeAction]:
    """What can be done at a range; `only` are the kinds that the editor wants."""
    span = view.session.positions.span(view.document.lines, asked)
    here = [found for found in view.diagnostics if _meet(found.span, span)]
    actions: list[types.CodeAction] = []
    if _wanted(types.CodeActionKind.QuickFix, only):
        for found in here:
            actions += _quick_fix(view, found)
        for found in here:
            actions += _suppress(view, found)
    if _wanted(FIX_ALL, only) and any(found.fix for found in view.diagnostics):
        actions += _fix_all(view)
    return actions


def _meet(one: Span, other: Span) -> bool:
    """Whether spans share a place; a cursor at the edge of a finding means it."""
    return one.start <= other.end and other.start <= one.end


def _wanted(kind: str, only: Sequence[str | types.CodeActionKind] | None) -> bool:
    asked = [str(getattr(item, "value", item)) for item in only or ()]
    kind = str(getattr(kind, "value", kind))
    return not asked or any(kind == item or kind.startswith(f"{item}.") or not item for item in asked)


def _quick_fix(view: View, found: Diagnostic) -> Iterator[types.CodeAction]:
    if found.fix is None:
        return
    old, new = _short(found.fix.span.of(view.text)), _short(found.fix.text)
    title = f"Replace {old} by {new}" if old and new else f"Remove {old}" if old else f"Insert {new}"
    edit = types.TextEdit(view.range(found.fix.span), found.fix.text)
    yield types.CodeAction(
        title=title,
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[to_client(view, found)],
        is_preferred=True,
        edit=workspace_edit(view, [edit]),
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    if not line:
        return ""
    return f"'{line[:39]}…'" if len(line) > 40 else f"'{line}'"


def _suppress(view: View, found: Diagnostic) -> Iterator[types.CodeAction]:
    places = (
        (f"Suppress {found.rule} here, with a reason", suppressing.in_place),
        (f"Suppress {found.rule} in this file, with a reason", suppressing.in_file),
    )
    for title, find in places:
        insertion = find(view.document, found)
        if insertion is None:
            continue
        place = view.range(Span(insertion.offset, insertion.offset))
        edit: Edit = types.TextEdit(place, insertion.text)
        if _takes_snippets(view):
            inner = f"${{1:{PLACEHOLDER}}}"
            snippet = f"{_escaped(insertion.before)}{inner}{_escaped(insertion.after)}"
            edit = types.SnippetTextEdit(place, types.StringValue(value=snippet))
        yield types.CodeAction(
            title=title,
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[to_client(view, found)],
            edit=workspace_edit(view, [edit]),
        )


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("$", "\\$").replace("}", "\\}")


def _fix_all(view: View) -> Iterator[types.CodeAction]:
    context = Context(view.folder.config, view.folder.corpus, view.now)
    engine = Engine(view.folder.selection, context)
    done = fix_document(view.document, lambda document: engine.check(document)[0])
    if done.count:
        yield types.CodeAction(
            title=f"Apply {done.count} safe fix{'es' if done.count != 1 else ''} of pm",
            kind=FIX_ALL,
            edit=workspace_edit(view, [_difference(view, done.text)]),
        )


def _difference(view: View, after: str) -> types.TextEdit:
    """One edit from the text to another, without the equal start and end."""
    before = view.text
    limit = min(len(before), len(after))
    start = next((i for i in range(limit) if before[i] != after[i]), limit)
    tail = 0
    while tail < limit - start and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    # Never between CR and LF: an editor has no position there.
    while start and before[start - 1] == "\r":
        start -= 1
    while tail and before[len(before) - tail] == "\n" and before[len(before) - tail - 1 :][:1] == "\r":
        tail -= 1
    span = Span(start, max(start, len(before) - tail))
    return types.TextEdit(view.range(span), after[start : len(after) - (len(before) - span.end)])


def _takes_snippets(view: View) -> bool:
    asked = view.session.capabilities.workspace
    edits = asked.workspace_edit if asked else None
    return bool(edits and edits.document_changes and edits.snippet_edit_support)


def workspace_edit(view: View, edits: Sequence[Edit]) -> types.WorkspaceEdit:
    """Edits of the open text, tied to its version where the editor understands that."""
    asked = view.session.capabilities.workspace
    if asked and asked.workspace_edit and asked.workspace_edit.document_changes:
        named = types.OptionalVersionedTextDocumentIdentifier(view.open.uri, view.open.version)
        return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(named, list(edits))])
    plain = [edit for edit in edits if isinstance(edit, types.TextEdit)]
    return types.WorkspaceEdit(changes={view.open.uri: plain})
