"""`pm lint --baseline`: findings that were there when a collection was adopted neither print nor fail.

The file is JSON with one finding a line, sorted, without line numbers: edits elsewhere do not change it,
and two branches that touch different lines merge. Every line of a finding ends in a comma, because the last
line is always the same.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
import json
from pathlib import Path
from typing import Any

from pmtool.corpus import Corpus
from pmtool.engine import Selection
from pmtool.errors import PmError
from pmtool.features.linting import LintResult
from pmtool.model.diagnostic import Diagnostic
from pmtool.model.fingerprint import fingerprints

_VERSION = 1
_LAST = "pm-baseline"
_EXCERPT = 60
_REWRITE = "write it again with: pm lint --write-baseline"


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One accepted finding. path: relative to the collection's root; excerpt: for people, not compared."""

    path: str
    rule: str
    excerpt: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Applied:
    """A result without the accepted findings. known: how many those are; gone: entries without a finding."""

    result: LintResult
    known: int
    gone: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Scope:
    """What a run looked at. whole: the whole collection; else only the documents of the result count."""

    corpus: Corpus
    selection: Selection
    whole: bool

    def covers(self, result: LintResult) -> Callable[[Entry], bool]:
        """Tells whether the run would have found an entry's finding, were it still there."""
        rules = {rule.name for rule in self.selection.rules} if self.selection.severities is None else set()
        seen = {path.as_posix() for path in result.documents}

        def covered(entry: Entry) -> bool:
            looked_at = entry.path in seen or (self.whole and not self.exists(entry))
            return entry.rule in rules and looked_at

        return covered

    def exists(self, entry: Entry) -> bool:
        """Whether an entry's file is still where it was."""
        return self.corpus.locate(Path(entry.path)).exists()


def apply(entries: Sequence[Entry], scope: Scope, result: LintResult) -> Applied:
    """Take the accepted findings out of a result."""
    kept, matched = _match(entries, scope, result)
    gone = filter(scope.covers(result), (Counter(entries) - Counter(matched)).elements())
    report = replace(result.report, diagnostics=kept)
    return Applied(replace(result, report=report), len(matched), sorted(gone))


def _match(
    entries: Sequence[Entry], scope: Scope, result: LintResult
) -> tuple[list[Diagnostic], list[Entry]]:
    """The findings that are new, and the entries that the others match.

    An entry matches in its own file; one whose file is gone matches in any other: the file was renamed.
    """
    waiting: dict[tuple[str, str], list[Entry]] = {}
    homeless: dict[str, list[Entry]] = {}
    for entry in entries:
        if scope.exists(entry):
            waiting.setdefault((entry.path, entry.fingerprint), []).append(entry)
        else:
            homeless.setdefault(entry.fingerprint, []).append(entry)
    kept, matched = [], []
    diagnostics = result.report.diagnostics
    for diagnostic, mark in zip(diagnostics, fingerprints(diagnostics, result.documents), strict=True):
        own = waiting.get((diagnostic.path.as_posix(), mark)) or homeless.get(mark)
        if own:
            matched.append(own.pop())
        else:
            kept.append(diagnostic)
    return kept, matched


def renew(entries: Sequence[Entry], scope: Scope, result: LintResult) -> list[Entry]:
    """The baseline that accepts what a run found; entries that the run did not look at stay.

    Findings about the change in hand (a status, a weakened promise) are never accepted: the next change is
    another.
    """
    passing = {rule.name for rule in scope.selection.rules if rule.about_change}
    found = [d for d in result.report.diagnostics if d.rule not in passing]
    marks = fingerprints(result.report.diagnostics, result.documents)
    by_diagnostic = dict(zip(map(id, result.report.diagnostics), marks, strict=True))
    new = [Entry(d.path.as_posix(), d.rule, _short(d.excerpt), by_diagnostic[id(d)]) for d in found]
    _, matched = _match(entries, scope, result)
    rest = (Counter(entries) - Counter(matched)).elements()
    covered = scope.covers(result)
    return sorted([*new, *(entry for entry in rest if not covered(entry))])


def _short(excerpt: str) -> str:
    folded = " ".join(excerpt.split())
    return folded if len(folded) <= _EXCERPT else f"{folded[: _EXCERPT - 1].rstrip()}…"


# -- the file


def to_text(entries: Iterable[Entry]) -> str:
    """The content of the file."""
    lines = [
        _line({"path": e.path, "rule": e.rule, "excerpt": e.excerpt, "fingerprint": e.fingerprint})
        for e in sorted(entries)
    ]
    return "".join(["[\n", *(f"{line},\n" for line in lines), f'{{"{_LAST}": {_VERSION}}}\n]\n'])


def _line(value: dict[str, str]) -> str:
    plain = json.dumps(value, ensure_ascii=False)
    try:
        plain.encode()
    except UnicodeEncodeError:  # a file name that is no UTF-8
        return json.dumps(value)
    return plain


def read_baseline(path: Path) -> list[Entry]:
    """The entries of a file; an empty file has none. Raises PmError for what cannot be read."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise PmError(f"the baseline {path} cannot be read: {why.lower()}", _REWRITE) from None
    if not text.strip():
        return []
    try:
        data: Any = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        conflict = any(line.startswith("<<<<<<<") for line in text.split("\n"))
        why = "it has a merge conflict" if conflict else str(error)
        raise PmError(f"the baseline {path} cannot be read: {why}", _REWRITE) from None
    last = data[-1] if isinstance(data, list) and data else None
    version = last.get(_LAST) if isinstance(last, dict) else None
    if not isinstance(version, int):
        raise PmError(f"{path} is not a baseline of pm", _REWRITE)
    if version > _VERSION:
        raise PmError(f"the baseline {path} was written by a newer pm", "upgrade pm, or " + _REWRITE)
    return [_entry(path, number, item) for number, item in enumerate(data[:-1], start=2)]


def _entry(path: Path, number: int, item: Any) -> Entry:
    try:
        parts = [item[name] for name in ("path", "rule", "excerpt", "fingerprint")]
    except (TypeError, KeyError):
        parts = []
    if not parts or not all(isinstance(part, str) for part in parts):
        raise PmError(f"the baseline {path} has an entry that is none, near line {number}", _REWRITE)
    return Entry(*parts)
