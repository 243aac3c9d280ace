"""The body of `pm new`."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
import shlex
import sys
from typing import TYPE_CHECKING

import typer

from pmtool.cli.clock import present
from pmtool.cli.editor import editor_command, open_editor
from pmtool.cli.state import State
from pmtool.errors import PmError

if TYPE_CHECKING:
    from pmtool.features.lookalikes import Search


@dataclass(frozen=True)
class NewFlags:
    """The options of `pm new`."""

    template: str
    severity: str | None
    services: Sequence[str]
    started: str | None
    slug: str | None
    values: Sequence[str]
    system: str | None = None
    edit: bool = False
    dry_run: bool = False


def run_list_templates(state: State) -> None:
    """Print the templates."""
    from pmtool.features.scaffold import list_templates
    from pmtool.report.table import write_table

    rows = [[name, description] for name, description in list_templates(state.corpus)]
    write_table(["template", "for"], rows, state.style(), sys.stdout)


def run_new(state: State, title: str | None, flags: NewFlags) -> None:
    """Make a review and write it, or print it with `--dry-run`."""
    from pmtool import edit
    from pmtool.features.lookalikes import search
    from pmtool.features.scaffold import Request, draft

    editor = editor_command() if flags.edit and not flags.dry_run else None
    request = Request(
        title=title if title is not None else _ask_title(),
        template=flags.template,
        severity=flags.severity,
        services=flags.services,
        started=flags.started,
        slug=flags.slug,
        system=flags.system,
        values=_pairs(flags.values),
    )
    made = draft(state.corpus, request, present())
    found = search(state.corpus, made.stem, made.title)
    if found.taken is not None:
        raise PmError(
            f"{found.taken.path} has the name {made.stem} already and was left as it is",
            "open that file, or give the new one words of its own: --slug WORDS",
        )
    shown = from_here(made.path)
    if flags.dry_run:
        state.say(f"would create {shown}")
        typer.echo(made.text, nl=False)
    else:
        edit.create(made.path, made.text, below=state.corpus.root)
        typer.echo(shown)
    _tell(state, found)
    _tell_alike(state, made.title, flags.services, made.stem)
    if made.dated and made.path.stem[:10] > present().date().isoformat():
        typer.echo(f"warning: --started {flags.started} lies in the future", err=True)
    if not made.dated:
        state.say("dated today; if it began on another day, use --started and write it again")
    if editor is not None:
        open_editor(editor, made.path, note="the review is written")
    elif not flags.dry_run:
        state.say(f"next: fill in what you know, then: pm lint {shlex.quote(shown)}")


def _pairs(given: Sequence[str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for item in given:
        key, equals, value = item.partition("=")
        if not equals or not key.strip():
            raise PmError(
                f"--set '{item}' is not KEY=VALUE", "for example: --set times.detected=2026-03-02T09:20:00Z"
            )
        if key.strip() in pairs:
            raise PmError(f"--set gives '{key.strip()}' twice")
        pairs[key.strip()] = value
    return pairs


def _ask_title() -> str:
    if sys.stdin.isatty() and sys.stderr.isatty():
        return ask("What happened, in a line: ")
    raise PmError("a review needs a title", 'pm new "What happened, in a line"')


def ask(question: str) -> str:
    """An answer from the terminal. Typer's own prompt leaves a space on stdout, where the result goes.

    Raises typer.Abort for the end of the input (Ctrl-D): no answer is not the default answer.
    """
    typer.echo(question, nl=False, err=True)
    line = sys.stdin.readline()
    if not line:
        typer.echo(err=True)
        raise typer.Abort
    return line.strip()


def _tell(state: State, found: "Search") -> None:
    """Warnings about reviews that may be the same; what was looked at."""
    for item in found.found:
        where = f" on {item.ref}" if item.ref else ""
        if item.same_stem:
            typer.echo(
                f"warning: {item.path}{where} has the same name; only one of the two can be merged", err=True
            )
        else:
            typer.echo(
                f"warning: {item.path}{where} has nearly the same title; the same event? go on there. "
                "Again? name it in recurrence_of",
                err=True,
            )
    state.say(found.visible.sentence())


def _tell_alike(state: State, title: str, services: Sequence[str], stem: str) -> None:
    """Earlier reviews that match the title, so that nobody begins where somebody else has been."""
    from pmtool.features.similar import for_new

    for match in for_new(state.shelf, title, services, stem=stem):
        left = f", {len(match.unfinished)} actions unfinished" if match.unfinished else ""
        state.say(f"perhaps related: {match.facts.stem} ({match.facts.title or 'no title'}{left})")


def from_here(path: Path) -> str:
    """A path for whoever called: relative to the real working directory where it lies below it."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)
