"""The only module that runs git. Every question has an answer without git, too: nothing, never a crash."""

from collections.abc import Sequence
from dataclasses import dataclass
import os
from pathlib import Path, PurePosixPath
import re
import subprocess

# Git must not run code or ask questions because of what a repository (a pull request from a fork, say) contains.
_SAFE = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "diff.external=", "-c", "core.quotePath=false")
_ENVIRONMENT = {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}


def run(directory: Path, *arguments: str) -> str | None:
    """The output of a git command, None where git, the repository or the thing asked for is not there."""
    try:
        done = subprocess.run(  # noqa: S603
            ["git", *_SAFE, "-C", str(directory), *arguments],  # noqa: S607
            capture_output=True,
            check=False,
            env={**os.environ, **_ENVIRONMENT},
            timeout=60,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def root(directory: Path) -> Path | None:
    """The top of the work tree that `directory` lies in."""
    # Without git's own start-up: this is asked on every run.
    for folder in (directory, *directory.parents):
        if (folder / ".git").exists():
            return folder
    return None


def user(directory: Path) -> str | None:
    """The configured name of whoever works here."""
    name = run(directory, "config", "user.name")
    return name.strip() or None if name else None


def remote_url(directory: Path) -> str | None:
    """The address of `origin`, else of the first remote."""
    for remote in ("origin", *(run(directory, "remote") or "").split()):
        url = run(directory, "remote", "get-url", remote)
        if url:
            return url.strip()
    return None


def default_branch(directory: Path) -> str:
    """The branch that changes are merged into: the remote's, the configured one, else `main`."""
    head = run(directory, "symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD")
    if head:
        return head.strip().partition("/")[2]
    local = (run(directory, "for-each-ref", "--format=%(refname:short)", "refs/heads") or "").split()
    for name in ("main", "master", "trunk"):
        if name in local:
            return name
    current = run(directory, "symbolic-ref", "--quiet", "--short", "HEAD")
    if current:
        return current.strip()
    return (run(directory, "config", "init.defaultBranch") or "main").strip() or "main"


@dataclass(frozen=True, slots=True)
class RefFile:
    """A file as another branch or tag has it."""

    ref: str
    path: PurePosixPath


def refs(directory: Path) -> list[str]:
    """Short names of all branches, local and fetched."""
    listed = run(
        directory, "for-each-ref", "--format=%(refname:short) %(symref)", "refs/heads", "refs/remotes"
    )
    # `origin/HEAD` only points at another one
    return [line.split(" ")[0] for line in (listed or "").splitlines() if not line.split(" ")[1]]


def files_on_refs(directory: Path, folders: Sequence[str], *, limit: int = 200) -> list[RefFile]:
    """Markdown files below `folders` on every branch that was fetched (at most `limit` branches)."""
    found = []
    seen_trees: dict[str, list[PurePosixPath]] = {}
    for ref in refs(directory)[:limit]:
        tree = (run(directory, "rev-parse", "--verify", "--quiet", f"{ref}^{{tree}}") or "").strip()
        if tree not in seen_trees:
            listed = run(directory, "ls-tree", "-r", "-z", "--name-only", "--full-tree", ref, "--", *folders)
            seen_trees[tree] = [PurePosixPath(name) for name in (listed or "").split("\0") if name.endswith(".md")]
        found += [RefFile(ref, path) for path in seen_trees[tree]]
    return found


def show(directory: Path, ref: str, path: PurePosixPath) -> str | None:
    """The text of a file on a ref."""
    return run(directory, "show", f"{ref}:{path}")


def is_shallow(directory: Path) -> bool:
    """Whether history was cut off when the repository was cloned."""
    return (run(directory, "rev-parse", "--is-shallow-repository") or "").strip() == "true"


def authors(directory: Path) -> list[str]:
    """Names and addresses of all authors, through `.mailmap`, most recent first; bots left out."""
    listed = run(directory, "log", "--all", "--max-count=20000", "--format=%aN%x00%aE")
    names: dict[str, None] = {}
    for line in (listed or "").splitlines():
        name, _, address = line.partition("\0")
        if re.search(r"\[bot\]|\bbot\b|noreply@", f"{name} {address}", re.IGNORECASE):
            if "users.noreply" not in address:
                continue
            names[name] = None
            continue
        names[name] = None
        if "@" in address:
            names[address] = None
    return [name for name in names if name]
