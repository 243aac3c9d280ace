"""A large collection is read on several processes; nobody can tell from the result."""

import pytest

TEXT = "---\ntitle: Number {n}\nstatus: draft\nservices: [a{n}]\ntimes: {{started: 2026-03-02}}\n---\n\n## Actions\n\n- [ ] **A1** Act {n}\n"
FILES = {f"postmortems/2026-03-02-{n}.md": TEXT.format(n=n) for n in range(320)}


@pytest.mark.parametrize("words", [("stats", "--by", "service", "--format", "json"), ("audit",)])
def test_the_number_of_processes_changes_no_figure(project, monkeypatch, words):
    made = project({**FILES, "postmortems/2026-03-03-binary.md": b"\0"})
    monkeypatch.setenv("PM_JOBS", "1")
    alone = made.run("--no-cache", *words)
    monkeypatch.setenv("PM_JOBS", "3")
    assert made.run("--no-cache", *words) == alone
    assert alone.out


def test_what_several_processes_read_is_remembered(project, monkeypatch):
    made = project(FILES)
    monkeypatch.setenv("PM_JOBS", "3")
    first = made.run("stats")
    monkeypatch.setattr("pmtool.features.shelf._read_part", _broken)
    assert made.run("stats") == first


def test_a_fault_in_a_process_is_a_fault_of_the_run(project, monkeypatch):
    made = project(FILES)
    monkeypatch.setenv("PM_JOBS", "2")
    monkeypatch.setattr("pmtool.features.shelf._read_part", _broken)
    ran = made.run("--no-cache", "stats")
    assert ran.code == 3
    assert "Traceback" not in ran.err


def _broken(*_):
    raise RuntimeError("broken")
