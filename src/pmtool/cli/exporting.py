"""The body of `pm actions export`: to a file or stdout, and, when asked, to a tracker and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
import os
from pathlib import Path
import re
import sys

from pmtool.cli.clock import present
from pmtool.cli.state import State
from pmtool.errors import PmError
from pmtool.features.actions.choosing import Wanted, checked, keeps, ordered
from pmtool.features.actions.rows import ActionRow
from pmtool.trackers.issues import Issue, Tracker
from pmtool.vocab import CsvLayout, ExitCode, ExportFormat

_TRACKERS = (ExportFormat.GITHUB, ExportFormat.GITLAB, ExportFormat.JIRA)


@dataclass(frozen=True)
class ExportFlags:
    """The options of `pm actions export`."""

    format: ExportFormat
    layout: CsvLayout
    wanted: Wanted
    ids: tuple[str, ...]
    repo: str | None
    url: str | None
    labels: tuple[str, ...]
    output: Path | None
    send: bool = False
    read_back: bool = False
    dry_run: bool = False


def run_export(state: State, flags: ExportFlags) -> ExitCode:
    """Write what was asked for; talk to a tracker only with `--send` or `--read-back`."""
    online = flags.send or flags.read_back
    if online and flags.format not in _TRACKERS:
        raise PmError("--send and --read-back go with --format github, gitlab or jira")
    if online and flags.output is not None:
        raise PmError("--output goes with what is printed, not with --send or --read-back")
    rows = _rows(state, flags)
    if flags.format in _TRACKERS:
        rows = _with_ids(state, rows)
    if online:
        return _online(state, flags, rows)
    text = _text(state, flags, rows)
    if flags.output is None:
        # Line ends of calendars and CSV files are CRLF on every system.
        sys.stdout.flush()
        buffer = getattr(sys.stdout, "buffer", None)
        if buffer is not None:
            buffer.write(text.encode("utf-8", "replace"))
            buffer.flush()
        else:
            sys.stdout.write(text)
    else:
        _save(state.working / flags.output, text)
    return ExitCode.CLEAN


def _save(path: Path, text: str) -> None:
    from pmtool.edit import create, replace

    if path.exists():
        replace(path, text)
    else:
        create(path, text)


def _rows(state: State, flags: ExportFlags) -> list[ActionRow]:
    from pmtool.features.actions.finding import action_id, find_action
    from pmtool.features.actions.reading import read_rows

    words = state.config.vocabulary
    wanted = checked(flags.wanted, words)
    asked = {action_id(*find_action(state.corpus, ident)) for ident in flags.ids}
    rows = [
        row
        for row in read_rows(state.corpus, present().date())
        if keeps(row, wanted) and (not asked or row.id in asked)
    ]
    return ordered(rows, "due", words)


def _with_ids(state: State, rows: Sequence[ActionRow]) -> list[ActionRow]:
    from pmtool.features.actions.tickets import has_own_id

    kept = [row for row in rows if has_own_id(row)]
    if len(kept) < len(rows):
        state.say(
            f"{len(rows) - len(kept)} actions have no id and are left out; "
            "write **A1** before the text, so that their issues can be found again"
        )
    return kept


def _text(state: State, flags: ExportFlags, rows: Sequence[ActionRow]) -> str:
    from pmtool.features.actions import tickets

    match flags.format:
        case ExportFormat.ICS:
            from pmtool.features.actions.calendar import calendar_text

            undated = sum(row.due is None for row in rows)
            if undated:
                state.say(f"{undated} of {len(rows)} actions have no due date and are not in the calendar")
            return calendar_text(rows, present())
        case ExportFormat.CSV:
            from pmtool.features.actions.spreadsheet import csv_text

            return csv_text(rows, flags.layout, flags.labels)
        case ExportFormat.JSON:
            import json

            return json.dumps([row.as_json() for row in rows], indent=2, ensure_ascii=False) + "\n"
        case ExportFormat.GITHUB:
            make = tickets.github_commands
        case ExportFormat.GITLAB:
            make = tickets.gitlab_commands
        case ExportFormat.JIRA:
            make = tickets.jira_commands
    made = make([tickets.ticket_for(row, flags.labels) for row in rows], flags.repo)
    return "".join(f"{command}\n" for command in made)


# -- trackers


def _online(state: State, flags: ExportFlags, rows: Sequence[ActionRow]) -> ExitCode:
    from pmtool.features.actions.syncing import Sent, oldest, outcomes, send

    tracker = _tracker(state, flags)
    issues: dict[str, Issue] = {}

    def told(sent: Sent) -> None:
        if sent.issue is None:
            sys.stdout.write(f"{sent.ident} would be created\n")
            return
        issues[sent.ident] = sent.issue
        done = "created" if sent.created else "there already"
        sys.stdout.write(f"{sent.ident} {sent.issue.url or sent.issue.name} {done}\n")

    if flags.send:
        send(tracker, rows, flags.labels, dry_run=flags.dry_run, told=told)
    if flags.read_back:
        if not flags.send:
            issues.update(tracker.find({row.id for row in rows}, oldest(rows)))
        for outcome in outcomes(rows, issues):
            name = outcome.issue.url or outcome.issue.name
            if outcome.close:
                _close(state, outcome.row, outcome.issue, dry_run=flags.dry_run)
            else:
                state.say(f"{outcome.row.id}: {name} {outcome.remark}")
        if not issues:
            state.say(f"no issue was found for any of {len(rows)} actions")
    return ExitCode.CLEAN


def _close(state: State, row: ActionRow, issue: Issue, *, dry_run: bool) -> None:
    """Mark an action as done whose issue was closed; the issue is the evidence where there is no other."""
    from pmtool.cli.acting import write_change
    from pmtool.features.actions.changes import Given, change_for
    from pmtool.features.actions.edits import change_action
    from pmtool.features.actions.finding import find_action
    from pmtool.features.actions.lifecycle import Step

    document, number = find_action(state.corpus, row.id)
    action = document.actions[number]
    evidence = action.get("evidence") or issue.url or issue.name
    given = Given(on=issue.closed_on or present().date(), evidence=evidence)
    try:
        after = change_action(document, number, change_for(action, Step.DONE, given))
    except PmError as error:
        state.say(f"{row.id}: {issue.url or issue.name} is closed, but {error.message}")
        return
    write_change(state, document, after, dry_run=dry_run)
    state.say(f"{row.id} {'would be' if dry_run else 'is'} done: {issue.url or issue.name} was closed")


def _tracker(state: State, flags: ExportFlags) -> Tracker:
    repo = flags.repo or _repo_of_remote(state, flags)
    if flags.format is ExportFormat.GITHUB:
        from pmtool.trackers.github import GitHub

        base = flags.url or os.environ.get("GITHUB_API_URL") or "https://api.github.com"
        return GitHub(repo, _token("GITHUB_TOKEN", "GH_TOKEN"), base)
    if flags.format is ExportFormat.GITLAB:
        from pmtool.trackers.gitlab import GitLab

        base = flags.url or os.environ.get("CI_SERVER_URL") or "https://gitlab.com"
        return GitLab(repo, _token("GITLAB_TOKEN"), base)
    from pmtool.trackers.jira import Jira

    url = flags.url or os.environ.get("JIRA_URL")
    if not url:
        raise PmError("Jira needs the address of its server", "give it with --url, or in JIRA_URL")
    return Jira(repo, _token("JIRA_TOKEN"), url, user=os.environ.get("JIRA_USER", "").strip())


def _token(*names: str) -> str:
    """The token from the environment. Raises PmError where there is none, or one that no header can carry."""
    for name in names:
        token = os.environ.get(name, "").strip()
        if token:
            if not token.isascii() or not token.isprintable() or " " in token:
                raise PmError(f"{name} holds characters that no token has", "set it again")
            return token
    raise PmError(
        f"--send and --read-back need a token in {' or '.join(names)}", "it is read from nowhere else"
    )


_REMOTE = re.compile(r"(?:[a-z+]+://)?(?:[^@/\s]+@)?([^:/\s]+)(?::\d+)?[:/](.+?)(?:\.git)?/?\Z")


def _repo_of_remote(state: State, flags: ExportFlags) -> str:
    """The repository that `origin` names, if it is one of the tracker's."""
    from pmtool import git

    found = _REMOTE.match(git.remote_url(state.corpus.root) or "")
    hosts: Mapping[ExportFormat, str] = {ExportFormat.GITHUB: "github", ExportFormat.GITLAB: "gitlab"}
    wanted = hosts.get(flags.format)
    if found is not None and wanted is not None and wanted in found[1]:
        state.say(f"the repository is {found[2]} (from the remote)")
        return found[2]
    raise PmError(
        "name the repository or project with --repo", "OWNER/NAME, GROUP/PROJECT, or Jira's project key"
    )
