"""Severities, suppressions and order, with rules made for the test."""

import datetime as dt
from pathlib import PurePath
import re

from hypothesis import given
from hypothesis import strategies as st
import pytest

from pmtool.config.reading import config_from_text
from pmtool.engine import Engine, Selection
from pmtool.model.diagnostic import Finding
from pmtool.model.span import Span
from pmtool.parse import parse
from pmtool.rules.base import Context, Rule
from pmtool.vocab import Severity


def _word_rule(name: str, word: str, severity: Severity, graded: Severity | None = None) -> Rule:
    def check(document, context):
        for found in re.finditer(word, document.text):
            yield Finding(Span(found.start(), found.end()), f"'{word}' was found", graded)

    return Rule(name, severity, check, bad=[], good=[])


BOOM = _word_rule("blame/irony", "boom", Severity.ERROR)
MILD = _word_rule("blame/motive", "mild", Severity.ERROR, Severity.WARNING)


def _lint(text, *rules, config="", path="a.md", severities=None, graded=None):
    settings = config_from_text(config)
    selection = Selection(rules or (BOOM,), severities, graded or dict(settings.lint.severity))
    engine = Engine(selection, Context(settings, now=dt.datetime(2026, 4, 1, tzinfo=dt.UTC)))
    return engine.run([parse(PurePath(path), text)])


def _places(report):
    return [(d.start.line, d.start.column, d.rule) for d in report.diagnostics]


def test_findings_come_in_order_of_path_and_place():
    engine = Engine(Selection([MILD, BOOM]), Context())
    report = engine.run([parse("b.md", "mild boom"), parse("a.md", "x\nboom mild")])
    assert [(d.path.name, d.excerpt) for d in report.diagnostics] == [
        ("a.md", "boom"),
        ("a.md", "mild"),
        ("b.md", "mild"),
        ("b.md", "boom"),
    ]
    assert report.checked == 2


def test_a_comment_on_the_line_covers_that_line_only():
    report = _lint("boom <!-- pm:ignore blame/irony -- quoted -->\nboom\n")
    assert _places(report) == [(2, 1, "blame/irony")]
    assert report.suppressed == 1


def test_a_comment_alone_covers_what_follows_up_to_a_blank_line():
    text = "<!-- pm:ignore blame -- the vendor's words -->\n\n- boom\n- boom\n\nboom\n"
    assert _places(_lint(text)) == [(6, 1, "blame/irony")]


def test_a_file_comment_covers_the_file_and_front_matter_has_its_own_form():
    assert _places(_lint("boom\n\n<!-- pm:ignore-file blame/irony -- a poem -->\n\nboom")) == []
    assert _places(_lint("---\ntitle: boom # pm:ignore blame/irony -- a name\nx: boom\n---\n")) == [
        (3, 4, "blame/irony")
    ]
    assert _places(_lint("---\n# pm:ignore blame/irony -- a name\ntitle: boom\nx: boom\n---\n")) == [
        (4, 4, "blame/irony")
    ]


def test_without_a_reason_nothing_is_suppressed():
    assert len(_lint("boom <!-- pm:ignore blame/irony -->\n").diagnostics) == 1
    assert len(_lint("boom <!-- pm:ignore blame/irony -- -->\n").diagnostics) == 1


def test_a_comment_in_code_is_text():
    assert len(_lint("boom `<!-- pm:ignore blame/irony -- x -->`\n").diagnostics) == 1
    assert len(_lint("```\n<!-- pm:ignore-file blame -- x -->\n```\nboom\n").diagnostics) == 1


def test_a_configured_severity_keeps_the_steps_that_a_rule_took():
    report = _lint("boom mild", BOOM, MILD, config='[lint.severity]\nblame = "warning"')
    assert [(d.excerpt, d.severity) for d in report.diagnostics] == [
        ("boom", Severity.WARNING),
        ("mild", Severity.INFO),
    ]


def test_off_and_the_more_special_name_wins():
    config = '[lint.severity]\nblame = "off"\n"blame/irony" = "info"'
    assert [d.excerpt for d in _lint("boom mild", BOOM, MILD, config=config).diagnostics] == ["boom"]


def test_settings_by_path():
    config = '[[lint.per-path]]\npaths = ["old/**"]\nignore = ["blame/irony"]\nseverity = { "blame/motive" = "info" }'
    assert [
        d.severity for d in _lint("boom mild", BOOM, MILD, config=config, path="old/2019/a.md").diagnostics
    ] == [Severity.INFO]
    assert len(_lint("boom mild", BOOM, MILD, config=config, path="new/a.md").diagnostics) == 2


def test_selected_severities_filter_findings():
    report = _lint("boom mild", BOOM, MILD, severities=frozenset({Severity.WARNING}))
    assert [d.excerpt for d in report.diagnostics] == ["mild"]


def test_info_never_fails():
    report = _lint("boom", config='[lint.severity]\nblame = "info"')
    assert not report.fails(Severity.WARNING)
    assert _lint("boom").fails(Severity.ERROR)
    assert not _lint("mild", MILD).fails(Severity.ERROR)


@given(
    st.lists(st.sampled_from(["boom", "fine", "", "- boom", "é😀 boom", "\tboom"]), max_size=12),
    st.sampled_from(["\n", "\r\n"]),
)
def test_the_excerpt_is_the_text_at_line_and_column(lines, newline):
    text = newline.join(lines)
    for diagnostic in _lint(text).diagnostics:
        line = text.split(newline)[diagnostic.start.line - 1]
        start = diagnostic.start.column - 1
        assert line[start : start + len(diagnostic.excerpt)] == diagnostic.excerpt == "boom"
        assert diagnostic.end.column - diagnostic.start.column == 4


def test_a_fault_in_a_rule_tells_which_rule_and_file():
    def check(document, context):
        raise KeyError("due")

    with pytest.raises(KeyError) as caught:
        _lint("text", Rule("actions/broken", Severity.ERROR, check, bad=[], good=[]))
    assert caught.value.__notes__ == ["in actions/broken, at a.md"]
