"""`pm new`: a review from a template, under a name of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
import datetime as dt
from difflib import get_close_matches
from pathlib import Path, PurePath
import re
from zoneinfo import ZoneInfo

from pmtool import git
from pmtool.config import Config
from pmtool.corpus import Corpus
from pmtool.errors import PmError
from pmtool.features import naming
from pmtool.features.rendering import render
from pmtool.features.starting import Started, read_started
from pmtool.model.front_matter import Value
from pmtool.parse import Document
from pmtool.resources import SUFFIX, Templates
from pmtool.vocab import SectionKind

FOLDER = "new"
DEFAULT_TEMPLATE = "incident"
AI_TEMPLATE = "ai-incident"

# Headings for sections that a configuration requires beyond those of the shipped templates.
_MORE_SECTIONS = {
    SectionKind.DETECTION: "Detection",
    SectionKind.RESPONSE: "Response",
    SectionKind.SYSTEM: "System at the time",
    SectionKind.PEOPLE: "People",
    SectionKind.SOURCES: "Sources",
}
_DESCRIPTION = re.compile(r"\s*\{#-?\s*([^#]*?)\s*-?#\}")
_YEAR = re.compile(r"\d{4}\Z")


@dataclass(frozen=True)
class Request:
    """What was asked for. system: of the inventory. values: `--set`, dotted keys to YAML texts."""

    title: str
    template: str = DEFAULT_TEMPLATE
    severity: str | None = None
    services: Sequence[str] = ()
    started: str | None = None
    slug: str | None = None
    system: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    """A review that is ready to be written. title: cleaned; dated: the day is the event's, not just today."""

    path: Path
    text: str
    title: str
    dated: bool

    @property
    def stem(self) -> str:
        """The identity of the review."""
        return self.path.stem


def templates_of(corpus: Corpus) -> Templates:
    """The templates that a collection uses."""
    own = corpus.root / corpus.config.templates.directory
    return Templates(own if own.is_dir() else None)


def list_templates(corpus: Corpus) -> list[tuple[str, str]]:
    """Names of templates, each with the description from its first comment."""
    templates = templates_of(corpus)
    rows = []
    for name in templates.names(FOLDER):
        template = templates.read(f"{FOLDER}/{name}{SUFFIX}")
        found = _DESCRIPTION.match(template.text) if template else None
        rows.append((name, " ".join(found[1].split()) if found else ""))
    return rows


@dataclass(frozen=True)
class _Facts:
    """What is known of the event. day: its first day, else today."""

    title: str
    severity: str | None
    services: list[str]
    started: Started | None
    day: dt.date

    def front_matter(self) -> dict[str, Value]:
        """The values that the front matter must have, by dotted key."""
        given: dict[str, Value] = {"title": self.title}
        if self.severity:
            given["severity"] = self.severity
        if self.services:
            given["services"] = list(self.services)
        if self.started:
            given["times.started"] = self.started.text
        return given


def draft(corpus: Corpus, request: Request, now: dt.datetime) -> Draft:
    """The review that a request describes. Raises PmError for what cannot be, naming what could."""
    from pmtool.features.assigning import assign, read_values

    title = naming.clean_title(request.title)
    if not title:
        raise PmError("a review needs a title", 'pm new "What happened, in a line"')
    values = read_values(request.values)
    started = _started(corpus.config, request, values)
    today = now.astimezone(ZoneInfo(corpus.config.timeline.zone)).date()
    facts = _Facts(
        title=title,
        severity=_severity(corpus.config, request.severity),
        services=[service for service in map(naming.clean_title, request.services) if service],
        started=started,
        day=started.day if started else today,
    )
    path = _folder(corpus, facts.day) / f"{facts.day.isoformat()}-{_slug(request, title)}.md"
    template = request.template
    given = facts.front_matter()
    if request.system is not None:
        from pmtool.features.inventory import values_of

        given |= values_of(corpus, request.system)
        template = AI_TEMPLATE if template == DEFAULT_TEMPLATE else template
    text = _rendered(corpus, template, _variables(corpus, facts, path.stem))
    text = assign(corpus, text, given, values)
    return Draft(path, text, title, dated=started is not None)


def _rendered(corpus: Corpus, name: str, variables: Mapping[str, object]) -> str:
    templates = templates_of(corpus)
    known = templates.names(FOLDER)
    template = templates.read(f"{FOLDER}/{name}{SUFFIX}") if name in known else None
    if template is None:
        near = get_close_matches(name, known, n=1)
        hint = f"did you mean '{near[0]}'? " if near else ""
        raise PmError(f"there is no template '{name}'", f"{hint}known: {', '.join(known)}")
    text = render(templates, template.name, variables)
    # A project's own template has the sections that its authors want.
    return _with_required_sections(corpus.config, text) if template.shipped else text


def _with_required_sections(config: Config, text: str) -> str:
    """The text with headings for sections that only this configuration requires."""
    wanted = [SectionKind(kind) for kind in config.sections.required if SectionKind(kind) in _MORE_SECTIONS]
    present = {section.kind for section in Document(PurePath("new.md"), text, config.vocabulary).sections}
    missing = [_MORE_SECTIONS[kind] for kind in wanted if kind not in present]
    return text + "".join(f"\n## {heading}\n\n_[What there is to say about this.]_\n" for heading in missing)


def _variables(corpus: Corpus, facts: _Facts, stem: str) -> dict[str, object]:
    """What a template may use."""
    config = corpus.config
    author = git.user(corpus.root)
    return {
        "title": facts.title,
        "stem": stem,
        "severity": facts.severity,
        "severities": list(config.severity.levels),
        "services": facts.services,
        "started": facts.started.text if facts.started else "",
        "started_entry": facts.started.entry if facts.started else None,
        "day": facts.day.isoformat(),
        "example_date": (facts.day + dt.timedelta(days=30)).isoformat(),
        "zone": config.timeline.zone,
        "authors": [naming.clean_title(author)] if author else [],
        "reviewers": config.status.reviewers,
    }


def _started(config: Config, request: Request, values: dict[str, Value]) -> Started | None:
    given = request.started
    if given is None and isinstance(values.get("times.started"), str):
        given = str(values.pop("times.started"))
    return read_started(given, config.timeline.zone) if given else None


def _severity(config: Config, word: str | None) -> str | None:
    if word is None:
        return None
    known = config.vocabulary.severity(word)
    if known is None:
        words = [*config.vocabulary.severities, *config.vocabulary.severity_aliases]
        near = get_close_matches(word.casefold(), words, n=1)
        hint = f"did you mean '{near[0]}'? " if near else ""
        raise PmError(
            f"there is no severity '{word}'", f"{hint}the scale is {', '.join(config.severity.levels)}"
        )
    return known


def _slug(request: Request, title: str) -> str:
    return naming.slug(naming.clean_title(request.slug) if request.slug else title)


def _folder(corpus: Corpus, day: dt.date) -> Path:
    """Where a new review goes: the first configured directory, by year where the collection does that."""
    folder = corpus.root / corpus.config.directory[0]
    if not folder.is_dir() and corpus.config.source is None:
        raise PmError(
            f"there is no directory {corpus.config.directory[0]}/ below {corpus.root}",
            "prepare the repository with: pm init",
        )
    reviews = [path.relative_to(folder).parts for path in corpus.files if path.is_relative_to(folder)]
    by_year = sum(1 for parts in reviews if len(parts) > 1 and _YEAR.match(parts[0]))
    return folder / f"{day.year:04d}" if by_year and by_year * 2 >= len(reviews) else folder
