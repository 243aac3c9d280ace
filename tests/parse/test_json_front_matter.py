"""JSON front matter of adopted collections."""

from hypothesis import given
from hypothesis import strategies as st
import pytest

from pmtool.parse import parse
from pmtool.parse.front_matter import read_front_matter

TEXT = '{\n  "title": "Slow answers",\n  "status": "draft",\n  "tags": ["a", "b"],\n  "times": {\n    "started": "2026-03-02"\n  }\n}\n\n## Summary\n\nIt was slow.\n'


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_values_marks_and_body(newline):
    text = TEXT.replace("\n", newline)
    document = parse("a.md", text)
    front = document.front
    assert front.kind == "json"
    assert front.data["tags"] == ["a", "b"]
    assert front.data["times"] == {"started": "2026-03-02"}
    assert front.key_span(("status",)).of(text) == "status"
    assert front.value_span(("status",)).of(text) == '"draft"'
    assert [section.title for section in document.sections] == ["Summary"]


def test_a_fault_is_at_its_place():
    text = '{\n  "title": "x",\n  "status" "draft"\n}\n'
    (problem,) = read_front_matter(text).problems
    assert "JSON cannot be read" in problem.message
    assert text[problem.span.start :].startswith('"draft"')


@pytest.mark.parametrize("text", ["{", "{json} is fine\n", "{\nnot closed", '{"a": 1}\n\nText'])
def test_a_brace_is_not_yet_front_matter(text):
    assert not read_front_matter(text).present


def test_deep_nesting_is_a_finding():
    (problem,) = read_front_matter("{\n" + '"a": ' + "[" * 100_000 + "\n}\n").problems
    assert "JSON" in problem.message


@given(st.text(alphabet='{}[]":,\\ \r\nab1é😀\u2028', max_size=80))
def test_any_text_is_read_without_raising(text):
    front = read_front_matter("{\n" + text + "\n}\n")
    for mark in front.marks.values():
        assert mark.key is not None
        assert mark.key.end <= len(text) + 5
