"""Phrase rules of a team's own, and rule packs."""

from types import SimpleNamespace

import pytest

from pmtool import rules
from pmtool.config.phrases import pattern_fault, phrase_faults
from pmtool.config.reading import config_from_text
from pmtool.errors import PmError
from pmtool.rules import packs
from pmtool.rules.base import Rule
from pmtool.vocab import Severity


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+b",
        r"(a|b)*c",
        r"(\w+\s?)*x",
        r".*a.*b.*",
        r"(a)\1",
        "(",
        "x*",
        "a" * 501,
        r"((ab)+c)+",
        r"(?:a{1,9}){2,}",
    ],
)
def test_unsafe_pattern_is_refused(pattern: str) -> None:
    assert pattern_fault(pattern)


@pytest.mark.parametrize(
    "pattern",
    [r"\bcowboy (fix|change)\b", r"hero.{0,40}saved", r"(?:the )?usual suspects?", r"a+ b+", r"[+*]x"],
)
def test_bounded_pattern_is_taken(pattern: str) -> None:
    assert pattern_fault(pattern) is None


def test_faults_name_the_place_and_the_nearest_key() -> None:
    faults = list(phrase_faults([{"name": "x", "patern": "y", "message": "z", "severity": "fatal"}]))
    assert 'unknown key "blame.rules[0].patern" (did you mean "pattern"?)' in faults
    assert "blame.rules[0] needs a pattern" in faults
    assert 'blame.rules[0].severity is "fatal", which is none of error, warning, info' in faults


def test_reading_the_configuration_reports_them() -> None:
    with pytest.raises(PmError, match="repeats a group"):
        config_from_text('[[blame.rules]]\nname = "x"\npattern = "(a+)+"\nmessage = "y"\n')


def test_rule_pack_is_found_by_entry_point(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = Rule("house/no-shouting", Severity.INFO, lambda document, context: [], bad=[], good=[])
    point = SimpleNamespace(name="house", value="house_rules", load=lambda: SimpleNamespace(RULES=[rule]))
    monkeypatch.setattr(packs, "packs", lambda: {"house": point})
    packs.rules_of.cache_clear()
    assert rules.bundles()[-1] == "house"
    assert "house/no-shouting" in rules.all_names()
    assert rules.load("house/no-shouting") is rule
    packs.rules_of.cache_clear()


def test_rule_pack_with_a_foreign_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = Rule("blame/mine", Severity.INFO, lambda document, context: [], bad=[], good=[])
    point = SimpleNamespace(name="house", value="house_rules", load=lambda: SimpleNamespace(RULES=[rule]))
    monkeypatch.setattr(packs, "packs", lambda: {"house": point})
    packs.rules_of.cache_clear()
    with pytest.raises(PmError, match="no rule named"):
        rules.names("house")
    packs.rules_of.cache_clear()
