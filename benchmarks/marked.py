"""Whole documents with marks on the units that blame.

`[[category|The unit.]]` stands around a sentence, a list item, a heading or a table cell that blames; `[[?|...]]` around one
on which careful readers could differ. All else in the document is fine. Marks stay on one line.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
import re

from pmtool.rules.blame.implied_blame import READS_LIKE

_MARK = re.compile(r"\[\[([a-z?-]{1,30})\\?\|((?:(?!\[\[)[^\n])*?)\]\](?!\])")
_LEFT = re.compile(r"\[\[[a-z?-]{1,30}\\?\|")
CATEGORIES = frozenset([*READS_LIKE, "?"])


@dataclass(frozen=True)
class Marked:
    """A document without its marks. spans: offsets in `text` of the marked units, with their categories."""

    name: str
    text: str
    spans: tuple[tuple[int, int, str], ...]

    @property
    def author(self) -> str:
        """Who wrote it: `author-ab` of `author-ab-03-expired`."""
        return author_of(self.name)


def author_of(name: str) -> str:
    """The author in the name of a document."""
    return "-".join(name.split("-")[:2])


def unmark(name: str, source: str) -> Marked:
    """Takes the marks away.

    Raises:
        ValueError: for a category that does not exist, and a mark that is not closed on its line or within another.
    """
    pieces: list[str] = []
    spans: list[tuple[int, int, str]] = []
    at = length = 0
    for match in _MARK.finditer(source):
        category, text = match.groups()
        if category not in CATEGORIES:
            raise ValueError(f"{name}: {category!r} is no category")
        before = source[at : match.start()]
        start = length + len(before)
        spans.append((start, start + len(text), category))
        pieces += [before, text]
        length, at = start + len(text), match.end()
    text = "".join([*pieces, source[at:]])
    left = _LEFT.search(text)
    if left:
        raise ValueError(
            f"{name}: the mark {text[left.start() : left.start() + 60]!r} is not closed, or within another"
        )
    return Marked(name, text, tuple(spans))


def read_marked(folder: Path) -> Iterable[Marked]:
    """The marked documents of a folder, in order."""
    for path in sorted(folder.glob("*.md")):
        yield unmark(path.stem, path.read_text(encoding="utf-8"))


def bare(text: str) -> str:
    """A labelled sentence as it stood in its document: a table row in code marks is the row."""
    return text[1:-1] if text.startswith("`|") and text.endswith("|`") else text
