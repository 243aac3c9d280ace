"""The table of clocks: sources, own clocks, faults that are named."""

import datetime as dt
import sys

import pytest

from pmtool.clocks.calendars import calendar
from pmtool.clocks.checking import ClockError, read_clock
from pmtool.clocks.table import shipped_clocks, shipped_table, table_with

WHOLE = {
    "id": "acme", "regime": "own", "name": "Notice", "law": "contract, 9.2", "says": "48 hours.",
    "recipient": "Acme", "source": "the contract", "confidence": "own", "limits": [{"from": "aware", "hours": 48}],
}  # fmt: skip


@pytest.mark.parametrize("clock", shipped_clocks(), ids=lambda clock: clock.id)
def test_every_clock_cites_law_and_source_and_says_how_sure_it_is(clock):
    assert len(clock.source) > 20
    assert any(word in clock.law for word in ("Article", "Item"))
    assert clock.says.endswith(".")
    assert clock.url.startswith("https://")
    assert clock.applies_from is not None
    assert clock.confidence in ("primary", "mirror", "secondary", "unconfirmed")
    if clock.confidence == "unconfirmed":
        assert clock.note


@pytest.mark.parametrize(
    "missing", ["id", "regime", "name", "law", "says", "recipient", "source", "confidence"]
)
def test_a_clock_without_its_source_is_refused(missing):
    assert read_clock(WHOLE).id == "acme"
    with pytest.raises(ClockError, match=missing):
        read_clock({key: value for key, value in WHOLE.items() if key != missing})


def test_the_table_says_as_of_when():
    assert isinstance(shipped_table().version, dt.date)
    assert shipped_table().regimes() == ["euaia", "gdpr", "dora", "nis2", "sec"]


def test_a_team_adds_a_clock_with_little():
    table = table_with([{"id": "acme", "law": "contract, 9.2", "limits": [{"from": "aware", "hours": 48}]}])
    clock = table.clocks["acme"]
    assert (clock.regime, clock.name, clock.own, clock.confidence) == ("own", "acme", True, "own")
    assert len(table.clocks) == len(shipped_clocks()) + 1


def test_a_team_changes_one_key_of_a_shipped_clock():
    table = table_with([{"id": "euaia_serious", "applies_from": "2027-12-02"}])
    clock = table.clocks["euaia_serious"]
    assert clock.applies_from == dt.date(2027, 12, 2)
    assert clock.limits == shipped_table().clocks["euaia_serious"].limits
    assert shipped_table().clocks["euaia_serious"].applies_from == dt.date(2026, 8, 2)


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"law": "x"}, "has the id 'None'"),
        ({"id": "A"}, "has the id 'A'"),
        ({"id": "a"}, "no law"),
        ({"id": "a", "law": "x"}, "neither limits nor promptly"),
        ({"id": "a", "law": "x", "limit": []}, "unknown key 'limit'"),
        ({"id": "a", "law": "x", "limits": [{"from": "aware"}]}, "gives one of hours"),
        ({"id": "a", "law": "x", "limits": [{"from": "aware", "hours": 1, "days": 1}]}, "gives one of hours"),
        ({"id": "a", "law": "x", "limits": [{"from": "awre", "hours": 1}]}, "'awre' is no anchor"),
        ({"id": "a", "law": "x", "limits": [{"from": "aware", "hours": 0}]}, "whole number from 1"),
        ({"id": "a", "law": "x", "limits": [{"from": "aware", "hours": True}]}, "whole number from 1"),
        ({"id": "a", "law": "x", "limits": [{"from": "aware", "months": 10**9}]}, "whole number from 1"),
        ({"id": "a", "law": "x", "limits": [{"from": "aware", "days": 1, "ends": "24:00"}]}, "time such as"),
        (
            {"id": "a", "law": "x", "limits": [{"from": "aware", "days": 1, "zone": "Mars"}]},
            "no IANA time zone",
        ),
        ({"id": "a", "law": "x", "limits": "soon"}, "list is wanted"),
        ({"id": "a", "law": "x", "promptly": "now", "applies_from": "soon"}, "day such as"),
        ({"id": "a", "law": "x", "promptly": "now", "phase": "first"}, "phase is 'first'"),
        ({"id": "a", "law": "x", "promptly": "now", "follows": "b"}, "follows 'b', which is no clock"),
        ({"id": "a", "law": "x", "promptly": "now", "follows": "a"}, "follows itself"),
        ({"id": "a", "law": "x", "promptly": "now", "weekend": {"until": "noon"}}, "weekend.until"),
        ({"id": "a", "law": "x", "promptly": "now", "consider": {"mood": "bad"}}, "unknown key 'mood'"),
    ],
)
def test_faults_of_own_clocks_are_named(own, said):
    with pytest.raises(ClockError, match=said):
        table_with([own])


def test_without_the_library_only_weekends_are_free_and_the_gap_is_told(monkeypatch):
    from pmtool.clocks import calendars

    monkeypatch.setitem(sys.modules, "holidays", None)
    calendars._gap.cache_clear()
    calendars._holidays.cache_clear()
    try:
        days = calendar("US")
        assert days.gap is not None
        assert "pmtool[clocks]" in days.gap
        assert not days.is_free(dt.date(2026, 12, 25))
        assert days.is_free(dt.date(2026, 12, 26))
    finally:
        calendars._gap.cache_clear()
        calendars._holidays.cache_clear()


@pytest.mark.parametrize("code", ["XX", "DE-ZZ", "nonsense", "U S"])
def test_an_unknown_calendar_is_told_and_never_a_crash(code):
    days = calendar(code)
    assert days.gap is not None
    assert not days.is_free(dt.date(2026, 12, 25))
