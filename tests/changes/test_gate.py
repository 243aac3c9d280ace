"""The gate by life cycle: what a change of status needs, and what may not be weakened without a note."""

import json
import subprocess

import pytest

from tests.changes.reviews import BLAME, BODY, review
from tests.conftest import Project

PATH = "postmortems/2026-03-02-slow.md"
GATE = {"schema/published-too-early", "schema/skipped-review", "schema/weakened-after-publication"}


def gate(made: Project, *arguments: str) -> list[tuple[str, str]]:
    """The findings of the gate: rule and excerpt."""
    ran = made.run("lint", "--format", "json", *arguments)
    assert ran.code in (0, 1), ran.err
    return [(f["rule"].partition("/")[2], f["excerpt"]) for f in json.loads(ran.out) if f["rule"] in GATE]


@pytest.fixture
def on_branch(project):
    """Makes a repository with one version of a review at its base, and others on a branch."""

    def make(before: str | None, *then: str) -> Project:
        made: Project = project({PATH: before} if before is not None else {"x.txt": "x"})
        made.commit("base")
        made.git("switch", "--quiet", "--create", "topic")
        for number, text in enumerate(then):
            made.write({PATH: text})
            made.commit(f"step {number}")
        return made

    return make


def test_a_review_that_is_ready_may_be_published(on_branch):
    assert gate(on_branch(review(status="in_review"), review(status="published"))) == []


@pytest.mark.parametrize(
    ("missing", "named"),
    [
        ({"facilitator": "checkout-team"}, "schema/facilitator-among-authors"),
        ({"body": f"{BODY}\n{BLAME}\n"}, "blame/person-failed"),
        ({"body": BODY.replace("  - owner: checkout-team\n  - due", "  - due")}, "schema/undecided-action"),
        ({"reporting": "[{clock: gdpr33}]"}, "clock/missed-deadline"),
    ],
)
def test_what_stands_in_the_way_of_publishing_is_named(on_branch, missing, named):
    made = on_branch(review(status="in_review", **missing), review(status="published", **missing))
    ran = made.run("lint", "--format", "json", "--changed-lines")
    found = {f["rule"]: f for f in json.loads(ran.out)}
    assert found["schema/published-too-early"]["severity"] == "error"
    assert found["schema/published-too-early"]["excerpt"] == "published"
    assert named in found["schema/published-too-early"]["message"]


@pytest.mark.parametrize("missing", ["facilitator", "reviewers"])
def test_a_missing_field_is_said_once_at_the_status(on_branch, missing):
    made = on_branch(
        review(status="in_review", **{missing: None}), review(status="published", **{missing: None})
    )
    ran = made.run("lint", "--format", "json", "--changed-lines")
    found = [(f["rule"], f["severity"], f["excerpt"]) for f in json.loads(ran.out)]
    found = [item for item in found if item[0].startswith("schema/")]
    assert (ran.code, found) == (1, [("schema/missing-field", "error", "published")])


def test_the_configured_number_of_reviewers_is_asked_for(on_branch):
    made = on_branch(review(status="in_review"), review(status="published"))
    made.write({"pm.toml": "[status]\nreviewers = 2\n"})
    assert gate(made) == [("published-too-early", "published")]


def test_a_new_file_that_is_published_at_once_needs_the_same(on_branch):
    made = on_branch(None)
    made.write({PATH: review(f"{BODY}\n{BLAME}\n", status="published")})
    assert gate(made) == [("published-too-early", "published")]
    made.write({PATH: review(status="published")})
    assert gate(made) == []


def test_a_review_that_was_published_before_is_not_stopped_again(on_branch):
    flawed = review(f"{BODY}\n{BLAME}\n", status="published")
    made = on_branch(flawed)
    made.write({PATH: flawed + "\nA word more.\n"})
    assert gate(made) == []


def test_a_baseline_does_not_open_the_gate(on_branch):
    made = on_branch(review(f"{BODY}\n{BLAME}\n", status="in_review"))
    made.run("lint", "--write-baseline")
    made.write({PATH: review(f"{BODY}\n{BLAME}\n", status="published")})
    assert gate(made) == [("published-too-early", "published")]


def test_a_suppressed_error_with_its_reason_does_not_stand_in_the_way(on_branch):
    body = f"{BODY}\n{BLAME} <!-- pm:ignore blame/person-failed -- quoted from the letter -->\n"
    assert gate(on_branch(review(body, status="in_review"), review(body, status="published"))) == []


def test_a_draft_that_is_published_skipped_the_review(on_branch):
    assert gate(on_branch(review(), review(status="published"))) == [("skipped-review", "published")]


def test_a_time_in_review_in_the_same_branch_counts(on_branch):
    assert gate(on_branch(review(), review(status="in_review"), review(status="published"))) == []


def test_published_in_the_work_tree_counts_as_well(on_branch):
    made = on_branch(review())
    made.write({PATH: review(status="published")})
    assert gate(made) == [("skipped-review", "published")]


@pytest.mark.parametrize(
    ("after", "excerpt"),
    [
        (review(status="published", severity="sev4"), "sev4"),
        (review(status="closed", severity="sev4"), "sev4"),
        (review(status="draft", severity="sev4"), "sev4"),
        (review(status="published", factors="[evaluation_gap]"), "factors"),
        (review(BODY.replace("2026-05-01", "2026-09-01"), status="published"), "2026-09-01"),
        (review(BODY.replace("  - due: 2026-05-01\n", ""), status="published"), None),
        (review(BODY.replace("- [ ] **A1**", "Not an action any more:"), status="published"), None),
    ],
)
def test_a_published_review_is_not_weakened_without_a_note(on_branch, after, excerpt):
    made = on_branch(review(status="published"), after)
    found = gate(made, "--changed-lines")
    assert [rule for rule, _ in found] == ["weakened-after-publication"] * len(found) != []
    assert excerpt is None or found[0][1] == excerpt
    note = "\n## Changes\n\n- 2026-04-01 The store arrives in August.\n"
    made.write({PATH: after + note})
    assert gate(made) == []
    made.write({PATH: after + note.replace("## Changes", "## Lessons")})
    assert gate(made) != []


def test_the_message_teaches_the_note(on_branch):
    made = on_branch(review(status="published"), review(status="published", severity="sev4"))
    assert "say why under '## Changes': '- 2026-04-01 …'" in " ".join(made.run("lint").out.split())


def test_a_rename_does_not_hide_a_weakening(on_branch):
    made = on_branch(review(status="published"))
    made.git("mv", PATH, "postmortems/2026-03-02-other.md")
    made.write({"postmortems/2026-03-02-other.md": review(status="published", severity="sev4")})
    assert gate(made) == [("weakened-after-publication", "sev4")]


def test_the_rename_of_an_untracked_file_does_not_hide_it_either(on_branch):
    made = on_branch(review(status="published"))
    (made.root / PATH).unlink()
    made.write({"postmortems/2026/2026-03-02-slow.md": review(status="published", severity="sev4")})
    assert gate(made) == [("weakened-after-publication", "sev4")]


def test_line_ends_alone_weaken_nothing(on_branch):
    text = review(status="published")
    made = on_branch(text, text.replace("\n", "\r\n"))
    assert gate(made) == []


def test_without_git_nothing_is_compared_and_nothing_is_said(tmp_path):
    plain = Project(tmp_path / "plain")
    plain.root.mkdir()
    plain.write({PATH: review(f"{BODY}\n{BLAME}\n", status="published")})
    assert gate(plain) == []
    assert "note:" not in plain.run("lint").err


def test_a_base_can_be_named_for_the_gate_alone(on_branch):
    made = on_branch(
        review(status="in_review"), review(status="published"), review(status="published", severity="sev4")
    )
    assert gate(made) == []
    assert gate(made, "--base", "HEAD~1") == [("weakened-after-publication", "sev4")]


def test_a_shallow_clone_says_that_nothing_was_compared(on_branch, tmp_path, monkeypatch):
    made = on_branch(review(status="published"), review(status="published", severity="sev4"))
    clone = Project(tmp_path / "clone")
    subprocess.run(
        [
            "git",
            "clone",
            "--quiet",
            "--depth=1",
            "--no-single-branch",
            f"file://{made.root}",
            str(clone.root),
        ],
        check=True,
        capture_output=True,
    )
    monkeypatch.setenv("GITHUB_BASE_REF", "main")
    ran = clone.run("lint")
    assert "note: changes of status were not compared with git: this clone is shallow" in ran.err
    assert "git fetch --unshallow" in ran.err
    assert clone.run("lint", "-q").err == ""
    assert "note:" not in clone.run("lint", "--select", "blame").err, "nobody asked"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_large_collection_is_compared_in_every_process(on_branch, monkeypatch, jobs):
    monkeypatch.setenv("PM_JOBS", jobs)
    made = on_branch(review(status="published"))
    names = [f"postmortems/2026-02-{day:02}-{part}.md" for day in range(1, 23) for part in "ab"]
    made.write({name: review(status="draft") for name in names})
    made.commit("many")
    made.write(
        {
            names[-1]: review(status="published", severity="sev4"),
            PATH: review(status="closed", severity="sev4"),
        }
    )
    assert gate(made, "--base", "HEAD") == [
        ("skipped-review", "published"),
        ("weakened-after-publication", "sev4"),
    ]
