"""Which reviews there are and when they changed, fast enough to ask each time: strings instead of paths."""

from collections.abc import Container, Iterator
import os
from pathlib import Path

from pmtool.corpus import MARKDOWN, Corpus
from pmtool.features.cache import Stamp


def scan(corpus: Corpus, known: Container[str] = ()) -> dict[str, Stamp]:
    """The stamp of every review by its path as reports show it, in order.

    known: paths that are known to be reviews under this configuration; only others are held against its patterns.
    """
    found: dict[str, Stamp] = {}
    for folder in corpus.folders:
        shown = corpus.shown(folder).as_posix()
        prefix = "" if shown == "." else f"{shown}/"
        found |= {
            name: stamp
            for name, stamp in _files(str(folder), prefix)
            if name in known or corpus.contains(Path(corpus.root, name))
        }
    return {name: found[name] for name in sorted(found)}


def _files(folder: str, prefix: str) -> Iterator[tuple[str, Stamp]]:
    waiting = [(folder, prefix)]
    while waiting:
        current, before = waiting.pop()
        try:
            entries = list(os.scandir(current))
        except OSError:
            continue
        for entry in entries:
            name = entry.name
            if name.endswith(MARKDOWN):
                try:
                    status = entry.stat()
                except OSError:  # a link to nowhere: it will be named when it is read
                    yield before + name, (0, 0)
                    continue
                yield before + name, (status.st_mtime_ns, status.st_size)
            elif entry.is_dir(follow_symlinks=False):
                waiting.append((entry.path, f"{before}{name}/"))
