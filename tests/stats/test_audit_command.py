"""`pm audit`: what is missing, and nothing else."""

import json

import pytest

from tests.stats.collections import CONFIG, review

LIST = """id,started,severity,services,detected_by,resolved
INC-1,2026-01-05T09:00:00Z,P1,answers,monitor,2026-01-05T10:00:00Z
INC-2,2026-01-09T09:00:00Z,P1,mail,monitor,2026-01-09T10:00:00Z
INC-3,2026-01-10T09:00:00Z,P4,mail,customer,2026-01-10T18:00:00Z
INC-4,2026-03-25T09:00:00Z,P2,mail,monitor,2026-03-25T10:00:00Z
"""


def _json(made, *words):
    ran = made.run("audit", "--format", "json", *words)
    assert ran.code in (0, 1), ran.err
    found = json.loads(ran.out)
    assert ran.code == (1 if found["findings"] else 0)
    return found


def _gaps(found):
    return [(item["gap"], item["incident"] or item["review"]) for item in found["findings"]]


def test_qualifying_incidents_without_a_review(project):
    made = project(
        {"postmortems/2026-01-05-x.md": review("2026-01-05", severity="sev1"), "list.csv": LIST, **CONFIG}
    )
    found = _json(made, "--incidents", "list.csv")
    assert _gaps(found) == [("no_review", "INC-2")]
    assert found["coverage"] == {"incidents": 4, "qualifying": 3, "reviewed": 1, "published": 1, "pending": 1}
    assert found["findings"][0]["due"] == "2026-02-08"
    assert found["findings"][0]["days_late"] == 52


@pytest.mark.parametrize(
    ("column", "value", "more"),
    [
        ("review", "2026-02-20-mail", ""),
        ("review", "https://git.example/x/blob/main/postmortems/2026-02-20-mail.md#actions", ""),
        ("other", "", "x-incident: INC-2\n"),
        ("other", "", "tags: [inc-2]\n"),
    ],
)
def test_how_an_incident_finds_its_review(project, column, value, more):
    text = f"id,started,severity,{column}\nINC-2,2026-01-09,P1,{value}\n"
    made = project(
        {"postmortems/2026-02-20-mail.md": review("2026-02-20", more=more), "l.csv": text, **CONFIG}
    )
    assert _gaps(_json(made, "--incidents", "l.csv")) == []


def test_an_id_inside_another_id_is_no_mention(project):
    made = project(
        {
            "postmortems/2026-01-20-mail.md": review("2026-01-20", more="tags: [INC-21, XINC-2]\n"),
            "l.csv": "id,started,severity\nINC-2,2026-01-09,P1\n",
            **CONFIG,
        }
    )
    assert _gaps(_json(made, "--incidents", "l.csv")) == [("no_review", "INC-2")]


def test_json_lists_and_other_names_of_columns(project):
    rows = {
        "incidents": [
            {"key": "A-1", "created_at": "2026-01-09 09:00", "priority": "P1", "component": ["mail"]}
        ]
    }
    made = project(
        {"postmortems/2026-01-20-x.md": review("2026-01-20"), "l.json": json.dumps(rows), **CONFIG}
    )
    assert _gaps(_json(made, "--incidents", "l.json")) == [("no_review", "A-1")]


def test_trigger_rules_of_a_team(project):
    rules = """
[audit]
incidents = "list.csv"
triggers = [
  { name = "long", longer_than_minutes = 120 },
  { name = "told by customers", detected_by = "customer", services = ["answers"] },
]
"""
    made = project({"postmortems/2026-01-05-x.md": review("2026-01-05"), "list.csv": LIST, "pm.toml": rules})
    found = _json(made)
    assert _gaps(found) == [("no_review", "INC-3")]
    assert "(long)" in found["findings"][0]["message"]


def test_a_review_without_factors_is_no_analysis(project):
    text = review("2026-01-05", status="draft", factors=[], severity="sev1")
    made = project({"postmortems/2026-01-05-x.md": text, "l.csv": LIST.split("INC-2")[0], **CONFIG})
    assert _gaps(_json(made, "--incidents", "l.csv")) == [
        ("no_analysis", "INC-1"),
        ("late_review", "2026-01-05-x"),
    ]


def test_deadlines_by_severity(project):
    made = project(
        {
            "postmortems/2026-03-10-x.md": review("2026-03-10", status="in_review", severity="sev1"),
            "postmortems/2026-03-10-y.md": review("2026-03-10", status="draft", severity="sev3"),
            "pm.toml": "[audit]\nreview-days-by-severity = { sev1 = 14 }\n",
        }
    )
    assert _gaps(_json(made)) == [("late_review", "2026-03-10-x")]


@pytest.mark.parametrize(
    ("actions", "late"),
    [
        ("- [x] **A1** Block it\n  - done: 2025-06-01\n", True),
        ("- [x] **A1** Block it\n  - verified: 2025-08-01 none since\n", False),
        ("- [x] **A1** Block it\n  - verified: 2025-08-01 not effective\n", False),
        ("- [ ] **A1** Block it\n  - state: declined\n  - reason: too dear\n", False),
        ("", False),
    ],
)
def test_published_reviews_whose_effects_nobody_looked_at(project, actions, late):
    made = project({"postmortems/2025-05-05-x.md": review("2025-05-05", actions=actions), **CONFIG})
    assert _gaps(_json(made)) == ([("not_verified", "2025-05-05-x")] if late else [])


def test_nothing_missing_is_clean_and_says_so(project):
    ran = project({"postmortems/2026-03-20-x.md": review("2026-03-20"), **CONFIG}).run("audit")
    assert (ran.code, ran.out) == (0, "nothing is missing\n")
    assert "no list of incidents" in ran.err


@pytest.mark.parametrize(
    ("name", "text"),
    [("l.json", "{"), ("l.json", "[1]"), ("l.csv", "id,started\nA,someday\n"), ("none.csv", None)],
)
def test_a_list_that_cannot_be_read_is_named(project, name, text):
    made = project({"postmortems/2026-03-20-x.md": review("2026-03-20"), **CONFIG})
    if text is not None:
        made.write({name: text})
    ran = made.run("audit", "--incidents", name)
    assert ran.code == 2
    assert name in ran.err


def test_the_same_stem_twice_breaks_nothing(project):
    files = {f"postmortems/{folder}/2026-01-05-x.md": review("2026-01-05") for folder in "ab"}
    made = project({**files, "l.csv": LIST, **CONFIG})
    assert made.run("audit", "--incidents", "l.csv").code == 1


def test_verification_counts_from_the_publication_not_from_the_event(project):
    actions = "- [x] **A1** Block it\n  - done: 2025-06-01\n"
    made = project({"postmortems/2025-05-05-x.md": review("2025-05-05", actions=actions), **CONFIG})
    assert _gaps(_json(made)) == [("not_verified", "2025-05-05-x")]
    made.commit()
    assert _gaps(_json(made)) == []


@pytest.mark.parametrize(
    ("done", "said"),
    [
        ("  - done: 2025-06-01\n", "not verified 90 days after the last action being done (2025-06-01)"),
        ("", "not verified 90 days after the event (2025-05-05)"),
    ],
)
def test_a_missing_verification_says_what_it_was_counted_from(project, done, said):
    made = project(
        {
            "postmortems/2025-05-05-x.md": review("2025-05-05", actions=f"- [x] **A1** Block it\n{done}"),
            **CONFIG,
        }
    )
    assert said in _json(made)["findings"][0]["message"]
