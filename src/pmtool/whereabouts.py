"""Where paths and commits stand in the repository: on the default branch, on the way to it, nowhere."""

from bisect import bisect_left
from collections.abc import Sequence
import datetime as dt
from functools import cached_property
import os
from pathlib import Path, PurePosixPath

from pmtool import git
from pmtool.model.evidence import Reference, ReferenceKind, Standing


class Whereabouts:
    """Answers for one repository; git is asked each thing once. root: what paths are relative to."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.top = git.root(root)

    def standing(self, reference: Reference) -> Standing | None:
        """Where a path or commit stands; None for an address, and where it cannot be told."""
        if reference.kind is ReferenceKind.PATH:
            return self._of_path(reference.name)
        if reference.kind is ReferenceKind.COMMIT:
            return self._of_commit(reference.name)
        return None

    @property
    def default_branch(self) -> str:
        """The name of the branch that changes are merged into."""
        return git.default_branch(self.root)

    # -- paths

    def _of_path(self, name: str) -> Standing | None:
        places = [place for place in self._places(name) if place is not None]
        if self.top is None:
            return None if any(place.exists() for place in places) else Standing.MISSING
        known = [PurePosixPath(place.relative_to(self.top).as_posix()) for place in places]
        if self._tips and any(place in self._merged_paths for place in known):
            return Standing.MERGED
        if any(place in self._tracked for place in known):
            return Standing.PENDING if self._tips else None
        return Standing.UNTRACKED if any(place.exists() for place in places) else Standing.MISSING

    def _places(self, name: str) -> list[Path | None]:
        """Below the collection's root, else below the repository's; nothing outside of it."""
        top = self.top or self.root
        bases = dict.fromkeys([self.root, top])
        found = [Path(os.path.normpath(base / name.lstrip("/"))) for base in bases]
        return [place if place.is_relative_to(top) else None for place in found]

    @cached_property
    def _tips(self) -> Sequence[str]:
        return git.default_tips(self.top) if self.top is not None else ()

    @cached_property
    def _merged_paths(self) -> frozenset[PurePosixPath]:
        return _with_folders(git.paths_on(self.top, self._tips)) if self.top is not None else frozenset()

    @cached_property
    def _tracked(self) -> frozenset[PurePosixPath]:
        return _with_folders(git.tracked(self.top)) if self.top is not None else frozenset()

    def last_changed(self, name: str) -> dt.date | None:
        """The day of the last commit that changed a file.

        None where there is no git, no such commit, or the work tree has another version that is not committed.
        """
        if self.top is None:
            return None
        for place in self._places(name):
            path = place.relative_to(self.top).as_posix() if place is not None else ""
            if path and git.run(self.top, "status", "--porcelain", "--", f":(literal){path}"):
                return None
            day = path and git.run(
                self.top, "log", "--max-count=1", "--format=%cs", "--", f":(literal){path}"
            )
            if day and day.strip():
                return dt.date.fromisoformat(day.strip())
        return None

    # -- commits

    def _of_commit(self, name: str) -> Standing | None:
        if self.top is None or not self._tips:
            return None
        if _begins(self._merged_commits, name):
            return Standing.MERGED
        if _begins(self._own_commits, name):
            return Standing.PENDING
        if git.commit_of(self.top, name) is not None:
            return Standing.STRAY
        # Beyond the edge of a shallow clone there may be anything.
        return None if self._shallow else Standing.MISSING

    @cached_property
    def _merged_commits(self) -> list[str]:
        return git.commits_on(self.top, self._tips) if self.top is not None else []

    @cached_property
    def _own_commits(self) -> list[str]:
        return git.commits_on(self.top, ["HEAD"]) if self.top is not None else []

    @cached_property
    def _shallow(self) -> bool:
        return self.top is not None and git.is_shallow(self.top)


def _with_folders(names: frozenset[str]) -> frozenset[PurePosixPath]:
    paths = {PurePosixPath(name) for name in names}
    return frozenset(paths | {folder for path in paths for folder in path.parents})


def _begins(commits: Sequence[str], name: str) -> bool:
    """Whether a sorted list has an id that begins with `name`."""
    index = bisect_left(commits, name)
    return index < len(commits) and commits[index].startswith(name)
