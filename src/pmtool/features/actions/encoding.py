"""Values and texts as Markdown that reads back as exactly the same words."""

from collections.abc import Callable, Iterator
import re

from pmtool.errors import PmError
from pmtool.model.entries import ActionState
from pmtool.parse import parse

_SPECIAL = re.compile(r"([\\`*_\[\]<>&~|#!])")
_PIPE = re.compile(r"(?<!\\)\|")
_WORDS = re.compile(r"[^\W_]+")
_SPACE = re.compile(r"\s+")


def one_line(text: str) -> str:
    """The text with every run of white space as one space: a field is one line."""
    return _SPACE.sub(" ", text).strip()


def _ways(text: str) -> Iterator[str]:
    """Ways to write a text, the plainest first."""
    yield text
    escaped = _SPECIAL.sub(r"\\\1", text)
    if "`" in text:
        yield escaped
    else:
        # A path or a name is code to its readers; a sentence is not.
        yield from (escaped, f"`{text}`") if " " in text else (f"`{text}`", escaped)


def _first(text: str, what: str, reads_back: Callable[[str], bool], *, in_cell: bool = False) -> str:
    if not text:
        raise PmError(f"{what} is empty")
    for way in _ways(text):
        written = _PIPE.sub(r"\\|", way) if in_cell else way
        if reads_back(written):
            return written
    raise PmError(f"{what} '{text}' cannot be written so that it reads the same; put it in other words")


def field_markdown(name: str, value: str) -> str:
    """A field's value for a line `- name: value`. Raises PmError where there is no way."""

    def reads_back(written: str) -> bool:
        found = parse("x.md", f"## Actions\n\n- [ ] **A1** Act\n  - {name}: {written}\n").actions
        return len(found) == 1 and found[0].text == "Act" and found[0].get(name) == value

    return _first(value, name, reads_back)


def cell_markdown(name: str, value: str) -> str:
    """A field's value for a cell of a table. Raises PmError where there is no way."""
    if value.casefold() in ("none", "n/a", "na", "tbd"):
        raise PmError(f"{name} '{value}' means an empty cell in a table; put it in other words")

    def reads_back(written: str) -> bool:
        table = f"## Actions\n\n| Action | {name} |\n|---|---|\n| Act | {written} |\n"
        found = parse("x.md", table).actions
        return len(found) == 1 and found[0].text == "Act" and found[0].get(name) == value

    return _first(value, name, reads_back, in_cell=True)


def item_text(text: str, ident: str) -> tuple[str, str]:
    """The text of an action, given as Markdown, for the head of its item, and how it reads.

    Raises PmError where a part of it reads as something else than text.
    """
    return _text(text, ident, "## Actions\n\n- [ ] {}\n")


def cell_text(text: str, ident: str | None) -> tuple[str, str]:
    """The text of an action, given as Markdown, for its cell (with an id if given), and how it reads."""
    return _text(_PIPE.sub(r"\\|", text), ident, "## Actions\n\n| Action | Owner |\n|---|---|\n| {} | |\n")


def _text(text: str, ident: str | None, around: str) -> tuple[str, str]:
    if not text:
        raise PmError("the text of the action is empty")
    written = f"**{ident}** {text}" if ident else text
    found = parse("x.md", around.format(written)).actions
    # A ticket that the text names stays part of it; an owner, a date or a state would be taken out.
    if len(found) == 1 and found[0].id == ident and found[0].text and not set(found[0].fields) - {"ticket"}:
        action = found[0]
        if action.state is ActionState.OPEN and _WORDS.findall(action.text) == _WORDS.findall(text):
            return written, action.text
    raise PmError(
        f"a part of '{text}' is read as an id, a state, an owner or a date; put it in other words",
        "give the owner with --owner, the date with --due",
    )
