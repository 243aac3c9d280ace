"""Times of the front matter."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st
import pytest

from pmtool.schema.moment import Moment, MomentError, Precision, read_moment

UTC = dt.UTC


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-03-02T09:10:00Z", dt.datetime(2026, 3, 2, 9, 10, tzinfo=UTC)),
        ("2026-03-02T09:10:00+01:00", dt.datetime(2026, 3, 2, 8, 10, tzinfo=UTC)),
        ("2026-03-02T09:10:00.25-05:30", dt.datetime(2026, 3, 2, 14, 40, 0, 250_000, tzinfo=UTC)),
        ("2024-02-29T23:59:59Z", dt.datetime(2024, 2, 29, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_rfc_3339_with_a_zone_is_an_instant(written: str, expected: dt.datetime) -> None:
    moment = read_moment(written)
    assert moment.value == expected
    assert moment.precision is Precision.SECOND
    assert moment.earliest == moment.latest == expected


def test_a_date_alone_keeps_its_precision() -> None:
    moment = read_moment("2026-03-02")
    assert moment == Moment(dt.date(2026, 3, 2), Precision.DAY)
    assert moment.earliest == dt.datetime(2026, 3, 2, tzinfo=UTC)
    assert moment.latest == dt.datetime(2026, 3, 2, 23, 59, 59, 999_999, tzinfo=UTC)
    assert moment.isoformat() == "2026-03-02"


@pytest.mark.parametrize(
    ("written", "estimated"),
    [({"at": "2026-03-02", "estimated": True}, True), ({"at": "2026-03-02", "estimated": None}, False)],
)
def test_a_time_may_be_estimated(written: dict[str, object], estimated: bool) -> None:
    assert read_moment(written).estimated is estimated  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "code", "said"),
    [
        ("2026-03-02T09:10:00", "naive-time", "write 2026-03-02T09:10:00Z"),
        ("2026-03-02 9:10", "naive-time", "write 2026-03-02T09:10:00Z"),
        ("2026-03-02T09:10:00 PST", "naive-time", "'PST' is not the same everywhere"),
        ("2026-02-30", "unreadable-time", "no day 30 in 2026-02 (it has 28 days)"),
        ("2026-13-01", "unreadable-time", "no month 13"),
        ("0026-03-02", "unreadable-time", "year"),
        ("2026-03-02T24:00:00Z", "unreadable-time", "next day"),
        ("2026-03-02T09:61:00Z", "unreadable-time", "does not exist"),
        ("2026-03-02T09:10:00+25:00", "unreadable-time", "no offset +25:00"),
        ("yesterday", "unreadable-time", "'yesterday' is not a time"),
        ("2026-03", "unreadable-time", "is not a time"),
        ("09:10", "unreadable-time", "has no date"),
        ("02.03.2026", "unreadable-time", "two ways"),
        ("", "unreadable-time", "empty"),
        ("٢٠٢٦-٠٣-٠٢", "unreadable-time", "is not a time"),
        (1772442600, "unreadable-time", "the number 1772442600"),
        (True, "unreadable-time", "true or false"),
        (None, "unreadable-time", "nothing"),
        (["2026-03-02"], "unreadable-time", "a list"),
        ({"estimated": True}, "unreadable-time", "`at:`"),
        ({"at": {"at": "2026-03-02"}}, "unreadable-time", "`at:`"),
        ({"at": "2026-03-02", "estimated": "yes"}, "wrong-type", "true or false"),
        ({"at": "2026-03-02", "about": True}, "unknown-key", "'about'"),
    ],
)
def test_what_is_no_time_says_what_would_be_right(written: object, code: str, said: str) -> None:
    with pytest.raises(MomentError) as caught:
        read_moment(written)  # type: ignore[arg-type]
    assert caught.value.code == code
    assert said in caught.value.message
    assert "\n" not in caught.value.message


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("2026-3-2", "2026-03-02"),
        ("2026/03/02", "2026-03-02"),
        ("2026-03-02 09:10Z", "2026-03-02T09:10:00Z"),
        ("2026-03-02T09:10z", "2026-03-02T09:10:00Z"),
        ("2026-03-02 9:10:05 UTC", "2026-03-02T09:10:05Z"),
        ("2026-03-02T09:10:00+0100", "2026-03-02T09:10:00+01:00"),
        ("2026-03-02T09:10:00-5", "2026-03-02T09:10:00-05:00"),
        ("2026-03-02T09:10:00,5Z", "2026-03-02T09:10:00.5Z"),
    ],
)
def test_a_clear_but_irregular_time_has_a_regular_form_with_the_same_meaning(
    written: str, right: str
) -> None:
    with pytest.raises(MomentError) as caught:
        read_moment(written)
    assert caught.value.code == "irregular-time"
    assert caught.value.right == right
    assert read_moment(written, lenient=True) == read_moment(right)


def test_only_coarse_fields_take_a_month_or_a_year() -> None:
    assert read_moment(2005, coarse=True) == Moment(dt.date(2005, 1, 1), Precision.YEAR)
    month = read_moment("2024-02", coarse=True)
    assert month.latest.date() == dt.date(2024, 2, 29)
    assert month.isoformat() == "2024-02"


@given(st.datetimes(dt.datetime(1900, 1, 2), dt.datetime(2199, 12, 30), timezones=st.timezones()))
def test_every_instant_survives_writing_and_reading(value: dt.datetime) -> None:
    # Offsets with seconds (old local mean times) cannot be written in RFC 3339.
    offset = value.utcoffset() or dt.timedelta()
    fixed = value.astimezone(dt.timezone(dt.timedelta(minutes=round(offset.total_seconds() / 60))))
    moment = Moment(fixed, Precision.SECOND)
    assert read_moment(moment.isoformat()).value == fixed


@given(st.one_of(st.text(max_size=40), st.from_regex(r"[0-9/.:TZ +-]{0,30}", fullmatch=True)))
def test_any_text_is_a_moment_or_a_moment_error(written: str) -> None:
    for coarse in (False, True):
        try:
            moment = read_moment(written, coarse=coarse, lenient=True)
        except MomentError as error:
            said = error.message
            assert said
        else:
            assert moment.earliest <= moment.latest
            assert moment.earliest.astimezone(UTC)
