"""Issues through the APIs, against a real HTTP server: found again, made once, and nothing said of the token."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
import time
from typing import Any

import pytest

from pmtool.errors import PmError
from pmtool.trackers.github import GitHub
from pmtool.trackers.gitlab import GitLab
from pmtool.trackers.http import Client, TrackerError, UncertainError
from pmtool.trackers.issues import Ticket, marked_ident
from pmtool.trackers.jira import Jira
from tests.actions.tracker_server import Fault, Service, serving
from tests.conftest import Project

Make = Callable[[Mapping[str, str | bytes]], Project]
Serve = Callable[..., Service]

_REVIEW = """\
---
title: Refunds
status: published
times: {started: 2026-03-02T09:10:00Z}
---

## Actions

- [ ] **A1** Block a deploy of the refund prompt
  - owner: support-ml
  - due: 2026-03-20
- [ ] **A2** Alert when an answer cites no page
- [x] **A3** Cap the queue
  - evidence: pm.toml
- [ ] an idea without an id
"""
_STEM = "2026-03-02-refunds"
_TICKET = Ticket(f"{_STEM}/A1", "Block a deploy", "Why and when.", labels=("post-mortem",))


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    for name in (
        "GITHUB_TOKEN",
        "GH_TOKEN",
        "GITLAB_TOKEN",
        "JIRA_TOKEN",
        "JIRA_USER",
        "JIRA_URL",
        "GITHUB_API_URL",
        "CI_SERVER_URL",
    ):
        monkeypatch.delenv(name, raising=False)
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with ExitStack() as stack:
        yield lambda kind="github", **more: stack.enter_context(serving(Service(kind, **more)))


def _github(service: Service) -> GitHub:
    return GitHub("team/service", service.token, service.url, sleep=lambda _: None)


@pytest.fixture
def collection(project: Make) -> Project:
    return project({"pm.toml": "", f"postmortems/{_STEM}.md": _REVIEW})


def _export(
    collection: Project, service: Service, *more: str, kind: str = "github", repo: str = "team/service"
) -> Any:
    return collection.run("actions", "export", "--format", kind, "--repo", repo, "--url", service.url, *more)


# -- through the command line


def test_without_send_nothing_is_sent(
    collection: Project, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = serve()
    monkeypatch.setenv("GITHUB_TOKEN", service.token)
    ran = _export(collection, service)
    assert ran.code == 0
    assert ran.out.count("gh issue create") == 2
    assert service.seen == []
    assert service.token not in ran.out + ran.err


@pytest.mark.parametrize(
    ("kind", "repo", "variable"),
    [
        ("github", "team/service", "GITHUB_TOKEN"),
        ("gitlab", "team/service", "GITLAB_TOKEN"),
        ("jira", "OPS", "JIRA_TOKEN"),
    ],
)
def test_sending_twice_makes_each_issue_once(
    collection: Project, serve: Serve, monkeypatch: pytest.MonkeyPatch, kind: str, repo: str, variable: str
) -> None:
    service = serve(kind)
    monkeypatch.setenv(variable, service.token)
    dry = _export(collection, service, "--send", "--dry-run", kind=kind, repo=repo)
    assert dry.out.count("would be created") == 2
    assert "POST" not in service.methods()
    first = _export(collection, service, "--send", "--label", "post-mortem", kind=kind, repo=repo)
    assert first.code == 0, first.err
    assert first.out.count(" created\n") == 2
    assert "have no id and are left out" in first.err
    again = _export(collection, service, "--send", kind=kind, repo=repo)
    assert again.out.count("there already") == 2
    assert service.methods().count("POST") == 2
    assert service.token not in first.out + first.err + again.out + again.err


def test_a_closed_issue_marks_its_action_as_done(
    collection: Project, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = serve()
    monkeypatch.setenv("GH_TOKEN", service.token)
    _export(collection, service, "--send", "--state", "unfinished", "--state", "done")
    service.issues[0] |= {"state": "closed", "state_reason": "completed", "closed_at": "2026-03-19T10:00:00Z"}
    service.issues[1] |= {
        "state": "closed",
        "state_reason": "not_planned",
        "closed_at": "2026-03-19T10:00:00Z",
    }
    before = collection.read(f"postmortems/{_STEM}.md")
    arguments = ("--read-back", "--state", "unfinished", "--state", "done")
    dry = _export(collection, service, *arguments, "--dry-run")
    assert "+- [x] **A1**" in dry.out
    assert collection.read(f"postmortems/{_STEM}.md") == before
    posts = service.methods().count("POST")
    ran = _export(collection, service, *arguments)
    assert ran.code == 0, ran.err
    after = collection.read(f"postmortems/{_STEM}.md")
    assert after == before.replace("- [ ] **A1**", "- [x] **A1**").replace(
        "  - due: 2026-03-20\n",
        "  - due: 2026-03-20\n  - done: 2026-03-19\n  - evidence: https://github.example/team/service/issues/1\n",
    )
    assert f"pm actions decline {_STEM}/A2" in ran.err
    assert "is open, though the action is done" in ran.err
    assert service.methods().count("POST") == posts


def test_a_token_is_needed_and_comes_from_the_environment_only(collection: Project, serve: Serve) -> None:
    ran = _export(collection, serve(), "--send")
    assert ran.code == 2
    assert "need a token in GITHUB_TOKEN or GH_TOKEN" in ran.err


def test_send_goes_with_trackers_only(collection: Project) -> None:
    assert collection.run("actions", "export", "--format", "ics", "--send").code == 2


def test_the_repository_comes_from_the_remote_where_it_is_one_of_the_tracker(
    collection: Project, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = serve()
    monkeypatch.setenv("GITHUB_TOKEN", service.token)
    arguments = ("actions", "export", "--format", "github", "--url", service.url, "--send", "--dry-run")
    assert "name the repository" in collection.run(*arguments).err
    collection.git("remote", "add", "origin", "git@github.com:team/service.git")
    ran = collection.run(*arguments)
    assert ran.code == 0
    assert "the repository is team/service" in ran.err


# -- the manners of the client


def test_all_pages_are_read(serve: Serve) -> None:
    service = serve(page=2)
    tracker = _github(service)
    for number in range(5):
        tracker.create(Ticket(f"s/A{number}", "t", "b"))
    found = tracker.find({f"s/A{number}" for number in range(5)}, None)
    assert [issue.name for issue in found.values()] == ["#1", "#2", "#3", "#4", "#5"]
    assert service.methods().count("GET") == 3


def test_a_next_page_on_another_server_is_not_asked_for(serve: Serve) -> None:
    service = serve()
    service.faults.append(Fault(200, {"Link": '<https://elsewhere.example/x>; rel="next"'}, []))
    with pytest.raises(TrackerError, match="on another server"):
        _github(service).find({"x"}, None)


def test_a_redirect_to_another_server_is_not_followed(serve: Serve) -> None:
    one, other = serve(), serve()
    one.faults.append(Fault(302, {"Location": f"{other.url}/repos/team/service/issues"}))
    with pytest.raises(TrackerError, match=r"redirect \(302\)"):
        _github(one).find({"x"}, None)
    assert other.seen == []


def test_a_renamed_repository_on_the_same_server_is_found(serve: Serve) -> None:
    service = serve()
    service.faults.append(Fault(301, {"Location": f"{service.url}/repos/team/service/issues?state=all"}))
    assert _github(service).find({"x"}, None) == {}


@pytest.mark.parametrize(
    ("headers", "status", "waits"),
    [
        ({"Retry-After": "7"}, 429, [7.0]),
        ({"Retry-After": "3"}, 403, [3.0]),
        ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1030"}, 403, [30.0]),
        ({}, 429, [60.0]),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_rate_limit_is_waited_for(
    serve: Serve, headers: dict[str, str], status: int, waits: list[float], method: str
) -> None:
    service = serve()
    service.faults.append(Fault(status, headers, {"message": "slow down"}))
    slept: list[float] = []
    tracker = GitHub("team/service", service.token, service.url, sleep=slept.append, now=lambda: 1000.0)
    if method == "GET":
        tracker.find({"x"}, None)
    else:
        tracker.create(_TICKET)
    assert slept == waits
    assert len(service.issues) == (method == "POST")


def test_a_long_rate_limit_ends_the_run_and_says_when_to_come_back(serve: Serve) -> None:
    service = serve()
    service.faults.append(Fault(429, {"Retry-After": "3600"}, {}))
    tracker = GitHub("team/service", service.token, service.url, sleep=lambda _: None, now=lambda: 0.0)
    with pytest.raises(TrackerError, match="before 01:00:00 UTC"):
        tracker.find({"x"}, None)


def test_reading_is_tried_again_after_faults_of_the_server(serve: Serve) -> None:
    service = serve()
    service.faults += [Fault(502), Fault(503, {}, b"<html>busy</html>"), Fault(0, hang_up=True)]
    slept: list[float] = []
    GitHub("team/service", service.token, service.url, sleep=slept.append).find({"x"}, None)
    assert slept == [1.0, 2.0, 4.0]


def test_reading_gives_up_after_four_tries(serve: Serve) -> None:
    service = serve()
    service.faults += [Fault(500, {}, {"message": "on fire"})] * 4
    with pytest.raises(TrackerError, match="answered 500: on fire"):
        _github(service).find({"x"}, None)
    assert len(service.seen) == 4


def test_writing_is_not_repeated_blindly(serve: Serve) -> None:
    service = serve()
    service.faults.append(Fault(502, method="POST"))
    with pytest.raises(UncertainError):
        _github(service).create(_TICKET)
    assert service.methods() == ["POST"]


@pytest.mark.parametrize(
    "fault",
    [
        Fault(504, method="POST", after=True),
        Fault(0, method="POST", after=True, hang_up=True),
        Fault(502, method="POST"),
    ],
)
def test_a_lost_answer_makes_no_second_issue(
    collection: Project, serve: Serve, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    service = serve()
    monkeypatch.setenv("GITHUB_TOKEN", service.token)
    service.faults.append(fault)
    ran = _export(collection, service, "--send")
    assert ran.code == 0, ran.err
    assert [marked_ident(issue["body"]) for issue in service.issues] == [f"{_STEM}/A1", f"{_STEM}/A2"]


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault(401, {}, {"message": "Bad credentials"}), "refuses the token (401): Bad credentials"),
        (Fault(403, {}, {"message": "Resource not accessible"}), "may not do this in team/service (403)"),
        (Fault(404, {}, {"message": "Not Found"}), "knows no repository team/service"),
        (Fault(410, {}, {"message": "Issues are disabled"}), "has its issues switched off (410)"),
        (
            Fault(
                422,
                {},
                {"message": "Validation Failed", "errors": [{"field": "title", "code": "missing_field"}]},
            ),
            "422: Validation Failed; title is missing_field",
        ),
        (Fault(200, {}, b"<html>log in</html>"), "answered 502"),
        (Fault(200, {}, {"not": "a list"}), "something else than a list"),
        (Fault(403, {}, {"message": "no \x1b[31m t0ken-of-the-test"}), "no  …".replace("  ", " [31m ")),
    ],
)
def test_errors_say_what_to_do_and_never_show_the_token(
    collection: Project, serve: Serve, monkeypatch: pytest.MonkeyPatch, fault: Fault, said: str
) -> None:
    service = serve()
    monkeypatch.setenv("GITHUB_TOKEN", service.token)
    monkeypatch.setattr(time, "sleep", lambda _: None)
    service.faults += [fault] * 4
    ran = _export(collection, service, "--send")
    assert ran.code == 2
    assert said in ran.err
    assert "hint:" in ran.err or "list" in said
    assert service.token not in ran.out + ran.err
    assert "\x1b" not in ran.err


def test_no_token_goes_over_plain_http_to_another_machine() -> None:
    with pytest.raises(TrackerError, match="not sent over plain http"):
        GitHub("a/b", "x", "http://git.example.org")
    with pytest.raises(TrackerError, match="is no address"):
        Client("X", "file:///etc/passwd", {}, secret="x", refused={})


def test_a_server_that_is_not_there_is_named(serve: Serve) -> None:
    tracker = GitHub("a/b", "x", "http://127.0.0.1:9", sleep=lambda _: None)
    with pytest.raises(TrackerError, match=r"GitHub at 127\.0\.0\.1:9 did not answer"):
        tracker.find({"x"}, None)


# -- whose marker is believed


def _planted(service: Service, **more: Any) -> None:
    service.issues.append(
        {
            "number": 1, "body": "hello\n\n<!-- pm:action s/A1 -->\n", "state": "closed", "state_reason": "completed",
            "closed_at": "2026-03-03T00:00:00Z", "html_url": "u", "user": {"login": "stranger", "type": "User"}, "author_association": "NONE", **more,
        }
    )  # fmt: skip


def test_a_marker_copied_by_a_stranger_is_not_believed(serve: Serve) -> None:
    service = serve()
    _planted(service)
    assert _github(service).find({"s/A1"}, None) == {}
    for trusted in (
        {"author_association": "COLLABORATOR"},
        {"user": {"login": "x[bot]", "type": "Bot"}},
        {"user": {"login": "me", "type": "User"}},
    ):
        service.issues.clear()
        _planted(service, **trusted)
        assert set(_github(service).find({"s/A1"}, None)) == {"s/A1"}


def test_a_pull_request_is_no_issue(serve: Serve) -> None:
    service = serve()
    _planted(service, author_association="OWNER", pull_request={})
    assert _github(service).find({"s/A1"}, None) == {}


def test_gitlab_believes_members_only(serve: Serve) -> None:
    service = serve("gitlab")
    service.issues.append(
        {
            "iid": 1,
            "description": "<!-- pm:action s/A1 -->",
            "state": "closed",
            "author": {"username": "stranger"},
        }
    )
    tracker = GitLab("team/service", service.token, service.url)
    assert tracker.find({"s/A1"}, None) == {}
    service.issues[0]["author"] = {"username": "me"}
    found = GitLab("team/service", service.token, service.url).find({"s/A1"}, None)
    assert found["s/A1"].closed


def test_only_a_marker_at_the_end_counts() -> None:
    assert marked_ident(_TICKET.marked_body) == _TICKET.ident
    assert marked_ident(f"> {_TICKET.marked_body}\nquoted above") is None
    assert marked_ident(None) is None


@pytest.mark.parametrize("cloud", [True, False])
def test_jira_pages_through_both_kinds_of_search(serve: Serve, cloud: bool) -> None:
    service = serve("jira", page=2)
    tracker = Jira("OPS", service.token, service.url, user="me", cloud=cloud)
    made = [tracker.create(Ticket(f"s/A{number}", "t", "b")).name for number in range(5)]
    service.issues[1]["fields"] |= {
        "status": {"statusCategory": {"key": "done"}},
        "resolution": {"name": "Won't Do"},
        "resolutiondate": "2026-03-03T10:00:00.000+0000",
    }
    found = tracker.find({f"s/A{number}" for number in range(5)}, None)
    assert [issue.name for issue in found.values()] == made
    assert found["s/A1"].closed
    assert found["s/A1"].dropped
    assert found["s/A0"].url == f"{service.url}/browse/OPS-1"


def test_names_of_projects_are_checked() -> None:
    for make in (
        lambda: GitHub("team", "x"),
        lambda: GitLab("/", "x"),
        lambda: Jira("ops", "x", "https://j.example"),
    ):
        with pytest.raises(PmError, match="--repo"):
            make()
