"""`pm init`: finds out, shows, writes what is missing, keeps what is there."""

import os
from pathlib import Path
import subprocess
import sys

import pytest
import yaml

from pmtool.config import Config
from pmtool.config.finding import read_config
from pmtool.features.setup import requirement

GITHUB = [
    "pm.toml",
    "postmortems/README.md",
    ".github/PULL_REQUEST_TEMPLATE/postmortem.md",
    ".github/workflows/postmortems.yml",
    ".pre-commit-config.yaml",
]
GITLAB = [
    "pm.toml",
    "postmortems/README.md",
    ".gitlab/merge_request_templates/postmortem.md",
    ".gitlab/ci/postmortems.yml",
    ".gitlab-ci.yml",
    ".pre-commit-config.yaml",
]
BARE = ["pm.toml", "postmortems/README.md", ".pre-commit-config.yaml"]


def files(made) -> dict[str, bytes]:
    return {
        path.relative_to(made.root).as_posix(): path.read_bytes()
        for path in sorted(made.root.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(made.root).parts
    }


def listed(out: str, mark: str) -> list[str]:
    return [line.split()[1] for line in out.splitlines() if line.startswith(f"{mark} ")]


@pytest.mark.parametrize(
    ("remote", "expected"),
    [
        ("https://github.com/acme/shop.git", GITHUB),
        ("git@github.com:acme/shop.git", GITHUB),
        ("ssh://git@github.acme.example:2222/shop.git", GITHUB),
        ("https://gitlab.com/acme/shop.git", GITLAB),
        ("git@gitlab.acme.example:acme/shop.git", GITLAB),
        ("https://mygithub.company.example/acme/shop.git", BARE),
        ("/srv/git/github.git", BARE),
        (None, BARE),
    ],
)
def test_files_follow_from_the_remote(project, remote, expected):
    made = project({})
    if remote:
        made.git("remote", "add", "origin", remote)
    ran = made.run("init")
    assert ran.code == 0
    assert listed(ran.out, "+") == expected
    assert sorted(files(made)) == sorted(expected)


def test_it_goes_on_to_a_review_that_passes_lint(project):
    made = project({})
    assert made.run("init").code == 0
    path = made.run("new", "Login slow", "--started", "2026-03-02").out.strip()
    ran = made.run("lint")
    assert (ran.code, made.run("lint", path).code) == (0, 0), ran.out


def test_dry_run_writes_nothing(project):
    made = project({"a.txt": "x"})
    ran = made.run("init", "--dry-run")
    assert listed(ran.out, "+") == BARE
    assert "nothing was written" in ran.err
    assert sorted(files(made)) == ["a.txt"]


def test_a_second_run_changes_nothing(project):
    made = project({})
    made.git("remote", "add", "origin", "https://github.com/acme/shop.git")
    made.run("init")
    before = files(made)
    ran = made.run("init")
    assert (listed(ran.out, "="), listed(ran.out, "+"), listed(ran.out, "~")) == (GITHUB, [], [])
    assert "all is in place" in ran.err
    assert files(made) == before


def test_a_second_run_adds_what_is_missing(project):
    made = project({})
    made.run("init")
    (made.root / "postmortems/README.md").unlink()
    ran = made.run("init")
    assert listed(ran.out, "+") == ["postmortems/README.md"]
    assert (made.root / "postmortems/README.md").is_file()


def test_what_is_there_is_kept_without_force_and_replaced_with_it(project):
    made = project({"postmortems/README.md": "ours\n"})
    ran = made.run("init")
    assert listed(ran.out, "~") == ["postmortems/README.md"]
    assert "--force" in ran.err
    assert made.read("postmortems/README.md") == "ours\n"
    assert made.run("init", "--force").code == 0
    assert made.read("postmortems/README.md").startswith("# Post-mortems")


def test_force_never_touches_the_configuration_of_the_team(project):
    made = project({"pm.toml": "[timeline]\nzone = 'Europe/Zurich'\n"})
    assert made.run("init", "--force").code == 0
    assert made.read("pm.toml") == "[timeline]\nzone = 'Europe/Zurich'\n"


def test_configuration_in_pyproject_is_enough(project):
    made = project({"pyproject.toml": '[tool.pm]\ndirectory = "docs/reviews"\n'})
    ran = made.run("init")
    assert "pyproject.toml" in listed(ran.out, "=")
    assert "docs/reviews/README.md" in listed(ran.out, "+")
    assert not (made.root / "pm.toml").exists()


@pytest.mark.parametrize(
    "folder", ["docs/postmortems", "docs/incidents", "post-mortems", "incident-reports", "docs/Post_Mortems"]
)
def test_an_existing_collection_is_adopted_where_it_is(project, folder):
    made = project({f"{folder}/2020-01-01-a.md": "# A\n", f"{folder}/README.md": "ours\n"})
    ran = made.run("init")
    assert f"adopted {folder}/ with 1 Markdown file" in ran.err
    assert read_config(made.root / "pm.toml").directory == [folder]
    assert made.read(f"{folder}/README.md") == "ours\n"
    assert not (made.root / "postmortems").exists()
    assert made.run("list").code == 0


def test_the_larger_of_two_collections_is_adopted_and_the_other_is_named(project):
    made = project(
        {"incidents/a.md": "# A\n", "docs/postmortems/a.md": "# A\n", "docs/postmortems/b.md": "# B\n"}
    )
    ran = made.run("init")
    assert read_config(made.root / "pm.toml").directory == ["docs/postmortems"]
    assert "also found incidents/ (1)" in ran.err


def test_a_folder_without_markdown_is_no_collection(project):
    made = project({"incidents/app.py": "", "docs/incidents/README.md": "x"})
    made.run("init")
    assert read_config(made.root / "pm.toml").directory == ["postmortems"]


def test_dir_names_the_directory_from_where_one_stands(project):
    made = project({"docs/x.txt": ""})
    ran = made.run("-C", "docs", "init", "--dir", "our incidents")
    assert ran.code == 0
    assert read_config(made.root / "pm.toml").directory == ["docs/our incidents"]
    assert "(../../pm.toml)" in made.read("docs/our incidents/README.md")


@pytest.mark.parametrize("directory", ["..", "../x", "/tmp", "."])
def test_dir_outside_the_repository_is_refused(project, directory):
    made = project({})
    ran = made.run("init", "--dir", directory)
    assert ran.code == 2
    assert "must lie below" in ran.err
    assert files(made) == {}


def test_dir_that_contradicts_the_configuration_is_refused(project):
    made = project({"pm.toml": 'directory = "a"\n'})
    ran = made.run("init", "--dir", "b")
    assert ran.code == 2
    assert "pm.toml names a as the directory" in ran.err


def test_a_file_in_place_of_the_directory_is_named(project):
    ran = project({"postmortems": "a file"}).run("init")
    assert ran.code == 2
    assert "postmortems" in ran.err


def test_ci_can_be_chosen_or_left_out(project):
    made = project({})
    made.git("remote", "add", "origin", "https://github.com/acme/shop.git")
    assert ".gitlab/ci/postmortems.yml" in listed(made.run("init", "--dry-run", "--ci", "gitlab").out, "+")
    without = listed(made.run("init", "--dry-run", "--ci", "none").out, "+")
    assert ".github/workflows/postmortems.yml" not in without
    assert ".github/PULL_REQUEST_TEMPLATE/postmortem.md" in without
    assert made.run("init", "--ci", "jenkins").code == 2


def test_the_github_workflow_is_safe_for_pull_requests_from_forks(project):
    made = project({})
    made.git("remote", "add", "origin", "https://github.com/acme/shop.git")
    made.git("symbolic-ref", "HEAD", "refs/heads/trunk")
    made.run("init")
    workflow = yaml.safe_load(made.read(".github/workflows/postmortems.yml"))
    triggers = workflow[True]  # YAML 1.1 reads `on` as true
    assert set(triggers) == {"pull_request", "push"}
    assert triggers["push"]["branches"] == ["trunk"]
    assert workflow["permissions"] == {"contents": "read"}
    steps = workflow["jobs"]["lint"]["steps"]
    checkout = next(step for step in steps if step.get("uses", "").startswith("actions/checkout@v"))
    assert checkout["with"] == {"fetch-depth": 0, "persist-credentials": False}
    assert [step["run"] for step in steps if "run" in step][-1] == "pm lint"
    assert f'"{requirement("0.1.0")}"' in made.read(".github/workflows/postmortems.yml")


def test_an_existing_gitlab_pipeline_is_not_touched(project):
    made = project({".gitlab-ci.yml": "test:\n  script: make\n"})
    ran = made.run("init")
    assert made.read(".gitlab-ci.yml") == "test:\n  script: make\n"
    assert "include: [{local: .gitlab/ci/postmortems.yml}]" in ran.out
    assert set(yaml.safe_load(made.read(".gitlab/ci/postmortems.yml"))) == {"post-mortems"}


def test_requirement_stays_in_the_series():
    assert requirement("0.1.3") == "pmtool~=0.1.0"
    assert requirement("2.10.0") == "pmtool~=2.10.0"


def test_an_existing_hook_file_gets_one_more_item_and_keeps_its_bytes(project):
    before = (
        "# ours\r\nrepos:\r\n- repo: https://example.org/a\r\n  rev: v1  # x\r\n  hooks:\r\n  - id: a\r\n"
    )
    made = project({".pre-commit-config.yaml": before})
    ran = made.run("init")
    assert listed(ran.out, "~") == [".pre-commit-config.yaml"]
    after = made.read(".pre-commit-config.yaml")
    assert after.startswith(before)
    assert [hook["id"] for repo in yaml.safe_load(after)["repos"] for hook in repo["hooks"]] == [
        "a",
        "pm-lint",
    ]
    assert listed(made.run("init").out, "=")[-1] == ".pre-commit-config.yaml"


def test_a_hook_file_that_cannot_be_edited_safely_is_left_with_the_text_to_add(project):
    made = project({".pre-commit-config.yaml": "repos: []\n"})
    ran = made.run("init")
    assert made.read(".pre-commit-config.yaml") == "repos: []\n"
    assert "add the hook by hand" in ran.out
    assert "entry: pm lint" in ran.out


def test_the_hook_checks_reviews_and_leaves_other_markdown_alone(project):
    made = project({"README.md": "The engineer failed to check.\n"})
    made.run("init")
    hook = yaml.safe_load(made.read(".pre-commit-config.yaml"))["repos"][0]["hooks"][0]
    _, *command = hook["entry"].split()
    flawed = "---\ntitle: A title\nstatus: draft\nservces: [a]\n---\n"
    made.write({"postmortems/2026-03-02-a.md": flawed, "postmortems/_part.md": flawed})
    ran = made.run(*command, "README.md", "postmortems/README.md", "postmortems/_part.md")
    assert (ran.code, ran.out) == (0, "0 files checked, nothing found.\n")
    assert made.run(*command, "README.md", "postmortems/2026-03-02-a.md").code == 1


def test_outside_git_it_works_and_says_so(project, tmp_path):
    made = project({})
    outside = tmp_path / "plain"
    outside.mkdir()
    ran = made.run("-C", str(outside), "init")
    assert ran.code == 0
    assert "this is no git repository" in ran.err
    assert (outside / "postmortems/README.md").is_file()


def test_from_a_folder_below_it_works_at_the_top(project):
    made = project({"src/x.py": ""})
    ran = made.run("-C", "src", "init")
    assert f"in {made.root}" in ran.err
    assert (made.root / "pm.toml").is_file()


def test_a_configuration_in_a_folder_below_leaves_the_top_alone(project):
    made = project({"team/pm.toml": ""})
    made.git("remote", "add", "origin", "https://github.com/acme/shop.git")
    ran = made.run("-C", "team", "init")
    assert sorted(files(made)) == ["team/pm.toml", "team/postmortems/README.md"]
    assert "pm -C team lint" in ran.err


def test_a_broken_configuration_stops_it_before_anything_is_written(project):
    made = project({"pm.toml": "directroy = 'a'\n"})
    ran = made.run("init")
    assert ran.code == 2
    assert 'did you mean "directory"?' in ran.err
    assert sorted(files(made)) == ["pm.toml"]


def test_a_link_that_leads_out_is_not_written_through(project, tmp_path):
    made = project({})
    (tmp_path / "outside").mkdir()
    (made.root / "postmortems").symlink_to(tmp_path / "outside")
    assert made.run("init").code == 2
    assert list((tmp_path / "outside").iterdir()) == []


def test_the_readme_and_templates_do_not_blame(project):
    made = project({})
    made.git("remote", "add", "origin", "https://github.com/acme/shop.git")
    made.run("init")
    ran = made.run(
        "lint", "--select", "blame", "postmortems/README.md", ".github/PULL_REQUEST_TEMPLATE/postmortem.md"
    )
    assert ran.code == 0, ran.out


def test_the_written_configuration_is_the_default(project):
    made = project({})
    made.run("init")
    written = read_config(made.root / "pm.toml")
    assert (written.directory, written.lint, written.timeline) == (
        ["postmortems"],
        Config().lint,
        Config().timeline,
    )


def test_hostile_names_of_directories_and_branches_stay_data(project):
    made = project({})
    made.git("symbolic-ref", "HEAD", "refs/heads/it's-{{x}}-#1")
    made.git("remote", "add", "origin", "https://github.com/acme/shop.git")
    name = "our \"own\" {{ x }} # 'reviews' (1)"
    assert made.run("init", "--dir", name).code == 0
    assert read_config(made.root / "pm.toml").directory == [name]
    workflow = yaml.safe_load(made.read(".github/workflows/postmortems.yml"))
    assert workflow[True]["push"]["branches"] == ["it's-{{x}}-#1"]
    assert made.run("new", "Login slow").code == 0


def test_the_program_itself_runs_both_verbs(tmp_path: Path):
    environment = {**os.environ, "NO_COLOR": "1"}

    def pm(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "pmtool", *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    assert pm("init", "--yes").returncode == 0
    assert (tmp_path / pm("new", "Login slow").stdout.strip()).is_file()
    assert pm("lint").returncode == 0


def test_line_ends_of_a_windows_checkout_are_no_difference(project):
    made = project({})
    made.run("init")
    made.write({name: content.replace(b"\n", b"\r\n") for name, content in files(made).items()})
    assert listed(made.run("init").out, "=") == BARE
