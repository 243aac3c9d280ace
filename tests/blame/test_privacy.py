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
