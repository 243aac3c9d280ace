"""A review for the terminal: a short head instead of front matter, the body rendered, comments left out."""

from collections.abc import Iterable, Iterator
from typing import TextIO

from pmtool.parse import Document
from pmtool.report import Style
from pmtool.report.text import printable
from pmtool.schema.brief import Brief, read_brief


def write_review(document: Document, style: Style, out: TextIO) -> None:
    """Render a review."""
    from rich.console import Console
    from rich.markdown import Markdown
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    console = Console(
        file=out,
        width=min(style.width, 100),
        force_terminal=style.color,
        no_color=not style.color,
        highlight=False,
        legacy_windows=False,
    )
    brief = read_brief(document)
    console.print(Text(printable(brief.title or document.stem), style="bold"))
    head = Table.grid(padding=(0, 2))
    for label, value in head_rows(document, brief):
        head.add_row(Text(label, style="dim"), Text(printable(value)))
    console.print(Padding(head, (0, 0, 1, 2)))
    # A link shows its address: what a terminal hides behind a word may lead anywhere.
    console.print(Markdown(shown_body(document), hyperlinks=False))


def head_rows(document: Document, brief: Brief) -> Iterator[tuple[str, str]]:
    """The facts of the front matter, those that are there."""
    data = document.front.data
    yield "review", document.stem
    facts = [str(brief.status or ""), brief.kind, brief.severity]
    rows = [
        ("status", _joined(facts, " · ")),
        ("services", _joined(brief.services)),
        ("times", " · ".join(f"{stage} {moment.isoformat()}" for stage, moment in brief.times.items())),
        ("detected by", brief.detected_by or ""),
        ("factors", _joined(brief.factors)),
        ("facilitator", _text(data.get("facilitator"))),
        ("authors", _joined(brief.authors)),
        ("reviewers", _text(data.get("reviewers"))),
        ("tags", _joined(brief.tags)),
    ]
    yield from ((label, value) for label, value in rows if value)


def shown_body(document: Document) -> str:
    """The body without HTML comments and without characters that steer a terminal."""
    pieces = []
    position = document.front.span.end
    for comment in document.comments:
        pieces.append(document.text[position : comment.span.start])
        position = max(position, comment.span.end)
    pieces.append(document.text[position:])
    lines = "".join(pieces).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("\t".join(printable(part) for part in line.split("\t")) for line in lines)


def _joined(words: Iterable[str | None], mark: str = ", ") -> str:
    return mark.join(word for word in words if word)


def _text(value: object) -> str:
    items = value if isinstance(value, list) else [value]
    return _joined(item for item in items if isinstance(item, str))
