"""A local HTTP server that answers as the issue trackers document it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
import json
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass
class Fault:
    """An answer in place of the real one. after: the request is carried out first (the answer gets lost)."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: Any = None
    method: str = ""
    after: bool = False
    hang_up: bool = False


@dataclass
class Service:
    """The state behind the server: issues in the form of the tracker, requests seen, faults to come."""

    kind: str
    token: str = "t0ken-of-the-test"
    page: int = 100
    issues: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    seen: list[tuple[str, str, dict[str, Any] | None]] = field(default_factory=list)
    members: list[str] = field(default_factory=lambda: ["me"])
    url: str = ""

    def methods(self) -> list[str]:
        return [method for method, _, _ in self.seen]

    def allowed(self, headers: Any) -> bool:
        if self.kind == "gitlab":
            return headers.get("PRIVATE-TOKEN") == self.token
        return headers.get("Authorization") in (f"Bearer {self.token}", "Basic bWU6dDBrZW4tb2YtdGhlLXRlc3Q=")

    # -- what the trackers do

    def answer(
        self, method: str, path: str, query: dict[str, str], payload: dict[str, Any] | None
    ) -> tuple[int, dict[str, str], Any]:
        if self.kind == "github":
            return self._github(method, path, query, payload)
        if self.kind == "gitlab":
            return self._gitlab(method, path, query, payload)
        return self._jira(method, path, query, payload)

    def _paged(self, items: list[Any], query: dict[str, str], path: str) -> tuple[int, dict[str, str], Any]:
        size = min(self.page, int(query.get("per_page", "30")))
        number = int(query.get("page", "1"))
        shown = items[(number - 1) * size : number * size]
        headers = {}
        if number * size < len(items):
            rest = "&".join(f"{key}={value}" for key, value in query.items() if key != "page")
            headers["Link"] = (
                f'<{self.url}{path}?{rest}&page={number + 1}>; rel="next", <{self.url}{path}?page=1>; rel="first"'
            )
        return 200, headers, shown

    def _github(
        self, method: str, path: str, query: dict[str, str], payload: dict[str, Any] | None
    ) -> tuple[int, dict[str, str], Any]:
        if path == "/user":
            return 200, {}, {"login": "me"}
        if path != "/repos/team/service/issues":
            return 404, {}, {"message": "Not Found"}
        if method == "GET":
            assert query.get("state") == "all"
            return self._paged(self.issues, query, path)
        assert payload is not None
        if not payload.get("title"):
            errors = [{"resource": "Issue", "field": "title", "code": "missing_field"}]
            return 422, {}, {"message": "Validation Failed", "errors": errors}
        number = len(self.issues) + 1
        made = {
            "number": number, "title": payload["title"], "body": payload["body"], "state": "open", "state_reason": None, "closed_at": None,
            "html_url": f"https://github.example/team/service/issues/{number}", "user": {"login": "me", "type": "User"},
            "author_association": "MEMBER", "labels": payload.get("labels", []),
        }  # fmt: skip
        self.issues.append(made)
        return 201, {}, made

    def _gitlab(
        self, method: str, path: str, query: dict[str, str], payload: dict[str, Any] | None
    ) -> tuple[int, dict[str, str], Any]:
        if path == "/api/v4/projects/team%2Fservice/members/all":
            return 200, {}, [{"username": name} for name in self.members]
        if path != "/api/v4/projects/team%2Fservice/issues":
            return 404, {}, {"message": "404 Project Not Found"}
        if method == "GET":
            return self._paged(self.issues, query, path)
        assert payload is not None
        number = len(self.issues) + 1
        made = {
            "iid": number, "title": payload["title"], "description": payload["description"], "state": "opened", "closed_at": None,
            "due_date": payload.get("due_date"), "web_url": f"https://gitlab.example/team/service/-/issues/{number}", "author": {"username": "me"},
        }  # fmt: skip
        self.issues.append(made)
        return 201, {}, made

    def _jira(
        self, method: str, path: str, query: dict[str, str], payload: dict[str, Any] | None
    ) -> tuple[int, dict[str, str], Any]:
        if path == "/rest/api/2/issue" and method == "POST":
            assert payload is not None
            fields = payload["fields"]
            made = {
                "id": str(len(self.issues)), "key": f"OPS-{len(self.issues) + 1}",
                "fields": {**fields, "status": {"statusCategory": {"key": "new"}}, "resolution": None, "resolutiondate": None},
            }  # fmt: skip
            self.issues.append(made)
            return 201, {}, {"id": made["id"], "key": made["key"], "self": "…"}
        if path == "/rest/api/2/search":
            start = int(query.get("startAt", "0"))
            shown = self.issues[start : start + self.page]
            return 200, {}, {"startAt": start, "total": len(self.issues), "issues": shown}
        if path == "/rest/api/3/search/jql":
            start = int(query.get("nextPageToken", "0"))
            end = start + self.page
            more = {"nextPageToken": str(end)} if end < len(self.issues) else {"isLast": True}
            return 200, {}, {"issues": self.issues[start:end], **more}
        return 404, {}, {"errorMessages": ["not found"], "errors": {}}


@contextmanager
def serving(service: Service) -> Iterator[Service]:
    """The service on a port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            return

        def _handle(self) -> None:
            parts = urlsplit(self.path)
            query = {key: values[0] for key, values in parse_qs(parts.query).items()}
            size = int(self.headers.get("Content-Length") or 0)
            payload = json.loads(self.rfile.read(size)) if size else None
            service.seen.append((self.command, unquote(self.path), payload))
            waiting = [fault for fault in service.faults if fault.method in ("", self.command)]
            fault = waiting[0] if waiting else None
            if fault is not None:
                service.faults.remove(fault)
            if fault is None or fault.after:
                allowed = service.allowed(self.headers)
                real = (
                    service.answer(self.command, parts.path, query, payload)
                    if allowed
                    else (401, {}, {"message": "Bad credentials"})
                )
                if fault is None:
                    self._send(*real)
                    return
            if fault.hang_up:
                self.close_connection = True
                self.connection.close()
                return
            self._send(fault.status, fault.headers, fault.body)

        def _send(self, status: int, headers: dict[str, str], body: Any) -> None:
            content = (
                body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else b""
            )
            self.send_response(status)
            for name, value in {
                "Content-Type": "application/json",
                **headers,
                "Content-Length": str(len(content)),
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = _handle  # noqa: N815

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
