"""Where to put a `pm:ignore` comment so that it covers a finding."""

from collections.abc import Iterator
from dataclasses import dataclass

from pmtool.model.blocks import BlockKind
from pmtool.model.diagnostic import Diagnostic
from pmtool.model.span import Span
from pmtool.parse import Document
from pmtool.parse.suppressions import PLACEHOLDER


@dataclass(frozen=True, slots=True)
class Insertion:
    """Text to put at an offset; the reason stands between `before` and `after`."""

    offset: int
    before: str
    after: str

    @property
    def text(self) -> str:
        """The whole of it, with the placeholder that counts as no reason yet."""
        return f"{self.before}{PLACEHOLDER}{self.after}"


def in_place(document: Document, finding: Diagnostic) -> Insertion | None:
    """A comment for this finding alone, as near as its form allows; None where none would be read."""
    return next((found for found in _near(document, finding) if _works(document, finding, found)), None)


def in_file(document: Document, finding: Diagnostic) -> Insertion | None:
    """A comment for the rule in the whole file."""
    end = _line_end(document)
    body = document.front.span.end
    candidates = [Insertion(body, f"{end}<!-- pm:ignore-file {finding.rule} -- ", f" -->{end}")]
    if document.front.present:
        candidates.append(Insertion(document.front.body.end, f"# pm:ignore-file {finding.rule} -- ", end))
    return next((found for found in candidates if _works(document, finding, found)), None)


def _near(document: Document, finding: Diagnostic) -> Iterator[Insertion]:
    line = document.lines.line_span(document.lines.position(finding.span.start).line)
    text = line.of(document.text)
    indent = text[: len(text) - len(text.lstrip(" \t"))]
    end = _line_end(document)
    if document.front.body.start <= finding.span.start < document.front.body.end:
        yield Insertion(line.end, f" # pm:ignore {finding.rule} -- ", "")
        yield Insertion(line.start, f"{indent}# pm:ignore {finding.rule} -- ", end)
        return
    comment = f"<!-- pm:ignore {finding.rule} -- "
    block = document.block_at(finding.span.start)
    if block is not None and block.kind is BlockKind.CELL:
        bar = text.rstrip().endswith("|")
        at = line.start + (text.rstrip().rfind("|") if bar else len(text.rstrip()))
        yield Insertion(
            at, comment if document.text[at - 1] == " " else f" {comment}", " --> " if bar else " -->"
        )
    elif (
        block is not None and block.parent is None and block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)
    ):
        first = document.lines.line_span(document.lines.position(block.span.start).line).start
        if not block.quoted:
            yield Insertion(first, f"{indent}{comment}", f" -->{end}")
    yield Insertion(line.start + len(text.rstrip()), f" {comment}", " -->")


def _line_end(document: Document) -> str:
    return "\r\n" if "\r\n" in document.text[:10_000] else "\n"


def _works(document: Document, finding: Diagnostic, insertion: Insertion) -> bool:
    """Whether the comment is read as one, covers the finding, and is the only thing that changed."""
    text = document.text[: insertion.offset] + insertion.text + document.text[insertion.offset :]
    changed = Document(document.path, text, document.vocabulary)
    shift = len(insertion.text) if insertion.offset <= finding.span.start else 0
    span = Span(finding.span.start + shift, finding.span.end + shift)
    if changed.front.data != document.front.data:
        return False
    if [s.title for s in changed.sections] != [s.title for s in document.sections]:
        return False
    return any(
        s.covers(finding.rule, span) and s.span.overlaps(_written(insertion)) for s in changed.suppressions
    )


def _written(insertion: Insertion) -> Span:
    return Span(insertion.offset, insertion.offset + len(insertion.text))
