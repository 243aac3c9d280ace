"""Every form of a time that public reviews use, read and placed."""

import datetime as dt
import string

from hypothesis import given
from hypothesis import strategies as st
import pytest

from pmtool.parse.dates import day_comes_first
from pmtool.parse.stamps import find_stamp, read_stamp
from pmtool.parse.zones import read_zone, zone_said

READ = [
    # text, stamp as written, day, time, rest
    ("10:30 Paged", "10:30", None, "10:30", "Paged"),
    ("`10:30` Paged", "10:30", None, "10:30", "Paged"),
    ("10:30:05 - Paged", "10:30:05", None, "10:30:05", "Paged"),
    ("8:02 AM Paged", "8:02 AM", None, "08:02", "Paged"),
    ("12:29p", "12:29p", None, "12:29", ""),
    ("10:45a Paged", "10:45a", None, "10:45", "Paged"),
    ("12:05 a.m. Paged", "12:05 a.m.", None, "00:05", "Paged"),
    ("9am Paged", "9am", None, "09:00", "Paged"),
    ("01:06 A successor is found", "01:06", None, "01:06", "A successor is found"),
    ("14h05 Paged", "14h05", None, "14:05", "Paged"),
    ("[16:21] @ana pages", "16:21", None, "16:21", "@ana pages"),
    ("{{ 06:10 }}", "06:10", None, "06:10", ""),
    ("2026-03-02 Paged", "2026-03-02", "2026-03-02", None, "Paged"),
    ("2026-03-02: Paged", "2026-03-02", "2026-03-02", None, "Paged"),
    ("2026-03-02 09:10 Paged", "2026-03-02 09:10", "2026-03-02", "09:10", "Paged"),
    ("2026-03-02 2359: Paged", "2026-03-02 2359", "2026-03-02", "23:59", "Paged"),
    ("2026-03-02, 03:26pm: Paged", "2026-03-02, 03:26pm", "2026-03-02", "15:26", "Paged"),
    ("2026/03/02 09:10 Paged", "2026/03/02 09:10", "2026-03-02", "09:10", "Paged"),
    ("2026-03-02T09:10:11.123Z Paged", "2026-03-02T09:10:11.123Z", "2026-03-02", "09:10:11", "Paged"),
    ("24-10-2024 - 08:15 - Paged", "24-10-2024 - 08:15", "2024-10-24", "08:15", "Paged"),
    ("10/20/2022 - 15:38 Paged", "10/20/2022 - 15:38", "2022-10-20", "15:38", "Paged"),
    ("7.3.2026 09:10 Paged", "7.3.2026 09:10", "2026-03-07", "09:10", "Paged"),
    ("June 14th, 2022, 10:00 AM: Paged", "June 14th, 2022, 10:00 AM", "2022-06-14", "10:00", "Paged"),
    ("14 June 2022 10:00 Paged", "14 June 2022 10:00", "2022-06-14", "10:00", "Paged"),
    ("Monday, 3 May 2021 10:00 Paged", "Monday, 3 May 2021 10:00", "2021-05-03", "10:00", "Paged"),
    ("Feb-04-2021 09:31:33 PM Paged", "Feb-04-2021 09:31:33 PM", "2021-02-04", "21:31:33", "Paged"),
    ("11:10 6th Nov 2023 - Paged", "11:10 6th Nov 2023", "2023-11-06", "11:10", "Paged"),
    ("February 27, 2024: 6:10pm", "February 27, 2024: 6:10pm", "2024-02-27", "18:10", ""),
    ("2021-05-10 (Monday)", "2021-05-10 (Monday)", "2021-05-10", None, ""),
    ("On 2026-03-02, the page came", "2026-03-02", "2026-03-02", None, "the page came"),
    ("2026-03-02 -5 % of requests", "2026-03-02", "2026-03-02", None, "-5 % of requests"),
    ("10:00 - 12 nodes are down", "10:00", None, "10:00", "12 nodes are down"),
    ("14:05 EDT (18:05 UTC): Paged", "14:05 EDT (18:05 UTC)", None, "14:05", "Paged"),
]


@pytest.mark.parametrize(("text", "written", "day", "time", "rest"), READ)
def test_stamp_is_read_with_its_place_and_what_follows(
    text: str, written: str, day: str | None, time: str | None, rest: str
) -> None:
    found = read_stamp(text)
    assert found is not None
    assert text[found.start : found.end] == written
    assert text[found.rest :] == rest
    assert found.stamp.date == (dt.date.fromisoformat(day) if day else None)
    assert found.stamp.time == (dt.time.fromisoformat(time) if time else None)
    assert found.stamp.problem is None


@pytest.mark.parametrize(
    "text",
    [
        "3 nodes",
        "1.2.3 is out",
        "Mayday 3",
        "10:30foo",
        "24/7 support",
        "1:1 meeting",
        "may 3x",
        "",
        "-",
        "[x] done",
    ],
)
def test_what_only_looks_like_a_stamp_is_none(text: str) -> None:
    assert read_stamp(text) is None


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("02:00-04:30 Down", "04:30"),
        ("2:00-4:30 PM Down", "16:30"),
        ("~02:15–02:30 Down", "02:30"),
        ("10:00 to 11:30: Down", "11:30"),
        ("2017-02-09 00:25 - 00:29 AM", "00:29"),
    ],
)
def test_range_has_its_end(text: str, end: str) -> None:
    found = read_stamp(text)
    assert found is not None
    assert found.stamp.end == dt.time.fromisoformat(end)


def test_half_of_the_day_of_a_range_holds_for_both_times() -> None:
    found = read_stamp("2:00-4:30 PM Down")
    assert found is not None
    assert found.stamp.time == dt.time(14)


def test_range_of_days_has_its_last_day() -> None:
    for text in (
        "October 9-23, 2025 - Down",
        "2025-10-09 - 2025-10-23: Down",
        "Between 2025-10-09 and 2025-10-23",
    ):
        found = read_stamp(text)
        assert found is not None
        assert (found.stamp.date, found.stamp.until) == (dt.date(2025, 10, 9), dt.date(2025, 10, 23))


@pytest.mark.parametrize(
    "text",
    [
        "~14:00 Down",
        "ca. 14:00 Down",
        "around 14:00",
        "14:00 (approx.) Down",
        "2026-03-02 ~14:00",
        "2026-03-02 14:00~",
    ],
)
def test_approximate_mark_is_seen(text: str) -> None:
    found = read_stamp(text)
    assert found is not None
    assert found.stamp.approximate
    assert found.stamp.time == dt.time(14)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("10:00 UTC Down", 0),
        ("10:00Z Down", 0),
        ("10:00 (GMT) Down", 0),
        ("10:00 CEST - Down", 2),
        ("10:00 PST Down", -8),
        ("10:00 UTC+1 Down", 1),
        ("10:00 UTC-05:30 Down", -5.5),
        ("10:00 EDT (UTC-4) Down", -4),
        ("2026-03-02T10:00:00-08:00 Down", -8),
        ("2026-03-02T10:00+0530 Down", 5.5),
        ("2026-07-02 10:00 Europe/Zurich: Down", 2),
        ("2026-07-02 9:00 AM Eastern: Down", -4),
        ("12:45 PM PST Saturday Oct 30th: Down", -8),
    ],
)
def test_zone_beside_the_time_is_read(text: str, hours: float) -> None:
    found = read_stamp(text)
    assert found is not None
    assert found.stamp.zone is not None
    assert found.stamp.zone.utcoffset(dt.datetime(2026, 7, 2)) == dt.timedelta(hours=hours)


@pytest.mark.parametrize(
    "text", ["10:30 Central monitoring is down", "10:00-04:30 Down", "10:30 It is down", "10:30 ETA is noon"]
)
def test_words_behind_a_time_are_no_zone(text: str) -> None:
    found = read_stamp(text)
    assert found is not None
    assert found.stamp.zone is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("13:06 PM Paged", "mixes the 24-hour with the 12-hour clock"),
        ("24:XX Paged", "not filled in"),
        ("HH:MM Paged", "not filled in"),
        ("YYYY-MM-DD HH:MM Paged", "not filled in"),
        ("2026-03-02 --:-- Paged", "not filled in"),
        ("24:00 Paged", "00:00 of the next day"),
        ("10:72 Paged", "does not exist"),
        ("2026-02-30 10:00 Paged", "does not exist"),
        ("31 June 2026 Paged", "does not exist"),
        ("0026-02-03 Paged", "no year of an incident"),
        ("11/03/202 Paged", "three digits"),
        ("[???] Paged", "says no time"),
    ],
)
def test_impossible_stamp_has_a_problem(text: str, problem: str) -> None:
    found = read_stamp(text)
    assert found is not None
    assert found.stamp.problem is not None
    assert problem in found.stamp.problem


def test_time_that_is_meant_stays_readable_with_its_problem() -> None:
    found = read_stamp("13:06 PM Paged")
    assert found is not None
    assert found.stamp.time == dt.time(13, 6)


def test_numeric_dates_follow_the_one_that_can_be_read_in_one_way() -> None:
    assert day_comes_first("24/10/2024 and 04/10/2024", default=False)
    assert not day_comes_first("10/24/2024 and 04/10/2024", default=True)
    assert day_comes_first("03/04/2024", default=True)
    assert not day_comes_first("03/04/2024", default=False)


@pytest.mark.parametrize(
    ("sentence", "hours"),
    [
        ("All times in UTC.", 0),
        ("(all times PST)", -8),
        ("All times are UTC+1 (local time).", 1),
        ("All events are documented in UTC", 0),
        ("Time zone: CET", 1),
        ("All of the times we met in PST were fine.", None),
        ("The PST file has all messages.", None),
    ],
)
def test_zone_said_in_a_sentence(sentence: str, hours: float | None) -> None:
    zone = zone_said(sentence)
    if hours is None:
        assert zone is None
    else:
        assert zone is not None
        assert zone.utcoffset(None) == dt.timedelta(hours=hours)


def test_unknown_zones_are_none() -> None:
    for name in ("XYZ", "Mars/Olympus", "UTC+27", "", "../etc/passwd"):
        assert read_zone(name) is None


_NEAR = st.text(alphabet=string.digits + ":-/. TZ~[](){}*_`,–→?XHMpamUTCJanMay", max_size=60)


@given(st.one_of(_NEAR, st.text(max_size=300)))
def test_any_text_is_read_or_not_but_never_raises(text: str) -> None:
    for found in (read_stamp(text), find_stamp(text), read_stamp(text, day_first=True)):
        if found is not None:
            assert 0 <= found.start < found.end <= found.rest <= len(text)
            stamp = found.stamp
            assert stamp.problem or stamp.dated or stamp.time is not None


@given(
    st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2100, 1, 1)),
    st.sampled_from(["", "Z", " UTC", "+02:00"]),
)
def test_iso_times_are_read_as_they_are(moment: dt.datetime, zone: str) -> None:
    written = moment.replace(microsecond=0).isoformat() + zone
    found = read_stamp(f"{written} Paged")
    assert found is not None
    assert (found.stamp.date, found.stamp.time) == (moment.date(), moment.time().replace(microsecond=0))
    assert (found.start, found.end) == (0, len(written))
