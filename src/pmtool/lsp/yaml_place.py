"""Where in the front matter a cursor stands while somebody types half a line.

That is no YAML which a parser could read. One pass over the lines, by indentation: block mappings and lists,
block texts (`|`), and flow collections on one line.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
import re

from pmtool.model.front_matter import KeyPath

_KEY = re.compile(r"([A-Za-z_][\w-]*|\"[^\"]*\"|'[^']*')[ \t]*:(?=[ \t]|\Z)")
_SPACES = re.compile(" *")
# Deeper than the reader of front matter goes, nothing is proposed.
_DEPTH = 32
_BLOCK_TEXT = re.compile(r"[|>][-+0-9]{0,2}[ \t]*(?:#.*)?\Z")


@dataclass(frozen=True)
class YamlPlace:
    """What may be typed. path: the mapping, for a key, or the key or list, for a value. typed: what stands
    there up to the cursor. key, value: which of the two it can be; an item of a list may be either.
    siblings: keys already there.
    """

    path: KeyPath
    typed: str
    key: bool
    value: bool
    siblings: frozenset[str] = frozenset()


@dataclass
class _Level:
    column: int
    step: str | int
    is_item: bool


@dataclass
class _Reader:
    stack: list[_Level] = field(default_factory=list)
    keys: dict[KeyPath, set[str]] = field(default_factory=dict)
    counts: dict[KeyPath, int] = field(default_factory=dict)
    text_column: int | None = None

    @property
    def path(self) -> KeyPath:
        return tuple(level.step for level in self.stack)

    def leave(self, column: int, *, item: bool) -> None:
        """Close what a token at a column ends: deeper levels, and a sibling at the same column."""
        while self.stack:
            top = self.stack[-1]
            if top.column < column or (top.column == column and item and not top.is_item):
                return
            self.stack.pop()

    def read(self, line: str) -> tuple[int, str]:
        """Take in a line's dashes and key; returns where its value begins, and the value."""
        column = len(line) - len(line.lstrip(" "))
        if self.text_column is not None and (not line.strip() or column > self.text_column):
            return len(line), ""
        self.text_column = None
        while line[column : column + 2] in ("- ", "-") and len(self.stack) < _DEPTH:
            self.leave(column, item=True)
            number = self.counts.get(self.path, 0)
            self.counts[self.path] = number + 1
            self.stack.append(_Level(column, number, is_item=True))
            column += 1
            column = _SPACES.match(line, column).end()  # type: ignore[union-attr]
        found = _KEY.match(line, column)
        if found is None:
            return column, line[column:]
        self.leave(column, item=False)
        name = found[1].strip("\"'")
        self.keys.setdefault(self.path, set()).add(name)
        self.stack.append(_Level(column, name, is_item=False))
        start = found.end() + len(line[found.end() :]) - len(line[found.end() :].lstrip(" \t"))
        if _BLOCK_TEXT.match(line[start:]):
            self.text_column = column
        return start, line[start:]


def place_at(lines: Sequence[str], number: int, column: int) -> YamlPlace | None:
    """The place of a cursor in the lines between the fences; None where nothing can be proposed."""
    reader = _Reader()
    for line in lines[:number]:
        reader.read(line)
    line = lines[number][:column]
    if reader.text_column is not None and len(line) - len(line.lstrip(" ")) > reader.text_column:
        return None
    start, value = reader.read(line)
    if "#" in value and (value.startswith("#") or " #" in value):
        return None
    top = reader.stack[-1] if reader.stack else None
    if top is not None and not top.is_item and top.column < start and _KEY.match(line, top.column):
        found: YamlPlace | None = _flow(reader.path, value)
    else:
        found = _bare(reader, start, value)
    return _with_siblings(found, reader, lines[number + 1 :]) if found else None


def _bare(reader: _Reader, column: int, value: str) -> YamlPlace | None:
    """A line with neither key nor colon yet."""
    top = reader.stack[-1] if reader.stack else None
    if top is not None and top.is_item and top.column < column:
        if value[:1] in ("{", "["):
            return _flow(reader.path, value)
        return YamlPlace(reader.path, value, key=True, value=True)
    reader.leave(column, item=False)
    if not re.fullmatch(r"[\w-]*", value):
        return None
    return YamlPlace(reader.path, value, key=True, value=False)


def _flow(path: KeyPath, value: str) -> YamlPlace:
    """Inside `[a, {b: c`: follow the brackets up to the cursor."""
    opened: list[str] = []
    steps: list[str | int] = list(path)
    typed = ""
    after_colon = False
    seen: list[set[str]] = []
    quote = ""
    for character in value:
        if quote:
            quote = "" if character == quote else quote
            typed += character
        elif character in "\"'" and not typed.strip():
            quote = character
            typed += character
        elif character in "[{" and not typed.strip():
            opened.append(character)
            seen.append(set())
            if character == "[":
                steps.append(0)
            typed, after_colon = "", False
        elif character in "]}" and opened:
            if opened.pop() == "[" or after_colon:
                steps.pop()
            seen.pop()
            typed, after_colon = "", False
        elif character == "," and opened:
            if opened[-1] == "{" and after_colon:
                steps.pop()
            typed, after_colon = "", False
        elif character == ":" and opened and opened[-1] == "{" and not after_colon:
            seen[-1].add(typed.strip())
            steps.append(typed.strip())
            typed, after_colon = "", True
        else:
            typed += character
    in_map = bool(opened) and opened[-1] == "{" and not after_colon
    known = frozenset(seen[-1]) if seen else frozenset()
    return YamlPlace(tuple(steps), typed.lstrip(), key=in_map, value=not in_map, siblings=known)


def _with_siblings(place: YamlPlace, reader: _Reader, following: Sequence[str]) -> YamlPlace:
    if not place.key:
        return place
    for line in following:
        reader.read(line)
    return YamlPlace(
        place.path,
        place.typed,
        key=True,
        value=place.value,
        siblings=place.siblings | frozenset(reader.keys.get(place.path, ())),
    )
