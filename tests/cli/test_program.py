"""The program as such: exit codes, streams, global options, errors that help."""

import os
from pathlib import Path
import subprocess
import sys

import pytest

from pmtool import __version__
from pmtool.cli import hoist_global_options
from tests.support import loaded

CLEAN = "---\ntitle: A short title\nstatus: draft\n---\n\n## Summary\n\nThe queue filled up.\n"
FLAWED = "---\ntitle: A short title\nstatus: draft\nservces: [a]\n---\n\n## Summary\n\nThe queue filled up.\n"


def python(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, check=False, cwd=cwd, encoding="utf-8"
    )


def test_version_is_one_line_on_stdout(project):
    ran = project({}).run("--version")
    assert (ran.code, ran.out, ran.err) == (0, f"pm {__version__}\n", "")


def test_python_dash_m_is_the_same_program():
    assert python("-m", "pmtool", "--version").stdout == f"pm {__version__}\n"


def test_start_up_loads_nothing_heavy():
    heavy = ["pydantic", "rich", "jinja2", "yaml", "pyromark", "frontmatter", "pmtool.engine", "pmtool.parse"]
    assert loaded("import pmtool.cli", *heavy) == []


def test_language_only_lint_of_plain_markdown_loads_neither_yaml_nor_pydantic_nor_rich(tmp_path):
    (tmp_path / "a.md").write_text("The queue filled up.\n")
    code = (
        "import sys\nfrom pmtool.cli import main\n"
        "try:\n    main(['--isolated', 'lint', '--select', 'blame', 'a.md'])\n"
        "except SystemExit as e:\n    print(e.code, [m for m in ('yaml', 'pydantic', 'rich', 'jinja2') if m in sys.modules])\n"
    )
    done = python("-c", code, cwd=tmp_path)
    assert done.stdout.splitlines()[-1] == "0 []", done.stderr


def test_exit_codes_clean_findings_and_unreadable(project):
    made = project({"postmortems/2026-03-01-a.md": CLEAN, "postmortems/2026-03-02-b.md": FLAWED})
    assert made.run("lint", "postmortems/2026-03-01-a.md").code == 0
    assert made.run("lint").code == 1
    ran = made.run("lint", "postmortems/2026-03-02-b.md", "nowhere.md")
    assert ran.code == 2
    assert "nowhere.md: there is no such file" in ran.err
    assert "servces" in ran.out, "the other file is still checked"


def test_exit_zero_reports_but_passes(project):
    made = project({"postmortems/2026-03-02-b.md": FLAWED})
    ran = made.run("lint", "--exit-zero")
    assert ran.code == 0
    assert "servces" in ran.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["lnt"], ["No such command 'lnt'", "lint"]),
        (["lint", "--slect", "blame"], ["No such option", "--select"]),
        (["lint", "--select", "blam"], ["no rule, bundle or severity 'blam'", "did you mean 'blame'?"]),
        (["lint", "--fail-on", "info"], ["--fail-on takes error or warning"]),
        (["lint"], ["there is no directory postmortems/", "pm init"]),
        (["-C", "nowhere", "lint"], ["nowhere: there is no such directory"]),
        (["--config", "nowhere.toml", "lint"], ["nowhere.toml: there is no such configuration file"]),
        (["list", "--status", "publshed"], ["publshed", "published"]),
        (["explain", "blame/persn-failed"], ["did you mean"]),
    ],
)
def test_usage_errors_say_what_and_the_next_step(project, arguments, words):
    made = project({"postmortems/2026-03-01-a.md": CLEAN} if arguments[0] == "list" else {})
    ran = made.run(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    for word in words:
        assert word in ran.err


def test_global_options_may_follow_the_verb(project):
    made = project({"sub/postmortems/2026-03-01-a.md": CLEAN})
    assert made.run("lint", "-C", "sub").code == 0
    assert made.run("lint", "-C", "sub", "-q").out == ""
    assert hoist_global_options(["lint", "--config", "x", "a", "--", "-q"]) == [
        "--config",
        "x",
        "lint",
        "a",
        "--",
        "-q",
    ]


def test_quiet_success_still_counts_files(project):
    made = project({"postmortems/2026-03-01-a.md": CLEAN})
    assert made.run("lint").out == "1 file checked, nothing found.\n"
    assert made.run("lint", "-q").out == ""


def test_a_fault_in_pm_is_told_apart_from_findings(project, monkeypatch):
    made = project({"postmortems/2026-03-01-a.md": CLEAN})
    monkeypatch.setattr("pmtool.features.linting.choose", lambda *_: 1 / 0)
    ran = made.run("lint")
    assert ran.code == 3
    assert "fault in pm" in ran.err
    assert "Traceback" not in ran.err
    assert "Traceback" in made.run("lint", "--debug").err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("verb", [["lint"], ["explain"], ["list"], ["schema"]])
def test_a_full_disk_is_no_fault_in_pm(project, verb):
    made = project({"postmortems/2026-03-01-a.md": FLAWED})
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "pmtool", *verb],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=made.root,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (
        2,
        "pm: the output cannot be written: no space left on device\n",
    )


def test_a_fault_names_what_it_happened_with(project, monkeypatch):
    def fail(*_):
        error = ValueError("no")
        error.add_note("in actions/vague-action, at postmortems/2026-03-01-a.md")
        raise error

    monkeypatch.setattr("pmtool.features.linting.choose", fail)
    ran = project({}).run("lint")
    assert "ValueError: no (in actions/vague-action, at postmortems/2026-03-01-a.md)" in ran.err


def test_interrupt_ends_with_130(project, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("pmtool.features.linting.choose", interrupt)
    ran = project({"postmortems/2026-03-01-a.md": CLEAN}).run("lint")
    assert ran.code == 130
    assert "interrupted" in ran.err


def test_a_reader_that_goes_away_is_no_traceback(project):
    # more than a pipe holds, so that the program is still writing when its reader leaves
    made = project({f"postmortems/2026-03-02-{n}.md": FLAWED for n in range(400)})
    process = subprocess.Popen(
        [sys.executable, "-m", "pmtool", "lint", "--format", "json"],
        cwd=made.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr is not None
    errors = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait() == 2
    assert "Traceback" not in errors
    assert "Exception ignored" not in errors


def test_colour_only_where_it_is_wanted(project, monkeypatch):
    made = project({"postmortems/2026-03-02-b.md": FLAWED})
    assert "\x1b[" not in made.run("lint").out
    assert "\x1b[" in made.run("lint", "--color", "always").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" not in made.run("lint").out, "TERM=dumb wins"
    monkeypatch.setenv("TERM", "xterm")
    assert "\x1b[" in made.run("lint").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in made.run("lint").out


def test_stdin_needs_no_file(project):
    made = project({})
    ran = made.run("lint", "-", "--stdin-filename", "postmortems/2026-03-02-b.md", stdin=FLAWED.encode())
    assert ran.code == 1
    assert ran.out.startswith("postmortems/2026-03-02-b.md\n")
    assert made.run("lint", "-", "x.md").code == 2
    assert made.run("lint", "--stdin-filename", "x.md").code == 2


def test_help_groups_the_verbs_and_fits_the_terminal(project):
    out = project({}).run("--help").out
    assert out.index("Write:") < out.index("Check:") < out.index("Follow:")
    assert max(map(len, out.splitlines())) <= 100


def test_no_summary_of_a_verb_is_cut_off(project):
    out = project({}).run("--help").out
    assert not [line for line in out[out.index("Write:") :].splitlines() if line.endswith("...")]


@pytest.mark.parametrize(
    ("verb", "example"),
    [
        ("new", 'pm new "Checkout rejected every second card"'),
        ("init", "pm init --ci gitlab"),
        ("lint", "git show HEAD:x.md | pm lint - --stdin-filename x.md"),
        ("explain", "pm explain blame/person-failed"),
        ("list", "pm list --severity sev1 --sort -date"),
        ("schema", "pm schema > .pm/front-matter.schema.json"),
        ("actions", "pm actions --summary"),
    ],
)
def test_examples_in_the_help_keep_their_lines(project, verb, example):
    out = project({}).run(verb, "--help").out
    assert f"    {example}\n" in out


def test_runs_where_there_is_no_git(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.md").write_text("The queue filled up.\n")
    environment = {**os.environ, "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-m", "pmtool", "lint", "x.md"],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
