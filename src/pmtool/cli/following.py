"""`list` and `show`."""

import sys
from typing import Annotated

import typer

from pmtool.cli import completing
from pmtool.cli.state import state_of
from pmtool.vocab import TableFormat


def list_reviews(
    ctx: typer.Context,
    status: Annotated[
        list[str] | None,
        typer.Option("--status", help="Only reviews with this status.", autocompletion=completing.statuses),
    ] = None,
    severity: Annotated[
        list[str] | None,
        typer.Option("--severity", help="Only this severity.", autocompletion=completing.severities),
    ] = None,
    service: Annotated[list[str] | None, typer.Option("--service", help="Only this service.")] = None,
    kind: Annotated[list[str] | None, typer.Option("--kind", help="incident, near_miss or hazard.")] = None,
    factor: Annotated[
        list[str] | None, typer.Option("--factor", help="Only with this contributing factor.")
    ] = None,
    tag: Annotated[list[str] | None, typer.Option("--tag", help="Only with this tag.")] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DATE", help="Started on or after.")] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="Started on or before.")
    ] = None,
    open_actions: Annotated[
        bool, typer.Option("--open-actions", help="Only with actions still open.")
    ] = False,
    sort: Annotated[
        str, typer.Option("--sort", help="date, severity, status, title or open; - before it reverses.")
    ] = "date",
    output_format: Annotated[TableFormat, typer.Option("--format", help="How to print.")] = TableFormat.TABLE,
) -> None:
    """List the reviews of the collection."""
    from pmtool.features import listing
    from pmtool.report.reviews import write_reviews

    wanted = listing.Filters(
        status=frozenset(status or ()),
        severity=frozenset(severity or ()),
        service=frozenset(service or ()),
        kind=frozenset(kind or ()),
        factor=frozenset(factor or ()),
        tag=frozenset(tag or ()),
        since=since,
        until=until,
        open_actions=open_actions,
    )
    state = state_of(ctx)
    rows = listing.list_rows(state.corpus, wanted, sort)
    write_reviews(rows, output_format, state.style(), sys.stdout, state.short_names())
    if not rows and output_format is TableFormat.TABLE:
        count = len(state.corpus.files)
        state.say(
            f"none of {count} {'review' if count == 1 else 'reviews'} matches"
            if count
            else 'there are no reviews yet; start one with: pm new "What happened, in a line"'
        )


def register(app: typer.Typer) -> None:
    """Add the verbs to the program."""
    from pmtool.cli import showing

    app.command(epilog=showing.EPILOG)(showing.show)
    app.command(
        "list",
        epilog="Examples:\n\n  pm list --status draft\n  pm list --severity sev1 --sort -date\n  pm list --format json\n",
    )(list_reviews)
