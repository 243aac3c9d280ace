"""A real client, connected to `pm lsp` over stdin and stdout."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
import os
from pathlib import Path
import sys
from typing import Any

from lsprotocol import types
from pygls.protocol import default_converter
from pytest_lsp import LanguageClient, client_capabilities
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, register_lsp_features

NOW = "2026-04-01T12:00:00Z"
PATIENCE = 15.0


class Editor:
    """What an editor does with the server. `opened` texts are kept as the editor has them."""

    def __init__(self, client: LanguageClient, root: Path, encoding: str) -> None:
        self.client = client
        self.root = root
        self.encoding = encoding
        self.versions: dict[str, int] = {}
        self.texts: dict[str, str] = {}
        self.published: dict[str, list[types.PublishDiagnosticsParams]] = {}
        self.registered: list[types.Registration] = []
        self._news = asyncio.Event()

        def published(params: types.PublishDiagnosticsParams) -> None:
            self.published.setdefault(params.uri, []).append(params)
            self._news.set()

        def registered(params: types.RegistrationParams) -> None:
            self.registered += params.registrations

        own = {
            types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS: published,
            types.CLIENT_REGISTER_CAPABILITY: registered,
        }
        register_lsp_features(client, {**DEFAULT_CLIENT_FEATURES, **own})

    def uri(self, name: str) -> str:
        return (self.root / name).as_uri()

    def open(self, name: str, text: str | None = None) -> str:
        if text is None:
            text = (self.root / name).read_bytes().decode("utf-8")
        uri = self.uri(name)
        # Never a version twice: an answer to an earlier test must not be taken for one to this.
        self.versions[uri], self.texts[uri] = self.versions.get(uri, 0) + 1, text
        item = types.TextDocumentItem(uri, "markdown", self.versions[uri], text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri

    def change(self, uri: str, text: str) -> None:
        self.versions[uri] += 1
        self.texts[uri] = text
        named = types.VersionedTextDocumentIdentifier(self.versions[uri], uri)
        whole = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(named, [whole]))

    def save(self, uri: str) -> None:
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(self.named(uri)))

    def close(self, uri: str) -> None:
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(self.named(uri)))

    def named(self, uri: str) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(uri)

    async def diagnostics(self, uri: str, wanted: Any = None) -> Sequence[types.Diagnostic]:
        """The diagnostics of the present version, once they meet a condition (rule name or function)."""

        def meets(params: types.PublishDiagnosticsParams) -> bool:
            if params.version not in (None, self.versions.get(uri)):
                return False
            codes = [item.code for item in params.diagnostics]
            if wanted is None:
                return True
            return wanted in codes if isinstance(wanted, str) else bool(wanted(params.diagnostics))

        async def wait() -> Sequence[types.Diagnostic]:
            while True:
                self._news.clear()
                last = self.published.get(uri, [])[-1:]
                if last and meets(last[0]):
                    return list(last[0].diagnostics)
                await self._news.wait()

        return await asyncio.wait_for(wait(), PATIENCE)

    def position(self, uri: str, needle: str, shift: int = 0) -> types.Position:
        """Where a string begins (or ends: its length as shift), in the units that were agreed on."""
        offset = self.texts[uri].index(needle) + shift
        return self.at(uri, offset)

    def at(self, uri: str, offset: int) -> types.Position:
        before = self.texts[uri][:offset].replace("\r\n", "\n").split("\n")
        width = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[self.encoding]
        codec = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}[self.encoding]
        return types.Position(len(before) - 1, len(before[-1].encode(codec)) // width)

    def text_at(self, uri: str, place: types.Range) -> str:
        """What a range covers."""
        return self.texts[uri][self.offset(uri, place.start) : self.offset(uri, place.end)]

    def offset(self, uri: str, place: types.Position) -> int:
        lines = self.texts[uri].replace("\r\n", "\r\v").replace("\n", "\r\v").split("\v")
        codec = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}[self.encoding]
        width = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[self.encoding]
        line = lines[place.line].encode(codec)[: place.character * width].decode(codec)
        crlf = "\r\n" in self.texts[uri]
        return sum(len(x) for x in lines[: place.line]) + len(line) + (place.line if crlf else 0)

    def apply(self, uri: str, edit: types.WorkspaceEdit | None) -> str:
        """The text after an edit that concerns it alone."""
        assert edit is not None
        edits: list[Any] = []
        for change in edit.document_changes or ():
            assert isinstance(change, types.TextDocumentEdit)
            assert change.text_document.uri == uri
            assert change.text_document.version == self.versions[uri]
            edits += change.edits
        edits += (edit.changes or {}).get(uri, [])
        text = self.texts[uri]
        for item in sorted(edits, key=lambda e: self.offset(uri, e.range.start), reverse=True):
            start, end = self.offset(uri, item.range.start), self.offset(uri, item.range.end)
            text = text[:start] + item.new_text + text[end:]
        return text

    async def hover(self, uri: str, position: types.Position) -> str:
        found = await self.client.text_document_hover_async(types.HoverParams(self.named(uri), position))
        if found is None:
            return ""
        assert isinstance(found.contents, types.MarkupContent)
        return found.contents.value

    async def actions(
        self, uri: str, place: types.Range, only: Sequence[str] | None = None
    ) -> dict[str, types.CodeAction]:
        context = types.CodeActionContext([], only=list(only) if only else None)
        params = types.CodeActionParams(self.named(uri), place, context)
        found = await self.client.text_document_code_action_async(params)
        return {item.title: item for item in found or () if isinstance(item, types.CodeAction)}

    async def completion(self, uri: str, position: types.Position) -> dict[str, types.CompletionItem]:
        params = types.CompletionParams(self.named(uri), position)
        found = await self.client.text_document_completion_async(params)
        assert found is None or isinstance(found, types.CompletionList)
        return {item.label: item for item in found.items} if found else {}


def capabilities(editor: str = "visual-studio-code", encoding: str = "utf-16") -> types.ClientCapabilities:
    """What an editor says it can do, as recorded from the real one."""
    found = client_capabilities(editor)
    found.general = found.general or types.GeneralClientCapabilities()
    found.general.position_encodings = [types.PositionEncodingKind(encoding)]
    return found


@asynccontextmanager
async def running(
    root: Path,
    *,
    can: types.ClientCapabilities | None = None,
    options: Mapping[str, object] | None = None,
    encoding: str = "utf-16",
    arguments: Sequence[str] = (),
) -> AsyncIterator[Editor]:
    """An editor with the server running, in a repository; shut down in the end."""
    client = LanguageClient(converter_factory=default_converter)
    editor = Editor(client, root, encoding)
    environment = {**os.environ, "PM_NOW": NOW, "GIT_CONFIG_GLOBAL": os.devnull}
    await client.start_io(sys.executable, "-m", "pmtool", *arguments, "lsp", "--stdio", env=environment)
    try:
        made = await client.initialize_session(
            types.InitializeParams(
                capabilities=can or capabilities(encoding=encoding),
                root_uri=root.as_uri(),
                initialization_options={"debounce": 20, **(options or {})},
            )
        )
        assert made.capabilities.position_encoding == encoding
        yield editor
        await asyncio.wait_for(client.shutdown_session(), PATIENCE)
    finally:
        await client.stop()
