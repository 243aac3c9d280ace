"""The reader of front matter: values, marks, and what it refuses."""

import time

from hypothesis import example, given, settings
from hypothesis import strategies as st
import pytest

from pmtool.model.front_matter import Trouble
from pmtool.parse.front_matter import read_front_matter, resolve_scalar

# Text that looks like YAML often enough to get past the first line.
YAMLISH = st.text(
    st.one_of(
        st.sampled_from(
            list(":-[]{}#&*!|>'\"%@`,? \t\n\r\\.~+0123456789TZabcé\u0301\U0001f525\x85\u2028\ufeff\x00")
        ),
        st.characters(),
    ),
    max_size=120,
)
LINES = st.lists(
    st.sampled_from(
        [
            "title: x",
            "title: y # why",
            "times:",
            "  started: 2026-03-02T09:10:00Z",
            "  - a",
            "- b",
            "tags: [a, 'b', \"c\\n\"]",
            "x: {a: 1, b: [2, 3]}",
            "text: |",
            "  folded",
            "",
            "# note",
            "? k",
            ": v",
            "a: b: c",
            "\ttab: 1",
            "é: \U0001f525 ok",
            "n: 12:30",
            "...",
        ]
    ),
    max_size=8,
).map("\n".join)


def _yaml(body: str) -> str:
    return f"---\n{body}\n---\nText.\n"


@given(st.one_of(YAMLISH, LINES), st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["", "\ufeff"]))
@example("a: \ud800", "\n", "")
@example("\ufeffé: b", "\n", "")
@settings(max_examples=400)
def test_any_text_is_read_and_every_mark_points_into_the_block(body: str, end: str, bom: str) -> None:
    text = bom + f"---\n{body}\n---\nText.\n".replace("\n", end)
    front = read_front_matter(text)
    for problem in front.problems:
        assert 0 <= problem.span.start <= problem.span.end <= len(text)
        assert problem.span.start < problem.span.end
    for path, mark in front.marks.items():
        for span in (mark.key, mark.value):
            assert span is None or front.body.start <= span.start <= span.end <= front.body.end
        value: object = front.data
        for part in path:
            value = value[part]  # type: ignore[index]
        if not isinstance(value, dict | list) and _is_plain(mark.value.of(text)):
            assert resolve_scalar(mark.value.of(text)) == value
        if mark.key and _is_plain(mark.key.of(text)):
            assert mark.key.of(text) == path[-1]


def _is_plain(written: str) -> bool:
    """Whether a scalar is written as it reads: no quotes, no block, on one line."""
    return written[:1] not in ("'", '"', "|", ">", "?") and not set(written) & set("\r\n\x85\u2028\u2029")


@given(YAMLISH)
@settings(max_examples=300)
def test_any_toml_is_read(body: str) -> None:
    text = f"+++\n{body}\n+++\n"
    front = read_front_matter(text)
    for mark in front.marks.values():
        assert mark.key is not None
        assert front.body.start <= mark.key.start < mark.key.end <= front.body.end


def test_marks_of_nested_values_cover_exactly_what_is_written() -> None:
    text = _yaml(
        "times:\n  started: 2026-03-02T09:10:00Z  # first\nfactors:\n  - {class: drift, confidence: known}\n"
    )
    front = read_front_matter(text)
    assert front.value_span(("times", "started")).of(text) == "2026-03-02T09:10:00Z"
    assert front.key_span(("times", "started")).of(text) == "started"
    assert front.value_span(("factors", 0)).of(text) == "{class: drift, confidence: known}"
    assert front.value_span(("factors", 0, "class")).of(text) == "drift"
    assert front.value_span(("times",)).of(text) == "started: 2026-03-02T09:10:00Z"


def test_block_text_ends_with_its_last_written_character() -> None:
    text = _yaml("note: |\n  one\n  two\n\n# a comment\ntitle: x")
    front = read_front_matter(text)
    assert front.value_span(("note",)).of(text) == "|\n  one\n  two"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_byte_order_mark_do_not_move_marks(end: str) -> None:
    text = "\ufeff" + end.join(["---", "title: Écran", "tags: [a]", "---", "Text."])
    front = read_front_matter(text)
    assert front.data == {"title": "Écran", "tags": ["a"]}
    assert front.value_span(("title",)).of(text) == "Écran"
    assert text[front.span.end :] == "Text."


def test_a_key_that_stands_twice_keeps_its_first_value_and_leaves_no_marks_of_the_second() -> None:
    text = _yaml("times: {started: 2026-03-02}\ntimes: {ended: 2026-03-03}\ntitle: x")
    front = read_front_matter(text)
    assert front.data == {"times": {"started": "2026-03-02"}, "title": "x"}
    assert ("times", "ended") not in front.marks
    (problem,) = front.problems
    assert problem.trouble is Trouble.DUPLICATE_KEY
    assert problem.span.start == text.rindex("times")
    assert front.readable


@pytest.mark.parametrize(
    ("body", "trouble", "pointed_at"),
    [
        ("a: &a [x]\nb: [*a, *a]", Trouble.UNSAFE, "&a"),
        ("a: *b\nb: 1", Trouble.UNSAFE, "*b"),
        ("title: *bold*", Trouble.SYNTAX, "*"),
        ("title: !!python/object:os.system ls", Trouble.UNSAFE, "!!python/object:os.system"),
        ("owner: @handle", Trouble.SYNTAX, "@"),
        ("title: one: two", Trouble.SYNTAX, ":"),
        ("times:\n\tstarted: 2026", Trouble.SYNTAX, "\t"),
        ("é: bell \x07 here", Trouble.SYNTAX, "\x07"),
        ("title: [a, b", Trouble.SYNTAX, "b"),
        ("- a\n- b", Trouble.NOT_A_MAPPING, "---"),
        ("only a sentence", Trouble.NOT_A_MAPPING, "---"),
        ("a: b\n--- # two\nc: d", Trouble.UNSAFE, "---"),
        ("? [a]\n: b", Trouble.UNSAFE, "["),
    ],
)
def test_a_fault_is_one_problem_at_its_place(body: str, trouble: Trouble, pointed_at: str) -> None:
    text = _yaml(body)
    front = read_front_matter(text)
    assert [problem.trouble for problem in front.problems] == [trouble]
    assert front.problems[0].span.of(text).startswith(pointed_at)
    assert front.data == {}
    assert not front.readable
    assert text[front.span.end :] == "Text.\n"


def test_unclosed_front_matter_ends_at_the_first_blank_line() -> None:
    text = "---\ntitle: x\nstatus: draft\n\n## Summary\n\nText.\n"
    front = read_front_matter(text)
    assert [problem.trouble for problem in front.problems] == [Trouble.UNCLOSED]
    assert text[front.span.end :].lstrip().startswith("## Summary")


@pytest.mark.parametrize(
    "text", ["", "---", "---\n", "---\n\nA rule, then text.\n", "Text\n---\n", "----\na: b\n----\n"]
)
def test_text_without_front_matter_has_none(text: str) -> None:
    assert not read_front_matter(text).present


@pytest.mark.parametrize(
    "text", ["---\n---\n", "---\n\n---\nText", "---\n# only a comment\n---\n", "+++\n+++\n"]
)
def test_an_empty_block_is_present_and_readable(text: str) -> None:
    front = read_front_matter(text)
    assert front.present
    assert front.readable
    assert front.data == {}


@pytest.mark.parametrize(
    "body",
    [
        "a: " + "[" * 100_000,
        "a: " + "{" * 100_000,
        "\n".join(" " * n + f"k{n}:" for n in range(400)),
        "a: " + "x" * 1_000_000,
        "? " * 60_000,
        "- " * 100_000,
        "a: '" + "''" * 100_000,
        "k: v\n" * 50_000,
        "a: >\n" + " \n" * 100_000,
        "#" * 200_000,
        " " * 200_000 + "x",
        "a:" + "\t" * 200_000 + "b",
    ],
    ids=range(12),
)
@pytest.mark.parametrize("fence", ["---", "+++"])
def test_large_and_deep_blocks_are_refused_or_read_in_time(body: str, fence: str) -> None:
    start = time.perf_counter()
    read_front_matter(f"{fence}\n{body}\n{fence}\nText.\n")
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    "body",
    [
        "a" + ".a" * 15_000 + " = 1",
        "a = " + "[" * 30_000,
        "a = " + "9" * 6_000,
        "a = 1" + " " * 30_000 + "\x00",
    ],
)
def test_toml_that_nests_or_counts_without_end_is_a_problem_not_a_crash(body: str) -> None:
    start = time.perf_counter()
    front = read_front_matter(f"+++\n{body}\n+++\nText.\n")
    assert [problem.trouble for problem in front.problems] == [Trouble.SYNTAX]
    assert time.perf_counter() - start < 5


def test_toml_is_read_like_yaml_with_dates_as_text() -> None:
    body = 'title = "Slow"\ndate = 2026-03-02T09:10:00Z\ntags = [\n "a",\n]\n[times]\nstarted = 2026-03-02'
    text = f"+++\n{body}\n+++\nText.\n"
    front = read_front_matter(text)
    assert front.data["date"] == "2026-03-02T09:10:00+00:00"
    assert front.data["times"] == {"started": "2026-03-02"}
    assert front.value_span(("title",)).of(text) == '"Slow"'
    assert front.value_span(("tags",)).of(text) == "tags"


def test_a_fault_of_toml_is_found_at_its_line_whatever_the_line_ends() -> None:
    text = '+++\r\ntitle = "a\x0c"\r\nstatus = draft\r\n+++\r\n'.replace("\x0c", "\u2028")
    (problem,) = read_front_matter(text).problems
    assert problem.span.of(text) == "d"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12:30", "12:30"),
        ("no", "no"),
        ("007", "007"),
        ("2026-03-02", "2026-03-02"),
        ("1e3", 1000.0),
        ("~", None),
    ],
)
def test_scalars_follow_yaml_1_2(written: str, value: object) -> None:
    assert resolve_scalar(written) == value
