"""The collection of reviews on disk: which files, read once, looked up by stem."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
import datetime as dt
from functools import cached_property
import os
from pathlib import Path, PurePath
import stat

from pmtool import git
from pmtool.changeset import Change, find_change
from pmtool.config import Config
from pmtool.errors import PmError
from pmtool.model.evidence import Reference, Standing
from pmtool.model.facts import Resemblance, ReviewFacts
from pmtool.model.globs import Globs
from pmtool.parse import Document, parse
from pmtool.parse.document import FileFault
from pmtool.parse.facts import read_facts
from pmtool.whereabouts import Whereabouts

MARKDOWN = (".md", ".markdown", ".mdown", ".qmd", ".mdx")
# A review is some kilobytes; beyond this nobody wrote it by hand, and reading it would stall a pipeline.
MAX_BYTES = 5 * 1024 * 1024
_NO_REVIEW = "if it is no review, leave it out with 'exclude' in pm.toml"
_IGNORED_FOLDERS = frozenset({".git", "node_modules", ".venv", "venv", "__pycache__", ".tox"})


def _root(config: Config, working: Path) -> Path:
    """Where a collection without a configuration file begins: the nearest folder that has one of its
    directories."""
    top = git.root(working)
    for folder in (working, *working.parents):
        if any((folder / name).is_dir() for name in config.directory):
            return folder
        if top is None or folder == top:
            break
    return top or working


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A path that was asked for and could not be read; the run goes on and ends with exit code 2."""

    path: PurePath
    reason: str


class Corpus:
    """The reviews of one repository.

    root: what paths in reports and in `exists` are relative to; the configuration's folder, else the
    nearest folder up to git's root that holds the collection, else git's root or the working directory.
    base: the branch or commit that the change in hand is compared with; None for the default one.
    """

    def __init__(self, config: Config, working: Path) -> None:
        self.config = config
        self.working = working
        self.base: str | None = None
        self.root = config.root or _root(config, working)

    # -- which files

    @cached_property
    def folders(self) -> list[Path]:
        """The configured directories that exist."""
        return [self.root / name for name in self.config.directory if (self.root / name).is_dir()]

    @cached_property
    def files(self) -> list[Path]:
        """All reviews of the collection, sorted."""
        return sorted(path for folder in self.folders for path in self._walk(folder))

    @cached_property
    def _excluded(self) -> Globs:
        return Globs(self.config.exclude)

    def _walk(self, folder: Path) -> Iterator[Path]:
        """Reviews below a folder. Links to folders are not followed, so a loop cannot trap the walk."""
        for current, folders, files in os.walk(folder):
            here = Path(current)
            folders[:] = sorted(
                name
                for name in folders
                if name not in _IGNORED_FOLDERS
                and not self._excluded.matches((here / name).relative_to(folder))
            )
            for name in sorted(files):
                path = here / name
                if name.endswith(MARKDOWN) and not self._excluded.matches(path.relative_to(folder)):
                    yield path

    def contains(self, path: Path) -> bool:
        """Whether a file belongs to the collection: Markdown below a configured directory, and not excluded."""
        absolute = Path(os.path.normpath(path if path.is_absolute() else self.working / path))
        if not absolute.name.endswith(MARKDOWN):
            return False
        for name in self.config.directory:
            try:
                inside = absolute.relative_to(self.root / name)
            except ValueError:
                continue
            if not self._excluded.matches(inside) and not _IGNORED_FOLDERS.intersection(inside.parts):
                return True
        return False

    def select(self, paths: Sequence[Path]) -> tuple[list[Path], list[Unreadable]]:
        """The files that the paths of a command line mean; none means the whole collection.

        Raises PmError where there is no collection.
        """
        if not paths:
            if not self.folders:
                named = ", ".join(f"{name}/" for name in self.config.directory)
                raise PmError(
                    f"there is no directory {named} below {self.root}",
                    "create it with 'pm init', or name files and directories: pm lint PATH…",
                )
            return self.files, []
        chosen: dict[Path, None] = {}
        unreadable = []
        for path in paths:
            full = path if path.is_absolute() else self.working / path
            if full.is_dir():
                chosen |= dict.fromkeys(self._walk(full))
            elif full.exists():
                chosen[full] = None
            else:
                unreadable.append(Unreadable(path, "there is no such file or directory"))
        return list(chosen), unreadable

    # -- reading

    def shown(self, path: Path) -> PurePath:
        """How a file is named in reports: relative to the root where it lies below it."""
        absolute = Path(os.path.normpath(path if path.is_absolute() else self.working / path))
        try:
            return PurePath(absolute.relative_to(self.root))
        except ValueError:
            return PurePath(absolute if path.is_absolute() else path)

    def locate(self, shown: PurePath) -> Path:
        """The file behind a name that `shown` gave."""
        path = self.root / shown
        return path if path.exists() else self.working / shown

    def read(self, path: Path) -> Document | Unreadable:
        """The document of a file; a fault of its content is in the document, a fault of the file is Unreadable."""
        shown = self.shown(path)
        try:
            if self._leads_out(path):
                return Unreadable(shown, "the link leads out of the repository; it was not followed")
            status = path.stat()
            if not stat.S_ISREG(status.st_mode):
                return Unreadable(shown, "it is not a regular file")
            if status.st_size > MAX_BYTES:
                size = f"{status.st_size / 1024 / 1024:.0f} MB"
                most = f"{MAX_BYTES // 1024 // 1024} MB"
                fault = FileFault(0, f"the file has {size}; files over {most} are not read; {_NO_REVIEW}")
                return Document(shown, "", self.config.vocabulary, fault)
            content = path.read_bytes()
        except OSError as error:
            return Unreadable(shown, (error.strerror or str(error)).lower())
        return self.decode(shown, content)

    def decode(self, shown: PurePath, content: bytes) -> Document:
        """The document of a file's bytes; what is no UTF-8 text becomes a fault of the document."""
        if b"\0" in content:
            fault = FileFault(0, f"this is a binary file, not text; {_NO_REVIEW}")
            return Document(shown, "", self.config.vocabulary, fault)
        try:
            return parse(shown, content.decode("utf-8"), self.config.vocabulary)
        except UnicodeDecodeError as error:
            good = len(content[: error.start].decode("utf-8"))
            text = content.decode("utf-8", "replace")
            fault = FileFault(good, f"byte 0x{content[error.start]:02x} is not UTF-8; save the file as UTF-8")
            return Document(shown, text, self.config.vocabulary, fault)

    def _leads_out(self, path: Path) -> bool:
        """Whether a link inside the collection points outside of it: a review from a fork must not read other
        files."""
        if not path.is_symlink():
            return False
        target = path.resolve()
        return not target.is_relative_to(self.root.resolve())

    # -- what rules may ask (the Collection of rules.base)

    @cached_property
    def _stems(self) -> dict[str, list[PurePath]]:
        claimed: dict[str, list[PurePath]] = {}
        for path in self.files:
            shown = self.shown(path)
            claimed.setdefault(path.stem, []).append(shown)
            for alias in self._aliases(path):
                claimed.setdefault(alias, []).append(shown)
        return claimed

    def _aliases(self, path: Path) -> list[str]:
        """`aliases:` of a file, read only where the word occurs near its top."""
        try:
            if self._leads_out(path) or not path.is_file():  # reading from a pipe would wait for ever
                return []
            with path.open("rb") as file:
                top = file.read(64 * 1024)
        except OSError:
            return []
        if b"aliases" not in top:
            return []
        aliases = parse(path, top.decode("utf-8", "replace")).front.data.get("aliases")
        return [alias for alias in aliases if isinstance(alias, str)] if isinstance(aliases, list) else []

    def stems(self) -> Mapping[str, Sequence[PurePath]]:
        """Every stem and alias, and the files that claim it."""
        return self._stems

    def exists(self, path: PurePath) -> bool | None:
        """Whether a path below the root exists; one that leaves it does not."""
        full = Path(os.path.normpath(self.root / path))
        if not full.is_relative_to(self.root):
            return False
        return full.exists()

    @cached_property
    def _people(self) -> list[str]:
        return [*git.authors(self.root), *self._code_owners()]

    def _code_owners(self) -> list[str]:
        for place in ("CODEOWNERS", ".github/CODEOWNERS", ".gitlab/CODEOWNERS", "docs/CODEOWNERS"):
            try:
                lines = (self.root / place).read_text(encoding="utf-8", errors="replace").splitlines()
            except OSError:
                continue
            words = [word for line in lines if not line.startswith("#") for word in line.split()[1:]]
            # `@org/team` is a team, not a person
            return [word for word in words if "@" in word and "/" not in word]
        return []

    def people(self) -> Sequence[str]:
        """Names, handles and addresses of git authors and code owners."""
        return self._people

    @cached_property
    def whereabouts(self) -> Whereabouts:
        """Where paths and commits stand in git."""
        return Whereabouts(self.root)

    def standing(self, reference: Reference) -> Standing | None:
        """Where a path or commit stands in git; None where it cannot be told."""
        return self.whereabouts.standing(reference)

    def last_changed(self, path: PurePath) -> dt.date | None:
        """The day of the last commit that changed a file; None where it cannot be told, or it differs now."""
        return self.whereabouts.last_changed(path.as_posix())

    @cached_property
    def _reviews(self) -> list[ReviewFacts]:
        found = [
            read_facts(document.stem, document.front.data, document.vocabulary)
            for document in self.documents()
        ]
        return sorted(found, key=lambda facts: facts.stem)

    def reviews(self) -> Sequence[ReviewFacts]:
        """The facts of all reviews, by stem; their Markdown is not read."""
        return self._reviews

    # Set by whoever lints: comparing texts needs what lies above this layer.
    likeness: Callable[[Document], Sequence[Resemblance]] | None = None

    def resembling(self, document: Document) -> Sequence[Resemblance]:
        """Earlier reviews that are like a document and of which nobody said whether they are the same."""
        return self.likeness(document) if self.likeness is not None else ()

    # -- the change in hand

    @cached_property
    def change(self) -> Change:
        """What the work tree changes since it left its base. Raises PmError where that cannot be told."""
        return find_change(self.root, self.base, MARKDOWN)

    @cached_property
    def unknown_change(self) -> PmError | None:
        """Why it cannot be told what changed, None where it can."""
        try:
            self.change  # noqa: B018 (asked for its error)
        except PmError as error:
            return error
        return None

    def before(self, path: PurePath) -> str | None:
        """The text of a review before the change, "" for a new one, None for no change or no knowledge."""
        return None if self.unknown_change is not None else self.change.before(self._absolute(path))

    def between(self, path: PurePath) -> Sequence[str]:
        """The texts that a changed review had since, commit by commit."""
        return () if self.unknown_change is not None else self.change.between(self._absolute(path))

    def _absolute(self, path: PurePath) -> Path:
        return Path(os.path.normpath(self.locate(path)))

    def documents(self) -> Iterator[Document]:
        """All reviews that can be read."""
        for path in self.files:
            document = self.read(path)
            if isinstance(document, Document):
                yield document
