"""`pm lint --changed-lines`: findings on lines that the change touches, and what is missing because of it."""

import json

import pytest

from tests.changes.reviews import BLAME, BODY, OTHER_BLAME, review
from tests.conftest import Project

PATH = "postmortems/2026-03-02-slow.md"


def excerpts(made: Project, *arguments: str) -> list[tuple[str, str]]:
    ran = made.run(
        "lint", "--select", "blame/person-failed,schema/missing-field", "--format", "json", *arguments
    )
    assert ran.code in (0, 1), ran.err
    return [(finding["rule"].partition("/")[2], finding["excerpt"]) for finding in json.loads(ran.out)]


@pytest.fixture
def changed(project):
    """Makes a repository with one version of a review at the base and another one in the work tree."""

    def make(before: str, after: str) -> Project:
        made: Project = project({PATH: before})
        made.commit("base")
        made.git("switch", "--quiet", "--create", "topic")
        made.write({PATH: after})
        return made

    return make


def test_an_old_finding_is_left_out_and_a_new_one_is_told(changed):
    old = review(f"{BODY}\n{BLAME}\n")
    made = changed(old, old + f"\n{OTHER_BLAME}\n")
    assert excerpts(made, "--changed-lines") == [("person-failed", "The operator forgot to")]
    assert len(excerpts(made, "--changed")) == 2


def test_lines_inserted_above_do_not_make_old_findings_new(changed):
    old = review(f"{BODY}\n{BLAME}\n")
    assert (
        excerpts(changed(old, old.replace("## Summary", "Hello.\n\nHello.\n\n## Summary")), "--changed-lines")
        == []
    )


def test_an_edit_in_a_wrapped_sentence_counts_on_each_of_its_lines(changed):
    old = review("The on-call engineer\nfailed to\ncheck the logs.\n")
    made = changed(old, old.replace("failed to", "failed to properly"))
    assert [rule for rule, _ in excerpts(made, "--changed-lines")] == ["person-failed"]


def test_all_of_a_new_file_counts(changed):
    made = changed("x\n", "x\n")
    made.write({"postmortems/2026-03-03-new.md": review(BLAME, status="in_review", severity=None)})
    assert [rule for rule, _ in excerpts(made, "--changed-lines")] == ["missing-field", "person-failed"]


def test_a_field_that_the_change_takes_away_is_told_where_the_status_asks_for_it(changed):
    old = review(status="in_review")
    assert excerpts(changed(old, review(status="in_review", severity=None)), "--changed-lines") == [
        ("missing-field", "in_review")
    ]


def test_a_field_that_was_missing_before_is_left_out_when_only_the_body_changes(changed):
    old = review(status="in_review", severity=None)
    made = changed(old, old + "\nMore.\n")
    assert excerpts(made, "--changed-lines") == []
    assert excerpts(made, "--changed") == [("missing-field", "in_review")]


def test_a_status_that_asks_for_more_is_told(changed):
    old = review(severity=None)
    assert excerpts(changed(old, review(severity=None, status="in_review")), "--changed-lines") == [
        ("missing-field", "in_review")
    ]


def test_a_section_that_the_change_deletes_is_told(changed):
    body = "".join(f"## {title}\n\nText.\n\n" for title in ("Summary", "Impact", "Lessons"))
    old = review(body, status="in_review")
    made = changed(old, old.replace("## Impact\n\n", ""))
    ran = made.run("lint", "--select", "structure/missing-section", "--format", "json", "--changed-lines")
    assert ["'## Impact'" in finding["message"] for finding in json.loads(ran.out)] == [True]


def test_an_edit_of_words_does_not_ask_for_sections_that_were_missing_before(changed):
    old = review("## Summary\n\nText.\n", status="in_review")
    made = changed(old, old + "More.\n")
    ran = made.run("lint", "--select", "structure/missing-section", "--changed-lines")
    assert ran.code == 0


def test_a_field_deleted_from_an_action_counts_for_the_action(changed):
    old = review(status="in_review")
    made = changed(old, old.replace("  - owner: checkout-team\n  - due", "  - due"))
    ran = made.run("lint", "--select", "actions", "--format", "json", "--changed-lines")
    assert any("A1" in finding["message"] or "Alert" in finding["excerpt"] for finding in json.loads(ran.out))


@pytest.mark.parametrize("track", [True, False])
def test_a_renamed_file_counts_only_with_its_edits(changed, track):
    old = review(f"{BODY}\n{BLAME}\n")
    made = changed(old, old)
    new = "postmortems/2026/2026-03-02-slow.md"
    made.write({new: old + f"\n{OTHER_BLAME}\n"})
    (made.root / PATH).unlink()
    if track:
        made.git("add", "--all")
    assert excerpts(made, "--changed-lines") == [("person-failed", "The operator forgot to")]


def test_a_file_with_lone_carriage_returns_is_compared_as_git_counts_lines(changed):
    old = f"One.\rTwo.\rThree.\n\n{BLAME}\n"
    made = changed(old, old + f"\n{OTHER_BLAME}\n")
    assert excerpts(made, "--changed-lines") == [("person-failed", "The operator forgot to")]


def test_a_binary_file_that_changed_is_still_reported(changed):
    made = changed(review(), "\0binary")
    ran = made.run("lint", "--select", "structure/unreadable-file", "--changed-lines")
    assert ran.code == 1
    assert "binary" in ran.out


def test_a_last_line_without_a_line_end_and_an_empty_file(changed):
    made = changed(review(f"{BODY}\n{BLAME}"), review(f"{BODY}\n{BLAME}\nx"))
    # git says that the line changed, for it gained a line end
    assert excerpts(made, "--changed-lines") == [("person-failed", "The engineer failed to")]
    made.write({PATH: ""})
    assert excerpts(made, "--changed-lines") == []
