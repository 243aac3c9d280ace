"""The GitHub Action, the GitLab component and the workflows that `pm init` writes."""

from collections.abc import Callable, Mapping
import json
import os
from pathlib import Path
import re
import shutil
import subprocess
import sys
from typing import Any

import pytest

from tests.conftest import Project

yaml = pytest.importorskip("yaml")
ROOT = Path(__file__).parents[2]
COMPONENT = ROOT / "ci" / "gitlab" / "templates" / "pm-lint.yml"
BAD = "---\ntitle: T\nstatus: draft\n---\n\n<!-- pm:ignore blame -->\nText.\n"
needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")

Projects = Callable[[Mapping[str, str | bytes]], Project]


def conforms(schema: str, *files: Path) -> None:
    """Files fit a schema that check-jsonschema brings along."""
    pytest.importorskip("check_jsonschema")
    names = [str(file) for file in files]
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *names]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


# -- documents


def test_the_action_fits_the_schema_of_actions() -> None:
    conforms("github-actions", ROOT / "action.yml")


def test_no_input_of_the_action_becomes_part_of_a_command() -> None:
    steps = yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"]
    assert all("${{" not in step.get("run", "") for step in steps)


def test_the_component_fits_the_schema_of_gitlab(tmp_path: Path) -> None:
    (tmp_path / "header.yml").write_text(COMPONENT.read_text().partition("\n---\n")[0])
    (tmp_path / "job.yml").write_text(filled_component())
    conforms("gitlab-ci", tmp_path / "header.yml", tmp_path / "job.yml")


def filled_component(**inputs: str) -> str:
    """The job as GitLab reads it once inputs are filled in."""
    header, _, job = COMPONENT.read_text().partition("\n---\n")
    known = yaml.safe_load(header)["spec"]["inputs"]
    for name in known:
        job = job.replace(f"$[[ inputs.{name} ]]", inputs.get(name, known[name]["default"]))
    assert "$[[" not in job
    return job


@pytest.mark.skipif(shutil.which("sh") is None, reason="needs a shell")
@pytest.mark.parametrize(
    ("inputs", "code"),
    [
        ({}, 1),
        ({"fail-on": "error"}, 0),
        ({"fail-on": "never"}, 0),
        ({"paths": "docs/b.md", "args": "--select schema"}, 0),
        ({"args": "$(touch pwned) ;touch pwned"}, 2),
    ],
)
def test_the_job_of_the_component_runs(
    project: Projects, commands: Path, inputs: dict[str, str], code: int
) -> None:
    here = project({"pm.toml": "", "postmortems/2026-03-02-x.md": BAD, "docs/b.md": "Text.\n"})
    (job,) = yaml.safe_load(filled_component(**inputs)).values()
    environment = {**os.environ, **job["variables"], "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["sh", "-ec", "\n".join(job["script"])],
        cwd=here.root, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    assert not (here.root / "pwned").exists()
    report = here.root / job["artifacts"]["reports"]["codequality"]
    assert json.loads(report.read_text()) is not None


@pytest.mark.parametrize("provider", ["github", "gitlab"])
def test_what_init_writes_fits_the_schema_of_its_provider(project: Projects, provider: str) -> None:
    here = project({"README.md": "# Hello\n"})
    here.commit()
    assert here.run("init", "--yes", "--ci", provider).code == 0
    if provider == "github":
        files = list((here.root / ".github" / "workflows").glob("*.yml"))
        conforms("github-workflows", *files)
        text = files[0].read_text()
        workflow = yaml.safe_load(text)
        assert workflow["permissions"] == {"contents": "read"}
        assert "pull_request_target" not in workflow[True]  # YAML 1.1 reads the key `on` as true
        assert "${{" not in text
    else:
        files = [path for path in here.root.rglob("*.yml") if ".git/" not in path.as_posix()]
        assert files
        conforms("gitlab-ci", *files)


# -- the action's scripts


@pytest.fixture
def commands(tmp_path: Path) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "pm").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pmtool "$@"\n')
    (folder / "pm").chmod(0o755)
    return folder


class Runner:
    """What GitHub's runner gives to a step."""

    def __init__(self, project: Project, commands: Path) -> None:
        self.project = project
        self.temporary = project.root.parent / "runner"
        self.temporary.mkdir()
        self.summary = self.temporary / "summary.md"
        self.output = self.temporary / "output.txt"
        self.environment = {
            **os.environ,
            "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}",
            "RUNNER_TEMP": str(self.temporary),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "GITHUB_OUTPUT": str(self.output),
            "GITHUB_ACTIONS": "true",
        }

    def lint(self, **inputs: str) -> subprocess.CompletedProcess[str]:
        given = {f"PM_ACTION_{name.upper()}": value for name, value in inputs.items()}
        return subprocess.run(
            ["bash", str(ROOT / "ci" / "github" / "lint.sh")],
            cwd=self.project.root, env={**self.environment, **given}, capture_output=True, text=True,
            check=False,
        )  # fmt: skip


@pytest.fixture
def runner(project: Projects, commands: Path) -> Runner:
    files = {"pm.toml": "", "postmortems/2026-03-02-x.md": BAD, "docs/a b.md": BAD}
    return Runner(project(files), commands)


@needs_bash
def test_findings_become_annotations_a_summary_and_the_exit_code(runner: Runner) -> None:
    done = runner.lint(sarif="out/pm.sarif")
    assert done.returncode == 1
    assert "::warning file=postmortems/2026-03-02-x.md,line=6" in done.stdout
    assert "say why" in runner.summary.read_text()
    assert runner.output.read_text() == "exit-code=1\n"
    assert json.loads((runner.project.root / "out" / "pm.sarif").read_text())["version"] == "2.1.0"


@needs_bash
def test_fail_on_and_paths_are_passed_on(runner: Runner) -> None:
    assert runner.lint(fail_on="error").returncode == 0
    assert runner.lint(fail_on="never").returncode == 0
    named = runner.lint(paths="docs/a b.md\n\n", args="--select  structure")
    assert named.returncode == 1
    assert "docs/a b.md" in named.stdout
    assert "postmortems" not in named.stdout


@needs_bash
@pytest.mark.parametrize(
    "inputs",
    [
        {"changed": "lines; touch pwned"},
        {"fail_on": "$(touch pwned)"},
        {"paths": "$(touch pwned)\n; touch pwned\n`touch pwned`"},
        {"args": "$(touch pwned) ;touch pwned `touch pwned` *"},
        {"sarif": "$(touch pwned)/x"},
        {"paths": "--version"},
    ],
)
def test_hostile_inputs_run_nothing(runner: Runner, inputs: dict[str, Any]) -> None:
    done = runner.lint(**inputs)
    assert done.returncode in (1, 2)
    assert not list(runner.project.root.rglob("pwned"))
    assert "Usage" not in done.stdout


@needs_bash
def test_only_changed_lines(runner: Runner) -> None:
    here = runner.project
    here.commit()
    here.git("checkout", "--quiet", "-b", "topic")
    here.write({"postmortems/2026-03-09-y.md": BAD})
    here.commit()
    done = runner.lint(changed="lines", args="--base main")
    assert done.returncode == 1
    assert "2026-03-09-y.md" in done.stdout
    assert "2026-03-02-x.md" not in done.stdout


@needs_bash
@pytest.mark.parametrize("version", ["1.0; touch x", "$(touch x)", "git+https://example.org/x", "-r x"])
def test_only_versions_are_installed(tmp_path: Path, version: str) -> None:
    environment = {**os.environ, "RUNNER_TEMP": str(tmp_path), "PM_ACTION_VERSION": version}
    done = subprocess.run(
        ["bash", str(ROOT / "ci" / "github" / "install.sh")],
        cwd=tmp_path, env={**environment, "PM_ACTION_PYTHON": "false", "GITHUB_ACTION_PATH": str(ROOT)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert not list(tmp_path.iterdir())


# -- the recipes of the docs


def test_the_recipes_of_the_docs_fit_the_schemas(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "ci.md").read_text()
    for kind, schema, least in (("workflow", "github-workflows", 3), ("gitlab", "gitlab-ci", 1)):
        blocks = re.findall(rf"<!-- {kind} -->\n```yaml\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
        assert len(blocks) >= least
        files = [tmp_path / f"{kind}-{number}.yml" for number in range(len(blocks))]
        for file, block in zip(files, blocks, strict=True):
            file.write_text(block)
            assert "pull_request_target" not in block
        conforms(schema, *files)


def test_the_recipes_of_the_docs_use_inputs_that_the_action_has() -> None:
    known = yaml.safe_load((ROOT / "action.yml").read_text())["inputs"]
    text = (ROOT / "docs" / "ci.md").read_text()
    for block in re.findall(r"<!-- workflow -->\n```yaml\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        for job in yaml.safe_load(block)["jobs"].values():
            for step in job["steps"]:
                if step.get("uses", "").startswith("OWNER/"):
                    assert set(step["with"]) <= set(known)
