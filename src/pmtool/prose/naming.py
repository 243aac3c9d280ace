"""Individuals named in a sentence: known people, handles, mail addresses, and words that are given names.

What the repository knows (git authors, CODEOWNERS, configuration) is certain; a given name from the lexicon counts in the
places where people stand, and words that are also products, places or plain words need a second cue.
"""

# ruff: noqa: SIM905 -- word lists read better as text

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
import re

from pmtool.prose import grammar
from pmtool.prose.lexicon import lexicon
from pmtool.prose.not_people import function_word, is_thing, often_thing
from pmtool.prose.trace import Trace

_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_HANDLE = re.compile(r"(?<![\w/@.])@[A-Za-z][\w-]{1,38}(?![\w/@]|\.\w)")
_TITLES = frozenset("mr mrs ms dr prof professor".split())
# Mailboxes and handles of functions, not of people.
_SHARED = frozenset(
    "abuse accounts admin admins all alerts billing bot channel contact data dependabot everyone help helpdesk here hello hostmaster hr info "
    "instr it jobs latest legal list lists mail main master next no-reply noreply office oncall on-call ops postmaster press privacy renovate root sales security service "
    "sponsors sre stable support team webmaster param return override types property test tests".split()
)


@dataclass(frozen=True)
class Roster:
    """People who are known. full: first word -> the rest of full names; first: given names alone; handles without @."""

    full: Mapping[str, Sequence[tuple[str, ...]]] = field(default_factory=dict)
    first: frozenset[str] = frozenset()
    handles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Mention:
    """A person in a sentence: offsets into its text, the words, and how it is known.

    plain: the word that must not occur in lower case elsewhere in the document, or "" where the name is certain.
    """

    start: int
    end: int
    text: str
    cue: str
    plain: str = ""


def roster(people: Collection[str]) -> Roster:
    """The roster of names, handles (`@x`) and addresses; teams (`@org/team`) and bots are left out."""
    full: dict[str, list[tuple[str, ...]]] = {}
    first: set[str] = set()
    handles: set[str] = set()
    for person in people:
        plain = person.strip()
        if not plain or "/" in plain or "[bot]" in plain or plain.lower().endswith("bot"):
            continue
        if "@" in plain:
            handle = plain.lstrip("@").partition("@")[0].lower()
            if not _function_only(handle):
                handles.add(handle)
            continue
        words = tuple(word.casefold() for word in re.findall(r"\w+(?:[-']\w+)*", plain))
        if len(words) > 1:
            full.setdefault(words[0], []).append(words[1:])
        if words and len(words[0]) > 1:
            first.add(words[0])
    return Roster(full, frozenset(first), frozenset(handles))


def mentions(trace: Trace, known: Roster, allowed: Collection[str]) -> Iterator[Mention]:
    """The people named in a sentence, in order, without overlaps."""
    end = 0
    for mention in sorted(_all(trace, known), key=lambda m: (m.start, -m.end)):
        if mention.start >= end and _bare(mention).casefold() not in allowed:
            yield mention
            end = mention.end


def _bare(mention: Mention) -> str:
    """The name without its title."""
    return mention.text.partition(" ")[2] if mention.cue == "title" else mention.text


def _all(trace: Trace, known: Roster) -> Iterator[Mention]:
    for found in _MAIL.finditer(trace.text):
        if _personal_mail(found[0]):
            yield Mention(found.start(), found.end(), found[0], "mail address")
    for found in _HANDLE.finditer(trace.text):
        handle = found[0][1:].lower()
        if handle in known.handles or not _shared(handle):
            yield Mention(found.start(), found.end(), found[0], "handle")
    yield from _rostered(trace, known)
    yield from _titled(trace)
    for chunk in trace.chunks:
        if chunk.kind == "name" and not trace.tokens[chunk.head].text.startswith("@"):
            yield from _named(trace, chunk.head, known)


def _personal_mail(address: str) -> bool:
    """Not `support@...`, and not `action@v1.2`."""
    local, _, host = address.lower().partition("@")
    return host.rpartition(".")[2].isalpha() and not _shared(local)


def _function_only(handle: str) -> bool:
    """Whether nothing in a handle is left for a name: "infra", "platform-team"; not "infra-jo"."""
    return handle in _SHARED or all(
        part in _SHARED or function_word(part) for part in re.split(r"[-_.+]", handle) if part
    )


def _shared(handle: str) -> bool:
    """Whether a handle or mailbox is that of a team, a function, a package or a version."""
    parts = [part for part in re.split(r"[-_.+]", handle) if part]
    version = bool(parts) and re.fullmatch(r"v?\d+", parts[0]) is not None
    return (
        handle in _SHARED
        or version
        or any(part in _SHARED or function_word(part) for part in parts)
        or handle.endswith(("bot", "team"))
    )


def _named(trace: Trace, index: int, known: Roster) -> Iterator[Mention]:
    """A chunk of prose that is a name: a given name, or an unknown word with a verb that people have."""
    end = _name_end(trace, index)
    word = trace.tokens[index].text
    given = word in lexicon().names or word in known.first
    doubtful = given and often_thing(word)
    alone = end == index + 1
    if is_thing(trace, index, end, given=given) or (doubtful and alone and not _finite(trace, end)):
        return
    plain = "" if given and (not doubtful or _acts(trace, end - 1)) else trace.tokens[end - 1].text
    yield _mention(trace, index, end, "given name", plain)


def _finite(trace: Trace, index: int) -> bool:
    """Whether a verb follows, so that the name is a subject: "Adam restarted" but not "the Adam states"."""
    if index >= len(trace.tokens):
        return False
    return trace.tokens[index].text in grammar.AUXILIARIES or "d" in trace.tags[index]


def _titled(trace: Trace) -> Iterator[Mention]:
    """`Dr Lindqvist`, `Mr. Haddad`: a title says that a person follows."""
    tokens = trace.tokens
    for index in range(len(tokens) - 1):
        if tokens[index].text in _TITLES and tokens[index].shape == "X":
            at = index + 2 if tokens[index + 1].text == "." else index + 1
            if at < len(tokens) and tokens[at].shape == "X" and tokens[at].text not in grammar.FUNCTION:
                yield _mention(trace, index, _name_end(trace, at), "title")


def _rostered(trace: Trace, known: Roster) -> Iterator[Mention]:
    tokens = trace.tokens
    for index, token in enumerate(tokens):
        if token.shape != "X":
            continue
        for rest in known.full.get(token.text, ()):
            if tuple(after.text for after in tokens[index + 1 : index + 1 + len(rest)]) == rest:
                yield _mention(trace, index, index + 1 + len(rest), "known person")
        unsure = often_thing(token.text) or token.text in grammar.PRODUCTS
        if token.text in known.first and (not unsure or _acts(trace, index)):
            end = _name_end(trace, index)
            if not is_thing(trace, index, end, given=True):
                plain = "" if _acts(trace, index) else token.text
                yield _mention(trace, index, end, "known person", plain)


def _acts(trace: Trace, index: int) -> bool:
    """Whether a verb that only people have follows, as a word that is also a product needs."""
    return index + 1 < len(trace.tokens) and trace.tokens[index + 1].text in grammar.PERSONAL_VERBS


def _name_end(trace: Trace, index: int) -> int:
    end = index + 1
    tokens = trace.tokens
    if len(tokens[index].text) == 1 and end < len(tokens) and tokens[end].text == ".":
        end += 2
    while (
        end < len(tokens)
        and end < index + 3
        and tokens[end].shape == "X"
        and tokens[end].text not in grammar.FUNCTION
    ):
        if tokens[end].text in grammar.PRODUCTS or tokens[end].start - tokens[end - 1].end != 1:
            break
        end += 1
    return min(end, len(tokens))


def _mention(trace: Trace, start: int, end: int, cue: str, plain: str = "") -> Mention:
    low, high = trace.tokens[start].start, trace.tokens[end - 1].end
    return Mention(low, high, trace.text[low:high], cue, plain)


def follows_title(trace: Trace, offset: int) -> bool:
    """Whether "Dr", "Mr" or an article stands before an offset: then a name cannot simply be replaced."""
    before = trace.text[:offset].split()
    return bool(before) and before[-1].rstrip(".").lower() in _TITLES | {"the", "a", "an", "our", "their"}
