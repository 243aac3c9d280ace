"""`import` and `export`."""

from pathlib import Path
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from pmtool.cli import completing
from pmtool.cli.state import State, state_of
from pmtool.errors import PmError
from pmtool.vocab import ExitCode, HandOnFormat, RecordFormat

if TYPE_CHECKING:
    from pmtool.features.exchange import Export
    from pmtool.parse import Document

_EXPORT_EPILOG = """Examples:

  pm export 2026-03-02-refunds --format aiid > submission.json
  pm export 2026-03-02-refunds --format regulator
  pm export 2026-03-02-refunds --format oecd --output oecd.json
  pm export --format mermaid --factor evaluation_gap      reviews, actions and what came back

What the receiver would refuse is printed on stderr, and the exit code is 1. Blocks between <!-- pm:internal --> and
<!-- /pm:internal --> are left out.
"""


def export(
    ctx: typer.Context,
    output_format: Annotated[
        HandOnFormat,
        typer.Option(
            "--format",
            help="aiid: AI Incident Database; oecd; regulator; mermaid or dot: a graph of what hangs together.",
        ),
    ],
    stems: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[STEM]...",
            help="The reviews; a graph takes all without one.",
            show_default=False,
            autocompletion=completing.stems,
        ),
    ] = None,
    factor: Annotated[
        list[str] | None, typer.Option("--factor", help="Graph: only reviews with this contributing factor.")
    ] = None,
    service: Annotated[list[str] | None, typer.Option("--service", help="Graph: only this service.")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here instead of stdout.")
    ] = None,
) -> None:
    """Hand reviews on to databases and regulators, or draw a graph."""
    if output_format in (HandOnFormat.MERMAID, HandOnFormat.DOT):
        from pmtool.cli.graphing import export_graph

        export_graph(state_of(ctx), output_format, stems or [], factor or [], service or [], output)
        return
    if factor or service:
        raise PmError(
            "--factor and --service go with --format mermaid and dot", "name the reviews by their stems"
        )
    if not stems:
        raise PmError("name the reviews to hand on", f"pm export STEM --format {output_format}")
    import io

    from pmtool.features.clocks import documents_of
    from pmtool.report.table import write_json

    state = state_of(ctx)
    records, problems = [], 0
    for document in documents_of(state.corpus, stems):
        made = _export(state, document, output_format)
        records.append(made.record)
        problems += len(made.problems)
        for problem in made.problems:
            typer.echo(f"pm: {document.stem}: {problem}", err=True)
        for note in made.notes:
            state.say(f"note: {document.stem}: {note}")
    out = io.StringIO()
    write_json(records if len(records) > 1 else records[0], out)
    if output is not None:
        from pmtool import edit

        edit.create(state.working / output, out.getvalue())
        typer.echo(output.as_posix())
    else:
        sys.stdout.write(out.getvalue())
    raise typer.Exit(ExitCode.FINDINGS if problems else ExitCode.CLEAN)


def import_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSON, JSON lines or CSV.")],
    record_format: Annotated[
        RecordFormat, typer.Option("--format", help="aiid: a record of the AI Incident Database.")
    ] = RecordFormat.AIID,
    number: Annotated[
        int | None, typer.Option("--id", metavar="NUMBER", help="Which incident, where there are several.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the review, write nothing.")] = False,
) -> None:
    """Make a draft review of a record of a public database."""
    from pmtool import edit
    from pmtool.cli.writing import from_here
    from pmtool.features import importing

    state = state_of(ctx)
    path = file if file.is_absolute() else state.working / file
    incident = importing.choose(importing.read_incidents(path), number, file)
    target, text = importing.draft(state.corpus, incident)
    if target.exists():
        raise PmError(f"{target} is there already and was left as it is")
    if dry_run:
        state.say(f"would create {from_here(target)}")
        typer.echo(text, nl=False)
        return
    edit.create(target, text, below=state.corpus.root)
    typer.echo(from_here(target))
    state.say("next: replace the description by your own words, then: pm lint")


def _export(state: State, document: "Document", chosen: HandOnFormat) -> "Export":
    from pmtool.cli.clock import present
    from pmtool.features import exchange

    if chosen is HandOnFormat.AIID:
        return exchange.to_aiid(document, state.config, present())
    if chosen is HandOnFormat.OECD:
        return exchange.to_oecd(document, state.config)
    return exchange.to_regulator(document, state.config, present())


def register(app: typer.Typer) -> None:
    """Add the verbs to the program."""
    app.command("import", epilog="Example:\n\n  pm import incident-101.json --format aiid\n")(import_)
    app.command(epilog=_EXPORT_EPILOG)(export)
