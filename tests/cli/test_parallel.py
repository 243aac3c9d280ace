"""A large collection is linted on several processes; nobody can tell from the result."""

import os

import pytest

TEXT = "---\ntitle: Number {n}\nstatus: draft\nservces: [a]\n---\n\n## Summary\n\nThe engineer failed to act. <!-- pm:ignore blame -- {n} -->\n"


@pytest.mark.parametrize("flags", [[], ["--format", "json"], ["--select", "blame"]])
def test_the_number_of_processes_changes_nothing(project, monkeypatch, flags):
    made = project({f"postmortems/2026-03-02-{n}.md": TEXT.format(n=n) for n in range(60)})
    monkeypatch.setenv("PM_JOBS", "1")
    alone = made.run("lint", *flags)
    monkeypatch.setenv("PM_JOBS", "3")
    assert made.run("lint", *flags) == alone
    assert alone.out


def test_many_processes_have_one_thread_each(project, monkeypatch):
    made = project({f"postmortems/2026-03-02-{n}.md": TEXT.format(n=n) for n in range(60)})
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "")  # so that it is put back
    monkeypatch.delenv("OPENBLAS_NUM_THREADS")
    monkeypatch.setenv("PM_JOBS", "2")
    assert made.run("lint", "--select", "blame").code == 0
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"


def test_a_fault_in_a_process_is_a_fault_of_the_run(project, monkeypatch):
    made = project({f"postmortems/2026-03-02-{n}.md": TEXT.format(n=n) for n in range(60)})
    monkeypatch.setenv("PM_JOBS", "2")
    monkeypatch.setattr("pmtool.features.parallel._check", _broken)
    ran = made.run("lint")
    assert ran.code == 3
    assert "Traceback" not in ran.err


def _broken(*_):
    raise RuntimeError("broken")


def test_the_number_of_processes_is_checked(project, monkeypatch):
    made = project({f"postmortems/2026-03-02-{n}.md": TEXT.format(n=n) for n in range(60)})
    monkeypatch.setenv("PM_JOBS", "many")
    ran = made.run("lint")
    assert ran.code == 2
    assert "PM_JOBS must be a whole number" in ran.err
