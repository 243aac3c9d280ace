"""The front matter as JSON Schema 2020-12, for editors and other programs; generated from the models.

A file that passes it has no finding of the `schema` bundle about a single key or value. What a schema
cannot say (a day that does not exist, a stem that belongs to no review) is left to `pm lint`.
"""

from collections.abc import Iterable
import re
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from pmtool.model.vocabulary import DEFAULT_VOCABULARY, Vocabulary
from pmtool.schema.outputs import DIALECT, lint_schema
from pmtool.schema.record import Record
from pmtool.schema.requirements import REQUIREMENTS
from pmtool.vocab import Status

__all__ = ["DIALECT", "FRONT_MATTER_ID", "front_matter_schema", "lint_schema"]

FRONT_MATTER_ID = "urn:pmtool:schema:front-matter:1"

_OWN_KEYS = {"^x-": True}
_YEAR = "(?:19|2[01])[0-9]{2}"
_DAY = f"{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,9})?"
_ZONE = "(?:Z|[-+](?:[01][0-9]|2[0-3]):[0-5][0-9])"
_TIME_TEXT = {
    "anyOf": [
        {
            "type": "string",
            "description": "RFC 3339 with a zone.",
            "pattern": f"^{_DAY}T{_CLOCK}{_ZONE}$",
            "examples": ["2026-03-02T09:10:00Z", "2026-03-02T10:10:00+01:00"],
        },
        {
            "type": "string",
            "description": "A date alone.",
            "pattern": f"^{_DAY}$",
            "examples": ["2026-03-02"],
        },
    ]
}
_PERIOD_TEXT = {
    "anyOf": [
        *_TIME_TEXT["anyOf"],
        {
            "type": "string",
            "description": "A month or a year.",
            "pattern": f"^{_YEAR}(?:-(?:0[1-9]|1[0-2]))?$",
            "examples": ["2026-03"],
        },
        {"type": "integer", "description": "A year.", "minimum": 1900, "maximum": 2199},
    ]
}


class _Generator(GenerateJsonSchema):
    """Keeps the keys in the order of the models: an editor offers them so."""

    def sort(self, value: Any, parent_key: str | None = None) -> Any:
        """As it is."""
        return value


def front_matter_schema(
    vocabulary: Vocabulary = DEFAULT_VOCABULARY,
    *,
    reviewers: int = 1,
    title: str = "Front matter of a review",
) -> dict[str, Any]:
    """The schema, with the severities and aliases of a collection.

    reviewers: how many a published review names.
    """
    made = _with_references(Record.model_json_schema(by_alias=True, schema_generator=_Generator))
    definitions = made.pop("$defs", {})
    for schema in (made, *definitions.values()):
        _open_mapping(schema)
    _allow_short_forms(definitions)
    definitions |= {
        "Time": _estimable(_TIME_TEXT, "A time, perhaps estimated."),
        "Period": _estimable(_PERIOD_TEXT, "A time, day, month or year, perhaps estimated."),
        "Status": _words(map(str, Status), vocabulary.status_aliases),
        "Severity": _severities(vocabulary),
    }
    made["title"] = title
    made["properties"]["title"]["pattern"] = r"\S"
    return {
        "$schema": DIALECT,
        "$id": FRONT_MATTER_ID,
        **made,
        "allOf": list(_by_status(vocabulary, reviewers)),
        "$defs": dict(sorted(definitions.items())),
    }


def closed_schema(model: type[BaseModel], ident: str, title: str) -> dict[str, Any]:
    """The schema of another model with the same kinds of fields, such as the inventory."""
    made = _with_references(model.model_json_schema(by_alias=True, schema_generator=_Generator))
    definitions = made.pop("$defs", {})
    for schema in (made, *definitions.values()):
        _open_mapping(schema)
    definitions |= {"Period": _estimable(_PERIOD_TEXT, "A time, day, month or year, perhaps estimated.")}
    made["title"] = title
    return {"$schema": DIALECT, "$id": ident, **made, "$defs": dict(sorted(definitions.items()))}


def _with_references(schema: Any) -> Any:
    """References to the definitions that depend on the collection or are shared by many fields."""
    if isinstance(schema, list):
        return [_with_references(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if isinstance(schema.get("definition"), str):
        rest = {key: value for key, value in schema.items() if key != "definition"}
        return {**rest, "$ref": f"#/$defs/{schema['definition']}"}
    return {key: _with_references(value) for key, value in schema.items()}


def _open_mapping(schema: dict[str, Any]) -> None:
    """Own keys pass, and a key without a value is as good as missing."""
    if schema.get("type") != "object":
        return
    schema["patternProperties"] = _OWN_KEYS
    needed = schema.get("required", [])
    for name, field in schema["properties"].items():
        field.pop("default", None)
        if name not in needed and {"type": "null"} not in field.get("anyOf", []):
            outer = {key: field.pop(key) for key in ("title", "description", "examples") if key in field}
            schema["properties"][name] = {**outer, "anyOf": [field, {"type": "null"}]}


def _allow_short_forms(definitions: dict[str, Any]) -> None:
    """A factor may be its class id alone, a quantity its count alone."""
    short: dict[str, dict[str, Any]] = {
        "Factor": {"type": "string", "minLength": 1},
        "Quantity": {"type": "integer", "minimum": 0},
    }
    for name, plain in short.items():
        full = definitions.pop(name)
        definitions[name] = {
            "title": name,
            "description": full.pop("description", ""),
            "anyOf": [plain, full],
        }


def _estimable(text: dict[str, Any], description: str) -> dict[str, Any]:
    with_more = {
        "type": "object",
        "properties": {"at": text, "estimated": {"type": ["boolean", "null"]}},
        "required": ["at"],
        "additionalProperties": False,
        "patternProperties": _OWN_KEYS,
    }
    return {"description": description, "anyOf": [*text["anyOf"], with_more]}


# -- words


def _words(canonical: Iterable[str], others: Iterable[str]) -> dict[str, Any]:
    """An enumeration that an editor offers, and the other spellings that are accepted."""
    canonical = list(canonical)
    accepted = sorted({form for word in (*canonical, *others) for form in _spellings(word)} - set(canonical))
    return {"anyOf": [{"enum": canonical}, {"description": "Accepted as well.", "enum": accepted}]}


def _spellings(word: str) -> set[str]:
    return {word, word.upper(), word.capitalize(), word.title()}


def _severities(vocabulary: Vocabulary) -> dict[str, Any]:
    words = [*vocabulary.severities, *vocabulary.severity_aliases]
    hyphened = [re.sub(r"(?<=[a-z])(?=[0-9])", joint, word) for word in words for joint in "- "]
    known = [word for word in (*words, *hyphened) if vocabulary.severity(word)]
    made = _words(vocabulary.severities, known)
    numbers = [int(word) for word in words if word.isdecimal() and str(int(word)) == word]
    if numbers:
        made["anyOf"].append({"enum": numbers})
    return made


# -- what a status asks for


def _by_status(vocabulary: Vocabulary, reviewers: int) -> Iterable[dict[str, Any]]:
    for since in (Status.IN_REVIEW, Status.PUBLISHED):
        reached = [status for status in Status if status.reached(since)]
        words = [word for word, meant in vocabulary.status_aliases.items() if meant in reached]
        needed: dict[str, Any] = {}
        for requirement in REQUIREMENTS:
            if requirement.since is since:
                _need(needed, [str(part) for part in requirement.path])
        if since is Status.PUBLISHED:
            needed["properties"]["reviewers"] |= {"minItems": reviewers}
        accepted = {form for word in (*map(str, reached), *words) for form in _spellings(word)}
        yield {
            "if": {"properties": {"status": {"enum": sorted(accepted)}}, "required": ["status"]},
            "then": needed,
        }


def _need(schema: dict[str, Any], path: list[str]) -> None:
    """Adds to `schema` that the key at `path` is there, with a value that says something."""
    required = schema.setdefault("required", [])
    if path[0] not in required:
        required.append(path[0])
    below = schema.setdefault("properties", {}).setdefault(path[0], {})
    if len(path) > 1:
        below["type"] = "object"
        _need(below, path[1:])
    else:
        below |= {"not": {"type": "null"}, "minItems": 1, "pattern": r"\S"}
