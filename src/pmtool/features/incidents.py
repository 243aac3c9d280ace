"""Incidents from another system, as CSV or JSON, and which of them qualify for a review."""

from collections.abc import Iterator, Mapping, Sequence
import csv
from dataclasses import dataclass, field
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

from pmtool.config import Config
from pmtool.errors import PmError
from pmtool.schema.moment import Moment, MomentError, read_moment

_OTHER_NAMES = {
    "id": ("key", "number", "incident", "incident_id", "issue_key"),
    "title": ("summary", "name", "description"),
    "started": ("start", "started_at", "start_time", "created", "created_at", "opened_at", "date"),
    "resolved": ("end", "ended_at", "resolved_at", "end_time", "closed_at"),
    "severity": ("sev", "priority", "impact"),
    "services": ("service", "component", "components", "affected_services"),
    "kind": ("type",),
    "detected_by": ("source", "reported_by_kind"),
    "review": ("postmortem", "post_mortem", "review_link", "stem"),
}
_OWN_KEYS = ("name", "severity", "kind", "detected_by", "services", "longer_than_minutes")


@dataclass(frozen=True)
class Incident:
    """One incident. place: where it stands in the list. columns: all values as text, by column in lower case."""

    place: str
    id: str | None
    title: str | None
    started: Moment | None
    resolved: Moment | None
    severity: str | None
    services: tuple[str, ...]
    kind: str | None
    detected_by: str | None
    review: str | None
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def day(self) -> dt.date | None:
        """The day it started."""
        return self.started.day if self.started else None

    @property
    def name(self) -> str:
        """How a person finds it again."""
        return self.id or self.place


def read_incidents(path: Path, config: Config) -> list[Incident]:
    """The incidents of a file; JSON is an array of objects, or an object with one. Raises PmError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = (
            (error.strerror or "it cannot be read") if isinstance(error, OSError) else "it is not UTF-8 text"
        )
        raise PmError(f"{path}: {reason.lower()}") from None
    rows = _json_rows(path.name, text) if path.suffix.casefold() == ".json" else _csv_rows(path.name, text)
    found = []
    for number, row in rows:
        found.append(_incident(f"{path.name}:{number}", row, config))
    return found


def _csv_rows(name: str, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        dialect = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
        reader = csv.DictReader(io.StringIO(text), delimiter=dialect, skipinitialspace=True)
        for row in reader:
            yield reader.line_num, {key: value for key, value in row.items() if key is not None}
    except csv.Error as error:
        raise PmError(f"{name}: the CSV cannot be read: {error}") from None


def _json_rows(name: str, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise PmError(f"{name}: the JSON cannot be read") from None
    if isinstance(data, dict):
        data = next((value for value in data.values() if isinstance(value, list)), None)
    if not isinstance(data, list) or not all(isinstance(item, dict) for item in data):
        raise PmError(f"{name}: an array of objects is needed, one for each incident")
    yield from enumerate(data, start=1)


def _incident(place: str, row: Mapping[str, Any], config: Config) -> Incident:
    columns = {str(key).strip().casefold().replace(" ", "_"): value for key, value in row.items()}
    values = {name: _first(columns, (name, *others)) for name, others in _OTHER_NAMES.items()}
    services = values["services"]
    if isinstance(services, str):
        services = services.replace(";", ",").split(",")
    severity = _text(values["severity"])
    return Incident(
        place,
        _text(values["id"]),
        _text(values["title"]),
        _moment(place, "started", values["started"]),
        _moment(place, "resolved", values["resolved"]),
        (config.vocabulary.severity(severity) or severity.casefold()) if severity else None,
        tuple(name for item in services or () if (name := _text(item))),
        _text(values["kind"]),
        _text(values["detected_by"]),
        _text(values["review"]),
        {key: text for key, value in columns.items() if (text := _text(value)) is not None},
    )


def _first(columns: Mapping[str, Any], names: Sequence[str]) -> Any:
    return next((columns[name] for name in names if columns.get(name) not in (None, "", [])), None)


def _text(value: Any) -> str | None:
    if isinstance(value, bool):
        return str(value).casefold()
    if isinstance(value, list):
        return ", ".join(map(str, value)) or None
    return str(value).strip() or None if isinstance(value, str | int | float) else None


def _moment(place: str, name: str, value: Any) -> Moment | None:
    text = _text(value)
    if text is None:
        return None
    for form in (text, f"{text}Z"):  # lists of other systems often leave the zone out; the day is what counts
        try:
            return read_moment(form, lenient=True)
        except MomentError:
            continue
    raise PmError(
        f"{place}: the time '{text}' of {name} cannot be read", "write it as 2026-03-02T09:10:00Z, or a date"
    )


# -- trigger rules


def qualifies(incident: Incident, config: Config) -> str | None:
    """The name of the first trigger rule whose keys all hold, None for none. Raises PmError for a faulty rule."""
    for number, rule in enumerate(config.audit.triggers, start=1):
        if all(_holds(incident, key, value, config) for key, value in rule.items() if key != "name"):
            return str(rule.get("name") or f"rule {number}")
    return None


def _holds(incident: Incident, key: str, value: Any, config: Config) -> bool:
    wanted = [str(item).casefold() for item in (value if isinstance(value, list) else [value])]
    match key:
        case "longer_than_minutes":
            if not isinstance(value, int) or isinstance(value, bool):
                raise PmError(f"audit.triggers: longer_than_minutes takes a number of minutes, not '{value}'")
            return _longest_minutes(incident) > value
        case "severity":
            return incident.severity in [config.vocabulary.severity(word) or word for word in wanted]
        case "services":
            return any(service.casefold() in wanted for service in incident.services)
        case "kind" | "detected_by":
            return str(getattr(incident, key) or "").casefold() in wanted
    column = incident.columns.get(key.casefold().replace("-", "_"))
    return column is not None and column.casefold() in wanted


def _longest_minutes(incident: Incident) -> float:
    if incident.started is None or incident.resolved is None:
        return -1
    return (incident.resolved.latest - incident.started.earliest).total_seconds() / 60
