"""`pm import --format aiid`: records of the AI Incident Database as draft reviews.

Read are JSON (one record, a list, the answer of its GraphQL interface), JSON lines and the CSV of its snapshots.
What comes in is somebody else's text: it is quoted as data, and cannot become markup, a comment or front matter.
"""

from collections.abc import Iterator, Mapping, Sequence
import csv
from dataclasses import dataclass
import datetime as dt
import io
import json
from pathlib import Path
import re
from typing import TYPE_CHECKING, Any

from pmtool.corpus import Corpus
from pmtool.errors import PmError
from pmtool.features import naming

if TYPE_CHECKING:
    from pmtool.model.front_matter import Value

_NAMES = {
    "deployers": ("Alleged deployer of AI system", "AllegedDeployerOfAISystem", "deployers"),
    "developers": ("Alleged developer of AI system", "AllegedDeveloperOfAISystem", "developers"),
    "harmed_parties": (
        "Alleged harmed or nearly harmed parties",
        "AllegedHarmedOrNearlyHarmedParties",
        "harmed_parties",
    ),
    "implicated_systems": ("implicated_systems", "Alleged implicated systems"),
}
_MOST = 20 * 1024 * 1024
_SHOWN_REPORTS = 20


@dataclass(frozen=True)
class Incident:
    """One record. number: of the database; reports: title and address of each."""

    number: int | None
    title: str
    description: str
    date: dt.date
    parties: Mapping[str, tuple[str, ...]]
    reports: tuple[tuple[str, str], ...]

    @property
    def tag(self) -> str | None:
        """How a review is marked as this record's."""
        return f"aiid-{self.number}" if self.number is not None else None


def read_incidents(path: Path) -> list[Incident]:
    """The records of a file. Raises PmError where it holds none that can be read."""
    try:
        if path.stat().st_size > _MOST:
            raise PmError(
                f"{path} is larger than {_MOST // 1024 // 1024} MB", "cut it down to the records you need"
            )
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise PmError(f"{path}: {(error.strerror or str(error)).lower()}") from None
    except UnicodeDecodeError:
        raise PmError(f"{path} is not UTF-8 text") from None
    records = [record for record in _records(text, path) if _is_incident(record)]
    if not records:
        raise PmError(
            f"{path} holds no incident of the AI Incident Database",
            "JSON with title, date and description, or incidents.csv of a snapshot",
        )
    return [_incident(record, path) for record in records]


def choose(incidents: Sequence[Incident], number: int | None, path: Path) -> Incident:
    """The one record that is meant. Raises PmError where that cannot be told."""
    if number is None:
        if len(incidents) == 1:
            return incidents[0]
        raise PmError(f"{path} holds {len(incidents)} incidents", "choose one with --id NUMBER")
    for incident in incidents:
        if incident.number == number:
            return incident
    raise PmError(f"{path} has no incident {number}")


def draft(corpus: Corpus, incident: Incident) -> tuple[Path, str]:
    """Path and text of the draft review. Raises PmError where the record was imported before."""
    from pmtool.schema.brief import read_brief

    for document in corpus.documents():
        if incident.tag is not None and incident.tag in read_brief(document).tags:
            raise PmError(f"{document.path} holds incident {incident.number} already; it was left as it is")
    title = naming.clean_title(incident.title) or f"AIID incident {incident.number}"
    stem = f"{incident.date.isoformat()}-{naming.slug(title)}"
    folder = corpus.root / corpus.config.directory[0]
    return folder / f"{stem}.md", _text(incident, title)


# -- reading


def _records(text: str, path: Path) -> Iterator[Mapping[str, Any]]:
    stripped = text.lstrip()
    if path.suffix == ".csv" or not stripped.startswith(("{", "[")):
        try:
            yield from csv.DictReader(io.StringIO(text))
        except csv.Error as error:
            raise PmError(f"{path}: the CSV cannot be read: {error}") from None
        return
    try:
        yield from _unwrapped(json.loads(text))
    except (json.JSONDecodeError, RecursionError):
        for number, line in enumerate(text.splitlines(), start=1):
            if not line.strip():
                continue
            try:
                yield from _unwrapped(json.loads(line))
            except (json.JSONDecodeError, RecursionError):
                raise PmError(f"{path}, line {number}: neither JSON nor JSON lines") from None


def _unwrapped(data: Any) -> Iterator[Mapping[str, Any]]:
    """The records in what a file or the GraphQL interface wraps around them."""
    waiting = [data]
    for _ in range(4):
        inner: list[Any] = []
        for item in waiting:
            if isinstance(item, list):
                inner += item
            elif isinstance(item, Mapping) and not _is_incident(item):
                inner += [item[key] for key in ("data", "incident", "incidents") if key in item]
            else:
                inner.append(item)
        waiting = inner
    yield from (item for item in waiting if isinstance(item, Mapping))


def _is_incident(record: Mapping[str, Any]) -> bool:
    return isinstance(record.get("title") or record.get("incident_title"), str) and bool(
        record.get("date") or record.get("incident_date")
    )


def _incident(record: Mapping[str, Any], path: Path) -> Incident:
    title = " ".join(str(record.get("incident_title") or record.get("title")).split())
    written = str(record.get("incident_date") or record.get("date"))
    try:
        day = dt.date.fromisoformat(written.strip()[:10])
    except ValueError:
        raise PmError(f"{path}: the date of '{title[:60]}' is '{written[:20]}', not YYYY-MM-DD") from None
    number = str(record.get("incident_id") or "")
    return Incident(
        number=int(number) if re.fullmatch(r"[0-9]{1,9}", number) else None,
        title=title,
        description=str(record.get("description") or ""),
        date=day,
        parties={key: _parties(record, names) for key, names in _NAMES.items()},
        reports=tuple(_reports(record.get("reports"))),
    )


def _parties(record: Mapping[str, Any], names: Sequence[str]) -> tuple[str, ...]:
    """The names in a list, a list as text (snapshots), or entities with a name."""
    for name in names:
        value = record.get(name)
        if isinstance(value, str) and value.lstrip().startswith("["):
            try:
                value = json.loads(value)
            except json.JSONDecodeError:
                value = [value]
        items = value if isinstance(value, list) else [value] if value else []
        texts = [
            item.get("name") or item.get("entity_id") if isinstance(item, Mapping) else item for item in items
        ]
        found = tuple(
            " ".join(text.split())[:200] for text in texts if isinstance(text, str) and text.strip()
        )
        if found:
            return found
    return ()


def _reports(value: Any) -> Iterator[tuple[str, str]]:
    for item in value if isinstance(value, list) else []:
        if isinstance(item, Mapping):
            address = str(item.get("url") or "")
            title = " ".join(str(item.get("title") or "").split())
            yield title, address if re.match(r"https?://\S+\Z", address) else ""


# -- writing


def _text(incident: Incident, title: str) -> str:
    from pmtool.parse.writing import yaml_text

    systems = incident.parties["implicated_systems"]
    head = [f"title: {yaml_text(title)}", "status: draft", "kind: incident", "services: []"]
    head += ["times:", f"  started: {incident.date.isoformat()}", "ai:"]
    if systems:
        head.append(f"  system: {yaml_text(systems[0])}")
    head += [
        f"  {key}: {yaml_text([*incident.parties[key]])}"
        for key in ("developers", "deployers", "harmed_parties")
        if incident.parties[key]
    ]
    if head[-1] == "ai:":
        head[-1] = "ai: {}"
    tags: list[Value] = ["aiid", *([incident.tag] if incident.tag else [])]
    head += [f"tags: {yaml_text(tags)}", "x-source: AI Incident Database, incidentdatabase.ai"]
    where = f"https://incidentdatabase.ai/cite/{incident.number}" if incident.number is not None else ""
    sources = [f"- <{where}>"] if where else []
    sources += [_source(*report) for report in incident.reports[:_SHOWN_REPORTS] if any(report)]
    if len(incident.reports) > _SHOWN_REPORTS:
        sources.append(f"- and {len(incident.reports) - _SHOWN_REPORTS} more reports, at the address above")
    quoted = "\n".join(
        f"> {_harmless(line)}".rstrip() for line in incident.description.splitlines() if line.strip()
    )
    body = [
        "## Summary",
        quoted or "_[What happened, in three to five sentences.]_",
        "_[The database's description; replace it by your own words, with the conditions that mattered.]_",
        *_SECTIONS,
        "## Sources",
        "\n".join(sources) or "- AI Incident Database",
    ]
    return "---\n" + "\n".join(head) + "\n---\n\n" + "\n\n".join(body) + "\n"


_SECTIONS = (
    "## Impact",
    "- _[Who was touched, and how many.]_",
    "## Timeline",
    "All times UTC. _[Dates and times from the sources.]_",
    "## Contributing factors",
    "_[Several conditions; pm explain --factors lists classes.]_",
    "## Actions",
    "_[What changed since, with its source.]_",
    "## Lessons",
    "- _[What another team can use.]_",
)


def _source(title: str, address: str) -> str:
    told = _harmless(title)
    return f"- {told}: <{address}>" if told and address else f"- {told or f'<{address}>'}"


def _harmless(text: str) -> str:
    """Text without what Markdown, HTML or a suppression could be made of."""
    plain = "".join(character if character.isprintable() else " " for character in text)
    escaped = re.sub(r"([\\`*_\[\]#|])", r"\\\1", " ".join(plain.split()))
    return escaped.replace("<", "&lt;").replace(">", "&gt;")
