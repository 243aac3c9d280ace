"""Every rule: its examples are its tests, its documentation has the parts that `pm explain` shows."""

from collections.abc import Iterator
import datetime as dt
from pathlib import Path, PurePath
import pkgutil

import pytest

from pmtool import rules
from pmtool.engine import Engine, Selection
from pmtool.parse import Document, parse
from pmtool.parse.document import FileFault
from pmtool.rules.base import Context, Example, Rule
from tests.support import ExampleCollection, example_config


def _cases(kind: str) -> Iterator[object]:
    for name in rules.all_names():
        rule = rules.load(name)
        for number, example in enumerate(getattr(rule, kind), start=1):
            yield pytest.param(rule, example, id=f"{name}-{kind}-{number}")


def _found(rule: Rule, example: Example) -> list[tuple[int, int, str]]:
    text, _ = example.unmarked()
    config = example_config(example.config)
    now = dt.datetime.fromisoformat(example.today).replace(tzinfo=dt.UTC)
    context = Context(config=config, collection=ExampleCollection(example), now=now)
    document = parse(PurePath(example.path), text, config.vocabulary)
    if rule.by_engine:
        return _found_by_engine(rule, example, document, context)
    findings = list(rule.check(document, context))
    for finding in findings:
        assert finding.message
        assert finding.fix is None or rule.fixable
    return sorted((f.span.start, f.span.end, f.span.of(text)) for f in findings)


def _found_by_engine(
    rule: Rule, example: Example, document: Document, context: Context
) -> list[tuple[int, int, str]]:
    if example.fault:
        _, marked = example.unmarked()
        document.fault = FileFault(marked[0].start, example.fault)
    bundle = rules.load_all(rules.names(rule.bundle))
    diagnostics, _ = Engine(Selection(bundle), context).check(document)
    return [(d.span.start, d.span.end, d.excerpt) for d in diagnostics if d.rule == rule.name]


@pytest.mark.parametrize(("rule", "example"), list(_cases("bad")))
def test_bad_example_is_found_where_it_is_marked(rule: Rule, example: Example) -> None:
    text, expected = example.unmarked()
    assert expected, "a bad example marks what must be found with «…»"
    assert _found(rule, example) == [(span.start, span.end, span.of(text)) for span in expected]


@pytest.mark.parametrize(("rule", "example"), list(_cases("good")))
def test_good_example_stays_silent(rule: Rule, example: Example) -> None:
    assert _found(rule, example) == []


@pytest.mark.parametrize("name", rules.all_names())
def test_rule_is_documented(name: str) -> None:
    rule = rules.load(name)
    assert rule.name == name
    assert len(rule.summary) <= 100
    assert rule.summary.endswith(".")
    assert "## Why" in rule.doc
    assert "## Instead" in rule.doc
    assert len(rule.bad) >= 2
    assert len(rule.good) >= 2


def test_every_rule_file_is_listed() -> None:
    for bundle in rules.BUNDLES:
        folder = Path(rules.__file__).parent / bundle
        files = {
            module.name for module in pkgutil.iter_modules([str(folder)]) if not module.name.startswith("_")
        }
        listed = {name.partition("/")[2].replace("-", "_") for name in rules.names(bundle)}
        assert files == listed
