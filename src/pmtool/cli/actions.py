"""`actions`: the list, and `export`; what is done with one action is in `stepping`."""

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from pmtool.cli import completing, stepping
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

DryRun = Annotated[bool, typer.Option("--dry-run", help="Print the change, write nothing.")]
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
    typer.Option(
        "--review",
        metavar="STEM",
        help="Only of this review (or stems that begin so).",
        autocompletion=completing.stems,
    ),
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


stepping.register(sub)

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
        typer.Argument(
            metavar="[ID]...",
            help="Only these actions; default: all unfinished.",
            autocompletion=completing.actions,
        ),
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
