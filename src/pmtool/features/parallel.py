"""Lint a large collection on all cores.

Documents are read before the processes split off, so nothing has to be sent to them; they send diagnostics back. The
first document is checked before, so that patterns are compiled, and then models read, once and not in every process. The result does not
depend on the number of processes.
"""

from collections.abc import Sequence

from pmtool.engine import Engine, Report
from pmtool.features.processes import jobs, split
from pmtool.model.diagnostic import Diagnostic
from pmtool.parse import Document
from pmtool.prose.encoder import one_thread

# Below this many documents the processes cost more than they save.
_WORTHWHILE = 40
# Small enough to keep all cores busy to the end.
_CHUNK = 8

Work = tuple[Engine, Sequence[Document]]


def run(engine: Engine, documents: Sequence[Document]) -> Report:
    """The engine's report on the documents."""
    if len(documents) < _WORTHWHILE or jobs() == 1:
        return engine.run(documents)
    one_thread()
    first = engine.run(documents[:1])
    _share(engine)
    parts = split(_check, (engine, documents), range(1, len(documents), _CHUNK))
    diagnostics = [*first.diagnostics, *(diagnostic for part in parts for diagnostic in part[0])]
    suppressed = first.suppressed + sum(part[1] for part in parts)
    return Report(sorted(diagnostics, key=lambda d: d.sort_key), len(documents), suppressed)


def _share(engine: Engine) -> None:
    """Reads what most processes will need once, before they split off."""
    blame = any(rule.name.startswith("blame/") for rule in engine.selection.rules)
    if blame and engine.context.config.blame.second_opinion != "rules":
        from pmtool.prose import readers, second_opinion

        second_opinion.model()
        readers.warm()


def _check(work: Work, start: int) -> tuple[list[Diagnostic], int]:
    engine, documents = work
    report = engine.run(documents[start : start + _CHUNK])
    return list(report.diagnostics), report.suppressed
