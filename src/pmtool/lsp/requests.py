"""What the server listens to and answers: the protocol's methods, each a few lines over a `View`."""

import asyncio
from collections.abc import Callable
import json
from typing import Any, TypeVar

from lsprotocol import types

from pmtool.lsp import completion, fixes, navigation, outline
from pmtool.lsp.hover import hover
from pmtool.lsp.positions import Positions
from pmtool.lsp.server import ReviewServer
from pmtool.lsp.session import View

T = TypeVar("T")

_WATCHED = ("**/*.md", "**/*.markdown", "**/pm.toml", "**/pyproject.toml", "**/CODEOWNERS")


def register(server: ReviewServer) -> None:
    """Register everything."""
    _register_life(server)
    _register_texts(server)
    _register_requests(server)


# -- notifications


def _register_life(server: ReviewServer) -> None:
    session = server.session

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        session.capabilities = params.capabilities
        session.positions = Positions(str(server.workspace.position_encoding))
        session.settings = session.settings.changed(_plain(params.initialization_options))

    @server.feature(types.INITIALIZED)
    def initialized(params: types.InitializedParams) -> None:
        asked = session.capabilities.workspace
        watching = asked.did_change_watched_files if asked else None
        if watching and watching.dynamic_registration:
            server.start(_watch(server))
        server.start(server.warm())

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def settings_changed(params: types.DidChangeConfigurationParams) -> None:
        session.settings = session.settings.changed(_plain(params.settings))
        server.check_all()

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def files_changed(params: types.DidChangeWatchedFilesParams) -> None:
        moved = any(change.type is not types.FileChangeType.Changed for change in params.changes)
        configured = any(change.uri.endswith(".toml") for change in params.changes)
        if moved:
            for folder in session.folders:
                folder.outdate()
        if moved or configured:
            server.check_all()


async def _watch(server: ReviewServer) -> None:
    watchers = [types.FileSystemWatcher(glob_pattern=pattern) for pattern in _WATCHED]
    options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
    registration = types.Registration("pm-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
    try:
        await server.client_register_capability_async(types.RegistrationParams([registration]))
    except Exception as error:
        # An editor that refuses is served without: what it saves is noticed all the same.
        said = f"pm: the editor does not watch files: {error}"
        server.window_log_message(types.LogMessageParams(types.MessageType.Info, said))


def _register_texts(server: ReviewServer) -> None:
    session = server.session

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        item = params.text_document
        session.put(item.uri, item.text, item.version)
        server.check_soon(item.uri, rest=False)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        whole = [change for change in params.content_changes if not hasattr(change, "range")]
        if whole:
            named = params.text_document
            session.put(named.uri, whole[-1].text, named.version)
            server.check_soon(named.uri, rest=True)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        # A new review, or a new alias: the list of names may be out of date.
        uri = params.text_document.uri
        view = session.view(uri)
        if view is not None and view.is_review:
            aliases = view.document.front.data.get("aliases")
            names = [view.document.stem, *(aliases if isinstance(aliases, list) else [])]
            if any(name not in view.folder.corpus.stems() for name in names):
                view.folder.outdate()
        session.forget_view(uri)
        server.check_soon(uri, rest=False)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        server.close(params.text_document.uri)


# -- requests


def _register_requests(server: ReviewServer) -> None:
    answer = _Answers(server)

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def on_hover(params: types.HoverParams) -> types.Hover | None:
        return await answer(params, lambda view: hover(view, view.offset(params.position)))

    @server.feature(
        types.TEXT_DOCUMENT_COMPLETION,
        types.CompletionOptions(trigger_characters=completion.TRIGGERS, resolve_provider=True),
    )
    async def on_completion(params: types.CompletionParams) -> types.CompletionList | None:
        return await answer(params, lambda view: completion.complete(view, view.offset(params.position)))

    @server.feature(types.COMPLETION_ITEM_RESOLVE)
    async def on_resolve(item: types.CompletionItem) -> types.CompletionItem:
        data = _plain(item.data)
        if not isinstance(data, dict) or not isinstance(data.get("uri"), str):
            return item
        stem = str(data.get("stem"))
        done = await answer.uri(data["uri"], lambda view: completion.resolve(view, item, stem))
        return done or item

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions([types.CodeActionKind.QuickFix, fixes.FIX_ALL]),
    )
    async def on_code_action(params: types.CodeActionParams) -> list[types.CodeAction] | None:
        only = params.context.only
        return await answer(params, lambda view: fixes.code_actions(view, params.range, only))

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    async def on_definition(params: types.DefinitionParams) -> list[types.Location] | None:
        return await answer(params, lambda view: navigation.definition(view, view.offset(params.position)))

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    async def on_references(params: types.ReferenceParams) -> list[types.Location] | None:
        declaration = params.context.include_declaration
        return await answer(
            params,
            lambda view: navigation.references(view, view.offset(params.position), declaration=declaration),
            run=server.load,
        )

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def on_symbols(params: types.DocumentSymbolParams) -> list[Any] | None:
        return await answer(params, lambda view: _symbols(server, view))

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS)
    async def on_lenses(params: types.CodeLensParams) -> list[types.CodeLens] | None:
        return await answer(params, outline.lenses)


def _symbols(server: ReviewServer, view: View) -> list[Any]:
    found = outline.symbols(view)
    asked = server.session.capabilities.text_document
    can = asked.document_symbol if asked else None
    if can and can.hierarchical_document_symbol_support:
        return found
    return list(outline.flat(view, found))


class _Answers:
    """Runs an answer on the view of a text; a fault is reported and answered with nothing."""

    def __init__(self, server: ReviewServer) -> None:
        self._server = server

    async def __call__(self, params: Any, make: Callable[[View], T], *, run: Any = None) -> T | None:
        """The answer to a request that names a text."""
        return await self.uri(params.text_document.uri, make, run=run)

    async def uri(self, uri: str, make: Callable[[View], T], *, run: Any = None) -> T | None:
        """The answer about the text of a URI."""

        def on_view() -> T | None:
            view = self._server.session.view(uri)
            return make(view) if view is not None else None

        try:
            answer: T | None = await (run or self._server.work)(on_view)
            return answer
        except asyncio.CancelledError:
            raise
        except Exception as error:
            self._server.report(error, "a request was not answered")
            return None


def _plain(value: Any) -> Any:
    """What a client sent as free-form data, as plain dictionaries."""
    if value is None or isinstance(value, dict | list | str | int | float | bool):
        return value
    try:
        return json.loads(json.dumps(value, default=_fields))
    except (TypeError, ValueError):
        return None


def _fields(value: Any) -> Any:
    names = getattr(value, "_fields", None) or getattr(value, "__slots__", None)
    return {name: getattr(value, name) for name in names} if names else dict(vars(value))
