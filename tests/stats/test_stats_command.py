"""`pm stats`: what it counts, what it leaves out and says so."""

import csv
import io
import json

import pytest

from tests.stats.collections import CONFIG, collection, review


def _json(made, *words):
    ran = made.run("stats", "--format", "json", *words)
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def _measure(found, name):
    return next(item for item in found["durations"] if item["measure"] == name)


def test_durations_are_named_by_their_anchors_and_count_what_is_missing(project):
    made = project(collection(["2026-01-05", "2026-02-05", "2026-03-05"]))
    made.write(
        {"postmortems/2026-03-09-x.md": review("2026-03-09", times="  started: 2026-03-09T09:00:00Z\n")}
    )
    resolve = _measure(_json(made), "resolve")
    assert (resolve["from"], resolve["to"]) == ("detected", "resolved")
    assert (resolve["n"], resolve["missing"], resolve["median_seconds"]) == (3, 1, 7200)
    assert resolve["q25_seconds"] is None, "three values have no quartiles"
    out = made.run("stats").out
    assert "detected → resolved" in out
    assert "too few" in out


def test_a_day_alone_makes_a_range_and_an_estimate_is_counted(project):
    times = "  started: {at: 2026-01-05T09:00:00Z, estimated: true}\n  detected: 2026-01-06\n"
    made = project({"postmortems/2026-01-05-x.md": review("2026-01-05", times=times), **CONFIG})
    detect = _measure(_json(made), "detect")
    assert (detect["median_low_seconds"], detect["median_high_seconds"]) == (15 * 3600, 39 * 3600)
    assert (detect["estimated"], detect["day_only"]) == (1, 1)
    assert "15 h to 39 h" in made.run("stats").out


def test_detected_before_it_began_is_no_duration(project):
    times = "  started: 2026-01-05T09:00:00Z\n  detected: 2026-01-05T08:00:00Z\n"
    made = project({"postmortems/2026-01-05-x.md": review("2026-01-05", times=times), **CONFIG})
    detect = _measure(_json(made), "detect")
    assert (detect["n"], detect["contradictory"], detect["median_seconds"]) == (0, 1, None)


def test_near_misses_are_left_aside_unless_they_are_asked_for(project):
    made = project(collection(["2026-01-05", "2026-02-05"]))
    made.write({"postmortems/2026-02-09-near.md": review("2026-02-09", kind="near_miss")})
    assert (_json(made)["reviews"], _json(made)["left_aside"]) == (2, {"near_miss": 1})
    assert _json(made, "--kind", "near_miss")["reviews"] == 1
    assert [group["group"] for group in _json(made, "--by", "kind")["groups"]] == ["incident", "near_miss"]


def test_months_without_an_incident_are_there(project):
    made = project(collection(["2025-11-05", "2026-02-05", "2026-02-06"]))
    groups = _json(made, "--by", "month")["groups"]
    assert [(group["group"], group["reviews"]) for group in groups] == [
        ("2025-11", 1),
        ("2025-12", 0),
        ("2026-01", 0),
        ("2026-02", 2),
    ]
    quarters = _json(made, "--by", "quarter")["groups"]
    assert [group["group"] for group in quarters] == ["2025-Q4", "2026-Q1"]


@pytest.mark.parametrize("dimension", ["service", "severity", "factor", "detected_by", "model"])
def test_groups_of_every_dimension(project, dimension):
    made = project(collection(["2026-01-05", "2026-02-05"], more="ai: {model: vendor/m@1}\n"))
    groups = _json(made, "--by", dimension)["groups"]
    assert [group["reviews"] for group in groups] == [2]
    assert made.run("stats", "--by", dimension).code == 0


def test_factors_that_occur_together_and_who_noticed(project):
    made = project(collection(["2026-01-05", "2026-02-05"], factors=["monitoring_gap", "drift"]))
    made.write({"postmortems/2026-02-09-x.md": review("2026-02-09", detected_by="customer")})
    found = _json(made)
    assert found["factor_pairs"] == [{"factors": ["drift", "monitoring_gap"], "reviews": 2}]
    assert (found["found_outside"], found["found_known"]) == (1, 3)
    assert "1 of 3 were found by people outside" in made.run("stats").out


def test_strength_of_actions_without_the_declined(project):
    actions = (
        "- [x] **A1** Block it\n  - strength: stronger\n  - verified: 2026-03-01 none since\n"
        "- [ ] **A2** Tell it\n  - strength: weaker\n- [ ] **A3** Ask\n  - state: declined\n  - reason: no\n"
        "- [x] **A4** Look\n"
    )
    made = project(collection(["2026-01-05"], actions=actions))
    mix = _json(made)["actions"]
    assert mix["strength"] == {"stronger": 1, "intermediate": 0, "weaker": 1, "not_stated": 1}
    assert (mix["done"], mix["verified"], mix["declined"]) == (2, 1, 1)


def test_rates_have_a_denominator_and_an_interval(project):
    made = project(collection(["2026-01-05", "2026-01-20", "2026-02-05"]))
    made.write(
        {
            "pm.toml": '[stats]\nexposure = "exposure.csv"\n',
            "exposure.csv": "from,to,unit,amount\n2026-01-01,2026-01-31,requests,1000000\n",
        }
    )
    rate = _json(made)["rates"][0]
    assert (rate["events"], rate["exposure"]) == (2, 1_000_000)
    assert rate["low"] < rate["rate"] < rate["high"]
    assert "2 per 1,000,000 requests (95 % 0.24 to 7.22" in made.run("stats").out


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a,b\n1,2\n",
        "from,to,unit,amount\nyesterday,2026-01-01,x,1\n",
        "from,to,unit,amount\n2026-02-01,2026-01-01,x,1\n",
    ],
)
def test_a_faulty_exposure_file_is_named(project, text):
    made = project(collection(["2026-01-05"]))
    made.write({"pm.toml": '[stats]\nexposure = "exposure.csv"\n', "exposure.csv": text})
    ran = made.run("stats")
    assert ran.code == 2
    assert "exposure.csv" in ran.err


def test_time_to_review_comes_from_git(project):
    made = project({**CONFIG, "postmortems/2026-02-05-x.md": review("2026-02-05", status="in_review")})
    assert _json(made)["time_to_review"] is None, "nothing is committed"
    made.commit()
    made.write({"postmortems/2026-02-05-x.md": review("2026-02-05")})
    made.commit("publish")
    found = _json(made)["time_to_review"]
    assert (found["n"], found["from"], found["to"]) == (1, "started", "published")
    assert found["median_low_seconds"] == (24 * 24 - 9) * 3600  # from 09:00 on 5 February to 1 March
    assert _json(made)["time_to_review"] == found, "the same from the cache"


def test_the_share_of_qualifying_incidents_with_a_review(project):
    made = project(collection(["2026-01-05"]))
    made.write(
        {
            "pm.toml": '[audit]\nincidents = "incidents.csv"\n',
            "incidents.csv": "id,started,severity,services\nI-1,2026-01-05,P2,answers\nI-2,2026-01-09,P1,mail\nI-3,2026-01-10,P4,mail\n",
        }
    )
    assert _json(made)["qualifying"] == {
        "incidents": 3,
        "qualifying": 2,
        "reviewed": 1,
        "published": 1,
        "pending": 0,
    }
    assert "1 of 2 (50%)" in made.run("stats").out


def test_csv_has_a_row_for_each_measure_of_each_group_and_no_formula(project):
    made = project(collection(["2026-01-05", "2026-02-05"], services=["=HYPERLINK"]))
    rows = list(csv.DictReader(io.StringIO(made.run("stats", "--by", "service", "--format", "csv").out)))
    assert [row["measure"] for row in rows] == ["detect", "acknowledge", "mitigate", "resolve"]
    assert {row["service"] for row in rows} == {"'=HYPERLINK"}
    assert rows[3]["median_seconds"] == "7200"


def test_no_mean_no_person_no_trend_word(project):
    made = project(collection(["2026-01-05", "2026-02-05"], more="authors: [Ada]\nfacilitator: Grace\n"))
    out = (
        made.run("stats").out
        + made.run("stats", "--by", "month").out
        + made.run("stats", "--format", "json").out
    )
    for word in ("mean", "average", "Ada", "Grace", "improv", "worse", "better"):
        assert word not in out


def test_the_same_input_gives_the_same_bytes(project):
    made = project(collection([f"2026-01-{day:02}" for day in range(1, 20)]))
    first = made.run("stats").out
    assert made.run("stats").out == first
    assert made.run("stats", "--no-cache").out == first
    as_json = made.run("stats", "--format", "json", "--by", "factor").out
    assert made.run("--no-cache", "stats", "--format", "json", "--by", "factor").out == as_json


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["--by", "author"], "month"),
        (["--service", "answrs"], "answers"),
        (["--factor", "none_such"], "occurs in no review"),
        (["--since", "soon"], "date"),
        (["--draw", "all"], "resolve"),
        (["--since", "2026-02-01", "--until", "2026-01-01"], "after"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_hint(project, words, hint):
    ran = project(collection(["2026-01-05"])).run("stats", *words)
    assert ran.code == 2
    assert hint in ran.err


def test_an_empty_collection_and_none_at_all(project):
    made = project(CONFIG)
    assert made.run("stats").code == 2
    (made.root / "postmortems").mkdir()
    ran = made.run("stats")
    assert (ran.code, ran.out.splitlines()[0]) == (0, "0 reviews")
