"""The body of `pm lint`: documents in, report out, exit code."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
import sys
from typing import TYPE_CHECKING

import typer

from pmtool.cli import narrowing
from pmtool.cli.clock import present
from pmtool.cli.narrowing import Narrow
from pmtool.cli.state import State
from pmtool.engine import Selection
from pmtool.errors import PmError
from pmtool.features import linting
from pmtool.vocab import ExitCode, OutputFormat, Severity

if TYPE_CHECKING:
    from pmtool.report import Results


@dataclass(frozen=True)
class LintFlags:
    """The options of `pm lint`."""

    select: Sequence[str]
    ignore: Sequence[str]
    fail_on: str | None
    format: OutputFormat
    stdin_filename: str | None
    outputs: Sequence[str] = ()
    fix: bool = False
    diff: bool = False
    exit_zero: bool = False
    narrow: Narrow = field(default_factory=Narrow)


def run_lint(state: State, paths: Sequence[Path], flags: LintFlags) -> ExitCode:
    """Lint, fix where asked, print, and say how it went."""
    from pmtool.cli import printing

    level = linting.fail_level(state.config, flags.fail_on)
    outputs = printing.read_outputs(flags.outputs, state.working)
    selection = linting.choose(
        state.config, linting.split_names(flags.select), linting.split_names(flags.ignore)
    )
    now = present()
    from_stdin = Path("-") in paths
    narrowing.refuse_contradictions(flags.narrow, stdin=from_stdin, fix=flags.fix or flags.diff)
    narrowing.use_base(state, flags.narrow)
    stdin: bytes | None = None
    if from_stdin:
        if len(paths) > 1:
            raise PmError("- (stdin) cannot be mixed with paths")
        stdin = sys.stdin.buffer.read()
        result = linting.lint_bytes(state.corpus, selection, flags.stdin_filename or "stdin.md", stdin, now)
    elif flags.stdin_filename:
        raise PmError("--stdin-filename goes with -", "pm lint - --stdin-filename NAME < FILE")
    else:
        result = narrowing.lint(state, selection, paths, flags.narrow, now)
    if flags.fix or flags.diff:
        from pmtool.cli.fixing import fix_all

        result = fix_all(state, selection, result, now, diff=flags.diff, stdin=stdin)
    for item in result.unreadable:
        typer.echo(f"pm: {item.path}: {item.reason}", err=True)
    whole = not paths and not flags.narrow.by_change
    if flags.narrow.write_baseline:
        return narrowing.write_baseline(state, selection, result, flags.narrow, whole=whole)
    result = narrowing.leave_out(state, selection, result, flags.narrow, whole=whole)
    if flags.fix and not flags.diff and not from_stdin and _nothing_fixable(result):
        state.say(_NOTHING_FIXED)
    code = _exit_code(result, level, flags)
    results = _results(state, selection, result, level, code)
    if not flags.diff and not (flags.fix and from_stdin):
        printing.print_results(state, results, flags.format)
    printing.write_outputs(state, results, outputs)
    return code


_NOTHING_FIXED = (
    "nothing was fixed: --fix only writes what keeps the meaning, and none of these findings has such a fix"
)


def _nothing_fixable(result: linting.LintResult) -> bool:
    """Whether there are findings and none was fixed, though all files could be read and written."""
    faulty = any(document.fault is not None for document in result.documents.values())
    return bool(result.report.diagnostics) and not (result.fixed or result.unreadable or faulty)


def _exit_code(result: linting.LintResult, level: Severity, flags: LintFlags) -> ExitCode:
    if result.unreadable:
        return ExitCode.USAGE
    return ExitCode.FINDINGS if result.report.fails(level) and not flags.exit_zero else ExitCode.CLEAN


def _results(
    state: State, selection: Selection, result: linting.LintResult, level: Severity, code: ExitCode
) -> "Results":
    from pmtool.cli import printing
    from pmtool.report import Results

    return Results(
        tuple(result.report.diagnostics),
        result.documents,
        result.report.checked,
        result.report.suppressed,
        result.fixed,
        rules=selection.rules,
        unreadable=result.unreadable,
        fail_on=level,
        exit_code=int(code),
        prefix=printing.repository_prefix(state),
        links=printing.file_links(),
    )
