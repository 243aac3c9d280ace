"""Words to terms and how alike they make two texts."""

from hypothesis import given
from hypothesis import strategies as st
import pytest

from pmtool.model.vocabulary import DEFAULT_VOCABULARY
from pmtool.similarity.concepts import SYNONYMS, Concepts, synonym_phrases
from pmtool.similarity.fields import Labels, query_terms, review_terms
from pmtool.similarity.likeness import Query, rarity, saturated
from pmtool.similarity.terms import stem, terms, written

CONCEPTS = Concepts(synonym_phrases(SYNONYMS))


@pytest.mark.parametrize(
    "words",
    [
        ("retry", "retries", "retried", "retrying"),
        ("cache", "caches", "cached", "caching"),
        ("stop", "stops", "stopped", "stopping"),
        ("certificate", "certificates"),
        ("process", "processes", "processed"),
        ("deploy", "deploys", "deployed", "deploying"),
    ],
)
def test_forms_of_a_word_are_one_term(words):
    assert len({stem(word) for word in words}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("status", "state"), ("bus", "bu"), ("operator", "operate"), ("string", "str")]
)
def test_different_words_stay_apart(one, other):
    assert stem(one) != stem(other)


def test_words_that_say_nothing_and_numbers_are_left_out():
    assert list(terms("The 3 queues were, at 10:45, not the only ones")) == ["queu"]
    assert written("Queues QUEUED")["queu"] == "queues"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the cert ran out", "an expired TLS certificate"),
        ("out of memory", "OOM"),
        ("the chatbot made up a rule", "assistant hallucinated"),
    ],
)
def test_different_words_for_the_same_share_a_concept(one, other):
    shared = set(query_terms(one, CONCEPTS)) & set(query_terms(other, CONCEPTS))
    assert any(term.startswith("=") for term in shared)


def test_titles_weigh_more_than_timelines_and_placeholders_nothing():
    body = "## Timeline\n\n- 10:00 zebra\n\n## Summary\n\n_[Say what happened, giraffe]_ See https://x.example/ostrich\n"
    found = review_terms(body, Labels(title="Walrus"), DEFAULT_VOCABULARY, CONCEPTS)
    assert found["walrus"] > found["zebra"]
    assert not {"giraff", "ostrich"} & set(found)


def test_factors_services_and_model_are_terms_of_their_own():
    labels = Labels("x", ["evaluation_gap"], ["support assistant"], "vendor/m@1")
    found = review_terms("", labels, DEFAULT_VOCABULARY, CONCEPTS)
    assert {"#evaluation_gap", "@support assistant", "%vendor/m@1", "evaluation", "gap"} <= set(found)


def _query(weights, count=10):
    return Query(weights, {term: rarity(count, 1) for term in weights})


def test_a_review_is_wholly_like_itself_and_not_like_another():
    weights = review_terms("Queue stood still behind a lock", Labels("Queue"), DEFAULT_VOCABULARY, CONCEPTS)
    assert _query(weights).compare(saturated(weights)).score == pytest.approx(1)
    other = review_terms("Rain fell", Labels("Rain"), DEFAULT_VOCABULARY, CONCEPTS)
    assert _query(weights).compare(saturated(other)).score == 0


def test_a_rare_word_tells_more_than_a_common_one():
    assert rarity(100, 1) > rarity(100, 50) > rarity(100, 100) > 0


def test_an_empty_query_is_like_nothing():
    assert Query({}, {}).compare({"x": 1.0}).score == 0


weights = st.dictionaries(st.sampled_from(["a", "b", "c", "=d", "#e"]), st.floats(0.1, 200), max_size=5)


@given(weights, weights)
def test_likeness_is_a_share_and_its_parts_add_up(one, other):
    found = _query(one).compare(saturated(other))
    assert 0 <= found.score <= 1
    assert sum(part for _, part in found.terms) == pytest.approx(found.score, abs=1e-6) or found.score == 1


@given(st.text(max_size=300))
def test_any_text_has_terms(text):
    assert all(
        weight > 0 for weight in review_terms(text, Labels(text), DEFAULT_VOCABULARY, CONCEPTS).values()
    )
