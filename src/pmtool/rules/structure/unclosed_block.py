"""A code fence or HTML comment that is never closed, so that all below it is lost.

## Why

Markdown closes an open block at the end of the file. Headings, timeline and actions below the fence are
then code, or invisible; the page looks short and nobody is told.

## Instead

Close the fence with the same marks on a line of their own, or the comment with `-->`.

## Source

CommonMark 0.31, sections 4.5 (fenced code blocks) and 4.6 (HTML blocks).
"""

from collections.abc import Iterator
import re

from pmtool.model.blocks import Block, BlockKind
from pmtool.model.diagnostic import Finding
from pmtool.model.span import Span
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.vocab import Severity

_FENCE = re.compile(r"`{3,}|~{3,}")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding at each opening mark."""
    end = len(document.text.rstrip())
    for block in document.blocks:
        if block.kind is BlockKind.CODE and block.span.end >= end:
            yield from _open_fence(block, document.text)
        elif block.kind is BlockKind.HTML:
            yield from _open_comment(block, document.text)


def _open_fence(block: Block, text: str) -> Iterator[Finding]:
    opening = _FENCE.match(text, block.span.start)
    if opening is None:
        return
    lines = block.span.of(text).rstrip().splitlines()
    last = lines[-1].strip(" \t>") if len(lines) > 1 else ""
    if not (last.startswith(opening[0]) and not last.strip(opening[0][0])):
        message = (
            f"the code block that begins here is not closed; add a line {opening[0]} after its last line"
        )
        yield Finding(Span(opening.start(), opening.end()), message)


def _open_comment(block: Block, text: str) -> Iterator[Finding]:
    """A comment without an end, or one that ran on to the end of the next comment."""
    position = block.span.start
    while (start := text.find("<!--", position, block.span.end)) >= 0:
        end = text.find("-->", start + 4, block.span.end)
        inner = text.find("<!--", start + 4, end if end >= 0 else block.span.end)
        if end < 0 or inner >= 0:
            message = "the comment that begins here is not closed, and hides what follows; add --> after it"
            yield Finding(Span(start, start + 4), message)
        position = end + 3 if end >= 0 else block.span.end


RULE = Rule(
    "structure/unclosed-block",
    Severity.WARNING,
    check,
    bad=[
        "## Timeline\n\n«```»text\nlog\n\n## Actions\n\n- Alert.\n",
        "## Timeline\n\n«~~~~»\nlog\n~~~\n\n## Actions\n",
        "## Impact\n\n«<!--» how many users?\n\n## Actions\n\n- Alert.\n",
        "«<!--» a note\n\n## Impact\n\nText.\n\n<!-- another -->\n",
    ],
    good=[
        "## Timeline\n\n```text\nlog\n```\n\n## Actions\n",
        "Text.\n\n    indented code\n",
        "> ```\n> quoted\n> ```\n",
        "<!-- a --> <!-- b -->\n\n- item\n\n  ```\n  log\n  ```\n",
        "A `<!--` in code, and a fence of ~~~ in a line.\n",
    ],
)
