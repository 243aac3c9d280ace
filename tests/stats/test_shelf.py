"""Facts of a collection, read once and remembered."""

from collections.abc import Callable, Mapping
import os
from pathlib import Path, PurePath

from hypothesis import given
from hypothesis import strategies as st
import pytest

from pmtool.config import Config
from pmtool.corpus import Corpus
from pmtool.features import reading_facts
from pmtool.features.cache import FOLDER
from pmtool.features.facts import Facts, pack, unpack
from pmtool.features.reading_facts import read_all
from pmtool.features.shelf import Shelf
from pmtool.parse import Document, parse
from pmtool.parse.light_front import light_front
from tests.conftest import Project

REVIEW = """---
title: Queue stood still
status: published
kind: incident
severity: P1
services: [queue, mail]
times:
  started: {at: 2026-03-02T09:00:00Z, estimated: true}
  detected: 2026-03-02
factors:
  - monitoring_gap
  - {class: config_or_threshold, existed_before: true}
detected_by: customer
ai: {model: vendor/m@1}
x-incident: INC-7
not_same_as: [2026-01-01-other]
---

## Actions

- [x] **A1** Alert on the age of the oldest message
  - owner: mail
  - strength: intermediate
  - done: 2026-03-10
- [ ] Look at the retry limit
"""

Make = Callable[[Mapping[str, str | bytes]], Project]


def _old(project: Project) -> None:
    for path in project.root.rglob("*.md"):
        os.utime(path, ns=(10**18, 10**18))


def _facts(project: Project, *, cached: bool = True) -> list[Facts]:
    return Shelf(Corpus(Config(), project.root), cached=cached).facts


def test_facts_of_a_review() -> None:
    facts = read_all(parse(PurePath("postmortems/2026-03-02-queue.md"), REVIEW))
    assert facts.severity == "sev1"
    assert facts.factors == ("monitoring_gap", "config_or_threshold")
    assert facts.existed_before is True
    assert facts.times["started"].estimated
    assert facts.model == "vendor/m@1"
    assert facts.incidents == ("INC-7",)
    assert [action.id for action in facts.actions] == ["A1", "#2"]
    assert facts.mix == (("intermediate", "done"), ("", "open"))
    assert unpack(facts.path, pack(facts), facts.packed_actions) == facts


def test_what_did_not_change_is_not_read_again(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    made = project({f"postmortems/2026-03-0{n}-queue.md": REVIEW for n in range(1, 4)})
    _old(made)
    first = _facts(made)
    read: list[PurePath] = []

    def noted(document: Document) -> Facts:
        read.append(document.path)
        return read_all(document)

    monkeypatch.setattr(reading_facts, "read_all", noted)
    assert _facts(made) == first
    assert read == []
    made.write({"postmortems/2026-03-02-queue.md": REVIEW.replace("P1", "P2")})
    again = _facts(made)
    assert [path.name for path in read] == ["2026-03-02-queue.md"]
    assert [facts.severity for facts in again] == ["sev1", "sev2", "sev1"]


def test_a_change_of_the_moment_is_seen_whatever_the_clock_of_the_disk_says(project: Make) -> None:
    made = project({"postmortems/2026-03-02-queue.md": REVIEW})
    for level in ("P2", "P3", "P1"):
        made.write({"postmortems/2026-03-02-queue.md": REVIEW.replace("P1", level)})
        assert _facts(made)[0].severity == f"sev{level[1]}"


def test_removed_and_renamed_reviews_are_forgotten(project: Make) -> None:
    made = project({"postmortems/2026-03-01-a.md": REVIEW, "postmortems/2026-03-02-b.md": REVIEW})
    _old(made)
    _facts(made)
    (made.root / "postmortems/2026-03-01-a.md").unlink()
    assert [facts.stem for facts in _facts(made)] == ["2026-03-02-b"]


def test_the_cache_stays_out_of_git_and_can_be_left_out(project: Make) -> None:
    made = project({"postmortems/2026-03-02-queue.md": REVIEW})
    _old(made)
    _facts(made, cached=False)
    assert not (made.root / FOLDER).exists()
    _facts(made)
    assert FOLDER not in made.git("status", "--porcelain")


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0 broken"])
def test_a_broken_cache_only_costs_time(project: Make, content: bytes) -> None:
    made = project({"postmortems/2026-03-02-queue.md": REVIEW})
    _old(made)
    expected = _facts(made)
    (made.root / FOLDER / "facts.db").write_bytes(content)
    assert _facts(made) == expected


def test_a_cache_that_is_a_link_is_left_alone(project: Make, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    made = project({"postmortems/2026-03-02-queue.md": REVIEW})
    _old(made)
    (made.root / FOLDER).symlink_to(elsewhere, target_is_directory=True)
    _facts(made)
    assert list(elsewhere.iterdir()) == []


def test_a_changed_configuration_reads_afresh(project: Make) -> None:
    made = project({"postmortems/2026-03-02-queue.md": REVIEW, "postmortems/x/2026-03-03-b.md": REVIEW})
    _old(made)
    assert len(_facts(made)) == 2
    assert len(Shelf(Corpus(Config(exclude=["x/**"]), made.root)).facts) == 1


def test_the_scan_lists_what_the_corpus_lists(project: Make) -> None:
    from pmtool.features.scanning import scan

    names = [
        "2026-03-02-a.md",
        "2026/2026-03-03-b.md",
        "README.md",
        "_draft.md",
        "templates/t.md",
        "notes.txt",
    ]
    made = project({f"postmortems/{name}": REVIEW for name in names})
    corpus = Corpus(Config(), made.root)
    assert list(scan(corpus)) == sorted(corpus.shown(path).as_posix() for path in corpus.files)


yaml_values = st.recursive(
    st.sampled_from(
        ["text", "2026-03-02", "'quoted: x'", '"a\\nb"', "12", "007", "yes", "null", "", "1e3", "a # b"]
    )
    | st.text(alphabet="ab:-# '\"[]{},\n\t&*!|>%\\é\x85\u200b", max_size=12),
    lambda inner: st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
    max_leaves=5,
)
blocks = st.lists(
    st.tuples(st.sampled_from(["title", "times", "a", "- b", "  c", "  - d", "'k'", "title"]), yaml_values),
    max_size=6,
).map(lambda pairs: "---\n" + "".join(f"{key}: {value}\n" for key, value in pairs) + "---\nbody\n")


@given(blocks | st.text(max_size=60).map(lambda text: f"---\n{text}"))
def test_the_light_reader_says_what_the_full_one_says_or_nothing(text: str) -> None:
    light = light_front(text)
    front = Document(PurePath("x.md"), text).front
    if light is not None:
        data, start = light
        assert repr(data) == repr(dict(front.data))
        assert start == front.span.end


@given(st.text(max_size=200))
def test_any_text_has_facts(text: str) -> None:
    facts = read_all(Document(PurePath("x.md"), text))
    assert unpack(facts.path, pack(facts), facts.packed_actions) == facts
