"""Front matter, written: values as YAML, and one value set in a text of which all else stays as it is."""

from collections.abc import Sequence
import re

from pmtool.model.front_matter import FrontMatter, KeyPath, Value
from pmtool.parse.front_matter import read_front_matter, resolve_scalar

# Words that readers of YAML 1.1 take for something else than text.
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", ""})
_PLAIN = re.compile(r"[^\W\d_](?:[\w.,;()/+@%=$&*!?' -]|:(?=[\w/])|(?<=\w)#)*\Z")
_FLOW = re.compile(r"[\w./@+ -]+\Z")
_STAMP = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?\Z")
_COMMENT = re.compile(r"( +)(#)")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def yaml_text(value: Value, *, inside: bool = False) -> str:
    """A value on one line of YAML that reads back as the same value, whatever characters it holds.

    inside: it stands in a list or mapping written with brackets.
    """
    if value is None:
        return "null" if inside else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(yaml_text(item, inside=True) for item in value)}]"
    if isinstance(value, dict):
        pairs = (
            f"{yaml_text(key, inside=True)}: {yaml_text(item, inside=True)}" for key, item in value.items()
        )
        return "{" + ", ".join(pairs) + "}"
    return _scalar(value, inside=inside)


def _scalar(text: str, *, inside: bool) -> str:
    # Plain only where it begins with a letter: `12:30`, `1e3` and `@team` are no text to every reader.
    plain = (_FLOW if inside else _PLAIN).match(text) and text[0].isalpha() and not text.endswith(" ")
    if plain and text.casefold() not in _WORDS and resolve_scalar(text) == text:
        return text
    if text.isprintable() and text and "'" not in text:
        return f"'{text}'"
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def stamp_text(value: str) -> str:
    """A date or time as YAML: bare where it is one, as people write it; else like any text."""
    return value if _STAMP.match(value) else yaml_text(value)


class CannotSetError(ValueError):
    """A value has no place in this front matter."""


def set_value(text: str, path: Sequence[str], value: Value) -> str:
    """`text` with one value of its YAML front matter set; missing mappings on the way are added.

    A hint behind an empty value (`severity:   # sev1 | sev2`) stays. Raises CannotSetError where there is no
    readable YAML block, where the path leads through something that is no mapping, or where anything else
    would change.
    """
    front = read_front_matter(text)
    if front.kind != "yaml" or not front.readable:
        raise CannotSetError("there is no front matter that can be read")
    written = stamp_text(value) if isinstance(value, str) else yaml_text(value)
    changed = _changed(text, front, tuple(path), written)
    expected = _with(front.data, tuple(path), value)
    if read_front_matter(changed).data != expected:
        raise CannotSetError(f"'{'.'.join(path)}' cannot be set without touching other values")
    return changed


def _changed(text: str, front: FrontMatter, path: KeyPath, written: str) -> str:
    mark = front.marks.get(path)
    if mark is not None and mark.key is not None:
        if mark.value.start == mark.value.end or "\n" in text[mark.key.end : mark.value.start]:
            # Empty, or a block that begins on the next line: the value goes behind the colon.
            colon = text.index(":", mark.key.end) + 1
            end = mark.value.end if mark.value.end > mark.value.start else colon
            return _replaced(text, colon, end, f" {written}")
        return _replaced(text, mark.value.start, mark.value.end, written)
    known = len(path) - 1
    while known and path[:known] not in front.marks:
        known -= 1
    return _added(text, front, path[:known], [str(part) for part in path[known:]], written)


def _replaced(text: str, start: int, end: int, written: str) -> str:
    """The text with one stretch replaced; a comment behind it keeps its column where it can."""
    comment = _COMMENT.match(text, end)
    if comment is None:
        return text[:start] + written + text[end:]
    gap = max(1, len(comment[1]) + (end - start) - len(written))
    return text[:start] + written + " " * gap + text[comment.start(2) :]


def _added(text: str, front: FrontMatter, parent: KeyPath, rest: list[str], written: str) -> str:
    """The text with new keys `rest` below a mapping that is there."""
    newline = "\r\n" if "\r\n" in front.body.of(text) else "\n"
    depth, at = 0, front.body.end
    if parent:
        mark = front.marks[parent]
        inside = mark.value.of(text)
        if inside.startswith("{"):
            nested = (
                "".join(f"{key}: {{" for key in rest[:-1]) + f"{rest[-1]}: {written}" + "}" * (len(rest) - 1)
            )
            comma = ", " if inside[1:-1].strip() else ""
            return text[: mark.value.end - 1].rstrip() + comma + nested + text[mark.value.end - 1 :]
        children = [m for p, m in front.marks.items() if p[:-1] == parent and m.key is not None]
        if inside and not children:
            raise CannotSetError(f"'{'.'.join(map(str, parent))}' holds a value already, no mapping")
        key = children[0].key if children else mark.key
        if key is None:
            raise CannotSetError(f"'{'.'.join(map(str, parent))}' is no mapping")
        depth = key.start - (text.rfind("\n", 0, key.start) + 1) + (0 if children else 2)
        last = max((child.value.end for child in children), default=mark.value.end)
        at = text.find("\n", last) + 1
    lines = [" " * (depth + 2 * n) + f"{key}:" for n, key in enumerate(rest)]
    lines[-1] += f" {written}"
    block = newline.join(lines) + newline
    before = text[:at]
    return before + ("" if before.endswith("\n") else newline) + block + text[at:]


def _with(data: object, path: KeyPath, value: Value) -> object:
    """A copy of the data with one value set."""
    if not path:
        return value
    copy = dict(data) if isinstance(data, dict) else {}
    copy[str(path[0])] = _with(copy.get(str(path[0])), path[1:], value)
    return copy
