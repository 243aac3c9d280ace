"""The bodies of `pm actions` and of the commands that change one action."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
import shlex
import sys

import typer

from pmtool.cli.state import State
from pmtool.corpus import Unreadable
from pmtool.errors import PmError
from pmtool.features.actions.choosing import Wanted, checked, grouped, keeps, ordered
from pmtool.features.actions.days import asked_day
from pmtool.features.actions.lifecycle import Step
from pmtool.parse import Document
from pmtool.vocab import ActionsFormat, ExitCode

__all__ = ["ListFlags", "Step", "run_add", "run_list", "run_step", "wanted_rows", "write_change"]


@dataclass(frozen=True)
class ListFlags:
    """The options of `pm actions`. fail_overdue: days, None not to fail."""

    wanted: Wanted
    sort: str
    group: str | None
    format: ActionsFormat
    fail_overdue: int | None = None
    history: bool = False
    summary: bool = False


def wanted_rows(
    owner: Sequence[str] | None,
    state: Sequence[str] | None,
    strength: Sequence[str] | None,
    severity: Sequence[str] | None,
    service: Sequence[str] | None,
    review: Sequence[str] | None,
    *,
    overdue: bool,
    due_before: str | None,
) -> Wanted:
    """The filters of the command line. Raises PmError for what is no date."""
    return Wanted(
        owner=frozenset(owner or ()),
        state=frozenset(state or ()),
        strength=frozenset(strength or ()),
        severity=frozenset(severity or ()),
        service=frozenset(service or ()),
        review=frozenset(review or ()),
        overdue=overdue,
        due_before=asked_day("--due-before", due_before) if due_before else None,
    )


def run_list(state: State, flags: ListFlags) -> ExitCode:
    """Print the rows or the summary; FINDINGS when an action is overdue by more than `fail_overdue` days."""
    from pmtool.cli.clock import present
    from pmtool.features.actions.reading import read_rows
    from pmtool.report.actions import write_actions, write_summary

    if flags.fail_overdue is not None and flags.fail_overdue < 0:
        raise PmError("--fail-overdue takes a number of days, 0 or more")
    today = present().date()
    words = state.config.vocabulary
    wanted = checked(flags.wanted, words)
    unreadable: list[Unreadable] = []
    found = read_rows(state.corpus, today, unreadable.append)
    for item in unreadable:
        typer.echo(f"pm: {item.path}: {item.reason}; its actions are not among these", err=True)
    rows = ordered((row for row in found if keeps(row, wanted)), flags.sort, words)
    groups = grouped(rows, flags.group) if flags.group else [("", rows)]
    if flags.summary:
        from pmtool.features.actions.summary import summarise

        write_summary(summarise(rows), flags.format, sys.stdout)
    else:
        slippage = None
        if flags.history:
            from pmtool.features.actions.slippage import read_slippage

            slippage = read_slippage(state.corpus, today)
            if not slippage.in_git:
                state.say("there is no git repository here, so nothing is known of the past")
            elif slippage.cut:
                state.say(
                    "history is cut off: this clone is shallow; 'git fetch --unshallow' brings the rest"
                )
        write_actions(groups, flags.format, state.style(), sys.stdout, slippage, state.short_names())
        if not rows and flags.format is ActionsFormat.TABLE:
            state.say(f"no action of {len(found)} matches" if found else "there are no actions yet")
    if flags.fail_overdue is None:
        return ExitCode.USAGE if unreadable else ExitCode.CLEAN
    late = [row for row in rows if (row.days_overdue or 0) > flags.fail_overdue]
    if late:
        state.say(
            f"{len(late)} action{'s are' if len(late) > 1 else ' is'} overdue by more than {flags.fail_overdue} days"
        )
    if unreadable:
        return ExitCode.USAGE
    return ExitCode.FINDINGS if late else ExitCode.CLEAN


def run_add(
    state: State, stem: str, text: str, fields: Mapping[str, str | None], *, proposed: bool, dry_run: bool
) -> None:
    """Add an action, print the change and its id."""
    from pmtool.features.actions.adding import add_action
    from pmtool.features.actions.encoding import one_line
    from pmtool.features.actions.finding import find_review
    from pmtool.features.actions.wording import check_fields, suggestion

    given = {name: one_line(value) for name, value in fields.items() if value and value.strip()}
    check_fields(given)
    if proposed:
        given["state"] = "proposed"
    document = find_review(state.corpus, stem)
    after, ident = add_action(document, one_line(text), given)
    write_change(state, document, after, dry_run=dry_run)
    state.say(f"{document.stem}/{ident}" + (" would be added" if dry_run else " was added"))
    hint = suggestion(one_line(text)) if "strength" not in given else None
    if hint:
        state.say(hint)


def run_step(
    state: State,
    ident: str,
    step: Step,
    *,
    dry_run: bool,
    on: str | None = None,
    due: str | None = None,
    effective: bool = True,
    **texts: str,
) -> None:
    """Change one action as the life cycle allows, print the change. Raises PmError where it forbids it."""
    from pmtool.cli.clock import present
    from pmtool.features.actions.changes import Given, change_for
    from pmtool.features.actions.edits import change_action
    from pmtool.features.actions.encoding import one_line
    from pmtool.features.actions.finding import action_id, find_action
    from pmtool.features.actions.lifecycle import refuse

    today = present().date()
    day = asked_day("--on", on) if on else today
    if day > today:
        raise PmError(f"--on {day} is in the future", "record what has happened")
    plain = {name: one_line(value) for name, value in texts.items()}
    for name, value in plain.items():
        if not value and not (step is Step.REOPEN and name == "reason"):
            raise PmError(f"--{name} is empty", "say it in a few words; the next reader has only this")
    document, number = find_action(state.corpus, ident)
    action = document.actions[number]
    refusal = refuse(action, step, day, day_first=document.vocabulary.day_first)
    if refusal is not None:
        raise PmError(f"{action_id(document, number)}: {refusal.reason}", refusal.instead)
    if step is Step.ASSIGN:
        from pmtool.features.actions.wording import check_owner

        check_owner(plain["owner"])
    until = asked_day("--due", due) if due else None
    if until is not None and until <= today:
        raise PmError(f"--due {until} is over already", "give the day to which it is put off")
    if step is Step.DONE:
        plain["evidence"] = _checked_evidence(state, plain["evidence"])
    given = Given(on=day, due=until, effective=effective, **plain)
    after = change_action(document, number, change_for(action, step, given))
    write_change(state, document, after, dry_run=dry_run)
    now = Document(document.path, after, document.vocabulary).actions[number].state
    state.say(f"{action_id(document, number)} {'would be' if dry_run else 'is'} {str(now).replace('_', ' ')}")
    if step is Step.DONE and not dry_run:
        state.say(
            f"whether it works is seen later: pm actions verify {shlex.quote(action_id(document, number))} --note …"
        )
    if step is Step.REOPEN:
        _say_removed(state, document, after, number)


def _say_removed(state: State, document: Document, after: str, number: int) -> None:
    """What a reopened action no longer says, and whether git still has it."""
    from pmtool.features.actions.removals import is_committed, removed_fields

    gone = removed_fields(document, after, number)
    if not gone:
        return
    listed = "; ".join(f"{name}: {value}" for name, value in gone)
    if is_committed(state.corpus, document, number, [name for name, _ in gone]):
        state.say(f"taken out, as it no longer holds: {listed} (git keeps it: the last commit has it)")
    else:
        state.say(
            f"taken out, as it no longer holds: {listed} (not committed: only the lines above still have it)"
        )


def _checked_evidence(state: State, evidence: str) -> str:
    """The evidence, with paths from the root. Refuses what does not exist; says so where it is not merged yet."""
    from dataclasses import replace

    from pmtool.model.evidence import ReferenceKind, Standing
    from pmtool.parse.evidence import read_references

    for reference in list(read_references(evidence)):
        name = reference.name
        standing = state.corpus.standing(reference)
        if standing is Standing.MISSING and reference.kind is ReferenceKind.PATH:
            # A shell completes paths from the working directory.
            here = state.corpus.shown(state.working / name).as_posix()
            found = state.corpus.standing(replace(reference, name=here))
            if found not in (None, Standing.MISSING):
                evidence, name, standing = evidence.replace(name, here, 1), here, found
        if standing is Standing.MISSING:
            what = "commit" if reference.kind is ReferenceKind.COMMIT else "file"
            raise PmError(
                f"--evidence: there is no {what} '{name}' in this repository",
                "paths are relative to the root of the collection or of the repository",
            )
        if standing is Standing.UNTRACKED:
            state.say(f"'{name}' is not in git yet; commit it with the review")
        elif standing in (Standing.PENDING, Standing.STRAY):
            state.say(f"'{name}' is not on {state.corpus.whereabouts.default_branch} yet")
    return evidence


def write_change(state: State, document: Document, after: str, *, dry_run: bool) -> None:
    """Write the new text of a review, unless it is a dry run, and print the change."""
    from pmtool.edit import replace
    from pmtool.features.fixing import unified_diff

    if not dry_run:
        replace(state.corpus.locate(document.path), after, expected=document.text)
    sys.stdout.write(unified_diff(document.path.as_posix(), document.text, after))
