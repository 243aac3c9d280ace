"""Timelines in the forms that reviews use."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st
import pytest

from pmtool.model.entries import TimelineEntry
from pmtool.model.vocabulary import Vocabulary
from pmtool.parse import parse

STARTED = "---\ntitle: Slow answers\ntimes: {started: 2026-03-02T09:00:00Z}\n---\n\n"


def entries(text: str, path: str = "review.md") -> list[TimelineEntry]:
    return list(parse(path, text).timeline)


def told(text: str, path: str = "review.md") -> list[tuple[str | None, str]]:
    """(instant or day, text) of the entries."""
    return [
        (entry.at.isoformat() if entry.at else entry.day.isoformat() if entry.day else None, entry.text.text)
        for entry in entries(text, path)
    ]


FORMS = {
    "bullets": "## Timeline\n\n- 09:10 Paged.\n- 10:00 Fixed.\n",
    "bold bullets": "## Timeline\n\n- **09:10** - Paged.\n- **10:00** - Fixed.\n",
    "bold lead with the text": (
        "## Timeline\n\n**09:10 - Paged.**\n\n- seen by two people\n\n**10:00 - Fixed.**\n"
    ),
    "numbers": "## Timeline\n\n1. 09:10: Paged.\n2. 10:00: Fixed.\n",
    "table": "## Timeline\n\n| Time | Event |\n| --- | --- |\n| 09:10 | Paged. |\n| 10:00 | Fixed. |\n",
    "table with more columns": (
        "## Timeline\n\n| # | Time (UTC) | Who | What |\n|---|---|---|---|\n| 1 | 09:10 | a | Paged. "
        "|\n| 2 | 10:00 | b | Fixed. |\n"
    ),
    "table without a head for the time": (
        "## Timeline\n\n| | |\n|---|---|\n| 09:10 | Paged. |\n| 10:00 | Fixed. |\n"
    ),
    "headings": "## Timeline\n\n### 09:10\n\nPaged.\n\n### 10:00\n\nFixed.\n",
    "headings with the text": "## Timeline\n\n### 09:10 Paged.\n\nMore.\n\n### 10:00 Fixed.\n",
    "headings of the same level": (
        "## Timeline\n\nAll went fast.\n\n## 09:10\n\nPaged.\n\n## 10:00\n\nFixed.\n\n## Lessons\n"
    ),
    "lines": "## Timeline\n\n09:10: Paged.\n10:00: Fixed.\n",
    "paragraphs": "## Timeline\n\n09:10 Paged.\n\n10:00 Fixed.\n",
    "chat": "## Timeline\n\n* [09:10] Paged.\n* [10:00] Fixed.\n",
    "code": "## Timeline\n\n```\n09:10 - Paged.\n10:00 - Fixed.\n```\n",
    "quoted": "## Timeline\n\n> - 09:10 Paged.\n> - 10:00 Fixed.\n",
    "bold lead as a heading": (
        "**Timeline**\n\n- 09:10 Paged.\n- 10:00 Fixed.\n\n**Lessons**\n\n- 11:00 is late.\n"
    ),
    "item as a heading": (
        "## Incident of March\n\n- **Key events**\n  - 09:10 Paged.\n  - 10:00 Fixed.\n- **Impact**: none\n"
    ),
    "no section": "## The day\n\n- 09:10 Paged.\n- 10:00 Fixed.\n",
    "phases": "## Timeline\n\n### Detection\n\n- 09:10 Paged.\n\n### Resolution\n\n- 10:00 Fixed.\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_two_entries_are_read_in_every_form(form: str) -> None:
    assert told(STARTED + FORMS[form]) == [
        ("2026-03-02T09:10:00+00:00", "Paged."),
        ("2026-03-02T10:00:00+00:00", "Fixed."),
    ]


@pytest.mark.parametrize("form", FORMS)
def test_line_ends_make_no_difference(form: str) -> None:
    text = STARTED + FORMS[form]
    assert told(text.replace("\n", "\r\n")) == told(text)
    for entry in entries(text.replace("\n", "\r\n")):
        assert entry.stamp.span.of(text.replace("\n", "\r\n"))[-3] == ":"


def test_label_with_a_stamp_behind_is_an_entry() -> None:
    text = (
        "## Timeline\n\n- First detected 2026-03-02 09:10\n- Fixed (2026-03-02 10:00): a restart\n- See "
        "the note of 2026-03-03 for more.\n"
    )
    assert told(text) == [
        ("2026-03-02T09:10:00+00:00", "First detected"),
        ("2026-03-02T10:00:00+00:00", "a restart"),
    ]


def test_section_wins_over_lists_of_dates_elsewhere() -> None:
    text = (
        "## Timeline\n\n- 09:10 Paged.\n- 10:00 Fixed.\n\n## Releases\n\n- 2026-01-01 1.0\n- 2026-02-01 1.1\n"
    )
    assert len(entries(text)) == 2


def test_dates_among_actions_and_sources_are_no_timeline() -> None:
    text = (
        "## Actions\n\n- 2026-03-01 Add a test\n- 2026-04-01 Add a cache\n\n## References\n\n- "
        "2026-01-01: a\n- 2026-01-02: b\n"
    )
    assert entries(text) == []


def test_wrapped_prose_is_not_split_at_a_time() -> None:
    text = (
        "## Timeline\n\n- 2026-03-02 09:10 The job that begins at\n  10:00 was moved.\n\nThe page came "
        "late, at\n10:30 or so.\n"
    )
    assert told(text) == [("2026-03-02T09:10:00+00:00", "The job that begins at 10:00 was moved.")]


def test_details_below_an_entry_are_part_of_it() -> None:
    text = STARTED + (
        "## Timeline\n\n- 09:10 Paged.\n  - two people came\n\n  ```\n  2026-03-02 09:11 log line\n  "
        "```\n- 10:00 Fixed.\n"
    )
    found = entries(text)
    assert [entry.text.text for entry in found] == ["Paged.", "Fixed."]
    assert "log line" in found[0].span.of(text)


def test_date_of_a_sub_heading_is_carried() -> None:
    text = (
        "## Timeline (UTC)\n\n### 2026-03-02\n\n- 22:00 Deployed.\n\n### 2026-03-03\n\n- 08:00 Noticed.\n"
        "- 08:30 Fixed.\n"
    )
    assert [at for at, _ in told(text)] == [
        "2026-03-02T22:00:00+00:00",
        "2026-03-03T08:00:00+00:00",
        "2026-03-03T08:30:00+00:00",
    ]


def test_date_on_a_line_of_its_own_is_carried() -> None:
    text = (
        "## Timeline\n\n_7/13/2023_\n\n12:11 PM: Called.\n\n12:18 PM: Answered.\n\n_7/14/2023_\n\n7:05 "
        "AM: Closed.\n"
    )
    assert [at for at, _ in told(text)] == [
        "2023-07-13T12:11:00+00:00",
        "2023-07-13T12:18:00+00:00",
        "2023-07-14T07:05:00+00:00",
    ]


def test_date_in_an_item_that_holds_a_list_is_carried() -> None:
    text = "## Timeline\n\n- 2026-03-02\n  - 22:00 Deployed.\n- 2026-03-03:\n  - 08:00 Noticed.\n"
    assert [at for at, _ in told(text)] == ["2026-03-02T22:00:00+00:00", "2026-03-03T08:00:00+00:00"]


def test_date_in_the_heading_of_the_section_is_carried() -> None:
    text = "## Timeline (all times UTC) Monday May 10th, 2021\n\n- 09:15:04 UTC edited\n- 09:30 reported\n"
    assert [at for at, _ in told(text)] == ["2021-05-10T09:15:04+00:00", "2021-05-10T09:30:00+00:00"]


def test_date_comes_from_the_title_or_the_name_of_the_file() -> None:
    body = "## Timeline\n\n- 09:10 Paged.\n"
    assert told(f"# Outage of 3 March 2026\n\n{body}")[0][0] == "2026-03-03T09:10:00+00:00"
    assert told(f"# Outage\n\n{body}", "2026-03-04-outage.md")[0][0] == "2026-03-04T09:10:00+00:00"
    assert told(f"# Outage\n\n{body}")[0][0] is None


def test_year_left_out_is_the_nearest_one() -> None:
    text = (
        "# Outage of 2 January 2024\n\n## Timeline\n\n- [12-31 23:10] Deployed.\n- [01-02 08:00] Noticed.\n"
    )
    assert [at for at, _ in told(text)] == ["2023-12-31T23:10:00+00:00", "2024-01-02T08:00:00+00:00"]


def test_year_of_a_table_head_is_used() -> None:
    text = (
        "## Timeline\n\n| Day | Date (2021) | Time (PST) | Event |\n|---|---|---|---|\n| Sun | Oct 31 | "
        "21:33 | Called |\n| Mon | Nov 1 | 17:00 | Closed |\n"
    )
    assert [at for at, _ in told(text)] == ["2021-10-31T21:33:00-08:00", "2021-11-01T17:00:00-08:00"]


def test_clock_that_goes_back_by_half_a_day_has_passed_midnight() -> None:
    text = STARTED + "## Timeline\n\n- 22:50 Paged.\n- 00:10 Handed over.\n- 00:40 Fixed.\n- 00:20 Told.\n"
    assert [entry.day for entry in entries(text)] == [dt.date(2026, 3, 2), *[dt.date(2026, 3, 3)] * 3]


def test_clock_that_goes_back_by_less_stays_on_its_day() -> None:
    text = STARTED + "## Timeline\n\n- 14:00 Paged.\n- 09:00 Called.\n"
    assert [entry.day for entry in entries(text)] == [dt.date(2026, 3, 2)] * 2


@pytest.mark.parametrize(
    "text",
    [
        "## Timeline (CET)\n\n- 09:10 Paged.\n",
        "## Timeline\n\nAll times in CET.\n\n- 09:10 Paged.\n",
        "## Timeline\n\n> (all times in CET)\n\n- 09:10 Paged.\n",
        "## Timeline\n\n- 09:10 CET Paged.\n",
        "## Timeline\n\n| Date and time in CET | Event |\n|---|---|\n| 2026-03-02 09:10 | Paged |\n",
        "## Timeline\n\n- 08:00 CET Deployed.\n- 09:10 Paged.\n",
        "All times are CET.\n\n## Timeline\n\n- 09:10 Paged.\n",
    ],
)
def test_zone_is_taken_from_where_it_is_said(text: str) -> None:
    last = entries(STARTED + text)[-1]
    assert last.zone_stated
    assert last.at == dt.datetime(2026, 3, 2, 8, 10, tzinfo=dt.UTC)


def test_configured_zone_and_order_hold_where_nothing_is_said() -> None:
    vocabulary = Vocabulary(zone="Europe/Zurich", day_first=True)
    (entry,) = parse("x.md", "## Timeline\n\n- 03/04/2026 09:10 Paged.\n", vocabulary).timeline
    assert not entry.zone_stated
    assert entry.at == dt.datetime(2026, 4, 3, 7, 10, tzinfo=dt.UTC)


def test_unrelated_text_changes_no_entry() -> None:
    text = STARTED + FORMS["bullets"]
    more = text + "\n## Lessons\n\nThe page at 09:10 was early. Since 2019-01-01 it is.\n"
    assert told(more) == told(text)


_LINES = st.lists(
    st.sampled_from(
        [
            "## Timeline",
            "### 10:00",
            "- 09:10 Paged",
            "  - 09:11 more",
            "| Time | Event |",
            "|---|---|",
            "| 09:10 | x |",
            "",
            "**Timeline**",
            "2026-02-30 x",
            "_7/5/2023_",
            "```",
            "> - 10:00",
            "- [ ] x",
            "12:11 PM: y",
            "[???]",
            "# 24:XX",
            "9999-12-31 23:59",
        ]
    ),
    max_size=25,
)


@given(_LINES, st.sampled_from(["\n", "\r\n", "\r"]))
def test_any_mix_of_forms_is_read_with_true_spans(lines: list[str], end: str) -> None:
    text = end.join(lines)
    for entry in entries(text):
        assert 0 <= entry.span.start <= entry.stamp.span.start < entry.stamp.span.end <= len(text)
        if entry.text:
            assert entry.text.span().end <= len(text)


@given(st.text(max_size=400))
def test_any_text_has_a_timeline_without_an_error(text: str) -> None:
    document = parse("x.md", f"## Timeline\n\n{text}")
    for entry in document.timeline:
        assert entry.stamp.span.of(document.text).strip()
