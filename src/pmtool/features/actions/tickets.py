"""Actions as issues: title, body, labels; and the shell commands that would make them."""

from collections.abc import Iterable, Sequence
import shlex

from pmtool.features.actions.rows import ActionRow
from pmtool.trackers.issues import Ticket


def ticket_for(row: ActionRow, labels: Sequence[str] = ()) -> Ticket:
    """The issue of an action. Comments in its text cannot end the body early or pose as the marker."""
    lines = [
        _plain(row.text),
        "",
        f"From the post-mortem {row.review} ({row.path.as_posix()}, line {row.line}).",
    ]
    facts = [
        ("owner", row.get("owner")),
        ("due", row.due.isoformat() if row.due else row.get("due")),
        ("aim", row.get("aim")),
        ("strength", row.get("strength")),
        ("contributing factor", row.get("factor")),
        ("severity of the review", row.severity),
    ]
    given = [f"- {name}: {_plain(value)}" for name, value in facts if value]
    if given:
        lines += ["", *given]
    lines += ["", "Done means that there is evidence: a path, a commit or an address that shows it."]
    return Ticket(row.id, _plain(row.text), "\n".join(lines), row.due, tuple(labels))


def has_own_id(row: ActionRow) -> bool:
    """Whether the action has an id of its own, by which an issue can be found again when others are added."""
    return not row.id.rpartition("/")[2].startswith("#")


def _plain(text: str) -> str:
    """One line without control characters, and without what would be a comment in Markdown."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line.replace("<!--", "&lt;!--").replace("-->", "--&gt;")


def github_commands(tickets: Iterable[Ticket], repo: str | None) -> list[str]:
    """`gh issue create` for each; safe for a POSIX shell whatever the text holds."""
    return [
        _command(
            "gh issue create", [("repo", repo), ("title", ticket.title), ("body", ticket.marked_body)], ticket
        )
        for ticket in tickets
    ]


def gitlab_commands(tickets: Iterable[Ticket], repo: str | None) -> list[str]:
    """`glab issue create` for each; safe for a POSIX shell whatever the text holds."""
    made = []
    for ticket in tickets:
        due = ticket.due.isoformat() if ticket.due else None
        options = [
            ("repo", repo),
            ("title", ticket.title),
            ("description", ticket.marked_body),
            ("due-date", due),
        ]
        made.append(_command("glab issue create --yes", options, ticket))
    return made


def jira_commands(tickets: Iterable[Ticket], repo: str | None) -> list[str]:
    """`jira issue create` (ankitpokhrel/jira-cli) for each; safe for a POSIX shell whatever the text
    holds."""
    made = []
    for ticket in tickets:
        options = [("project", repo), ("type", "Task"), ("summary", ticket.title), ("body", ticket.body)]
        command = _command("jira issue create --no-input", options, ticket)
        made.append(
            f"{command} --label={shlex.quote('pm-action')} --label={shlex.quote(f'pm:{ticket.ident}')}"
        )
    return made


def _command(start: str, options: Sequence[tuple[str, str | None]], ticket: Ticket) -> str:
    # `--name=value` keeps a value that begins with a dash from being taken for an option.
    parts = [f"--{name}={shlex.quote(value)}" for name, value in options if value]
    parts += [f"--label={shlex.quote(label)}" for label in ticket.labels]
    return " ".join([start, *parts])
