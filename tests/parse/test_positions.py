"""Positions: whatever the Markdown, every span lies in the text and says what stands there."""

import re
import time

from hypothesis import example, given, settings
from hypothesis import strategies as st
import pytest

from pmtool.model.blocks import BlockKind
from pmtool.parse import Document, parse


def check_positions(text: str) -> Document:
    """Every view of the document, with its spans compared to the text."""
    document = parse("x.md", text)
    size = len(text)
    before = 0
    for index, block in enumerate(document.blocks):
        assert 0 <= block.span.start <= block.span.end <= size
        assert block.span.start <= block.own.start <= block.own.end <= size
        assert block.parent is None or block.parent < index
        assert block.span.start >= before or block.parent is not None
        before = block.span.start
        for piece in block.pieces:
            assert 0 <= piece.span.start <= piece.span.end <= size
            if piece.verbatim and not piece.code and "\n" not in piece.text and piece.text != " ":
                assert re.sub("[\ud800-\udfff]", "\ufffd", piece.span.of(text)) == piece.text
        if block.marker is not None:
            assert block.marker.of(text).startswith("[")
    for sentence in document.sentences:
        assert sentence.text == sentence.text.strip()
        assert 0 <= sentence.span().start < sentence.span().end <= size
    for section in document.sections:
        assert section.span.start <= section.body.start <= section.span.end <= size
        assert 0 <= section.first_block <= section.last_block <= len(document.blocks)
    for link in document.links:
        assert 0 <= link.span.start < link.span.end <= size
    for comment in document.comments:
        assert comment.span.of(text).startswith("<!--")
        assert comment.text == comment.span.of(text)[4:-3].strip()
    for mark in document.front.marks.values():
        assert 0 <= mark.value.start <= mark.value.end <= size
    for problem in document.front.problems:
        assert 0 <= problem.span.start <= problem.span.end <= size
    if document.title is not None:
        title, span = document.title
        assert title
        assert 0 <= span.start < span.end <= size
    members = sorted(index for part in document.parts for index in part.blocks)
    openers = {part.opener for part in document.parts}
    assert len(members) == len(set(members))
    assert set(members) | {index for index in openers if index is not None} == set(
        range(len(document.blocks))
    )
    for entry in document.timeline:
        assert 0 <= entry.span.start <= entry.stamp.span.start < entry.stamp.span.end <= size
    for action in document.actions:
        assert 0 <= action.span.start <= action.title_span.start <= action.title_span.end <= size
    return document


CASES = {
    "empty": "",
    "white space": " \n\t\n",
    "byte order mark": "\ufeff---\ntitle: x\n---\n\n# Tïtle\n\ntext\n",
    "byte order mark alone": "\ufeff# Title\n\nSome *text*.\n",
    "windows line ends": "# Title\r\n\r\nOne line\r\nand *another* one.\r\n\r\n- an item\r\n  goes on\r\n",
    "old line ends": "# Title\r\rOne line\rand another.\r",
    "tabs": "-\tan item\n\t-\tnested `code`\n\n\t\tindented code\n",
    "no front matter": "Just a line.",
    "toml front matter": '+++\ntitle = "Slow"\ndate = 2026-03-02\n+++\n\n# Slow ünd more\n',
    "unclosed front matter": "---\ntitle: x\n\n# Title\n",
    "broken front matter": "---\ntitle: 'x\n---\n\n# Title\n",
    "unclosed fence": "# Title\n\n```python\nprint(1)\n\n# no heading\n",
    "comments": "<!-- one -->\n\nText <!-- two --> more.\n\n<!-- three\nlines -->\n<!-- open",
    "nested lists": "- a\n  - b\n    - c **d**\n\n      para\n  - e\n- f\n",
    "table": "| Zeit | Ereignis |\n|:--|--:|\n| 09:10 | é **x** `y` |\n| a \\| b | [l](u) |\n",
    "links": (
        "[a][1] [b] <https://x.example> https://y.example/é, ![i](p.png)\n\n[1]: https://z.example\n[b]: /q\n"
    ),
    "footnotes": "Text[^1] more[^two].\n\n[^1]: The note.\n[^two]: Another.\n",
    "admonitions": "> [!NOTE]\n> Ünder **load**.\n\n::: warning\ntext\n:::\n\n!!! note\n    text\n",
    "emoji": "# 🔥 Fire 👩‍🚒\n\n- ✅ döne é́ **👍** [x](y)\n",
    "combining": "e\u0301 a\u0308 *o\u0304* text\n",
    "entities": "A &amp; B &eacute;&#x1F525; &nope; **&lt;**\n",
    "escapes": "\\*no\\* \\[x\\] 1\\. a\\\nb\n",
    "html": "<div>\n<b>x</b>\n</div>\n\nText <b>bold</b> <br/> more.\n",
    "setext": "Title\n=====\n\nSub\n---\n\ntext  \nhard break\n",
    "heading attributes": "# Title {#id .class}\n\n## Sub ##\n",
    "lone surrogate": "# T\ud800tle\n\nx \udfff y\n",
    "null": "a\x00b\n",
    "strange spaces": "a\u2028b\u0085c\u00a0d\n\n\u3000x\n",
    "task list": "- [ ] open\n- [x] dönë\n  1. [ ] nested\n- [ ]\n",
    "loose list with code": "1. one\n\n   ```\n   code\n   ```\n\n   after\n2. two\n",
}


@pytest.mark.parametrize("case", CASES)
def test_positions_are_true_in_hand_made_cases(case: str) -> None:
    check_positions(CASES[case])


@pytest.mark.parametrize("case", CASES)
def test_positions_are_true_with_windows_line_ends(case: str) -> None:
    check_positions(CASES[case].replace("\r\n", "\n").replace("\n", "\r\n"))


@pytest.mark.parametrize("mark", ["- ", "> ", "1. ", "* [ ] ", "[", "*", "`", "<", "![", "| "])
def test_ten_thousand_nested_marks_are_read_in_time(mark: str) -> None:
    begun = time.perf_counter()
    check_positions(mark * 10_000 + "x")
    assert time.perf_counter() - begun < 20


def test_deep_list_is_read() -> None:
    document = check_positions("".join(f"{'  ' * depth}- item {depth}\n" for depth in range(300)))
    assert any(block.kind is BlockKind.ITEM for block in document.blocks)


_FRAGMENTS = [
    "# Title",
    "## Timeline",
    "## Actions",
    "text with *marks* and `code`",
    "- item",
    "  - nested",
    "1. one",
    "- [ ] task",
    "> quoted",
    "| a | b |",
    "|---|---|",
    "| 09:10 | ünd |",
    "```",
    "~~~",
    "<!-- c -->",
    "<div>",
    "</div>",
    "[a]: /b",
    "[a]",
    "[^1]: note",
    "x[^1]",
    "",
    "",
    "\t",
    "    code",
    "---",
    "===",
    "https://x.example",
    "👩‍🚒 é́",
    "**bold**",
    "&amp;",
    "\\*",
    "title: x",
    "+++",
    "~~gone~~",
    "- owner: x",
    "| A1",
    "![i](j)",
    "a  ",
    "\ufeff",
    "<b>",
    "<!--",
    "-->",
]


@settings(max_examples=150)
@given(st.lists(st.sampled_from(_FRAGMENTS), max_size=30), st.sampled_from(["\n", "\r\n", "\r"]))
def test_positions_are_true_in_any_mix_of_markdown(lines: list[str], end: str) -> None:
    check_positions(end.join(lines))


@settings(max_examples=150)
@given(
    st.text(
        alphabet=st.sampled_from(list("ab é👍\u0301 \n\n\r\t-*_`~[]()<>!#|:+=.1x{}&;\\\"'\ufeff\u2028")),
        max_size=120,
    )
)
def test_positions_are_true_in_any_soup_of_marks(text: str) -> None:
    check_positions(text)


@given(st.text(max_size=300))
def test_positions_are_true_in_any_text(text: str) -> None:
    check_positions(text)


@given(st.lists(st.sampled_from(_FRAGMENTS), max_size=12))
@example(["---", "https://x.example", "# Title"])  # front matter that is not closed
def test_line_ends_change_no_plain_text(lines: list[str]) -> None:
    text = "\n".join(lines)
    unix, windows = parse("x.md", text), parse("x.md", text.replace("\n", "\r\n"))
    plain = [(b.kind, b.text) for b in unix.blocks if b.kind not in (BlockKind.CODE, BlockKind.HTML)]
    assert plain == [
        (b.kind, b.text) for b in windows.blocks if b.kind not in (BlockKind.CODE, BlockKind.HTML)
    ]
