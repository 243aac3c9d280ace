"""`pm new`: a review from a template, under a name of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
import datetime as dt
from difflib import get_close_matches
from pathlib import Path
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
from pmtool.resources import SUFFIX, Templates
from pmtool.vocab import SectionKind

FOLDER = "new"
DEFAULT_TEMPLATE = "incident"

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
    """What was asked for. values: `--set`, dotted keys to YAML texts."""

    title: str
    template: str = DEFAULT_TEMPLATE
    severity: str | None = None
    services: Sequence[str] = ()
    started: str | None = None
    slug: str | None = None
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


def draft(corpus: Corpus, request: Request, now: dt.datetime) -> Draft:
    """The review that a request describes. Raises PmError for what cannot be, naming what could."""
    from pmtool.features.assigning import assign, read_values

    title = naming.clean_title(request.title)
    if not title:
        raise PmError("a review needs a title", 'pm new "What happened, in a line"')
    values = read_values(request.values)
    started = _started(corpus.config, request, values)
    severity = _severity(corpus.config, request.severity)
    services = [service for service in map(naming.clean_title, request.services) if service]
    day = started.day if started else now.astimezone(ZoneInfo(corpus.config.timeline.zone)).date()
    path = _folder(corpus, day) / f"{day.isoformat()}-{_slug(request, title)}.md"
    text = _rendered(
        corpus, request.template, _variables(corpus, title, severity, services, started, day, path.stem)
    )
    given: dict[str, Value] = {"title": title}
    if severity:
        given["severity"] = severity
    if services:
        given["services"] = list(services)
    if started:
        given["times.started"] = started.text
    return Draft(path, assign(corpus, text, given, values), title, dated=started is not None)


def _rendered(corpus: Corpus, name: str, variables: Mapping[str, object]) -> str:
    templates = templates_of(corpus)
    known = templates.names(FOLDER)
    if name not in known:
        near = get_close_matches(name, known, n=1)
        hint = f"did you mean '{near[0]}'? " if near else ""
        raise PmError(f"there is no template '{name}'", f"{hint}known: {', '.join(known)}")
    return render(templates, f"{FOLDER}/{name}{SUFFIX}", variables)


def _variables(
    corpus: Corpus,
    title: str,
    severity: str | None,
    services: list[str],
    started: Started | None,
    day: dt.date,
    stem: str,
) -> dict[str, object]:
    """What a template may use."""
    config = corpus.config
    author = git.user(corpus.root)
    present = {"summary", "impact", "timeline", "causes", "limited_harm", "actions", "lessons"}
    more = [_MORE_SECTIONS.get(SectionKind(kind)) for kind in config.sections.required if kind not in present]
    return {
        "title": title,
        "stem": stem,
        "severity": severity,
        "severities": list(config.severity.levels),
        "services": services,
        "started": started.text if started else "",
        "started_entry": started.entry if started else None,
        "day": day.isoformat(),
        "example_date": (day + dt.timedelta(days=30)).isoformat(),
        "zone": config.timeline.zone,
        "authors": [naming.clean_title(author)] if author else [],
        "reviewers": config.status.reviewers,
        "more_sections": [heading for heading in more if heading],
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
