"""`stats`, `recurrence`, `similar` and `audit`."""

from pathlib import Path
import sys
from typing import Annotated

import typer

from pmtool.cli import completing
from pmtool.cli.state import state_of
from pmtool.vocab import FiguresFormat, TableFormat

Services = Annotated[list[str] | None, typer.Option("--service", help="Only this service.")]
Factors = Annotated[list[str] | None, typer.Option("--factor", help="Only with this contributing factor.")]
Severities = Annotated[
    list[str] | None,
    typer.Option("--severity", help="Only this severity.", autocompletion=completing.severities),
]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="Started on or after.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Started on or before.")]

_STATS_EPILOG = """Examples:

  pm stats
  pm stats --by month
  pm stats --service checkout --since 2026-01-01
  pm stats --by factor --format csv

Times run between two named stages; 'missing' counts reviews without one of them. Near misses and hazards are left
aside unless --kind asks for them.
"""


def stats(
    ctx: typer.Context,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            help="month, quarter, service, severity, factor, detected_by, kind or model.",
            metavar="WHAT",
        ),
    ] = None,
    service: Services = None,
    severity: Severities = None,
    factor: Factors = None,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", help="incident, near_miss or hazard (default: incident).")
    ] = None,
    since: Since = None,
    until: Until = None,
    draw: Annotated[
        str, typer.Option("--draw", help="The time to draw: detect, acknowledge, mitigate, resolve or none.")
    ] = "resolve",
    output_format: Annotated[
        FiguresFormat, typer.Option("--format", help="How to print.")
    ] = FiguresFormat.TABLE,
) -> None:
    """Figures: times, who noticed, factors, actions."""
    from pmtool.cli.figuring import StatsFlags, run_stats

    flags = StatsFlags(
        by,
        tuple(service or ()),
        tuple(severity or ()),
        tuple(factor or ()),
        tuple(kind or ()),
        since,
        until,
        draw,
        output_format,
    )
    run_stats(state_of(ctx), flags)


_RECURRENCE_EPILOG = """Examples:

  pm recurrence                                         alarms and the trend of all incidents
  pm recurrence --factor evaluation_gap --service support-assistant
  pm recurrence --split 2026-03-02-refunds/A1           before and after an action took effect
  pm recurrence --factor drift --split 2026-03-02 --exposure decisions

The verdict is one of: fewer, more, cannot tell. Needs SciPy: pip install 'pmtool[stats]'. Methods: docs/statistics.md.
"""


def recurrence(
    ctx: typer.Context,
    factor: Factors = None,
    service: Services = None,
    severity: Severities = None,
    split: Annotated[
        str | None,
        typer.Option("--split", metavar="ACTION|DATE", help="Compare before and after: STEM/A1, or a day."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help="When the observation began (default: first review)."),
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="When it ended (default: today).")
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option(
            "--exposure", metavar="UNIT", help="Count per unit of the exposure file (default: days)."
        ),
    ] = None,
    settle: Annotated[
        int, typer.Option("--settle", metavar="DAYS", help="Days after the split that count on neither side.")
    ] = 0,
    looks: Annotated[
        int, typer.Option("--looks", metavar="N", help="Share the level among N looks planned beforehand.")
    ] = 1,
    output_format: Annotated[TableFormat, typer.Option("--format", help="How to print.")] = TableFormat.TABLE,
) -> None:
    """Whether a problem comes back: fewer, more, or cannot tell."""
    from pmtool.cli.clock import present
    from pmtool.features.recurrence.finding import find_recurrence
    from pmtool.features.recurrence.scope import Asked
    from pmtool.report.recurrence import write_recurrence

    state = state_of(ctx)
    asked = Asked(
        tuple(factor or ()),
        tuple(service or ()),
        tuple(severity or ()),
        since,
        until,
        split,
        unit,
        settle,
        looks,
    )
    found = find_recurrence(state.corpus, state.shelf.facts, asked, present().date())
    write_recurrence(found, output_format, state.style(), sys.stdout)


_SIMILAR_EPILOG = """Examples:

  pm similar 2026-03-02-refunds              earlier reviews like this one
  pm similar certificate expired             reviews that match words, or mean the same
  pm similar 2026-03-02-refunds --all        later ones and those said to be different as well

Remember a verdict in front matter: recurrence_of: [STEM] for the same problem, not_same_as: [STEM] for another one.
"""


def similar(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(metavar="STEM|TEXT...", help="A review, or words.", autocompletion=completing.stems),
    ],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many to show.")] = 5,
    every: Annotated[
        bool, typer.Option("--all", help="Later reviews, and those said to be different, as well.")
    ] = False,
    output_format: Annotated[TableFormat, typer.Option("--format", help="How to print.")] = TableFormat.TABLE,
) -> None:
    """Reviews like one, or that match words, and why.

    Also says which of their actions are unfinished.
    """
    from pmtool.features.similar import find
    from pmtool.report.similar import write_similar

    state = state_of(ctx)
    found = find(state.shelf, words, limit=limit, every=every)
    write_similar(found, output_format, sys.stdout)
    if not found.matches:
        state.say(f"nothing alike among {found.of} reviews")


_AUDIT_EPILOG = """Examples:

  pm audit --incidents incidents.csv
  pm audit --format json

The list has a line for each incident: id, started, severity and, if you like, resolved, services, detected_by, kind,
review. Rules in pm.toml say which ones qualify: pm explain pm.toml. Ends with 1 when something is missing.
"""


def audit(
    ctx: typer.Context,
    incidents: Annotated[
        Path | None,
        typer.Option(
            "--incidents", metavar="FILE", help="A list of incidents, CSV or JSON.", show_default=False
        ),
    ] = None,
    output_format: Annotated[TableFormat, typer.Option("--format", help="How to print.")] = TableFormat.TABLE,
) -> None:
    """Incidents without a review, late reviews, unverified effects."""
    from pmtool.cli.figuring import run_audit

    raise typer.Exit(run_audit(state_of(ctx), incidents, output_format))


def register(app: typer.Typer) -> None:
    """Add the verbs to the program."""
    app.command(epilog=_STATS_EPILOG)(stats)
    app.command(epilog=_RECURRENCE_EPILOG)(recurrence)
    app.command(epilog=_SIMILAR_EPILOG)(similar)
    app.command(epilog=_AUDIT_EPILOG)(audit)
