"""`--format text`: for people at a terminal, by file: the source line, the span underlined, the question."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby
import textwrap
from typing import TextIO
import unicodedata

import typer

from pmtool.model.diagnostic import Diagnostic
from pmtool.model.span import Span
from pmtool.parse import Document
from pmtool.report import Results, Style
from pmtool.vocab import Severity

_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
_GUTTER = "    "


def write(results: Results, style: Style, out: TextIO) -> None:
    """Write findings by file, then one line that sums up."""
    for path, found in groupby(results.diagnostics, key=lambda d: d.path):
        out.write(_paint(printable(path.as_posix()), style, bold=True) + "\n")
        shown: set[str] = set()
        for diagnostic in found:
            told = diagnostic.rewrite
            # One sentence skeleton a rule and file: the second time it is noise.
            again = told is not None and told in shown and not style.verbose
            shown |= {told} if told is not None else set()
            once = replace(diagnostic, rewrite=None) if again else diagnostic
            for line in _lines(once, results.documents.get(path), style):
                out.write(line.rstrip() + "\n")
        out.write("\n")
    if not style.quiet or results.diagnostics:
        out.write(summary(results, style) + "\n")


def _paint(
    text: str, style: Style, *, color: str | None = None, bold: bool = False, dim: bool = False
) -> str:
    return typer.style(text, fg=color, bold=bold or None, dim=dim or None) if style.color else text


def _lines(diagnostic: Diagnostic, document: Document | None, style: Style) -> Iterator[str]:
    place = f"{diagnostic.start.line}:{diagnostic.start.column}"
    grade = _paint(str(diagnostic.severity), style, color=_COLORS[diagnostic.severity], bold=True)
    lead = len(place) + len(diagnostic.severity) + 2
    first, *more = _wrapped(printable(diagnostic.message), diagnostic.rule, lead, style)
    yield f"  {_paint(place, style, dim=True)} {grade} {first}"
    yield from (f"{_GUTTER}{line}" for line in more)
    if document is not None:
        yield from _source(diagnostic, document, style)
    if diagnostic.ask:
        yield from _labelled("ask", diagnostic.ask, style, color="cyan")
    if diagnostic.rewrite:
        yield from _labelled("try", diagnostic.rewrite, style, color="green")
    if diagnostic.fix is not None:
        yield from _labelled("fix", f"--fix writes '{diagnostic.fix.text}'", style, color="green")
    if style.verbose and diagnostic.why:
        reasons = "; ".join(
            _plain(value) if isinstance(value, Mapping) else f"{key}: {_plain(value)}"
            for key, value in diagnostic.why.items()
        )
        yield from _labelled("why", reasons, style, color="magenta")


def _wrapped(message: str, rule: str, lead: int, style: Style) -> list[str]:
    """The message in lines of the width, the first one shorter by `lead`; the rule's name closes the last."""
    width = max(40, style.width) - len(_GUTTER)
    lines = textwrap.wrap(f"{'.' * (lead - 2)} {message}", width, break_on_hyphens=False)
    lines[0] = lines[0][lead - 1 :]
    name = _paint(rule, style, dim=True)
    if len(lines[-1]) + len(rule) + 2 + (lead if len(lines) == 1 else 0) > width:
        return [*lines, name]
    return [*lines[:-1], f"{lines[-1]}  {name}"]


def _plain(value: object) -> str:
    """A value of `why` as people write it: `who: we, thing: the alert`."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_plain(item)}" for key, item in value.items())
    if isinstance(value, list | tuple):
        # Entries that are mappings themselves are told apart.
        return ("; " if any(isinstance(item, Mapping) for item in value) else ", ").join(map(_plain, value))
    return str(value)


def _labelled(label: str, text: str, style: Style, *, color: str) -> Iterator[str]:
    width = max(40, style.width) - len(_GUTTER) - 5
    wrapped = textwrap.wrap(printable(text), width) or [""]
    for number, line in enumerate(wrapped):
        head = _paint(label.ljust(4), style, color=color) if number == 0 else "    "
        yield f"{_GUTTER}{head} {line}"


def _source(diagnostic: Diagnostic, document: Document, style: Style) -> Iterator[str]:
    """The line of the finding, cut to the width around the span, and the span underlined."""
    line = document.lines.line_span(diagnostic.start.line)
    low = diagnostic.span.start - line.start
    high = max(low + 1, min(diagnostic.span.end, line.end) - line.start)
    text = line.of(document.text)
    if not text.strip():
        return
    start, end = _window(len(text), Span(low, high), max(40, style.width) - len(_GUTTER) - 4)
    before = ("…" if start else "") + text[start:low]
    marked = text[low : min(high, end)]
    after = text[min(high, end) : end] + ("…" if end < len(text) else "")
    bar = _paint("│", style, dim=True)
    color = _COLORS[diagnostic.severity]
    shown = printable(before) + _paint(printable(marked), style, color=color) + printable(after)
    yield f"{_GUTTER}{bar} {shown}"
    more = " …" if diagnostic.end.line > diagnostic.start.line else ""
    underline = "^" * max(1, columns(printable(marked)))
    yield f"{_GUTTER}{bar} {' ' * columns(printable(before))}{_paint(underline, style, color=color)}{more}"


def _window(length: int, span: Span, width: int) -> tuple[int, int]:
    """Which part of a long line to show: the span, with as much before and after it as fits."""
    if length <= width:
        return 0, length
    room = max(0, width - (span.end - span.start) - 2)
    start = max(0, min(span.start - room // 2, length - width))
    return start, min(length, start + width)


def printable(text: str) -> str:
    """Text that cannot move the cursor, colour the terminal or break the line; tabs become one space."""
    # Nearly all text is; what is printable holds no control, format or surrogate character.
    return text if text.isprintable() else "".join(_safe(character) for character in text)


def _safe(character: str) -> str:
    if character in "\t\r\n":
        return " "
    # Cc: controls; Cf: bidirectional marks that make a line look like another one. ZWJ and ZWNJ are spelling.
    if unicodedata.category(character) in ("Cc", "Cf", "Cs") and character not in "\u200c\u200d":
        return "\N{REPLACEMENT CHARACTER}"
    return character


def columns(text: str) -> int:
    """How many terminal columns a text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def summary(results: Results, style: Style) -> str:
    """One line that sums up a run; it holds no text of a document."""
    files = _many(results.checked, "file")
    notes = []
    if results.fixed:
        notes.append(f"{results.fixed} fixed")
    if results.suppressed:
        notes.append(f"{results.suppressed} suppressed")
    note = f" ({', '.join(notes)})" if notes else ""
    if results.unreadable:
        # Never to be taken for a pass, whatever was found in the others.
        note += f"; {_many(len(results.unreadable), 'path')} could not be read"
    if not results.diagnostics and results.unreadable:
        return _paint(f"{files} checked{note}.", style, color="red")
    if not results.diagnostics:
        return _paint(f"{files} checked, nothing found{note}.", style, color="green")
    counts = [(grade, sum(1 for d in results.diagnostics if d.severity is grade)) for grade in Severity]
    words = [
        _paint(
            _many(count, str(grade)) if grade is not Severity.INFO else f"{count} info",
            style,
            color=_COLORS[grade],
        )
        for grade, count in counts
        if count
    ]
    touched = len({d.path for d in results.diagnostics})
    fixable = sum(1 for d in results.diagnostics if d.fix is not None)
    tail = f" 'pm lint --fix' can mend {fixable} of them." if fixable else ""
    return f"{', '.join(words)} in {touched} of {files}{note}.{tail}"


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
