"""The few fields that lists, filters and figures need, read without Pydantic and without a complaint."""

from collections.abc import Iterator
from dataclasses import dataclass
import datetime as dt
import re

from pmtool.model.front_matter import KeyPath, Value
from pmtool.parse import Document
from pmtool.parse.adopted_facts import adopted_data, adopted_day
from pmtool.schema.moment import Moment, MomentError, read_moment
from pmtool.schema.requirements import value_at
from pmtool.schema.values import DetectedBy, Kind
from pmtool.vocab import Status

_STEM_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9])")
_STAGES = ("started", "detected", "acknowledged", "mitigated", "resolved", "aware")


@dataclass(frozen=True)
class Brief:
    """A review in short; what is missing or cannot be read is None or empty.

    title: of the front matter, else of the body. status: None where it is missing or unknown. severity:
    canonical; both also as the first lines of a review without front matter say them. times: by stage
    (started, detected …). date: of `times.started`, else of the stem, else of those lines.
    """

    title: str | None
    status: Status | None
    severity: str | None
    kind: str | None
    detected_by: str | None
    services: tuple[str, ...]
    factors: tuple[str, ...]
    tags: tuple[str, ...]
    authors: tuple[str, ...]
    aliases: tuple[str, ...]
    times: dict[str, Moment]
    date: dt.date | None

    @property
    def started(self) -> Moment | None:
        """When the event began."""
        return self.times.get("started")


def read_brief(document: Document) -> Brief:
    """The brief of a document; never raises. Markdown is parsed only where the front matter has no title."""
    data = document.front.data
    said = adopted_data(document.text, day_first=document.vocabulary.day_first) if _is_bare(document) else {}
    words = document.vocabulary
    severity = data.get("severity", said.get("severity"))
    status = data.get("status", said.get("status"))
    times = dict(_times(document))
    started = times.get("started")
    found = document.title
    return Brief(
        title=found[0] if found else None,
        status=words.status(status) if isinstance(status, str) else None,
        severity=words.severity(str(severity)) if type(severity) in (str, int) else None,
        kind=_word(data.get("kind"), Kind),
        detected_by=_word(data.get("detected_by"), DetectedBy),
        services=_texts(data.get("services")),
        factors=_factors(data.get("factors")),
        tags=_texts(data.get("tags")),
        authors=_texts(data.get("authors")),
        aliases=_texts(data.get("aliases")),
        times=times,
        date=started.day if started else stem_date(document.stem) or adopted_day(said),
    )


def _is_bare(document: Document) -> bool:
    """Whether a text that could be read has no front matter."""
    return document.fault is None and not document.front.present


def stem_date(stem: str) -> dt.date | None:
    """The date that a stem begins with, None where there is none or no such day."""
    found = _STEM_DATE.match(stem)
    try:
        return dt.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def moment_at(document: Document, path: KeyPath) -> Moment | None:
    """The moment at a path of the front matter, None where there is none or it cannot be read."""
    try:
        value = value_at(document.front.data, path)
        moment = read_moment(value, lenient=True)
    except MomentError:
        return None
    if value_at(document.front.data, ("times", "estimated")) is True and path[0] == "times":
        return Moment(moment.value, moment.precision, estimated=True)
    return moment


def _times(document: Document) -> Iterator[tuple[str, Moment]]:
    for stage in _STAGES:
        moment = moment_at(document, ("times", stage))
        if moment is not None:
            yield stage, moment


def _word(value: Value, kind: type[Kind] | type[DetectedBy]) -> str | None:
    return value if isinstance(value, str) and value in [str(item) for item in kind] else None


def _texts(value: Value) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    return tuple(item for item in items if isinstance(item, str) and item.strip())


def _factors(value: Value) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    return _texts([item.get("class") if isinstance(item, dict) else item for item in items])
