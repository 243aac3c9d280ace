"""The encoders: pieces, what they read, that the answer depends on nothing else, that they are loaded only when needed."""

from collections.abc import Sequence
import os
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
import numpy as np
import pytest

from pmtool.errors import PmError
from pmtool.prose import encoder, readers
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


@pytest.fixture(scope="module", params=[encoder.SMALL, encoder.LARGE])
def shipped(request: pytest.FixtureRequest) -> encoder.Encoder:
    found = encoder.shipped(request.param)
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
    monkeypatch.setattr(readers, "shipped", lambda _: None)
    assert grave("The careless reviewer ignored the alert.", second_opinion="combined")
    assert grave("The job ran at 14:00.", second_opinion="combined") == []


def test_a_damaged_file_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / encoder.LARGE).write_bytes(b"version https://git-lfs.github.com/spec/v1")
    monkeypatch.setattr(encoder, "files", lambda _: tmp_path)
    with pytest.raises(PmError, match="install pmtool again"):
        encoder.shipped.__wrapped__(encoder.LARGE)


def test_a_quiet_text_loads_no_numpy() -> None:
    program = (
        "from tests.blame.support import lint\n"
        "lint('The job ran at 14:00. The queue grew to 40,000 messages.', second_opinion='combined')\n"
    )
    assert loaded(program, "numpy", "pmtool.parse") == ["pmtool.parse"]


@given(st.integers(0, 2**32 - 1))
def test_four_bits_hold_what_was_put_in(seed: int) -> None:
    random = np.random.RandomState(seed)
    numbers = random.randint(-8, 8, (6, 8))
    steps = random.rand(2, 8).astype("float16")
    packed = (numbers + 8).astype("uint8")
    packed = packed[:, 0::2] | (packed[:, 1::2] << 4)
    table = encoder.floats(packed, steps)
    assert np.array_equal(table, numbers * np.repeat(steps, 3, axis=0).astype("float32"))
    rows = encoder.across(packed[[4, 1]], steps.reshape(4, 4)[[2, 0]])
    along = np.repeat(steps.reshape(4, 4)[[2, 0]], 2, axis=1).astype("float32")
    assert np.array_equal(rows, numbers[[4, 1]] * along)


def test_distances_tell_near_from_far_and_before_from_behind() -> None:
    rows = encoder.distances(encoder.MAX_PIECES)
    assert rows.shape == (encoder.MAX_PIECES, encoder.MAX_PIECES)
    assert list(rows[8, :17]) == [8, 7, 6, 5, 4, 3, 2, 1, 0, 17, 18, 19, 20, 21, 22, 23, 24]
    assert list(rows[90, [90 - 11, 90 - 12, 90 - 63, 90 - 64, 0]]) == [8, 9, 13, 14, 14]
    assert rows.max() < encoder.NEAR
    assert (rows[0, 1:] - rows[1:, 0] == encoder.NEAR // 2).all(), "alike to either side"


class Saying:
    """An encoder that says what it is told to, and remembers what it was asked."""

    def __init__(self, score: float) -> None:
        self.score, self.asked = score, list[Sequence[str]]()

    def read(self, sentences: Sequence[Sequence[str]]) -> list[encoder.Reading]:
        self.asked += sentences
        return [encoder.Reading(self.score, "fault") for _ in sentences]


def test_the_large_one_counts_more() -> None:
    small, large = encoder.Reading(0.5, "fault"), encoder.Reading(3.5, "judgement")
    joint = readers.both(small, large)
    assert joint.category == "judgement"
    assert 2 < joint.score < 3.5


def test_without_the_large_one_the_small_one_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    small = [encoder.Reading(0.5, "fault")]
    monkeypatch.setattr(readers, "shipped", lambda _: None)
    assert readers.second([("open",)], small) == small


@pytest.mark.parametrize(
    ("says", "asked"),
    [(-9.0, False), (9.0, False), (-1.0, True)],
    ids=["plainly fine", "plainly blames", "open"],
)
def test_the_large_one_is_asked_where_it_could_turn_the_outcome(
    says: float, asked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    small, large = Saying(says), Saying(3.5)
    monkeypatch.setattr(readers, "shipped", lambda name: small if name == encoder.SMALL else large)
    monkeypatch.setattr(readers, "_known", {encoder.SMALL: {}, encoder.LARGE: {}})
    lint("A keener eye would have paused at the second column.", second_opinion="combined")
    assert len(small.asked) == 1
    assert bool(large.asked) == asked


def test_what_was_read_before_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    small = Saying(5)
    monkeypatch.setattr(readers, "shipped", lambda _: small)
    monkeypatch.setattr(readers, "_known", {encoder.SMALL: {}, encoder.LARGE: {}})
    readers.first([("one",), ("two",), ("one",)])
    readers.first([("two",), ("one",)])
    assert small.asked == [("one",), ("two",)]


def test_the_first_batch_keeps_little_in_memory_and_later_ones_say_the_same() -> None:
    anew = encoder.load((Path(encoder.__file__).parent / "data" / encoder.SMALL).read_bytes())
    words = _words("Nobody thought it worth a call, as usual on that shift.")
    said = [anew.read([words])[0] for _ in range(3)]
    assert said[0] == said[1] == said[2]


def test_one_process_among_many_keeps_to_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "")  # so that it is put back
    monkeypatch.delenv("OPENBLAS_NUM_THREADS")
    encoder.one_thread()
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "3")
    encoder.one_thread()
    assert os.environ["OPENBLAS_NUM_THREADS"] == "3", "what the user says counts"
