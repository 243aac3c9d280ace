"""Worked cases from the texts: `cases.toml` has the sentence of law, the facts and the deadline that follows."""

import datetime as dt
import importlib.util
from pathlib import Path
import tomllib

import pytest

from pmtool.clocks.engine import Facts, Instant, Settings, evaluate
from pmtool.clocks.table import table_with
from pmtool.schema.moment import read_moment

SENTENCES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["sentence"]
CASES = [(sentence, case) for sentence in SENTENCES for case in sentence["case"]]
HAS_HOLIDAYS = importlib.util.find_spec("holidays") is not None


def instant(text: str) -> Instant:
    moment = read_moment(text)
    return Instant(moment.earliest.astimezone(dt.UTC), moment.latest.astimezone(dt.UTC))


def time(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).astimezone(dt.UTC)


def facts_of(case: dict) -> Facts:
    return Facts(
        anchors={name: instant(text) for name, text in case["facts"].items()},
        submitted=instant(case["submitted"]) if "submitted" in case else None,
        reclassified=instant(case["reclassified"]) if "reclassified" in case else None,
        applies=case.get("applies", True),
    )


def settings_of(case: dict) -> Settings:
    given = dict(case.get("settings", {}))
    holidays = frozenset(map(dt.date.fromisoformat, given.pop("holidays", [])))
    return Settings(**given, holidays=holidays)


@pytest.mark.parametrize(
    ("sentence", "case"), CASES, ids=[f"{case['clock']}: {case['name']}" for _, case in CASES]
)
def test_the_deadline_is_what_the_sentence_says(sentence, case):
    if case.get("holidays") and not HAS_HOLIDAYS:
        pytest.skip("the optional part 'clocks' is not installed")
    table = table_with([case["own"]] if "own" in case else [])
    now = time(case.get("now", "2026-01-01T00:00:00Z"))
    found = evaluate(table.clocks[case["clock"]], facts_of(case), now, settings_of(case))
    assert str(found.state) == case.get("state", "running"), sentence["says"]
    assert found.due == (time(case["due"]) if "due" in case else None), sentence["says"]
    assert (found.moved is not None) == case.get("moved", False), found.moved
    if "latest_due" in case:
        assert found.latest_due == time(case["latest_due"])
    if "note" in case:
        assert any(case["note"] in note for note in found.notes), found.notes


def test_there_are_sixty_cases_and_each_has_its_sentence_and_its_reference():
    assert len(CASES) >= 60
    for sentence in SENTENCES:
        assert len(sentence["says"]) > 20
        assert sentence["law"]


def test_every_clock_of_the_table_is_worked():
    assert {case["clock"] for _, case in CASES} >= table_with([]).clocks.keys()
