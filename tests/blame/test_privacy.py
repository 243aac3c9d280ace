"""Names in the narrative, and their replacement by roles."""

from pathlib import PurePath

from pmtool.config.reading import config_from_text
from pmtool.model.diagnostic import Finding
from pmtool.parse import parse
from pmtool.rules import load
from pmtool.rules.base import Context, Example
from tests.support import ExampleCollection

ROLES = '[privacy.roles]\n"Marta" = "the on-call engineer"\n"Jo Ortega" = "the service owner"\n"@ksmith" = "the incident commander"\n'


def names(text: str, config: str = "", people: tuple[str, ...] = ()) -> list[Finding]:
    context = Context(
        config=config_from_text(config), collection=ExampleCollection(Example(text, people=people))
    )
    return list(load("privacy/named-individual").check(parse(PurePath("x.md"), text), context))


def fixed(text: str) -> str:
    for finding in sorted(names(text, ROLES), key=lambda f: -f.span.start):
        if finding.fix:
            text = text[: finding.fix.span.start] + finding.fix.text + text[finding.fix.span.end :]
    return text


def test_name_becomes_the_configured_role() -> None:
    assert fixed("Marta restarted it. Then Marta's shell hung.") == (
        "The on-call engineer restarted it. Then the on-call engineer's shell hung."
    )
    assert fixed("It was approved by Jo Ortega and by @ksmith.") == (
        "It was approved by the service owner and by the incident commander."
    )


def test_fix_is_idempotent_and_changes_nothing_else() -> None:
    text = "# Notes\n\nAt 10:02  Marta said: wait.\n\n```\nMarta\n```\n"
    once = fixed(text)
    assert once == text.replace("Marta said", "the on-call engineer said")
    assert fixed(once) == once


def test_no_fix_after_an_article_or_across_markup() -> None:
    assert [finding.fix for finding in names("Dr. Marta said so.", ROLES)] == [None]


def test_known_people_are_found_and_teams_are_not() -> None:
    known = ("Zyxa Quell", "zquell@example.org", "@acme/platform", "renovate[bot]")
    assert [f.span.of("Then Zyxa Quell left.") for f in names("Then Zyxa Quell left.", people=known)] == [
        "Zyxa Quell"
    ]
    assert names("The team @acme/platform and renovate opened it.", people=known) == []


def test_fields_and_owner_columns_are_left_alone() -> None:
    assert names("Owner: Marta\n\n| Action | Owner |\n| --- | --- |\n| Add a canary | Marta |\n") == []


def test_timeline_may_be_allowed() -> None:
    text = "## Timeline\n\n- 10:02 Marta restarted the broker.\n"
    assert names(text)
    assert names(text, 'privacy.names = "timeline-ok"') == []
    assert names(text, 'privacy.names = "off"') == []


def test_allowed_names_are_no_people() -> None:
    assert names("Marta restarted the broker.", 'privacy.allow = ["Marta"]') == []


def found(text: str, config: str = "", people: tuple[str, ...] = ()) -> list[str]:
    return [finding.span.of(text) for finding in names(text, config, people)]


def test_handles_of_teams_packages_and_versions_are_no_people() -> None:
    text = "Paged @infra, @platform-team, @org/team, @ops-oncall and @v1.2; then @mquell came."
    assert found(text) == ["@mquell"]
    assert found("Paged @infra and @infra-jo.", people=("infra@example.org", "@infra-jo")) == ["@infra-jo"]


def test_mail_addresses_of_functions_and_versions_are_no_people() -> None:
    assert found("Write to abuse@example.org or web-team@example.org; run action@v1.7.0.") == []


def test_name_ends_with_its_line_colon_or_bold_part() -> None:
    assert found("It was seen by Marta\nStatus was red.") == ["Marta"]
    assert found("It was seen by **Marta** Status pages were red.") == ["Marta"]
    assert found("Then came Marta: Status was red.") == ["Marta"]


def test_people_fields_may_wrap_stand_in_lists_or_in_tables() -> None:
    assert found("**Date:** today\n**Authors:** Maria Lopez,\nTom Quell\n**Status:** final\n") == []
    assert found("Reviewers:\n\n- Maria Lopez\n- Tom Quell\n\nThen Tom left.\n") == ["Tom"]
    assert found("| Field | Value |\n| --- | --- |\n| Owner | Marta |\n| Cause | Marta slept |\n") == [
        "Marta"
    ]
    assert found("## Participants\n\n- Maria Lopez\n\n## Summary\n\nMaria left.\n") == ["Maria"]


def test_a_story_after_a_label_is_no_field() -> None:
    text = "Who: the batch was started by Marta, because the job that does it had been paused.\n"
    assert found(text) == ["Marta"]


def test_allowed_names_may_stand_after_a_title() -> None:
    assert found("Dr. Zyxa restarted it.") == ["Dr. Zyxa"]
    assert found("Dr. Zyxa restarted it.", 'privacy.allow = ["Zyxa"]') == []


def test_machines_with_given_names_are_no_people_unless_a_person_acts_on_one() -> None:
    assert found("We took the server Alice, out of rotation. Alice was slow.") == []
    assert found("The node Alice restarted was slow.") == ["Alice"]


def test_dates_with_names_of_months_are_no_people() -> None:
    assert found("| Jan 20 | 10:02 | restarted |\n\nOn Thu, 25 Jan 14:00 it stopped.") == []
    assert found("Jan and John restarted it.") == ["Jan", "John"]
