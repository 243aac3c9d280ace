"""`show`."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from pmtool.cli import completing
from pmtool.cli.state import State, state_of
from pmtool.errors import PmError
from pmtool.vocab import TableFormat

if TYPE_CHECKING:
    from pmtool.parse import Document

EPILOG = """Examples:

  pm show 2026-03-02-refunds         rendered on a terminal, Markdown in a pipe
  pm show refunds --edit             the beginning of a name is enough
  pm show refunds --history          what was promised, and what became of it
"""


def show(
    ctx: typer.Context,
    review: Annotated[
        str,
        typer.Argument(
            metavar="STEM",
            help="A stem, an alias, a path, or the beginning of a stem.",
            autocompletion=completing.stems,
        ),
    ],
    edit: Annotated[bool, typer.Option("--edit", help="Open it in $VISUAL or $EDITOR.")] = False,
    history: Annotated[
        bool, typer.Option("--history", help="What changed from commit to commit, as facts.")
    ] = False,
    output_format: Annotated[
        TableFormat, typer.Option("--format", help="How to print the history.")
    ] = TableFormat.TABLE,
) -> None:
    """Show a review, open it in an editor, or tell its history."""
    from pmtool.features.resolving import resolve

    state = state_of(ctx)
    if edit and history:
        raise PmError("--edit and --history are two different things; choose one")
    if output_format is TableFormat.JSON and not history:
        raise PmError("--format json goes with --history", "the facts of all reviews: pm list --format json")
    path = resolve(state.corpus, review)
    if edit:
        from pmtool.cli.editor import editor_command, open_editor

        open_editor(editor_command(), path)
    elif history:
        from pmtool.features.history import read_history
        from pmtool.report.history import write_history

        told = read_history(state.corpus, path)
        write_history(told, output_format, state.style(), sys.stdout)
        if told.cut:
            state.say("this clone is shallow: older commits are not in it (git fetch --unshallow)")
    else:
        from pmtool.corpus import Unreadable

        document = state.corpus.read(path)
        if isinstance(document, Unreadable):
            raise PmError(f"{document.path}: {document.reason}")
        _print(state, document)


def _print(state: State, document: "Document") -> None:
    style = state.style()
    if not (style.color or sys.stdout.isatty()):
        sys.stdout.write(document.text)
        return
    from pmtool.report.review import write_review

    write_review(document, style, sys.stdout)
