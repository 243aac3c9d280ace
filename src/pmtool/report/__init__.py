"""Reporters: the only place that formats. Each takes a report and writes text to a stream."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
import importlib
from pathlib import PurePath
from typing import TextIO

from pmtool.model.diagnostic import Diagnostic
from pmtool.parse import Document
from pmtool.vocab import OutputFormat


@dataclass(frozen=True)
class Results:
    """What a reporter is given. documents: by path, for source lines."""

    diagnostics: "tuple[Diagnostic, ...]"
    documents: Mapping[PurePath, Document]
    checked: int
    suppressed: int = 0
    fixed: int = 0


@dataclass(frozen=True)
class Style:
    """How to print: colour, width in columns, `verbose` for the slots behind a finding."""

    color: bool = False
    width: int = 100
    verbose: bool = False
    quiet: bool = False


Reporter = Callable[[Results, Style, TextIO], None]

_MODULES = {OutputFormat.TEXT: "text", OutputFormat.JSON: "json"}


def open_reporter(chosen: OutputFormat) -> Reporter:
    """The function that writes a format."""
    module = importlib.import_module(f"pmtool.report.{_MODULES[chosen]}")
    reporter: Reporter = module.write
    return reporter
