"""The hook, run by the real pre-commit in a real repository.

pre-commit clones this project from its path and reads its manifest. Building the environment of a `language: python`
hook downloads packages, so here the installed `pm` is used (`language: system`); with
PM_TEST_INSTALL=1 the last test lets pre-commit install the committed state of this checkout as a user would.
"""

from collections.abc import Callable, Mapping
import os
from pathlib import Path
import shutil
import subprocess
import sys

import pytest

from tests.conftest import Project

ROOT = Path(__file__).parents[2]
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
BAD = "---\ntitle: T\nstatus: draft\n---\n\n<!-- pm:ignore blame -->\nText.\n"
GOOD = "---\ntitle: T\nstatus: draft\n---\n\nText.\n"

pytest.importorskip("pre_commit")
pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


class Hooked:
    """A repository whose commits run the hook."""

    def __init__(self, project: Project, environment: dict[str, str]) -> None:
        self.project = project
        self.environment = environment

    def pre_commit(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pre_commit", *arguments]
        return subprocess.run(
            command, cwd=self.project.root, env=self.environment, capture_output=True, text=True, check=False
        )

    def commit(self) -> subprocess.CompletedProcess[str]:
        self.project.git("add", "--all")
        command = ["git", "commit", "--message", "change"]
        return subprocess.run(
            command, cwd=self.project.root, env=self.environment, capture_output=True, text=True, check=False
        )


@pytest.fixture
def hooked(
    tmp_path: Path, project: Callable[[Mapping[str, str | bytes]], Project]
) -> Callable[[Path, str], Hooked]:
    """Makes a repository with the hook of another one (its path and revision) installed."""
    commands = tmp_path / "bin"
    commands.mkdir()
    (commands / "pm").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pmtool "$@"\n')
    (commands / "pm").chmod(0o755)

    def make(hooks: Path, revision: str) -> Hooked:
        config = f"repos:\n- repo: {hooks}\n  rev: {revision}\n  hooks:\n  - id: pm-lint\n"
        made = project({".pre-commit-config.yaml": config, "pm.toml": "", "README.md": "# Hello\n"})
        environment = {
            **os.environ,
            "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}",
            "PRE_COMMIT_HOME": str(tmp_path / "cache"),
            "NO_COLOR": "1",
        }
        found = Hooked(made, environment)
        installed = found.pre_commit("install")
        assert installed.returncode == 0, installed.stderr + installed.stdout
        return found

    return make


@pytest.fixture
def hooks(tmp_path: Path) -> tuple[Path, str]:
    """A repository with our manifest, for the `pm` that is installed."""
    root = tmp_path / "hooks"
    root.mkdir()
    made = Project(root)
    made.git("init", "--quiet")
    text = MANIFEST.read_text()
    assert text.count("language: python") == 1
    made.write({".pre-commit-hooks.yaml": text.replace("language: python", "language: system")})
    return root, made.commit()


def test_the_manifest_is_valid() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", str(MANIFEST)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_a_commit_with_a_finding_is_held_up_and_one_without_passes(
    hooked: Callable[[Path, str], Hooked], hooks: tuple[Path, str]
) -> None:
    here = hooked(*hooks)
    here.project.write({"postmortems/2026-03-02-x.md": BAD, "docs/notes.md": BAD})
    refused = here.commit()
    assert refused.returncode == 1
    shown = refused.stdout + refused.stderr
    assert "structure/suppression-without-reason" in shown
    assert "postmortems/2026-03-02-x.md" in shown
    assert "notes.md" not in shown
    here.project.write({"postmortems/2026-03-02-x.md": GOOD})
    accepted = here.commit()
    assert accepted.returncode == 0, accepted.stdout + accepted.stderr


def test_commits_without_markdown_do_not_start_the_hook(
    hooked: Callable[[Path, str], Hooked], hooks: tuple[Path, str]
) -> None:
    here = hooked(*hooks)
    assert here.commit().returncode == 0
    here.project.write({"code.py": "print()\n", "postmortems/log.txt": BAD})
    done = here.commit()
    assert done.returncode == 0
    assert "(no files to check)Skipped" in done.stdout + done.stderr


def test_all_files_are_checked_in_one_run(
    hooked: Callable[[Path, str], Hooked], hooks: tuple[Path, str]
) -> None:
    here = hooked(*hooks)
    reviews: dict[str, str | bytes] = {f"postmortems/2026-03-{day:02}-x y.md": BAD for day in range(1, 20)}
    here.project.write(reviews)
    here.project.git("add", "--all")
    done = here.pre_commit("run", "--all-files")
    assert done.returncode == 1
    assert done.stdout.count("say why 'blame' is ignored here") == len(reviews)


@pytest.mark.skipif(not os.environ.get("PM_TEST_INSTALL"), reason="downloads packages; set PM_TEST_INSTALL=1")
def test_pre_commit_installs_this_checkout(hooked: Callable[[Path, str], Hooked]) -> None:
    revision = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()
    here = hooked(ROOT, revision)
    here.project.write({"postmortems/2026-03-02-x.md": BAD})
    refused = here.commit()
    assert refused.returncode == 1
    assert "structure/suppression-without-reason" in refused.stdout + refused.stderr
