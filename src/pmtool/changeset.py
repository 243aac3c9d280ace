"""The change in hand: the work tree, uncommitted edits included, against the commit where it left its base.

Three dots, as a pull request counts: what the base gained since then is nobody's doing here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
import os
from pathlib import Path, PurePosixPath

from pmtool import git
from pmtool.errors import PmError
from pmtool.model.patches import Touched, lines_in_common, read_patch, touched_between

# Where continuous integration says which branch a change is to be merged into; all hold a branch's name.
_CI_BRANCHES = (
    "GITHUB_BASE_REF",
    "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
    "BITBUCKET_PR_DESTINATION_BRANCH",
    "BUILDKITE_PULL_REQUEST_BASE_BRANCH",
    "SYSTEM_PULLREQUEST_TARGETBRANCH",
    "CHANGE_TARGET",
)
_USUAL = ("main", "master", "trunk")
# As git does: a file that keeps half of its lines was renamed, not rewritten.
_SIMILAR = 0.5
_MAX_BYTES = 1024 * 1024
_MOST_PAIRS = 2500


@dataclass(frozen=True, slots=True)
class Base:
    """What a change is compared with. name: as people call it; commit: the merge base."""

    name: str
    commit: str

    def __str__(self) -> str:
        return f"{self.name} ({self.commit[:9]})" if self.name else "an empty repository"


@dataclass(frozen=True)
class Change:
    """The files of a change. top: the repository; earlier: path -> its path at the base, None for a new file.

    Paths are relative to `top`; deleted files are not among them.
    """

    top: Path
    base: Base
    patterns: Sequence[str]
    earlier: Mapping[PurePosixPath, PurePosixPath | None]
    moved: frozenset[PurePosixPath] = field(default=frozenset())

    def place(self, path: Path) -> PurePosixPath | None:
        """A file's path in the repository, None where it lies outside."""
        try:
            return PurePosixPath(path.relative_to(self.top).as_posix())
        except ValueError:
            return None

    def renamed(self, path: Path) -> bool:
        """Whether the change gives a file another name."""
        place = self.place(path)
        return place is not None and self.earlier.get(place) not in (None, place)

    def before(self, path: Path) -> str | None:
        """The text of a file at the base, "" for a new file, None for a file that the change leaves alone."""
        place = self.place(path)
        if place is None or place not in self.earlier:
            return None
        old = self.earlier[place]
        return "" if old is None else git.show(self.top, self.base.commit, old)

    def between(self, path: Path) -> list[str]:
        """The texts of a file in the commits since the base, oldest first."""
        place = self.place(path)
        if place is None or place not in self.earlier:
            return []
        commits = git.commits_between(self.top, self.base.commit, place) if self.base.name else []
        return [text for commit in commits if (text := git.show(self.top, commit, place)) is not None]

    def touched(self, path: Path, text: str) -> Touched | None:
        """The lines of a file that the change touches, None where it touches none."""
        place = self.place(path)
        if place is None or place not in self.earlier:
            return None
        old = self.earlier[place]
        if old is None:
            return Touched(whole=True)
        if place in self.moved:
            return touched_between(self.before(path) or "", text)
        return self._patched.get(place.as_posix())

    @cached_property
    def _patched(self) -> Mapping[str, Touched]:
        return read_patch(git.patch(self.top, self.base.commit, self.patterns))


def find_change(directory: Path, wanted: str | None, suffixes: Sequence[str]) -> Change:
    """The change of the repository around `directory`, as far as files with these suffixes go.

    wanted: the base that the user named. Raises PmError where git, the base or the history up to it is
    missing; its hint is the command that mends it.
    """
    top = git.root(directory)
    if top is None:
        raise PmError(
            f"{directory} is not in a git repository, so there is nothing to compare with", "git init"
        )
    refused = git.refusal(top)
    if refused is not None:
        owner = "dubious ownership" in refused
        mend = f"git config --global --add safe.directory '{top}'" if owner else None
        raise PmError(f"git cannot read {top}: {refused}", mend)
    base = find_base(top, wanted)
    # With this magic, `*` matches slashes and the top is the top wherever git runs.
    patterns = [f":(top)*{suffix}" for suffix in suffixes]
    changed = git.changed(top, base.commit, patterns)
    earlier: dict[PurePosixPath, PurePosixPath | None] = {}
    for one in changed:
        if one.status != "D":
            earlier[one.path] = None if one.status in "AC" else one.old
    new = git.untracked(top, patterns)
    gone = [one.path for one in changed if one.status == "D"]
    moved = _moved(top, new, gone, lambda path: git.show(top, base.commit, path) or "")
    earlier |= {path: moved.get(path) for path in new}
    return Change(top, base, patterns, earlier, frozenset(moved))


def _moved(
    top: Path, new: Sequence[PurePosixPath], gone: list[PurePosixPath], read: Callable[[PurePosixPath], str]
) -> dict[PurePosixPath, PurePosixPath]:
    """New file -> the deleted one that it was; git itself finds renames only among files that were added."""
    found: dict[PurePosixPath, PurePosixPath] = {}
    taken: set[PurePosixPath] = set()
    read = cache(read)

    def pair(path: PurePosixPath, candidates: Sequence[PurePosixPath]) -> None:
        text = _small_text(top / path) if candidates else None
        if text is not None:
            share, old = max((lines_in_common(read(old), text), old) for old in candidates)
            if share >= _SIMILAR:
                found[path] = old
                taken.add(old)

    by_name: dict[str, list[PurePosixPath]] = {}
    for old in gone:
        by_name.setdefault(old.name, []).append(old)
    for path in new:
        pair(path, [old for old in by_name.get(path.name, ()) if old not in taken])
    rest = [path for path in new if path not in found]
    if len(rest) * len(gone) <= _MOST_PAIRS:
        for path in rest:
            pair(path, [old for old in gone if old not in taken])
    return found


def _small_text(path: Path) -> str | None:
    """The text of a plain file of a size that a review has."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _MAX_BYTES:
            return None
        return path.read_text("utf-8", "replace")
    except OSError:
        return None


# -- the base


def find_base(top: Path, wanted: str | None) -> Base:
    """The merge base of HEAD and the wanted branch, else the one that CI names, else the default branch."""
    names = _candidates(top, wanted)
    found = next(((name, commit) for name in names if (commit := git.commit_of(top, name))), None)
    head = git.commit_of(top, "HEAD")
    if head is None:  # nothing was committed yet
        return Base("", git.empty_tree(top))
    if found is None:
        raise _missing(top, names[0])
    name, commit = found
    parting = git.merge_base(top, commit, head)
    if parting is None:
        if git.is_shallow(top):
            raise PmError(
                f"this clone is shallow: the commit where HEAD left {name} is not in it", _mend(top, name)
            )
        raise PmError(
            f"HEAD and {name} have no commit in common", "name the branch that this one came from: --base REF"
        )
    return Base(name, parting)


def _candidates(top: Path, wanted: str | None) -> list[str]:
    """Names to try, best first."""
    remotes = git.remotes(top)
    given = wanted or os.environ.get("PM_BASE")
    if given:
        return [given, *(f"{remote}/{given}" for remote in remotes)]
    for variable in _CI_BRANCHES:
        branch = os.environ.get(variable, "").removeprefix("refs/heads/")
        if branch:
            return [*(f"{remote}/{branch}" for remote in remotes), branch]
    usual = [*(f"{remote}/{branch}" for branch in _USUAL for remote in remotes), *_USUAL]
    if _is_only_branch(top):
        # Compared with itself, a branch would have changed nothing, and every finding would pass.
        return usual
    default = git.run(top, "symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD")
    return [*([default.strip()] if default else []), *usual, git.default_branch(top)]


def _is_only_branch(top: Path) -> bool:
    """Whether nothing but the branch that is checked out was cloned (`git clone --branch topic --depth 1`)."""
    branch = (git.run(top, "symbolic-ref", "--quiet", "--short", "HEAD") or "").strip()
    fetched = git.run(top, "config", "--get-all", "remote.origin.fetch") or ""
    return branch not in _USUAL and fetched.split() == [f"+refs/heads/{branch}:refs/remotes/origin/{branch}"]


def _missing(top: Path, name: str) -> PmError:
    remotes = git.remotes(top)
    if not remotes:
        return PmError(
            f"there is no branch, tag or commit '{name}' to compare with", "name one that exists: --base REF"
        )
    what = "this clone is shallow and has no" if git.is_shallow(top) else "this clone has no"
    return PmError(f"{what} '{name}' to compare with", _mend(top, name))


def _mend(top: Path, name: str) -> str:
    """The command that fetches what is missing."""
    remotes = git.remotes(top)
    remote = next((remote for remote in remotes if name.startswith(f"{remote}/")), None)
    branch = name.removeprefix(f"{remote}/") if remote else name
    remote = remote or (remotes[0] if remotes else "origin")
    deepen = "--unshallow " if git.is_shallow(top) else ""
    command = f"git fetch {deepen}{remote} '+refs/heads/{branch}:refs/remotes/{remote}/{branch}'"
    if os.environ.get("GITHUB_ACTIONS"):
        return f"give actions/checkout 'fetch-depth: 0', or run: {command}"
    if os.environ.get("GITLAB_CI"):
        return f"set the variable GIT_DEPTH to 0, or run: {command}"
    return command
