"""`pm lint --changed` and `--changed-lines`: only what the change in hand touches."""

from collections.abc import Collection, Sequence
from dataclasses import replace
import os
from pathlib import Path

from pmtool.corpus import Corpus, Unreadable
from pmtool.engine import Selection
from pmtool.features.linting import LintResult
from pmtool.model.diagnostic import Diagnostic
from pmtool.model.patches import Touched
from pmtool.model.span import Span
from pmtool.parse import Document


def changed_files(corpus: Corpus, paths: Sequence[Path]) -> tuple[list[Path], list[Unreadable]]:
    """The reviews that the change adds, edits or renames: of the collection, or of the paths given.

    Raises PmError where git cannot tell, with the command that helps.
    """
    change = corpus.change
    changed = [Path(os.path.normpath(change.top / place)) for place in change.earlier]
    # A path that names a link to nowhere is still one that was asked for.
    there = [path for path in changed if os.path.lexists(path)]
    if not paths and corpus.folders:
        return sorted(path for path in there if corpus.contains(path)), []
    chosen, unreadable = corpus.select(paths)
    wanted = {Path(os.path.normpath(path)) for path in chosen}
    return sorted(path for path in there if path in wanted), unreadable


def on_changed_lines(corpus: Corpus, selection: Selection, result: LintResult) -> LintResult:
    """The result without findings on lines that the change leaves alone.

    A finding counts when its span meets an added or changed line, or a line next to which something was
    deleted. One about what is missing points at the top of the file or at the status that asks for it; it
    counts when the front matter was touched, a heading was deleted or changed, or the file was renamed.
    Rules that compare with the version before the change always count.
    """
    always = {rule.name for rule in selection.rules if rule.about_change}
    kept: list[Diagnostic] = []
    for path, document in result.documents.items():
        found = [d for d in result.report.diagnostics if d.path == path]
        if found:
            kept += _kept(corpus, document, found, always)
    report = replace(result.report, diagnostics=sorted(kept, key=lambda d: d.sort_key))
    return replace(result, report=report)


def _kept(
    corpus: Corpus, document: Document, found: Sequence[Diagnostic], always: Collection[str]
) -> list[Diagnostic]:
    place = Path(os.path.normpath(corpus.locate(document.path)))
    touched = corpus.change.touched(place, document.text) or Touched()
    if touched.whole or document.fault is not None:
        return list(found)
    spans = touched.spans(document.text)
    front = document.front
    if (
        touched.heading_lost
        or corpus.change.renamed(place)
        or any(span.overlaps(front.span) for span in spans)
    ):
        spans += [document.lines.line_span(1), front.value_span(("status",))]
    return [d for d in found if d.rule in always or any(_meets(d.span, span) for span in spans)]


def _meets(finding: Span, lines: Span) -> bool:
    """Whether a finding, which may be a mere place, and a stretch of lines share a character."""
    start, end = finding.start, max(finding.end, finding.start + 1)
    return start < max(lines.end, lines.start + 1) and lines.start < end
