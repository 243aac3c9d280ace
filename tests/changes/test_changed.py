"""`pm lint --changed`: which files, compared with what, and what it says when git cannot tell."""

import json
import os
from pathlib import Path
import subprocess

import pytest

from tests.changes.reviews import BLAME, OTHER_BLAME, review
from tests.conftest import Project

SELECT = ("--select", "blame/person-failed")
ONLY = (*SELECT, "--format", "json")


def bad(text: str = BLAME) -> str:
    return review(f"## Summary\n\n{text}\n")


def linted(made: Project, *arguments: str) -> list[str]:
    """The files with a finding."""
    ran = made.run("lint", *ONLY, *arguments)
    assert ran.code in (0, 1), ran.err
    return sorted({finding["path"].removeprefix("postmortems/") for finding in json.loads(ran.out)})


@pytest.fixture
def based(project) -> Project:
    """Three reviews on main, each with a finding; HEAD is on a branch of its own."""
    made: Project = project(
        {f"postmortems/2026-03-0{n}-{name}.md": bad() for n, name in ((1, "a"), (2, "b"), (3, "c"))}
    )
    made.commit("base")
    made.git("switch", "--quiet", "--create", "topic")
    return made


def test_nothing_changed_is_clean_and_says_so(based):
    ran = based.run("lint", *SELECT, "--changed")
    assert ran.code == 0
    assert "0 reviews changed since main (" in ran.err


def test_committed_staged_unstaged_and_untracked_files_count(based):
    based.write({"postmortems/2026-03-01-a.md": bad(OTHER_BLAME)})
    based.commit("committed")
    based.write({"postmortems/2026-03-02-b.md": bad(OTHER_BLAME)})
    based.git("add", "--all")
    based.write({"postmortems/2026-03-04-new.md": bad()})
    assert linted(based, "--changed") == ["2026-03-01-a.md", "2026-03-02-b.md", "2026-03-04-new.md"]
    based.write({"postmortems/2026-03-03-c.md": bad(OTHER_BLAME)})
    assert "2026-03-03-c.md" in linted(based, "--changed")
    assert "4 reviews changed" in based.run("lint", *SELECT, "--changed").err


def test_what_the_base_gained_since_is_not_counted(based):
    based.write({"postmortems/2026-03-04-mine.md": bad()})
    based.commit("mine")
    based.git("switch", "--quiet", "main")
    based.write({"postmortems/2026-03-05-theirs.md": bad(), "postmortems/2026-03-01-a.md": bad(OTHER_BLAME)})
    based.commit("theirs")
    based.git("switch", "--quiet", "topic")
    assert linted(based, "--changed") == ["2026-03-04-mine.md"]


def test_deleted_files_drop_out_and_renamed_ones_stay(based):
    based.git("rm", "--quiet", "postmortems/2026-03-01-a.md")
    based.git("mv", "postmortems/2026-03-02-b.md", "postmortems/2026-03-02-better.md")
    assert linted(based, "--changed") == ["2026-03-02-better.md"]
    based.commit("renamed")
    assert linted(based, "--changed") == ["2026-03-02-better.md"]


def test_names_with_spaces_quotes_and_other_scripts(based):
    names = [
        "2026-03-04-with space.md",
        "2026-03-04-é-日本.md",
        '2026-03-04-"quoted".md',
        "2026-03-04-tab\there.md",
    ]
    based.write({f"postmortems/{name}": bad() for name in names})
    assert linted(based, "--changed") == sorted(names)
    based.commit("added")
    assert linted(based, "--changed-lines") == sorted(names)


def test_only_the_collection_or_the_paths_given(based):
    based.write(
        {
            "docs/notes.md": f"{BLAME}\n",
            "postmortems/README.md": f"{BLAME}\n",
            "postmortems/2026-03-04-x.md": bad(),
            "postmortems/2026/2026-03-05-y.md": bad(),
        }
    )
    assert linted(based, "--changed") == ["2026-03-04-x.md", "2026/2026-03-05-y.md"]
    assert linted(based, "--changed", "docs") == ["docs/notes.md"]
    assert linted(based, "--changed", "postmortems/2026") == ["2026/2026-03-05-y.md"]
    assert linted(based, "--changed", "postmortems/2026-03-01-a.md") == [], "it did not change"
    assert based.run("lint", *SELECT, "--changed", "nowhere.md").code == 2


def test_a_directory_of_the_repository_with_its_own_configuration(project):
    made = project({"team/pm.toml": "", "team/postmortems/2026-03-01-a.md": bad(), "postmortems/x.md": bad()})
    made.commit()
    made.git("switch", "--quiet", "--create", "topic")
    made.write({"team/postmortems/2026-03-01-a.md": bad(OTHER_BLAME), "postmortems/x.md": bad(OTHER_BLAME)})
    assert linted(made, "-C", "team", "--changed") == ["2026-03-01-a.md"]
    assert linted(made, "-C", "team", "--changed-lines") == ["2026-03-01-a.md"]


def test_ignored_files_and_submodules_are_left_alone(based, tmp_path, monkeypatch):
    inner = tmp_path / "inner"
    subprocess.run(["git", "init", "--quiet", str(inner)], check=True)
    (inner / "2026-03-04-inner.md").write_text(bad())
    subprocess.run(["git", "add", "."], cwd=inner, check=True)
    subprocess.run(["git", "commit", "--quiet", "-m", "x"], cwd=inner, check=True)
    based.git(
        "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner), "postmortems/sub"
    )
    (based.root / "postmortems/sub/2026-03-05-more.md").write_text(bad())
    based.write({".gitignore": "*-secret.md\n", "postmortems/2026-03-04-secret.md": bad()})
    assert linted(based, "--changed") == []


def test_crlf_files_change_only_where_they_were_edited(project):
    text = bad().replace("\n", "\r\n")
    made = project({"postmortems/2026-03-01-a.md": text})
    made.commit()
    made.git("switch", "--quiet", "--create", "topic")
    assert linted(made, "--changed") == []
    made.write({"postmortems/2026-03-01-a.md": text + f"\r\n{OTHER_BLAME}\r\n"})
    ran = made.run("lint", *ONLY, "--changed-lines")
    assert [finding["excerpt"] for finding in json.loads(ran.out)] == ["The operator forgot to"]


def test_a_base_can_be_named_by_flag_variable_or_pipeline(based, monkeypatch):
    based.write({"postmortems/2026-03-04-first.md": bad()})
    based.commit("first")
    based.git("tag", "after-first")
    based.write({"postmortems/2026-03-05-second.md": bad()})
    based.commit("second")
    both = ["2026-03-04-first.md", "2026-03-05-second.md"]
    assert linted(based, "--changed") == both
    assert linted(based, "--changed", "--base", "after-first") == both[1:]
    assert linted(based, "--changed", "--base", "HEAD~1") == both[1:]
    monkeypatch.setenv("PM_BASE", "after-first")
    assert linted(based, "--changed") == both[1:]
    assert linted(based, "--changed", "--base", "main") == both, "the flag wins"
    monkeypatch.delenv("PM_BASE")
    based.git("branch", "release", "after-first")
    for variable in ("GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"):
        monkeypatch.setenv(variable, "release")
        assert linted(based, "--changed") == both[1:]
        monkeypatch.setenv(variable, "")
        assert linted(based, "--changed") == both
        monkeypatch.delenv(variable)


def test_the_remote_default_branch_comes_before_a_stale_local_one(based, tmp_path):
    clone = Project(tmp_path / "clone")
    based.git("switch", "--quiet", "main")
    subprocess.run(["git", "clone", "--quiet", str(based.root), str(clone.root)], check=True)
    clone.git("switch", "--quiet", "--create", "work")
    based.write({"postmortems/2026-03-04-upstream.md": bad()})
    based.commit("upstream")
    clone.git("pull", "--quiet", "origin", "main")
    clone.write({"postmortems/2026-03-05-mine.md": bad()})
    ran = clone.run("lint", *ONLY, "--changed")
    assert "since origin/main (" in ran.err
    assert [finding["path"] for finding in json.loads(ran.out)] == ["postmortems/2026-03-05-mine.md"]


def test_before_the_first_commit_everything_is_new(project):
    made = project({"postmortems/2026-03-01-a.md": bad(), "postmortems/2026-03-02-b.md": bad()})
    made.git("add", "postmortems/2026-03-01-a.md")
    assert linted(made, "--changed") == ["2026-03-01-a.md", "2026-03-02-b.md"]
    assert linted(made, "--changed-lines") == ["2026-03-01-a.md", "2026-03-02-b.md"]
    assert "2 reviews changed since an empty repository" in made.run("lint", *SELECT, "--changed").err


def test_inside_a_hook_of_another_repository_the_variables_of_git_do_not_mislead(
    based, tmp_path, monkeypatch
):
    other = tmp_path / "other"
    subprocess.run(["git", "init", "--quiet", str(other)], check=True)
    based.write({"postmortems/2026-03-04-x.md": bad()})
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/next-index")
    monkeypatch.setenv("GIT_PREFIX", "sub/")
    assert linted(based, "--changed") == ["2026-03-04-x.md"]


def test_settings_of_the_user_do_not_change_the_answer(based):
    for setting in (
        "diff.noprefix=true",
        "diff.mnemonicPrefix=true",
        "color.ui=always",
        "diff.interHunkContext=9",
        "diff.renames=false",
    ):
        based.git("config", *setting.split("="))
    based.git("config", "diff.external", "false")
    edited = bad().replace("## Summary", "## In short").replace(BLAME, f"{BLAME}\n\n{OTHER_BLAME}")
    based.git("mv", "postmortems/2026-03-01-a.md", "postmortems/2026-03-01-z.md")
    based.write({"postmortems/2026-03-01-z.md": edited})
    ran = based.run("lint", *ONLY, "--changed-lines")
    assert [finding["excerpt"] for finding in json.loads(ran.out)] == ["The operator forgot to"]


# -- what cannot be done says how it can


def test_outside_of_git_it_is_an_error(tmp_path):
    plain = Project(tmp_path / "plain")
    plain.root.mkdir()
    plain.write({"postmortems/2026-03-01-a.md": bad()})
    ran = plain.run("lint", *SELECT, "--changed")
    assert ran.code == 2
    assert "is not in a git repository" in ran.err


def test_an_unknown_base_is_an_error_even_without_changed(based):
    for flags in (("--changed", "--base", "nope"), ("--base", "nope"), ("--base", "--output=x")):
        ran = based.run("lint", *SELECT, *flags)
        assert ran.code == 2
        assert "to compare with" in ran.err
    assert not (based.root / "x").exists()


def test_unrelated_histories_are_an_error(based):
    based.git("switch", "--quiet", "--orphan", "other")
    based.write({"postmortems/2026-03-01-a.md": bad()})
    based.commit("other")
    ran = based.run("lint", *SELECT, "--changed", "--base", "main")
    assert ran.code == 2
    assert "no commit in common" in ran.err


def test_stdin_and_fix_do_not_go_together_with_it(based):
    assert based.run("lint", *SELECT, "-", "--changed", stdin=b"x").code == 2
    assert based.run("lint", *SELECT, "--changed-lines", "--fix").code == 2


@pytest.fixture
def upstream(project) -> Project:
    made: Project = project({"postmortems/2026-03-01-a.md": bad()})
    for number in range(5):
        made.write({f"notes/{number}.txt": "x"})
        made.commit(f"history {number}")
    made.git("switch", "--quiet", "--create", "topic")
    made.write({"postmortems/2026-03-04-mine.md": bad()})
    made.commit("mine")
    made.git("switch", "--quiet", "main")
    made.write({"notes/later.txt": "x"})
    made.commit("later")
    return made


def shallow(upstream: Project, place: Path, *options: str) -> Project:
    source = f"file://{upstream.root}"
    subprocess.run(
        ["git", "clone", "--quiet", "--depth=1", *options, source, str(place)],
        check=True,
        capture_output=True,
    )
    return Project(place)


def run_hint(clone: Project, error: str) -> None:
    """Run the command that the hint names, as a reader would."""
    hint = error.split("hint: ", 1)[1].splitlines()[0]
    command = hint[hint.index("git fetch") :]
    subprocess.run(command, shell=True, cwd=clone.root, check=True, capture_output=True)


@pytest.mark.parametrize("options", [["--branch=topic"], ["--branch=topic", "--no-single-branch"]])
@pytest.mark.parametrize("variable", [None, "GITHUB_ACTIONS", "GITLAB_CI"])
def test_a_shallow_clone_is_told_the_command_that_mends_it(
    upstream, tmp_path, monkeypatch, options, variable
):
    clone = shallow(upstream, tmp_path / "clone", *options)
    if variable:
        monkeypatch.setenv(variable, "true")
    ran = clone.run("lint", *SELECT, "--changed", "--base", "origin/main")
    assert ran.code == 2
    assert "this clone is shallow" in ran.err
    named = {"GITHUB_ACTIONS": "fetch-depth: 0", "GITLAB_CI": "GIT_DEPTH"}.get(
        variable or "", "git fetch --unshallow"
    )
    assert named in ran.err
    run_hint(clone, ran.err)
    assert linted(clone, "--changed", "--base", "origin/main", "--format", "json") == ["2026-03-04-mine.md"]


def test_a_branch_that_was_not_fetched_is_told_the_command_too(upstream, tmp_path):
    place = tmp_path / "clone"
    source = f"file://{upstream.root}"
    subprocess.run(
        ["git", "clone", "--quiet", "--single-branch", "--branch=topic", source, str(place)], check=True
    )
    clone = Project(place)
    ran = clone.run("lint", *SELECT, "--changed", "--base", "main")
    assert ran.code == 2
    assert "has no 'main'" in ran.err
    run_hint(clone, ran.err)
    assert linted(clone, "--changed", "--base", "main") == ["2026-03-04-mine.md"]


@pytest.mark.parametrize("options", [["--depth=1"], ["--single-branch"]])
def test_a_clone_of_one_branch_does_not_compare_it_with_itself(upstream, tmp_path, options):
    place = tmp_path / "clone"
    source = f"file://{upstream.root}"
    subprocess.run(["git", "clone", "--quiet", *options, "--branch=topic", source, str(place)], check=True)
    clone = Project(place)
    ran = clone.run("lint", *SELECT, "--changed")
    assert ran.code == 2
    assert "has no 'origin/main'" in ran.err
    run_hint(clone, ran.err)
    assert linted(clone, "--changed") == ["2026-03-04-mine.md"]


def test_a_repository_of_somebody_else_names_the_remedy(based, monkeypatch):
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    ran = based.run("lint", *SELECT, "--changed")
    assert ran.code == 2
    assert "git config --global --add safe.directory" in ran.err


def test_without_git_installed_it_says_so(based, monkeypatch):
    monkeypatch.setenv("PATH", os.devnull)
    ran = based.run("lint", *SELECT, "--changed")
    assert ran.code == 2
    assert "git is not installed" in ran.err
