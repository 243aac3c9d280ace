"""Whatever a file holds, the schema and structure rules answer with findings at true places, in time."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st
import pytest

from pmtool import rules
from pmtool.model.diagnostic import Finding
from pmtool.parse import parse
from pmtool.rules.base import Context, Example
from tests.support import ExampleCollection

RULES = [rules.load(name) for bundle in ("schema", "structure") for name in rules.names(bundle)]
BODY = "\n## Impact\n\n[x](none.md) TODO\n"


def _lint(text: str, path: str = "postmortems/2026-03-02-slow.md") -> list[tuple[str, Finding]]:
    document = parse(path, text)
    context = Context(collection=ExampleCollection(Example(text, path=path)))
    return [(rule.name, finding) for rule in RULES for finding in rule.check(document, context)]


def _names(text: str) -> list[str]:
    return sorted(name for name, _ in _lint(text))


@pytest.mark.parametrize(
    ("front", "rule"),
    [
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", "schema/unsafe-front-matter"),
        ("title: !!python/object/apply:os.system [ls]", "schema/unsafe-front-matter"),
        ("a: " + "[" * 200 + "]" * 200, "schema/unsafe-front-matter"),
        ("title: " + "x" * 1_000_000, "schema/unsafe-front-matter"),
        ("times:\n\tstarted: 2026-03-02", "schema/unreadable-front-matter"),
        ("facilitator: @handle", "schema/unreadable-front-matter"),
        ("title: bell \x07", "schema/unreadable-front-matter"),
        ("title: half \ud83d", "schema/unreadable-front-matter"),
        ("[a, b]", "schema/unreadable-front-matter"),
        ("# nothing", "schema/missing-field"),
        ("", "schema/missing-field"),
        ("title:\nstatus:", "schema/missing-field"),
        ("title: a\ntitle: b\nstatus: draft", "schema/duplicate-key"),
        ("title: 7\nstatus: draft", "schema/wrong-type"),
        ("title: a\nstatus: [draft]", "schema/wrong-type"),
    ],
)
def test_a_fault_of_the_block_is_one_finding_and_the_body_is_checked(front: str, rule: str) -> None:
    names = [name for name in _names(f"---\n{front}\n---\n{BODY}") if name.startswith("schema/")]
    assert names == [rule]
    assert "structure/broken-link" in _names(f"---\n{front}\n---\n{BODY}")


@pytest.mark.parametrize("text", ["---\ntitle: Slow\nstatus: draft\n" + BODY, "+++\ntitle = 'Slow'\n" + BODY])
def test_an_unclosed_block_is_one_finding_and_the_body_is_checked(text: str) -> None:
    assert _names(text) == ["schema/unreadable-front-matter", "structure/broken-link"]


def test_byte_order_mark_and_crlf_do_not_move_findings() -> None:
    text = "\ufeff---\ntitle: Écran 🔥\nstatus: draft\nseverty: x\ntimes: {started: 2026-02-30}\n---\n" + BODY
    for written in (text, text.replace("\n", "\r\n")):
        excerpts = [finding.span.of(written) for _, finding in _lint(written)]
        assert sorted(excerpts) == ["2026-02-30", "none.md", "severty"]


def test_toml_is_checked_like_yaml_without_fixes() -> None:
    keys = "title = 'Slow'\nstatus = 'draft'\nauthor = 'a'\nkind = 'Near-Miss'"
    text = f"+++\n{keys}\n[times]\nstarted = 2026-03-02T09:10:00\n+++\n"
    found = _lint(text)
    assert sorted(name for name, _ in found) == [
        "schema/naive-time",
        "schema/unknown-key",
        "schema/unknown-value",
    ]
    fixes = [finding.fix for name, finding in found if finding.fix]
    assert [fix.text for fix in fixes] == ["authors"]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000,
        "<" * 20_000 + ">",
        "{{" * 20_000,
        "[a](" * 10_000,
        "# a\n" * 5_000,
        "## Impact\n" * 3_000 + "[x](#y)\n",
        "<!--" * 20_000,
        "```\n" * 10_001,
        "[a](#b) " * 3_000,
        "TODO " * 20_000,
        "\\[" * 20_000,
        "<a " * 20_000,
        "_[" * 10_000 + "]_" * 10_000,
        "---\nstatus: in_review\n---\n" + "- " * 10_000 + "x",
    ],
    ids=range(14),
)
def test_repeated_marks_are_checked_in_time(text: str) -> None:
    start = time.perf_counter()
    _lint(text)
    assert time.perf_counter() - start < 10


MARKDOWN = st.lists(
    st.sampled_from(
        [
            "---",
            "title: Slow",
            "status: in_review",
            "aliases: [a, 3]",
            "recurrence_of: [x]",
            "## Impact",
            "#### Deep",
            "# T",
            "",
            "TBD and _[What users saw]_ é🔥",
            "- [ ] [date] <your name>",
            "| a | b |\n| - | - |\n| TODO | ... |",
            "```sh",
            "<!-- fill: x",
            "-->",
            "> TBD [x](y.md)",
            "[a](#impact) [b](%ZZ) [c](../../x) ![d]( <e f> )",
            "[r]: r.md",
            "[r] [r][] [q][r]",
            "\ttab",
            "{{ x }}\r\n{% y %}",
        ]
    )
    | st.text(max_size=12),
    max_size=14,
).map("\n".join)


@given(MARKDOWN, st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", "\ufeff"]))
@settings(max_examples=200, deadline=None)
def test_any_text_is_linted_and_every_finding_lies_in_the_text(text: str, end: str, bom: str) -> None:
    text = bom + text.replace("\n", end)
    for name, finding in _lint(text):
        assert 0 <= finding.span.start <= finding.span.end <= len(text), name
        assert finding.message
        assert "\n" not in finding.message
        if finding.fix is not None:
            assert 0 <= finding.fix.span.start <= finding.fix.span.end <= len(text)
