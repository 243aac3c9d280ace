"""`pm recurrence`: the verdict, what it rests on and what else could explain it."""

import datetime as dt
import json

import pytest

from pmtool.features.recurrence.alarms import add_months
from tests.stats.collections import collection, review

MONTHLY = [f"2025-{month:02}-10" for month in range(1, 13)]
DONE = "- [x] **A1** Alert on the age of the oldest message\n  - factor: monitoring_gap\n  - done: {}\n"


def _json(made, *words):
    ran = made.run("recurrence", "--format", "json", *words)
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def test_three_before_and_none_since_cannot_tell_and_says_what_would(project):
    made = project(collection(["2025-02-10", "2025-06-10", "2025-10-10"]))
    found = _json(made, "--factor", "monitoring_gap", "--since", "2025-01-01", "--split", "2025-12-31")
    assert found["verdict"] == "cannot_tell"
    comparison = found["comparison"]
    assert (comparison["before"]["events"], comparison["after"]["events"]) == (3, 0)
    assert (comparison["before"]["exposure"], comparison["after"]["exposure"]) == (365, 91)
    assert comparison["event_free_exposure_needed"] == pytest.approx(365 * (40 ** (1 / 3) - 1) - 91)
    out = made.run(
        "recurrence", "--factor", "monitoring_gap", "--since", "2025-01-01", "--split", "2025-12-31"
    ).out
    assert out.startswith("Cannot tell")
    assert "26 months more have to pass before" in " ".join(out.split())


def test_many_before_and_none_since_is_fewer(project):
    days = [f"2024-{month:02}-{day}" for month in range(1, 13) for day in ("03", "17")]
    found = _json(project(collection(days)), "--since", "2024-01-01", "--split", "2024-12-31")
    assert found["verdict"] == "fewer"
    assert found["comparison"]["p"] < 0.05
    assert found["comparison"]["high"] < 1


def test_few_before_and_many_since_is_more(project):
    days = ["2024-06-01", *[f"2025-{month:02}-{day}" for month in range(1, 13) for day in ("03", "17")]]
    found = _json(project(collection(days)), "--since", "2024-01-01", "--split", "2024-12-31")
    assert found["verdict"] == "more"


def test_an_action_splits_at_the_day_it_was_done_and_brings_its_factor_and_services(project):
    made = project(collection(MONTHLY))
    made.write({"postmortems/2025-12-20-last.md": review("2025-12-20", actions=DONE.format("2026-01-15"))})
    made.write({"postmortems/2025-12-21-other.md": review("2025-12-21", services=["mail"])})
    found = _json(made, "--split", "2025-12-20-last/A1")
    assert found["inputs"]["split_day"] == "2026-01-15"
    assert (found["inputs"]["factors"], found["inputs"]["services"]) == (["monitoring_gap"], ["answers"])
    assert found["comparison"]["before"]["events"] == 13
    out = made.run("recurrence", "--split", "2025-12-20-last/A1").out
    assert "in effect from 2026-01-15" in out


def test_an_action_that_is_not_done_splits_nothing(project):
    made = project(collection(["2025-06-10"], actions="- [ ] **A1** Alert\n"))
    ran = made.run("recurrence", "--split", "2025-06-10-slow-0/A1")
    assert ran.code == 2
    assert "no day on which it took effect" in ran.err


def test_the_time_to_settle_counts_on_neither_side(project):
    made = project(collection([*MONTHLY, "2026-01-10"]))
    found = _json(made, "--since", "2025-01-01", "--split", "2025-12-31", "--settle", "30")
    assert found["comparison"]["settled_out"] == 1
    assert found["comparison"]["after"] | {"rate": 0, "low": 0, "high": 0} == {
        "events": 0,
        "exposure": 61,
        "rate": 0,
        "low": 0,
        "high": 0,
    }


def test_near_misses_are_no_events(project):
    made = project(collection(MONTHLY, kind="near_miss"))
    assert _json(made)["events"] == []


def test_without_a_split_a_trend_needs_enough_events(project):
    made = project(collection(["2025-01-10", "2025-02-10", "2025-03-10", "2025-04-10", "2025-05-10"]))
    found = _json(made, "--since", "2025-01-01")
    assert found["verdict"] == "cannot_tell"
    assert "stats.min-events" in found["reason"]
    made.write({"pm.toml": "[stats]\nmin-events = 4\n"})
    assert _json(made, "--since", "2025-01-01")["verdict"] == "fewer"


def test_fewer_than_four_events_are_only_counted(project):
    found = _json(project(collection(["2025-01-10", "2025-02-10"])))
    assert found["trend"] is None
    assert found["verdict"] == "cannot_tell"


def test_the_trend_test_is_chosen_beforehand_and_a_wrong_name_is_refused(project):
    made = project(collection(MONTHLY))
    made.write({"pm.toml": '[stats]\ntrend-test = "mil-hdbk-189"\n'})
    assert "mil-hdbk-189" in _json(made)["reason"]
    made.write({"pm.toml": '[stats]\ntrend-test = "mann-kendall"\n'})
    ran = made.run("recurrence")
    assert ran.code == 2
    assert "laplace" in ran.err


def test_events_on_the_same_day_are_named(project):
    made = project(collection(["2025-01-10"] * 3 + MONTHLY[1:]))
    assert _json(made)["trend"]["ties"] == 3
    assert "share their day" in made.run("recurrence").out


def test_clusters_widen_the_interval(project):
    bursts = [f"2025-{month:02}-{day:02}" for month in (2, 7) for day in range(1, 11)]
    found = _json(project(collection(bursts)), "--since", "2025-01-01", "--split", "2025-12-31")
    assert found["dispersion"]["p"] < 0.1
    assert found["dispersion"]["factor"] > 2
    assert any("clusters" in threat for threat in found["threats"])
    assert found["verdict"] == "cannot_tell", "two bursts are two events, not twenty"


def test_looks_share_the_level(project):
    made = project(collection(MONTHLY))
    one = _json(made, "--since", "2025-01-01", "--split", "2025-12-31")
    shared = _json(made, "--since", "2025-01-01", "--split", "2025-12-31", "--looks", "4")
    assert shared["comparison"]["level"] == pytest.approx(0.0125)
    assert shared["comparison"]["high"] > one["comparison"]["high"]
    assert any("one look" in threat for threat in one["threats"])


def test_exposure_changes_the_comparison(project):
    made = project(collection([*MONTHLY, "2026-01-10", "2026-02-10", "2026-03-10"]))
    made.write(
        {
            "pm.toml": '[stats]\nexposure = "exposure.csv"\n',
            "exposure.csv": "from,to,unit,amount\n2025-01-01,2025-12-31,decisions,1000\n2026-01-01,2026-04-01,decisions,9000\n",
        }
    )
    words = ("--since", "2025-01-01", "--split", "2025-12-31")
    assert _json(made, *words)["comparison"]["ratio"] == pytest.approx(3 / 12 * 365 / 91)
    found = _json(made, *words, "--exposure", "decisions")
    assert found["comparison"]["ratio"] == pytest.approx(3 / 12 * 1000 / 9000)
    assert found["verdict"] == "fewer"
    assert made.run("recurrence", *words, "--exposure", "requests").code == 2


def test_twice_in_six_months_is_an_alarm_unless_a_reviewer_parted_them(project):
    made = project(collection(["2025-01-10", "2025-07-10"]))
    made.write({"postmortems/2025-07-12-b.md": review("2025-07-12", services=["mail"])})
    alarms = _json(made)["alarms"]
    assert [(alarm["factor"], alarm["service"], len(alarm["reviews"])) for alarm in alarms] == [
        ("monitoring_gap", "answers", 2)
    ]
    made.write(
        {"postmortems/2025-07-10-slow-1.md": review("2025-07-10", more="not_same_as: [2025-01-10-slow-0]\n")}
    )
    assert _json(made)["alarms"] == []


def test_more_than_six_months_is_no_alarm(project):
    assert _json(project(collection(["2025-01-10", "2025-07-11"])))["alarms"] == []


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2025-08-31", 6, "2026-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2025-11-30", 3, "2026-02-28"),
        ("2025-12-01", 1, "2026-01-01"),
    ],
)
def test_months_end_with_the_month(day, months, expected):
    assert add_months(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(expected)


def test_threats_name_what_else_changed(project):
    made = project(collection(MONTHLY, actions=DONE.format("2025-12-28")))
    made.write(
        {"postmortems/2026-02-10-x.md": review("2026-02-10", detected_by="customer", services=["mail"])}
    )
    threats = " ".join(_json(made, "--service", "answers", "--split", "2025-12-31")["threats"])
    assert "begin with the first review here, 2025-01-10" in threats
    assert "found by people outside, 0 of 12 before and 0 of 0 after" in threats
    assert "Other actions took effect in the same time" in threats
    assert "3 of the 12 events before lie in the last 90 days" in threats
    assert "counted in days" in threats


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["--split", "nothing"], "STEM/A1"),
        (["--split", "2019-01-01"], "outside of the observation"),
        (["--until", "2030-01-01"], "future"),
        (["--looks", "0"], "1 or more"),
        (["--settle", "-1"], "0 or more"),
        (["--factor", "monitoring_gp"], "monitoring_gap"),
    ],
)
def test_questions_that_make_no_sense(project, words, hint):
    ran = project(collection(["2025-01-10", "2025-02-10"])).run("recurrence", *words)
    assert ran.code == 2
    assert hint in ran.err


def test_a_split_of_today_has_nothing_after(project):
    found = _json(project(collection(["2025-01-10", "2025-02-10"])), "--split", "2026-04-01")
    assert found["verdict"] == "cannot_tell"
    assert found["comparison"]["ratio"] is None


def test_the_same_input_gives_the_same_bytes(project):
    made = project(collection(MONTHLY))
    words = ("recurrence", "--split", "2025-06-30", "--format", "json")
    assert made.run(*words).out == made.run(*words, "--no-cache").out


def test_without_scipy_it_says_how_to_get_it(project, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "scipy", None)
    monkeypatch.setitem(sys.modules, "scipy.special", None)
    ran = project(collection(MONTHLY)).run("recurrence")
    assert ran.code == 2
    assert "pmtool[stats]" in ran.err
