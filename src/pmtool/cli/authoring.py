"""`init`, `new`."""

from pathlib import Path
from typing import Annotated

import typer

from pmtool.cli import completing
from pmtool.cli.state import state_of
from pmtool.vocab import CiChoice

_NEW_EPILOG = """Examples:

  pm new "Checkout rejected every second card"
  pm new "Assistant quoted an old refund policy" --template ai-incident --severity sev2 --service assistant
  pm new "Nightly export ran twice" --template data --started "2026-03-02 09:10" --edit
  pm new "Assistant quoted an old policy" --system support-assistant
  pm new "Login slow" --set times.detected=2026-03-02T09:20:00Z --set "tags=[login, cache]"
"""

_INIT_EPILOG = """Examples:

  pm init                          what is missing here: pm.toml, the directory, CI, templates, a commit hook
  pm init --dry-run                only show it
  pm init --dir docs/incidents     adopt or make this directory
  pm init --ci gitlab
  pm init --ai                     for teams that run AI: policy, systems.yaml, a template of their own
"""


def new(
    ctx: typer.Context,
    title: Annotated[
        list[str] | None,
        typer.Argument(metavar="TITLE", help="What happened, in a line.", show_default=False),
    ] = None,
    template: Annotated[
        str,
        typer.Option(
            "--template",
            "-t",
            metavar="NAME",
            help="incident, ai-incident, near-miss, security, data, short, or one of yours.",
            autocompletion=completing.templates,
        ),
    ] = "incident",
    severity: Annotated[
        str | None,
        typer.Option(
            "--severity",
            metavar="LEVEL",
            help="A level of your scale, or a word for one.",
            autocompletion=completing.severities,
        ),
    ] = None,
    service: Annotated[
        list[str] | None,
        typer.Option("--service", metavar="NAME", help="An affected service; repeat for more."),
    ] = None,
    system: Annotated[
        str | None,
        typer.Option("--system", metavar="NAME", help="An AI system of systems.yaml; copies its record."),
    ] = None,
    started: Annotated[
        str | None,
        typer.Option("--started", metavar="TIME", help="When it began: a date or a time; dates the file."),
    ] = None,
    slug: Annotated[
        str | None,
        typer.Option("--slug", metavar="WORDS", help="Words for the file name (default: from the title)."),
    ] = None,
    values: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="Any other front-matter key; repeat for more."),
    ] = None,
    edit: Annotated[bool, typer.Option("--edit", "-e", help="Open it in $VISUAL or $EDITOR.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the review, write nothing.")] = False,
    list_templates: Annotated[bool, typer.Option("--list-templates", help="List the templates.")] = False,
) -> None:
    """Start a review from a template; prints its path."""
    from pmtool.cli.writing import NewFlags, run_list_templates, run_new

    state = state_of(ctx)
    if list_templates:
        run_list_templates(state)
        return
    flags = NewFlags(
        template,
        severity,
        tuple(service or ()),
        started,
        slug,
        tuple(values or ()),
        system,
        edit=edit,
        dry_run=dry_run,
    )
    run_new(state, " ".join(title) if title else None, flags)


def init(
    ctx: typer.Context,
    directory: Annotated[
        Path | None,
        typer.Option("--dir", metavar="DIR", help="Where reviews lie (default: found, else postmortems)."),
    ] = None,
    ci: Annotated[
        CiChoice | None,
        typer.Option("--ci", help="Where checks run (default: found from the remote).", show_default=False),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be written, write nothing.")
    ] = False,
    ai: Annotated[
        bool, typer.Option("--ai", help="Also a policy, an inventory of AI systems, and a template.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there and differ.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before writing.")] = False,
) -> None:
    """Prepare a repository; run it again to add what is missing.

    Writes the configuration, the directory with a README, the CI job, the pull-request template and the
    commit hook. What differs from them is kept.
    """
    from pmtool.cli.preparing import run_init

    run_init(state_of(ctx), directory, ci, ai=ai, dry_run=dry_run, force=force, yes=yes)


def register(app: typer.Typer) -> None:
    """Add the verbs to the program."""
    app.command(epilog=_INIT_EPILOG)(init)
    app.command(epilog=_NEW_EPILOG)(new)
