"""Finding classes: by another spelling, the nearest, by words, from a text."""

import time

from hypothesis import given
from hypothesis import strategies as st
import pytest

from pmtool.catalogue.factors import FactorCatalogue, shipped_factors


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("evaluation_gap", "evaluation_gap"),
        ("Evaluation-Gap", "evaluation_gap"),
        ("evaluation gap", "evaluation_gap"),
        ("evalution_gap", None),
        ("", None),
    ],
)
def test_other_spellings_mean_the_same(written, right):
    assert shipped_factors().right(written) == right


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("evalution_gap", "evaluation_gap"),
        ("halucination", "hallucination"),
        ("weather", None),
        ("x" * 10_000, None),
    ],
)
def test_the_nearest_is_named_where_one_is_near(written, near):
    assert shipped_factors().nearest(written) == near


def test_search_finds_by_name_text_and_foreign_id():
    catalogue = shipped_factors()
    assert [factor.id for factor in catalogue.search(["drift"])][:2] == ["data_drift", "concept_drift"]
    assert {factor.id for factor in catalogue.search(["LLM08"])} == {
        "retrieval_staleness",
        "retrieval_access_leak",
    }
    assert next(factor.id for factor in catalogue.search(["prompt", "injection"])) == "prompt_injection"
    assert catalogue.search(["nonsuch"]) == []
    assert len(catalogue.search([])) == 36


def test_suggestions_come_with_the_words_that_led_there():
    text = "The index was stale for nine days, and there was no\nalert. A Jailbreak got through."
    found = {item.factor.id: [text[a:b] for a, b in item.places] for item in shipped_factors().suggest(text)}
    assert found == {
        "retrieval_staleness": ["index was stale"],
        "monitoring_gap": ["no\nalert"],
        "guardrail_bypass": ["Jailbreak"],
    }


@pytest.mark.parametrize(
    "text",
    [
        "The alert paged the on-call engineer after four minutes.",
        "Casino alerting was retired.",
        "The monitoring showed the step at once.",
        "The quotation marks were lost.",
    ],
)
def test_near_misses_suggest_nothing_of_the_kind(text):
    assert "monitoring_gap" not in {item.factor.id for item in shipped_factors().suggest(text)}


@given(st.text(max_size=400))
def test_any_text_is_read(text):
    for item in shipped_factors().suggest(text):
        for start, end in item.places:
            assert 0 <= start < end <= len(text)


def test_a_long_text_takes_no_longer_than_its_length_asks_for():
    began = time.perf_counter()
    shipped_factors().suggest("no " * 100_000 + "jail" * 50_000)
    assert time.perf_counter() - began < 3


def test_a_catalogue_without_phrases_suggests_nothing():
    assert FactorCatalogue([]).suggest("no alert") == []
