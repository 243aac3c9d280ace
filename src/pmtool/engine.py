"""Documents and rules to a report: severities, suppressions, order. Pure: it reads no file and prints nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from pmtool.model.diagnostic import Diagnostic, Finding
from pmtool.model.globs import Globs
from pmtool.model.span import Span
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.vocab import Severity

UNUSED = "structure/unused-suppression"
UNREADABLE = "structure/unreadable-file"
TOO_EARLY = "schema/published-too-early"


@dataclass(frozen=True)
class Report:
    """What a run found. checked: files; suppressed: findings that a comment asked to leave."""

    diagnostics: Sequence[Diagnostic]
    checked: int
    suppressed: int = 0

    def count(self, severity: Severity) -> int:
        """How many diagnostics have a severity."""
        return sum(1 for diagnostic in self.diagnostics if diagnostic.severity is severity)

    def fails(self, at: Severity) -> bool:
        """Whether a diagnostic is as grave as `at`, or graver; `info` never fails."""
        return any(
            diagnostic.severity is not Severity.INFO and diagnostic.severity.at_least(at)
            for diagnostic in self.diagnostics
        )


@dataclass(frozen=True)
class Selection:
    """Which rules run and which findings count.

    rules: those to run. severities: None for all. graded: per rule or bundle, a severity or "off".
    """

    rules: Sequence[Rule]
    severities: frozenset[Severity] | None = None
    graded: dict[str, str] = field(default_factory=dict)


class Engine:
    """Runs a selection of rules over documents."""

    def __init__(self, selection: Selection, context: Context) -> None:
        self.selection = selection
        self.context = context
        self._by_name = {rule.name: rule for rule in selection.rules}
        self._contexts: dict[frozenset[str], Context] = {}
        self._per_path = [(Globs(s.paths), s) for s in context.config.lint.per_path]

    def run(self, documents: Iterable[Document]) -> Report:
        """The report on all documents; the order of the diagnostics does not depend on theirs."""
        diagnostics: list[Diagnostic] = []
        checked = suppressed = 0
        for document in documents:
            kept, left_out = self.check(document)
            diagnostics += kept
            suppressed += left_out
            checked += 1
        return Report(sorted(diagnostics, key=lambda d: d.sort_key), checked, suppressed)

    def check(self, document: Document) -> tuple[list[Diagnostic], int]:
        """The diagnostics of one document, and how many findings its comments suppressed."""
        graded, ignored = self._settings(document.path)
        if document.fault is not None:
            return list(self._fault(document, graded, ignored)), 0
        used: set[int] = set()
        kept: list[Diagnostic] = []
        suppressed = 0
        for rule, finding in self._findings(document, graded, ignored, kept):
            number = _suppressed_by(document, rule.name, finding.span)
            if number is not None:
                used.add(number)
                suppressed += 1
                continue
            kept += self._diagnostic(document, rule, finding, graded)
        if UNUSED in self._by_name and not _named(UNUSED, ignored):
            for finding in self._unused(document, used):
                kept += self._diagnostic(document, self._by_name[UNUSED], finding, graded)
        return sorted(kept, key=lambda d: d.sort_key), suppressed

    def _findings(
        self, document: Document, graded: dict[str, str], ignored: list[str], kept: list[Diagnostic]
    ) -> Iterator[tuple[Rule, Finding]]:
        """What the rules find, the gate last: `kept` then holds what is left of all before it."""
        context = self._context(graded, ignored)
        for rule in self.selection.rules:
            if not rule.by_engine and not _named(rule.name, ignored):
                try:
                    found = list(rule.check(document, context))
                except Exception as error:
                    # A fault in `pm`: whoever meets it goes on without the rule or the file, and can report it.
                    error.add_note(f"in {rule.name}, at {document.path.as_posix()}")
                    raise
                for finding in found:
                    yield rule, finding
        gate = self._by_name.get(TOO_EARLY)
        if gate is not None and not _named(TOO_EARLY, ignored):
            from pmtool.rules.schema.published_too_early import standing_in_the_way

            for finding in standing_in_the_way(document, self.context, kept):
                yield gate, finding

    def _context(self, graded: dict[str, str], ignored: list[str]) -> Context:
        """With the names of the rules that count on a path."""
        counting = frozenset(
            name
            for name, rule in self._by_name.items()
            if not _named(name, ignored) and graded.get(name, graded.get(rule.bundle)) != "off"
        )
        if counting not in self._contexts:
            self._contexts[counting] = replace(self.context, selected=counting)
        return self._contexts[counting]

    # -- severities

    def _settings(self, path: PurePath) -> tuple[dict[str, str], list[str]]:
        """Grades and ignored names for one path; what is more special comes later and wins."""
        graded = dict(self.selection.graded)
        ignored: list[str] = []
        for globs, settings in self._per_path:
            if globs.matches(path):
                graded |= settings.severity
                ignored += settings.ignore
        return graded, ignored

    def _diagnostic(
        self, document: Document, rule: Rule, finding: Finding, graded: dict[str, str]
    ) -> Iterator[Diagnostic]:
        severity = _grade(rule, finding, graded)
        if severity is None:
            return
        if self.selection.severities is not None and severity not in self.selection.severities:
            return
        yield Diagnostic(
            path=document.path,
            span=finding.span,
            start=document.lines.position(finding.span.start),
            end=document.lines.position(finding.span.end),
            rule=rule.name,
            severity=severity,
            message=finding.message,
            excerpt=finding.span.of(document.text),
            ask=finding.ask,
            rewrite=finding.rewrite,
            fix=finding.fix,
            why=finding.why,
        )

    # -- what only the engine can find

    def _fault(self, document: Document, graded: dict[str, str], ignored: list[str]) -> Iterator[Diagnostic]:
        rule = self._by_name.get(UNREADABLE)
        if document.fault is None or rule is None or _named(UNREADABLE, ignored):
            return
        start = min(document.fault.offset, len(document.text))
        span = Span(start, min(start + 1, len(document.text)))
        yield from self._diagnostic(document, rule, Finding(span, document.fault.message), graded)

    def _unused(self, document: Document, used: set[int]) -> Iterator[Finding]:
        """Suppressions that had nothing to suppress, as far as this run looked for what they name."""
        for number, suppression in enumerate(document.suppressions):
            if number in used or suppression.reason is None:
                continue
            ran = [name for name in suppression.names if self._ran(name)]
            if ran and len(ran) == len(suppression.names):
                named = ", ".join(ran)
                yield Finding(
                    suppression.span, f"nothing here needs '{named}' suppressed any more; remove the comment"
                )

    def _ran(self, name: str) -> bool:
        from pmtool import rules

        if "/" in name:
            return name in self._by_name
        return name in rules.bundles() and set(rules.names(name)) <= self._by_name.keys()


def _named(rule: str, names: Iterable[str]) -> bool:
    """Whether a rule is named by itself or by its bundle."""
    return any(name in (rule, rule.partition("/")[0]) for name in names)


def _suppressed_by(document: Document, rule: str, span: Span) -> int | None:
    """The number of the suppression that covers a finding. One without a reason suppresses nothing."""
    for number, suppression in enumerate(document.suppressions):
        if suppression.reason is not None and suppression.covers(rule, span):
            return number
    return None


def _grade(rule: Rule, finding: Finding, graded: dict[str, str]) -> Severity | None:
    """The severity of a finding, None for "off".

    A configured severity replaces the rule's own; a finding that the rule itself graded one step milder than usual
    stays one step milder than that.
    """
    own = finding.severity or rule.severity
    wanted = graded.get(rule.name, graded.get(rule.bundle))
    if wanted is None:
        return own
    if wanted == "off":
        return None
    severity = Severity(wanted)
    for _ in range(own.rank - rule.severity.rank):
        severity = severity.lowered()
    return severity
