"""Baselines: what was there before neither prints nor fails, whatever is edited around it."""

import json
from pathlib import Path, PurePath

from hypothesis import given, settings
from hypothesis import strategies as st
import pytest

from pmtool.config import Config
from pmtool.corpus import Corpus
from pmtool.engine import Selection
from pmtool.errors import PmError
from pmtool.features import baseline, linting
from pmtool.parse import parse
from tests.changes.reviews import BLAME, BODY, OTHER_BLAME, review
from tests.conftest import Project

PATH = "postmortems/2026-03-02-slow.md"
FILE = ".pm/baseline.json"
SELECT = ("--select", "blame/person-failed,schema/missing-field,schema/weakened-after-publication")
FLAWED = review(f"{BODY}\n{BLAME}\n", status="in_review", severity=None)


def excerpts(made: Project, *arguments: str) -> list[str]:
    ran = made.run("lint", *SELECT, "--format", "json", *arguments)
    assert ran.code in (0, 1), ran.err
    return [finding["excerpt"] for finding in json.loads(ran.out)]


@pytest.fixture
def adopted(project) -> Project:
    made: Project = project({PATH: FLAWED})
    ran = made.run("lint", *SELECT, "--write-baseline")
    assert (ran.code, ran.out) == (0, f"{FILE}\n")
    assert "2 findings in 1 files accepted for now" in ran.err
    return made


def test_accepted_findings_neither_print_nor_fail(adopted):
    ran = adopted.run("lint", *SELECT)
    assert ran.code == 0
    assert "nothing found" in ran.out
    assert f"2 findings accepted by {FILE}" in ran.err


def test_a_new_finding_fails(adopted):
    adopted.write({PATH: FLAWED + f"\n{OTHER_BLAME}\n"})
    assert excerpts(adopted) == ["The operator forgot to"]


def test_the_same_words_once_more_are_a_new_finding(adopted):
    adopted.write({PATH: FLAWED + f"\n{BLAME}\n"})
    assert excerpts(adopted) == ["The engineer failed to"]


def test_the_same_words_in_another_file_are_a_new_finding(adopted):
    adopted.write({"postmortems/2026-03-03-copy.md": review(f"{BODY}\n{BLAME}\n")})
    assert excerpts(adopted) == ["The engineer failed to"]


def test_a_renamed_file_keeps_its_findings_accepted(adopted):
    (adopted.root / PATH).rename(adopted.root / "postmortems/2026-03-02-better-name.md")
    assert excerpts(adopted) == []
    assert "gone" not in adopted.run("lint", *SELECT).err


def test_findings_that_are_gone_are_told_and_writing_again_shrinks_the_file(adopted):
    adopted.write({PATH: review(status="in_review", severity=None)})
    ran = adopted.run("lint", *SELECT)
    assert ran.code == 0
    assert "1 finding of the baseline is gone; run 'pm lint --write-baseline' to shrink it" in ran.err
    assert (
        "gone: postmortems/2026-03-02-slow.md: blame/person-failed" in adopted.run("lint", *SELECT, "-v").err
    )
    assert (
        "1 finding in 1 files accepted for now, 2 before"
        in adopted.run("lint", *SELECT, "--write-baseline").err
    )
    adopted.write({PATH: FLAWED})
    assert excerpts(adopted) == ["The engineer failed to"], "what was mended once may not come back"


def test_what_a_run_does_not_look_at_is_not_gone(adopted):
    adopted.write({PATH: review(), "postmortems/2026-03-03-other.md": review()})
    assert "gone" not in adopted.run("lint", *SELECT, "postmortems/2026-03-03-other.md").err
    assert "gone" not in adopted.run("lint", "--select", "timeline/out-of-order").err
    (adopted.root / PATH).unlink()
    assert "2 findings of the baseline are gone" in adopted.run("lint", *SELECT).err


def test_writing_for_some_files_or_rules_keeps_the_rest(adopted):
    adopted.write({"postmortems/2026-03-03-other.md": review(OTHER_BLAME)})
    adopted.run("lint", *SELECT, "--write-baseline", "postmortems/2026-03-03-other.md")
    assert excerpts(adopted) == []
    adopted.run("lint", "--select", "timeline", "--write-baseline")
    assert excerpts(adopted) == []


def test_the_file_is_json_with_a_finding_a_line_that_merges(adopted):
    text = adopted.read(FILE)
    lines = text.splitlines()
    assert lines[0] == "["
    assert lines[-2:] == ['{"pm-baseline": 1}', "]"]
    entries = json.loads(text)[:-1]
    assert [line.endswith("},") for line in lines[1:-2]] == [True] * len(entries) == [True, True]
    assert entries == sorted(entries, key=lambda entry: (entry["path"], entry["rule"]))
    assert set(entries[0]) == {"path", "rule", "excerpt", "fingerprint"}
    adopted.run("lint", *SELECT, "--write-baseline")
    assert adopted.read(FILE) == text, "writing again changes nothing"


def test_two_branches_that_accept_different_findings_merge_without_a_conflict(adopted):
    names = [f"postmortems/2026-03-{day:02}-x.md" for day in range(3, 13)]
    adopted.write({name: review(f"{BLAME}\n") for name in names})
    adopted.run("lint", *SELECT, "--write-baseline")
    adopted.commit("base")
    for branch, name in (("one", names[1]), ("two", names[8])):
        adopted.git("switch", "--quiet", "--create", branch, "main")
        adopted.write({name: review(f"{BLAME}\n\n{OTHER_BLAME}\n")})
        adopted.run("lint", *SELECT, "--write-baseline")
        adopted.commit(branch)
    adopted.git("merge", "--quiet", "one")
    assert excerpts(adopted) == []
    assert "gone" not in adopted.run("lint", *SELECT).err


def test_a_file_of_its_own_name_and_place(project):
    made = project({PATH: FLAWED, "pm.toml": '[lint]\nbaseline = "ci/accepted.json"\n'})
    (made.root / "ci").mkdir()
    assert made.run("lint", *SELECT, "--write-baseline").out == "ci/accepted.json\n"
    assert excerpts(made) == []
    assert len(excerpts(made, "--baseline", "/dev/null")) == 2
    assert made.run("lint", *SELECT, "--baseline", "other.json", "--write-baseline").out == "other.json\n"


def test_with_changed_lines_both_apply(adopted):
    adopted.commit("base")
    adopted.git("switch", "--quiet", "--create", "topic")
    adopted.write({PATH: FLAWED.replace(BLAME, f"{BLAME} {OTHER_BLAME}")})
    assert excerpts(adopted, "--changed-lines") == ["The operator forgot to"]


def test_findings_about_the_change_itself_are_never_accepted(project):
    made = project({PATH: review(status="published")})
    made.commit("base")
    made.git("switch", "--quiet", "--create", "topic")
    made.write({PATH: review(status="published", severity="sev3")})
    made.run("lint", *SELECT, "--write-baseline")
    assert excerpts(made) == ["sev3"]


def test_stdin_is_compared_with_the_file_that_it_stands_for(adopted):
    ran = adopted.run("lint", *SELECT, "-", "--stdin-filename", PATH, stdin=FLAWED.encode())
    assert ran.code == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<<<<<<< HEAD\n[\n=======\n[]\n>>>>>>> x\n", "merge conflict"),
        ("{}", "is not a baseline"),
        ("[]", "is not a baseline"),
        ('[{"pm-baseline": "1"}]', "is not a baseline"),
        ('[{"pm-baseline": 99}]', "newer pm"),
        ('[\n{"path": 1},\n{"pm-baseline": 1}]', "near line 2"),
        ('[\n7,\n{"pm-baseline": 1}]', "near line 2"),
        ("[" * 100_000, "cannot be read"),
        (b"\xff", "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_an_error_with_the_way_out(adopted, content, message):
    adopted.write({FILE: content})
    ran = adopted.run("lint", *SELECT)
    assert ran.code == 2
    assert message in ran.err
    assert "pm lint --write-baseline" in ran.err


def test_a_file_that_is_named_and_missing_is_an_error(adopted):
    ran = adopted.run("lint", *SELECT, "--baseline", "nowhere.json")
    assert ran.code == 2
    assert "nowhere.json cannot be read: no such file" in ran.err


# -- the law: edits elsewhere, and a new name, change nothing

WORDS = [
    "The queue filled up.",
    "",
    "- one\n- two",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "> quoted",
    "```\ncode\n```",
    "é 😀",
]
SELECTION = Selection(rules=linting.choose(Config(), ["blame/person-failed"], []).rules)


def lint_text(corpus: Corpus, name: str, text: str) -> linting.LintResult:
    document = parse(PurePath(name), text)
    import datetime as dt

    return linting.LintResult(
        linting.run(corpus, SELECTION, [document], dt.datetime(2026, 4, 1, tzinfo=dt.UTC)),
        {document.path: document},
    )


@settings(max_examples=60, deadline=None)
@given(
    before=st.lists(st.sampled_from([*WORDS, BLAME, OTHER_BLAME]), max_size=6),
    insert=st.lists(st.tuples(st.integers(0, 12), st.sampled_from(WORDS)), max_size=6),
    crlf=st.booleans(),
    renamed=st.booleans(),
)
def test_findings_survive_edits_elsewhere(tmp_path_factory, before, insert, crlf, renamed):
    root = tmp_path_factory.getbasetemp()
    corpus = Corpus(Config(root=root), root)
    scope = baseline.Scope(corpus, SELECTION, whole=True)
    first = lint_text(corpus, "postmortems/a.md", "\n\n".join(before))
    entries = baseline.renew([], scope, first)
    after = list(before)
    for place, words in insert:
        after.insert(place % (len(after) + 1), words)
    text = "\n\n".join(after)
    second = lint_text(
        corpus,
        "postmortems/b.md" if renamed else "postmortems/a.md",
        text.replace("\n", "\r\n") if crlf else text,
    )
    applied = baseline.apply(entries, scope, second)
    assert applied.result.report.diagnostics == []
    assert applied.known == len(first.report.diagnostics)
    assert applied.gone == []


@given(
    st.lists(
        st.builds(
            baseline.Entry,
            st.text(max_size=20),
            st.text(max_size=9),
            st.text(max_size=9),
            st.text(max_size=9),
        )
    )
)
def test_the_file_is_read_back_as_it_was_written(tmp_path_factory, entries):
    file: Path = tmp_path_factory.getbasetemp() / "baseline.json"
    text = baseline.to_text(entries)
    file.write_text(text, "utf-8")
    assert baseline.read_baseline(file) == sorted(entries)
    assert text.count("\n") == len(entries) + 3


def test_a_crafted_baseline_cannot_be_anything_but_data(tmp_path):
    (tmp_path / "b.json").write_text(
        '[{"path": "../../etc/passwd", "rule": "x", "excerpt": "", "fingerprint": ""}, {"pm-baseline": 1}]'
    )
    assert len(baseline.read_baseline(tmp_path / "b.json")) == 1
    with pytest.raises(PmError):
        baseline.read_baseline(tmp_path)
