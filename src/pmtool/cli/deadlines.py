"""`clock`, and `clock report`."""

from pathlib import Path
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from pmtool.cli.state import state_of
from pmtool.vocab import ClockFormat, ReportPhase

if TYPE_CHECKING:
    from pmtool.cli.state import State

_EPILOG = """Examples:

  pm clock                                  what runs, in all reviews; what ends first comes first
  pm clock 2026-03-02-refunds --all         one review, closed clocks included
  pm clock --regime gdpr --format ics > clocks.ics
  pm clock --list                           the table: what starts each clock, how long it runs
  pm clock report 2026-03-02-refunds --to gdpr

Deadlines are computed from times.aware (else times.detected) and the entries under reporting. Not legal advice.
"""


class ClockGroup(TyperGroup):
    """`pm clock STEM` beside `pm clock report`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Words before the first option that name no command are reviews."""
        given: list[str] = []
        while args and not args[0].startswith("-") and args[0] not in self.commands:
            given += ["--review", args[0]]
            args = args[1:]
        return super().parse_args(ctx, [*given, *args])


sub = typer.Typer(
    name="clock",
    cls=ClockGroup,
    invoke_without_command=True,
    rich_markup_mode=None,
    epilog=_EPILOG,
    subcommand_metavar="[STEM]... | COMMAND [ARGS]...",
)


@sub.callback()
def clock(
    ctx: typer.Context,
    review: Annotated[
        list[str] | None, typer.Option("--review", metavar="STEM", help="Only this review; repeat for more.")
    ] = None,
    regime: Annotated[
        list[str] | None,
        typer.Option("--regime", metavar="NAME", help="Only this regime or clock; repeat for more."),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Closed clocks as well.")] = False,
    table: Annotated[bool, typer.Option("--list", help="List the clocks that there are.")] = False,
    output_format: Annotated[ClockFormat, typer.Option("--format", help="How to print.")] = ClockFormat.TABLE,
) -> None:
    """Show legal and contractual deadlines, and the time left."""
    if ctx.invoked_subcommand is not None:
        return
    state = state_of(ctx)
    if table:
        from pmtool.features.cataloguing import clocks_page
        from pmtool.report.page import write_page
        from pmtool.rules.deadlines import table_of

        write_page(clocks_page(table_of(state.config), None), state.style(), sys.stdout)
        return
    _show(state, review or [], regime or [], output_format, everything=everything)


def _show(
    state: "State", reviews: list[str], regimes: list[str], chosen: ClockFormat, *, everything: bool
) -> None:
    from pmtool.cli.clock import present
    from pmtool.features import clocks
    from pmtool.rules.deadlines import table_of

    config, now = state.config, present()
    all_rows = clocks.clock_rows(clocks.documents_of(state.corpus, reviews), config, now)
    rows = clocks.chosen(all_rows, config, regimes=regimes, everything=everything)
    if chosen is ClockFormat.JSON:
        from pmtool.report.table import write_json

        write_json([clocks.as_json(row, config) for row in rows], sys.stdout)
    elif chosen is ClockFormat.ICS:
        sys.stdout.write(clocks.calendar_text(rows, config, now))
    else:
        from pmtool.report.clocks import write_clocks

        write_clocks(rows, table_of(config).version, state.style(), sys.stdout, state.short_names())
        closed = sum(not row.open for row in all_rows)
        if not rows:
            more = f"; {closed} closed: pm clock --all" if closed and not everything else ""
            state.say(f"no clock runs{more}")


@sub.command(epilog="Example:\n\n  pm clock report 2026-03-02-refunds --to gdpr > notification.md\n")
def report(
    ctx: typer.Context,
    stem: Annotated[str, typer.Argument(metavar="STEM", help="The review.")],
    to: Annotated[
        str,
        typer.Option("--to", metavar="REGIME", help="euaia, gdpr, dora, nis2, sec, or one of your clocks."),
    ],
    phase: Annotated[
        ReportPhase | None,
        typer.Option("--phase", help="Default: the first that is not submitted.", show_default=False),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here instead of stdout.")
    ] = None,
) -> None:
    """Fill the skeleton of a report from the review; lists what is still unknown."""
    from pmtool.cli.clock import present
    from pmtool.features.clock_reports import report as make_report
    from pmtool.features.clocks import documents_of

    state = state_of(ctx)
    document = next(iter(documents_of(state.corpus, [stem])))
    made = make_report(document, to, str(phase) if phase else None, state.config, present())
    if output is not None:
        from pmtool import edit

        path = state.working / output
        edit.create(path, made.text)
        typer.echo(output.as_posix())
    else:
        sys.stdout.write(made.text)
    if made.unknown:
        state.say(f"{len(made.unknown)} still unknown: {'; '.join(made.unknown)}")


def register(app: typer.Typer) -> None:
    """Add the verb to the program."""
    app.add_typer(sub)
