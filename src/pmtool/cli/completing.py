"""What the shell proposes for arguments: names that only the collection and the rules know.

Typer asks these functions on every press of Tab: they read as little as they can, never print and never
fail. A faulty configuration is no reason for silence; the built-in defaults answer then.
"""

from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
import re
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from pmtool.corpus import Corpus

# A longer list is of no use in a terminal; the next letter makes it shorter.
_LIMIT = 500
# Of so many reviews the actions are proposed at once: a shell puts a space behind the only proposal.
_FEW = 3
# Shells put what is proposed into the command line as it is; a file from a fork may be called `$(reboot)`.
_HARMLESS = re.compile(r"[\w.,/+@-]+\Z")
_DATE = re.compile(r"\A\d{4}-\d{2}-\d{2}-")
_Complete = Callable[[typer.Context, str], Iterator[str]]


def _quiet(function: _Complete) -> Callable[[typer.Context, str], list[str]]:
    """The names that begin with what was typed; none where anything goes wrong."""

    @wraps(function)
    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        found: list[str] = []
        try:
            for name in function(ctx, incomplete):
                if name.startswith(incomplete) and _HARMLESS.match(name):
                    found.append(name)
                if len(found) >= _LIMIT:
                    break
        except Exception:  # noqa: S110 (a traceback in the middle of a command line helps nobody)
            pass
        return found

    return complete


@_quiet
def rules(ctx: typer.Context, incomplete: str) -> Iterator[str]:
    """Bundles, rules and severities, for `--select` and `--ignore`; also after a comma."""
    from pmtool import rules as all_rules
    from pmtool.vocab import Severity

    before, comma, _ = incomplete.rpartition(",")
    for name in (*all_rules.bundles(), *all_rules.all_names(), *map(str, Severity)):
        yield f"{before}{comma}{name}"


@_quiet
def pages(ctx: typer.Context, incomplete: str) -> Iterator[str]:
    """What `pm explain` has a page for."""
    from pmtool import rules as all_rules

    names = all_rules.all_names()
    yield from (*all_rules.bundles(), *names, "pm.toml")
    if incomplete:
        yield from (name.partition("/")[2] for name in names)
        from pmtool.catalogue import shipped_factors
        from pmtool.clocks.table import shipped_clocks

        yield from shipped_factors().by_id
        yield from (clock.id for clock in shipped_clocks())


@_quiet
def stems(ctx: typer.Context, incomplete: str) -> Iterator[str]:
    """Reviews of the collection, the latest first; what follows the date is enough once typed."""
    names = _stems(ctx)
    yield from names
    if incomplete and not incomplete[0].isdigit():
        yield from (_DATE.sub("", name) for name in names)


def _stems(ctx: typer.Context) -> list[str]:
    return sorted({path.stem for path in _corpus(ctx).files}, reverse=True)


@_quiet
def actions(ctx: typer.Context, incomplete: str) -> Iterator[str]:
    """Actions as `STEM/A1`: the review first, then the actions in it."""
    stem, slash, _ = incomplete.partition("/")
    begun = [name for name in _stems(ctx) if name == stem or (not slash and name.startswith(stem))]
    if not slash and len(begun) > _FEW:
        yield from (f"{name}/" for name in begun)
        return
    from pmtool.parse import Document

    corpus = _corpus(ctx)
    for name in begun:
        for path in corpus.files:
            document = corpus.read(path) if path.stem == name else None
            if isinstance(document, Document):
                yield from (f"{name}/{action.id}" for action in document.actions if action.id)


@_quiet
def templates(ctx: typer.Context, incomplete: str) -> Iterator[str]:
    """Templates of `pm new`: the shipped ones and the project's."""
    from pmtool.resources import Templates

    corpus = _corpus(ctx)
    yield from Templates(corpus.root / corpus.config.templates.directory).names("new")


@_quiet
def severities(ctx: typer.Context, incomplete: str) -> Iterator[str]:
    """The levels of the collection's scale."""
    yield from _corpus(ctx).config.vocabulary.severities


@_quiet
def statuses(ctx: typer.Context, incomplete: str) -> Iterator[str]:
    """The stages of a review's life."""
    from pmtool.vocab import Status

    yield from map(str, Status)


def _corpus(ctx: typer.Context) -> "Corpus":
    """The collection of the directory and configuration that stand before the verb."""
    from pmtool.cli.state import State
    from pmtool.config import Config
    from pmtool.corpus import Corpus
    from pmtool.errors import PmError

    given: dict[str, Any] = ctx.find_root().params
    working = Path.cwd().joinpath(*(given.get("directory") or ())).resolve()
    state = State(working, given.get("config"), isolated=bool(given.get("isolated")))
    try:
        return state.corpus
    except PmError:
        return Corpus(Config(), working)


def be_plain() -> None:
    """Keep Typer from rendering descriptions with Rich: slow to load, and it eats words in brackets."""
    from typer import _completion_classes as classes

    if hasattr(classes, "_sanitize_help_text"):
        classes._sanitize_help_text = lambda text: text
