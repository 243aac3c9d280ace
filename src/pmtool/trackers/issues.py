"""What goes to a tracker and what comes back."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
import datetime as dt
import re
from typing import Protocol

_MARK = re.compile(r"<!-- pm:action ([^\s<>]{1,300}) -->\s*\Z")


@dataclass(frozen=True, slots=True)
class Ticket:
    """An issue to be made for an action. ident: its whole id; body: Markdown without the marker."""

    ident: str
    title: str
    body: str
    due: dt.date | None = None
    labels: tuple[str, ...] = ()

    @property
    def marked_body(self) -> str:
        """The body with the marker by which the issue is found again, invisible to readers."""
        return f"{self.body.rstrip()}\n\n<!-- pm:action {self.ident} -->\n"


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue as the tracker has it. name: `#12`, `OPS-7`. dropped: closed without being done."""

    ident: str
    name: str
    url: str
    closed: bool = False
    dropped: bool = False
    closed_on: dt.date | None = None


class Tracker(Protocol):
    """One project of one tracker."""

    def find(self, idents: Set[str], since: dt.date | None) -> Mapping[str, Issue]:
        """The issues that were made for these actions, by id. since: none of them is older."""
        ...

    def create(self, ticket: Ticket) -> Issue:
        """A new issue. Raises UncertainError where it may or may not have been made."""
        ...


def marked_ident(body: str | None) -> str | None:
    """The id of the action that an issue was made for; only a marker at the very end counts."""
    found = _MARK.search(body or "")
    return found[1] if found else None


def read_day(text: object) -> dt.date | None:
    """The day of a timestamp of an API."""
    try:
        return dt.date.fromisoformat(str(text)[:10])
    except ValueError:
        return None


def first_of_each(issues: Sequence[Issue]) -> dict[str, Issue]:
    """By id; of two issues for one action the first one counts."""
    found: dict[str, Issue] = {}
    for issue in issues:
        found.setdefault(issue.ident, issue)
    return found
