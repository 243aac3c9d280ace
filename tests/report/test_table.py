"""Tables on terminals of different widths."""

import io

import pytest

from pmtool.features.resolving import short_names
from pmtool.report import Style
from pmtool.report.table import Fitting, write_table

_HEADERS = ["state", "age", "owner", "id", "text"]
_ROWS = [
    ["open", "12 d", "a-team-with-a-long-name", "2026-03-02-refund-policy/A1", "Block a deploy " * 6],
    ["done", "3 d", "ml", "2026-03-09-search-stood-still/A2", "Alert on an empty answer"],
]
_FITTING = Fitting(["id", "age"], {"id": ["2026-03-02/A1", "2026-03-09/A2"]}, cut=["owner"])


def _written(width: int, fitting: Fitting | None = _FITTING, *, terminal: bool = True) -> list[str]:
    out = io.StringIO()
    write_table(_HEADERS, _ROWS, Style(width=width, terminal=terminal), out, fitting)
    return out.getvalue().splitlines()


@pytest.mark.parametrize("width", [60, 80, 100, 140, 400])
@pytest.mark.parametrize("fitting", [None, _FITTING])
def test_no_line_is_wider_than_the_terminal(width: int, fitting: Fitting | None) -> None:
    assert max(map(len, _written(width, fitting))) <= width


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_ids_stay_whole_and_the_text_stays_visible(width: int) -> None:
    lines = _written(width)
    assert "/A1 " in lines[1]
    assert "Block a deploy" in lines[1]
    assert lines[0].endswith("TEXT")


def test_columns_give_way_in_order() -> None:
    assert _written(400)[1].split()[-20:] == _written(0, terminal=False)[1].split()[-20:]
    assert "AGE" in _written(100)[0]
    assert "AGE" not in _written(60)[0]


def test_what_goes_to_a_file_is_left_whole() -> None:
    assert "2026-03-02-refund-policy/A1" in _written(40, terminal=False)[1]


def test_a_message_is_wrapped_below_itself() -> None:
    lines = _written(100, Fitting(["id"], _FITTING.short, wrap=True))
    assert len(lines) > 3
    assert lines[2].strip().startswith(("Block", "a", "deploy"))


def test_short_names_mean_one_review_each() -> None:
    stems = [
        "2026-03-02-refunds",
        "2026-03-02-refunds-again",
        "2026-03-09-search",
        "PM-017 login outage",
        "PM-017 b",
    ]
    assert dict(short_names(stems)) == {
        "2026-03-02-refunds": "2026-03-02-refunds",
        "2026-03-02-refunds-again": "2026-03-02-refunds-again",
        "2026-03-09-search": "2026-03-09",
        "PM-017 login outage": "PM-017 login",
        "PM-017 b": "PM-017 b",
    }
