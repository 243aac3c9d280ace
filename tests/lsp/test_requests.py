"""Hover, code actions, completion, navigation, symbols and lenses, over the real protocol."""

import asyncio
from pathlib import Path
from urllib.parse import unquote

from lsprotocol import types
import pytest

from tests.lsp.client import Editor, capabilities, running
from tests.lsp.conftest import REFUNDS, SEARCH

pytestmark = pytest.mark.asyncio(loop_scope="module")

TYPED = """---
title: T 💸
status: draft
{line}
---

## Summary

Text.
"""
SEARCH_FILE = "postmortems/2026-03-09-search.md"
REFUNDS_FILE = "postmortems/2026/2026-03-02-refunds.md"


async def proposals(editor: Editor, text: str) -> dict[str, types.CompletionItem]:
    """What is proposed at the mark `¦`."""
    offset = text.index("¦")
    uri = editor.open("postmortems/2026-03-12-typed.md", text.replace("¦", ""))
    await editor.diagnostics(uri)
    return await editor.completion(uri, editor.at(uri, offset))


def inserted(item: types.CompletionItem) -> str:
    assert isinstance(item.text_edit, types.TextEdit)
    return item.text_edit.new_text


# -- hover


async def test_hover_over_a_finding_explains_the_rule(editor: Editor) -> None:
    text = "---\ntitle: T\nstatus: draft\n---\n\n<!-- pm:ignore blame -->\nText.\n"
    uri = editor.open("postmortems/2026-03-12-typed.md", text)
    await editor.diagnostics(uri, "structure/suppression-without-reason")
    shown = await editor.hover(uri, editor.position(uri, "pm:ignore"))
    assert "say why 'blame' is ignored here" in shown
    assert "### structure/suppression-without-reason" in shown
    assert "Why" in shown


async def test_hover_over_a_blaming_sentence_shows_the_question(editor: Editor) -> None:
    text = "---\ntitle: T\nstatus: draft\n---\n\n## Summary\n\nThe engineer failed to notice the alert.\n"
    uri = editor.open("postmortems/2026-03-12-typed.md", text)
    found = await editor.diagnostics(uri, "blame/person-failed")
    one = next(item for item in found if item.code == "blame/person-failed")
    assert isinstance(one.data, dict)
    shown = await editor.hover(uri, one.range.start)
    assert one.data["ask"]
    assert one.data["ask"] in shown
    assert one.data["ask"] in one.message


async def test_hover_over_a_key_describes_it(editor: Editor) -> None:
    uri = editor.open("postmortems/2026-03-12-typed.md", TYPED.format(line="detected_by: monitor"))
    await editor.diagnostics(uri)
    shown = await editor.hover(uri, editor.position(uri, "detected_by", 3))
    assert "**detected_by**" in shown
    assert "`customer`" in shown


async def test_hover_over_a_stem_tells_what_that_review_is_about(editor: Editor) -> None:
    uri = editor.open(SEARCH_FILE)
    await editor.diagnostics(uri)
    shown = await editor.hover(uri, editor.position(uri, "2026-03-refunds", 2))
    assert "Refund policy" in shown
    assert "1 open action" in shown


# -- code actions


async def test_a_fix_is_offered_and_mends_the_text(editor: Editor) -> None:
    uri = editor.open("postmortems/2026-03-12-typed.md", TYPED.format(line="service: [a]"))
    found = await editor.diagnostics(uri, "schema/unknown-key")
    one = next(item for item in found if item.code == "schema/unknown-key")
    assert isinstance(one.data, dict)
    assert one.data["fix"]
    offered = await editor.actions(uri, one.range)
    chosen = next(item for item in offered.values() if item.is_preferred)
    assert chosen.kind == types.CodeActionKind.QuickFix
    assert editor.apply(uri, chosen.edit) == TYPED.format(line="services: [a]")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
async def test_all_fixes_at_once(editor: Editor, end: str) -> None:
    text = TYPED.format(line="author: [b]\nservice: [a]").replace("\n", end)
    uri = editor.open("postmortems/2026-03-12-typed.md", text)
    await editor.diagnostics(uri, "schema/unknown-key")
    top = types.Range(types.Position(0, 0), types.Position(0, 0))
    offered = await editor.actions(uri, top, only=["source.fixAll"])
    assert len(offered) == 1
    (chosen,) = offered.values()
    assert chosen.kind == "source.fixAll.pm"
    fixed = editor.apply(uri, chosen.edit)
    assert fixed == TYPED.format(line="authors: [b]\nservices: [a]").replace("\n", end)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "\n", "<!-- pm:ignore blame/person-failed -- {reason} -->\nThe engineer failed"),
        ("- One.\n- ", "\n- Three.\n", "alert. <!-- pm:ignore blame/person-failed -- {reason} -->\n- Three."),
        ("| a |\n|---|\n| ", " |\n", "alert. <!-- pm:ignore blame/person-failed -- {reason} --> |"),
    ],
)
async def test_a_suppression_is_put_where_it_counts(
    editor: Editor, before: str, after: str, expected: str
) -> None:
    sentence = "The engineer failed to notice the alert."
    text = f"---\ntitle: T\nstatus: draft\n---\n\n## Summary\n\n{before}{sentence}{after}"
    uri = editor.open("postmortems/2026-03-12-typed.md", text)
    found = await editor.diagnostics(uri, "blame/person-failed")
    one = next(item for item in found if item.code == "blame/person-failed")
    offered = await editor.actions(uri, one.range, only=["quickfix"])
    chosen = offered["Suppress blame/person-failed here, with a reason"]
    changed = editor.apply(uri, chosen.edit)
    assert expected.format(reason="why it is meant to stay") in changed
    # The placeholder is no reason: the comment is reported until somebody says why.
    editor.change(uri, changed)
    await editor.diagnostics(uri, "structure/suppression-without-reason")
    editor.change(uri, changed.replace("why it is meant to stay", "the customer's own words"))

    def silent(items: list[types.Diagnostic]) -> bool:
        codes = {item.code for item in items}
        return not codes & {"blame/person-failed", "structure/suppression-without-reason"}

    await editor.diagnostics(uri, silent)


async def test_a_finding_in_front_matter_is_suppressed_by_a_yaml_comment(editor: Editor) -> None:
    uri = editor.open("postmortems/2026-03-12-typed.md", TYPED.format(line="severty: sev2"))
    found = await editor.diagnostics(uri, "schema/unknown-key")
    one = next(item for item in found if item.code == "schema/unknown-key")
    offered = await editor.actions(uri, one.range)
    changed = editor.apply(uri, offered["Suppress schema/unknown-key here, with a reason"].edit)
    assert "severty: sev2 # pm:ignore schema/unknown-key -- why" in changed
    whole = editor.apply(uri, offered["Suppress schema/unknown-key in this file, with a reason"].edit)
    assert "pm:ignore-file schema/unknown-key -- why" in whole


async def test_the_reason_is_a_snippet_where_the_editor_takes_one(repository: Path) -> None:
    can = capabilities()
    assert can.workspace is not None
    assert can.workspace.workspace_edit is not None
    can.workspace.workspace_edit.snippet_edit_support = True
    async with running(repository, can=can) as editor:
        uri = editor.open("postmortems/2026-03-12-typed.md", TYPED.format(line="severty: sev2"))
        found = await editor.diagnostics(uri, "schema/unknown-key")
        one = next(item for item in found if item.code == "schema/unknown-key")
        offered = await editor.actions(uri, one.range)
        edit = offered["Suppress schema/unknown-key here, with a reason"].edit
        assert edit is not None
        (change,) = edit.document_changes or ()
        assert isinstance(change, types.TextDocumentEdit)
        (snippet,) = change.edits
        assert isinstance(snippet, types.SnippetTextEdit)
        assert "${1:why it is meant to stay}" in snippet.snippet.value


# -- completion


async def test_keys_of_the_front_matter_are_proposed_without_those_that_are_there(editor: Editor) -> None:
    found = await proposals(editor, TYPED.format(line="se¦"))
    assert inserted(found["severity"]) == "severity: "
    assert inserted(found["services"]) == "services:"
    assert "title" not in found
    assert found["severity"].documentation is not None


async def test_values_come_from_the_schema_in_the_words_of_the_collection(repository: Path) -> None:
    (repository / "pm.toml").write_text('[severity]\nlevels = ["red", "amber"]\n')
    async with running(repository) as editor:
        assert list(await proposals(editor, TYPED.format(line="severity: ¦"))) == ["red", "amber"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("detected_by: cu¦", "customer"),
        ("detected_by: ¦", "monitor"),
        ("times:\n  star¦", "started"),
        ("times:\n  started: 2026-03-02\n  ¦", "detected"),
        ("ai:\n  autonomy: hum¦", "human_in_loop"),
        ("ai:\n  harm: [financial, ¦", "reputation"),
        ("factors:\n  - class: x\n    ¦", "confidence"),
        ("factors:\n- {class: x, ¦", "confidence"),
        ("recurrence_of:\n  - ¦", "2026-03-09-search"),
        ("recurrence_of: [¦", "2026-03-refunds"),
        ("not_same_as: [2026-03-refunds, 2026¦]", "2026-03-02-refunds"),
    ],
)
async def test_half_typed_front_matter_is_completed(editor: Editor, line: str, expected: str) -> None:
    assert expected in await proposals(editor, TYPED.format(line=line))


@pytest.mark.parametrize("line", ["title2: |\n  sev¦", "# sev¦", 'x-note: "sev¦"', "severity: sev2 # sev¦"])
async def test_text_and_comments_are_not_completed(editor: Editor, line: str) -> None:
    assert not await proposals(editor, TYPED.format(line=line))


async def test_a_stem_is_described_when_it_is_looked_at(editor: Editor) -> None:
    found = await proposals(editor, TYPED.format(line="recurrence_of: [¦"))
    item = await editor.client.completion_item_resolve_async(found["2026-03-02-refunds"])
    assert isinstance(item.documentation, types.MarkupContent)
    assert "Refund policy" in item.documentation.value


async def test_links_to_reviews_are_relative_to_the_review(editor: Editor) -> None:
    found = await proposals(editor, TYPED.format(line="tags: []").replace("Text.", "See [it](¦"))
    assert inserted(found["2026-03-02-refunds"]) == "2026/2026-03-02-refunds.md"
    assert "2026-03-refunds" not in found


async def test_fields_of_an_action_are_proposed(editor: Editor) -> None:
    body = "## Actions\n\n- [ ] **A1** Limit a job\n  - owner: ops\n  - ¦\n"
    found = await proposals(editor, f"---\ntitle: T\nstatus: draft\n---\n\n{body}")
    assert inserted(found["due"]) == "due: "
    assert "owner" not in found
    body = body.replace("- ¦", "- strength: ¦")
    assert "stronger" in await proposals(editor, f"---\ntitle: T\nstatus: draft\n---\n\n{body}")
    body = body.replace("- strength: ¦", "- due: ¦")
    assert "2026-04-15" in await proposals(editor, f"---\ntitle: T\nstatus: draft\n---\n\n{body}")


async def test_nested_items_elsewhere_are_no_actions(editor: Editor) -> None:
    body = "## Impact\n\n- One\n  - ¦\n"
    assert not await proposals(editor, f"---\ntitle: T\nstatus: draft\n---\n\n{body}")


async def test_rules_are_proposed_in_suppressions(editor: Editor) -> None:
    text = TYPED.format(line="tags: []").replace("Text.", "<!-- pm:ignore structure/un¦ -->")
    found = await proposals(editor, text)
    assert "structure/unused-suppression" in found
    assert found["structure/unused-suppression"].documentation is not None


# -- navigation


async def test_definition_of_a_link_an_alias_an_action_and_a_file(editor: Editor) -> None:
    uri = editor.open(SEARCH_FILE)
    await editor.diagnostics(uri)

    async def where(needle: str, shift: int = 2) -> list[tuple[str, int]]:
        params = types.DefinitionParams(editor.named(uri), editor.position(uri, needle, shift))
        found = await editor.client.text_document_definition_async(params)
        assert isinstance(found, list) or found is None
        return [
            (unquote(one.uri), one.range.start.line) for one in found or () if isinstance(one, types.Location)
        ]

    refunds = unquote(editor.uri(REFUNDS_FILE))
    assert await where("2026-03-refunds") == [(refunds, 0)]
    assert await where("the refunds review") == [(refunds, 0)]
    assert await where("2026-03-02-refunds/A1") == [(refunds, REFUNDS.splitlines().index("## Actions") + 2)]
    assert await where("evals/cases.yaml") == [(unquote(editor.uri("evals/cases.yaml")), 0)]
    assert await where("#what-we-learned") == [
        (unquote(uri), SEARCH.splitlines().index("## What we learned"))
    ]
    assert await where("Nothing yet") == []


async def test_links_that_leave_the_repository_lead_nowhere(editor: Editor) -> None:
    outside = editor.root.parent / "outside.md"
    outside.write_text("secret")
    uri = editor.open("postmortems/2026-03-12-typed.md", "[x](../../outside.md) [y](file:///etc/passwd)\n")
    await editor.diagnostics(uri)
    for needle in ("x]", "y]"):
        params = types.DefinitionParams(editor.named(uri), editor.position(uri, needle))
        assert not await editor.client.text_document_definition_async(params)


async def test_references_find_links_stems_and_aliases(editor: Editor) -> None:
    uri = editor.open(REFUNDS_FILE)
    search = editor.open(SEARCH_FILE)
    await editor.diagnostics(search)
    params = types.ReferenceParams(
        types.ReferenceContext(include_declaration=True), editor.named(uri), editor.position(uri, "Lessons")
    )
    found = await editor.client.text_document_references_async(params)
    assert found is not None
    assert found[0].uri == uri
    named = [editor.text_at(search, one.range) for one in found if unquote(one.uri) == unquote(search)]
    assert named == ["2026-03-refunds", "2026-03-02-refunds", "2026-03-02-refunds"]


# -- symbols and lenses


async def test_symbols_are_sections_with_their_actions(editor: Editor) -> None:
    uri = editor.open(REFUNDS_FILE)
    found = await editor.client.text_document_document_symbol_async(
        types.DocumentSymbolParams(editor.named(uri))
    )
    assert found is not None
    tree = {item.name: item for item in found if isinstance(item, types.DocumentSymbol)}
    assert list(tree) == ["Summary", "Actions", "Lessons"]
    names = [child.name for child in tree["Actions"].children or ()]
    assert names[0].startswith("A1 Block a deploy")
    assert len(names) == 2


async def test_a_lens_tells_what_is_overdue(editor: Editor) -> None:
    uri = editor.open(REFUNDS_FILE)
    found = await editor.client.text_document_code_lens_async(types.CodeLensParams(editor.named(uri)))
    titles = [lens.command.title for lens in found or () if lens.command]
    assert titles == ["1 open · 1 overdue · 1 done or decided", "overdue for 12 days · support-ml"]


# -- the collection around


async def test_a_new_review_is_known_once_it_is_saved(repository: Path) -> None:
    async with running(repository) as editor:
        uri = editor.open(SEARCH_FILE)
        await editor.diagnostics(uri)
        name = "postmortems/2026-03-20-new-one.md"
        (repository / name).write_text(TYPED.format(line="tags: []"), encoding="utf-8")
        added = editor.open(name)
        editor.save(added)
        await editor.diagnostics(added)
        for _ in range(100):
            if "2026-03-20-new-one" in await proposals(editor, TYPED.format(line="recurrence_of: [¦")):
                break
            await asyncio.sleep(0.05)
        else:
            pytest.fail("the new review is not proposed")


async def test_the_server_asks_the_editor_to_watch_files(repository: Path) -> None:
    async with running(repository, can=capabilities()) as editor:
        uri = editor.open(SEARCH_FILE)
        await editor.diagnostics(uri)
        assert [item.method for item in editor.registered] == [types.WORKSPACE_DID_CHANGE_WATCHED_FILES]
