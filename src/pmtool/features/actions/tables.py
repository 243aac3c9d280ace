"""Changes of actions that are rows of a table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
import re

from pmtool.errors import PmError
from pmtool.features.actions.changes import Change
from pmtool.features.actions.encoding import cell_markdown
from pmtool.features.actions.splices import Splice, line_of
from pmtool.model.blocks import Block, BlockKind
from pmtool.model.entries import Action
from pmtool.model.span import Span
from pmtool.parse import Document
from pmtool.parse.action_fields import column_field

_PIPE = re.compile(r"\\.|(\|)")
_LEAD = re.compile(r"[\s>]*")


@dataclass(frozen=True, slots=True)
class TableLines:
    """The lines of a table that a change may touch. columns: field name -> column; titles: all of them."""

    header: Span
    delimiter: Span
    columns: Mapping[str, int]
    titles: tuple[str, ...]

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.titles)


def table_of(document: Document, action: Action) -> TableLines:
    """The table that a row stands in."""
    cells = [block for block in document.blocks if block.kind is BlockKind.CELL and block.cell is not None]
    table = next(
        block.cell.table
        for block in cells
        if block.cell is not None and action.span.start <= block.span.start <= action.span.end
    )
    return table_lines(document, [block for block in cells if block.cell and block.cell.table == table])


def table_lines(document: Document, cells: list[Block]) -> TableLines:
    """The table of some cells; `cells` holds at least those of its header."""
    head = [block for block in cells if block.cell is not None and block.cell.row == 0]
    number = document.lines.position(head[0].span.start).line
    columns: dict[str, int] = {}
    for block in head:
        name = column_field(block.text)
        if name is not None and block.cell is not None:
            columns.setdefault(name, block.cell.column)
    titles = tuple(block.text for block in head)
    return TableLines(document.lines.line_span(number), document.lines.line_span(number + 1), columns, titles)


def row_cells(text: str, line: Span) -> list[Span]:
    """The cells of a table's line, between the pipes, padding included."""
    lead = _LEAD.match(text, line.start, line.end)
    start = lead.end() if lead else line.start
    end = line.end - (len(text[line.start : line.end]) - len(text[line.start : line.end].rstrip()))
    pipes = [found.start(1) for found in _PIPE.finditer(text, start, end) if found[1]]
    edges = [start - 1, *pipes, end]
    if pipes and pipes[0] == start:
        edges.pop(0)
    if pipes and pipes[-1] == end - 1 and len(edges) > 2:
        edges.pop()
    return [Span(low + 1, high) for low, high in pairwise(edges)]


def row_splices(document: Document, action: Action, change: Change) -> Iterator[list[Splice]]:
    """The one way to make a change in a row; columns that it needs and that are not there are added."""
    table = table_of(document, action)
    wanted = dict(change.set)
    known = {name: value for name, value in change.columns.items() if name in table.columns}
    wanted |= known or dict(list(change.columns.items())[-1:])
    for name in change.drop:
        if name in table.columns and name not in wanted:
            wanted[name] = ""
    yield row_change(document, table, line_of(document.lines, action.span.start), wanted)


def row_change(document: Document, table: TableLines, line: Span, wanted: Mapping[str, str]) -> list[Splice]:
    """Set cells of a row by field name; an empty value empties the cell."""
    text = document.text
    cells = row_cells(text, line)
    added = [name for name in wanted if name not in table.columns]
    columns = dict(table.columns) | {name: table.width + n for n, name in enumerate(added)}
    if len(cells) > table.width and added:
        raise PmError(
            "this row has more cells than the table has columns", "give the table a header for each"
        )
    splices: list[Splice] = []
    beyond: dict[int, str] = {}
    for name, value in wanted.items():
        column = columns[name]
        written = cell_markdown(name, _as_written(value, name)) if value else ""
        if name == "state" and value:
            written = _in_style(document, table, column, written)
        if column < len(cells):
            splices.append(Splice(cells[column], _padded(cells[column].of(text), written)))
        else:
            beyond[column] = written
    if beyond:
        tail = [beyond.get(column, "") for column in range(len(cells), max(beyond) + 1)]
        splices.append(_appended(text, line, tail))
    splices += added_columns(document, table, added)
    return splices


def added_columns(document: Document, table: TableLines, names: Sequence[str]) -> list[Splice]:
    """New columns at the end: only the header and the line below it change; a row without the cell has it empty."""
    if not names:
        return []
    capital = any(title[:1].isupper() for title in table.titles)
    titles = [name.capitalize() if capital else name for name in names]
    return [
        _appended(document.text, table.header, titles),
        _appended(document.text, table.delimiter, ["---"] * len(names), pad=""),
    ]


def _as_written(value: str, name: str) -> str:
    return value.replace("_", " ") if name == "state" else value


def _in_style(document: Document, table: TableLines, column: int, word: str) -> str:
    """A state with a capital letter, or in capitals, where the column has its states so."""
    others = []
    number = document.lines.position(table.delimiter.start).line + 1
    while number <= document.lines.line_count:
        line = document.lines.line_span(number)
        if "|" not in line.of(document.text):
            break
        cells = row_cells(document.text, line)
        others.append(cells[column].of(document.text).strip() if column < len(cells) else "")
        number += 1
    letters = [other for other in others if other[:1].isalpha()]
    if letters and all(other.isupper() for other in letters):
        return word.upper()
    return word.capitalize() if any(other[0].isupper() for other in letters) or not letters else word


def _padded(old: str, written: str) -> str:
    """A cell of the old width where the new text fits into it."""
    return f" {written} ".ljust(len(old)) if written else " " * max(len(old), 1)


def _appended(text: str, line: Span, cells: list[str], *, pad: str = " ") -> Splice:
    content = line.of(text).rstrip()
    closed = content.endswith("|") and not content.endswith("\\|")
    at = line.start + len(content)
    joined = "|".join(f"{pad}{cell}{pad}" if cell else " " for cell in cells)
    return Splice(Span(at, at), f"{joined}|" if closed else f" |{joined}".rstrip() if pad else f"|{joined}")


def row_text(document: Document, table: TableLines, text: str, values: Mapping[str, str], like: Span) -> str:
    """A new row, written like the line `like` (its lead, its outer pipes); values without a column come last."""
    model = like.of(document.text)
    lead = _LEAD.match(model)
    prefix = lead[0] if lead else ""
    by_column = {column: name for name, column in table.columns.items()}
    cells = []
    names = [by_column.get(column, "") for column in range(table.width)]
    for name in [*names, *(name for name in values if name not in table.columns)]:
        value = text if name == "text" else values.get(name, "")
        cells.append(f" {value} " if value else " ")
    opening = "|" if model[len(prefix) :].startswith("|") else ""
    closing = "|" if model.rstrip().endswith("|") else ""
    return f"{prefix}{opening}{'|'.join(cells)}{closing}"
