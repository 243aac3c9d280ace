"""The bodies of `pm stats` and `pm audit`."""

from dataclasses import dataclass
from pathlib import Path
import sys

from pmtool.cli.clock import present
from pmtool.cli.state import State
from pmtool.errors import PmError
from pmtool.vocab import ExitCode, FiguresFormat, TableFormat


@dataclass(frozen=True)
class StatsFlags:
    """The options of `pm stats`."""

    by: str | None
    services: tuple[str, ...]
    severities: tuple[str, ...]
    factors: tuple[str, ...]
    kinds: tuple[str, ...]
    since: str | None
    until: str | None
    draw: str
    format: FiguresFormat


def run_stats(state: State, flags: StatsFlags) -> None:
    """Read, count, print."""
    from pmtool.features import audit, exposure, figures
    from pmtool.features.durations import MEASURES
    from pmtool.features.narrowed import checked, keeps
    from pmtool.features.reviewed import time_to_review
    from pmtool.report.figures import Shown, write_figures

    names = [measure.name for measure in MEASURES]
    if flags.draw not in (*names, "none"):
        raise PmError(f"--draw takes one of {', '.join(names)} or none, not '{flags.draw}'")
    corpus, shelf = state.corpus, state.shelf
    levels = state.config.severity.levels
    wanted = checked(
        shelf.facts,
        state.config,
        services=flags.services,
        severities=flags.severities,
        factors=flags.factors,
        kinds=flags.kinds,
        since=flags.since,
        until=flags.until,
    )
    kept = [facts for facts in shelf.facts if keeps(facts, wanted)]
    every = bool(flags.kinds)
    exposures = exposure.read_exposure(corpus)
    listed = audit.incident_list(corpus, None)
    shown = Shown(
        figures=figures.figures(kept, levels, all_kinds=every),
        by=flags.by,
        groups=figures.groups(kept, flags.by, levels, all_kinds=every) if flags.by else (),
        to_review=time_to_review(corpus, kept, cached=shelf.cached),
        rates=figures.unit_rates(kept, exposures, wanted.services) if exposures else None,
        coverage=audit.coverage(corpus, shelf.facts, listed, present().date()) if listed else None,
        drawn=None if flags.draw == "none" else flags.draw,
    )
    write_figures(shown, flags.format, state.style(), sys.stdout)


def run_audit(state: State, incidents: Path | None, chosen: TableFormat) -> ExitCode:
    """Compare, print; FINDINGS where something is missing."""
    from pmtool.features.audit import audit, incident_list
    from pmtool.report.audit import write_audit

    given = incidents if incidents is None or incidents.is_absolute() else state.working / incidents
    listed = incident_list(state.corpus, given)
    found = audit(state.corpus, state.shelf.facts, listed, present().date(), cached=state.shelf.cached)
    write_audit(found, chosen, state.style(), sys.stdout, state.short_names())
    if listed is None:
        state.say("no list of incidents: name one with --incidents FILE or audit.incidents in pm.toml")
    return ExitCode.FINDINGS if found.findings else ExitCode.CLEAN
