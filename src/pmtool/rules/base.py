"""What a rule is, and what it is given.

A rule is one module: its docstring is the documentation (Markdown; the first line is the one-line description), its
`RULE` object holds the name, severity, check and examples. The examples are its tests.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
import datetime as dt
from pathlib import PurePath
import sys
from typing import Protocol

from pmtool.config import Config
from pmtool.model.diagnostic import Finding
from pmtool.model.evidence import Reference, Standing
from pmtool.model.facts import Resemblance, ReviewFacts
from pmtool.model.span import Span
from pmtool.parse import Document
from pmtool.vocab import Severity


class Collection(Protocol):
    """What rules may ask about the repository around a document. No rule opens a file or runs git."""

    def stems(self) -> Mapping[str, Sequence[PurePath]]:
        """Every review's stem and alias -> the files that claim it."""
        ...

    def exists(self, path: PurePath) -> bool | None:
        """Whether a path below the repository's root exists; None when it cannot be told (stdin, no root)."""
        ...

    def people(self) -> Sequence[str]:
        """Names, handles and addresses of people known to the repository (git authors, CODEOWNERS)."""
        ...

    def before(self, path: PurePath) -> str | None:
        """The text of a review before the change in hand (at the merge base).

        Empty for a review that the change adds; None where the change leaves it alone or nothing is known.
        """
        ...

    def between(self, path: PurePath) -> Sequence[str]:
        """The texts that a changed review had in the commits since then, oldest first."""
        ...

    def standing(self, reference: Reference) -> Standing | None:
        """Where a path or commit stands in git; None where it cannot be told."""
        ...

    def last_changed(self, path: PurePath) -> dt.date | None:
        """The day of the last commit that changed a file; None where it cannot be told, or it differs now."""
        ...

    def reviews(self) -> Sequence[ReviewFacts]:
        """The facts of all reviews of the collection, by stem."""
        ...

    def resembling(self, document: Document) -> Sequence[Resemblance]:
        """Earlier reviews that are like a document, of which nobody has said whether they are the same; most like
        first."""
        ...


class NoCollection:
    """A document on its own: nothing around it is known."""

    def stems(self) -> Mapping[str, Sequence[PurePath]]:
        """No other reviews."""
        return {}

    def exists(self, path: PurePath) -> bool | None:
        """Unknown."""
        return None

    def people(self) -> Sequence[str]:
        """Nobody."""
        return ()

    def before(self, path: PurePath) -> str | None:
        """Unknown."""
        return None

    def between(self, path: PurePath) -> Sequence[str]:
        """Nothing."""
        return ()

    def standing(self, reference: Reference) -> Standing | None:
        """Unknown."""
        return None

    def last_changed(self, path: PurePath) -> dt.date | None:
        """Unknown."""
        return None

    def reviews(self) -> Sequence[ReviewFacts]:
        """None."""
        return ()

    def resembling(self, document: Document) -> Sequence[Resemblance]:
        """None."""
        return ()


@dataclass(frozen=True)
class Context:
    """All that a check may use beside the document: configuration, collection, the present."""

    config: Config = field(default_factory=Config)
    collection: Collection = field(default_factory=NoCollection)
    now: dt.datetime = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    # The names of the rules that run on the document, None for all: where findings overlap, only these compete.
    selected: frozenset[str] | None = None

    @property
    def today(self) -> dt.date:
        """The date, UTC."""
        return self.now.date()


Check = Callable[[Document, Context], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Example:
    """A document or sentence with the expected findings marked: `«…»` around each span.

    files: other paths that exist in the repository. path: how the document is named. config: text of a `pm.toml`.
    people: names known to the repository. today: the date of the run. fault: the file's content could not be read for
    this reason, found at the mark. before: the review before the change, "" for a new one, None where it did not
    change. between: its texts in the commits since. others: other reviews of the collection. standing: where paths and
    commits stand; a path of `files` is on the default branch. changed: the day of a file's last commit.
    """

    text: str
    path: str = "postmortems/2026-03-02-example.md"
    files: Sequence[str] = ()
    config: str = ""
    people: Sequence[str] = ()
    today: str = "2026-04-01"
    fault: str = ""
    before: str | None = None
    between: Sequence[str] = ()
    others: Sequence[ReviewFacts] = ()
    standing: Mapping[str, Standing] = field(default_factory=dict)
    resembling: Sequence[Resemblance] = ()
    changed: Mapping[str, str] = field(default_factory=dict)

    def unmarked(self) -> tuple[str, list[Span]]:
        """The text without marks, and the spans that were marked."""
        plain: list[str] = []
        spans: list[Span] = []
        opened: list[int] = []
        length = 0
        for character in self.text:
            if character == "«":
                opened.append(length)
            elif character == "»":
                spans.append(Span(opened.pop(), length))
            else:
                plain.append(character)
                length += 1
        if opened:
            raise ValueError(f"an example has an unclosed «: {self.text[:60]!r}")
        return "".join(plain), sorted(spans)


def _examples(given: Sequence[str | Example]) -> tuple[Example, ...]:
    return tuple(Example(item) if isinstance(item, str) else item for item in given)


class Rule:
    """One rule.

    name: `bundle/name`, names the pattern, never the cure. severity: the default. check: a pure function that yields
    findings. bad: documents with `«…»` around each expected span; good: near misses that must stay silent. A string is
    a document of its own (front matter is optional). needs_front_matter: the rule says nothing of plain Markdown.
    fixable: some findings carry a fix. by_engine: the engine finds these itself (it alone knows which suppressions
    were used, and what the other rules found); `check` is not called. about_change: it compares with the review before
    the change, so that its findings count wherever they point.
    """

    def __init__(
        self,
        name: str,
        severity: Severity,
        check: Check,
        *,
        bad: Sequence[str | Example],
        good: Sequence[str | Example],
        needs_front_matter: bool = False,
        fixable: bool = False,
        by_engine: bool = False,
        about_change: bool = False,
    ) -> None:
        self.name = name
        self.severity = severity
        self.bad = _examples(bad)
        self.good = _examples(good)
        self.needs_front_matter = needs_front_matter
        self.fixable = fixable
        self.by_engine = by_engine
        self.about_change = about_change
        self._check = check
        self.module = check.__module__

    def __repr__(self) -> str:
        return f"Rule({self.name!r})"

    @property
    def bundle(self) -> str:
        """The part of the name before the slash."""
        return self.name.partition("/")[0]

    @property
    def doc(self) -> str:
        """The documentation, Markdown."""
        return (sys.modules[self.module].__doc__ or "").strip()

    @property
    def summary(self) -> str:
        """One line."""
        return self.doc.partition("\n")[0].strip()

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """The findings in a document."""
        if self.needs_front_matter and not document.front.present:
            return
        yield from self._check(document, context)
