"""Linting a text with the blame bundle."""

from pathlib import PurePath

from pmtool.config import Config
from pmtool.config.options import BlameOptions
from pmtool.model.diagnostic import Finding
from pmtool.parse import parse
from pmtool.rules import load_all, names
from pmtool.rules.base import Context
from pmtool.vocab import Severity

RULES = load_all(names("blame"))


def lint(text: str, **options: object) -> list[tuple[str, Finding]]:
    """Rule name (without bundle) and finding; rules alone unless `second_opinion` says otherwise."""
    blame = BlameOptions(**{"second_opinion": "rules", **options})  # type: ignore[arg-type]
    document = parse(PurePath("x.md"), text)
    context = Context(config=Config(blame=blame))
    return [(rule.name.partition("/")[2], found) for rule in RULES for found in rule.check(document, context)]


def grave(text: str, **options: object) -> list[str]:
    """The rules that report an error or a warning."""
    return sorted(name for name, found in lint(text, **options) if found.severity is not Severity.INFO)
