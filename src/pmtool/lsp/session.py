"""Open texts and what was found in them; `server` decides when to look."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
import datetime as dt
from functools import cached_property
from pathlib import Path, PurePath
import re
from urllib.parse import urlsplit
from urllib.request import url2pathname

from lsprotocol import types

from pmtool.engine import Engine
from pmtool.lsp.folders import Folder, Folders
from pmtool.lsp.positions import Positions
from pmtool.lsp.settings import Settings
from pmtool.model.diagnostic import Diagnostic
from pmtool.model.span import Span
from pmtool.parse import Document
from pmtool.rules.base import Context

_HALVES = re.compile("[\ud800-\udfff]")


def path_of(uri: str) -> Path | None:
    """The file behind a URI; None for a text that is no file (yet)."""
    parts = urlsplit(uri)
    if parts.scheme != "file":
        return None
    # `;`, `?` and `#` in names arrive escaped; urlsplit leaves the path otherwise whole.
    return Path(url2pathname(f"//{parts.netloc}{parts.path}" if parts.netloc else parts.path))


@dataclass(frozen=True, slots=True, eq=False)
class OpenText:
    """A text as the editor has it; a new object for every change."""

    uri: str
    text: str
    version: int | None = None


@dataclass(frozen=True)
class View:
    """One open text seen as a review: what every request is answered from."""

    open: OpenText
    path: Path | None
    document: Document
    folder: Folder
    session: "Session"
    settings: Settings
    now: dt.datetime

    @property
    def text(self) -> str:
        """The text."""
        return self.document.text

    @property
    def is_review(self) -> bool:
        """Whether `pm` has a say in the text: a review, or any Markdown where the settings say so."""
        if self.path is None or self.settings.scope == "all":
            return self.settings.scope == "all"
        return self.folder.corpus.contains(self.path)

    @cached_property
    def diagnostics(self) -> Sequence[Diagnostic]:
        """What the rules find; nothing in a text that is no review."""
        if not self.is_review:
            return ()
        context = Context(self.folder.config, self.folder.corpus, self.now)
        return Engine(self.folder.selection, context).check(self.document)[0]

    @property
    def is_checked(self) -> bool:
        """Whether the rules ran already."""
        return "diagnostics" in vars(self)

    def range(self, span: Span) -> types.Range:
        """A span as the editor counts."""
        return self.session.positions.range(self.document.lines, span)

    def offset(self, position: types.Position) -> int:
        """A position of the editor as an offset."""
        return self.session.positions.offset(self.document.lines, position)

    def markup(self, text: str) -> types.MarkupContent:
        """Markdown, named as plain text for an editor that cannot show it."""
        asked = self.session.capabilities.text_document
        formats = asked.hover.content_format if asked and asked.hover else None
        plain = bool(formats) and types.MarkupKind.Markdown not in (formats or ())
        return types.MarkupContent(types.MarkupKind.PlainText if plain else types.MarkupKind.Markdown, text)

    def line_before(self, offset: int) -> tuple[str, int]:
        """The text from the start of the line to an offset, and where that line starts."""
        start = self.document.lines.line_span(self.document.lines.position(offset).line).start
        return self.text[start:offset], start


class Session:
    """All open texts. capabilities: what the client can do, once it has said so."""

    def __init__(self, folders: Folders, now: Callable[[], dt.datetime]) -> None:
        self.folders = folders
        self.now = now
        self.settings = Settings()
        self.positions = Positions()
        self.capabilities = types.ClientCapabilities()
        self.texts: dict[str, OpenText] = {}
        self._views: dict[str, View] = {}

    def put(self, uri: str, text: str, version: int | None) -> None:
        """A text was opened or changed."""
        try:
            text.encode()
        except UnicodeEncodeError:
            # Half a character, as JSON can say it; what takes its place is as long in every encoding.
            text = _HALVES.sub("\ufffd", text)
        self.texts[uri] = OpenText(uri, text, version)

    def drop(self, uri: str) -> None:
        """A text was closed."""
        self.texts.pop(uri, None)
        self._views.pop(uri, None)

    def views_in(self, folder: Folder) -> list[View]:
        """The views of one collection that were made so far."""
        return [view for view in list(self._views.values()) if view.folder is folder]

    def forget_view(self, uri: str) -> None:
        """Something around a text changed: parse and check it again when asked."""
        self._views.pop(uri, None)

    def forget_views(self) -> None:
        """Something around the texts changed: parse and check them again when asked."""
        self._views.clear()

    def read(self, path: Path, folder: Folder) -> Document | None:
        """Another review: as the editor has it, else as it lies on disk; None where it cannot be read."""
        for opened in list(self.texts.values()):
            if path_of(opened.uri) == path:
                return Document(folder.corpus.shown(path), opened.text, folder.config.vocabulary)
        found = folder.corpus.read(path)
        return found if isinstance(found, Document) and found.fault is None else None

    def view(self, uri: str) -> View | None:
        """The view of an open text; the same object until the text or its surroundings change."""
        opened = self.texts.get(uri)
        if opened is None:
            return None
        path = path_of(uri)
        folder = self.folders.of(path.parent if path else self.folders.working)
        known = self._views.get(uri)
        if known is not None and known.open is opened and known.folder is folder:
            return known
        shown = folder.corpus.shown(path) if path else PurePath("untitled.md")
        document = Document(shown, opened.text, folder.config.vocabulary)
        made = View(opened, path, document, folder, self, self.settings, self.now())
        self._views[uri] = made
        return made
