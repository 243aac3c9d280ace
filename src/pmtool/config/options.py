"""Every option of `pm.toml`, with its default and its documentation.

The dataclasses are the one place: reading, error messages, the commented file that `pm init` writes and
`docs/configuration.md` all come from them. Standard library only, so that `pm lint` starts fast.
"""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmtool.model.vocabulary import Vocabulary, normalise_title
from pmtool.vocab import SectionKind

if TYPE_CHECKING:
    from collections.abc import Mapping


def option(default: Any, doc: str, *, example: str = "") -> Any:
    """A field with documentation; mutable defaults are copied. `example` is a TOML value for the commented file."""
    metadata = {"doc": doc, "example": example}
    if isinstance(default, dict | list):
        return field(default_factory=default.copy, metadata=metadata)
    if isinstance(default, type):
        return field(default_factory=default, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True)
class PathSettings:
    """`[[lint.per-path]]`: other settings for some files."""

    paths: list[str] = option([], "Glob patterns, relative to the configuration file.")
    ignore: list[str] = option([], "Rules or bundles to leave out there.")
    severity: dict[str, str] = option({}, "Severity of rules or bundles there.")


@dataclass(frozen=True)
class LintOptions:
    """`[lint]`: which rules run, and how grave they are."""

    select: list[str] = option(
        [], "Only these bundles, rules or severities (default: all).", example='["blame", "schema"]'
    )
    ignore: list[str] = option(
        [], "Leave out these bundles, rules or severities.", example='["structure/empty-section"]'
    )
    fail_on: str = option("warning", "The mildest severity that fails the run: error or warning.")
    severity: dict[str, str] = option(
        {},
        "Severity of single rules or bundles: error, warning, info or off.",
        example='{ "blame/minimiser" = "off" }',
    )
    baseline: str = option(
        ".pm/baseline.json",
        "Findings that are accepted for now, where the file exists; pm lint --write-baseline.",
    )
    per_path: list[PathSettings] = option([], "Other settings for some files.")


@dataclass(frozen=True)
class SeverityOptions:
    """`[severity]`: the scale of incidents."""

    levels: list[str] = option(["sev1", "sev2", "sev3", "sev4"], "The scale, gravest first.")
    aliases: dict[str, str] = option({}, "Other words for a level.", example='{ blocker = "sev1" }')


@dataclass(frozen=True)
class StatusOptions:
    """`[status]`: the life of a review."""

    aliases: dict[str, str] = option(
        {}, "Other words for draft, in_review, published, closed.", example='{ final = "published" }'
    )
    reviewers: int = option(1, "How many reviewers a published review names.")


@dataclass(frozen=True)
class SectionOptions:
    """`[sections]`: headings."""

    required: list[str] = option(
        ["summary", "impact", "timeline", "causes", "actions", "lessons"],
        "Sections that a review has from in_review on (kinds: summary, impact, timeline, system, causes, detection, "
        "response, limited_harm, actions, lessons).",
    )
    aliases: dict[str, str] = option(
        {}, "Your headings, and the kind each one is.", example='{ "Chronik" = "timeline" }'
    )
    placeholders: list[str] = option(
        [], "More regular expressions for text that a writer is to replace.", example='["FIXME"]'
    )


@dataclass(frozen=True)
class TimelineOptions:
    """`[timeline]`: how times are read."""

    zone: str = option("UTC", "The zone of times that name none (an IANA name).")
    day_first: bool = option(False, "Whether 03/04/2026 is the 3rd of April.")
    gap_hours: int = option(
        24, "Hours without an entry, between start and resolution, that are worth a question; 0 is off."
    )


@dataclass(frozen=True)
class ActionOptions:
    """`[actions]`: what an action needs."""

    undecided_days: int = option(30, "Days after which an action that nobody decided is reported.")
    required: list[str] = option(["owner", "due"], "Fields that an open action has.")


@dataclass(frozen=True)
class BlameOptions:
    """`[blame]`: language that judges people."""

    people: list[str] = option(
        [], "Words for people and teams of yours.", example='["payments guild", "tier two"]'
    )
    allow: list[str] = option([], "Terms that never count as blame.", example='["sloppy quorum"]')
    second_opinion: str = option(
        "combined",
        "The second opinion of two models: combined (it adds warnings and softens weak ones), rules (off) or alone.",
    )
    rules: list[dict[str, Any]] = option(
        [], "Phrase rules of your own: name, pattern, message, and, if you like, ask, rewrite, severity."
    )


@dataclass(frozen=True)
class PrivacyOptions:
    """`[privacy]`: names of people."""

    names: str = option(
        "warn", "Individuals named in the narrative: warn, timeline-ok (not in the timeline) or off."
    )
    people: list[str] = option([], "Names and handles beside those of git authors and CODEOWNERS.")
    roles: dict[str, str] = option(
        {},
        "A role for a name; `pm lint --fix` puts it in its place.",
        example='{ "Marta" = "the on-call engineer" }',
    )
    allow: list[str] = option([], "Names that are no people here, such as products.", example='["Jenkins"]')


@dataclass(frozen=True)
class FactorOptions:
    """`[factors]`: classes of contributing factors."""

    own: list[dict[str, Any]] = option(
        [],
        "Classes of your own beside the shipped ones: id, definition and, if you like, name, pillar, signals, fixes, "
        "words (phrases that suggest it).",
        example='[{ id = "lost_handover", definition = "What one shift knew did not reach the next." }]',
    )


@dataclass(frozen=True)
class ClockOptions:
    """`[clocks]`: legal and contractual deadlines."""

    regimes: list[str] = option(
        ["euaia", "gdpr"],
        "The regimes whose clocks are to be considered: euaia, gdpr, dora, nis2, sec, or those of your own clocks.",
        example='["euaia", "gdpr", "nis2"]',
    )
    zone: str = option("", "The zone of deadlines by calendar day (an IANA name; default: timeline.zone).")
    calendar: str = option(
        "",
        "Bank holidays for the weekend rule of DORA: a country code, such as DE or DE-BY, or ECB.",
        example='"DE"',
    )
    holidays: list[str] = option([], "Further days that are no working days, YYYY-MM-DD.")
    entity: str = option(
        "",
        "What you are under DORA, for its weekend rule: credit_institution, ccp, trading_venue, nis2_essential, "
        "nis2_important or other.",
        example='"other"',
    )
    own: list[dict[str, Any]] = option(
        [],
        "Clocks of your own, or changes to shipped ones of the same id: id, name, law (the contract), recipient, limits.",
        example='[{ id = "acme", law = "contract with Acme, 9.2", limits = [{ from = "aware", hours = 48 }] }]',
    )


@dataclass(frozen=True)
class StatsOptions:
    """`[stats]`: figures and whether problems come back."""

    exposure: str = option(
        "",
        "A CSV file with what was exposed to incidents: from, to, unit, amount and, if you like, service.",
        example='"exposure.csv"',
    )
    trend_test: str = option(
        "laplace",
        "The trend test that decides, laplace or mil-hdbk-189: choose before you look, as the two can disagree.",
    )
    min_events: int = option(8, "Events below which no trend is named.")
    alarm_months: int = option(
        6, "Months in which a second incident of the same cause is an alarm; 0 is off."
    )


@dataclass(frozen=True)
class SimilarOptions:
    """`[similar]`: earlier reviews that resemble one."""

    threshold: int = option(
        30, "Likeness in percent from which a published review names an earlier one or says that it differs."
    )
    synonyms: list[list[str]] = option(
        [],
        "Words that mean the same here.",
        example='[["ledger", "book of accounts"], ["k8s", "kubernetes"]]',
    )


@dataclass(frozen=True)
class AuditOptions:
    """`[audit]`: which incidents need a review, and by when."""

    incidents: str = option(
        "", "A list of incidents, CSV or JSON: id, started, severity and more.", example='"incidents.csv"'
    )
    triggers: list[dict[str, Any]] = option(
        [{"name": "grave", "severity": ["sev1", "sev2"]}],
        "Rules that make an incident qualify; all keys of one rule must hold. Keys: severity, kind, detected_by, "
        "services, longer_than_minutes, or a column of the list.",
    )
    review_days: int = option(30, "Days after the start of an incident within which its review is published.")
    review_days_by_severity: dict[str, int] = option(
        {}, "Other deadlines by severity.", example="{ sev1 = 14 }"
    )
    verify_days: int = option(
        90,
        "Days from the publication, or from the last action being done if that is later, until the effect of an "
        "action was verified; 0 is off.",
    )


@dataclass(frozen=True)
class TemplateOptions:
    """`[templates]`: your own templates."""

    directory: str = option(".pm/templates", "Where your templates lie; they win over the shipped ones.")


@dataclass(frozen=True)
class Config:
    """The whole of `pm.toml`. root: the directory that paths in it are relative to."""

    directory: list[str] = option(["postmortems"], "Where reviews lie; the first one receives new reviews.")
    exclude: list[str] = option(
        ["README.md", "TEMPLATE.md", "template.md", "index.md", "templates/**", "_*"],
        "Glob patterns of Markdown files in there that are no reviews.",
    )
    lint: LintOptions = option(LintOptions, "")
    severity: SeverityOptions = option(SeverityOptions, "")
    status: StatusOptions = option(StatusOptions, "")
    sections: SectionOptions = option(SectionOptions, "")
    timeline: TimelineOptions = option(TimelineOptions, "")
    actions: ActionOptions = option(ActionOptions, "")
    blame: BlameOptions = option(BlameOptions, "")
    privacy: PrivacyOptions = option(PrivacyOptions, "")
    factors: FactorOptions = option(FactorOptions, "")
    clocks: ClockOptions = option(ClockOptions, "")
    stats: StatsOptions = option(StatsOptions, "")
    similar: SimilarOptions = option(SimilarOptions, "")
    audit: AuditOptions = option(AuditOptions, "")
    templates: TemplateOptions = option(TemplateOptions, "")
    # Not options: where the configuration was found.
    root: Path | None = field(default=None, metadata={"internal": True})
    source: Path | None = field(default=None, metadata={"internal": True})

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of this collection."""
        base = Vocabulary()
        sections = dict(base.sections)
        sections |= {
            normalise_title(title): SectionKind(kind) for title, kind in self.sections.aliases.items()
        }
        levels = tuple(level.casefold() for level in self.severity.levels)
        aliases: Mapping[str, str] = {
            key: value for key, value in base.severity_aliases.items() if value in levels
        } | {key.casefold(): value.casefold() for key, value in self.severity.aliases.items()}
        statuses = dict(base.status_aliases) | {
            key.casefold(): value.casefold() for key, value in self.status.aliases.items()
        }
        return Vocabulary(sections, levels, aliases, statuses, self.timeline.zone, self.timeline.day_first)
