"""What was read of files, kept in `.pm_cache/` so that the next run reads only what changed.

A row holds as long as the file has the same size and time of change, and the reader is the same. It is JSON in an
SQLite file: never code, whoever put it there. Where it cannot be read or written, the run is only slower.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
import hashlib
from pathlib import Path
import sqlite3
import time

from pmtool import __version__
from pmtool.corpus import Corpus

FOLDER = ".pm_cache"
_SECOND = 1_000_000_000
_IGNORE = "# Made by pm; safe to delete.\n*\n"

Stamp = tuple[int, int]


def cache_folder(corpus: Corpus, *, allowed: bool) -> Path | None:
    """Where to keep things, None for nowhere: not asked for, a link (which may lead anywhere), or no repository."""
    folder = corpus.root / FOLDER
    if not allowed or folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        return None
    return folder


def reader_mark(corpus: Corpus, form: int) -> str:
    """Changes when the program or the words of the configuration do: then all is read afresh."""
    config = corpus.config
    mark = f"{form} {__version__} {config.directory} {config.exclude} {config.vocabulary!r}"
    return hashlib.sha256(mark.encode("utf-8", "replace")).hexdigest()


def storable(path: str) -> bool:
    """Whether SQLite takes a path; a name that is not UTF-8 is read anew each time."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def settled(stamp: Stamp, now: int) -> bool:
    """Whether a change after `now` (in ns) would show in the time of change; on some disks that has whole seconds."""
    coarse = stamp[0] % _SECOND == 0
    return stamp[0] < now - (2 * _SECOND if coarse else _SECOND // 20)


def make_folder(folder: Path) -> None:
    """Make the folder of the cache with what keeps it out of git, where it is not there. Raises OSError."""
    if not folder.is_dir():
        folder.mkdir()
        (folder / ".gitignore").write_text(_IGNORE, encoding="utf-8")


def connect(path: Path) -> sqlite3.Connection:
    """Open a file of the cache, and the folder with what keeps it out of git. Raises OSError or sqlite3.Error.

    A file that is no database is replaced.
    """
    make_folder(path.parent)
    connection = sqlite3.connect(path, timeout=1.0)
    try:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError:  # locked, or the disk is full
        connection.close()
        raise
    except sqlite3.DatabaseError:
        connection.close()
        path.unlink()
        connection = sqlite3.connect(path, timeout=1.0)
    return connection


class Rows:
    """Two texts per file. folder: None to keep nothing."""

    def __init__(self, folder: Path | None, name: str, mark: str) -> None:
        self.path = folder / f"{name}.db" if folder is not None else None
        self.mark = mark

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection | None]:
        if self.path is None:
            yield None
            return
        with closing(connect(self.path)) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS mark (value TEXT)")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS rows"
                " (path TEXT PRIMARY KEY, time INTEGER, size INTEGER, value TEXT, more TEXT)"
            )
            yield connection

    def load(self) -> dict[str, tuple[Stamp, str, str]]:
        """What is kept: stamp and texts by path."""
        with suppress(OSError, sqlite3.Error), self._open() as connection:
            if connection is not None and connection.execute("SELECT value FROM mark").fetchall() == [
                (self.mark,)
            ]:
                rows = connection.execute("SELECT path, time, size, value, more FROM rows")
                return {path: ((time_, size), value, more) for path, time_, size, value, more in rows}
        return {}

    def load_some(self, paths: Sequence[str]) -> dict[str, tuple[Stamp, str, str]]:
        """What is kept of a few files."""
        paths = [path for path in paths if storable(path)]
        with suppress(OSError, sqlite3.Error), self._open() as connection:
            if connection is not None and connection.execute("SELECT value FROM mark").fetchall() == [
                (self.mark,)
            ]:
                marks = ",".join("?" * len(paths))
                rows = connection.execute(
                    f"SELECT path, time, size, value, more FROM rows WHERE path IN ({marks})",  # noqa: S608
                    paths,
                )
                return {path: ((time_, size), value, more) for path, time_, size, value, more in rows}
        return {}

    def store(self, changed: Mapping[str, tuple[Stamp, str, str]], gone: Iterable[str]) -> None:
        """Keep new values, drop those of files that are gone."""
        now = time.time_ns()
        rows = [
            (path, *stamp, *texts)
            for path, (stamp, *texts) in changed.items()
            if settled(stamp, now) and storable(path)
        ]
        with suppress(OSError, sqlite3.Error), self._open() as connection:
            if connection is None:
                return
            with connection:
                if connection.execute("SELECT value FROM mark").fetchall() != [(self.mark,)]:
                    connection.execute("DELETE FROM rows")
                    connection.execute("DELETE FROM mark")
                    connection.execute("INSERT INTO mark VALUES (?)", (self.mark,))
                connection.executemany(
                    "DELETE FROM rows WHERE path = ?", [(path,) for path in gone if storable(path)]
                )
                connection.executemany("INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?, ?)", rows)
