"""What holds for every clock and all facts."""

import datetime as dt

from hypothesis import given
from hypothesis import settings as configured
from hypothesis import strategies as st

from pmtool.clocks.engine import Facts, Instant, Settings, State, add_months, at, deadline, evaluate
from pmtool.clocks.table import ANCHORS, shipped_clocks

CLOCKS = shipped_clocks()
NAMES = (*ANCHORS, "submitted:dora_initial", "submitted:dora_intermediate", "submitted:nis2_notify")
clocks = st.sampled_from(CLOCKS)
instants = st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2032, 1, 1), timezones=st.just(dt.UTC))
spans = st.builds(lambda a, hours: Instant(a, a + dt.timedelta(hours=hours)), instants, st.integers(0, 48))
anchors = st.dictionaries(st.sampled_from(NAMES), st.one_of(instants.map(at), spans), max_size=5)
settings = st.builds(
    Settings,
    zone=st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Pacific/Apia", "Asia/Kolkata"]),
    calendar=st.sampled_from(["", "DE", "ECB", "nonsuch"]),
    entity=st.sampled_from(["", "other", "credit_institution"]),
)
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: dt.timezone(dt.timedelta(minutes=minutes)))
NOW = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)


# the first use of a calendar loads a library
@configured(deadline=None)
@given(clocks, anchors, st.sampled_from(NAMES), instants, settings)
def test_another_fact_never_makes_a_deadline_later_unless_the_law_says_so(clock, known, name, time, chosen):
    before = deadline(clock, Facts(known), chosen)
    after = deadline(clock, Facts({name: at(time), **known}), chosen)
    if before is not None and after is not None and after.at > before.at:
        assert after.moved is not None


@configured(deadline=None)
@given(clocks, anchors, zones, settings)
def test_the_zone_in_which_a_fact_is_written_never_moves_the_instant(clock, known, zone, chosen):
    moved = {
        name: Instant(instant.earliest.astimezone(zone), instant.latest.astimezone(zone))
        for name, instant in known.items()
    }
    one, other = (evaluate(clock, Facts(facts), NOW, chosen) for facts in (known, moved))
    assert (one.due, one.latest_due, one.state) == (other.due, other.latest_due, other.state)


@configured(deadline=None)
@given(anchors, settings, settings)
def test_clocks_in_hours_do_not_depend_on_the_configured_zone(known, one, other):
    clock = next(clock for clock in CLOCKS if clock.id == "gdpr33")
    assert evaluate(clock, Facts(known), NOW, one).due == evaluate(clock, Facts(known), NOW, other).due


@configured(deadline=None)
@given(clocks, anchors, settings)
def test_a_deadline_lies_after_its_anchor_and_the_readings_are_in_order(clock, known, chosen):
    found = evaluate(clock, Facts(known), NOW, chosen)
    if found.due is not None:
        assert found.anchor_at is not None
        assert found.due > found.anchor_at
        assert found.latest_due is not None
        assert found.due <= found.latest_due
        assert found.due.utcoffset() == dt.timedelta()


@configured(deadline=None)
@given(clocks, anchors, instants, settings)
def test_time_only_turns_running_into_missed(clock, known, now, chosen):
    before = evaluate(clock, Facts(known), now, chosen)
    after = evaluate(clock, Facts(known), now + dt.timedelta(days=3), chosen)
    if before.state is not after.state:
        assert (before.state, after.state) == (State.RUNNING, State.MISSED)
    assert before.due == after.due


@configured(deadline=None)
@given(clocks, anchors, instants, settings)
def test_a_report_ends_the_clock(clock, known, submitted, chosen):
    found = evaluate(clock, Facts(known, submitted=at(submitted)), NOW, chosen)
    assert found.state not in (State.RUNNING, State.MISSED, State.PROMPTLY)
    if found.state is State.LATE:
        assert found.latest_due is not None
        assert submitted > found.latest_due


@configured(deadline=None)
@given(st.dates(dt.date(1990, 1, 1), dt.date(2150, 1, 1)), st.integers(1, 60))
def test_months_keep_the_day_or_end_with_the_month(day, months):
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + dt.timedelta(days=1)).day == 1)
