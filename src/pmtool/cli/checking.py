"""`lint`, `explain`, `schema`."""

from pathlib import Path
import sys
from typing import Annotated

import typer

from pmtool.cli import completing
from pmtool.cli.state import state_of
from pmtool.vocab import OutputFormat

_LINT_EPILOG = """Examples:

  pm lint                                  the whole collection
  pm lint postmortems/2026-03-02-x.md      one review
  pm lint --select blame docs/             language only, in any Markdown
  pm lint --fix --diff                     show the safe fixes, change nothing
  pm lint --changed-lines --base main      only what this branch adds or edits
  pm lint --write-baseline                 accept what is there; from now on only new findings
  pm lint --output sarif=pm.sarif --output markdown=comment.md
  git show HEAD:x.md | pm lint - --stdin-filename x.md
"""


def lint(
    ctx: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATHS]...", help="Files, directories, or - for stdin; default: the collection."
        ),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="NAMES",
            envvar="PM_SELECT",
            help="Only these bundles, rules or severities.",
            autocompletion=completing.rules,
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(
            "--ignore",
            metavar="NAMES",
            envvar="PM_IGNORE",
            help="Leave these out.",
            autocompletion=completing.rules,
        ),
    ] = None,
    fail_on: Annotated[
        str | None,
        typer.Option(
            "--fail-on", metavar="SEVERITY", envvar="PM_FAIL_ON", help="error, or warning (the default)."
        ),
    ] = None,
    output_format: Annotated[
        OutputFormat, typer.Option("--format", envvar="PM_FORMAT", help="How to print findings.")
    ] = OutputFormat.AUTO,
    output: Annotated[
        list[str] | None,
        typer.Option(
            "--output", metavar="FORMAT=FILE", help="Also write findings to a file; may be repeated."
        ),
    ] = None,
    stdin_filename: Annotated[
        str | None, typer.Option("--stdin-filename", metavar="NAME", help="What stdin is called, with -.")
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Apply the fixes that keep the meaning.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Print the fixes as a diff; change nothing.")] = False,
    changed: Annotated[
        bool, typer.Option("--changed", help="Only files changed since the base, uncommitted edits included.")
    ] = False,
    changed_lines: Annotated[
        bool, typer.Option("--changed-lines", help="Only findings on lines changed since the base.")
    ] = False,
    base: Annotated[
        str | None,
        typer.Option(
            "--base",
            metavar="REF",
            help="What to compare with; default: PM_BASE, the CI's, the default branch.",
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option("--baseline", metavar="FILE", help="Leave out the findings that this file accepts."),
    ] = None,
    write_baseline: Annotated[
        bool, typer.Option("--write-baseline", help="Accept all findings of this run in the baseline.")
    ] = False,
    force_exclude: Annotated[
        bool,
        typer.Option("--force-exclude", help="Leave out named files that are no reviews; for commit hooks."),
    ] = False,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="End with 0 in spite of findings.")] = False,
) -> None:
    """Check front matter, structure, times, actions and language.

    Ends with 0 when nothing is found, 1 with findings from --fail-on up, 2 when a file could not be read.
    """
    from pmtool.cli.linting import LintFlags, run_lint
    from pmtool.cli.narrowing import Narrow

    flags = LintFlags(
        select or [],
        ignore or [],
        fail_on,
        output_format,
        stdin_filename,
        output or [],
        fix,
        diff,
        exit_zero,
        Narrow(changed, changed_lines, base, baseline, write_baseline, force_exclude),
    )
    raise typer.Exit(run_lint(state_of(ctx), paths or [], flags))


def explain(
    ctx: typer.Context,
    name: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME]...",
            help="A rule, bundle, factor class, clock, term, or pm.toml; none: all rules.",
            autocompletion=completing.pages,
            show_default=False,
        ),
    ] = None,
    factors: Annotated[
        bool, typer.Option("--factors", help="List the factor classes, or those that match the words.")
    ] = False,
) -> None:
    """Explain what has a name: a rule, factor class, clock or term."""
    from pmtool.report.page import write_page

    state = state_of(ctx)
    if factors:
        from pmtool.features.cataloguing import factors_page
        from pmtool.rules.schema._factors import catalogue_of

        write_page(factors_page(catalogue_of(state.config), name or ()), state.style(), sys.stdout)
        return
    from pmtool.features.explaining import find_page, rule_rows

    if not name:
        from pmtool.report.table import Fitting, write_table

        rows = [[row.name, row.severity, row.summary] for row in rule_rows()]
        write_table(
            ["rule", "severity", "what it finds"], rows, state.style(), sys.stdout, Fitting(wrap=True)
        )
        state.say("\nmore on one of them: pm explain RULE; also: pm explain factors, clocks, glossary")
        return
    write_page(find_page(" ".join(name), state.config), state.style(), sys.stdout)


def schema(
    ctx: typer.Context,
    output: Annotated[
        str,
        typer.Option(
            "--output",
            metavar="NAME",
            help="front-matter, systems (systems.yaml), or the JSON that lint, actions … print.",
        ),
    ] = "front-matter",
) -> None:
    """Print the JSON Schema of the front matter, or of an output."""
    import json

    from pmtool.errors import PmError
    from pmtool.schema.clock_output import clock_schema
    from pmtool.schema.inventory import inventory_schema
    from pmtool.schema.json_schema import front_matter_schema, lint_schema
    from pmtool.schema.learning_output import audit_schema, recurrence_schema, similar_schema, stats_schema
    from pmtool.schema.outputs import actions_schema

    outputs = {
        "clock": clock_schema,
        "systems": inventory_schema,
        "lint": lint_schema,
        "actions": actions_schema,
    }
    outputs |= {
        "stats": stats_schema,
        "recurrence": recurrence_schema,
        "similar": similar_schema,
        "audit": audit_schema,
    }
    if output != "front-matter" and output not in outputs:
        raise PmError(f"there is no schema for '{output}'", f"known: front-matter, {', '.join(outputs)}")
    made = outputs[output]() if output in outputs else front_matter_schema(state_of(ctx).config.vocabulary)
    typer.echo(json.dumps(made, indent=2, ensure_ascii=False))


def register(app: typer.Typer) -> None:
    """Add the verbs to the program."""
    app.command(epilog=_LINT_EPILOG)(lint)
    app.command(
        epilog="Examples:\n\n  pm explain\n  pm explain blame/person-failed\n  pm explain --factors drift\n  pm explain gdpr33\n  pm explain near miss\n  pm explain pm.toml\n"
    )(explain)
    app.command(epilog="Example:\n\n  pm schema > .pm/front-matter.schema.json\n")(schema)
