"""Pydantic's faults in words: what is wrong, what is right, where it stands, and the edit that mends it."""

from collections.abc import Mapping
import re
from typing import Any, get_args

from pydantic import BaseModel

from pmtool.model.diagnostic import Fix
from pmtool.model.front_matter import FrontMatter, KeyPath
from pmtool.parse import Document
from pmtool.schema.keys import moved_key, nearest_key, same_key
from pmtool.schema.reading import RecordError
from pmtool.schema.record import Record
from pmtool.schema.wording import quote

# Scalars that can stand between brackets or quotes as they are.
_SIMPLE = re.compile(r"\w[\w @/.+-]*(?:, ?\w[\w @/.+-]*)*\Z")
_NUMBER = re.compile(r"[-+.\w]+\Z")
_TIME_CODES = frozenset({"naive-time", "unreadable-time", "irregular-time"})


def explain(document: Document, fault: Mapping[str, Any]) -> RecordError | None:
    """The error of one of Pydantic's fault records; None for what `requirements` reports."""
    context = fault.get("ctx") or {}
    path: KeyPath = (*fault["loc"], *context.get("inner", ()))
    kind = fault["type"]
    if kind == "missing":
        return _missing(document, path)
    if kind in ("extra_forbidden", "unknown-key"):
        return _unknown_key(document, path)
    if kind == "unknown-value":
        return _unknown_value(document, path, fault["input"], context)
    if kind in _TIME_CODES:
        right = context.get("right")
        fix = _replace_value(document, path, right) if right else None
        return _error(document, path, kind, f"{_label(path)}: {context['message']}", right, fix)
    return _wrong_type(document, path, kind, fault["input"], context)


def _error(
    document: Document,
    path: KeyPath,
    code: str,
    message: str,
    right: str | None = None,
    fix: Fix | None = None,
) -> RecordError:
    return RecordError(path, code, message, document.front.value_span(path), right, fix)


def _label(path: KeyPath) -> str:
    """How a message names a place: `times.started`, `factors.class`."""
    names = (part if len(part) <= 40 else f"{part[:39]}…" for part in path if isinstance(part, str))
    return " ".join(".".join(names).split()) or "front matter"


def _missing(document: Document, path: KeyPath) -> RecordError | None:
    if len(path) == 1:  # title and status: the requirements of the status name them
        return None
    parent = path[:-1]
    entry = _at(document.front.data, parent)
    if isinstance(entry, dict) and any(
        same_key((*parent, key), known_keys(parent)) == path[-1] for key in entry
    ):
        return None  # it is there under another name, which is a finding already
    message = f"an entry of {_label(path[:-1])} needs `{path[-1]}:`; add it"
    return _error(document, path[:-1], "missing-key", message)


# -- keys


def known_keys(path: KeyPath) -> list[str]:
    """The keys that a mapping at `path` may have."""
    model = _model_at(path)
    if model is None:
        return ["at", "estimated"] if path[:1] != ("ai",) or "decoding" not in path else []
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_at(path: KeyPath) -> type[BaseModel] | None:
    model: type[BaseModel] | None = Record
    for part in path:
        if isinstance(part, int):
            continue
        names = {field.alias or name: field for name, field in model.model_fields.items()} if model else {}
        field = names.get(part)
        model = _model_in(field.annotation) if field else None
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for argument in get_args(annotation) if (found := _model_in(argument))), None)


def _unknown_key(document: Document, path: KeyPath) -> RecordError:
    known = known_keys(path[:-1])
    key = str(path[-1])
    span = document.front.key_span(path)
    inside = f" in {_label(path[:-1])}" if len(path) > 1 else ""
    siblings = _at(document.front.data, path[:-1])
    same = same_key(path, known)
    target = moved_key(path)
    if same is not None:
        clash = isinstance(siblings, dict) and same in siblings
        advice = f"'{same}' is there already; keep one of the two" if clash else f"write '{same}'"
        fix = None if clash else _rename(document, path, same)
        return RecordError(
            path, "unknown-key", f"unknown key {quote(key)}{inside}; {advice}", span, same, fix
        )
    if target is not None:
        message = f"unknown key {quote(key)}; write it as '{target[1]}' under times"
        return RecordError(path, "unknown-key", message, span, _label(target), _move(document, path, target))
    if key[:2] in ("x_", "X-", "X_") and len(key) > 2:
        own = f"x-{key[2:]}"
        message = f"unknown key {quote(key)}{inside}; a key of your own begins with x-: write {quote(own)}"
        return RecordError(path, "unknown-key", message, span, own, _rename(document, path, own))
    near = nearest_key(path, known)
    if near is not None:
        advice = f"did you mean '{near}'? (a key of your own begins with x-)"
    elif inside:
        advice = f"known here: {', '.join(known)}; a key of your own begins with x-"
    else:
        advice = f"name a key of your own {quote('x-' + key)}, or remove it"
    return RecordError(path, "unknown-key", f"unknown key {quote(key)}{inside}; {advice}", span, near)


def _at(data: Any, path: KeyPath) -> Any:
    for part in path:
        data = data[part]
    return data


def _rename(document: Document, path: KeyPath, name: str) -> Fix | None:
    front = document.front
    mark = front.marks.get(path)
    if mark is None or mark.key is None:
        return None
    value = _at(front.data, path)
    bracketed = _bracketed(front, document.text, path) if isinstance(value, str) else None
    if _wants_list((*path[:-1], name)) and bracketed:
        between = document.text[mark.key.end : mark.value.start]
        return Fix(type(mark.key)(mark.key.start, mark.value.end), f"{name}{between}{bracketed}")
    return Fix(mark.key, name)


def _wants_list(path: KeyPath) -> bool:
    model = _model_at(path[:-1])
    names = {field.alias or name: field for name, field in model.model_fields.items()} if model else {}
    field = names.get(str(path[-1]))
    return field is not None and str(field.annotation).startswith("list")


def _move(document: Document, path: KeyPath, target: KeyPath) -> Fix | None:
    """`incident_date: X` to `started: X` under `times:`; only the first one, where there is no `times`
    yet."""
    front = document.front
    mark = front.marks.get(path)
    if front.kind != "yaml" or mark is None or mark.key is None or "times" in front.data:
        return None
    others = [other for other in front.data if moved_key((other,))]
    alone_on_line = mark.key.start == front.body.start or document.text[mark.key.start - 1] in "\r\n"
    if others[0] != path[0] or not alone_on_line or not isinstance(front.data[str(path[0])], str):
        return None
    end = "\r\n" if "\r\n" in document.text[front.span.start : mark.key.start] else "\n"
    return Fix(
        type(mark.key)(mark.key.start, mark.value.end),
        f"times:{end}  {target[1]}: {mark.value.of(document.text)}",
    )


# -- values


def _unknown_value(document: Document, path: KeyPath, value: Any, context: Mapping[str, Any]) -> RecordError:
    allowed, near, right = context["allowed"], context["near"], context["right"]
    listed = ", ".join(allowed)
    if not value.strip():
        message = f"{_label(path)} is empty; write one of {listed}, or leave it out while it is unknown"
    else:
        hint = f"did you mean '{near}'? " if near else "write one of "
        message = f"{_label(path)} {quote(value)} is not known here; {hint}" + (
            f"({listed})" if near else listed
        )
    fix = _replace_value(document, path, right) if right else None
    return _error(document, path, "unknown-value", message, near, fix)


def _wrong_type(
    document: Document, path: KeyPath, kind: str, value: Any, context: Mapping[str, Any]
) -> RecordError | None:
    if value is None and path and isinstance(path[-1], int):
        return None  # an empty dash of a template
    wanted, fix, how = "", None, ""
    match kind:
        case "string_type":
            wanted = "text"
            fix = _quoted(document, path) if isinstance(value, int | float) else None
            how = "; put quotes around it" if fix else ""
        case "list_type":
            wanted = "a list"
            bracketed = _bracketed(document.front, document.text, path) if isinstance(value, str) else None
            fix = _replace_value(document, path, bracketed) if bracketed else None
            how = f"; write {bracketed}" if bracketed else "; write one item a line, each after '- '"
        case "bool_type":
            wanted = "true or false"
        case "int_type":
            wanted = "a whole number"
        case "greater_than_equal":
            wanted = f"{context['ge']} or more"
        case "string_too_short":
            wanted = "text"
        case "word-type":
            wanted = context["message"]
        case "wrong-type":
            return _error(document, path, kind, f"{_label(path)}: {context['message']}")
        case _:
            keys = known_keys(path)
            wanted = "keys and values" + (f" ({', '.join(keys[:4])} …)" if keys else "")
    message = f"{_label(path)} must be {wanted}, not {_describe(value)}{how}"
    if path and isinstance(path[-1], int):
        message = f"an item of {message}"
    return _error(document, path, "wrong-type", message, None, fix)


def _describe(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return "text" if value.strip() else "empty text"
    if isinstance(value, int | float):
        return f"the number {value}" if len(str(value)) < 20 else "a number"
    if isinstance(value, list):
        return "a list"
    return "keys and values" if isinstance(value, dict) else "nothing"


def _replace_value(document: Document, path: KeyPath, text: str) -> Fix | None:
    """An edit of a scalar value of YAML; TOML has other quotes and other lists."""
    mark = document.front.marks.get(path)
    if document.front.kind != "yaml" or mark is None or mark.value.start == mark.value.end:
        return None
    return Fix(mark.value, text)


def _quoted(document: Document, path: KeyPath) -> Fix | None:
    mark = document.front.marks.get(path)
    written = mark.value.of(document.text) if mark else ""
    return _replace_value(document, path, f'"{written}"') if _NUMBER.match(written) else None


def _bracketed(front: FrontMatter, text: str, path: KeyPath) -> str | None:
    """A plain scalar as a list; `a, b` is what people write for two items."""
    mark = front.marks.get(path)
    written = mark.value.of(text) if mark else ""
    return f"[{written}]" if front.kind == "yaml" and _SIMPLE.match(written) else None
