"""The facts of a document; YAML and Markdown are parsed in full only where they are not plain.

Apart from `facts`, so that a run that finds all in the cache does not load the parsers.
"""

from collections.abc import Mapping, Sequence
import json

from pmtool.features.facts import ActionFacts, Facts
from pmtool.model.front_matter import FrontMatter, Value
from pmtool.model.span import Span
from pmtool.parse import Document
from pmtool.parse.facts import texts
from pmtool.parse.light_front import light_front
from pmtool.parse.plain_actions import plain_actions
from pmtool.schema.brief import read_brief

_FIELDS = ("owner", "due", "aim", "strength", "factor", "done", "verified")


def read_all(document: Document) -> Facts:
    """The facts of a document; YAML and Markdown are parsed in full only where they are not plain."""
    body = _lighten(document)
    brief = read_brief(document)
    data = document.front.data
    ai = data.get("ai")
    ai = ai if isinstance(ai, dict) else {}
    actions = _actions(document, body)
    return Facts(
        path=document.path.as_posix(),
        stem=document.stem,
        title=brief.title,
        status=brief.status,
        kind=brief.kind,
        severity=brief.severity,
        detected_by=brief.detected_by,
        services=_unique(brief.services),
        factors=_unique(brief.factors),
        existed_before=_existed_before(data.get("factors")),
        model=_text(ai.get("model")),
        system=_text(ai.get("system")),
        recurrence_of=texts(data.get("recurrence_of")),
        not_same_as=texts(data.get("not_same_as")),
        aliases=brief.aliases,
        incidents=_ids(data),
        times=brief.times,
        day=brief.date,
        mix=tuple(((action.get("strength") or "").casefold(), str(action.state)) for action in actions),
        packed_actions=json.dumps(
            [[action.id, action.text, str(action.state), dict(action.fields)] for action in actions],
            separators=(",", ":"),
        ),
    )


def _lighten(document: Document) -> int | None:
    """Give the document its front matter from the light reader; where the body begins, None if that refused."""
    light = light_front(document.text) if document.fault is None else None
    if light is None:
        return None
    data, start = light
    span = Span(0, start)
    document.front = FrontMatter("yaml" if start else "none", span, span, data, {})
    return start


def _actions(document: Document, body: int | None) -> Sequence[ActionFacts]:
    plain = None
    if body is not None and "\r" not in document.text:
        plain = plain_actions(document.text, body, document.vocabulary)
    if plain is not None:
        found = [(action.id, action.text, action.state, action.fields) for action in plain]
    else:
        found = [
            (action.id, action.text, action.state, {name: item.value for name, item in action.fields.items()})
            for action in document.actions
        ]
    return [
        ActionFacts(
            ident or f"#{number}", text, state, {name: fields[name] for name in _FIELDS if fields.get(name)}
        )
        for number, (ident, text, state, fields) in enumerate(found, start=1)
    ]


def _unique(items: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))


def _text(value: Value) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _existed_before(value: Value) -> bool | None:
    said = [
        item["existed_before"]
        for item in (value if isinstance(value, list) else [value])
        if isinstance(item, dict) and isinstance(item.get("existed_before"), bool)
    ]
    return any(said) if said else None


def _ids(data: Mapping[str, Value]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            str(item)
            for key in ("x-incident", "x-incidents", "id")
            for item in _listed(data.get(key))
            if isinstance(item, str | int) and not isinstance(item, bool) and str(item).strip()
        )
    )


def _listed(value: Value) -> Sequence[Value]:
    return value if isinstance(value, list) else [value]
