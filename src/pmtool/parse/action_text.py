"""What stands inside the text of an action: its id, its state, owner, due date and ticket."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
import re

from pmtool.model.blocks import Link
from pmtool.model.entries import ActionField, ActionState
from pmtool.model.mapped import MappedText
from pmtool.model.span import Span
from pmtool.parse.action_fields import canonical_field, mark_state, state_of
from pmtool.parse.dates import read_date

_ID = r"[A-Z]{1,3}-?\d{1,3}"
_ID_START = re.compile(rf"(?:\[({_ID})\]|({_ID})\b)[\s*]*([:.)–—]|-(?=\s))?[\s*]*")
_PRIORITY = re.compile(r"P-?\d\Z")
# Ids that need no bold or bracket to be seen; others (S3, K8) are often things.
_PLAIN_ID = re.compile(r"(?:A|AI|AP|ACT|CA)-?\d{1,3}\Z")
_MARK = re.compile(r"[\s✅✔️☑🟢⏳🚧🔄🏗🟡⬜☐📝]+")
_STATE_START = re.compile(
    r"(?:[(\[]([A-Za-z' -]{2,20})[)\]]|([A-Z]{2,}(?: [A-Z]{2,})?)(?=[\s:–-])|([A-Za-z' ]{2,14}?):)[\s:–—-]*"
)
_STATE_END = re.compile(
    r"\s*(?:[(\[]\s*([A-Za-z' ]{2,20}?)(?:\s+(?:in|by|on|with|see)\b[^()]{0,60}|"
    r"\s*[-–,:][^()]{0,60})?[)\]]|[-–—]\s*([A-Za-z ]{2,16})|([✅✔☑]️?))[\s.]*\Z"
)
_INLINE = re.compile(
    r"[\s(\[,;.—–|-]*\b(owners?|assignee|assigned to|due(?: date)?|deadline|target date|ticket|status|"
    r"state|aim|strength)"
    r"\s*[:=]\s*([^,;|()\[\]]{1,60})[)\]]?[\s.,;|]*",
    re.IGNORECASE,
)
_HANDLE = r"@[A-Za-z0-9][\w-]{0,38}(?:/[\w-]{1,39})?"
_HANDLE_END = re.compile(
    rf"[\s(\[,—–-]*({_HANDLE}(?:(?:\s*[,/&]\s*|\s+and\s+){_HANDLE}){{0,4}})[)\]]?\s*(?:\[\w+\])?[\s.]*\Z"
)
_HANDLE_START = re.compile(rf"({_HANDLE})(?=[\s:,])")
_NAME_END = re.compile(r"\s*[(\[]([A-Z][\w'’-]+(?: [A-Z][\w'’.-]+){0,2})[)\]][\s.]*\Z")
_THING = re.compile(
    r"\b(?:Phase|Part|Step|Cloud|Priority|Term|Week|Quarter|Issue|Option|Solution|API|"
    r"See)\b|\d"
)
_DUE_END = re.compile(
    r"[\s(\[,—–-]*\b(?:due|by|until|before|deadline)[\s:]+(?:on\s+)?(?=\d|[A-Z])", re.IGNORECASE
)
_TICKET = re.compile(
    r"(?<![\w/#-])(?:[\w.-]{1,60}/[\w.-]{1,60}#\d{1,7}|[\w.-]{0,60}#\d{1,7}|[A-Z][A-Z0-9]{1,9}-\d{1,7})\b"
)
_TICKET_URL = re.compile(r"/(?:issues|pull|pulls|browse|merge_requests|tickets?|work_items|_workitems)/")
_NONE = re.compile(
    (
        r"\W*(?:n/?a|none|nothing|tbd|not applicable|no (?:further |follow[- ]?up |more |immediate "
        r")?(?:actions?|items?|follow[- ]?ups?)\b.{0,60})\W*\Z"
    ),
    re.IGNORECASE,
)
_THEME = re.compile(
    r"(?:(?:for |in the )?(?:short|medium|mid|long|near(?:er)?|longer|shorter)[- ]?(?:er)?[- ]?term|"
    r"immediate(?:ly)?|now|next|later|done|completed?|to[- ]?do|"
    r"in[- ]progress|open|pending|process(?:es)?|technical|monitoring|alerting|documentation|detection|"
    r"prevention|mitigation|"
    r"response|people|tooling|communications?|infrastructure|testing|training|(?:high|medium|low)(?: "
    r"priority)?|p[0-4])\b"
    r"[^.!?]{0,30}\Z",
    re.IGNORECASE,
)


@dataclass
class ItemText:
    """The text of an action in `content`, from `start` to `end`, and what was read from around it."""

    content: MappedText
    start: int
    end: int
    id: str | None = None
    id_span: Span | None = None
    state: ActionState | None = None
    struck: bool = False
    fields: dict[str, ActionField] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The plain text."""
        return self.content.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """Where it stands in the file."""
        return self.content.span(self.start, self.end)

    def add(self, name: str, start: int, end: int, value: str | None = None) -> None:
        """A field whose value stands in the text; the first of a name wins."""
        if end > start and name not in self.fields:
            span = self.content.span(start, end)
            self.fields[name] = ActionField(name, value or self.content.text[start:end], span, span, span)


def says_none(text: str) -> bool:
    """Whether an item says that there is nothing to do."""
    return bool(_NONE.match(text[:120])) and not re.match(r"\W*tbd", text, re.IGNORECASE)


def is_theme(text: str) -> bool:
    """Whether an item with a list in it only gathers actions: "Short term:", "Monitoring"."""
    plain = text.strip(" :*")
    return len(plain.split()) <= 5 and bool(_THEME.match(plain))


def read_item_text(content: MappedText, links: Sequence[Link], people: Set[str]) -> ItemText:
    """Id, state and inline fields of an action's own text."""
    item = ItemText(content, 0, len(content))
    item.struck = bool(content.pieces) and all(p.struck for p in content.pieces if p.text.strip(" .:✅✔"))
    _read_start(item)
    _read_tickets(item, links)
    for _ in range(6):  # what stands at the end may come in any order
        before = item.end
        _read_end(item, people)
        if item.end == before:
            break
    _trim(item)
    return item


def _trim(item: ItemText) -> None:
    text = item.content.text
    while item.start < item.end and text[item.start] in " \n\t":
        item.start += 1
    while item.end > item.start and text[item.end - 1] in " \n\t,;:|(–—":
        item.end -= 1


def _read_start(item: ItemText) -> None:
    text = item.content.text
    for _ in range(4):
        before = item.start
        mark = _MARK.match(text, item.start)
        if mark is not None and mark.end() < item.end:
            item.state = item.state or mark_state(mark[0])
            item.start = mark.end()
        _read_id(item)
        said = _STATE_START.match(text, item.start, item.end)
        words = next((group for group in said.groups() if group), "") if said else ""
        state = state_of(words) if said and said.end() < item.end else None
        if said is not None and state is not None:
            item.state = item.state or state
            item.start = said.end()
        if item.start == before:
            break
    handle = _HANDLE_START.match(text, item.start, item.end)
    if handle is not None:
        item.add("owner", handle.start(1), handle.end(1))


def _read_id(item: ItemText) -> None:
    found = _ID_START.match(item.content.text, item.start, item.end)
    if item.id is not None or found is None or found.end() >= item.end:
        return
    written = found[1] or found[2]
    first = item.content.slice(item.start, item.start + 1)
    # A bold id alone; a bold lead that begins with one has more bold text behind it.
    behind = item.content.slice(found.end(), found.end() + 1)
    bold = (
        bool(first.pieces) and first.pieces[0].strong and bool(behind.pieces) and not behind.pieces[0].strong
    )
    if _PRIORITY.match(written) or not (found[1] or bold or _PLAIN_ID.match(written)):
        return
    item.id = written
    number = 1 if found[1] else 2
    item.id_span = item.content.span(found.start(number), found.end(number))
    item.start = found.end()


def _read_end(item: ItemText, people: Set[str]) -> None:
    text = item.content.text
    tail = max(item.start, item.end - 120)
    inline = list(_INLINE.finditer(text, tail, item.end))
    if inline and inline[-1].end() >= item.end and inline[-1].start() > item.start:
        found = inline[-1]
        name = canonical_field(found[1])
        value = found[2].rstrip(" .")
        if name is not None and value:
            item.add(name, found.start(2), found.start(2) + len(value))
            item.end = found.start()
            return
    said = _STATE_END.search(text, tail, item.end)
    if said is not None and said.start() > item.start:
        words = said[1] or said[2] or ""
        state = state_of(words) if words else ActionState.DONE
        if state is not None:
            item.state = item.state or state
            item.end = said.start()
            return
    handle = _HANDLE_END.search(text, tail, item.end)
    if handle is not None and handle.start() > item.start:
        item.add("owner", handle.start(1), handle.end(1))
        item.end = handle.start()
        return
    name_end = _NAME_END.search(text, tail, item.end)
    if name_end is not None and _is_person(name_end[1], people):
        item.add("owner", name_end.start(1), name_end.end(1))
        item.end = name_end.start()
        return
    _read_due(item, tail)


def _is_person(name: str, people: Set[str]) -> bool:
    """Whether a name in parentheses is somebody: known to the document, or two or three words that are no
    state."""
    first, *more = name.split()
    return (
        first in people
        or name in people
        or (bool(more) and state_of(name) is None and not _THING.search(name))
    )


def _read_due(item: ItemText, tail: int) -> None:
    text = item.content.text
    for found in _DUE_END.finditer(text, tail, item.end):
        date = read_date(text, found.end(), day_first=False)
        if date is not None and not text[date.end : item.end].strip(" .)]") and found.start() > item.start:
            item.add("due", found.end(), date.end, date.day.isoformat() if date.day else None)
            item.end = found.start()
            return


def _read_tickets(item: ItemText, links: Sequence[Link]) -> None:
    span = item.content.span(item.start, item.end) if item.end > item.start else None
    if span is None:
        return
    for link in links:
        if link.span.overlaps(span) and _TICKET_URL.search(link.target):
            item.fields.setdefault(
                "ticket", ActionField("ticket", link.target, link.span, link.span, link.span)
            )
            return
    found = _TICKET.search(item.content.text, item.start, item.end)
    if found is not None and not re.match(
        r"(?:UTF|SHA|ISO|RFC|CVE|TLS|HTTP|EC|GPT|COVID|AES|MD|X)-", found[0]
    ):
        item.add("ticket", found.start(), found.end())
