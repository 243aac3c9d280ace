"""`--edit`: opens a file in `$VISUAL` or `$EDITOR`."""

import os
from pathlib import Path
import shlex
import subprocess
import sys

from pmtool.errors import PmError


def editor_command() -> list[str]:
    """The command of the editor. Raises PmError where none is set: before anything is written."""
    given = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        words = shlex.split(given)
    except ValueError:
        raise PmError(f"the editor cannot be read from VISUAL or EDITOR: {given}") from None
    if not words:
        raise PmError("no editor is set", "set VISUAL or EDITOR, or leave --edit out")
    return words


def open_editor(editor: list[str], path: Path, *, note: str = "") -> None:
    """Edit a file and wait. Raises PmError where the editor fails; `note` says what holds even so."""
    sys.stdout.flush()
    # stdout may carry a path for another program; an editor that is to be seen needs the terminal.
    out = None if sys.stdout.isatty() else 2
    rest = f"; {note}" if note else ""
    try:
        done = subprocess.run([*editor, str(path)], check=False, stdout=out)  # noqa: S603
    except OSError as error:
        raise PmError(f"the editor '{editor[0]}' did not start: {error.strerror}{rest}") from None
    if done.returncode:
        raise PmError(f"the editor ended with {done.returncode}{rest}")
