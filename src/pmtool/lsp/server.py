"""The server: keeps texts, checks them after a rest, publishes what was found.

Texts are synchronised whole: a review is some kilobytes, and no edit can then be applied at a wrong place.
All work on documents runs in one worker thread, so the loop always reads the next message and documents need
no locks; what takes long (walking a collection, asking git) runs in a second one.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
import traceback
from typing import Any, TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from pmtool import __version__
from pmtool.lsp.diagnostics import all_to_client, fault_to_client
from pmtool.lsp.folders import Folder
from pmtool.lsp.session import Session, View
from pmtool.prose import readers, second_opinion

T = TypeVar("T")

# How long the first check waits for the list of reviews; links to reviews would look broken without it.
_PATIENCE = 0.5


class ReviewServer(LanguageServer):
    """A language server for reviews."""

    def __init__(self, session: Session) -> None:
        super().__init__("pm", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.session = session
        self._worker = ThreadPoolExecutor(1, "pm-check")
        self._loader = ThreadPoolExecutor(1, "pm-load")
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._loading: set[int] = set()
        self._faults: dict[str, str] = {}
        self._reported: set[str] = set()

    # -- running

    async def work(self, function: Callable[..., T], *arguments: Any) -> T:
        """Run a function on documents, one at a time."""
        return await asyncio.get_running_loop().run_in_executor(self._worker, function, *arguments)

    async def load(self, function: Callable[..., T], *arguments: Any) -> T:
        """Run a function that takes long, beside the others."""
        return await asyncio.get_running_loop().run_in_executor(self._loader, function, *arguments)

    def start(self, work: Any) -> None:
        """Let a coroutine run; keep a reference until it is done."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def report(self, error: BaseException, what: str) -> None:
        """A fault of ours: one message a kind, the details in the log; the server goes on."""
        details = "".join(traceback.format_exception(error))
        self.window_log_message(
            types.LogMessageParams(types.MessageType.Error, f"pm {__version__}: {details}")
        )
        summary = f"{type(error).__name__}: {error}"
        if summary not in self._reported and len(self._reported) < 20:
            self._reported.add(summary)
            message = f"pm: a fault in pm itself, {what}; the log has the details ({summary})"
            self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, message))

    async def warm(self) -> None:
        """Load what the first doubtful sentence needs while nobody waits for it, in a thread of its own."""
        for read in (second_opinion.model, readers.warm):
            try:
                await asyncio.to_thread(read)
            except Exception as error:
                self.report(error, "the models of the blame rules were not loaded")

    # -- checking

    def check_soon(self, uri: str, *, rest: bool) -> None:
        """Check a text; `rest`: once nobody has typed for a moment."""
        timer = self._timers.pop(uri, None)
        if timer is not None:
            timer.cancel()
        delay = self.session.settings.debounce / 1000 if rest else 0.0
        loop = asyncio.get_running_loop()
        self._timers[uri] = loop.call_later(delay, lambda: self.start(self._check(uri)))

    def check_all(self) -> None:
        """Check every open text again, as something around them changed."""
        self.session.forget_views()
        for uri in list(self.session.texts):
            self.check_soon(uri, rest=False)

    async def _check(self, uri: str) -> None:
        view: View | None = None
        try:
            view = await self.work(self.session.view, uri)
            if view is None:
                return
            await self._gather(view.folder, first=view.folder.corpus.known is None)
            generation = view.folder.generation
            found = await self.work(all_to_client, view)
            if view.folder.generation != generation:
                # More became known while the rules ran.
                self.session.forget_view(uri)
                self.check_soon(uri, rest=False)
        except Exception as error:
            self.report(error, f"a text was not checked: {uri}")
            found = []
        opened = self.session.texts.get(uri)
        if opened is None or (view is not None and opened is not view.open):
            return  # closed, or changed: a newer check is on its way
        self._publish(uri, found, opened.version)
        if view is not None:
            self._publish_fault(view.folder)

    def _publish(self, uri: str, found: list[types.Diagnostic], version: int | None = None) -> None:
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, version))

    def _publish_fault(self, folder: Folder) -> None:
        """Show a faulty configuration in its own file, and say so once."""
        if folder.source is None:
            return
        uri = folder.source.as_uri()
        message = folder.fault.message if folder.fault else ""
        if message == self._faults.get(uri, ""):
            return
        self._faults[uri] = message
        self._publish(uri, [fault_to_client(folder.fault)] if folder.fault else [])
        if message:
            shown = f"pm: {message}"
            self.window_show_message(types.ShowMessageParams(types.MessageType.Error, shown))

    def close(self, uri: str) -> None:
        """A text was closed: nothing is said of it any more."""
        timer = self._timers.pop(uri, None)
        if timer is not None:
            timer.cancel()
        self.session.drop(uri)
        self._publish(uri, [])

    # -- facts about the collection

    async def _gather(self, folder: Folder, *, first: bool) -> None:
        """Start loading what is not known of a collection; wait a moment for it the first time."""
        if not folder.stale or id(folder) in self._loading:
            return
        self._loading.add(id(folder))
        loading = asyncio.ensure_future(self._load_facts(folder))
        self._tasks.add(loading)
        loading.add_done_callback(self._tasks.discard)
        if first:
            await asyncio.wait([loading], timeout=_PATIENCE)

    async def _load_facts(self, folder: Folder) -> None:
        try:
            changed = await self.load(folder.load_stems)
        except Exception as error:
            self.report(error, "the collection could not be listed")
            return
        finally:
            self._loading.discard(id(folder))
        if changed:
            self.check_folder(folder)
        if not folder.peopled:
            self.start(self._load_people(folder))

    async def _load_people(self, folder: Folder) -> None:
        try:
            if await self.load(folder.load_people):
                self.check_folder(folder)
        except Exception as error:
            self.report(error, "git could not be asked for people")

    def check_folder(self, folder: Folder) -> None:
        """Check the open texts of one collection again."""
        for view in self.session.views_in(folder):
            if not view.is_checked:
                continue  # its first check waits for what was loaded just now
            self.session.forget_view(view.open.uri)
            self.check_soon(view.open.uri, rest=False)

    # -- the end

    def shutdown(self) -> None:
        """Stop; what is still running is not waited for."""
        self._worker.shutdown(wait=False, cancel_futures=True)
        self._loader.shutdown(wait=False, cancel_futures=True)
        super().shutdown()  # type: ignore[no-untyped-call]


def build(session: Session) -> ReviewServer:
    """A server with all its requests registered."""
    from pmtool.lsp.requests import register

    server = ReviewServer(session)
    register(server)
    return server
