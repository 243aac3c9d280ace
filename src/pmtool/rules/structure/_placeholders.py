"""What a template leaves for the writer to fill, and how to tell it from text."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
import re

from pmtool.model.blocks import Block, BlockKind
from pmtool.model.span import Span
from pmtool.parse import Document

# Words that stand for text to come, wherever they are written in capitals.
_WORD = re.compile(r"(?<![\w-])(?:TBD|TBC|XXX+)(?![\w-])|\blorem ipsum\b", re.IGNORECASE)
# "340 tickets of TODO customers" waits for a number; "we left a TODO in it" and "the TODO list" are text.
_TASK = re.compile(r"(?<![\w-])(?:TODO|FIXME)(?![\w-])")
_TASK_BEFORE = re.compile(r"\b(?:an?|the|this|that|each|every|any|no|old|new|open|one)\s+\Z", re.IGNORECASE)
_TASK_AFTER = re.compile(
    r"\s+(?:lists?|comments?|items?|apps?|boards?|files?|entry|entries|markers?|tags?)\b", re.I
)
_LATER = re.compile(
    r"(?:^|(?<=: ))to be (?:determined|confirmed|decided|defined|completed|filled in)(?=\W*$)", re.I
)
_BRACES = re.compile(r"\{\{(?![<%])[^{}\n]{1,120}\}\}")
_BRACKETS = re.compile(r"\[([^\[\]\n]{1,1000})\](?![(\[:])")
_ANGLES = re.compile(r"<([A-Za-z][^<>\n]{1,200})>")
_NOTHING = re.compile(r"(?:\?{2,}|\.{3}|…)\Z")
_INSTRUCTION = re.compile(
    r"(?:describe|insert|add|enter|fill|list|explain|provide|specify|write|replace|summari[sz]e|your|name of|"
    r"link to|what|who|when|where|why|how|placeholder|todo|tbd|tbc|fixme)\b",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"(?:your |the |service |team |incident )?(?:name|date|time|owner|team|service|title|ticket|link|id|"
    r"number|description|placeholder|author|severity)s?\Z",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"[A-Z][A-Z0-9_-]{2,}\Z|(?:[Yy]our|[Ii]nsert|my)[-_]\w")
_HTML = frozenset(
    """
    a abbr address article aside audio b base bdi bdo blockquote body br button canvas caption center
    cite code col colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset
    figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd
    label legend li link main map mark menu meta meter nav noscript object ol optgroup option output p
    param picture pre progress q rp rt ruby s samp script search section select small source span strike
    strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track
    tt u ul var video wbr
    """.split()  # noqa: SIM905 (a table to read)
)
_COMMENT = re.compile(r"(?:fill|todo|tbd|fixme)\b", re.IGNORECASE)
_WHOLE = re.compile(
    r"(?:todo|tbd|tbc|fixme|xxx+|\?{2,}|\.{3}|…|lorem ipsum[^\n]*|"
    r"to be (?:determined|confirmed|decided|defined)|_?\[[^\[\]\n]*\]_?|<[^<>\n]+>|\{\{[^{}\n]*\}\})[.:]?\Z",
    re.IGNORECASE,
)


def placeholders(document: Document, own: Sequence[str]) -> list[Span]:
    """The spans of placeholders in front matter, prose and comments, in order, without overlaps.

    own: further regular expressions, for prose. One that cannot be compiled is left out.
    """
    found = sorted(
        [*_in_values(document), *_in_comments(document), *_in_blocks(document, _compiled(tuple(own)))]
    )
    kept: list[Span] = []
    for span in found:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


@lru_cache(maxsize=8)
def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    made = []
    for pattern in patterns:
        try:
            made.append(re.compile(pattern))
        except re.error:
            continue
    return tuple(made)


def _in_values(document: Document) -> Iterator[Span]:
    """Values of the front matter that are nothing but a placeholder."""
    for mark in document.front.marks.values():
        written = mark.value.of(document.text)
        plain = written.strip("'\" ")
        # a list in brackets is a value, a text in brackets was put in quotes
        if _WHOLE.match(plain) and not written.startswith(("[", "{")):
            yield mark.value


def _in_comments(document: Document) -> Iterator[Span]:
    for comment in document.comments:
        if _COMMENT.match(comment.text):
            yield comment.span


def _in_blocks(document: Document, own: Iterable[re.Pattern[str]]) -> Iterator[Span]:
    blocks = document.blocks
    for number, block in enumerate(blocks):
        if block.quoted or block.kind is BlockKind.CODE:
            continue
        following = blocks[number + 1].span.start if number + 1 < len(blocks) else len(document.text)
        if block.kind is not BlockKind.CELL or (block.cell and block.cell.row > 0):
            yield from _angled(block, document.text, following)
        if block.prose:
            yield from _in_prose(block, document.text, own)


def _in_prose(block: Block, text: str, own: Iterable[re.Pattern[str]]) -> Iterator[Span]:
    prose = block.prose
    patterns = [_WORD, _BRACES, _LATER, *own]
    if block.kind is not BlockKind.HEADING:  # "TODO" is the name of a section of actions
        patterns.append(_TASK)
    for pattern in patterns:
        for found in pattern.finditer(prose.text):
            if found.end() > found.start() and _counts(pattern, found):
                yield prose.span(found.start(), found.end())
    if _NOTHING.match(prose.text):
        yield prose.span()
    for found in _BRACKETS.finditer(prose.text):
        span = prose.span(found.start(), found.end())
        alone = found[0] == prose.text.rstrip(".")
        if _emphasised(span, text) or _INSTRUCTION.match(found[1]) or (alone and _FIELD.match(found[1])):
            yield span


def _counts(pattern: re.Pattern[str], found: re.Match[str]) -> bool:
    """Whether a word stands for text to come, and is not spoken about."""
    if pattern is _WORD:
        return found[0].isupper() or " " in found[0]
    if pattern is _TASK:
        before = found.string[max(0, found.start() - 12) : found.start()]
        return not (_TASK_BEFORE.search(before) or _TASK_AFTER.match(found.string, found.end()))
    return True


def _emphasised(span: Span, text: str) -> bool:
    """`_[What users saw.]_`: the form of the shipped templates."""
    return text[span.start - 1 : span.start] in ("_", "*") and text[span.end : span.end + 1] in ("_", "*")


def _angled(block: Block, text: str, following: int) -> Iterator[Span]:
    """`<your service>`: to Markdown it is an HTML tag, so it is looked for in the raw text."""
    start = block.own.start if block.kind is BlockKind.ITEM else block.span.start
    end = min(block.span.end, following) if following > start else block.span.end
    code = [piece.span for piece in block.pieces if piece.code]
    for found in _ANGLES.finditer(text, start, end):
        if _is_blank(found[1]) and not any(span.covers(found.start()) for span in code):
            yield Span(found.start(), found.end())


def _is_blank(inner: str) -> bool:
    words = inner.split()
    if any(mark in inner for mark in ("=", "://", "@", ";", "<")) or inner.endswith("/"):
        return False
    first = words[0].casefold()
    if len(words) == 1:
        return first in _FILLERS or (first not in _HTML and bool(_CAPITALS.match(inner)))
    # "<this file>" shows a pattern
    return first not in ("this", "that") and (first not in _HTML or len(words) > 2)


_FILLERS = frozenset(
    {"name", "date", "owner", "team", "service", "description", "placeholder", "ticket", "author"}
)
