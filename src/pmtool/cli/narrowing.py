"""Flags that leave findings out of `pm lint`: what the change does not touch, what a baseline accepts."""

from collections.abc import Sequence
from dataclasses import dataclass
import datetime as dt
from pathlib import Path

import typer

from pmtool.cli.state import State
from pmtool.engine import Selection
from pmtool.errors import PmError
from pmtool.features import linting
from pmtool.vocab import ExitCode, Status


@dataclass(frozen=True)
class Narrow:
    """`--changed`, `--changed-lines`, `--base`, `--baseline`, `--write-baseline`, `--force-exclude`."""

    changed: bool = False
    changed_lines: bool = False
    base: str | None = None
    baseline: Path | None = None
    write_baseline: bool = False
    force_exclude: bool = False

    @property
    def by_change(self) -> bool:
        """Whether only changed files are linted; changed lines are in changed files."""
        return self.changed or self.changed_lines


def refuse_contradictions(narrow: Narrow, *, stdin: bool, fix: bool) -> None:
    """Raises PmError for flags that cannot be meant together."""
    if narrow.by_change and stdin:
        raise PmError("--changed looks at files in git and does not go with - (stdin)")
    if narrow.changed_lines and fix:
        raise PmError(
            "--changed-lines does not go with --fix and --diff", "--changed --fix mends the changed files"
        )
    if narrow.write_baseline and (fix or narrow.changed_lines):
        raise PmError(
            "--write-baseline accepts findings as they are; run it on its own, or with --changed or PATHS"
        )


def lint(
    state: State, selection: Selection, paths: Sequence[Path], narrow: Narrow, now: dt.datetime
) -> linting.LintResult:
    """Lint the files that the paths and flags mean."""
    if narrow.force_exclude and paths and not narrow.by_change:
        # What a commit hook passes: any Markdown that was changed, of which only reviews are meant.
        found, missing = state.corpus.select(paths)
        reviews = [path for path in found if state.corpus.contains(path)]
        return linting.lint_files(state.corpus, selection, reviews, missing, now)
    if not narrow.by_change:
        return linting.lint_paths(state.corpus, selection, paths, now)
    from pmtool.features.changes import changed_files

    files, unreadable = changed_files(state.corpus, paths)
    count = len(files)
    state.say(f"{count} review{'' if count == 1 else 's'} changed since {state.corpus.change.base}")
    return linting.lint_files(state.corpus, selection, files, unreadable, now)


def use_base(state: State, narrow: Narrow) -> None:
    """Compare with the base that was named. Raises PmError where it is not there."""
    if narrow.base is not None:
        state.corpus.base = narrow.base
        state.corpus.change  # noqa: B018 (asked for its error)


def leave_out(
    state: State, selection: Selection, result: linting.LintResult, narrow: Narrow, *, whole: bool
) -> linting.LintResult:
    """The result without what the baseline accepts and without lines that did not change."""
    result = _without_accepted(state, selection, result, narrow, whole=whole)
    if narrow.changed_lines:
        from pmtool.features.changes import on_changed_lines

        result = on_changed_lines(state.corpus, selection, result)
    blind = _unknown_change(state, selection, result)
    if blind is not None:
        hint = f" ({blind.hint})" if blind.hint else ""
        state.say(f"note: changes of status were not compared with git: {blind.message}{hint}")
    return result


def _unknown_change(state: State, selection: Selection, result: linting.LintResult) -> PmError | None:
    """Why rules that compare with git could not, where a published review asks for it and there is git."""
    from pmtool import git

    if not any(rule.about_change for rule in selection.rules) or git.root(state.corpus.root) is None:
        return None
    published = any(d.front.present and d.status.reached(Status.PUBLISHED) for d in result.documents.values())
    return state.corpus.unknown_change if published else None


def _without_accepted(
    state: State, selection: Selection, result: linting.LintResult, narrow: Narrow, *, whole: bool
) -> linting.LintResult:
    file = _file(state, narrow)
    if file is None or not (narrow.baseline or file.exists()):
        return result
    from pmtool.features import baseline

    scope = baseline.Scope(state.corpus, selection, whole)
    applied = baseline.apply(baseline.read_baseline(file), scope, result)
    if applied.known:
        state.say(f"{_findings(applied.known)} accepted by {_shown(state, file)}")
    if applied.gone:
        are = "is" if len(applied.gone) == 1 else "are"
        state.say(
            f"{_findings(len(applied.gone))} of the baseline {are} gone; "
            "run 'pm lint --write-baseline' to shrink it"
        )
        if state.verbose:
            for entry in applied.gone:
                state.say(f"  gone: {entry.path}: {entry.rule}: {entry.excerpt}")
    return applied.result


def write_baseline(
    state: State, selection: Selection, result: linting.LintResult, narrow: Narrow, *, whole: bool
) -> ExitCode:
    """Accept what was found; the file's path is the one line on stdout."""
    from pmtool import edit
    from pmtool.features import baseline

    file = _file(state, narrow)
    if file is None:
        raise PmError("there is no file for the baseline", "name one: --baseline FILE")
    old = baseline.read_baseline(file) if file.exists() else []
    entries = baseline.renew(old, baseline.Scope(state.corpus, selection, whole), result)
    text = baseline.to_text(entries)
    if file.exists():
        edit.replace(file, text)
    else:
        edit.create(file, text)
    typer.echo(_shown(state, file))
    change = f", {len(old)} before" if old else ""
    state.say(f"{_findings(len(entries))} in {len({e.path for e in entries})} files accepted for now{change}")
    return ExitCode.USAGE if result.unreadable else ExitCode.CLEAN


def _file(state: State, narrow: Narrow) -> Path | None:
    if narrow.baseline is not None:
        return state.working / narrow.baseline
    return state.corpus.root / state.config.lint.baseline if state.config.lint.baseline else None


def _shown(state: State, file: Path) -> str:
    return file.relative_to(state.working).as_posix() if file.is_relative_to(state.working) else str(file)


def _findings(count: int) -> str:
    return "1 finding" if count == 1 else f"{count} findings"
