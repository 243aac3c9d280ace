"""What the fields of an action take: for completion."""

import datetime as dt

from pmtool.lsp.session import View
from pmtool.parse.action_fields import FIELDS

_DOCS = {
    "owner": "A team or role that carries it out.",
    "due": "The day it should be done, YYYY-MM-DD.",
    "aim": "What it does for next time: prevent, detect, mitigate, respond or learn.",
    "strength": "How far it holds without anybody's attention: stronger, intermediate or weaker.",
    "factor": "The contributing factor that it acts on.",
    "ticket": "Where the work is tracked.",
    "done": "The day it was carried out, YYYY-MM-DD.",
    "evidence": "A file in the repository, or an address, that shows it.",
    "verified": "The day and how it was seen to work: `2026-04-15 none in 35 days`.",
    "state": "What the box cannot say: proposed, accepted, in_progress, declined, deferred.",
    "reason": "Why it was declined or deferred.",
}
_VALUES = {
    "aim": ("prevent", "detect", "mitigate", "respond", "learn"),
    "strength": ("stronger", "intermediate", "weaker"),
    "state": ("proposed", "accepted", "in_progress", "declined", "deferred"),
}


def fields() -> list[tuple[str, str]]:
    """Names and descriptions, in the order in which people write them."""
    return [(name, _DOCS.get(name, "")) for name in FIELDS]


def values(view: View, name: str) -> list[str]:
    """What a field may say: its words, or what the review itself suggests."""
    if name in _VALUES:
        return list(_VALUES[name])
    data = view.document.front.data
    used = [text for action in view.document.actions if (text := action.get(name))]
    match name:
        case "factor":
            return _distinct(_class(item) for item in _items(data.get("factors")))
        case "owner":
            return _distinct([*used, *(str(item) for item in _items(data.get("authors")))])
        case "due":
            return [(view.now.date() + dt.timedelta(days=days)).isoformat() for days in (14, 30, 90)]
        case "done" | "verified":
            return [view.now.date().isoformat()]
        case _:
            return []


def _items(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []


def _class(factor: object) -> str:
    return str(factor.get("class", "")) if isinstance(factor, dict) else str(factor)


def _distinct(words: object) -> list[str]:
    return list(dict.fromkeys(word for word in words if word))  # type: ignore[attr-defined]
