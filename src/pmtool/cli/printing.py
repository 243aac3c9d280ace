"""Where the results of `pm lint` go: the terminal, and the files that `--output` names."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
import io
import os
from pathlib import Path
import re
import stat
import sys
from typing import TextIO

from pmtool.cli.state import State
from pmtool.errors import PmError
from pmtool.report import Results, Style, open_reporter
from pmtool.vocab import OutputFormat

_ADDRESS = re.compile(r"https?://[^\s()<>\[\]\"'`\\]+")


@dataclass(frozen=True)
class Output:
    """`--output FORMAT=FILE`."""

    format: OutputFormat
    path: Path


def read_outputs(given: Sequence[str], working: Path) -> list[Output]:
    """The values of `--output`.

    Raises PmError for an unknown format, a folder that is not there, a file named twice.
    """
    outputs: list[Output] = []
    for value in given:
        name, equals, file = value.partition("=")
        if not equals or not file:
            raise PmError(
                f"--output takes FORMAT=FILE, not '{value}'", "for example: --output sarif=pm.sarif"
            )
        known = [str(chosen) for chosen in OutputFormat if chosen is not OutputFormat.AUTO]
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"known: {', '.join(known)}"
            raise PmError(f"--output: there is no format '{name}'", hint)
        if file == "-":
            raise PmError(f"--output {value}: this goes to files", f"for stdout: --format {name}")
        path = working / file
        if path.is_dir():
            raise PmError(f"--output {value}: this is a directory", "name a file in it")
        if not path.parent.is_dir():
            raise PmError(f"--output {value}: there is no directory {path.parent}", f"mkdir -p {path.parent}")
        if any(path == other.path for other in outputs):
            raise PmError(f"--output: {file} is named twice", "one file for each format")
        outputs.append(Output(OutputFormat(name), path))
    return outputs


def chosen_format(given: OutputFormat, stream: TextIO) -> OutputFormat:
    """What `auto` is here.

    In GitHub Actions it is `github`: the runner reads annotations from the log. GitLab reads its report
    from a file and shows the log to people, so that in GitLab CI it is `gitlab` where stdout is a file, and
    text in the log.
    """
    if given is not OutputFormat.AUTO:
        return given
    if in_github_actions():
        return OutputFormat.GITHUB
    if os.environ.get("GITLAB_CI") == "true" and _is_file(stream):
        return OutputFormat.GITLAB
    return OutputFormat.TEXT


def in_github_actions() -> bool:
    """Whether a GitHub runner reads what is printed."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def _is_file(stream: TextIO) -> bool:
    try:
        return stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except (OSError, ValueError):
        return False


def print_results(state: State, results: Results, given: OutputFormat) -> None:
    """Write the results to stdout."""
    chosen = chosen_format(given, sys.stdout)
    if not in_github_actions() or chosen is OutputFormat.GITHUB:
        open_reporter(chosen)(results, state.style(), sys.stdout)
        return
    from pmtool.report.escape import hide_commands

    report = io.StringIO()
    open_reporter(chosen)(results, state.style(), report)
    sys.stdout.write(hide_commands(report.getvalue(), chosen))


def write_outputs(state: State, results: Results, outputs: Sequence[Output]) -> None:
    """Write the files of `--output`, each in one step. Raises PmError where one cannot be written."""
    reviews = {_same(state.corpus.locate(path)) for path in results.documents}
    for output in outputs:
        if _same(output.path) in reviews:
            raise PmError(
                f"--output: {output.path} is one of the reviews and was left as it is", "name another file"
            )
        report = io.StringIO()
        open_reporter(output.format)(results, Style(verbose=state.verbose), report)
        _write(output.path, report.getvalue())


def _same(path: Path) -> str:
    return os.path.realpath(path)


def _write(path: Path, text: str) -> None:
    from pmtool import edit
    from pmtool.report.escape import well_formed

    text = well_formed(text)
    if path.is_file():
        edit.replace(path, text)
    elif path.exists():  # a device or a pipe, such as /dev/stderr
        try:
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise PmError(f"{path} cannot be written: {(error.strerror or str(error)).lower()}") from None
    else:
        edit.create(path, text)


def repository_prefix(state: State) -> str:
    """The way from the repository's root to the folder that paths in reports are relative to."""
    from pmtool import git

    root = git.root(state.corpus.root)
    if root is None or not state.corpus.root.is_relative_to(root):
        return ""
    return state.corpus.root.relative_to(root).as_posix()


def file_links() -> str | None:
    """The address of the repository's files at this commit, where a CI system says it."""
    environment = os.environ
    if in_github_actions() and environment.get("GITHUB_REPOSITORY") and environment.get("GITHUB_SHA"):
        server = environment.get("GITHUB_SERVER_URL", "https://github.com")
        address = f"{server}/{environment['GITHUB_REPOSITORY']}/blob/{environment['GITHUB_SHA']}/"
    elif (
        environment.get("GITLAB_CI") == "true"
        and environment.get("CI_PROJECT_URL")
        and environment.get("CI_COMMIT_SHA")
    ):
        address = f"{environment['CI_PROJECT_URL']}/-/blob/{environment['CI_COMMIT_SHA']}/"
    else:
        return None
    return address if _ADDRESS.fullmatch(address) else None
