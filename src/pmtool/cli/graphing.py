"""The body of `pm export --format mermaid|dot`."""

from collections.abc import Sequence
from pathlib import Path
import sys

import typer

from pmtool.cli.state import State
from pmtool.vocab import HandOnFormat


def export_graph(
    state: State,
    chosen: HandOnFormat,
    stems: Sequence[str],
    factors: Sequence[str],
    services: Sequence[str],
    output: Path | None,
) -> None:
    """Draw the graph of some reviews, or of all."""
    from pmtool.features.graph import build
    from pmtool.features.narrowed import checked
    from pmtool.features.resolving import resolve
    from pmtool.report import graph

    facts = state.shelf.facts
    wanted = checked(facts, state.config, factors=factors, services=services)
    named = frozenset(resolve(state.corpus, stem).stem for stem in stems)
    drawn = build(facts, wanted, named)
    text = graph.mermaid(drawn) if chosen is HandOnFormat.MERMAID else graph.dot(drawn)
    if output is None:
        sys.stdout.write(text)
        return
    from pmtool import edit

    edit.create(state.working / output, text)
    typer.echo(output.as_posix())
