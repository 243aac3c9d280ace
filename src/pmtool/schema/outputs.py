"""JSON Schemas of what verbs print. Standard library only."""

from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"
LINT_ID = "urn:pmtool:schema:lint:1"
ACTIONS_ID = "urn:pmtool:schema:actions:1"

_TEXT_OR_NULL = {"type": ["string", "null"]}


def lint_schema() -> dict[str, Any]:
    """The schema of `pm lint --format json`: an array of diagnostics by path, line and column."""
    position = {"type": "integer", "minimum": 1}
    properties: dict[str, Any] = {
        "path": {
            "type": "string",
            "description": "Relative to the root of the collection, with / between parts.",
        },
        "line": {**position, "description": "1-based."},
        "column": {**position, "description": "1-based, in Unicode code points."},
        "end_line": position,
        "end_column": {**position, "description": "Exclusive."},
        "rule": {
            "type": "string",
            "pattern": "^[a-z]+(-[a-z]+)*/[a-z0-9]+(-[a-z0-9]+)*$",
            "description": "BUNDLE/NAME.",
            "examples": ["blame/person-failed"],
        },
        "severity": {"enum": ["error", "warning", "info"]},
        "message": {"type": "string", "pattern": r"^[^\r\n]+$"},
        "excerpt": {"type": "string", "description": "The text of the file between the two positions."},
        "ask": {**_TEXT_OR_NULL, "description": "A question that leads to the condition behind the act."},
        "rewrite": {**_TEXT_OR_NULL, "description": "A skeleton of the sentence to write instead."},
        "fix": {
            "anyOf": [{"$ref": "#/$defs/Fix"}, {"type": "null"}],
            "description": "An edit that keeps the meaning.",
        },
        "why": {
            "type": "object",
            "description": "What fired: names and values that differ from rule to rule.",
        },
    }
    return {
        "$schema": DIALECT,
        "$id": LINT_ID,
        "title": "Output of pm lint --format json",
        "type": "array",
        "items": {"$ref": "#/$defs/Diagnostic"},
        "$defs": {
            "Diagnostic": {
                "type": "object",
                "properties": properties,
                # `why` came later: output without it is still valid
                "required": [name for name in properties if name != "why"],
                "additionalProperties": False,
            },
            "Fix": {
                "type": "object",
                "description": "Replace the code points from start to end (exclusive, 0-based) by text.",
                "properties": {
                    "start": {"type": "integer", "minimum": 0},
                    "end": {"type": "integer", "minimum": 0},
                    "text": {"type": "string"},
                },
                "required": ["start", "end", "text"],
                "additionalProperties": False,
            },
        },
    }


def actions_schema() -> dict[str, Any]:
    """The schema of `pm actions --format json`: an array of actions in the order of the list."""
    days = {"type": ["integer", "null"], "minimum": 0}
    states = [
        "open",
        "proposed",
        "accepted",
        "in_progress",
        "done",
        "verified",
        "not_effective",
        "declined",
        "deferred",
    ]
    properties: dict[str, Any] = {
        "id": {
            "type": "string",
            "description": "STEM/A1; STEM/#3 for the third action, where none is written.",
        },
        "review": {"type": "string", "description": "The stem of the review."},
        "text": {"type": "string"},
        "state": {"enum": states},
        "owner": _TEXT_OR_NULL,
        "due": {**_TEXT_OR_NULL, "description": "An ISO date, or as written where it is none."},
        "aim": _TEXT_OR_NULL,
        "strength": _TEXT_OR_NULL,
        "factor": _TEXT_OR_NULL,
        "done": {**_TEXT_OR_NULL, "description": "An ISO date, or as written where it is none."},
        "evidence": _TEXT_OR_NULL,
        "verified": {**_TEXT_OR_NULL, "description": "The day and what was observed."},
        "age_days": {
            **days,
            "description": "From the day of the event to the day it was done, or to today while work is left.",
        },
        "days_overdue": {
            **days,
            "description": "0 before the due date; null without one, or when it is over.",
        },
        "line": {"type": "integer", "minimum": 1},
        "severity": {**_TEXT_OR_NULL, "description": "Of the review."},
        "services": {"type": "array", "items": {"type": "string"}, "description": "Of the review."},
        "ticket": _TEXT_OR_NULL,
        "reason": _TEXT_OR_NULL,
        "path": {"type": "string", "description": "Relative to the root of the collection."},
    }
    more = {
        "group": {**_TEXT_OR_NULL, "description": "With --group."},
        "history": {"type": ["object", "null"], "description": "With --history: what git knows of the past."},
    }
    return {
        "$schema": DIALECT,
        "$id": ACTIONS_ID,
        "title": "Output of pm actions --format json",
        "type": "array",
        "items": {
            "type": "object",
            "properties": {**properties, **more},
            "required": list(properties),
            "additionalProperties": False,
        },
    }
