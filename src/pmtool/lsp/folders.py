"""The collections around open documents: their configuration, and facts that take time to gather.

Walking a large collection or asking git for its authors must not hold up a keystroke. Until such facts are
there, rules are told that nothing is known; the server loads them in the background and checks the open
reviews again.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path, PurePath
import threading
import time
from typing import TYPE_CHECKING, Any

from pmtool.config import Config
from pmtool.config.finding import find_config, read_config
from pmtool.corpus import Corpus
from pmtool.errors import PmError

if TYPE_CHECKING:
    from pmtool.engine import Selection

# Without a watching editor, what lies in a collection is looked up again after so many seconds.
_FRESH_SECONDS = 60.0


class LiveCorpus(Corpus):
    """A corpus that answers rules from what is loaded, and never makes them wait."""

    def __init__(self, config: Config, working: Path) -> None:
        super().__init__(config, working)
        self.known: Mapping[str, Sequence[PurePath]] | None = None
        self.names: Sequence[str] = ()

    def stems(self) -> Mapping[str, Sequence[PurePath]]:
        """Stems and aliases as last loaded; none before that."""
        return self.known or {}

    def people(self) -> Sequence[str]:
        """People as last loaded; nobody before that."""
        return self.names


class Folder:
    """One configured root. fault: why its configuration cannot be used; the last good one is used instead."""

    def __init__(
        self, config: Config, working: Path, source: Path | None, fault: PmError | None = None
    ) -> None:
        self.config = config
        self.source = source
        self.fault = fault
        self.corpus = LiveCorpus(config, working)
        # Counts what became known; a check that began with less is repeated.
        self.generation = 0
        self._loaded = 0.0
        self._people_loaded = False
        self._loading = threading.Lock()

    @property
    def key(self) -> Path:
        """What tells folders apart."""
        return self.source or self.corpus.root

    @cached_property
    def selection(self) -> "Selection":
        """The rules that run here; all of them where the configuration names one that does not exist."""
        from pmtool.features.linting import choose

        try:
            return choose(self.config, [], [])
        except PmError as fault:
            self.fault = self.fault or fault
            return choose(Config(), [], [])

    @cached_property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the front matter, in the words of this collection."""
        from pmtool.schema.json_schema import front_matter_schema

        return dict(front_matter_schema(self.config.vocabulary))

    @property
    def stale(self) -> bool:
        """Whether the files of the collection should be looked up (again)."""
        return not self._loaded or time.monotonic() - self._loaded > _FRESH_SECONDS

    @property
    def peopled(self) -> bool:
        """Whether git was asked for people."""
        return self._people_loaded

    def outdate(self) -> None:
        """Files came or went: load again when next asked."""
        self._loaded = 0.0

    def load_stems(self) -> bool:
        """Walk the collection (seconds, for a large one); whether anything changed."""
        with self._loading:
            fresh = Corpus(self.config, self.corpus.working).stems()
            changed = fresh != self.corpus.known
            self.corpus.known = fresh
            self._loaded = time.monotonic()
            self.generation += changed
            return changed

    def load_people(self) -> bool:
        """Ask git for people (seconds, for a long history); whether anything changed."""
        with self._loading:
            if self._people_loaded:
                return False
            names = Corpus(self.config, self.corpus.working).people()
            changed = list(names) != list(self.corpus.names)
            self.corpus.names = names
            self._people_loaded = True
            self.generation += changed
            return changed


class Folders:
    """Finds the folder of a document, and notices when its configuration changed."""

    def __init__(self, working: Path, config_file: Path | None = None, *, isolated: bool = False) -> None:
        self.working = working
        self._config_file = config_file
        self._isolated = isolated
        self._known: dict[Path, tuple[tuple[int, int] | None, Folder]] = {}

    def __iter__(self) -> Any:
        return iter([folder for _, folder in self._known.values()])

    def of(self, directory: Path) -> Folder:
        """The folder of documents in `directory`; the same object until its configuration changes."""
        source = None if self._isolated else self._config_file or find_config(directory)
        if source is None:
            folder = Folder(Config(), directory, None)
            _, known = self._known.get(folder.key, (None, None))
            if known is None:
                self._known[folder.key] = (None, folder)
            return known or folder
        stamp = _stamp(source)
        before, known = self._known.get(source, (None, None))
        if known is not None and before == stamp:
            return known
        folder = _read(source, known)
        self._known[source] = (stamp, folder)
        return folder


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_mtime_ns, status.st_size)


def _read(source: Path, before: Folder | None) -> Folder:
    try:
        folder = Folder(read_config(source), source.parent, source)
    except PmError as fault:
        config = before.config if before else Config(root=source.parent, source=source)
        folder = Folder(config, source.parent, source, fault)
    if before is not None:
        # Better what was known a moment ago than nothing; it is loaded again all the same.
        folder.corpus.known, folder.corpus.names = before.corpus.known, before.corpus.names
    return folder
