"""Values written into front matter: they read back, and nothing else changes."""

from hypothesis import given
from hypothesis import strategies as st
import pytest
import yaml

from pmtool.parse.front_matter import read_front_matter
from pmtool.parse.writing import CannotSetError, set_value, yaml_text

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
awkward = st.sampled_from(
    [
        "",
        " ",
        "yes",
        "no",
        "null",
        "~",
        "1e3",
        "0x1f",
        "12:30",
        "2026-03-02",
        "a: b",
        "a #b",
        "- a",
        "@team",
        "`x`",
        "%d",
        "'",
        '"',
        "''",
        "it's",
        'say "no"',
        "{{ x }}",
        "{a: b}",
        "[a]",
        "a\nb",
        "a\r\nb",
        "\t",
        "---",
        "...",
        "💳",
        "é́",
        "\ufeffx",
        "\x85",
        "\u2028",
        "\x00",
        "\x7f",
        "!!python/object",
        "&a",
        "*a",
        "|",
        ">",
        "a, b",
        "a]",
        "a}",
        ".nan",
    ]
)
scalars = st.one_of(texts, awkward, st.booleans(), st.integers(-(10**17), 10**17), st.none())
values = st.one_of(
    scalars, st.lists(scalars, max_size=4), st.dictionaries(st.sampled_from("abc"), scalars, max_size=3)
)


def read(line: str) -> object:
    front = read_front_matter(f"---\nvalue: {line}\nafter: 1\n---\n")
    assert not front.problems
    assert front.data["after"] == 1
    return front.data["value"]


@given(values)
def test_any_value_reads_back_by_our_reader(value):
    assert read(yaml_text(value)) == value


@given(st.one_of(texts, awkward))
def test_any_text_reads_back_by_other_readers(text):
    assert yaml.safe_load(f"value: {yaml_text(text)}\n") == {"value": text}
    assert yaml.safe_load(f"[{yaml_text(text, inside=True)}]\n") == [text]


@given(st.one_of(texts, awkward))
def test_any_text_stays_on_one_line(text):
    assert len(yaml_text(text).splitlines()) <= 1


def test_ordinary_titles_are_written_without_quotes():
    assert yaml_text("Support assistant quoted a refund policy, twice (again)") == (
        "Support assistant quoted a refund policy, twice (again)"
    )
    assert yaml_text("Checkout: every second card") == "'Checkout: every second card'"


BLOCK = """---
title: A title
severity:                      # sev1 | sev2
times:                         # with a zone
  started: 2026-03-02T09:10:00Z
  detected:
ai:
factors:
- one
- two
reporting: []                  # clocks
flow: {a: 1}
---

Body: text
"""


@pytest.mark.parametrize(
    ("key", "value", "line"),
    [
        ("severity", "sev2", "severity: sev2                 # sev1 | sev2"),
        ("times.detected", "2026-03-02T09:20:00Z", "  detected: 2026-03-02T09:20:00Z"),
        ("times.resolved", "2026-03-03", "  resolved: 2026-03-03"),
        ("ai.model", "vendor/model@1", "  model: vendor/model@1"),
        ("factors", ["three"], "factors: [three]"),
        ("reporting", [{"clock": "gdpr33"}], "reporting: [{clock: gdpr33}]   # clocks"),
        ("flow.b", "x", "flow: {a: 1, b: x}"),
        ("flow.c.d", True, "flow: {a: 1, c: {d: true}}"),
        ("new.inner.key", 3, "    key: 3"),
        ("title", "Other: title", "title: 'Other: title'"),
    ],
)
def test_one_value_is_set_and_every_other_line_stays(key, value, line):
    changed = set_value(BLOCK, key.split("."), value)
    assert line in changed.splitlines()
    data = read_front_matter(changed).data
    for part in key.split("."):
        data = data[part]
    assert data == value
    removed = set(BLOCK.splitlines()) - set(changed.splitlines())
    assert len(removed) <= 1 + 2 * (key == "factors")
    assert changed.endswith("---\n\nBody: text\n")


def test_windows_line_ends_stay():
    changed = set_value(BLOCK.replace("\n", "\r\n"), ["x-own", "deep"], 1)
    assert "\r\n  deep: 1\r\n" in changed
    assert changed.count("\n") == changed.count("\r\n")


@given(
    st.lists(
        st.sampled_from(["title", "times", "started", "ai", "flow", "a", "factors", "x-y"]),
        min_size=1,
        max_size=3,
    ),
    values,
)
def test_setting_changes_only_what_was_asked_or_refuses(path, value):
    before = read_front_matter(BLOCK).data
    try:
        changed = set_value(BLOCK, path, value)
    except CannotSetError:
        return
    after = read_front_matter(changed).data
    assert {k: v for k, v in after.items() if k != path[0]} == {
        k: v for k, v in before.items() if k != path[0]
    }


@given(
    st.text(max_size=200), st.lists(st.text("abc", min_size=1, max_size=3), min_size=1, max_size=3), scalars
)
def test_any_front_matter_text_is_set_or_refused(block, path, value):
    text = f"---\n{block}\n---\nbody\n"
    try:
        changed = set_value(text, path, value)
    except CannotSetError:
        return
    assert read_front_matter(changed).readable


def test_a_value_below_a_text_is_refused():
    with pytest.raises(CannotSetError):
        set_value(BLOCK, ["title", "deeper"], "x")


def test_without_front_matter_there_is_no_place():
    with pytest.raises(CannotSetError, match="no front matter"):
        set_value("# Title\n", ["title"], "x")
