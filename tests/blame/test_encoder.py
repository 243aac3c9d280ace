"""The encoder: pieces, what it reads, that its answer depends on nothing else, that it is loaded only when needed."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
import numpy as np
import pytest

from pmtool.errors import PmError
from pmtool.prose import encoder
from pmtool.prose.trace import make_trace
from pmtool.prose.wordpiece import Pieces
from pmtool.rules.blame import implied_blame
from pmtool.rules.blame.implied_blame import READS_LIKE
from tests.blame.support import grave, lint
from tests.support import loaded

KNOWN = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "over",
    "##look",
    "##ed",
    "look",
    "on",
    "-",
    "call",
    "a",
    "##b",
    ".",
]
PIECES = Pieces({piece: row for row, piece in enumerate(KNOWN)})


def said(*words: str, limit: int = 50) -> list[str]:
    return [KNOWN[number] for number in PIECES.of(words, limit)]


def test_the_longest_known_piece_comes_first() -> None:
    assert said("overlooked", "on-call") == ["[CLS]", "over", "##look", "##ed", "on", "-", "call", "[SEP]"]


def test_a_word_that_cannot_be_cut_is_unknown() -> None:
    assert said("zebra", "look") == ["[CLS]", "[UNK]", "look", "[SEP]"]


def test_accents_do_not_matter() -> None:
    assert said("löök") == said("look")


@given(st.lists(st.text(max_size=80), max_size=30), st.integers(2, 20))
def test_any_words_give_a_bounded_sequence(words: list[str], limit: int) -> None:
    found = PIECES.of(words, limit)
    assert 2 <= len(found) <= limit
    assert (found[0], found[-1]) == (2, 3)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Marco didn't look at the diff.", "Priya did not look at the diff."),
        ("The reviewer skimmed 14 files.", "The reviewer skimmed 92 files."),
        ("The team did not recognise it.", "The team did not recognize it."),
        ("It’s the reviewer who skimmed it.", "It's the reviewer who skimmed it."),
    ],
)
def test_names_numbers_and_typography_read_alike(one: str, other: str) -> None:
    assert _words(one) == _words(other)


def _words(text: str) -> list[str]:
    return list(make_trace(text).words)


@pytest.fixture(scope="module")
def shipped() -> encoder.Encoder:
    found = encoder.encoder()
    assert found is not None
    return found


def test_the_company_of_a_sentence_does_not_matter(shipped: encoder.Encoder) -> None:
    texts = [
        "The cat slept.",
        "Nobody thought it worth a call, as usual on that shift.",
        "Deploys are gated now.",
    ] * 9
    together = shipped.read([_words(text) for text in texts])
    alone = [shipped.read([_words(text)])[0] for text in texts]
    assert [reading.category for reading in together] == [reading.category for reading in alone]
    assert np.allclose([r.score for r in together], [r.score for r in alone], atol=1e-3)


def test_blame_reads_more_like_blame_than_a_condition(shipped: encoder.Encoder) -> None:
    blaming, fine = shipped.read(
        [_words("Evidently nobody felt like reading the plan."), _words("The plan was 4,000 lines long.")]
    )
    assert blaming.score > 0 > fine.score


def test_no_words_are_no_sentence(shipped: encoder.Encoder) -> None:
    assert shipped.read([]) == []
    assert shipped.read([[]])[0].category in shipped.categories


def test_the_question_follows_what_the_sentence_reads_like() -> None:
    ((rule, found),) = lint("A keener eye would have paused at the second column.", second_opinion="combined")
    assert rule == "implied-blame"
    category = found.why["slots"]["reads like"]  # type: ignore[index]
    _, ending, ask = READS_LIKE[category]
    assert found.message.endswith(ending)
    assert found.ask == ask
    assert found.rewrite, "the skeleton of the rule that finds the open form"


def test_there_is_a_question_for_each_category(shipped: encoder.Encoder) -> None:
    assert set(shipped.categories) == set(READS_LIKE)
    assert all(implied_blame.spec(category).rewrite for category in READS_LIKE)


def test_without_its_file_the_linear_model_decides_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "encoder", lambda: None)
    assert grave("The careless reviewer ignored the alert.", second_opinion="combined")
    assert grave("The job ran at 14:00.", second_opinion="combined") == []


def test_a_damaged_file_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / encoder.WEIGHTS).write_bytes(b"version https://git-lfs.github.com/spec/v1")
    monkeypatch.setattr(encoder, "files", lambda _: tmp_path)
    with pytest.raises(PmError, match="install pmtool again"):
        encoder.encoder.__wrapped__()


def test_a_quiet_text_loads_no_numpy() -> None:
    program = (
        "from tests.blame.support import lint\n"
        "lint('The job ran at 14:00. The queue grew to 40,000 messages.', second_opinion='combined')\n"
    )
    assert loaded(program, "numpy", "pmtool.parse") == ["pmtool.parse"]
