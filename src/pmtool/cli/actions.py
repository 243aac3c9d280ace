"""`actions` and what is done with one: add, accept, start, done, verify, reopen, decline, defer, assign,
export."""

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from pmtool.cli.state import state_of
from pmtool.vocab import ActionsFormat, CsvLayout, ExportFormat

# The mark keeps lines as they are.
_EPILOG = """Examples:

\b
  pm actions --state unfinished --sort due
  pm actions --overdue --group owner
  pm actions --owner support-ml --format json
  pm actions --summary
  pm actions --fail-overdue=14             exit 1 when something is overdue by more than 14 days
  pm actions done 2026-03-02-refunds/A1 --evidence evals/refund_policy.yaml
  pm actions verify 2026-03-02-refunds/A1 --note "no uncited answer in 35 days"

An id is STEM/A1; the stem may be cut as long as it stays unique. STEM/#2 is the second action of a review.
"""


class ActionsGroup(TyperGroup):
    """`pm actions` with options of its own, one of which may stand without its value."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """`--fail-overdue` alone means 0 days."""
        return super().parse_args(
            ctx, ["--fail-overdue=0" if word == "--fail-overdue" else word for word in args]
        )


sub = typer.Typer(
    name="actions",
    cls=ActionsGroup,
    invoke_without_command=True,
    rich_markup_mode=None,
    help="List the corrective actions of the collection, or change one.",
    epilog=_EPILOG,
    subcommand_metavar="[COMMAND] [ARGS]...",
)

Id = Annotated[str, typer.Argument(metavar="ID", help="STEM/A1.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Print the change, write nothing.")]
On = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help="The day of it (default: today).", show_default=False),
]
Owner = Annotated[list[str] | None, typer.Option("--owner", help="Only this owner; 'none' for nobody.")]
StateName = Annotated[
    list[str] | None, typer.Option("--state", help="Only this state; 'unfinished' for all with work left.")
]
Strength = Annotated[
    list[str] | None, typer.Option("--strength", help="stronger, intermediate, weaker or none.")
]
Severity = Annotated[list[str] | None, typer.Option("--severity", help="Only of reviews of this severity.")]
Service = Annotated[list[str] | None, typer.Option("--service", help="Only of reviews of this service.")]
Review = Annotated[
    list[str] | None,
    typer.Option("--review", metavar="STEM", help="Only of this review (or stems that begin so)."),
]
Overdue = Annotated[bool, typer.Option("--overdue", help="Only unfinished ones after their due date.")]
DueBefore = Annotated[
    str | None, typer.Option("--due-before", metavar="DATE", help="Only unfinished ones due before this day.")
]


@sub.callback()
def actions(
    ctx: typer.Context,
    owner: Owner = None,
    overdue: Overdue = False,
    due_before: DueBefore = None,
    state: StateName = None,
    strength: Strength = None,
    service: Service = None,
    severity: Severity = None,
    review: Review = None,
    sort: Annotated[
        str,
        typer.Option(
            "--sort",
            help="due, age, overdue, owner, severity, state, strength or review; - before it reverses.",
        ),
    ] = "due",
    group: Annotated[
        str | None,
        typer.Option("--group", help="owner, review, state, strength, severity, service, aim or factor."),
    ] = None,
    history: Annotated[
        bool, typer.Option("--history", help="Say how due dates and owners moved, from git.")
    ] = False,
    summary: Annotated[bool, typer.Option("--summary", help="One screen of counts instead of rows.")] = False,
    fail_overdue: Annotated[
        int | None,
        typer.Option(
            "--fail-overdue",
            metavar="[=DAYS]",
            help="End with 1 when a listed action is overdue by more than DAYS (0 without a number).",
            show_default=False,
        ),
    ] = None,
    output_format: Annotated[
        ActionsFormat, typer.Option("--format", help="How to print.")
    ] = ActionsFormat.TABLE,
) -> None:
    """List the corrective actions of the collection, or change one."""
    from pmtool.cli.acting import ListFlags, run_list, wanted_rows

    wanted = wanted_rows(
        owner, state, strength, severity, service, review, overdue=overdue, due_before=due_before
    )
    if ctx.invoked_subcommand is not None:
        ctx.meta["pm.actions.wanted"] = wanted
        return
    flags = ListFlags(wanted, sort, group, output_format, fail_overdue, history=history, summary=summary)
    raise typer.Exit(run_list(state_of(ctx), flags))


@sub.command(
    epilog='Example:\n\n  pm actions add 2026-03-02-refunds "Alert when an answer cites no page" --owner ml-platform\n'
)
def add(
    ctx: typer.Context,
    stem: Annotated[str, typer.Argument(metavar="STEM", help="The review.")],
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="What to do: a verb first, and when it is done.")
    ],
    owner: Annotated[str | None, typer.Option("--owner", help="A team or a role.")] = None,
    due: Annotated[str | None, typer.Option("--due", metavar="DATE", help="When it is to be done.")] = None,
    aim: Annotated[
        str | None, typer.Option("--aim", help="prevent, detect, mitigate, respond or learn.")
    ] = None,
    strength: Annotated[
        str | None, typer.Option("--strength", help="stronger, intermediate or weaker.")
    ] = None,
    factor: Annotated[
        str | None, typer.Option("--factor", help="The contributing factor it addresses.")
    ] = None,
    ticket: Annotated[str | None, typer.Option("--ticket", help="Where the work is tracked.")] = None,
    proposed: Annotated[bool, typer.Option("--proposed", help="Not decided yet.")] = False,
    dry_run: DryRun = False,
) -> None:
    """Add an action to a review; prints the change, and its id on stderr."""
    from pmtool.cli.acting import run_add

    fields = {
        "owner": owner,
        "due": due,
        "aim": aim,
        "strength": strength,
        "factor": factor,
        "ticket": ticket,
    }
    run_add(state_of(ctx), stem, text, fields, proposed=proposed, dry_run=dry_run)


@sub.command()
def accept(ctx: typer.Context, ident: Id, dry_run: DryRun = False) -> None:
    """Decide that a proposed action is to be done."""
    from pmtool.cli.acting import Step, run_step

    run_step(state_of(ctx), ident, Step.ACCEPT, dry_run=dry_run)


@sub.command()
def start(ctx: typer.Context, ident: Id, dry_run: DryRun = False) -> None:
    """Say that the work has begun."""
    from pmtool.cli.acting import Step, run_step

    run_step(state_of(ctx), ident, Step.START, dry_run=dry_run)


@sub.command(
    epilog="Example:\n\n  pm actions done 2026-03-02-refunds/A1 --evidence evals/refund_policy.yaml\n"
)
def done(
    ctx: typer.Context,
    ident: Id,
    evidence: Annotated[
        str, typer.Option("--evidence", metavar="PATH|COMMIT|URL", help="What shows that it is in place.")
    ],
    on: On = None,
    dry_run: DryRun = False,
) -> None:
    """Say that an action was carried out, and what shows it. Whether it works is for 'verify', later."""
    from pmtool.cli.acting import Step, run_step

    run_step(state_of(ctx), ident, Step.DONE, on=on, evidence=evidence, dry_run=dry_run)


@sub.command(
    epilog='Example:\n\n  pm actions verify 2026-03-02-refunds/A1 --note "no uncited answer in 35 days"\n'
)
def verify(
    ctx: typer.Context,
    ident: Id,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="What was observed since it was done.")],
    on: On = None,
    not_effective: Annotated[
        bool, typer.Option("--not-effective", help="It was done, and it does not work.")
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """Say what was observed after an action was done: that it works, or that it does not."""
    from pmtool.cli.acting import Step, run_step

    run_step(
        state_of(ctx), ident, Step.VERIFY, on=on, note=note, effective=not not_effective, dry_run=dry_run
    )


@sub.command()
def reopen(
    ctx: typer.Context,
    ident: Id,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why there is work again.")] = "",
    dry_run: DryRun = False,
) -> None:
    """Take up again what was done, declined or found not effective; what was recorded stays in git."""
    from pmtool.cli.acting import Step, run_step

    run_step(state_of(ctx), ident, Step.REOPEN, reason=reason, dry_run=dry_run)


@sub.command()
def decline(
    ctx: typer.Context,
    ident: Id,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why it will not be done.")],
    dry_run: DryRun = False,
) -> None:
    """Decide that an action will not be done, and keep the reason."""
    from pmtool.cli.acting import Step, run_step

    run_step(state_of(ctx), ident, Step.DECLINE, reason=reason, dry_run=dry_run)


@sub.command()
def defer(
    ctx: typer.Context,
    ident: Id,
    due: Annotated[str, typer.Option("--due", metavar="DATE", help="The new date.")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why it has to wait.")],
    dry_run: DryRun = False,
) -> None:
    """Put an action off to a later date, and keep the reason."""
    from pmtool.cli.acting import Step, run_step

    run_step(state_of(ctx), ident, Step.DEFER, due=due, reason=reason, dry_run=dry_run)


@sub.command()
def assign(
    ctx: typer.Context,
    ident: Id,
    owner: Annotated[str, typer.Option("--owner", metavar="NAME", help="A team or a role.")],
    dry_run: DryRun = False,
) -> None:
    """Give an action an owner."""
    from pmtool.cli.acting import Step, run_step

    run_step(state_of(ctx), ident, Step.ASSIGN, owner=owner, dry_run=dry_run)


_EXPORT_EPILOG = """Examples:

\b
  pm actions export --format ics > actions.ics
  pm actions export --format csv --for jira > actions.csv
  pm actions export --format github --repo example/service          commands to read and run
  GITHUB_TOKEN=… pm actions export --format github --repo example/service --send
  GITHUB_TOKEN=… pm actions export --format github --repo example/service --read-back

Nothing is sent without --send. Tokens come from the environment only: GITHUB_TOKEN or GH_TOKEN; GITLAB_TOKEN;
JIRA_TOKEN (with JIRA_USER on Jira Cloud).
"""


@sub.command(epilog=_EXPORT_EPILOG)
def export(
    ctx: typer.Context,
    output_format: Annotated[ExportFormat, typer.Option("--format", help="Where the work is tracked.")],
    ident: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID]...", help="Only these actions; default: all unfinished."),
    ] = None,
    owner: Owner = None,
    state: StateName = None,
    strength: Strength = None,
    service: Service = None,
    severity: Severity = None,
    review: Review = None,
    overdue: Overdue = False,
    due_before: DueBefore = None,
    layout: Annotated[
        CsvLayout, typer.Option("--for", help="Whose importer a CSV file is for.")
    ] = CsvLayout.JIRA,
    repo: Annotated[
        str | None,
        typer.Option(
            "--repo", metavar="NAME", help="OWNER/NAME, GitLab's GROUP/PROJECT, or Jira's project key."
        ),
    ] = None,
    url: Annotated[
        str | None,
        typer.Option("--url", metavar="URL", help="The server, where it is not github.com or gitlab.com."),
    ] = None,
    label: Annotated[
        list[str] | None,
        typer.Option("--label", metavar="NAME", help="A label for new issues; repeat for more."),
    ] = None,
    send: Annotated[
        bool, typer.Option("--send", help="Create the issues that are not there yet, through the API.")
    ] = False,
    read_back: Annotated[
        bool, typer.Option("--read-back", help="Read the issues' state and mark what was closed as done.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here instead of stdout.")
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Hand actions on to a calendar, a table or an issue tracker."""
    from pmtool.cli.acting import wanted_rows
    from pmtool.cli.exporting import ExportFlags, run_export

    wanted = wanted_rows(
        owner, state or ([] if ident else ["unfinished"]), strength, severity, service, review,
        overdue=overdue, due_before=due_before,
    )  # fmt: skip
    flags = ExportFlags(
        output_format, layout, wanted, tuple(ident or ()), repo, url, tuple(label or ()), output,
        send=send, read_back=read_back, dry_run=dry_run,
    )  # fmt: skip
    raise typer.Exit(run_export(state_of(ctx), flags))


def register(app: typer.Typer) -> None:
    """Add the verb to the program."""
    app.add_typer(sub)
