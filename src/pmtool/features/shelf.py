"""The facts of all reviews of a collection, from the cache where files did not change."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
import gc
import json
import threading

from pmtool.corpus import Corpus
from pmtool.features.cache import Rows, Stamp, cache_folder, reader_mark
from pmtool.features.facts import FORMAT, Facts, pack, unpack
from pmtool.features.processes import jobs, split
from pmtool.features.scanning import scan
from pmtool.parse import Document

# So many reviews take long enough to say why.
_WORTH_SAYING = 1500
# Below this many the processes cost more than they save.
_WORTH_SPLITTING, _CHUNK = 300, 100

Kept = Mapping[str, tuple[Stamp, str, str]]


class Shelf:
    """The collection in facts. say: tells a person why they wait."""

    def __init__(
        self, corpus: Corpus, *, cached: bool = True, say: Callable[[str], None] = lambda text: None
    ) -> None:
        self.corpus = corpus
        self.cached = cached
        self.say = say
        folder = cache_folder(corpus, allowed=cached)
        self._rows = Rows(folder, "facts", reader_mark(corpus, FORMAT))

    @cached_property
    def facts(self) -> list[Facts]:
        """All reviews that can be read, by day and stem. Raises PmError where there is no collection."""
        if not self.corpus.folders:
            self.corpus.select([])  # raises with the hint
        # Tens of thousands of small objects, and no garbage among them.
        collecting = gc.isenabled()
        gc.disable()
        try:
            known = self._rows.load()
            stamps = scan(self.corpus, known)
            found = self._read(stamps, known)
            gone = known.keys() - stamps.keys()
            if gone:
                self._rows.store({}, gone)
        finally:
            if collecting:
                gc.enable()
        return sorted(found.values(), key=lambda facts: (str(facts.day or ""), facts.stem, facts.path))

    def some(self, stamps: Mapping[str, Stamp]) -> dict[str, Facts]:
        """The facts of a few reviews by path; `stamps` are those of now."""
        return self._read(stamps, self._rows.load_some(list(stamps)))

    def _read(self, stamps: Mapping[str, Stamp], known: Kept) -> dict[str, Facts]:
        found: dict[str, Facts] = {}
        missing: list[str] = []
        for shown, stamp in stamps.items():
            kept = known.get(shown)
            try:
                if kept is not None and stamp == kept[0]:
                    found[shown] = unpack(shown, json.loads(kept[1]), kept[2])
                    continue
            except (ValueError, TypeError, KeyError, AttributeError):
                pass
            missing.append(shown)
        if len(missing) >= _WORTH_SAYING:
            self.say(f"reading {len(missing)} reviews; what does not change is remembered for the next time")
        fresh = self._fresh(missing, stamps, found) if missing else {}
        if fresh:
            self._rows.store(fresh, ())
        return found

    def _fresh(
        self, missing: Sequence[str], stamps: Mapping[str, Stamp], found: dict[str, Facts]
    ) -> dict[str, tuple[Stamp, str, str]]:
        """Read files, put their facts into `found`, return what is to be kept."""
        # In a process with threads a split-off one could wait for a lock that nobody holds.
        alone = len(missing) < _WORTH_SPLITTING or jobs() == 1 or threading.active_count() > 1
        if alone:
            read = read_some(self.corpus, missing)
        else:
            parts = split(_read_part, (self.corpus, missing), range(0, len(missing), _CHUNK))
            read = [row for part in parts for row in part]
        for shown, value, actions in read:
            found[shown] = unpack(shown, json.loads(value), actions)
        return {shown: (stamps[shown], value, actions) for shown, value, actions in read}


def read_some(corpus: Corpus, paths: Sequence[str]) -> list[tuple[str, str, str]]:
    """Path, packed facts and packed actions of each review that can be read."""
    from pmtool.features.reading_facts import read_all

    read = []
    for shown in paths:
        document = corpus.read(corpus.root / shown)
        if isinstance(document, Document):
            facts = read_all(document)
            read.append((shown, json.dumps(pack(facts), separators=(",", ":")), facts.packed_actions))
    return read


def _read_part(work: tuple[Corpus, Sequence[str]], start: int) -> list[tuple[str, str, str]]:
    corpus, paths = work
    return read_some(corpus, paths[start : start + _CHUNK])
