"""Whatever lies in the folder: a clear finding or error, the documented exit code, and the other files still checked."""

import json
import os

import pytest

GOOD = "---\ntitle: A good one\nstatus: draft\n---\n\n## Summary\n\nThe queue filled up.\n"
FLAWED = "---\ntitle: A flawed one\nstatus: draft\nservces: [a]\n---\n\n## Summary\n\nThe queue filled up.\n"
NAME = "postmortems/2026-03-02-bad.md"


def _lint(project, content, name=NAME):
    """Lint a bad file beside a flawed one; returns the run and the findings in the bad file."""
    made = project({name: content, "postmortems/2026-03-01-other.md": FLAWED})
    ran = made.run("lint", "--format", "json")
    found = json.loads(ran.out)
    assert any("servces" in item["message"] for item in found if "other" in item["path"]), (
        "the other file is checked"
    )
    return ran, [item for item in found if item["path"] == name]


@pytest.mark.parametrize(
    ("content", "rule", "words", "line"),
    [
        (b"caf\xe9 in Latin-1\n", "structure/unreadable-file", "byte 0xe9 is not UTF-8", 1),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "structure/unreadable-file", "binary", 1),
        ("---\ntitle: [1, 2\nstatus: draft\n---\n", "schema/", "YAML", 3),
        ("---\ntitle: x\nstatus: draft\na: &a [1]\nb: *a\n---\n", "schema/", "anchors", 4),
        ("---\ntitle: !!python/object/apply:os.system [id]\nstatus: draft\n---\n", "schema/", "tag", 2),
        ("---\ntitle: x\ntitle: y\nstatus: draft\n---\n", "schema/", "twice", 3),
        ("---\ntitle: x\nstatus: draft\ntimes: {started: 2026-02-30}\n---\n", "schema/", "2026-02-30", 4),
        ("---\ntitle: x\nstatus: draft\ntimes:\n  started: 2026-02-03T10:00:00\n---\n", "schema/", "zone", 5),
        ("---\ntitle: x\nstatus: draft\n", "schema/", "not closed", 1),
        ("---\ntitle: @marta\nstatus: draft\n---\n", "schema/", "quotes", 2),
    ],
)
def test_bad_content_is_a_finding_at_its_line(project, content, rule, words, line):
    ran, found = _lint(project, content)
    assert ran.code == 1
    matching = [item for item in found if item["rule"].startswith(rule) and words in item["message"]]
    assert matching, found
    assert matching[0]["line"] == line
    assert matching[0]["severity"] == "error"


def test_a_huge_file_is_not_read(project):
    ran, found = _lint(project, b"a" * (50 * 1024 * 1024))
    assert ran.code == 1
    assert [item["rule"] for item in found] == ["structure/unreadable-file"]
    assert "50 MB" in found[0]["message"]


def test_an_alias_bomb_costs_nothing(project):
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    ran, found = _lint(project, f"---\ntitle: x\nstatus: draft\n{bomb}---\n")
    assert ran.code == 1
    assert any(item["rule"].startswith("schema/") for item in found)


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"{'  ' * n}- x\n" for n in range(400)),
        "- " * 10_000 + "x\n",
        "> " * 10_000 + "x\n",
        "[" * 20_000,
        "*a **a " * 5_000,
        "```\n" * 9_999,
        "| a " * 3_000 + "|\n" + "|-" * 3_000 + "|\n",
        "<!-- " * 10_000,
        "# " + "x" * 100_000,
    ],
    ids=[
        "deep-list",
        "list-marks",
        "quote-marks",
        "brackets",
        "emphasis",
        "fences",
        "wide-table",
        "comments",
        "long-heading",
    ],
)
def test_hostile_markdown_is_read_without_a_crash(project, text):
    ran, _ = _lint(project, GOOD + "\n" + text)
    assert ran.code == 1, ran.err


def test_unreadable_paths_end_with_2(project):
    made = project({"postmortems/2026-03-01-a.md": FLAWED})
    (made.root / "postmortems/2026-03-02-link.md").symlink_to("/etc/passwd")
    os.mkfifo(made.root / "postmortems/2026-03-03-pipe.md")
    (made.root / "postmortems/loop").symlink_to(".")
    ran = made.run("lint")
    assert ran.code == 2
    assert "2026-03-02-link.md: the link leads out of the repository" in ran.err
    assert "2026-03-03-pipe.md: it is not a regular file" in ran.err
    assert "root:" not in ran.out + ran.err
    assert "servces" in ran.out


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission(project):
    made = project({NAME: GOOD})
    (made.root / NAME).chmod(0)
    ran = made.run("lint")
    assert ran.code == 2
    assert "permission denied" in ran.err


def test_what_could_not_be_read_is_not_taken_for_a_pass(project):
    made = project({"postmortems/2026-03-01-other.md": GOOD})
    (made.root / NAME).symlink_to("nowhere.md")
    ran = made.run("lint")
    assert ran.code == 2
    assert ran.out == "1 file checked; 1 path could not be read.\n"
    ran = made.run("lint", "--format", "markdown")
    assert f"- {NAME}: no such file or directory" in ran.out
    made.write({"postmortems/2026-03-01-other.md": FLAWED})
    assert "1 warning in 1 of 1 file; 1 path could not be read." in made.run("lint").out


def test_a_folder_outside_is_named_without_detours(project):
    made = project({"a/pm.toml": "", "b/x.md": FLAWED.replace("servces: [a]", "services: 3")})
    ran = made.run("-C", "a", "lint", "../b", "--format", "json")
    assert [item["path"] for item in json.loads(ran.out)] == [(made.root / "b/x.md").as_posix()]


def test_a_file_outside_the_repository_may_be_named_by_the_user(project, tmp_path):
    made = project({})
    outside = tmp_path / "elsewhere.md"
    outside.write_text("The queue filled up.\n")
    assert made.run("lint", str(outside)).code == 0
