"""The only module that runs git. Every question has an answer without git, too: nothing, never a crash."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
import os
from pathlib import Path, PurePosixPath
import re
import subprocess

# Git must not run code or ask questions because of what a repository (a pull request from a fork, say) contains.
_SAFE = (
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "diff.external=",
    "-c",
    "core.quotePath=false",
)
_ENVIRONMENT = {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}


# A hook inherits these, relative to a folder that need not be the one asked about; git finds them itself.
_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")


def _execute(
    directory: Path, arguments: Sequence[str], given: bytes = b""
) -> "subprocess.CompletedProcess[bytes] | None":
    inherited = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    try:
        return subprocess.run(  # noqa: S603
            ["git", *_SAFE, "-C", str(directory), *arguments],  # noqa: S607
            input=given,
            capture_output=True,
            check=False,
            env={**inherited, **_ENVIRONMENT},
            timeout=60,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None


def run(directory: Path, *arguments: str) -> str | None:
    """The output of a git command, None where git, the repository or the thing asked for is not there."""
    done = _execute(directory, arguments)
    return done.stdout.decode("utf-8", "replace") if done is not None and done.returncode == 0 else None


def names(directory: Path, *arguments: str) -> list[str] | None:
    """The output of a command with `-z`, split; names of files are decoded as the system does."""
    done = _execute(directory, arguments)
    if done is None or done.returncode != 0:
        return None
    return [os.fsdecode(name) for name in done.stdout.split(b"\0") if name]


def refusal(directory: Path) -> str | None:
    """Why git does not work in a directory, in its own words; None where it does."""
    done = _execute(directory, ["rev-parse", "--git-dir"])
    if done is None:
        return "git is not installed, or does not answer"
    if done.returncode == 0:
        return None
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[0].removeprefix("fatal: ") if lines else "git failed and gave no reason"


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


_BRANCHES = ("refs/heads", "refs/remotes")


def refs(directory: Path) -> list[str]:
    """Short names of all branches, local and fetched."""
    listed = run(directory, "for-each-ref", "--format=%(refname:short) %(symref)", *_BRANCHES)
    # `origin/HEAD` only points at another one
    return [line.split(" ")[0] for line in (listed or "").splitlines() if not line.split(" ")[1]]


def files_on_refs(directory: Path, folders: Sequence[str], *, limit: int = 1000) -> list[RefFile]:
    """Markdown files below `folders` on the branches that were fetched (at most `limit` branches).

    Most branches hold the same reviews: each version of a folder is listed once, for the first branch that has it.
    """
    listed = run(directory, "for-each-ref", "--format=%(tree) %(symref) %(refname:short)", *_BRANCHES)
    branches = [line.split(" ", 2) for line in (listed or "").splitlines()]
    trees = [(ref, tree) for tree, symbolic, ref in branches if tree and not symbolic][:limit]
    wanted = [(ref, tree, folder) for ref, tree in trees for folder in folders]
    found = []
    seen: set[tuple[str, str]] = set()
    for (ref, _, folder), version in zip(wanted, _folder_versions(directory, wanted), strict=False):
        if version is None or (version, folder) in seen:
            continue
        seen.add((version, folder))
        paths = names(directory, "ls-tree", "-r", "-z", "--name-only", "--full-tree", version) or []
        found += [RefFile(ref, PurePosixPath(folder, name)) for name in paths if name.endswith(".md")]
    return found


def _folder_versions(directory: Path, wanted: Sequence[tuple[str, str, str]]) -> Iterator[str | None]:
    """The id of each folder in its tree, None where it is not there."""
    queries = "".join(f"{tree}:{'' if folder == '.' else folder}\n" for _, tree, folder in wanted)
    format_ = "--batch-check=%(objecttype) %(objectname)"
    done = _execute(directory, ["cat-file", format_], given=os.fsencode(queries))
    for line in done.stdout.splitlines() if done is not None else ():
        yield line[5:].decode() if line.startswith(b"tree ") else None


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


# -- commits, and what changed between them and the work tree

# What a diff says must not depend on anybody's settings; programs named in the configuration are not run.
_DIFF = ("diff", "--no-color", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all", "--find-renames")


def commit_of(directory: Path, ref: str) -> str | None:
    """The commit that a name stands for."""
    if ref.startswith("-"):  # a name is never taken for an option
        return None
    return (run(directory, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}") or "").strip() or None


def merge_base(directory: Path, one: str, other: str) -> str | None:
    """The commit in which two lines of history part; None where they have none (or it was cut off)."""
    return (run(directory, "merge-base", one, other) or "").strip() or None


def empty_tree(directory: Path) -> str:
    """What a repository without a commit is compared with."""
    return (run(directory, "hash-object", "-t", "tree", "--stdin") or "").strip()


def remotes(directory: Path) -> list[str]:
    """The names of the remotes, `origin` first."""
    found = (run(directory, "remote") or "").split()
    return sorted(found, key=lambda name: (name != "origin", name))


@dataclass(frozen=True, slots=True)
class Changed:
    """A file that differs. status: git's letter (A, M, D, R, C, T, U). old: the path before a rename or copy."""

    status: str
    path: PurePosixPath
    old: PurePosixPath


def changed(directory: Path, commit: str, patterns: Sequence[str]) -> list[Changed]:
    """Files in which the work tree differs from a commit; paths are relative to the top of the repository."""
    words = names(directory, *_DIFF, "--name-status", "-z", commit, "--", *patterns) or []
    return list(_read_status(words))


def _read_status(words: Sequence[str]) -> Iterator[Changed]:
    """`M path`, `R100 old new`, as `--name-status -z` lists them."""
    waiting = iter(words)
    for status in waiting:
        old = PurePosixPath(next(waiting))
        path = PurePosixPath(next(waiting)) if status[0] in "RC" else old
        yield Changed(status[0], path, old)


def patch(directory: Path, commit: str, patterns: Sequence[str]) -> str:
    """The same differences as a patch without context, its paths after `a/` and `b/`."""
    layout = (
        "--patch",
        "--unified=0",
        "--inter-hunk-context=0",
        "--src-prefix=a/",
        "--dst-prefix=b/",
        "--no-relative",
    )
    return run(directory, *_DIFF, *layout, commit, "--", *patterns) or ""


def untracked(directory: Path, patterns: Sequence[str]) -> list[PurePosixPath]:
    """Files that git neither knows nor ignores, relative to `directory`, which must be the top."""
    found = names(directory, "ls-files", "-z", "--others", "--exclude-standard", "--", *patterns)
    return [PurePosixPath(name) for name in found or () if not name.endswith("/")]


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit of a file's history.

    date: of the author, RFC 3339. path, old: the file's name in this commit and in the one before. copied: it was made
    from another file, whose history is not its own.
    """

    id: str
    date: str
    author: str
    subject: str
    path: PurePosixPath
    old: PurePosixPath
    copied: bool = False


def commits_of(directory: Path, path: PurePosixPath, *, limit: int = 1000) -> list[Commit]:
    """The history of a file, renames followed, newest first; paths are relative to the repository's top."""
    form = "--format=%x01%H%x02%aI%x02%aN%x02%s"
    words = names(
        directory, "log", "--follow", f"--max-count={limit}", "-z", form, "--name-status", "--", str(path)
    )
    found: list[Commit] = []
    head: list[str] = []
    pending: list[str] = []
    for word in [*(words or []), "\x01"]:
        text = word.lstrip("\n")
        if not text.startswith("\x01"):
            pending.append(text)
            continue
        if head:
            made, date, author, subject = head
            changes = _read_status(pending)
            found += [Commit(made, date, author, subject, c.path, c.old, c.status == "C") for c in changes]
        pending, head = [], text[1:].split("\x02", 3)
    return found


def commits_between(directory: Path, commit: str, path: PurePosixPath) -> list[str]:
    """The commits after one, up to HEAD, that change a file; oldest first."""
    return (
        run(directory, "log", "--reverse", "--format=%H", f"{commit}..HEAD", "--", str(path)) or ""
    ).split()


# -- what is on the default branch, and the history of many files at once


def default_tips(directory: Path) -> list[str]:
    """The refs of the default branch that are here: as fetched, and the local one."""
    name = default_branch(directory)
    tips = [*(f"refs/remotes/{remote}/{name}" for remote in remotes(directory)), f"refs/heads/{name}"]
    return [tip for tip in tips if commit_of(directory, tip) is not None]


def paths_on(directory: Path, refs: Sequence[str]) -> frozenset[str]:
    """All files of some refs, as paths from the top of the repository."""
    listed = [
        name
        for ref in refs
        for name in names(directory, "ls-tree", "-r", "-z", "--name-only", "--full-tree", ref) or []
    ]
    return frozenset(listed)


def tracked(directory: Path) -> frozenset[str]:
    """All files of the index, as paths from the top of the repository."""
    return frozenset(names(directory, "ls-files", "-z", "--full-name", "--", ":/") or [])


def commits_on(directory: Path, refs: Sequence[str]) -> list[str]:
    """The ids of all commits that some refs reach, sorted."""
    return sorted((run(directory, "rev-list", *refs, "--") or "").split()) if refs else []


@dataclass(frozen=True, slots=True)
class FileVersion:
    """One change of one file. date: of the author, ISO. before, after: ids of the contents, None for none."""

    commit: str
    date: str
    old: PurePosixPath
    path: PurePosixPath
    before: str | None
    after: str | None


def file_versions(directory: Path, patterns: Sequence[str]) -> Iterator[FileVersion]:
    """All changes of the files that match pathspecs, oldest first, renames found; from one pass over history.

    What a merge alone changed is not among them.
    """
    words = names(
        directory,
        *("log", "--topo-order", "--reverse", "--raw", "--no-abbrev", "--find-renames", "-z"),
        *("--no-show-signature", "--no-color", "--format=%x01%H%x02%aI", "--", *patterns),
    )
    rest = iter(words or [])
    commit = date = ""
    for word in rest:
        if word.startswith("\x01"):
            commit, _, date = word[1:].partition("\x02")
            continue
        parts = word.lstrip("\n:").split(" ")
        if len(parts) != 5:
            continue
        before, after = (None if not ident.strip("0") else ident for ident in parts[2:4])
        old = PurePosixPath(next(rest))
        path = PurePosixPath(next(rest)) if parts[4][:1] in "RC" else old
        yield FileVersion(commit, date, old, path, before, after)


def contents(directory: Path, ids: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """The contents of blobs by id; one that is not here (a partial clone) is left out."""
    for start in range(0, len(ids), 1000):
        wanted = ids[start : start + 1000]
        done = _execute(directory, ["cat-file", "--batch"], given="\n".join(wanted).encode() + b"\n")
        output = done.stdout if done is not None else b""
        position = 0
        while (end := output.find(b"\n", position)) >= 0:
            head = output[position:end].split(b" ")
            position = end + 1
            if len(head) != 3 or not head[2].isdigit():
                continue
            size = int(head[2])
            yield head[0].decode(), output[position : position + size]
            position += size + 1


def private_folder(directory: Path) -> Path | None:
    """The repository's own folder, shared by all its work trees, where what is never committed may lie."""
    found = run(directory, "rev-parse", "--path-format=absolute", "--git-common-dir")
    return Path(found.strip()) if found and found.strip() else None
