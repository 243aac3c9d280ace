"""`pm list`: the collection as a table, with filters."""

import json

import pytest

FIRST = """---
title: Refunds were sent twice
status: published
kind: incident
severity: P2
services: [payments]
times: {started: 2026-03-02T09:10:00Z}
---

## Actions

- [ ] **A1** Refuse a second refund for one payment
  - state: deferred
- [x] **A2** Alert on doubled refunds
- [ ] **A3** Write to the vendor
  - state: declined
"""
SECOND = "---\ntitle: Almost sent twice\nstatus: draft\nkind: near_miss\nseverity: sev1\n---\n"
COLLECTION = {"postmortems/2026-03-02-refunds.md": FIRST, "postmortems/2026-02-01-almost.md": SECOND}


def stems(made, *flags):
    return [row["review"] for row in json.loads(made.run("list", "--format", "json", *flags).out)]


def test_the_table_shows_levels_of_the_scale_and_work_left_as_pm_actions_counts_it(project):
    made = project(COLLECTION)
    lines = made.run("list").out.splitlines()
    assert lines[1].split()[:5] == ["2026-02-01", "sev1", "draft", "-", "2026-02-01-almost"]
    assert lines[2].split()[:5] == ["2026-03-02", "sev2", "published", "1/3", "2026-03-02-refunds"]
    assert len(json.loads(made.run("actions", "--state", "unfinished", "--format", "json").out)) == 1


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        (["--kind", "near_miss"], ["2026-02-01-almost"]),
        (["--severity", "P2"], ["2026-03-02-refunds"]),
        (["--status", "published", "--status", "draft"], ["2026-02-01-almost", "2026-03-02-refunds"]),
        (["--since", "2026-03-01"], ["2026-03-02-refunds"]),
        (["--until", "2026-03-01"], ["2026-02-01-almost"]),
        (["--service", "payments"], ["2026-03-02-refunds"]),
        (["--open-actions"], ["2026-03-02-refunds"]),
        (["--sort", "-severity"], ["2026-03-02-refunds", "2026-02-01-almost"]),
        (["--tag", "nowhere"], []),
    ],
)
def test_filters_and_order(project, flags, expected):
    assert stems(project(COLLECTION), *flags) == expected


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["--kind", "near-miss"], ["--kind 'near-miss' is none of", "did you mean 'near_miss'?"]),
        (["--severity", "grave"], ["--severity 'grave' is none of sev1, sev2"]),
        (["--since", "2026-02-30"], ["--since takes a date"]),
        (["--sort", "size"], ["--sort takes one of"]),
    ],
)
def test_a_word_that_cannot_match_is_an_error(project, flags, words):
    ran = project(COLLECTION).run("list", *flags)
    assert ran.code == 2
    assert all(word in ran.err for word in words), ran.err


def test_nothing_to_show_is_said_and_no_failure(project):
    made = project({"pm.toml": "", "postmortems/README.md": ""})
    ran = made.run("list")
    assert (ran.code, ran.out) == (0, "")
    assert "start one with: pm new" in ran.err
    made.write(COLLECTION)
    assert "none of 2 reviews matches" in made.run("list", "--tag", "nowhere").err
