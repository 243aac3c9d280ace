"""Spans, overlaps, explanations, options, the second opinion, and bounded work."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import PurePath
import re

from hypothesis import given, settings
from hypothesis import strategies as st
import pytest

from pmtool.config import Config
from pmtool.config.options import BlameOptions
from pmtool.parse import parse
from pmtool.prose import lexicon, second_opinion
from pmtool.prose.patterns import Pattern
from pmtool.prose.trace import MAX_SENTENCE, make_trace
from pmtool.rules import load_all, names
from pmtool.rules.base import Context
from pmtool.rules.blame import MODULES, _analysis, _second
from pmtool.vocab import Severity
from tests.blame.support import grave, lint

RULE_NAMES = [module.replace("_", "-") for module in MODULES]
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
        "verb of failure": "failed",
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


def test_what_weighed_most_is_told_in_the_words_of_the_sentence() -> None:
    sentence = "The reviewer had evidently found something better to look at than the diff."
    ((_, found),) = lint(sentence, second_opinion="combined")
    slots = found.why["slots"]
    assert isinstance(slots, dict)
    reasons = [reason for reason in slots["weighed most"] if not reason.startswith("rule ")]
    assert reasons
    pieces = [piece for reason in reasons for piece in reason.split(" ... ")]
    assert [piece for piece in pieces if piece not in sentence] == []
    assert not any(reason != other and reason in other for reason in reasons for other in reasons)


def test_a_long_text_is_cut_between_words() -> None:
    sentence = (
        "The reviewer had evidently found something better to look at on that particular day than the diff."
    )
    ((_, found),) = lint(sentence, second_opinion="combined")
    shown = found.message.split('"')[1]
    assert shown.endswith(" ...")
    assert set(shown.split()[:-1]) <= set(sentence.split())


def test_the_beginning_of_a_long_text_fits_and_is_never_nearly_empty() -> None:
    words = "a" * 32 + " " + "b" * 33
    assert _analysis._beginning(words + " " + "c" * 30) == words
    for text in ("I " + "y" * 100, "z" * 100):
        assert _analysis._beginning(text) == text[:66]


def test_a_rule_does_not_hide_words_that_are_like_its_name() -> None:
    shipped = second_opinion.model()
    assert shipped is not None
    trace = make_trace("The person read the rule.")
    words = set(shipped.reasons(trace, []))
    assert 0 < len(words) < second_opinion.MOST_REASONS
    assert words <= set(shipped.reasons(trace, [("hindsight", "info")]))


def test_errors_of_the_rules_stay_with_the_second_opinion() -> None:
    sentence = "The on-call engineer failed to notice the alert."
    assert [f.severity for _, f in lint(sentence)] == [
        f.severity for _, f in lint(sentence, second_opinion="combined")
    ]


def test_a_long_quiet_document_asks_for_more_confidence() -> None:
    fine, blaming = _second.Opinion(-4.0), _second.Opinion(4.0)
    quiet, loud = [fine] * 200, [fine] * 160 + [blaming] * 40
    assert _second.expected_share(quiet) < 0.02 < 0.15 < _second.expected_share(loud) < 0.3
    doubtful = _second.Opinion(1.0)
    assert doubtful.probability(0.02) < 0.5 < doubtful.probability(0.4)


def test_the_model_scores_the_same_twice() -> None:
    trace = make_trace("Nobody on the team thought it worth a call.")
    shipped = second_opinion.model()
    assert shipped is not None
    assert shipped.margin(second_opinion.features([trace], [])) == shipped.margin(
        second_opinion.features([trace], [])
    )
    assert shipped.reasons(trace, []) == shipped.reasons(trace, [])


def _all_patterns() -> list[Pattern]:
    return [frame.pattern for _, frame in _analysis._index().frames]


def test_a_pattern_that_matches_has_all_the_cues_it_asks_for() -> None:
    rules = load_all(names("blame"))
    lines = [make_trace(example.unmarked()[0]) for rule in rules for example in (*rule.bad, *rule.good)]
    matched = 0
    for pattern in _all_patterns():
        for trace in lines:
            if pattern.regex.search(trace.line):
                matched += 1
                assert pattern.possible(trace.cues), (pattern.source, trace.line)
    assert matched > len(rules)


@pytest.mark.parametrize(
    ("source", "possible", "impossible"),
    [
        ("P ( drop || let ~2 slip ) the", "PERS drop the ball", "PERS hold the ball"),
        ("( careless|hasty )? move", "a move", "a careless step"),
        ("\\( oversight", "( oversight )", "an oversight"),
    ],
)
def test_needs_are_those_of_the_elements(source: str, possible: str, impossible: str) -> None:
    assert Pattern(source).possible(set(possible.split()))
    assert not Pattern(source).possible(set(impossible.split()))


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


@pytest.mark.parametrize(
    "sentence",
    [
        "Trust & Safety forgot to renew the list.",
        "The leak was caused by Analytics Engineering.",
        "Developer Experience ignored the release note.",
        "Content design overlooked the second prompt.",
    ],
)
def test_names_of_teams_are_people(sentence: str) -> None:
    assert grave(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["The Trust & Safety API ignored the header.", "Google Cloud Operations agents missed the metric."],
)
def test_what_bears_the_name_of_a_team_is_no_person(sentence: str) -> None:
    assert grave(sentence) == []


@pytest.mark.parametrize("text", ["_[What the engineer forgot to check. And why they failed to.]_"])
def test_placeholders_of_a_template_are_left_alone(text: str) -> None:
    assert lint(text) == []
    assert lint(text.strip("_[]"))


def test_an_ignored_rule_hides_no_other() -> None:
    text = "The engineer admitted that he had carelessly ignored the runbook."
    winner = next(name for name, found in lint(text) if "also" in found.why)
    running = frozenset(f"blame/{rule}" for rule in RULE_NAMES if rule != winner)
    document = parse(PurePath("x.md"), text)
    context = Context(config=Config(blame=BlameOptions(second_opinion="rules")), selected=running)
    found = [rule.name for rule in load_all(sorted(running)) for _ in rule.check(document, context)]
    assert f"blame/{winner}" not in found
    assert len(found) >= len(lint(text))


def test_the_article_in_a_question_is_small() -> None:
    for text in (
        "No engineer forgot the flag.",
        "The engineer forgot the flag.",
        "Every reviewer missed the typo.",
    ):
        for _, found in lint(text):
            assert not re.search(r"(?<!^)\b(The|No|Every) ", found.ask or "")


def test_the_second_opinion_may_soften_a_finding_that_it_finds_absurd() -> None:
    sentence = "Accounts younger than three days can't mention people who don't follow them."
    assert grave(sentence) == ["person-failed"]
    ((_, found),) = lint(sentence, second_opinion="combined")
    assert found.severity is Severity.INFO
    assert "second opinion" in found.why["guards"]  # type: ignore[operator]


PLAIN = "\n\n".join(
    f"The job {number} ran at 14:{number % 60:02d} and wrote its report." for number in range(400)
)
BLATANT = (
    "The DBA was negligent.",
    "The root cause was operator error.",
    "The engineer failed to notice the alert.",
    "It was the vendor's fault.",
)


@pytest.mark.parametrize("sentence", BLATANT)
def test_a_long_quiet_document_does_not_excuse_what_the_rules_find(sentence: str) -> None:
    assert grave(f"{PLAIN}\n\n{sentence}", second_opinion="combined")


def test_short_cells_change_no_verdict() -> None:
    table = "| at | what | who |\n| --- | --- | --- |\n" + "| 14:02 | up | sre |\n" * 150
    sentence = "A keener eye would have paused at the second column."
    assert grave(sentence, second_opinion="combined") == ["implied-blame"]
    assert grave(f"{table}\n{sentence}", second_opinion="combined") == ["implied-blame"]


def test_an_added_warning_does_not_hide_a_selected_rule() -> None:
    text = "The reviewer missed the alert because the page was broken, but a keener eye would have paused."
    for selected in (frozenset(["blame/person-failed"]), frozenset(["blame/implied-blame"])):
        context = Context(config=Config(), selected=selected)
        found = list(_analysis.document_hits(parse(PurePath("x.md"), text), context))
        assert {hit.rule for hit in found} <= {name.partition("/")[2] for name in selected}


def test_what_an_ignored_rule_found_does_not_come_back_under_another_name() -> None:
    context = Context(config=Config(), selected=frozenset(["blame/implied-blame"]))
    document = parse(PurePath("x.md"), "The careless reviewer ignored the alert.")
    assert list(_analysis.document_hits(document, context)) == []


def test_a_name_on_the_roster_reads_like_any_name() -> None:
    one = make_trace("Marco ignored the alert.", extra=["marco"])
    other = make_trace("Wojciech ignored the alert.", extra=["wojciech"])
    assert one.words == other.words == make_trace("Marco ignored the alert.").words


def test_a_document_of_nothing_but_doubt_takes_bounded_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_second, "MOST_READ", 5)
    monkeypatch.setattr(_second, "MOST_ASKED", 2)
    monkeypatch.setattr(_second.readers, "REACH", 100)
    first: list[int] = []
    second: list[int] = []
    small, both = _second.readers.first, _second.readers.second
    monkeypatch.setattr(_second.readers, "first", lambda words: first.append(len(words)) or small(words))
    monkeypatch.setattr(
        _second.readers, "second", lambda words, said: second.append(len(words)) or both(words, said)
    )
    text = "\n\n".join(f"Nobody on shift {n} thought it worth a call, as usual." for n in range(30))
    lint(text, second_opinion="combined")
    assert (first, second) == ([5], [2])


@pytest.mark.parametrize("by_rules", [False, True])
@pytest.mark.parametrize("share", [0.01, 0.2, 0.5])
@pytest.mark.parametrize("linear", [-2.0, 3.0])
def test_at_the_turning_score_the_outcome_turns(linear: float, share: float, by_rules: bool) -> None:
    turn = _second.turning(linear, by_rules, share)
    least = _second.KEEP if by_rules else _second.least_to_add(share)
    seen = max(share, _second.USUAL_SHARE) if by_rules else share

    def chance(score: float) -> float:
        return _second.Opinion(_second.weighed(linear, score, by_rules)).probability(seen)

    assert chance(turn - 0.01) < least < chance(turn + 0.01)


@pytest.mark.parametrize("odds", [[5.0], [-5.0], [5.0] * 500, [-5.0] * 500, []])
def test_an_expected_share_is_a_share(odds: list[float]) -> None:
    assert 0 < _second.expected_share([_second.Opinion(one) for one in odds]) < 1


def test_lexicon_forms_are_inflected() -> None:
    tags = lexicon.lexicon().tags
    for form in ("forgot", "forgetting", "overlooked", "slipped", "panicked", "denied"):
        assert form in tags


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("I was careless.", "warning"),
        ("It was our fault.", "warning"),
        ("It was our fault that the rota was empty.", "warning"),
        ("The reviewer was careless.", "error"),
        ("It was his fault.", "error"),
        ("We relied on a careless reviewer.", "error"),
        ("Our careless reviewer waved it through.", "error"),
    ],
)
def test_the_writer_is_judged_one_step_milder_wherever_the_match_lies(text: str, severity: str) -> None:
    assert {str(found.severity) for _, found in lint(text)} == {severity}


@pytest.mark.parametrize(
    "text",
    [
        "Claude Code failed to read the log.",
        "Claude Sonnet 4 ignored the freeze.",
        "GPT-5 lied about the backup.",
        "Codex took a shortcut.",
        "AI said the build was fixed without running it.",
        "The model was confidently wrong about the cause.",
        "Instead of checking, the assistant invented a number.",
        "The agent had been told twice not to touch the configuration.",
    ],
)
def test_an_ai_product_as_the_culprit_is_found(text: str) -> None:
    assert "blame-model" in {rule for rule, _ in lint(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Claude Code sessions are logged for a month.",
        "The GPT-5 API returned an error.",
        "The agent reported the status while no tool call was running.",
        "The copilot pro plan has no audit log.",
        "The assistant's refusal was correct by its instructions.",
    ],
)
def test_an_ai_product_that_does_its_work_is_fine(text: str) -> None:
    assert lint(text) == []
