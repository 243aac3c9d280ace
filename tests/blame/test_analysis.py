"""Spans, overlaps, explanations, options, the second opinion, and bounded work."""

from collections.abc import Sequence
from itertools import pairwise
import re

from hypothesis import given, settings
from hypothesis import strategies as st
import pytest

from pmtool.prose import lexicon, second_opinion
from pmtool.prose.patterns import Pattern
from pmtool.prose.trace import MAX_SENTENCE, make_trace
from pmtool.rules.blame import _analysis, _second
from pmtool.vocab import Severity
from tests.blame.support import grave, lint

WORDS = [
    "the",
    "engineer",
    "reviewer",
    "team",
    "we",
    "I",
    "nobody",
    "who",
    "failed",
    "forgot",
    "did",
    "not",
    "check",
    "to",
    "should",
    "have",
    "been",
    "careless",
    "error",
    "human",
    "outage",
    "cluster",
    "broke",
    "because",
    ",",
    ".",
    "?",
    "!",
    "(",
    ")",
    '"',
    "'",
    "|",
    "**",
    "`",
    "*",
    "\n",
    "-",
    "#",
    "users",
    "model",
    "lied",
    "Marta",
    "@kim",
    "10:02",
    "—",
    "’",
    "é",
    "🙄",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40), st.sampled_from([" ", "  ", " \n"]))
def test_any_text_passes_and_spans_are_the_text(words: Sequence[str], gap: str) -> None:
    text = gap.join(words)
    for _, found in lint(text, second_opinion="combined"):
        excerpt = found.span.of(text)
        assert excerpt.strip()
        assert 0 <= found.span.start < found.span.end <= len(text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_characters_pass(text: str) -> None:
    for _, found in lint(text, second_opinion="combined"):
        assert 0 <= found.span.start < found.span.end <= len(text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=120))
def test_tokens_lead_back_to_the_text(text: str) -> None:
    trace = make_trace(text)
    at = 0
    for token in trace.tokens:
        assert at <= token.start <= token.end <= len(text)
        at = token.start


def test_one_finding_a_stretch_lists_the_other_rules() -> None:
    findings = lint("The engineer admitted that he had carelessly ignored the runbook.")
    spans = sorted((found.span.start, found.span.end) for _, found in findings)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert any("also" in found.why for _, found in findings)


def test_a_finding_explains_itself() -> None:
    ((name, found),) = lint("The on-call engineer failed to notice the alert.")
    assert name == "person-failed"
    assert found.why["slots"] == {
        "who": "The on-call engineer",
        "kind": "role or group",
        "failure verb": "failed",
    }
    assert (
        found.ask
        == "What did the on-call engineer see and have to do at that time, and which cue was missing?"
    )
    assert found.rewrite


def test_own_people_count() -> None:
    assert grave("The quorumites forgot to renew the lease.", people=["quorumites"])


def test_allowed_terms_never_count() -> None:
    assert grave("It was a sloppy migration.")
    assert grave("It was a sloppy migration.", allow=["sloppy migration"]) == []


def test_the_second_opinion_adds_warnings_and_never_errors() -> None:
    sentence = "The reviewer had evidently found something better to look at than the diff."
    ((name, found),) = lint(sentence, second_opinion="combined")
    assert name == "implied-blame"
    assert found.severity is Severity.WARNING
    assert {"score", "weighed most"} <= set(found.why["slots"])  # type: ignore[arg-type]


def test_errors_of_the_rules_stay_with_the_second_opinion() -> None:
    sentence = "The on-call engineer failed to notice the alert."
    assert [f.severity for _, f in lint(sentence)] == [
        f.severity for _, f in lint(sentence, second_opinion="combined")
    ]


def test_a_long_quiet_document_asks_for_more_confidence() -> None:
    assert _second.expected_share(200, 0) < _second.expected_share(200, 40) < 0.5
    assert _second.posterior(0.9, 0.02) < 0.5 < _second.posterior(0.9, 0.4)


def test_the_model_scores_the_same_twice() -> None:
    trace = make_trace("Nobody on the team thought it worth a call.")
    shipped = second_opinion.model()
    assert shipped is not None
    assert shipped.score(second_opinion.features([trace], [])) == shipped.score(
        second_opinion.features([trace], [])
    )
    assert shipped.reasons(trace, []) == shipped.reasons(trace, [])


def _all_patterns() -> list[Pattern]:
    return [frame.pattern for _, frame in _analysis._index().frames]


def test_every_pattern_compiles_and_repeats_within_bounds() -> None:
    for pattern in _all_patterns():
        source = pattern.regex.pattern
        # Inside a token the class before `*` excludes its end mark; between tokens every repeat has a bound.
        assert not re.search(r"\)[*+]", source), pattern.source


@pytest.mark.parametrize(
    "unit",
    [
        "we did not ",
        "the engineer , ",
        "( ",
        "never ",
        "had we ",
        "a" * 50,
        "because the team ",
        "error by ",
        '"',
        "@a.b-c ",
    ],
)
def test_work_grows_with_the_length_of_a_sentence_at_most(unit: str) -> None:
    def units(size: int) -> int:
        return len(make_trace(unit * (size // len(unit))).units)

    assert units(MAX_SENTENCE * 50) <= MAX_SENTENCE
    assert units(MAX_SENTENCE * 50) == units(MAX_SENTENCE * 100)


def test_a_megabyte_without_a_full_stop_is_read() -> None:
    text = "we did not check and the team forgot it because nobody had told us so " * 14_000
    assert len(text) > 900_000
    lint(text)


def test_lexicon_forms_are_inflected() -> None:
    tags = lexicon.lexicon().tags
    for form in ("forgot", "forgetting", "overlooked", "slipped", "panicked", "denied"):
        assert form in tags
