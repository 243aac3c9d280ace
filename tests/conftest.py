"""A repository in a temporary folder, with `pm` to run in it."""

from collections.abc import Callable, Mapping
import contextlib
from dataclasses import dataclass
import io
import os
from pathlib import Path
import subprocess
import sys

import pytest

from pmtool.cli import main

# Nothing of the machine that runs the tests may change their outcome.
_ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Ada Example",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_COMMITTER_NAME": "Ada Example",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
    "GIT_AUTHOR_DATE": "2026-03-01T12:00:00Z",
    "GIT_COMMITTER_DATE": "2026-03-01T12:00:00Z",
    "PM_NOW": "2026-04-01T00:00:00Z",
    "TZ": "UTC",
    "TERM": "dumb",
}
_UNSET = (
    "NO_COLOR",
    "FORCE_COLOR",
    "GITHUB_ACTIONS",
    "GITLAB_CI",
    "CI",
    "GITHUB_BASE_REF",
    "PM_BASE",
    "PM_COLOR",
    "PM_CONFIG",
    "PM_FAIL_ON",
    "PM_FORMAT",
    "PM_IGNORE",
    "PM_ISOLATED",
    "PM_NO_CACHE",
    "PM_SELECT",
    "EDITOR",
    "VISUAL",
)


@pytest.fixture(autouse=True)
def _settled_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in _ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    for name in _UNSET:
        monkeypatch.delenv(name, raising=False)


@dataclass(frozen=True)
class Ran:
    """How a run of `pm` ended."""

    code: int
    out: str
    err: str


class Project:
    """A git repository with files."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write files; text gets no newline translation."""
        for name, content in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    def read(self, name: str) -> str:
        return (self.root / name).read_bytes().decode()

    def git(self, *arguments: str) -> str:
        done = subprocess.run(["git", *arguments], cwd=self.root, capture_output=True, check=True)
        return done.stdout.decode()

    def commit(self, message: str = "change") -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD").strip()

    def run(self, *arguments: str, stdin: bytes = b"") -> Ran:
        """Run `pm` in this process, in the repository's root."""
        out, err = io.BytesIO(), io.BytesIO()
        before = Path.cwd()
        os.chdir(self.root)
        code = 0
        streams = [io.TextIOWrapper(stream, "utf-8", write_through=True, newline="") for stream in (out, err)]
        try:
            with contextlib.redirect_stdout(streams[0]), contextlib.redirect_stderr(streams[1]):
                given, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(stdin), "utf-8")
                try:
                    main(list(arguments))
                except SystemExit as stopped:
                    code = int(stopped.code or 0)
                finally:
                    sys.stdin = given
        finally:
            os.chdir(before)
        return Ran(code, out.getvalue().decode(), err.getvalue().decode())


@pytest.fixture
def project(tmp_path: Path) -> Callable[[Mapping[str, str | bytes]], Project]:
    """Makes a repository from a dict of files; nothing is committed yet."""

    def make(files: Mapping[str, str | bytes]) -> Project:
        root = tmp_path / "repository"
        root.mkdir()
        made = Project(root)
        made.git("init", "--quiet", "--initial-branch=main")
        made.write(files)
        return made

    return make
