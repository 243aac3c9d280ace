"""`pm new`: what it writes, where, what it says, what it refuses."""

from pathlib import Path
import subprocess
import sys

import pytest

from pmtool.parse.front_matter import read_front_matter

CONFIG = {"pm.toml": ""}
REVIEW = "---\ntitle: {}\nstatus: draft\n---\n\n## Summary\n\nThe queue filled up.\n"


def front(text: str):
    found = read_front_matter(text)
    assert not found.problems
    return found.data


def test_the_path_is_the_one_line_on_stdout(project):
    made = project(CONFIG)
    ran = made.run("new", "Checkout rejected every second card", "--started", "2026-03-02T09:10:00Z")
    assert (ran.code, ran.out) == (0, "postmortems/2026-03-02-checkout-rejected-every-second-card.md\n")
    assert (made.root / ran.out.strip()).is_file()


def test_quiet_leaves_only_the_path(project):
    ran = project(CONFIG).run("-q", "new", "Login slow")
    assert (ran.code, ran.out, ran.err) == (0, "postmortems/2026-04-01-login-slow.md\n", "")


def test_options_go_into_the_front_matter(project):
    made = project(CONFIG)
    made.git("config", "user.name", "Ada Example")
    ran = made.run(
        *("new", "Login slow", "--severity", "P2", "--service", "login", "--service", "session store"),
        *("--started", "2026-03-02 09:10", "--set", "times.detected=2026-03-02T09:20:00Z"),
        *(
            "--set",
            "factors=[monitoring_gap, {class: data_drift, confidence: potential}]",
            "--set",
            "x-team.lead=blue",
        ),
    )
    assert ran.code == 0, ran.err
    data = front(made.read(ran.out.strip()))
    assert data["title"] == "Login slow"
    assert data["status"] == "draft"
    assert data["severity"] == "sev2"
    assert data["services"] == ["login", "session store"]
    assert data["authors"] == ["Ada Example"]
    assert data["times"]["started"] == "2026-03-02T09:10:00Z"
    assert data["times"]["detected"] == "2026-03-02T09:20:00Z"
    assert data["factors"] == ["monitoring_gap", {"class": "data_drift", "confidence": "potential"}]
    assert data["x-team"] == {"lead": "blue"}


def test_without_a_start_it_is_dated_today_in_the_configured_zone(project, monkeypatch):
    monkeypatch.setenv("PM_NOW", "2026-03-31T23:30:00Z")
    made = project({"pm.toml": '[timeline]\nzone = "Europe/Zurich"\n'})
    ran = made.run("new", "Login slow")
    assert ran.out == "postmortems/2026-04-01-login-slow.md\n"
    assert "--started" in ran.err
    assert "All times Europe/Zurich" in made.read(ran.out.strip())


def test_started_by_set_dates_the_file_as_well(project):
    ran = project(CONFIG).run("new", "Login slow", "--set", "times.started=2026-03-02")
    assert ran.out == "postmortems/2026-03-02-login-slow.md\n"


def test_words_without_quotes_are_one_title(project):
    assert project(CONFIG).run("new", "Login", "slow").out == "postmortems/2026-04-01-login-slow.md\n"


def test_an_existing_file_is_never_overwritten(project):
    made = project(CONFIG)
    path = made.run("new", "Login slow").out.strip()
    made.write({path: "mine"})
    ran = made.run("new", "Login slow")
    assert (ran.code, ran.out) == (2, "")
    assert f"{path} has the name 2026-04-01-login-slow already" in ran.err
    assert made.read(path) == "mine"


def test_a_name_that_another_folder_or_an_alias_holds_is_refused(project):
    made = project(CONFIG | {"postmortems/old/2026-04-01-login-slow.md": REVIEW.format("x")})
    assert made.run("new", "Login slow").code == 2
    made.write(
        {"postmortems/2025-01-01-b.md": "---\ntitle: b\nstatus: draft\naliases: [2026-04-01-other]\n---\n"}
    )
    ran = made.run("new", "Other")
    assert ran.code == 2
    assert "2025-01-01-b.md" in ran.err
    assert made.run("new", "Other", "--slug", "other again").out == "postmortems/2026-04-01-other-again.md\n"


def test_dry_run_prints_the_review_and_writes_nothing(project):
    made = project(CONFIG)
    ran = made.run("new", "Login slow", "--dry-run")
    assert ran.code == 0
    assert front(ran.out)["title"] == "Login slow"
    assert "would create postmortems/2026-04-01-login-slow.md" in ran.err
    assert not (made.root / "postmortems").exists()


def test_the_year_folder_is_used_where_the_collection_uses_one(project):
    made = project(CONFIG | {"postmortems/2025/2025-01-02-a.md": REVIEW.format("a")})
    assert made.run("new", "Login slow").out == "postmortems/2026/2026-04-01-login-slow.md\n"
    made = made  # one file at the top does not change the habit
    made.write({"postmortems/2024-01-02-b.md": REVIEW.format("b")})
    assert made.run("new", "Cache cold").out.startswith("postmortems/2026/")


def test_the_first_directory_receives_new_reviews(project):
    made = project(
        {"pm.toml": 'directory = ["docs/incidents", "old"]\n', "old/2020-01-01-a.md": REVIEW.format("a")}
    )
    assert made.run("new", "Login slow").out == "docs/incidents/2026-04-01-login-slow.md\n"


def test_without_a_collection_it_points_to_init(project):
    ran = project({}).run("new", "Login slow")
    assert (ran.code, ran.out) == (2, "")
    assert "hint: prepare the repository with: pm init" in ran.err


def test_from_a_folder_below_the_path_can_be_used_as_printed(project, monkeypatch):
    made = project(CONFIG | {"src/x.py": ""})
    ran = made.run("-C", "src", "new", "Login slow")
    assert ran.out == "postmortems/2026-04-01-login-slow.md\n"
    done = subprocess.run(
        [sys.executable, "-m", "pmtool", "new", "Cache cold"],
        cwd=made.root / "src",
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(done.stdout.strip()) == made.root / "postmortems/2026-04-01-cache-cold.md"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--severity", "sev9"], "the scale is sev1, sev2, sev3, sev4"),
        (["--severity", "critcal"], "did you mean 'critical'?"),
        (["--template", "incidnet"], "did you mean 'incident'?"),
        (["--set", "sverity=sev1"], "did you mean 'severity'?"),
        (["--set", "times.detcted=2026-03-02"], "did you mean 'detected'?"),
        (["--set", "times.detected=soon"], "'soon'"),
        (["--set", "kind=incidnt"], "incident"),
        (["--set", "title.deeper=x"], "title"),
        (["--set", "status"], "is not KEY=VALUE"),
        (["--set", "a..b=1"], "words joined by dots"),
        (["--set", "tags=[a]", "--set", "tags=[b]"], "twice"),
        (["--started", "2026-02-30"], "no such date"),
        (["--edit"], "set VISUAL or EDITOR"),
    ],
)
def test_what_cannot_be_is_refused_with_what_could(project, arguments, says):
    made = project(CONFIG)
    ran = made.run("new", "Login slow", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert not (made.root / "postmortems").exists()


@pytest.mark.parametrize("title", [[], [""], [" \n\t "], ["\x07"]])
def test_a_missing_title_is_asked_for_only_on_a_terminal(project, title):
    ran = project(CONFIG).run("new", *title)
    assert ran.code == 2
    assert "needs a title" in ran.err


def test_the_editor_is_run_with_its_arguments_and_the_path(project, monkeypatch):
    made = project(CONFIG)
    script = made.root / "my editor.py"
    script.write_text(
        "import sys, pathlib\nprint('seen')\npathlib.Path(sys.argv[2]).write_text(sys.argv[1])\n"
    )
    monkeypatch.setenv("VISUAL", f"{sys.executable} '{script}' --wait")
    monkeypatch.setenv("EDITOR", "false")
    ran = made.run("new", "Login slow", "--edit")
    assert (ran.code, ran.out) == (0, "postmortems/2026-04-01-login-slow.md\n")
    assert made.read(ran.out.strip()) == "--wait"


def test_an_editor_that_fails_does_not_lose_the_review(project, monkeypatch):
    made = project(CONFIG)
    monkeypatch.setenv("EDITOR", "no-such-editor")
    ran = made.run("new", "Login slow", "--edit")
    assert ran.code == 2
    assert "did not start" in ran.err
    assert (made.root / ran.out.strip()).is_file()


def test_near_same_titles_are_named_but_do_not_stop_it(project):
    made = project(CONFIG | {"postmortems/2025-01-02-a.md": REVIEW.format("Login was slow for everybody")})
    ran = made.run("new", "Login slow for everybody")
    assert ran.code == 0
    assert "warning: postmortems/2025-01-02-a.md has nearly the same title" in ran.err
    assert "recurrence_of" in ran.err


def test_reviews_on_other_branches_are_seen_and_the_branches_are_named(project):
    made = project(CONFIG)
    made.commit()
    made.git("checkout", "-q", "-b", "colleague")
    made.write({"postmortems/2026-04-01-login-slow.md": REVIEW.format("Login slow")})
    made.commit()
    made.git("checkout", "-q", "main")
    ran = made.run("new", "Login slow")
    assert ran.code == 0
    assert "warning: postmortems/2026-04-01-login-slow.md on colleague has the same name" in ran.err
    assert "2 branches (colleague, main)" in ran.err
    ran = made.run("new", "Login was slow", "--started", "2026-03-30")
    assert "has nearly the same title" in ran.err


def test_in_a_repository_inside_another_folder_branches_are_read_from_its_top(project):
    made = project({"team/pm.toml": ""})
    made.commit()
    made.git("checkout", "-q", "-b", "colleague")
    made.write({"team/postmortems/2026-04-01-login-slow.md": REVIEW.format("Login slow")})
    made.commit()
    made.git("checkout", "-q", "main")
    ran = made.run("-C", "team", "new", "Login slow")
    assert ran.out == "team/postmortems/2026-04-01-login-slow.md\n"
    assert "on colleague has the same name" in ran.err


def test_a_shallow_clone_is_said_to_be_one(project, tmp_path):
    made = project(CONFIG)
    made.commit()
    made.commit()
    clone = tmp_path / "clone"
    made.git("clone", "-q", "--depth", "1", f"file://{made.root}", str(clone))
    ran = made.run("-C", str(clone), "new", "Login slow")
    assert ran.out == f"{clone}/postmortems/2026-04-01-login-slow.md\n"
    assert "the clone is shallow" in ran.err
    assert "origin/main" in ran.err


def test_it_works_outside_git_and_says_so(project, tmp_path):
    made = project({})
    outside = tmp_path / "plain"
    (outside / "postmortems").mkdir(parents=True)
    ran = made.run("-C", str(outside), "new", "Login slow")
    assert ran.code == 0
    assert "this is no git repository" in ran.err


def test_a_link_that_leads_out_of_the_repository_is_not_followed(project, tmp_path):
    made = project(CONFIG)
    (tmp_path / "outside").mkdir()
    (made.root / "postmortems").symlink_to(tmp_path / "outside")
    ran = made.run("new", "Login slow")
    assert ran.code == 2
    assert list((tmp_path / "outside").iterdir()) == []


def test_templates_are_listed_with_what_they_are_for(project):
    made = project(
        CONFIG | {".pm/templates/new/vendor.md.j2": "{# A vendor was down. #}\n---\ntitle: x\n---\n"}
    )
    ran = made.run("new", "--list-templates")
    names = [line.split()[0] for line in ran.out.splitlines()[1:]]
    assert names == ["ai-incident", "data", "incident", "near-miss", "security", "short", "vendor"]
    assert "A vendor was down." in ran.out


def test_a_start_in_the_future_is_questioned(project):
    ran = project(CONFIG).run("new", "Login slow", "--started", "2027-03-02")
    assert ran.code == 0
    assert "lies in the future" in ran.err


@pytest.mark.parametrize(
    "option", ["title", "--service", "--set", "--slug", "--severity", "--template", "--started"]
)
def test_bytes_that_are_no_utf_8_never_crash_it(project, option):
    made = project(CONFIG)
    odd = b"odd \xff \xed\xa0\x80".decode("utf-8", "surrogateescape")
    words = [odd] if option == "title" else ["Login slow", option, f"x-a={odd}" if option == "--set" else odd]
    ran = made.run("new", *words)
    assert ran.code in (0, 2), ran.err
    if ran.code == 0:
        assert front(made.read(ran.out.strip()))["status"] == "draft"
