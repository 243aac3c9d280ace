"""Which lines of a file a change touches: from a patch without context, or from two texts."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
import difflib
import re

from pmtool.model.span import Span

_HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_HEADING = re.compile(r" {0,3}#{1,6}(?:\s|$)")
_ESCAPE = re.compile(r"\\([0-7]{3}|.)")
_ESCAPES = {"a": 7, "b": 8, "t": 9, "n": 10, "v": 11, "f": 12, "r": 13}


@dataclass(frozen=True, slots=True)
class Touched:
    """Lines of the new text, counted from 1 by line feeds.

    added: ranges of added or changed lines, both ends inclusive. cut: the line after which lines were deleted
    (0 is the top). heading_lost: a deleted or changed line was a heading. whole: the file is new.
    """

    added: tuple[tuple[int, int], ...] = ()
    cut: tuple[int, ...] = ()
    heading_lost: bool = False
    whole: bool = False

    def lines(self) -> Iterator[tuple[int, int]]:
        """The ranges that a finding must meet: where lines were deleted, the lines on both sides count."""
        yield from self.added
        for line in self.cut:
            yield max(1, line), line + 1

    def spans(self, text: str) -> list[Span]:
        """The same as spans of the text, line ends included."""
        starts = [0, *(found.end() for found in re.finditer("\n", text)), len(text) + 1]
        last = len(starts) - 2
        return [Span(starts[min(first - 1, last)], starts[min(end, last + 1)]) for first, end in self.lines()]


@dataclass(slots=True)
class _Growing:
    added: list[tuple[int, int]]
    cut: list[int]
    heading_lost: bool = False

    def done(self) -> Touched:
        return Touched(tuple(self.added), tuple(self.cut), self.heading_lost)


def read_patch(patch: str) -> Mapping[str, Touched]:
    """Path -> what a `git diff --unified=0` says of it; paths without the prefix `b/`.

    Lines of a hunk are counted, so that a line of a review that looks like a header is not taken for one.
    """
    found: dict[str, _Growing] = {}
    current: _Growing | None = None
    expected = 0
    for line in patch.split("\n"):
        if expected and line[:1] in "+-":
            expected -= 1
            if current is not None and line[0] == "-" and _HEADING.match(line[1:]):
                current.heading_lost = True
        elif line.startswith("+++ "):
            path = _path(line[4:])
            current = None if path is None else found.setdefault(path, _Growing([], []))
        elif hunk := _HUNK.match(line):
            removed, first, added = int(hunk[2] or "1"), int(hunk[3]), int(hunk[4] or "1")
            expected = removed + added
            if current is not None and added:
                current.added.append((first, first + added - 1))
            elif current is not None:
                current.cut.append(first)
    return {path: growing.done() for path, growing in found.items()}


def _path(written: str) -> str | None:
    """The path of a `+++` line: quoted if it holds odd characters, with a tab behind it if it holds a space."""
    written = written.removesuffix("\t")
    if written.startswith('"') and written.endswith('"'):
        # bytes are escaped one by one, all else is the character itself
        raw = _ESCAPE.sub(_unescape, written[1:-1])
        written = raw.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")
    return written[2:] if written.startswith("b/") else None


def _unescape(found: re.Match[str]) -> str:
    code = found[1]
    if len(code) == 3:
        return bytes([int(code, 8) & 255]).decode("ascii", "surrogateescape")
    return chr(_ESCAPES[code]) if code in _ESCAPES else code


def touched_between(old: str, new: str) -> Touched:
    """The lines of `new` that are not in `old`; line ends do not count."""
    before, after = ([line.rstrip("\r") for line in text.split("\n")] for text in (old, new))
    growing = _Growing([], [])
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag in ("replace", "insert"):
            growing.added.append((j1 + 1, j2))
        elif tag == "delete":
            growing.cut.append(j1)
        if tag in ("replace", "delete") and any(_HEADING.match(line) for line in before[i1:i2]):
            growing.heading_lost = True
    return growing.done()


def lines_in_common(one: str, other: str) -> float:
    """The share of lines with text that two texts have in common, 0 to 1, of the longer one."""
    first, second = (
        Counter(line.strip() for line in text.splitlines() if line.strip()) for text in (one, other)
    )
    longer = max(first.total(), second.total())
    return (first & second).total() / longer if longer else 0.0
