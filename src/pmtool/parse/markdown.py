"""Markdown events to blocks with true spans.

pyromark (pulldown-cmark) gives CommonMark with tables, task lists, footnotes and admonitions as a stream of events
with byte ranges, at 0.08 ms a file. This module only folds that stream into `Block`s; it decides nothing about what
the blocks mean.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate
import re
from typing import Any

from pmtool.model.blocks import Block, BlockKind, Comment, Link, LinkKind, TablePlace
from pmtool.model.mapped import Piece
from pmtool.model.span import Span

_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_URL = re.compile(r"\b(?:https?|ftp)://[^\s<>()\[\]]+|\bwww\.[^\s<>()\[\]]+")


@dataclass(frozen=True)
class Body:
    """The body of a document: blocks, links and HTML comments, in order."""

    blocks: tuple[Block, ...]
    links: tuple[Link, ...]
    comments: tuple[Comment, ...]


def read_markdown(text: str, start: int) -> Body:
    """The blocks of `text[start:]`, with spans in `text`."""
    import pyromark

    options = pyromark.Options
    # Half a surrogate pair (from JSON of an editor, say) has no UTF-8; the replacement has as many bytes.
    source = _SURROGATE.sub("\ufffd", text[start:])
    events = pyromark.events_with_range(
        source,
        options=options.ENABLE_TABLES
        | options.ENABLE_TASKLISTS
        | options.ENABLE_FOOTNOTES
        | options.ENABLE_STRIKETHROUGH
        | options.ENABLE_GFM
        | options.ENABLE_HEADING_ATTRIBUTES,
    )
    folder = _Folder(text, start)
    for event, at in _with_code_points(events, source, start):
        folder.feed(event, at)
    return Body(tuple(folder.finish()), tuple(folder.links), tuple(folder.comments))


def _with_code_points(events: Any, source: str, start: int) -> Iterator[tuple[Any, Span]]:
    """Events with spans in code points instead of UTF-8 bytes."""
    if source.isascii():
        for event, at in events:
            yield event, Span(start + at["start"], start + at["end"])
        return
    # Byte offset at which each non-ASCII character ends, and by how many bytes the count has run ahead there.
    found = [match.start() for match in _NON_ASCII.finditer(source)]
    extra = list(accumulate(len(source[at].encode("utf-8", "surrogatepass")) - 1 for at in found))
    ends = [at + ahead + 1 for at, ahead in zip(found, extra, strict=True)]

    def convert(byte: int) -> int:
        index = bisect_right(ends, byte)
        return start + byte - (extra[index - 1] if index else 0)

    for event, at in events:
        yield event, Span(convert(at["start"]), convert(at["end"]))


@dataclass
class _Open:
    """A block whose end has not come yet."""

    kind: BlockKind
    span: Span
    index: int
    pieces: list[Piece] = field(default_factory=list)
    level: int = 0
    task: bool | None = None
    marker: Span | None = None
    cell: TablePlace | None = None
    info: str = ""
    ordered: bool = False
    # An item whose own text is complete: what comes next is a block of its own.
    filled: bool = False
    # A paragraph without marks in the stream: text of a tight item after a nested block.
    implicit: bool = False


class _Folder:
    """Folds the event stream; one method a kind of event."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.links: list[Link] = []
        self.comments: list[Comment] = []
        self._done: dict[int, Block] = {}
        self._count = 0
        self._open: list[_Open] = []
        self._items: list[_Open] = []
        self._lists: list[bool] = []
        self._quotes = 0
        self._table = -1
        self._row = self._column = 0
        self._images = 0
        self._autolinks = 0
        self._strong = 0
        self._struck = 0
        self._html: Span | None = None

    def finish(self) -> list[Block]:
        return [self._done[index] for index in sorted(self._done)]

    # -- events

    def feed(self, event: Any, at: Span) -> None:
        if isinstance(event, str):
            self._simple(event, at)
            return
        ((name, value),) = event.items()
        if name == "Start":
            self._start(value, at)
        elif name == "End":
            self._end(value, at)
        elif name == "Text":
            self._text(value, at)
        elif name == "Code":
            self._piece(Piece(value or "`", at, code=True))
        elif name in ("InlineHtml", "Html"):
            self._found_html(at)
        elif name == "TaskListMarker" and self._items:
            item = self._items[-1]
            item.task, item.marker = value, at

    def _simple(self, name: str, at: Span) -> None:
        if name == "SoftBreak":
            self._piece(Piece(" ", at))
        elif name == "HardBreak":
            self._piece(Piece("\n", at))

    def _start(self, tag: Any, at: Span) -> None:
        name, detail = (tag, None) if isinstance(tag, str) else next(iter(tag.items()))
        match name:
            case "Heading":
                self._begin(BlockKind.HEADING, at, level=int(detail["level"][1]) if detail else 1)
            case "Paragraph":
                if not self._in_item_text():
                    self._settle_item()
                    self._begin(BlockKind.PARAGRAPH, at)
            case "List":
                self._settle_item()
                self._lists.append(detail is not None)
            case "Item":
                opened = self._begin(BlockKind.ITEM, at)
                opened.ordered = bool(self._lists and self._lists[-1])
                self._items.append(opened)
            case "BlockQuote":
                self._settle_item()
                self._quotes += 1
            case "CodeBlock":
                self._settle_item()
                info = detail.get("Fenced", "") if isinstance(detail, dict) else ""
                self._begin(BlockKind.CODE, at, info=info)
            case "HtmlBlock":
                self._settle_item()
                self._html = at
            case "Table":
                self._settle_item()
                self._table += 1
                self._row = -1
            case "TableHead" | "TableRow":
                self._row += 1
                self._column = 0
            case "TableCell":
                self._begin(BlockKind.CELL, at, cell=TablePlace(self._table, self._row, self._column))
                self._column += 1
            case "Link" | "Image":
                self._link(name, detail, at)
            case "Strong":
                self._strong += 1
            case "Strikethrough":
                self._struck += 1

    def _end(self, tag: Any, at: Span) -> None:
        name = tag if isinstance(tag, str) else next(iter(tag))
        match name:
            case "Heading" | "CodeBlock" | "TableCell":
                self._close()
            case "Paragraph":
                if self._in_item_text():
                    self._items[-1].filled = True
                else:
                    self._close()
            case "Item":
                self._settle_item()
                self._items.pop()
                self._close()
            case "List":
                self._lists.pop()
            case "BlockQuote":
                self._quotes -= 1
            case "HtmlBlock":
                self._end_html()
            case "Link":
                self._autolinks = max(0, self._autolinks - 1)
            case "Image":
                self._images -= 1
            case "Strong":
                self._strong -= 1
            case "Strikethrough":
                self._struck -= 1

    # -- blocks

    def _begin(self, kind: BlockKind, at: Span, **more: Any) -> _Open:
        opened = _Open(kind, at, self._count, **more)
        self._count += 1
        self._open.append(opened)
        return opened

    def _close(self) -> None:
        opened = self._open.pop()
        depth = len(self._items) + (1 if opened.kind is BlockKind.ITEM else 0)
        own = opened.span
        if opened.kind is not BlockKind.CODE and opened.pieces:
            own = Span(opened.pieces[0].span.start, opened.pieces[-1].span.end)
        elif opened.kind is BlockKind.ITEM:
            own = Span(opened.span.start, opened.span.start)
        self._done[opened.index] = Block(
            kind=opened.kind,
            span=opened.span,
            own=own,
            pieces=tuple(opened.pieces),
            level=opened.level,
            parent=self._items[-1].index if self._items else None,
            list_depth=depth,
            ordered=opened.ordered,
            task=opened.task,
            marker=opened.marker,
            quoted=self._quotes > 0,
            cell=opened.cell,
            info=opened.info,
        )

    def _in_item_text(self) -> bool:
        """Whether inline text now belongs to the list item itself."""
        return bool(
            self._items and self._open and self._open[-1] is self._items[-1] and not self._items[-1].filled
        )

    def _settle_item(self) -> None:
        """What follows is no longer the item's own text."""
        if self._open and self._open[-1].implicit:
            self._close()
        if self._items:
            self._items[-1].filled = True

    # -- inline

    def _piece(self, piece: Piece) -> None:
        if self._images or not self._open:
            return
        opened = self._open[-1]
        if opened.kind is BlockKind.ITEM and opened.filled:
            opened = self._begin(BlockKind.PARAGRAPH, piece.span, implicit=True)
        if opened.implicit:
            opened.span = Span(opened.span.start, piece.span.end)
        if self._strong or self._struck:
            piece = replace(piece, strong=self._strong > 0, struck=self._struck > 0)
        opened.pieces.append(piece)

    def _text(self, value: str, at: Span) -> None:
        if self._open and self._open[-1].kind is BlockKind.CODE:
            self._open[-1].pieces.append(Piece(value, at))
            return
        if self._autolinks:
            self._piece(Piece(value, at, code=True))
            return
        if len(value) != at.end - at.start:
            self._piece(Piece(value, at))
            return
        position = 0
        for url in _URL.finditer(value):
            end = url.end() - (len(url[0]) - len(url[0].rstrip(".,;:!?\"'")))
            self._piece(
                Piece(value[position : url.start()], Span(at.start + position, at.start + url.start()))
            )
            span = Span(at.start + url.start(), at.start + end)
            self._piece(Piece(value[url.start() : end], span, code=True))
            if not self._images:
                self.links.append(Link(LinkKind.AUTOLINK, value[url.start() : end], span))
            position = end
        self._piece(Piece(value[position:], Span(at.start + position, at.end)))

    def _link(self, name: str, detail: Any, at: Span) -> None:
        written = detail["link_type"]
        if name == "Image":
            kind = LinkKind.IMAGE
            self._images += 1
        elif written in ("Autolink", "Email"):
            kind = LinkKind.AUTOLINK
            self._autolinks += 1
        else:
            kind = LinkKind.INLINE if written == "Inline" else LinkKind.REFERENCE
        self.links.append(Link(kind, detail["dest_url"], at))

    # -- HTML

    def _found_html(self, at: Span) -> None:
        if self._html is None:
            self._comments_in(at)

    def _end_html(self) -> None:
        if self._html is None:
            return
        at = self._html
        self._html = None
        self._comments_in(at)
        self._begin(BlockKind.HTML, at)
        self._close()

    def _comments_in(self, at: Span) -> None:
        # Not a pattern: one with a lazy middle scans to the end again for every `<!--` that is never closed.
        start = self.text.find("<!--", at.start, at.end)
        while start >= 0 and (end := self.text.find("-->", start + 4, at.end)) >= 0:
            self.comments.append(Comment(self.text[start + 4 : end].strip(), Span(start, end + 3)))
            start = self.text.find("<!--", end + 3, at.end)
