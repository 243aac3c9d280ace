"""Issues of a GitHub repository, through the REST API (version 2022-11-28)."""

from collections.abc import Mapping, Set
import datetime as dt
from typing import Any
from urllib.parse import quote

from pmtool.errors import PmError
from pmtool.trackers.http import Client, TrackerError
from pmtool.trackers.issues import Issue, Ticket, first_of_each, marked_ident, read_day

# Who may have made an issue whose state is believed: anybody can copy a marker into a public issue.
_TRUSTED = ("OWNER", "MEMBER", "COLLABORATOR")


class GitHub:
    """A repository. repo: `OWNER/NAME`; base: of the API, `https://HOST/api/v3` on an own server."""

    def __init__(self, repo: str, token: str, base: str = "https://api.github.com", **timing: Any) -> None:
        if repo.count("/") != 1 or not all(repo.split("/")):
            raise PmError(f"--repo '{repo}' is no repository of GitHub", "write OWNER/NAME")
        self.repo = repo
        self._path = f"/repos/{quote(repo)}/issues"
        headers = {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {token}",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        refused = {
            401: ("GitHub refuses the token", "set GITHUB_TOKEN to one that is valid"),
            403: (f"the token may not do this in {repo}", "it needs the permission 'Issues: read and write'"),
            404: (
                f"GitHub knows no repository {repo}, or hides it from this token",
                "check --repo and the token",
            ),
            410: (f"{repo} has its issues switched off", "switch them on, or name another repository"),
        }
        self._client = Client("GitHub", base, headers, secret=token, refused=refused, **timing)
        self._viewer: str | None = None

    def find(self, idents: Set[str], since: dt.date | None) -> Mapping[str, Issue]:
        """The issues that were made for these actions, oldest first. Listed, not searched: search lags
        behind."""
        query = {"state": "all", "sort": "created", "direction": "asc", "per_page": "100"}
        if since is not None:
            query["since"] = f"{since}T00:00:00Z"
        found = []
        for item in self._client.pages(self._path, query):
            ident = marked_ident(item.get("body")) if isinstance(item, dict) else None
            if ident in idents and "pull_request" not in item and self._trusts(item):
                found.append(_issue(str(ident), item))
        return first_of_each(found)

    def create(self, ticket: Ticket) -> Issue:
        """A new issue."""
        payload: dict[str, Any] = {"title": ticket.title[:256], "body": ticket.marked_body}
        if ticket.labels:
            payload["labels"] = list(ticket.labels)
        return _issue(ticket.ident, self._client.post(self._path, payload).data)

    def _trusts(self, item: Mapping[str, Any]) -> bool:
        user = item.get("user") or {}
        if item.get("author_association") in _TRUSTED or user.get("type") == "Bot":
            return True
        if self._viewer is None:
            try:
                self._viewer = str((self._client.get("/user").data or {}).get("login") or "")
            except TrackerError:
                self._viewer = ""  # the token of an app has no user
        return bool(self._viewer) and user.get("login") == self._viewer


def _issue(ident: str, item: Any) -> Issue:
    if not isinstance(item, dict) or "number" not in item:
        raise TrackerError("GitHub sent something else than an issue")
    return Issue(
        ident,
        f"#{item['number']}",
        str(item.get("html_url") or ""),
        closed=item.get("state") == "closed",
        dropped=item.get("state_reason") in ("not_planned", "duplicate"),
        closed_on=read_day(item.get("closed_at")),
    )
