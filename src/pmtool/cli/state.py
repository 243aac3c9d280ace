"""What the options before the verb say, and what follows from them, made when first asked for."""

from dataclasses import dataclass
from functools import cached_property
import os
from pathlib import Path
import sys
from typing import TYPE_CHECKING, TextIO

import typer

from pmtool.vocab import Color

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pmtool.config import Config
    from pmtool.corpus import Corpus
    from pmtool.features.shelf import Shelf
    from pmtool.report import Style


@dataclass
class State:
    """The global options. working: the directory that `pm` works in."""

    working: Path
    config_file: Path | None = None
    isolated: bool = False
    no_cache: bool = False
    quiet: bool = False
    verbose: bool = False
    color: Color = Color.AUTO

    @cached_property
    def config(self) -> "Config":
        """The configuration. Raises PmError where it is faulty."""
        from pmtool.config import Config

        if self.isolated:
            return Config()
        from pmtool.config.finding import find_config, read_config

        path = self.config_file or find_config(self.working)
        return read_config(path) if path else Config()

    @cached_property
    def corpus(self) -> "Corpus":
        """The collection."""
        from pmtool.corpus import Corpus

        return Corpus(self.config, self.working)

    @cached_property
    def shelf(self) -> "Shelf":
        """The collection in facts, remembered between runs unless `--no-cache` says otherwise."""
        from pmtool.features.shelf import Shelf

        return Shelf(self.corpus, cached=not self.no_cache, say=self.say)

    def colored(self, stream: TextIO | None = None) -> bool:
        """Whether to colour what goes to a stream (stdout unless told): `--color`, `NO_COLOR`, a terminal."""
        if self.color is not Color.AUTO:
            return self.color is Color.ALWAYS
        if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
            return False
        return bool(os.environ.get("FORCE_COLOR")) or (stream or sys.stdout).isatty()

    def style(self, stream: TextIO | None = None) -> "Style":
        """How to print to a stream (stdout unless told)."""
        import shutil

        from pmtool.report import Style

        colored = self.colored(stream)
        terminal = (stream or sys.stdout).isatty()
        width = shutil.get_terminal_size((100, 24)).columns if terminal else 100
        return Style(
            color=colored,
            width=min(width, 160),
            verbose=self.verbose,
            quiet=self.quiet,
            terminal=terminal or colored,
        )

    def short_names(self) -> "Mapping[str, str]":
        """Short names of reviews by stem, for tables on a terminal; none where what is printed goes to a file."""
        if not (self.colored() or sys.stdout.isatty()):
            return {}
        from pmtool.features.resolving import short_names

        return short_names(path.stem for path in self.corpus.files)

    def say(self, text: str) -> None:
        """A line about the run, on stderr; nothing with `--quiet`."""
        if not self.quiet:
            typer.echo(text, err=True)


def state_of(ctx: typer.Context) -> State:
    """The state that the main callback made."""
    state: State = ctx.find_root().obj
    return state
