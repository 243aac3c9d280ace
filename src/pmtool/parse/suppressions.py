"""`<!-- pm:ignore RULE -- reason -->` comments, and `# pm:ignore RULE -- reason` in front matter."""

from bisect import bisect_right
from collections.abc import Iterator
import re
from typing import TYPE_CHECKING

from pmtool.model.span import Span
from pmtool.model.suppression import Suppression

if TYPE_CHECKING:
    from pmtool.parse.document import Document

# What editors and our own pages put where the reason goes; nobody has said why until it is replaced.
PLACEHOLDER = "why it is meant to stay"

# Either form, once the comment marks are gone; the reason follows two dashes (or one long one).
_IGNORE = re.compile(r"pm:\s*ignore(?P<file>-file)?(?P<rest>.*)", re.DOTALL)
_YAML_COMMENT = re.compile(r"(?:^|[ \t])#[ \t]*(pm:[^\r\n]*)", re.MULTILINE)
_REASON = re.compile(r"(?:^|\s)(?:--|—|–)\s*(.*)", re.DOTALL)
_TEXTS = ("'", '"', "|", ">")
_BLANK_LINE = re.compile(r"(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)")


def read_suppressions(document: "Document") -> list[Suppression]:
    """All suppressions of a document, in order. Comments inside code are no comments."""
    return [*_in_front_matter(document), *_in_body(document)]


def _in_front_matter(document: "Document") -> Iterator[Suppression]:
    front = document.front
    # A `#` inside a quoted or block scalar is text, such as a title's, and no comment.
    texts = sorted(
        mark.value for mark in front.marks.values() if mark.value.of(document.text).startswith(_TEXTS)
    )
    starts = [value.start for value in texts]
    for found in _YAML_COMMENT.finditer(document.text, front.body.start, front.body.end):
        before = bisect_right(starts, found.start(1)) - 1
        if before >= 0 and texts[before].covers(found.start(1)):
            continue
        line = document.lines.line_span(document.lines.position(found.start(1)).line)
        span = Span(found.start(1), found.end(1))
        alone = not document.text[line.start : found.start(1)].strip(" \t#")
        scope = _next_line(document, line) if alone else line
        yield from _read(document, found[1], span, scope)


def _next_line(document: "Document", line: Span) -> Span:
    number = document.lines.position(line.end).line + 1
    return document.lines.line_span(min(number, document.lines.line_count))


def _in_body(document: "Document") -> Iterator[Suppression]:
    if "pm:" not in document.text:
        return
    for comment in document.comments:
        yield from _read(document, comment.text, comment.span, _scope(document, comment.span))


def _scope(document: "Document", comment: Span) -> Span:
    """The comment's own lines; if it stands alone, the lines that follow up to the next blank one."""
    first = document.lines.line_span(document.lines.position(comment.start).line)
    last = document.lines.line_span(document.lines.position(comment.end).line)
    around = document.text[first.start : comment.start] + document.text[comment.end : last.end]
    if around.strip():
        return Span(first.start, last.end)
    start = last.end
    while start < len(document.text) and document.text[start] in " \t\r\n":
        start += 1
    blank = _BLANK_LINE.search(document.text, start)
    return Span(start, blank.start() if blank else len(document.text))


def _read(document: "Document", text: str, span: Span, scope: Span) -> Iterator[Suppression]:
    found = _IGNORE.match(text)
    if not found:
        return
    if found["file"]:
        scope = Span(0, len(document.text) + 1)
    reason = _REASON.search(found["rest"])
    listed = found["rest"][: reason.start()] if reason else found["rest"]
    names = tuple(name for name in re.split(r"[\s,]+", listed) if name)
    said = reason[1].strip() if reason else ""
    yield Suppression(span, scope, names, said if said and said != PLACEHOLDER else None)
