"""`pm show`: a review found by what people call it, rendered, opened, or told as history."""

import stat

import pytest

from tests.changes.reviews import BODY, review
from tests.conftest import Project

STEM = "2026-03-02-slow-checkout"
PATH = f"postmortems/{STEM}.md"


@pytest.fixture
def made(project) -> Project:
    return project(
        {
            PATH: review(aliases="[2026-03-01-old-name]"),
            "postmortems/2026/2026-03-09-refunds.md": review("\ufeffno", title="Refunds"),
            "postmortems/2026-03-09-refund-letters.md": review(title="Letters"),
        }
    )


@pytest.mark.parametrize(
    "name",
    [
        STEM,
        "2026-03-01-old-name",
        PATH,
        f"./{PATH}",
        f"{STEM}.md",
        "2026-03-02",
        "slow",
        "SLOW-check",
        f" {STEM} ",
    ],
)
def test_stem_alias_path_and_unique_beginning_mean_the_review(made, name):
    ran = made.run("show", name)
    assert (ran.code, ran.out) == (0, made.read(PATH))


def test_several_meanings_are_listed(made):
    ran = made.run("show", "refund")
    assert ran.code == 2
    assert (
        "2026-03-09-refund-letters, 2026-03-09-refunds" in ran.err
        or "2026-03-09-refunds, 2026-03-09" in ran.err
    )
    assert made.run("show", "refunds").code == 0, "a whole slug is enough"


@pytest.mark.parametrize(
    "name", ["2026-03-02-slow-chekout", "chekout-slow", "slw-checkout", "2026-02-03-slow-checkout"]
)
def test_a_near_miss_names_the_nearest(made, name):
    ran = made.run("show", name)
    assert ran.code == 2
    assert f"there is no review '{name}'" in ran.err
    assert STEM in ran.err


@pytest.mark.parametrize("name", ["", "zzz", "../../etc/passwd", "postmortems"])
def test_what_is_no_review_is_an_error(made, name):
    ran = made.run("show", name)
    assert ran.code == 2
    assert "pm list" in ran.err


def test_the_same_stem_twice_names_both_files(made):
    made.write({f"postmortems/2025/{STEM}.md": review()})
    ran = made.run("show", STEM)
    assert ran.code == 2
    assert (
        f"postmortems/2025/{STEM}.md, {PATH}" in ran.err or f"{PATH}, postmortems/2025/{STEM}.md" in ran.err
    )


def test_from_another_directory_of_the_repository(made):
    (made.root / "sub").mkdir()
    assert made.run("-C", "sub", "show", "slow").code == 0


def test_a_second_directory_is_meant_from_the_first(made):
    (made.root / "sub" / "sub").mkdir(parents=True)
    assert made.run("-C", "sub", "-C", "sub", "show", "slow").code == 0
    assert made.run("-C", "sub", "show", "slow", "-C", "..").code == 0
    ran = made.run("-C", "sub/sub", "-C", "sub", "show", "slow")
    assert (ran.code, ran.err) == (2, "pm: -C sub/sub/sub: there is no such directory\n")


def test_on_a_terminal_it_has_a_short_head_and_no_comments(made):
    made.write(
        {
            PATH: review(
                BODY + "\n<!-- for the authors -->\n\n[the site](https://example.org/x)\n", status="published"
            )
        }
    )
    ran = made.run("show", "slow", "--color", "always")
    assert "Checkout answered slowly" in ran.out
    assert "published · incident · sev2" in ran.out
    assert "evaluation_gap, monitoring_gap" in ran.out
    assert "---" not in ran.out
    assert "for the authors" not in ran.out
    assert "https://example.org/x" in ran.out, "a link shows where it leads"
    assert "Alert when the queue" in ran.out


def test_what_steers_a_terminal_is_shown_as_harmless(made):
    hostile = "\x1b]0;title\x07\x1b[2Jgone \u202egnirts\x9b31m"
    made.write({PATH: review(f"{hostile}\n\n    {hostile}\n\n`{hostile}`\n", title=f'"a {hostile}"')})
    ran = made.run("show", "slow", "--color", "always")
    assert ran.code == 0
    for bad in ("\x1b]", "\x1b[2J", "\x07", "\u202e", "\x9b"):
        assert bad not in ran.out


@pytest.mark.parametrize(
    "text", ["", "\ufeff", "no front matter\n", "---\nbroken: [\n---\nx\n", "---\ntitle: 1\n", "> " * 5000]
)
def test_any_text_can_be_shown(made, text):
    made.write({PATH: text})
    assert made.run("show", "slow").out == text
    assert made.run("show", "slow", "--color", "always").code == 0


def test_edit_opens_the_editor_with_its_arguments(made, tmp_path, monkeypatch):
    editor = tmp_path / "my editor"
    editor.write_text('#!/bin/sh\nprintf "%s\\n" "$@" > "$LOG"\n')
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("LOG", str(tmp_path / "log"))
    monkeypatch.setenv("EDITOR", "false")
    monkeypatch.setenv("VISUAL", f"'{editor}' --wait")
    assert made.run("show", "slow", "--edit").code == 0
    assert (tmp_path / "log").read_text() == f"--wait\n{made.root / PATH}\n"


def test_edit_without_an_editor_or_with_a_broken_one(made, monkeypatch):
    ran = made.run("show", "slow", "--edit")
    assert ran.code == 2
    assert "set VISUAL or EDITOR" in ran.err
    monkeypatch.setenv("EDITOR", "false")
    assert made.run("show", "slow", "--edit").code == 2
    monkeypatch.setenv("EDITOR", "/nowhere/editor")
    assert "did not start" in made.run("show", "slow", "--edit").err


def test_options_that_contradict(made):
    assert made.run("show", "slow", "--edit", "--history").code == 2
    assert made.run("show", "slow", "--format", "json").code == 2
