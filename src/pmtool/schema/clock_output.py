"""JSON Schema of what `pm clock --format json` prints. Standard library only."""

from typing import Any

from pmtool.schema.outputs import DIALECT

CLOCK_ID = "urn:pmtool:schema:clock:1"
STATES = (
    "running",
    "missed",
    "submitted",
    "late",
    "waiting",
    "promptly",
    "exempt",
    "reclassified",
    "not_in_force",
    "unconsidered",
)
_TIME = {"type": ["string", "null"], "pattern": "Z$", "description": "RFC 3339, UTC."}
_TEXT = {"type": "string"}
_TEXT_OR_NULL = {"type": ["string", "null"]}


def clock_schema() -> dict[str, Any]:
    """The schema: an array of clocks, the open ones first, those that end first before the others."""
    properties: dict[str, Any] = {
        "review": {**_TEXT, "description": "The stem of the review."},
        "path": {**_TEXT, "description": "Relative to the root of the collection."},
        "clock": {**_TEXT, "examples": ["gdpr33"]},
        "regime": _TEXT,
        "phase": {"enum": ["initial", "intermediate", "final"]},
        "name": _TEXT,
        "law": {**_TEXT, "description": "Where it stands, with the article."},
        "recipient": _TEXT,
        "state": {"enum": list(STATES)},
        "anchor": {**_TEXT_OR_NULL, "description": "What it counts from."},
        "anchor_at": _TIME,
        "estimated": {"type": "boolean", "description": "The anchor is a day alone, or an estimate."},
        "due": {**_TIME, "description": "From the earliest reading of the anchor; RFC 3339, UTC."},
        "left_seconds": {"type": ["integer", "null"], "description": "Negative after the deadline."},
        "moved": {**_TEXT_OR_NULL, "description": "Why it is later than the plain limit."},
        "submitted": _TIME,
        "reasons": _TEXT_OR_NULL,
        "implied": {"type": "boolean", "description": "It runs because of the report of another clock."},
        "notes": {"type": "array", "items": _TEXT},
        "source": _TEXT,
        "confidence": {"enum": ["primary", "mirror", "secondary", "unconfirmed", "own"]},
        "as_of": {**_TEXT, "description": "The day on which the table was last checked."},
        "disclaimer": {"const": "not legal advice"},
    }
    return {
        "$schema": DIALECT,
        "$id": CLOCK_ID,
        "title": "Output of pm clock --format json",
        "type": "array",
        "items": {
            "type": "object",
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        },
    }
