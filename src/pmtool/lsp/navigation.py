"""Go to definition, and references: between reviews, and to the files that they name."""

from collections.abc import Iterator
from pathlib import Path
import re

from lsprotocol import types

from pmtool.lsp.mentions import (
    Mention,
    Target,
    existing,
    file_of,
    link_at,
    mention_at,
    names_of,
    occurrences,
    target_of,
)
from pmtool.lsp.session import View
from pmtool.parse import Document

_PATH_WORD = re.compile(r"[^\s\"'`()<>\[\]{},|]+")
_TOP = types.Range(types.Position(0, 0), types.Position(0, 0))


def definition(view: View, offset: int) -> list[types.Location]:
    """Where the thing under the cursor is written: a review, an action of it, a heading, a file."""
    mention = mention_at(view, offset)
    target = target_of(view, mention.stem) if mention else None
    if mention and target:
        return [_location(view, target, mention)]
    link = link_at(view, offset)
    if link is not None:
        return list(_behind_link(view, link.target))
    return list(_behind_path(view, offset))


def _location(view: View, target: Target, mention: Mention) -> types.Location:
    place = _TOP
    for action in target.document.actions if mention.action else ():
        if action.id == mention.action:
            place = view.session.positions.range(target.document.lines, action.title_span)
    return types.Location(target.path.as_uri(), place)


def _behind_link(view: View, written: str) -> Iterator[types.Location]:
    before, _, anchor = written.partition("#")
    if not before:
        place = _heading(view, view.document, anchor)
        if place is not None:
            yield types.Location(view.open.uri, place)
        return
    path = file_of(view, written)
    if path is not None:
        document = view.session.read(path, view.folder) if anchor else None
        yield types.Location(path.as_uri(), (_heading(view, document, anchor) if document else None) or _TOP)


def _heading(view: View, document: Document, anchor: str) -> types.Range | None:
    """The heading of an anchor as code hosts make it; repeated ones count `-1`, `-2`."""
    seen: dict[str, int] = {}
    for section in document.sections:
        slug = re.sub(r"[^\w\- ]", "", section.title.strip().lower()).replace(" ", "-")
        number = seen.get(slug, 0)
        seen[slug] = number + 1
        if anchor.lower() == (f"{slug}-{number}" if number else slug):
            return view.session.positions.range(document.lines, section.heading.own)
    return None


def _behind_path(view: View, offset: int) -> Iterator[types.Location]:
    """A value such as `evals/refunds.yaml`, relative to the root or to the review."""
    line = view.document.lines.line_span(view.document.lines.position(offset).line)
    for word in _PATH_WORD.finditer(view.text, line.start, line.end):
        if word.start() <= offset <= word.end() and view.path is not None:
            written = word[0].rstrip(".,;:").lstrip("/")
            path = existing(view, view.folder.corpus.root, written) or existing(
                view, view.path.parent, written
            )
            if path is not None and ("/" in written or "." in written):
                yield types.Location(path.as_uri(), _TOP)


def references(view: View, offset: int, *, declaration: bool) -> list[types.Location]:
    """Where the review under the cursor (else the open one) is named in the collection.

    Reads every file of the collection; a large one takes a second, so this runs beside the other requests.
    """
    mention = mention_at(view, offset)
    stem = mention.stem if mention else view.document.stem
    if view.path is None:
        return []
    names = names_of(view, stem)
    target = target_of(view, stem)
    found = [types.Location(target.path.as_uri(), _TOP)] if declaration and target else []
    if view.folder.corpus.known is None:
        view.folder.load_stems()
    shown = {path for paths in view.folder.corpus.stems().values() for path in paths}
    for path in sorted({view.folder.corpus.locate(name) for name in shown} | {view.path}):
        if target is None or path != target.path:
            found += _named_in(view, path, names)
    return found


def _named_in(view: View, path: Path, names: list[str]) -> Iterator[types.Location]:
    document = view.document if path == view.path else view.session.read(path, view.folder)
    if document is None:
        return
    for span in occurrences(document.text, names):
        yield types.Location(path.as_uri(), view.session.positions.range(document.lines, span))
