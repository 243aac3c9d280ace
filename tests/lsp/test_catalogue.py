"""Factor classes and clocks in the editor: completion, hover, suggestions."""

from lsprotocol import types
import pytest

from tests.lsp.client import Editor

pytestmark = pytest.mark.asyncio(loop_scope="module")

PATH = "postmortems/2026-03-12-typed.md"
TYPED = "---\ntitle: T\nstatus: draft\n{line}\n---\n\n## Contributing factors\n\nThere was no alert for it.\n"


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("factors: [eval¦]", "evaluation_gap"),
        ("factors:\n  - eval¦", "evaluation_gap"),
        ("factors: [{class: halluc¦}]", "hallucination"),
        ("factors:\n  - class: halluc¦", "hallucination"),
        ("reporting: [{clock: gd¦}]", "gdpr33"),
        ("reporting:\n  - clock: dora¦", "dora_intermediate"),
    ],
)
async def test_ids_are_proposed_with_what_they_mean(editor: Editor, line: str, wanted: str) -> None:
    text = TYPED.format(line=line)
    uri = editor.open(PATH, text.replace("¦", ""))
    await editor.diagnostics(uri)
    found = await editor.completion(uri, editor.at(uri, text.index("¦")))
    assert wanted in found
    assert found[wanted].documentation


@pytest.mark.parametrize(
    ("line", "name", "said"),
    [
        ("factors: [evaluation_gap]", "evaluation_gap", "did not resemble the use"),
        ("factors:\n  - {class: 'hallucination', confidence: known}", "hallucination", "LLM09"),
        ("reporting:\n  - {clock: gdpr33, applies: false, reasons: x}", "gdpr33", "72 hours from aware"),
    ],
)
async def test_hover_explains_an_id(editor: Editor, line: str, name: str, said: str) -> None:
    uri = editor.open(PATH, TYPED.format(line=line))
    await editor.diagnostics(uri)
    assert said in await editor.hover(uri, editor.position(uri, name, 2))


async def test_classes_are_suggested_with_the_words_that_led_there(editor: Editor) -> None:
    uri = editor.open(PATH, TYPED.format(line="factors: []"))
    found = await editor.diagnostics(uri, "schema/unnamed-factor")
    [one] = [item for item in found if item.code == "schema/unnamed-factor"]
    assert editor.text_at(uri, one.range) == "no alert"
    assert "monitoring_gap" in one.message


async def test_a_lens_tells_how_long_a_clock_runs(editor: Editor) -> None:
    line = "times: {aware: 2026-03-31T12:00:00Z}\nreporting:\n  - {clock: gdpr33}"
    uri = editor.open(PATH, TYPED.format(line=line))
    await editor.diagnostics(uri)
    found = await editor.client.text_document_code_lens_async(types.CodeLensParams(editor.named(uri)))
    [lens] = [lens for lens in found or () if lens.command and "gdpr33" in lens.command.title]
    assert lens.command is not None
    assert "due 2026-04-03 12:00 UTC" in lens.command.title
    assert lens.range.start.line == 4
