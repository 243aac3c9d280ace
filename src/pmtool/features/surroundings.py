"""What a repository tells by itself: where it begins, where reviews lie, where it is hosted."""

from dataclasses import dataclass
import os
from pathlib import Path
import re

from pmtool import git
from pmtool.corpus import MARKDOWN
from pmtool.vocab import CiChoice

DEFAULT_DIRECTORY = "postmortems"
_NAMES = frozenset(
    {
        "postmortems",
        "post-mortems",
        "postmortem",
        "post-mortem",
        "incidents",
        "incident-reports",
        "incident-reviews",
    }
    | {"incident-postmortems", "outages", "pms", "rcas"}
)
_PARENTS = ("", "docs", "doc", "documentation")


@dataclass(frozen=True, slots=True)
class Collection:
    """A folder that looks like reviews. files: how many Markdown files lie in it, READMEs left out."""

    directory: str
    files: int


@dataclass(frozen=True)
class Surroundings:
    """A repository. collections: most files first; provider: GitHub, GitLab or neither."""

    root: Path
    in_git: bool
    branch: str
    provider: CiChoice
    collections: tuple[Collection, ...]


def look_around(working: Path) -> Surroundings:
    """Find out; works without git as well."""
    root = git.root(working)
    base = root or working
    return Surroundings(
        root=base,
        in_git=root is not None,
        branch=git.default_branch(base) if root else "main",
        provider=_provider(base, git.remote_url(base) if root else None),
        collections=tuple(_collections(base)),
    )


def _provider(root: Path, remote: str | None) -> CiChoice:
    """By the remote's host; else by the files of one of the two."""
    host = _host(remote or "")
    for choice in (CiChoice.GITHUB, CiChoice.GITLAB):
        if re.search(rf"(?:^|[.-]){choice}(?:[.-]|$)", host):
            return choice
    if (root / ".github").is_dir():
        return CiChoice.GITHUB
    if (root / ".gitlab-ci.yml").is_file() or (root / ".gitlab").is_dir():
        return CiChoice.GITLAB
    return CiChoice.NONE


def _host(remote: str) -> str:
    """The host of `https://host/x`, `ssh://git@host:22/x` or `git@host:x`."""
    found = re.match(r"(?:[\w+.-]+://)?(?:[^@/]*@)?(?P<host>[\w.-]+)[:/]", remote)
    return found["host"].casefold() if found else ""


def _collections(root: Path) -> list[Collection]:
    found = []
    for parent in _PARENTS:
        folder = root / parent
        if not folder.is_dir():
            continue
        for entry in sorted(folder.iterdir()):
            name = re.sub(r"[\s_]+", "-", entry.name.casefold())
            if name in _NAMES and entry.is_dir() and not entry.is_symlink():
                count = _count_markdown(entry)
                if count:
                    found.append(Collection(entry.relative_to(root).as_posix(), count))
    return sorted(found, key=lambda collection: -collection.files)


def _count_markdown(folder: Path) -> int:
    return sum(
        1
        for _, _, files in os.walk(folder)
        for name in files
        if name.endswith(MARKDOWN) and name.casefold() not in ("readme.md", "template.md", "index.md")
    )
