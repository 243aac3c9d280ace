"""Writing files so that nobody ever finds half of one, and nothing is overwritten unasked.

The content goes to a new file in the same folder, is flushed to the disk, and takes its place in one step.
Whoever pulls the plug finds the old file or the new one. Line ends are written as given.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
import os
from pathlib import Path
import secrets

from pmtool.errors import PmError


def create(path: Path, text: str, *, below: Path | None = None) -> None:
    """Write a file that must not exist yet, and the folders above it.

    below: a folder that the file must lie in once links are followed: a repository's link leads nowhere else.
    Raises PmError where there is a file of that name (also one that appeared a moment ago), or where writing
    fails.
    """
    if below is not None and not path.parent.resolve().is_relative_to(below.resolve()):
        raise PmError(f"{path}: a link on the way leads out of {below}; nothing was written")
    with _explained(path):
        _make_folder(path.parent)
        with _written(path, text) as temporary:
            _link(temporary, path)
        _flush_folder(path.parent)


def replace(path: Path, text: str, *, expected: str | None = None) -> None:
    """Replace the content of a file; its permissions stay, a link stays a link.

    expected: the content that the new text was made from; PmError where somebody has changed the file since.
    """
    with _explained(path):
        target = path.resolve()
        if expected is not None and target.read_bytes() != expected.encode():
            raise PmError(
                f"{path} was changed in the meantime and was left as it is", "run the command again"
            )
        with _written(target, text, mode=target.stat().st_mode & 0o7777) as temporary:
            os.replace(temporary, target)  # noqa: PTH105
        _flush_folder(target.parent)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        file = next((place for place in (folder, *folder.parents) if place.is_file()), folder)
        raise PmError(f"{file} is a file where a folder is needed; nothing was written") from None


@contextmanager
def _written(path: Path, text: str, *, mode: int | None = None) -> Iterator[Path]:
    """A complete file beside `path`; whatever happens, nothing of it stays behind."""
    temporary = path.with_name(f".{path.name[:80]}.{secrets.token_hex(6)}.tmp")
    # Not `mkstemp`: a new file gets the permissions that the umask gives every other file.
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(mode)
        yield temporary
    finally:
        with suppress(OSError):
            temporary.unlink()


def _link(temporary: Path, path: Path) -> None:
    """Give a complete file its name, unless the name is taken: the check and the act are one step."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links: hold the name with an empty file, then take its place.
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
        try:
            os.replace(temporary, path)  # noqa: PTH105
        except BaseException:
            path.unlink()
            raise


def _flush_folder(folder: Path) -> None:
    """Make the new name last, where the system can do that for folders."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError:
        raise PmError(f"{path} exists already and was left as it is") from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise PmError(f"{path} cannot be written: {reason}; nothing was changed") from None
    except UnicodeEncodeError:
        raise PmError(f"{path} was not written: its text holds characters that UTF-8 cannot say") from None
