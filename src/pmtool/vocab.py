"""Names that signatures and data share. Standard library only: every start of `pm` imports this."""

from enum import IntEnum, StrEnum


class Severity(StrEnum):
    """How much a finding matters; `info` never fails a run."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for error, 1 for warning, 2 for info."""
        return _RANKS[self]

    def lowered(self) -> "Severity":
        """The next milder severity."""
        return Severity.WARNING if self is Severity.ERROR else Severity.INFO

    def at_least(self, other: "Severity") -> bool:
        """Whether this severity is as grave as `other`, or graver."""
        return self.rank <= other.rank


_RANKS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


class Status(StrEnum):
    """Where a review stands in its life; later ones ask for more."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    CLOSED = "closed"

    def reached(self, other: "Status") -> bool:
        """Whether a review with this status has come as far as `other`."""
        order = tuple(Status)
        return order.index(self) >= order.index(other)


class OutputFormat(StrEnum):
    """Formats of `pm lint`."""

    AUTO = "auto"
    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    JSONL = "jsonl"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"
    RDJSON = "rdjson"
    RDJSONL = "rdjsonl"
    JUNIT = "junit"
    MARKDOWN = "markdown"


class TableFormat(StrEnum):
    """Formats of verbs that print a table."""

    TABLE = "table"
    JSON = "json"


class ActionsFormat(StrEnum):
    """Formats of `pm actions`."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class FiguresFormat(StrEnum):
    """Formats of `pm stats`."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class ExportFormat(StrEnum):
    """Formats of `pm actions export`."""

    ICS = "ics"
    CSV = "csv"
    JSON = "json"
    GITHUB = "github"
    GITLAB = "gitlab"
    JIRA = "jira"


class ClockFormat(StrEnum):
    """Formats of `pm clock`."""

    TABLE = "table"
    JSON = "json"
    ICS = "ics"


class ReportPhase(StrEnum):
    """When a report to an authority is made."""

    INITIAL = "initial"
    INTERMEDIATE = "intermediate"
    FINAL = "final"


class HandOnFormat(StrEnum):
    """What `pm export` makes of a review."""

    AIID = "aiid"
    OECD = "oecd"
    REGULATOR = "regulator"
    MERMAID = "mermaid"
    DOT = "dot"


class RecordFormat(StrEnum):
    """What `pm import` reads."""

    AIID = "aiid"


class CsvLayout(StrEnum):
    """For whose importer a CSV file is."""

    JIRA = "jira"
    GITHUB = "github"


class Color(StrEnum):
    """When to colour the output."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class CiChoice(StrEnum):
    """Where `pm init` sets checks up to run."""

    GITHUB = "github"
    GITLAB = "gitlab"
    NONE = "none"


class SectionKind(StrEnum):
    """What a section is for, whatever a collection calls it."""

    SUMMARY = "summary"
    IMPACT = "impact"
    TIMELINE = "timeline"
    SYSTEM = "system"
    CAUSES = "causes"
    DETECTION = "detection"
    RESPONSE = "response"
    LIMITED_HARM = "limited_harm"
    ACTIONS = "actions"
    LESSONS = "lessons"
    PEOPLE = "people"
    SOURCES = "sources"
    OTHER = "other"


class ExitCode(IntEnum):
    """What the exit status of `pm` says; nothing else is ever returned."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    FAULT = 3
    INTERRUPTED = 130
