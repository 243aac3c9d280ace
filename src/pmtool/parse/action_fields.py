"""Names and values of the fields of an action, with the other words that adopted collections use for them."""

from collections.abc import Mapping
import re

from pmtool.model.entries import ActionField, ActionState
from pmtool.model.mapped import MappedText
from pmtool.model.span import Span

FIELDS = (
    "owner",
    "due",
    "aim",
    "strength",
    "factor",
    "ticket",
    "done",
    "evidence",
    "verified",
    "state",
    "reason",
)
# Fields that people write out in other words below or inside an item.
_NAMES = {
    "owners": "owner",
    "owner(s)": "owner",
    "assignee": "owner",
    "assigned to": "owner",
    "responsible": "owner",
    "dri": "owner",
    "due date": "due",
    "deadline": "due",
    "target date": "due",
    "contributing factor": "factor",
    "factors": "factor",
    "status": "state",
    "issue": "ticket",
    "bug": "ticket",
    "pr": "ticket",
    "jira": "ticket",
    "tracking": "ticket",
    "tracking issue": "ticket",
    "completed": "done",
    "done on": "done",
    "completed on": "done",
    "verification": "verified",
    "verified on": "verified",
    "rationale": "reason",
}
# Heads of table columns may be shorter, as the table says what they are about.
_COLUMNS = {
    "who": "owner",
    "team": "owner",
    "lead": "owner",
    "poc": "owner",
    "assigned": "owner",
    "assignees": "owner",
    "target": "due",
    "when": "due",
    "due by": "due",
    "by": "due",
    "type": "aim",
    "kind": "aim",
    "category": "aim",
    "purpose": "aim",
    "cause": "factor",
    "progress": "state",
    "tracker": "ticket",
    "link": "ticket",
    "links": "ticket",
    "issues": "ticket",
    "tickets": "ticket",
    "bugs": "ticket",
    "pull request": "ticket",
    "github issue": "ticket",
    "reference": "ticket",
    "completion": "done",
    "completion date": "done",
    "closed": "done",
    "proof": "evidence",
    "why": "reason",
}
_TEXTS = (
    "action item",
    "action items",
    "action",
    "actions",
    "item",
    "items",
    "fix",
    "what",
    "task",
    "tasks",
    "description",
    "recommendation",
    "improvement",
    "todo",
    "measure",
    "measures",
    "follow up",
    "follow-up",
    "title",
    "change",
    "step",
    "work item",
    "action point",
)
_IDS = ("id", "#", "no", "no.", "nr", "number", "key", "ref")
_STATES: Mapping[ActionState, str] = {
    ActionState.DONE: (
        "done completed complete fixed resolved implemented closed shipped merged deployed finished"
    ),
    ActionState.IN_PROGRESS: "in-progress wip ongoing started underway doing active in-review partially-done",
    ActionState.DECLINED: (
        "declined rejected wontfix won't-fix won't-do wont-do cancelled canceled dropped abandoned"
    ),
    ActionState.DEFERRED: "deferred postponed backlog later on-hold blocked parked",
    ActionState.PROPOSED: "proposed proposal suggested idea",
    ActionState.ACCEPTED: "accepted planned approved scheduled agreed",
    ActionState.OPEN: "open todo to-do not-started pending new not-done outstanding",
    ActionState.VERIFIED: "verified effective verified-effective",
    ActionState.NOT_EFFECTIVE: "not-effective ineffective not_effective",
}
_STATE_WORDS = {word: state for state, words in _STATES.items() for word in words.split()} | {
    str(state): state for state in ActionState
}
_AIMS = {
    "prevent": "prevent preventive preventative prevention corrective fix",
    "detect": "detect detective detection monitoring alerting observability",
    "mitigate": "mitigate mitigation mitigative mitigating repair contain containment",
    "respond": "respond response recovery runbook",
    "learn": "learn learning investigate investigation research analysis",
}
_AIM_WORDS = {word: aim for aim, words in _AIMS.items() for word in words.split()}
_NOBODY = frozenset(
    [
        "tbd",
        "tba",
        "tbc",
        "todo",
        "fixme",
        "xxx",
        "none",
        "no one",
        "noone",
        "no-one",
        "nobody",
        "no owner",
        "unknown",
        "unassigned",
        "unowned",
        "not assigned",
        "not known",
        "not yet known",
        "not yet assigned",
        "n/a",
        "na",
        "nil",
        "null",
        "owner",
        "name",
        "your team",
        "team name",
        "to be determined",
        "to be decided",
        "to be defined",
        "to be confirmed",
        "to be assigned",
        "someone",
        "somebody",
        "anyone",
        "anybody",
    ]
)
_KEY = re.compile(r"([A-Za-z][A-Za-z _()-]{1,24}?)[ \t*]*[:=](?!//)[\s*]*")
_BEHIND_STATE = re.compile(r"\s*(?:[(\[,;:–—]|\b(?:in|by|on|to|with|as of|since)\b)")
_KEY_SHAPE = re.compile(r"(x-)?[a-z][a-z_-]{1,19}\Z")


def folded(name: str) -> str:
    """A name for comparison."""
    return " ".join(name.strip(" *_`:").casefold().replace("_", " ").split())


def canonical_field(name: str) -> str | None:
    """The field that a name below or inside an item stands for."""
    plain = folded(name)
    return plain if plain in FIELDS else _NAMES.get(plain)


def column_field(name: str) -> str | None:
    """The field of a table's column; `text` and `id` for the action itself."""
    plain = folded(re.sub(r"\([^()]*\)", "", name)) or folded(name)
    if plain in _TEXTS:
        return "text"
    if plain in _IDS:
        return "id"
    return canonical_field(plain) or _COLUMNS.get(plain)


def state_of(words: str) -> ActionState | None:
    """The state that a word or two name."""
    plain = folded(words).strip(" .!✅✔️☑⏳🚧🔄")
    if not plain:
        return mark_state(words)
    # "Complete (PR 12)", "done in 2.4", "merged to main": what follows says where.
    for said in (plain, _BEHIND_STATE.split(plain, maxsplit=1)[0]):
        state = _STATE_WORDS.get(said.replace(" ", "-")) or _STATE_WORDS.get(said.replace(" ", "_"))
        if state is not None:
            return state
    return None


def mark_state(text: str) -> ActionState | None:
    """The state that an emoji at the head of a text stands for."""
    first = text.lstrip()[:1]
    if first and first in "✅✔☑🟢":
        return ActionState.DONE
    return ActionState.IN_PROGRESS if first and first in "⏳🚧🔄🏗🟡" else None


def aim_of(word: str) -> str | None:
    """The aim that an adopted collection's type stands for, None where it is none."""
    return next(
        (_AIM_WORDS[part] for part in re.findall(r"[a-z]+", word.casefold()) if part in _AIM_WORDS), None
    )


def names_nobody(owner: str | None) -> bool:
    """Whether an owner is missing or only stands for one that is to come: `TBD`, `???`, `nobody`, `-`."""
    if owner is None:
        return True
    plain = folded(owner.strip("()[]<>{}@. ")).strip("()[]<>{}@.!: ")
    return plain in _NOBODY or not any(character.isalnum() for character in plain)


def read_field(content: MappedText) -> ActionField | None:
    """`name: value` with a name that looks like one of a field; whether it is one, the caller asks."""
    found = _KEY.match(content.text)
    if found is None:
        return None
    value = content.slice(found.end(), len(content)).strip()
    key = content.span(found.start(1), found.end(1))
    end = content.span().end
    return ActionField(
        name=canonical_field(found[1]) or found[1].strip(),
        value=value.text.rstrip("*"),
        key_span=key,
        value_span=value.span() if value else Span(end, end),
        span=content.span(),
    )


def is_key_shaped(name: str) -> bool:
    """Whether a name is written as field names are: one lower-case word."""
    return bool(_KEY_SHAPE.match(name))
