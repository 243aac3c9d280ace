"""The language server: parse and engine in memory, behind the protocol that editors speak.

The optional part `pmtool[lsp]`. `positions` converts offsets, `folders` knows the collection around a
document, `session` holds open texts and what was found in them; `hover`, `fixes`, `completion`, `navigation`
and `outline` answer one kind of request each, as functions over a `View`; `server` and `requests` connect
them to pygls.
"""

from collections.abc import Callable
import contextlib
import datetime as dt
import os
from pathlib import Path
import sys

from pmtool.errors import MissingExtraError


def serve(*, working: Path, config_file: Path | None, isolated: bool, now: Callable[[], dt.datetime]) -> None:
    """Speak the protocol on stdin and stdout until the editor goes away.

    config_file: instead of the one found for each document; isolated: no configuration file at all. now:
    asked on every check. Raises MissingExtraError where pygls is not installed.
    """
    try:
        import pygls  # noqa: F401
    except ModuleNotFoundError:
        raise MissingExtraError("the language server", "lsp") from None
    from pmtool.lsp.folders import Folders
    from pmtool.lsp.server import build
    from pmtool.lsp.session import Session

    # The protocol gets stdout for itself: a stray print would break it, so what else is printed goes to stderr.
    channel = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    with contextlib.redirect_stdout(sys.stderr):
        session = Session(Folders(working, config_file, isolated=isolated), now)
        build(session).start_io(stdout=channel)
