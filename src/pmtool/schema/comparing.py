"""What a newer version of a review says differently: facts, not words.

The lint rules for published reviews and `pm show --history` both read this list.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
import datetime as dt
from difflib import SequenceMatcher
from enum import StrEnum
import re

from pmtool.model.blocks import BlockKind
from pmtool.model.entries import Action, ActionState
from pmtool.model.span import Span
from pmtool.model.vocabulary import normalise_title
from pmtool.parse import Document
from pmtool.schema.brief import Brief, read_brief
from pmtool.schema.moment import Moment
from pmtool.vocab import SectionKind

# Two actions without an id are the same one, reworded, when this much of their texts agrees.
_SAME_TEXT = 0.6
_TEXT_LIMIT = 300
_PAIRS_LIMIT = 2500
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")
_PLACEHOLDER = re.compile(r"[_*]*\[.*\][_*]*", re.DOTALL)


class What(StrEnum):
    """Kinds of difference; the values are what `pm show --history --format json` prints."""

    TITLE = "title"
    STATUS = "status"
    SEVERITY_SET = "severity_set"
    SEVERITY_RAISED = "severity_raised"
    SEVERITY_LOWERED = "severity_lowered"
    SEVERITY_REMOVED = "severity_removed"
    TIME = "time"
    FACTOR_ADDED = "factor_added"
    FACTOR_DROPPED = "factor_dropped"
    ACTION_ADDED = "action_added"
    ACTION_DROPPED = "action_dropped"
    ACTION_STATE = "action_state"
    OWNER = "owner"
    OWNER_REMOVED = "owner_removed"
    DUE = "due"
    DUE_LATER = "due_later"
    DUE_REMOVED = "due_removed"
    SECTION_FILLED = "section_filled"
    SECTION_EMPTIED = "section_emptied"


# A published review that changes so promises less, or admits less, than its readers were told.
WEAKENING = frozenset(
    {
        What.SEVERITY_LOWERED,
        What.SEVERITY_REMOVED,
        What.FACTOR_DROPPED,
        What.ACTION_DROPPED,
        What.OWNER_REMOVED,
        What.DUE_LATER,
        What.DUE_REMOVED,
    }
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that differs.

    subject: what it is about (`A1`, `evaluation_gap`, `times.resolved`, a heading). before, after: as
    written; None for nothing. span: where the newer text shows it, or would have.
    """

    what: What
    subject: str
    before: str | None
    after: str | None
    span: Span

    @property
    def weakens(self) -> bool:
        """Whether it takes something back."""
        return self.what in WEAKENING


def compare(old: Document, new: Document) -> list[Difference]:
    """The differences between two versions of a review, front matter first; pure wording is none."""
    before, after = read_brief(old), read_brief(new)
    return [
        *_front(before, after, new),
        *_factors(before, after, new),
        *_actions(old.actions, new.actions, new),
        *_sections(old, new),
    ]


# -- front matter


def _front(before: Brief, after: Brief, new: Document) -> Iterator[Difference]:
    front = new.front
    if before.status is not after.status:
        yield Difference(What.STATUS, "status", before.status, after.status, front.value_span(("status",)))
    if before.title != after.title:
        yield Difference(What.TITLE, "title", before.title, after.title, front.value_span(("title",)))
    if before.severity != after.severity:
        what = _severity(before.severity, after.severity, new.vocabulary.severities)
        span = front.value_span(("severity",))
        yield Difference(what, "severity", before.severity, after.severity, span)
    for stage in dict.fromkeys([*before.times, *after.times]):
        was, now = before.times.get(stage), after.times.get(stage)
        if was != now:
            span = front.value_span(("times", stage))
            yield Difference(What.TIME, f"times.{stage}", _said(was), _said(now), span)


def _said(moment: Moment | None) -> str | None:
    if moment is None:
        return None
    written = moment.isoformat()
    return f"{written} (estimated)" if moment.estimated else written


def _severity(before: str | None, after: str | None, scale: Sequence[str]) -> What:
    if after is None:
        return What.SEVERITY_REMOVED
    if before is None:
        return What.SEVERITY_SET
    lowered = scale.index(after) > scale.index(before)
    return What.SEVERITY_LOWERED if lowered else What.SEVERITY_RAISED


def _factors(before: Brief, after: Brief, new: Document) -> Iterator[Difference]:
    for factor in dict.fromkeys(before.factors):
        if factor not in after.factors:
            span = new.front.key_span(("factors",))
            yield Difference(What.FACTOR_DROPPED, factor, factor, None, span)
    for factor in dict.fromkeys(after.factors):
        if factor not in before.factors:
            span = _factor_span(new, factor)
            yield Difference(What.FACTOR_ADDED, factor, None, factor, span)


def _factor_span(new: Document, factor: str) -> Span:
    items = new.front.data.get("factors")
    for number, item in enumerate(items if isinstance(items, list) else []):
        if factor in (item, item.get("class") if isinstance(item, dict) else None):
            return new.front.value_span(("factors", number))
    return new.front.key_span(("factors",))


# -- actions


def _actions(old: Sequence[Action], new: Sequence[Action], document: Document) -> Iterator[Difference]:
    pairs, dropped, added = match_actions(old, new)
    for before, after in pairs:
        yield from _action(before, after)
    for action in dropped:
        yield Difference(What.ACTION_DROPPED, _name(action), action.text, None, _actions_place(document))
    for action in added:
        yield Difference(What.ACTION_ADDED, _name(action), None, action.text, action.title_span)


def _actions_place(document: Document) -> Span:
    section = document.section(SectionKind.ACTIONS)
    return section.heading.own if section else document.front.fence


def _name(action: Action) -> str:
    return action.id or (action.text if len(action.text) <= 40 else f"{action.text[:39].rstrip()}…")


def _action(before: Action, after: Action) -> Iterator[Difference]:
    name = _name(after)
    if before.state is not after.state:
        span = after.fields["state"].value_span if "state" in after.fields else after.box_span
        yield Difference(What.ACTION_STATE, name, before.state, after.state, span or after.title_span)
    was, now = before.get("owner"), after.get("owner")
    if was != now:
        what = What.OWNER if now else What.OWNER_REMOVED
        yield Difference(what, name, was, now, _field_span(after, "owner"))
    was, now = before.get("due"), after.get("due")
    if was != now:
        yield Difference(_due(was, now, after.state), name, was, now, _field_span(after, "due"))


def _field_span(action: Action, name: str) -> Span:
    found = action.fields.get(name)
    return found.value_span if found and found.value else action.title_span


def _due(before: str | None, after: str | None, state: ActionState) -> What:
    if state in (ActionState.DONE, ActionState.VERIFIED, ActionState.DECLINED):
        return What.DUE  # no longer a promise
    if after is None:
        return What.DUE_REMOVED
    was, now = _day(before), _day(after)
    return What.DUE_LATER if was and now and now > was else What.DUE


def _day(text: str | None) -> dt.date | None:
    found = _DAY.match(text.strip()) if text else None
    try:
        return dt.date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


def match_actions(
    old: Sequence[Action], new: Sequence[Action]
) -> tuple[list[tuple[Action, Action]], list[Action], list[Action]]:
    """Pairs of the same action in both versions, then those only in the old and only in the new one.

    Ids decide; without one the text does, first the same, then the most alike.
    """
    pairs: list[tuple[Action, Action]] = []
    left, right = list(old), list(new)
    for key in (_id_key, _text_key):
        known: dict[str, list[Action]] = {}
        for action in reversed(right):
            known.setdefault(key(action), []).append(action)
        rest = []
        for before in left:
            word = key(before)
            if word and known.get(word):
                pairs.append((before, known[word].pop()))
            else:
                rest.append(before)
        left = rest
        taken = {id(after) for _, after in pairs}
        right = [action for action in right if id(action) not in taken]
    if len(left) * len(right) <= _PAIRS_LIMIT:
        _pair_alike(left, right, pairs)
    return sorted(pairs, key=lambda both: both[1].span), left, right


def _pair_alike(left: list[Action], right: list[Action], pairs: list[tuple[Action, Action]]) -> None:
    """Move reworded actions from both lists to the pairs."""
    for before in list(left):
        likeness, place = max(
            ((_likeness(before, after), -n) for n, after in enumerate(right)), default=(0.0, 0)
        )
        if likeness >= _SAME_TEXT:
            pairs.append((before, right.pop(-place)))
            left.remove(before)


def _id_key(action: Action) -> str:
    return (action.id or "").casefold()


def _text_key(action: Action) -> str:
    return " ".join(action.text.casefold().split())


def _likeness(one: Action, other: Action) -> float:
    if one.id is not None and other.id is not None:
        return 0.0
    matcher = SequenceMatcher(
        None, _text_key(one)[:_TEXT_LIMIT], _text_key(other)[:_TEXT_LIMIT], autojunk=False
    )
    return matcher.ratio() if matcher.real_quick_ratio() >= _SAME_TEXT <= matcher.quick_ratio() else 0.0


# -- sections


def _sections(old: Document, new: Document) -> Iterator[Difference]:
    before, after = _filled(old), _filled(new)
    for key, (title, full, span) in after.items():
        if full and not before.get(key, ("", False, span))[1]:
            yield Difference(What.SECTION_FILLED, title, None, title, span)
        if not full and key in before and before[key][1]:
            yield Difference(What.SECTION_EMPTIED, title, title, None, span)
    for key, (title, full, _) in before.items():
        if full and key not in after:
            yield Difference(What.SECTION_EMPTIED, title, title, None, new.front.fence)


def _filled(document: Document) -> dict[str, tuple[str, bool, Span]]:
    """Sections by kind or title: heading, whether text stands below it that is no placeholder, place."""
    found: dict[str, tuple[str, bool, Span]] = {}
    for section in document.sections:
        if section.level > 2:
            continue
        key = section.kind if section.kind is not SectionKind.OTHER else normalise_title(section.title)
        blocks = document.blocks_of(section)
        full = any(
            block.kind is not BlockKind.HEADING and block.text and not _PLACEHOLDER.fullmatch(block.text)
            for block in blocks
        )
        found.setdefault(key, (section.title, full, section.heading.own))
    return found
