"""`pm lint`: choose rules, read documents, run the engine."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
import datetime as dt
from difflib import get_close_matches
from pathlib import Path, PurePath

from pmtool import rules
from pmtool.config import Config
from pmtool.corpus import Corpus, Unreadable
from pmtool.engine import Engine, Report, Selection
from pmtool.errors import PmError
from pmtool.features.resemblance import Resemblances
from pmtool.parse import Document
from pmtool.rules.base import Context
from pmtool.vocab import Severity


def split_names(given: Sequence[str] | None) -> list[str]:
    """`--select a,b --select c` as one list."""
    return [name.strip() for item in given or () for name in item.split(",") if name.strip()]


@dataclass(frozen=True)
class LintResult:
    """A report, the documents that it speaks of, and the paths that could not be read."""

    report: Report
    documents: dict[PurePath, Document] = field(default_factory=dict)
    unreadable: Sequence[Unreadable] = ()
    fixed: int = 0


def choose(config: Config, select: Sequence[str], ignore: Sequence[str]) -> Selection:
    """The rules to run: the flags' `select` replaces the configured one, `ignore` adds to it.

    Raises PmError for a name that is no bundle, rule or severity.
    """
    wanted = list(select) or list(config.lint.select)
    unwanted = [*config.lint.ignore, *ignore]
    known = rules.all_names()
    for name in (*select, *ignore):
        _require_known(name, known)
    for option, name in _configured(config):
        _require_known(name, known, f"{config.source.name if config.source else 'pm.toml'}: {option}: ")
    grades = {str(severity) for severity in Severity}
    names = [name for name in wanted if name not in grades]
    chosen = [
        rule
        for rule in known
        if (not names or _is_named(rule, names))
        and not _is_named(rule, [n for n in unwanted if n not in grades])
    ]
    kept = frozenset(Severity) if not grades & set(wanted) else frozenset(map(Severity, grades & set(wanted)))
    kept -= frozenset(map(Severity, grades & set(unwanted)))
    return Selection(
        rules=rules.load_all(chosen),
        severities=None if kept == frozenset(Severity) else kept,
        graded=dict(config.lint.severity),
    )


def _configured(config: Config) -> Iterator[tuple[str, str]]:
    """The names of rules in the configuration, each with its option."""
    yield from (("lint.select", name) for name in config.lint.select)
    yield from (("lint.ignore", name) for name in config.lint.ignore)
    yield from (("lint.severity", name) for name in config.lint.severity)
    for number, settings in enumerate(config.lint.per_path):
        yield from ((f"lint.per-path[{number}].ignore", name) for name in settings.ignore)
        yield from ((f"lint.per-path[{number}].severity", name) for name in settings.severity)


def _is_named(rule: str, names: Iterable[str]) -> bool:
    return any(name in (rule, rule.partition("/")[0]) for name in names)


def _require_known(name: str, known: Sequence[str], where: str = "") -> None:
    candidates = [*known, *rules.bundles(), *map(str, Severity)]
    if name in candidates:
        return
    near = get_close_matches(name, candidates, n=1) or [rule for rule in known if rule.endswith(f"/{name}")]
    hint = f"did you mean '{near[0]}'?" if near else "list all rules with: pm explain"
    raise PmError(f"{where}there is no rule, bundle or severity '{name}'", hint)


def fail_level(config: Config, given: str | None) -> Severity:
    """The mildest severity that fails the run. Raises PmError for another word."""
    word = given or config.lint.fail_on
    if word not in ("error", "warning"):
        raise PmError(f"--fail-on takes error or warning, not '{word}'")
    return Severity(word)


def run(corpus: Corpus, selection: Selection, documents: Iterable[Document], now: dt.datetime) -> Report:
    """The report of the selected rules on documents."""
    corpus.likeness = corpus.likeness or Resemblances(corpus).of
    engine = Engine(selection, Context(corpus.config, corpus, now))
    waiting = list(documents)
    if len(waiting) == 1:
        return engine.run(waiting)
    from pmtool.features import parallel

    return parallel.run(engine, waiting)


def lint_paths(corpus: Corpus, selection: Selection, paths: Sequence[Path], now: dt.datetime) -> LintResult:
    """Lint files and directories; none means the whole collection."""
    files, unreadable = corpus.select(paths)
    return lint_files(corpus, selection, files, unreadable, now)


def lint_files(
    corpus: Corpus,
    selection: Selection,
    files: Iterable[Path],
    unreadable: list[Unreadable],
    now: dt.datetime,
) -> LintResult:
    """Lint files; `unreadable` is what could not be found before."""
    documents: dict[PurePath, Document] = {}
    for path in files:
        read = corpus.read(path)
        if isinstance(read, Document):
            documents[read.path] = read
        else:
            unreadable.append(read)
    return LintResult(run(corpus, selection, documents.values(), now), documents, unreadable)


def lint_bytes(
    corpus: Corpus, selection: Selection, name: str, content: bytes, now: dt.datetime
) -> LintResult:
    """Lint a file's content that comes from elsewhere, under a name."""
    document = corpus.decode(corpus.shown(Path(name)), content)
    return LintResult(run(corpus, selection, [document], now), {document.path: document})
