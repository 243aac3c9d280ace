"""Reviews that a text names: by stem or alias anywhere, or by a link to the file."""

from collections.abc import Iterator
from dataclasses import dataclass
import os
from pathlib import Path, PurePosixPath
import re
from urllib.parse import unquote, urlsplit

from pmtool.corpus import MARKDOWN
from pmtool.lsp.session import View
from pmtool.model.blocks import Link
from pmtool.model.span import Span
from pmtool.parse import Document

_WORD = re.compile(r"[\w-]+(?:\.[\w-]+)*")
_ACTION = re.compile(r"/(A\d{1,4})\b")


@dataclass(frozen=True, slots=True)
class Mention:
    """A stem or alias in a text. span: of the name; action: of `STEM/A1`."""

    stem: str
    span: Span
    action: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """The review that is meant."""

    path: Path
    document: Document

    def summary(self) -> str:
        """A few lines about it, Markdown."""
        title = self.document.title
        data = self.document.front.data
        facts = [str(data[key]) for key in ("severity", "kind", "status") if isinstance(data.get(key), str)]
        opened = sum(action.box is False for action in self.document.actions)
        facts += [f"{opened} open action{'s' if opened != 1 else ''}"] if opened else []
        parts = [
            f"**{title[0] if title else self.path.stem}**",
            " · ".join(facts),
            f"`{self.document.path.as_posix()}`",
        ]
        return "\n\n".join(part for part in parts if part)


def without_ending(name: str) -> str:
    """A file name without a Markdown ending."""
    return next((name.removesuffix(ending) for ending in MARKDOWN if name.endswith(ending)), name)


def mention_at(view: View, offset: int) -> Mention | None:
    """The review that is named at an offset, if there is one of that name."""
    known = view.folder.corpus.stems()
    line = view.document.lines.line_span(view.document.lines.position(offset).line)
    for word in _WORD.finditer(view.text, line.start, line.end):
        if word.start() <= offset <= word.end():
            stem = without_ending(word[0])
            if stem in known:
                action = _ACTION.match(view.text, word.start() + len(stem), line.end)
                return Mention(
                    stem, Span(word.start(), word.start() + len(stem)), action[1] if action else None
                )
    link = link_at(view, offset)
    path = file_of(view, link.target) if link else None
    if (
        link
        and path
        and path.name.endswith(MARKDOWN)
        and view.folder.corpus.shown(path) in known.get(path.stem, ())
    ):
        return Mention(path.stem, link.span)
    return None


def link_at(view: View, offset: int) -> Link | None:
    """The link under an offset."""
    return next((link for link in view.document.links if link.span.start <= offset <= link.span.end), None)


def file_of(view: View, target: str) -> Path | None:
    """The file that a link means; None for one elsewhere, outside of the repository or not there."""
    parts = urlsplit(target) if not target.startswith("//") else None
    if parts is None or parts.scheme or not parts.path or view.path is None:
        return None
    path = unquote(parts.path)
    base = view.folder.corpus.root if path.startswith("/") else view.path.parent
    return existing(view, base, path.lstrip("/"))


def existing(view: View, base: Path, written: str) -> Path | None:
    """A file below the root of the collection, by a path relative to `base`."""
    if not written or "\0" in written or len(written) > 1000:
        return None
    root = view.folder.corpus.root
    full = Path(os.path.normpath(base / PurePosixPath(written)))
    try:
        return full if full.is_relative_to(root) and full.is_file() else None
    except OSError:
        return None


def target_of(view: View, stem: str) -> Target | None:
    """The review behind a stem or alias."""
    for shown in view.folder.corpus.stems().get(stem, ()):
        path = view.folder.corpus.locate(shown)
        document = view.session.read(path, view.folder)
        if document is not None:
            return Target(path, document)
    return None


def names_of(view: View, stem: str) -> list[str]:
    """All names of the review behind a stem: its stem and its aliases."""
    known = view.folder.corpus.stems()
    files = set(known.get(stem, ()))
    return [name for name, claimed in known.items() if files & set(claimed)] or [stem]


def occurrences(text: str, names: list[str]) -> Iterator[Span]:
    """Where one of the names stands as a whole: alone, in a path, or before `/A1`."""
    pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    for found in re.finditer(rf"(?<![\w-])(?:{pattern})(?![\w-])", text):
        after = text[found.end() : found.end() + 12]
        if re.match(r"\.\w", after) and not after.startswith(MARKDOWN):
            continue  # a picture or a log file of that name
        yield Span(*found.span())
