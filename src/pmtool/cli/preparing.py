"""The body of `pm init`."""

from pathlib import Path
import sys
from typing import TYPE_CHECKING

import typer

from pmtool.cli.state import State
from pmtool.errors import PmError
from pmtool.vocab import CiChoice

if TYPE_CHECKING:
    from pmtool.features import setup


def run_init(
    state: State,
    directory: Path | None,
    ci: CiChoice | None,
    *,
    ai: bool = False,
    dry_run: bool,
    force: bool,
    yes: bool,
) -> None:
    """Show what is missing, ask on a terminal, write it."""
    from pmtool.features import setup
    from pmtool.features.surroundings import look_around

    around = look_around(state.working)
    config = state.config
    made = setup.plan(around, config, _below(directory, config.root or around.root, state.working), ci, ai=ai)
    for note in made.notes:
        state.say(note)
    if made.root != state.working:
        state.say(f"in {made.root}")
    for item in made.items:
        _show(item, force=force)
    missing = [item for item in made.items if item.writes(force=force)]
    kept = [item for item in made.items if item.state is setup.State.DIFFERS and not item.writes(force=force)]
    if kept:
        state.say("~ differs and is kept; --force replaces it")
    if dry_run:
        state.say(f"nothing was written (--dry-run); {_files(len(missing))} would be")
        return
    if missing and not yes and not _agreed(len(missing)):
        state.say("nothing was written")
        return
    written = setup.carry_out(made, force=force)
    state.say(f"{_files(len(written))} written" if written else "all is in place; nothing was written")
    if written:
        state.say('next: commit them, then start a review: pm new "What happened, in a line"')


def _agreed(count: int) -> bool:
    """Whether to go on; asked on a terminal only."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return True
    from pmtool.cli.writing import ask

    return ask(f"Write {_files(count)}? [Y/n] ").casefold() in ("", "y", "yes")


def _show(item: "setup.Item", *, force: bool) -> None:
    # A file that --force will replace is shown as what happens to it.
    note = "replaced (--force)" if force and item.state.value == "~" and not item.always else item.note
    lines = note.splitlines()
    typer.echo(f"{item.state.value} {item.path}" + (f"  ({lines[0]})" if lines else ""))
    for line in lines[1:]:
        typer.echo(f"    {line}")


def _files(count: int) -> str:
    return f"{count} {'file' if count == 1 else 'files'}"


def _below(directory: Path | None, root: Path, working: Path) -> str | None:
    """`--dir` relative to the root, as the configuration names it. Raises PmError where it lies outside."""
    if directory is None:
        return None
    import os

    full = Path(os.path.normpath(working / directory))
    if full == root or not full.is_relative_to(root):
        raise PmError(f"--dir {directory} must lie below {root}")
    if full.exists() and not full.is_dir():
        raise PmError(f"--dir {directory} is a file")
    return full.relative_to(root).as_posix()
