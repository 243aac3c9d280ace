"""Reporters: the only place that formats. Each takes a report and writes text to a stream."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
import importlib
from pathlib import PurePath, PurePosixPath
from typing import TYPE_CHECKING, TextIO

from pmtool.model.diagnostic import Diagnostic
from pmtool.parse import Document
from pmtool.vocab import OutputFormat, Severity

if TYPE_CHECKING:
    from pmtool.corpus import Unreadable
    from pmtool.rules.base import Rule


@dataclass(frozen=True)
class Results:
    """What a reporter is given. documents: by path, for source lines.

    For programs that read reports: rules, those that ran; unreadable, what could not be checked; fail_on,
    the mildest severity that fails the run; exit_code, how it ends; prefix, the way from the repository's
    root to the folder that paths are relative to, "" for the root itself; links, the address that a path
    from the root is put behind to see the file.
    """

    diagnostics: "tuple[Diagnostic, ...]"
    documents: Mapping[PurePath, Document]
    checked: int
    suppressed: int = 0
    fixed: int = 0
    rules: "Sequence[Rule]" = ()
    unreadable: "Sequence[Unreadable]" = ()
    fail_on: Severity = Severity.WARNING
    exit_code: int = 0
    prefix: str = ""
    links: str | None = None

    def place(self, path: PurePath) -> str:
        """A path from the root of the repository, with forward slashes; one outside of it stays as it is."""
        if ".." in path.parts:
            return path.as_posix()
        return (PurePosixPath(self.prefix) / path.as_posix()).as_posix()

    def fails(self, diagnostic: Diagnostic) -> bool:
        """Whether a finding is grave enough to fail the run."""
        return diagnostic.severity is not Severity.INFO and diagnostic.severity.at_least(self.fail_on)


@dataclass(frozen=True)
class Style:
    """How to print: colour, width in columns, `verbose` for the slots behind a finding.

    terminal: whether people see it in a window of that width; what goes to a file is left whole.
    """

    color: bool = False
    width: int = 100
    verbose: bool = False
    quiet: bool = False
    terminal: bool = False


Reporter = Callable[[Results, Style, TextIO], None]


def open_reporter(chosen: OutputFormat) -> Reporter:
    """The function that writes a format, from the module of its name; `auto` is none."""
    module = importlib.import_module(f"pmtool.report.{chosen}")
    reporter: Reporter = module.write
    return reporter
