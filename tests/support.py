"""Helpers that tests share."""

from collections.abc import Mapping, Sequence
import datetime as dt
from pathlib import Path, PurePath
import subprocess
import sys

from pmtool.config import Config
from pmtool.model.evidence import Reference, Standing
from pmtool.model.facts import Resemblance, ReviewFacts
from pmtool.parse import Document
from pmtool.rules.base import Example

ROOT = Path(__file__).parents[1]


def loaded(program: str, *modules: str) -> list[str]:
    """Which of the modules a Python program has loaded when it is through, in a process of its own."""
    ask = f"\nimport sys; print(*(m for m in {modules!r} if m in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program + ask], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def example_config(text: str) -> Config:
    """The configuration of an example's TOML text."""
    if not text:
        return Config()
    from pmtool.config.reading import config_from_text

    return config_from_text(text)


class ExampleCollection:
    """The repository that an example describes."""

    def __init__(self, example: Example) -> None:
        self.example = example

    def stems(self) -> Mapping[str, Sequence[PurePath]]:
        paths = [PurePath(self.example.path), *map(PurePath, self.example.files)]
        return {path.stem: [path] for path in paths if path.suffix == ".md"}

    def exists(self, path: PurePath) -> bool | None:
        return path.as_posix() in {self.example.path, *self.example.files}

    def people(self) -> Sequence[str]:
        return self.example.people

    def before(self, path: PurePath) -> str | None:
        return self.example.before

    def between(self, path: PurePath) -> Sequence[str]:
        return self.example.between

    def standing(self, reference: Reference) -> Standing | None:
        known = Standing.MERGED if self.exists(PurePath(reference.name)) else None
        return self.example.standing.get(reference.name, known)

    def last_changed(self, path: PurePath) -> dt.date | None:
        day = self.example.changed.get(path.as_posix())
        return dt.date.fromisoformat(day) if day else None

    def reviews(self) -> Sequence[ReviewFacts]:
        return self.example.others

    def resembling(self, document: Document) -> Sequence[Resemblance]:
        return self.example.resembling
