"""British and American spelling read alike; other words stay."""

from hypothesis import given
from hypothesis import strategies as st
import pytest

from pmtool.prose.spelling import american


@pytest.mark.parametrize(
    ("british", "expected"),
    [
        ("realised", "realized"),
        ("organisation", "organization"),
        ("prioritising", "prioritizing"),
        ("behaviour", "behavior"),
        ("misbehaviour", "misbehavior"),
        ("unfavourable", "unfavorable"),
        ("labelled", "labeled"),
        ("cancelling", "canceling"),
        ("judgemental", "judgmental"),
        ("analysed", "analyzed"),
        ("licence-check", "license-check"),
        ("learnt", "learned"),
    ],
)
def test_british_becomes_american(british: str, expected: str) -> None:
    assert american(british) == expected


@pytest.mark.parametrize(
    "word",
    [
        "raise",
        "promised",
        "otherwise",
        "exercise",
        "crises",
        "clockwise",
        "piecewise",
        "liaised",
        "despise",
        "treatise",
        "surprise",
        "supervised",
        "revise",
        "advise",
        "compromise",
        "enterprise",
        "sunrise",
        "fundraising",
        "hour",
        "four",
        "our",
        "your",
        "called",
        "rolled",
        "controller",
        "smaller",
        "telling",
        "analysis",
        "axis",
        "basis",
        "noise",
        "wise",
        "expertise",
        "televised",
        "improvise",
        "disguise",
    ],
)
def test_what_is_spelled_alike_stays(word: str) -> None:
    assert american(word) == word


@given(st.text(max_size=60))
def test_once_is_enough(word: str) -> None:
    assert american(american(word)) == american(word)
