"""File names from titles, titles that say the same, starts as people write them."""

import contextlib
import datetime as dt
import re

from hypothesis import given
from hypothesis import strategies as st
import pytest

from pmtool.errors import PmError
from pmtool.features.naming import clean_title, near_same, slug
from pmtool.features.starting import read_started


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Support assistant quoted a refund policy", "support-assistant-quoted-a-refund-policy"),
        ("Größe überschritten: Straße zu (2×)", "grosse-uberschritten-strasse-zu-2x"),
        ("Ångström & Łódź", "angstrom-lodz"),
        ("it's the users' fault tree", "its-the-users-fault-tree"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "con"),
        ("数据库宕机", "incident"),
        ("💳💳", "incident"),
        ("---", "incident"),
        ("ﬁle № ½", "file-no-12"),
    ],
)
def test_slug(title, expected):
    assert slug(title) == expected


def test_slug_is_cut_between_words():
    long = slug(
        "the checkout service rejected every second card because a certificate in the chain had expired"
    )
    assert long == "the-checkout-service-rejected-every-second-card-because-a"
    assert slug("x" * 100) == "x" * 60


@given(st.text())
def test_slug_is_always_a_safe_name(title):
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug(title))
    assert len(slug(title)) <= 60


@given(st.text())
def test_clean_title_is_one_line_that_can_be_written(title):
    cleaned = clean_title(title)
    cleaned.encode("utf-8")
    assert cleaned == " ".join(cleaned.split())
    assert clean_title(cleaned) == cleaned


def test_title_from_a_terminal_in_another_encoding_is_readable():
    assert clean_title(b"caf\xc3\xa9 \xe9".decode("ascii", "surrogateescape")) == "café �"


def test_near_same_titles():
    others = [
        ("a", "Checkout rejected every second card"),
        ("b", "2026-03-02-checkout-rejects-every-second-card"),
        ("c", "Checkout slow after cache change"),
        ("d", "Assistant quoted an old refund policy"),
    ]
    assert near_same("Checkout rejected every 2nd card", others) == ["a"]
    assert near_same("checkout rejects every second cards", others) == ["a", "b"]
    assert near_same("Refund policy quoted by the assistant was old", others) == ["d"]
    assert near_same("Login slow", others) == []
    assert near_same("incident", [("x", "Outage")]) == [], "words that fit every review prove nothing"


@pytest.mark.parametrize(
    ("given_", "zone", "text", "day", "entry"),
    [
        ("2026-03-02", "UTC", "2026-03-02", "2026-03-02", None),
        ("2026-03-02T09:10:00Z", "UTC", "2026-03-02T09:10:00Z", "2026-03-02", "2026-03-02 09:10"),
        ("2026-03-02 09:10", "UTC", "2026-03-02T09:10:00Z", "2026-03-02", "2026-03-02 09:10"),
        ("2026-03-02 09:10", "Europe/Zurich", "2026-03-02T09:10:00+01:00", "2026-03-02", "2026-03-02 09:10"),
        ("2026-07-02T09:10", "Europe/Zurich", "2026-07-02T09:10:00+02:00", "2026-07-02", "2026-07-02 09:10"),
        (
            "2026-03-02t23:30:05.123z",
            "Europe/Zurich",
            "2026-03-02T23:30:05Z",
            "2026-03-02",
            "2026-03-03 00:30",
        ),
        ("2026-03-02 09:10 +0530", "UTC", "2026-03-02T09:10:00+05:30", "2026-03-02", "2026-03-02 03:40"),
    ],
)
def test_started(given_, zone, text, day, entry):
    started = read_started(given_, zone)
    assert (started.text, started.day, started.entry) == (text, dt.date.fromisoformat(day), entry)


@pytest.mark.parametrize(
    ("given_", "says"),
    [
        ("yesterday", "neither a date nor a time"),
        ("02.03.2026", "neither a date nor a time"),
        ("2026-02-30", "no such date"),
        ("2026-03-02 25:00", "no such date"),
        ("2026-03-02T09:10:00+99:00", "no such date"),
        ("2026-03-29 02:30", "did not exist"),
        ("٢٠٢٦-03-02", "neither"),
    ],
)
def test_a_start_that_cannot_be_read_says_what_would_be_right(given_, says):
    with pytest.raises(PmError, match=says) as raised:
        read_started(given_, "Europe/Zurich")
    assert "2026-03-02" in (raised.value.hint or "")


@given(st.text(max_size=40))
def test_any_start_is_read_or_refused(text):
    with contextlib.suppress(PmError):
        assert read_started(text, "UTC").day
