"""What a review answers when somebody outside asks: values and sections by name, without what is internal.

Places are keys of the front matter (`started`, `model`, `harm` …), sections (`summary`, `impact`, `timeline`,
`system_section`) and what follows from both (`factors`, `actions`). What a template only proposes counts for nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
import re

from pmtool.catalogue.factors import FactorCatalogue
from pmtool.model.entries import Action, ActionState
from pmtool.model.front_matter import KeyPath, Value
from pmtool.parse import Document
from pmtool.schema.requirements import is_given, value_at
from pmtool.vocab import SectionKind

SECTIONS = {
    "summary": SectionKind.SUMMARY,
    "impact": SectionKind.IMPACT,
    "timeline": SectionKind.TIMELINE,
    "system_section": SectionKind.SYSTEM,
    "lessons": SectionKind.LESSONS,
    "limited_harm": SectionKind.LIMITED_HARM,
}
_TIMES = ("started", "detected", "acknowledged", "mitigated", "resolved", "aware")
_TOP = ("title", "status", "kind", "severity", "services", "detected_by", "recurrence_of", "tags")
_NESTED = {"cause_entity": "entity", "cause_intent": "intent", "cause_timing": "timing"}
_INTERNAL = re.compile(r"<!--\s*(/?)pm:internal\b[^>]{0,200}-->")
_PLACEHOLDER = re.compile(r"_\[[^\]]{0,2000}\]_")


@dataclass(frozen=True)
class Answers:
    """The answers of one review."""

    document: Document
    catalogue: FactorCatalogue

    @property
    def data(self) -> Mapping[str, Value]:
        """The front matter."""
        return self.document.front.data

    def text(self, place: str) -> str | None:
        """The answer at a place, Markdown; None where the review has none."""
        if place in SECTIONS:
            return self.section(SECTIONS[place])
        if place == "stem":
            return self.document.stem
        if place == "factors":
            return "\n".join(self.factors()) or None
        if place in ("actions", "actions_done", "actions_open"):
            return "\n".join(self.actions(place)) or None
        if place in ("classified", "determined", "reclassified", "reasons"):
            return self._reported(place)
        return shown(self.value(place))

    def value(self, place: str) -> Value:
        """The value of the front matter at a place; also of the `ai` block, by its keys."""
        if place in _TIMES:
            return value_at(self.data, ("times", place))
        if place in _TOP:
            return self.data.get(place)
        path: KeyPath = ("ai", "cause", _NESTED[place]) if place in _NESTED else ("ai", place)
        return value_at(self.data, path)

    def texts(self, place: str) -> list[str]:
        """The texts of a list, or the one text that stands for it."""
        value = self.value(place)
        items = value if isinstance(value, list) else [value]
        return [item.strip() for item in items if isinstance(item, str) and item.strip()]

    def section(self, kind: SectionKind) -> str | None:
        """The text below a section's heading."""
        section = self.document.section(kind)
        if section is None:
            return None
        plain = clean(self._public[section.heading.span.end : section.span.end])
        return plain or None

    @cached_property
    def _public(self) -> str:
        """The text with what is internal blanked out, offsets kept; an unclosed mark hides all that follows."""
        text = self.document.text
        pieces: list[str] = []
        place, hidden = 0, False
        for match in _INTERNAL.finditer(text):
            piece = text[place : match.start()]
            pieces.append(" " * len(piece) if hidden else piece)
            pieces.append(" " * len(match.group()))
            place, hidden = match.end(), not match[1]
        rest = text[place:]
        pieces.append(" " * len(rest) if hidden else rest)
        return "".join(pieces)

    def factors(self) -> Iterator[str]:
        """The contributing factors, a line each: class, statement or definition, how sure."""
        items = self.data.get("factors")
        for item in items if isinstance(items, list) else []:
            fields: Mapping[str, Value] = item if isinstance(item, dict) else {"class": item}
            ident = fields.get("class")
            if not isinstance(ident, str):
                continue
            known = self.catalogue.get(ident)
            statement = fields.get("statement")
            told = statement if isinstance(statement, str) else known.definition if known else ""
            marks = [str(fields["confidence"])] if fields.get("confidence") else []
            if fields.get("existed_before") is True:
                marks.append("existed before")
            mark = f" ({', '.join(marks)})" if marks else ""
            yield f"- {ident}{mark}: {told}" if told else f"- {ident}{mark}"

    def actions(self, which: str) -> Iterator[str]:
        """Actions that were done, that are open, or both; what was declined is no measure."""
        for action in self.document.actions:
            if which != "actions_open" and action.done:
                yield f"- {_plain(action)} (done{_on(action, 'done')})"
            if which != "actions_done" and (action.open or action.state is ActionState.DEFERRED):
                yield f"- {_plain(action)} (planned{_on(action, 'due')})"

    def _reported(self, key: str) -> str | None:
        items = self.data.get("reporting")
        entries = [item for item in (items if isinstance(items, list) else []) if isinstance(item, dict)]
        found = [f"{item.get('clock')}: {shown(item[key])}" for item in entries if is_given(item.get(key))]
        return "\n".join(found) or None


def clean(text: str) -> str:
    """Markdown without comments and without what a template only proposes."""
    plain = _PLACEHOLDER.sub("", _without_comments(text))
    lines = [line.rstrip() for line in plain.splitlines()]
    kept = [line for line in lines if line.strip() not in ("-", "- []", "- ****:", "*")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _without_comments(text: str) -> str:
    pieces, place = [], 0
    while (start := text.find("<!--", place)) >= 0:
        end = text.find("-->", start)
        if end < 0:
            break
        pieces.append(text[place:start])
        place = end + 3
    return "".join([*pieces, text[place:]])


def shown(value: Value) -> str | None:
    """A value of the front matter in words; None where it says nothing."""
    if isinstance(value, dict):
        return _quantity(value) if is_given(value) else None
    if not is_given(value):
        return None
    if isinstance(value, list):
        return ", ".join(filter(None, map(shown, value))) or None
    return clean(str(value)) or None


def _quantity(value: Mapping[str, Value]) -> str | None:
    """A time with `at`, a quantity with `count`, or any other mapping by its keys."""
    estimated = " (estimated)" if value.get("estimated") is True else ""
    if value.get("at") is not None:
        return f"{value['at']}{estimated}"
    if value.get("count") is not None:
        unit = f" {value['unit']}" if value.get("unit") else ""
        basis = f"; {value['basis']}" if value.get("basis") else ""
        return f"{value['count']}{unit}{estimated}{basis}"
    told = [f"{key} {text}" for key, item in value.items() if (text := shown(item)) is not None]
    return ", ".join(told) or None


def _plain(action: Action) -> str:
    return " ".join(action.text.split())


def _on(action: Action, field: str) -> str:
    value = action.get(field)
    return f", {value}" if value else ""
