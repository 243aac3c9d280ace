"""Reviews that a new one may double: in the collection, and on branches that were fetched."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pmtool import git
from pmtool.corpus import Corpus
from pmtool.features.naming import near_same
from pmtool.parse import Document

# Beyond this many reviews, titles are not read: their file names say nearly the same.
_MAX_TITLES = 2000
_MAX_REFS = 1000
_SHOWN_REFS = 4


@dataclass(frozen=True)
class Visible:
    """What was looked at. refs: branches, local and fetched; shallow: history was cut off on cloning."""

    reviews: int
    refs: tuple[str, ...]
    shallow: bool
    in_git: bool

    def sentence(self) -> str:
        """In words."""
        told = f"looked for the same event in {self.reviews} {'review' if self.reviews == 1 else 'reviews'}"
        if not self.in_git:
            return f"{told}; this is no git repository, so there are no branches to look at"
        if not self.refs:
            return f"{told}; there is no branch with a commit yet"
        more = len(self.refs) - _SHOWN_REFS
        names = ", ".join(self.refs[:_SHOWN_REFS]) + (f" and {more} more" if more > 0 else "")
        told += f" and on {len(self.refs)} {'branch' if len(self.refs) == 1 else 'branches'} ({names})"
        return told + (
            "; the clone is shallow, other branches may not have been fetched" if self.shallow else ""
        )


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A review that may be about the same event. same_stem: it has the very name; ref: None for here."""

    path: str
    same_stem: bool
    ref: str | None = None


@dataclass(frozen=True)
class Search:
    """The result of a search."""

    found: tuple[Lookalike, ...]
    visible: Visible

    @property
    def taken(self) -> Lookalike | None:
        """The review in this collection that has the name already."""
        return next((item for item in self.found if item.same_stem and item.ref is None), None)


def search(corpus: Corpus, stem: str, title: str) -> Search:
    """Reviews with the stem (or an alias equal to it), or with nearly the same title."""
    here = list(_here(corpus, stem, title))
    root = git.root(corpus.root)
    visible = Visible(
        len(corpus.files),
        tuple(git.refs(root)[:_MAX_REFS]) if root else (),
        shallow=bool(root) and git.is_shallow(corpus.root),
        in_git=root is not None,
    )
    there = list(_elsewhere(corpus, root, stem, title)) if root and visible.refs else []
    return Search((*here, *there), visible)


def _here(corpus: Corpus, stem: str, title: str) -> Iterator[Lookalike]:
    same = {path.as_posix() for path in corpus.stems().get(stem, ())}
    yield from (Lookalike(path, same_stem=True) for path in sorted(same))
    texts = []
    for path in corpus.files:
        shown = corpus.shown(path).as_posix()
        if shown not in same:
            texts.append([shown, path.stem])
            if len(corpus.files) <= _MAX_TITLES:
                texts[-1] += _titles(corpus, path)
    yield from (Lookalike(path, same_stem=False) for path in near_same(title, texts))


def _titles(corpus: Corpus, path: Path) -> list[str]:
    read = corpus.read(path)
    if not isinstance(read, Document) or read.fault is not None:
        return []
    title = read.front.data.get("title")
    return [title] if isinstance(title, str) else []


def _elsewhere(corpus: Corpus, root: Path, stem: str, title: str) -> Iterator[Lookalike]:
    """By file name alone: reading every file of every branch would take too long."""
    try:
        below = PurePosixPath(corpus.root.resolve().relative_to(root.resolve()).as_posix())
    except ValueError:
        return
    folders = [(below / name).as_posix() for name in corpus.config.directory]
    known = {path.stem for path in corpus.files}
    seen: set[str] = set()
    for item in git.files_on_refs(root, folders, limit=_MAX_REFS):
        name = item.path.stem
        if name in known or name in seen or item.path.name in corpus.config.exclude:
            continue
        seen.add(name)
        if name == stem:
            yield Lookalike(item.path.as_posix(), same_stem=True, ref=item.ref)
        elif near_same(title, [(name, name)]):
            yield Lookalike(item.path.as_posix(), same_stem=False, ref=item.ref)
