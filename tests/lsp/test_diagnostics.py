"""Diagnostics as an editor sees them, over the real protocol."""

import asyncio
from pathlib import Path

from lsprotocol import types
import pytest

from tests.lsp.client import Editor, capabilities, running

pytestmark = pytest.mark.asyncio(loop_scope="module")

# Two findings that need no front matter and no language rules: a suppression without a reason.
BAD = "---\ntitle: T\nstatus: draft\n---\n\n## Summary\n\n{before}<!-- pm:ignore blame -->\n\nText.\n"


async def test_a_finding_is_published_when_a_review_is_opened(editor: Editor) -> None:
    uri = editor.open("postmortems/2026-03-10-x.md", BAD.format(before=""))
    found = await editor.diagnostics(uri, "structure/suppression-without-reason")
    one = next(item for item in found if item.code == "structure/suppression-without-reason")
    assert one.severity is types.DiagnosticSeverity.Warning
    assert one.source == "pm"
    assert one.code_description is None
    assert editor.text_at(uri, one.range) == "<!-- pm:ignore blame -->"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
async def test_positions_are_right_after_emoji_in_every_encoding(
    repository: Path, encoding: str, end: str
) -> None:
    text = BAD.format(before="Ünïcode 👩‍🚒 and 💸💸: ").replace("\n", end)
    async with running(repository, encoding=encoding) as editor:
        uri = editor.open("postmortems/2026-03-10-x.md", text)
        found = await editor.diagnostics(uri, "structure/suppression-without-reason")
        one = next(item for item in found if item.code == "structure/suppression-without-reason")
        assert editor.text_at(uri, one.range) == "<!-- pm:ignore blame -->"


async def test_line_separators_that_the_protocol_does_not_know_do_not_shift_lines(editor: Editor) -> None:
    text = BAD.format(before="a\u2028b\x0cc\x85d ")
    uri = editor.open("postmortems/2026-03-10-x.md", text)
    found = await editor.diagnostics(uri, "structure/suppression-without-reason")
    one = next(item for item in found if item.code == "structure/suppression-without-reason")
    assert one.range.start.line == 7
    editor.change(uri, text.replace("Text.", "More."))
    again = await editor.diagnostics(uri, "structure/suppression-without-reason")
    assert next(i for i in again if i.code == one.code).range == one.range


async def test_typing_is_debounced_and_only_the_last_text_counts(repository: Path) -> None:
    async with running(repository, options={"debounce": 300}) as editor:
        uri = editor.open("postmortems/2026-03-10-x.md", BAD.format(before=""))
        await editor.diagnostics(uri, "structure/suppression-without-reason")
        before = len(editor.published[uri])
        for number in range(6):
            editor.change(uri, BAD.format(before="a" * number))
            await asyncio.sleep(0.02)
        editor.change(uri, BAD.format(before="").replace("blame -->", "blame -- quoted -->"))

        def mended(found: list[types.Diagnostic]) -> bool:
            return all(item.code != "structure/suppression-without-reason" for item in found)

        await editor.diagnostics(uri, mended)
        assert len(editor.published[uri]) == before + 1


async def test_a_closed_review_has_no_diagnostics_any_more(editor: Editor) -> None:
    uri = editor.open("postmortems/2026-03-10-x.md", BAD.format(before=""))
    await editor.diagnostics(uri, "structure/suppression-without-reason")
    editor.close(uri)
    assert await editor.diagnostics(uri, lambda found: not found) == []


async def test_markdown_outside_the_collection_is_left_alone(editor: Editor) -> None:
    uri = editor.open("README.md")
    assert await editor.diagnostics(uri) == []
    template = editor.open("postmortems/TEMPLATE.md", BAD.format(before=""))
    assert await editor.diagnostics(template) == []


async def test_any_markdown_is_checked_where_the_settings_say_so(repository: Path) -> None:
    async with running(repository, options={"scope": "all"}) as editor:
        uri = editor.open("README.md")
        await editor.diagnostics(uri, "structure/suppression-without-reason")


async def test_a_changed_configuration_is_noticed_without_a_restart(repository: Path) -> None:
    async with running(repository) as editor:
        uri = editor.open("postmortems/2026-03-10-x.md", BAD.format(before=""))
        await editor.diagnostics(uri, "structure/suppression-without-reason")
        settings = '[lint.severity]\n"structure/suppression-without-reason" = "off"\n'
        (repository / "pm.toml").write_text(settings)
        editor.change(uri, BAD.format(before="x "))

        def silent(found: list[types.Diagnostic]) -> bool:
            return all(item.code != "structure/suppression-without-reason" for item in found)

        await editor.diagnostics(uri, silent)
        # A configuration with a fault is shown in its own file until it is mended; the last good one stays.
        config = editor.uri("pm.toml")
        (repository / "pm.toml").write_text("directry = 'x'\n")
        editor.save(uri)
        shown = await editor.diagnostics(config, lambda found: found)
        assert 'did you mean "directory"' in shown[0].message
        await editor.diagnostics(uri, silent)
        (repository / "pm.toml").write_text("directory = 'postmortems'\n")
        editor.save(uri)
        assert await editor.diagnostics(config, lambda found: not found) == []
        await editor.diagnostics(uri, "structure/suppression-without-reason")


async def test_the_rule_links_to_its_page_only_where_an_address_is_set(repository: Path) -> None:
    async with running(repository, options={"docsUrl": "https://example.org/rules/{rule}"}) as editor:
        uri = editor.open("postmortems/2026-03-10-x.md", BAD.format(before=""))
        found = await editor.diagnostics(uri, "structure/suppression-without-reason")
        one = next(item for item in found if item.code == "structure/suppression-without-reason")
        assert one.code_description is not None
        assert one.code_description.href.endswith("/structure/suppression-without-reason")


async def test_settings_can_change_while_the_server_runs(editor: Editor) -> None:
    uri = editor.open("README.md")
    assert await editor.diagnostics(uri) == []
    params = types.DidChangeConfigurationParams({"pm": {"scope": "all", "debounce": "nonsense"}})
    editor.client.workspace_did_change_configuration(params)
    await editor.diagnostics(uri, "structure/suppression-without-reason")
    params = types.DidChangeConfigurationParams({"pm": {"scope": "collection"}})
    editor.client.workspace_did_change_configuration(params)
    await editor.diagnostics(uri, lambda found: not found)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---",
        "---\n",
        "---\ntitle: [\n---\n",
        "---\na: &x [*x]\n---\n",
        "\ufeff---\r\ntitle: x\r\n---\r\n\ud83d",
        "\x00\x01\x02",
        "> " * 3000 + "x",
        "[" * 5000,
        "|a|\n|-|\n" * 300,
    ],
)
async def test_strange_texts_do_not_stop_the_server(editor: Editor, text: str) -> None:
    uri = editor.open("postmortems/2026-03-11-odd.md", text)
    await editor.diagnostics(uri)
    params = types.DocumentSymbolParams(editor.named(uri))
    await editor.client.text_document_document_symbol_async(params)
    await editor.client.text_document_code_lens_async(types.CodeLensParams(editor.named(uri)))
    end = types.Position(10_000, 10_000)
    await editor.completion(uri, end)
    await editor.hover(uri, end)
    await editor.actions(uri, types.Range(types.Position(0, 0), end))
    good = editor.open("postmortems/2026-03-10-x.md", BAD.format(before=""))
    await editor.diagnostics(good, "structure/suppression-without-reason")
    assert not editor.client.messages


async def test_a_text_that_is_no_file_yet_does_no_harm(editor: Editor) -> None:
    item = types.TextDocumentItem("untitled:Untitled-1", "markdown", 1, "# Hello\n")
    editor.versions[item.uri], editor.texts[item.uri] = 1, item.text
    editor.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    assert await editor.diagnostics(item.uri) == []
    assert await editor.hover(item.uri, types.Position(0, 3)) == ""


@pytest.mark.parametrize("name", ["neovim", "emacs"])
async def test_other_editors_are_served_as_well(repository: Path, name: str) -> None:
    async with running(repository, can=capabilities(name)) as editor:
        uri = editor.open("postmortems/2026-03-10-x.md", BAD.format(before=""))
        found = await editor.diagnostics(uri, "structure/suppression-without-reason")
        titles = await editor.actions(uri, found[0].range)
        assert titles


async def test_isolated_and_given_configuration_win_over_the_one_in_the_folder(repository: Path) -> None:
    (repository / "pm.toml").write_text('[lint.severity]\n"structure" = "off"\n')
    async with running(repository, arguments=["--isolated"]) as editor:
        uri = editor.open("postmortems/2026-03-10-x.md", BAD.format(before=""))
        await editor.diagnostics(uri, "structure/suppression-without-reason")
