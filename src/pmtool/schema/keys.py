"""Keys of the front matter that people write for others, and what is meant. Standard library only.

Only names that mean exactly the same are listed: `pm lint --fix` puts the right one in place.
"""

from difflib import get_close_matches

from pmtool.model.front_matter import KeyPath

_TOP = {
    "affected_services": "services",
    "alias": "aliases",
    "author": "authors",
    "contributing_factors": "factors",
    "detected_via": "detected_by",
    "detection_source": "detected_by",
    "facilitated_by": "facilitator",
    "factor": "factors",
    "former_stems": "aliases",
    "incident_severity": "severity",
    "keywords": "tags",
    "labels": "tags",
    "moderator": "facilitator",
    "reviewed_by": "reviewers",
    "reviewer": "reviewers",
    "service": "services",
    "sev": "severity",
    "state": "status",
    "tag": "tags",
    "written_by": "authors",
}
_TIMES = {
    "ack": "acknowledged",
    "acked": "acknowledged",
    "acknowledged_at": "acknowledged",
    "aware_at": "aware",
    "became_aware": "aware",
    "began": "started",
    "begin": "started",
    "detected_at": "detected",
    "detection": "detected",
    "mitigated_at": "mitigated",
    "mitigation": "mitigated",
    "resolution": "resolved",
    "resolved_at": "resolved",
    "start": "started",
    "start_time": "started",
    "started_at": "started",
}
_FACTOR = {"id": "class", "layer": "pillar", "linked_actions": "actions"}
_AI = {
    "autonomy_level": "autonomy",
    "data_cut_off": "data_cutoff",
    "harm_types": "harm",
    "harms": "harm",
    "model_version": "model",
    "our_role": "role",
    "system_name": "system",
    "tool": "tools",
}
# Top-level keys for what is a key of `times`.
_MOVES = {
    "date_started": "started",
    "detected_at": "detected",
    "incident_date": "started",
    "incident_start": "started",
    "mitigated_at": "mitigated",
    "resolved_at": "resolved",
    "start_time": "started",
    "started_at": "started",
}
_TABLES: dict[KeyPath, dict[str, str]] = {(): _TOP, ("times",): _TIMES, ("ai",): _AI}
_STAGES = frozenset({"started", "detected", "acknowledged", "mitigated", "resolved", "aware"})


def plain_key(key: str) -> str:
    """A key as the schema writes it: lower case, words joined by underscores."""
    return "_".join(key.casefold().replace("-", " ").replace("_", " ").split())


def same_key(path: KeyPath, known: list[str]) -> str | None:
    """The known key that means the same as the last part of `path`, None when there is none."""
    key = plain_key(str(path[-1]))
    if key in known:
        return key
    table = _TABLES.get(path[:-1], {})
    if len(path) == 3 and path[0] == "factors":
        table = _FACTOR
    return table.get(key)


def moved_key(path: KeyPath) -> KeyPath | None:
    """Where a top-level key belongs that is a key of `times`."""
    key = plain_key(str(path[-1]))
    if len(path) != 1:
        return None
    if key in _MOVES:
        return ("times", _MOVES[key])
    return ("times", key) if key in _STAGES else None


def nearest_key(path: KeyPath, known: list[str]) -> str | None:
    """The known key that is most like the last part of `path`."""
    return next(iter(get_close_matches(plain_key(str(path[-1])), known, n=1)), None)
