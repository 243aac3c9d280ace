"""The regression case of a published review: in git, and changed after the event was noticed."""

import json

REVIEW = """\
---
title: Assistant quoted an old policy
status: published
kind: incident
times: {started: 2026-02-20, detected: 2026-02-28}
ai: {system: assistant, regression_case: evals/case.yaml}
---

## Summary

It quoted an old policy.
"""
PATH = "postmortems/2026-02-20-policy.md"


def found(made) -> set[str]:
    ran = made.run("lint", "--format", "json", "--select", "schema,structure")
    return {
        item["rule"] for item in json.loads(ran.out) if "regression" in item["rule"] or "path" in item["rule"]
    }


def test_a_case_that_is_nowhere(project):
    assert found(project({"pm.toml": "", PATH: REVIEW})) == {"structure/missing-path"}


def test_a_case_that_was_never_committed(project):
    made = project({"pm.toml": "", PATH: REVIEW})
    made.commit()
    made.write({"evals/case.yaml": "a: 1\n"})
    assert found(made) == {"schema/uncommitted-regression-case"}


def test_a_case_that_was_committed_after_the_event(project):
    made = project({"pm.toml": "", PATH: REVIEW, "evals/case.yaml": "a: 1\n"})
    made.commit()
    assert found(made) == set()


def test_a_case_that_was_last_changed_before_the_event(project, monkeypatch):
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-02-01T12:00:00Z")
    made = project({"pm.toml": "", PATH: REVIEW, "evals/case.yaml": "a: 1\n"})
    made.commit()
    assert found(made) == {"schema/stale-regression-case"}
    made.write({"evals/case.yaml": "a: 2\n"})
    assert found(made) == set(), "the change is on its way"
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-03-01T12:00:00Z")
    made.commit()
    assert found(made) == set()


def test_names_with_signs_of_patterns_are_names(project, monkeypatch):
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-02-01T12:00:00Z")
    review = REVIEW.replace("evals/case.yaml", "'evals/[a]*.yaml'")
    made = project({"pm.toml": "", PATH: review, "evals/[a]*.yaml": "a: 1\n", "evals/ab.yaml": "a: 1\n"})
    made.commit()
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-03-01T12:00:00Z")
    made.write({"evals/ab.yaml": "a: 2\n"})
    made.commit()
    assert found(made) == {"schema/stale-regression-case"}
