"""`pm audit`: incidents that should have a review and have none, reviews past their deadline, effects nobody verified."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
import datetime as dt
from enum import StrEnum
from pathlib import Path, PurePosixPath
import re
from typing import Any

from pmtool.config import Config
from pmtool.corpus import Corpus
from pmtool.features.actions.days import read_day
from pmtool.features.facts import Facts
from pmtool.features.incidents import Incident, qualifies, read_incidents
from pmtool.model.entries import ActionState

# A review tells of its incident at about the time of it; further away the same id is a mention.
_NEAR = dt.timedelta(days=120)
_JUDGED = (str(ActionState.VERIFIED), str(ActionState.NOT_EFFECTIVE))


class Gap(StrEnum):
    """What is missing."""

    NO_REVIEW = "no_review"
    NO_ANALYSIS = "no_analysis"
    LATE_REVIEW = "late_review"
    NOT_VERIFIED = "not_verified"


@dataclass(frozen=True, slots=True)
class AuditFinding:
    """One gap. incident, review: whichever it is about. due: the day by which it should have been closed."""

    gap: Gap
    incident: str | None
    review: str | None
    severity: str | None
    due: dt.date | None
    days_late: int | None
    message: str

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "gap": str(self.gap),
            "incident": self.incident,
            "review": self.review,
            "severity": self.severity,
            "due": self.due.isoformat() if self.due else None,
            "days_late": self.days_late,
            "message": self.message,
        }


@dataclass(frozen=True, slots=True)
class Coverage:
    """Incidents of a list: all, those that qualify, those of them with a review, and with a published one.

    pending: qualify, have no review yet, and are within the deadline.
    """

    incidents: int
    qualifying: int
    reviewed: int
    published: int
    pending: int

    def as_json(self) -> dict[str, int]:
        """Plain values."""
        return {
            "incidents": self.incidents,
            "qualifying": self.qualifying,
            "reviewed": self.reviewed,
            "published": self.published,
            "pending": self.pending,
        }


@dataclass(frozen=True)
class Audit:
    """All gaps, gravest kind first; coverage is None without a list of incidents."""

    findings: Sequence[AuditFinding]
    coverage: Coverage | None


def audit(
    corpus: Corpus, reviews: Sequence[Facts], incidents: Path | None, today: dt.date, *, cached: bool = True
) -> Audit:
    """The gaps of a collection. incidents: a list from elsewhere. Raises PmError for one that cannot be read."""
    config = corpus.config
    findings: list[AuditFinding] = []
    found: Coverage | None = None
    if incidents is not None:
        qualifying, matches, count = _matched(corpus, reviews, incidents)
        findings += _missing(qualifying, matches, config, today)
        found = _coverage(qualifying, matches, count, config, today)
    for facts in reviews:
        findings += _late(facts, config, today)
    findings += _all_unverified(corpus, reviews, today, cached=cached)
    order = list(Gap)
    findings.sort(
        key=lambda item: (order.index(item.gap), -(item.days_late or 0), item.review or item.incident or "")
    )
    return Audit(findings, found)


def coverage(corpus: Corpus, reviews: Sequence[Facts], incidents: Path, today: dt.date) -> Coverage:
    """How many qualifying incidents of a list have a review."""
    qualifying, matches, count = _matched(corpus, reviews, incidents)
    return _coverage(qualifying, matches, count, corpus.config, today)


def incident_list(corpus: Corpus, given: Path | None) -> Path | None:
    """The list of incidents: the one given, else the configured one."""
    name = corpus.config.audit.incidents
    return given if given is not None else corpus.root / name if name else None


Matches = dict[int, Facts]


def _matched(
    corpus: Corpus, reviews: Sequence[Facts], path: Path
) -> tuple[list[tuple[Incident, str]], Matches, int]:
    """The qualifying incidents with the rule, the review of each by its number, and how many incidents there are."""
    incidents = read_incidents(path, corpus.config)
    qualifying = [
        (incident, rule) for incident in incidents if (rule := qualifies(incident, corpus.config)) is not None
    ]
    index = _Index(corpus, reviews)
    matches = {
        number: facts
        for number, (incident, _) in enumerate(qualifying)
        if (facts := index.review_of(incident)) is not None
    }
    return qualifying, matches, len(incidents)


class _Index:
    """Finds the review of an incident: by the list's own link, by id in front matter, by id in the text, by day and
    service."""

    def __init__(self, corpus: Corpus, reviews: Sequence[Facts]) -> None:
        self.corpus = corpus
        self.by_name = {name: facts for facts in reviews for name in facts.names}
        self.by_id = {ident.casefold(): facts for facts in reviews for ident in facts.incidents}
        dated = [(facts.day, facts) for facts in reviews if facts.day is not None]
        self.dated = sorted(dated, key=lambda pair: pair[0])
        self.days = [day for day, _ in self.dated]
        self.texts: dict[str, str] = {}

    def review_of(self, incident: Incident) -> Facts | None:
        if incident.review:
            stem = PurePosixPath(incident.review.partition("#")[0].rstrip("/")).name
            found = self.by_name.get(stem) or self.by_name.get(PurePosixPath(stem).stem)
            if found is not None:
                return found
        if incident.id:
            found = self.by_id.get(incident.id.casefold())
            if found is not None:
                return found
        return self._by_text(incident) or self._by_day(incident)

    def _by_text(self, incident: Incident) -> Facts | None:
        if not incident.id or incident.day is None or len(incident.id) < 3:
            return None
        pattern = re.compile(rf"(?<![\w-]){re.escape(incident.id)}(?![\w-])", re.IGNORECASE)
        first = bisect_left(self.days, incident.day - _NEAR)
        near = self.dated[first : bisect_right(self.days, incident.day + _NEAR)]
        day = incident.day
        near.sort(key=lambda pair: (abs(pair[0] - day), pair[1].path))
        return next((facts for _, facts in near if pattern.search(self._text(facts))), None)

    def _by_day(self, incident: Incident) -> Facts | None:
        services = {service.casefold() for service in incident.services}
        if incident.day is None:
            return None
        first, end = bisect_left(self.days, incident.day), bisect_right(self.days, incident.day)
        same = [
            facts
            for _, facts in self.dated[first:end]
            if services.intersection(name.casefold() for name in facts.services)
        ]
        return same[0] if len(same) == 1 else None

    def _text(self, facts: Facts) -> str:
        if facts.path not in self.texts:
            try:
                text = (self.corpus.root / facts.path).read_text(encoding="utf-8", errors="replace")
            except OSError:
                text = ""
            self.texts[facts.path] = text
        return self.texts[facts.path]


def _deadline(day: dt.date | None, severity: str | None, config: Config) -> dt.date | None:
    days = config.audit.review_days_by_severity.get(severity or "", config.audit.review_days)
    return day + dt.timedelta(days=days) if day is not None else None


def _coverage(
    qualifying: Sequence[tuple[Incident, str]], matches: Matches, count: int, config: Config, today: dt.date
) -> Coverage:
    pending = sum(
        number not in matches and not _is_over(_deadline(incident.day, incident.severity, config), today)
        for number, (incident, _) in enumerate(qualifying)
    )
    published = sum(facts.published for facts in matches.values())
    return Coverage(count, len(qualifying), len(matches), published, pending)


def _is_over(due: dt.date | None, today: dt.date) -> bool:
    """Whether a deadline has passed; where the day is unknown nobody can say that it has not."""
    return due is None or today > due


def _missing(
    qualifying: Sequence[tuple[Incident, str]], matches: Matches, config: Config, today: dt.date
) -> Iterator[AuditFinding]:
    for number, (incident, rule) in enumerate(qualifying):
        due = _deadline(incident.day, incident.severity, config)
        facts = matches.get(number)
        if not _is_over(due, today) or (facts is not None and facts.factors):
            continue
        late = (today - due).days if due else None
        if facts is None:
            message = f"qualifies ({rule}) and has no review; start one: pm new"
            yield AuditFinding(Gap.NO_REVIEW, incident.name, None, incident.severity, due, late, message)
        else:
            message = f"the review of {incident.name} ({rule}) names no contributing factor yet"
            yield AuditFinding(
                Gap.NO_ANALYSIS, incident.name, facts.stem, incident.severity, due, late, message
            )


def _late(facts: Facts, config: Config, today: dt.date) -> Iterator[AuditFinding]:
    due = _deadline(facts.day, facts.severity, config)
    if facts.published or facts.status is None or due is None or today <= due:
        return
    status = str(facts.status).replace("_", " ")
    message = f"is still {status}, {(today - due).days} days past its deadline"
    yield AuditFinding(Gap.LATE_REVIEW, None, facts.stem, facts.severity, due, (today - due).days, message)


def _all_unverified(
    corpus: Corpus, reviews: Sequence[Facts], today: dt.date, *, cached: bool
) -> Iterator[AuditFinding]:
    asked = [facts for facts in reviews if any(_unverified(facts, corpus.config, today, None))]
    if not asked:
        return
    from pmtool.features.reviewed import publication_days

    # Asked of git only where a finding depends on it.
    published = publication_days(corpus, cached=cached)
    for facts in asked:
        # Git knows the others: this one says so only since a change that is not committed yet.
        day = published.get(facts.path, today) if published is not None else None
        yield from _unverified(facts, corpus.config, today, day)


def _verifiable_from(facts: Facts, published: dt.date | None) -> tuple[dt.date, str] | None:
    """The day from which an effect can be awaited, and what happened then.

    The publication, or the day on which the last action was done, whichever is later; where neither is
    known, the day of the event.
    """
    done = [day for action in facts.actions if (day := read_day(action.get("done"))) is not None]
    days = [(published, "its publication")] if published is not None else []
    days += [(max(done), "the last action being done")] if done else []
    if not days and facts.day is not None:
        days = [(facts.day, "the event")]
    return max(days, key=lambda pair: pair[0], default=None)


def _unverified(
    facts: Facts, config: Config, today: dt.date, published: dt.date | None
) -> Iterator[AuditFinding]:
    """At most one; published: the day of it, None where that is not known."""
    days = config.audit.verify_days
    states = [state for _, state in facts.mix if state != ActionState.DECLINED]
    if not days or not facts.published or not states or any(s in _JUDGED for s in states):
        return
    found = _verifiable_from(facts, published)
    if found is None:
        return
    start, event = found
    due = start + dt.timedelta(days=days)
    if today > due:
        none = (
            "its one action is not verified"
            if len(states) == 1
            else f"none of its {len(states)} actions is verified"
        )
        message = f"{none} {days} days after {event} ({start}); see what they did: pm actions verify"
        yield AuditFinding(
            Gap.NOT_VERIFIED, None, facts.stem, facts.severity, due, (today - due).days, message
        )
