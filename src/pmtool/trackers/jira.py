"""Issues of a Jira project, through the REST API: version 2 of a server, with the search of version 3 in
the cloud."""

from base64 import b64encode
from collections.abc import Iterator, Mapping, Set
import datetime as dt
import re
from typing import Any
from urllib.parse import urlsplit

from pmtool.errors import PmError
from pmtool.trackers.http import Client, TrackerError
from pmtool.trackers.issues import Issue, Ticket, first_of_each, read_day

# Jira has no comments that readers do not see; labels carry the mark.
LABEL = "pm-action"
_OWN = "pm:"
_FIELDS = "labels,status,resolution,resolutiondate"
_DROPPED = re.compile(r"won'?t|duplicate|cannot|declined|invalid|cancel", re.IGNORECASE)


class Jira:
    """A project. repo: its key; base: of the server. user: of the token in the cloud, empty for a bearer
    token."""

    def __init__(
        self, repo: str, token: str, base: str, *, user: str = "", cloud: bool | None = None, **timing: Any
    ) -> None:
        if not re.fullmatch(r"[A-Z][A-Z0-9_]{1,30}", repo):
            raise PmError(f"--repo '{repo}' is no key of a Jira project", "write it as it is in issues: OPS")
        self._project = repo
        self._base = base.rstrip("/")
        host = urlsplit(base).hostname or ""
        self._cloud = host.endswith(".atlassian.net") if cloud is None else cloud
        basic = b64encode(f"{user}:{token}".encode()).decode()
        headers = {"Authorization": f"Basic {basic}" if user else f"Bearer {token}"}
        refused = {
            401: ("Jira refuses the token", "set JIRA_TOKEN, and JIRA_USER on Jira Cloud"),
            403: (f"the token may not do this in {repo}", "it needs to browse the project and create issues"),
            404: (f"there is no Jira at {base}, or no project {repo}", "check --url and --repo"),
        }
        self._client = Client("Jira", base, headers, secret=token, refused=refused, **timing)

    def find(self, idents: Set[str], since: dt.date | None) -> Mapping[str, Issue]:
        """The issues that were made for these actions, oldest first."""
        jql = f'project = "{self._project}" AND labels = "{LABEL}"'
        if since is not None:
            jql += f' AND created >= "{since}"'
        found = []
        for item in self._search(f"{jql} ORDER BY created ASC"):
            labels = (item.get("fields") or {}).get("labels") or []
            own = [label.removeprefix(_OWN) for label in labels if str(label).startswith(_OWN)]
            found += [self._issue(ident, item) for ident in own if ident in idents]
        return first_of_each(found)

    def create(self, ticket: Ticket) -> Issue:
        """A new issue of the type Task."""
        fields: dict[str, Any] = {
            "project": {"key": self._project},
            "issuetype": {"name": "Task"},
            "summary": ticket.title[:255],
            "description": ticket.body,
            "labels": [LABEL, f"{_OWN}{ticket.ident}", *(label.replace(" ", "-") for label in ticket.labels)],
        }
        if ticket.due is not None:
            fields["duedate"] = ticket.due.isoformat()
        return self._issue(ticket.ident, self._client.post("/rest/api/2/issue", {"fields": fields}).data)

    def _search(self, jql: str) -> Iterator[Mapping[str, Any]]:
        query = {"jql": jql, "fields": _FIELDS, "maxResults": "100"}
        read = 0
        while True:
            path = "/rest/api/3/search/jql" if self._cloud else "/rest/api/2/search"
            data = self._client.get(path, query).data
            if not isinstance(data, dict) or not isinstance(data.get("issues"), list):
                raise TrackerError("Jira sent something else than the result of a search")
            yield from (item for item in data["issues"] if isinstance(item, dict))
            read += len(data["issues"])
            if self._cloud:
                following = data.get("nextPageToken")
                if not following or data.get("isLast"):
                    return
                query["nextPageToken"] = str(following)
            else:
                if not data["issues"] or read >= int(data.get("total") or 0):
                    return
                query["startAt"] = str(read)

    def _issue(self, ident: str, item: Any) -> Issue:
        if not isinstance(item, dict) or "key" not in item:
            raise TrackerError("Jira sent something else than an issue")
        fields = item.get("fields") or {}
        category = ((fields.get("status") or {}).get("statusCategory") or {}).get("key")
        resolution = str((fields.get("resolution") or {}).get("name") or "")
        return Issue(
            ident,
            str(item["key"]),
            f"{self._base}/browse/{item['key']}",
            closed=category == "done",
            dropped=bool(_DROPPED.search(resolution)),
            closed_on=read_day(fields.get("resolutiondate")),
        )
