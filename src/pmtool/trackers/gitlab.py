"""Issues of a GitLab project, through the REST API (v4)."""

from collections.abc import Mapping, Set
import datetime as dt
from typing import Any
from urllib.parse import quote

from pmtool.errors import PmError
from pmtool.trackers.http import Client, TrackerError
from pmtool.trackers.issues import Issue, Ticket, first_of_each, marked_ident, read_day


class GitLab:
    """A project. repo: `GROUP/PROJECT`, any number of groups; base: of the server."""

    def __init__(self, repo: str, token: str, base: str = "https://gitlab.com", **timing: Any) -> None:
        if not repo.strip("/"):
            raise PmError("--repo is empty", "write GROUP/PROJECT")
        self._project = f"/api/v4/projects/{quote(repo.strip('/'), safe='')}"
        refused = {
            401: ("GitLab refuses the token", "set GITLAB_TOKEN to one that is valid"),
            403: (f"the token may not do this in {repo}", "it needs the scope 'api'"),
            404: (
                f"GitLab knows no project {repo}, or hides it from this token",
                "check --repo and the token",
            ),
        }
        headers = {"PRIVATE-TOKEN": token}
        self._client = Client("GitLab", base, headers, secret=token, refused=refused, **timing)
        self._members: set[str] | None = None

    def find(self, idents: Set[str], since: dt.date | None) -> Mapping[str, Issue]:
        """The issues that were made for these actions, oldest first."""
        query = {"scope": "all", "state": "all", "order_by": "created_at", "sort": "asc", "per_page": "100"}
        if since is not None:
            query["created_after"] = f"{since}T00:00:00Z"
        found = []
        for item in self._client.pages(f"{self._project}/issues", query):
            ident = marked_ident(item.get("description")) if isinstance(item, dict) else None
            if ident in idents and self._trusts(item):
                found.append(_issue(str(ident), item))
        return first_of_each(found)

    def create(self, ticket: Ticket) -> Issue:
        """A new issue."""
        payload: dict[str, Any] = {"title": ticket.title[:255], "description": ticket.marked_body}
        if ticket.labels:
            payload["labels"] = ",".join(ticket.labels)
        if ticket.due is not None:
            payload["due_date"] = ticket.due.isoformat()
        return _issue(ticket.ident, self._client.post(f"{self._project}/issues", payload).data)

    def _trusts(self, item: Mapping[str, Any]) -> bool:
        """Whether a member of the project made the issue: anybody can copy a marker into a public one."""
        if self._members is None:
            people = self._client.pages(f"{self._project}/members/all", {"per_page": "100"})
            self._members = {str(person.get("username")) for person in people if isinstance(person, dict)}
        return (item.get("author") or {}).get("username") in self._members


def _issue(ident: str, item: Any) -> Issue:
    if not isinstance(item, dict) or "iid" not in item:
        raise TrackerError("GitLab sent something else than an issue")
    return Issue(
        ident,
        f"#{item['iid']}",
        str(item.get("web_url") or ""),
        closed=item.get("state") == "closed",
        closed_on=read_day(item.get("closed_at")),
    )
