"""What stays the same about a finding when the file around it is edited.

Reports that are compared over time (code scanning, merge-request widgets, baselines) need to know whether a
finding is an old one. Line numbers move and messages are reworded, so neither counts. A fingerprint is made
of the rule, what the finding is about, the sentence around it, and which of several equal ones it is. It
does not change when lines are added or moved elsewhere, when a paragraph is wrapped anew, when the file is
renamed, or between runs, machines and versions of Python.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
import hashlib
from pathlib import PurePath
import re
from typing import Protocol

from pmtool.model.blocks import Sentence
from pmtool.model.diagnostic import Diagnostic
from pmtool.model.span import LineIndex

# What a message quotes is the name of what is missing, which the excerpt cannot hold.
_QUOTED = re.compile(r"(?<!\w)'([^'\n]*)'(?!\w)")
_DIGITS = re.compile(r"\d+")


class Source(Protocol):
    """What a document must offer."""

    @property
    def text(self) -> str:
        """The file's text."""

    @property
    def lines(self) -> LineIndex:
        """Its lines."""

    @property
    def sentences(self) -> Sequence[Sentence]:
        """Its prose."""


def fingerprints(diagnostics: Sequence[Diagnostic], documents: Mapping[PurePath, Source]) -> list[str]:
    """One fingerprint a diagnostic, in the same order: 32 hexadecimal digits, unique within a file.

    Two files may share one: whoever needs it unique over files combines it with the path.
    """
    surroundings: dict[PurePath, _Surroundings] = {}
    seen: Counter[tuple[PurePath, str]] = Counter()
    found = [""] * len(diagnostics)
    for index in sorted(range(len(diagnostics)), key=lambda n: diagnostics[n].sort_key):
        diagnostic = diagnostics[index]
        document = documents.get(diagnostic.path)
        if document is not None and diagnostic.path not in surroundings:
            surroundings[diagnostic.path] = _Surroundings(document)
        around = surroundings[diagnostic.path].of(diagnostic) if document is not None else ""
        named = [_DIGITS.sub("#", name) for name in _QUOTED.findall(diagnostic.message)]
        basis = _digest([diagnostic.rule, _folded(diagnostic.excerpt), _folded(around), *named])
        seen[diagnostic.path, basis] += 1
        found[index] = _digest([basis, str(seen[diagnostic.path, basis])])
    return found


class _Surroundings:
    """Finds the sentence, or the line, that an offset lies in."""

    def __init__(self, document: Source) -> None:
        self._document = document
        self._spans = sorted(sentence.span() for sentence in document.sentences)
        self._starts = [span.start for span in self._spans]

    def of(self, diagnostic: Diagnostic) -> str:
        """The text around a finding; "" where the finding is longer than a line and says enough itself."""
        span = diagnostic.span
        at = bisect_right(self._starts, span.start) - 1
        if at >= 0 and span.end <= self._spans[at].end and span.start < self._spans[at].end:
            return self._spans[at].of(self._document.text)
        if diagnostic.start.line != diagnostic.end.line:
            return ""
        return self._document.lines.line_text(diagnostic.start.line)


def _folded(text: str) -> str:
    return " ".join(text.split())


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
