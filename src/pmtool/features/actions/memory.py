"""What was read of contents that never change, kept between runs.

A content in git is named by its hash, so what was read of it stays true until the reader changes. The file
lies in git's own folder, where nothing is ever committed; if it cannot be read or written, the run is only
slower.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
import hashlib
import json
from pathlib import Path
import secrets

from pmtool import __version__
from pmtool.model.vocabulary import Vocabulary
from pmtool.parse import Document, parse

# (due, owner, state) by the key of an action.
Snapshot = Mapping[str, tuple[str, ...]]
_FORMAT = 1
_LIMIT = 64 * 1024 * 1024


class Memory:
    """Snapshots of contents. folder: git's folder, None to keep nothing."""

    def __init__(self, folder: Path | None, vocabulary: Vocabulary) -> None:
        self.path = folder / "pm" / "action-history.json" if folder is not None else None
        self.vocabulary = vocabulary
        # A new version reads better, other words read otherwise: both begin afresh.
        mark = f"{_FORMAT} {__version__} {vocabulary!r}"
        self.reader = hashlib.sha256(mark.encode("utf-8", "replace")).hexdigest()

    def snapshots(
        self,
        ids: Sequence[str],
        load: Callable[[Sequence[str]], Iterable[tuple[str, bytes]]],
        read: Callable[[Document], Snapshot],
    ) -> dict[str, Snapshot]:
        """The snapshots of contents by id; what is not remembered is loaded and read."""
        known = self._remembered()
        missing = [ident for ident in ids if ident not in known]
        for ident, content in load(missing) if missing else ():
            text = content.decode("utf-8", "replace")
            known[ident] = read(parse("x.md", text, self.vocabulary))
        if missing:
            self._remember(known)
        return {ident: known[ident] for ident in ids if ident in known}

    def _remembered(self) -> dict[str, Snapshot]:
        with suppress(OSError, ValueError, TypeError, AttributeError):
            if self.path is not None and self.path.stat().st_size <= _LIMIT:
                data = json.loads(self.path.read_text(encoding="utf-8"))
                if data["reader"] == self.reader:
                    return dict(_checked(data["contents"]))
        return {}

    def _remember(self, known: Mapping[str, Snapshot]) -> None:
        if self.path is None:
            return
        data = {"reader": self.reader, "contents": {ident: dict(known[ident]) for ident in sorted(known)}}
        with suppress(OSError, ValueError):
            self.path.parent.mkdir(exist_ok=True)
            # Two runs at once each write a whole file; the last one wins.
            beside = self.path.with_suffix(f".{secrets.token_hex(4)}.tmp")
            try:
                beside.write_text(json.dumps(data, separators=(",", ":")), encoding="utf-8")
                beside.replace(self.path)
            finally:
                beside.unlink(missing_ok=True)


def _checked(contents: Mapping[str, Mapping[str, Sequence[str]]]) -> Iterator[tuple[str, Snapshot]]:
    for ident, actions in contents.items():
        snapshot = {key: tuple(str(value) for value in values) for key, values in actions.items()}
        if all(len(values) == 3 for values in snapshot.values()):
            yield ident, snapshot
