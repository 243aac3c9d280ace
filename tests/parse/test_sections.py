"""Which part of a review a heading announces, and what the title is."""

from hypothesis import given
from hypothesis import strategies as st
import pytest

from pmtool.config import Config
from pmtool.config.reading import config_from_text
from pmtool.model.vocabulary import DEFAULT_VOCABULARY
from pmtool.parse import parse
from pmtool.vocab import SectionKind


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Executive Summary", SectionKind.SUMMARY),
        ("3. Timeline (all times UTC)", SectionKind.TIMELINE),
        ("Timeline (UTC) 01/02/2024 - 02/02/2024. All times approximate", SectionKind.TIMELINE),
        ("Events/Timeline:", SectionKind.TIMELINE),
        ("Detailed timeline", SectionKind.TIMELINE),
        ("Root Causes Identified", SectionKind.CAUSES),
        ("Why wasn't this caught?", SectionKind.CAUSES),
        ("Action items 🔄", SectionKind.ACTIONS),
        ("Immediate Actions (Completed)", SectionKind.ACTIONS),
        ("Corrective & preventative measures", SectionKind.ACTIONS),
        ("What we're doing about it", SectionKind.ACTIONS),
        ("How do we prevent this from happening again", SectionKind.ACTIONS),
        ("Actions taken", SectionKind.RESPONSE),
        ("Mitigation actions", SectionKind.RESPONSE),
        ("What didn’t go well", SectionKind.LESSONS),
        ("Things that went poorly", SectionKind.LESSONS),
        ("Things that went well", SectionKind.LIMITED_HARM),
        ("Where we got lucky", SectionKind.LIMITED_HARM),
        ("Impact on customers", SectionKind.IMPACT),
        ("Key takeaways", SectionKind.LESSONS),
        ("Related issues", SectionKind.SOURCES),
        ("Login problems", SectionKind.OTHER),
        ("Event data structure mismatch", SectionKind.OTHER),
        ("Prevented users from logging in", SectionKind.OTHER),
        ("The system that never was", SectionKind.OTHER),
        ("", SectionKind.OTHER),
        ("!!!", SectionKind.OTHER),
    ],
)
def test_heading_announces_its_part(heading: str, kind: SectionKind) -> None:
    assert DEFAULT_VOCABULARY.section_kind(heading) is kind


def test_headings_of_the_team_win() -> None:
    config = config_from_text(
        '[sections.aliases]\n"Chronik" = "timeline"\n"Summary of actions" = "actions"\n'
    )
    assert config.vocabulary.section_kind("Chronik") is SectionKind.TIMELINE
    assert config.vocabulary.section_kind("Summary of actions") is SectionKind.ACTIONS
    assert config.vocabulary.section_kind("Timeline") is SectionKind.TIMELINE


def test_zone_and_order_of_dates_reach_the_vocabulary() -> None:
    config = config_from_text('[timeline]\nzone = "Europe/Zurich"\nday-first = true\n')
    assert (config.vocabulary.zone, config.vocabulary.day_first) == ("Europe/Zurich", True)
    assert (Config().vocabulary.zone, Config().vocabulary.day_first) == ("UTC", False)


def test_bold_lines_are_sections_where_there_are_no_headings() -> None:
    document = parse("x.md", "# Outage\n\n**Summary**\n\nIt broke.\n\n**Timeline:**\n\n- 10:00 It broke.\n")
    assert [(section.title, section.kind) for section in document.sections] == [
        ("Outage", SectionKind.OTHER),
        ("Summary", SectionKind.SUMMARY),
        ("Timeline", SectionKind.TIMELINE),
    ]


def test_bold_lines_between_headings_are_no_sections() -> None:
    document = parse("x.md", "# Outage\n\n## Impact\n\n**Timeline**\n\nText.\n")
    assert [section.title for section in document.sections] == ["Outage", "Impact"]


def test_headings_below_a_timeline_or_actions_name_phases_and_themes() -> None:
    document = parse("x.md", "## Timeline\n\n### Detection\n\n## Actions\n\n### Monitoring\n\n## Detection\n")
    assert [section.kind for section in document.sections] == [
        "timeline",
        "other",
        "actions",
        "other",
        "detection",
    ]
    assert [section.inherited for section in document.sections][1::2] == ["timeline", "actions"]


def test_heading_that_begins_with_a_clock_time_is_an_entry() -> None:
    document = parse(
        "x.md", "## Timeline\n\n### 10:30 Root cause\n\nFound.\n\n### 11:00 Resolution\n\nDone.\n"
    )
    assert [section.kind for section in document.sections] == ["timeline", "other", "other"]
    assert len(document.timeline) == 2


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\ntitle: From the keys\n---\n\n# Other\n", "From the keys"),
        ("# Slow answers\n\n## Summary\n", "Slow answers"),
        ("## Slow answers\n\n## Summary\n", "Slow answers"),
        ("Slow *answers*\n\nText.\n", "Slow answers"),
        ("# Title:\n### Slow answers\n", "Slow answers"),
        ("# Title: Slow answers\n", "Slow answers"),
        ("> # Quoted\n\n# Slow answers\n", "Slow answers"),
        ("## Issue summary\n\nIt was slow.\n", None),
        ("# Metadata\n\nOwner: search\n", None),
        (f"{'long ' * 60}\n", None),
        ("", None),
    ],
)
def test_title_is_what_a_reader_takes_for_it(text: str, title: str | None) -> None:
    document = parse("x.md", text)
    assert (document.title[0] if document.title else None) == title


def test_span_of_the_title_covers_it() -> None:
    text = "# Title: Slow **answers**\n"
    title = parse("x.md", text).title
    assert title is not None
    assert title[1].of(text).startswith("Slow **answers")


@given(st.text(max_size=120))
def test_any_heading_has_a_kind(text: str) -> None:
    assert DEFAULT_VOCABULARY.section_kind(text) in SectionKind
