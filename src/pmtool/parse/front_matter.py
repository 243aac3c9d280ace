"""Front matter: split the fence, read values with the mark of every key.

Read from the parser's events, not with a loader: marks stay, duplicate keys are seen, tags and aliases (the
ways to run code or to blow up memory) are refused, and scalars follow the YAML 1.2 core schema, so that
`12:30` and `no` stay text. Dates stay text as well (see `model.front_matter.Value`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
import re
from typing import Literal

from pmtool.model.front_matter import FrontMatter, FrontMatterProblem, KeyPath, Mark, Trouble, Value
from pmtool.model.span import Span

# More than any review needs; a block beyond it is refused unread.
MAX_LENGTH = 256 * 1024
# tomllib takes quadratic time for one long dotted key, which cannot go over a line end.
MAX_TOML_LINE = 4 * 1024
MAX_DEPTH = 32

_OPENING = re.compile(r"(---|\+\+\+)[ \t]*(?:\r\n|\n|\r|\Z)")
_YAML_CLOSING = re.compile(r"(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?=[\r\n]|\Z)")
_TOML_CLOSING = re.compile(r"(?<=[\r\n])\+\+\+[ \t]*(?=[\r\n]|\Z)")
# A carriage return is a line end of its own only where no line feed follows: else each Windows line end would be a blank line.
_BLANK_LINE = re.compile(r"(?:\r\n|\n|\r(?!\n))[ \t]*(?=\r\n|\n|\r)|\Z")
_FIRST_KEY = re.compile(r"[\w-]+[ \t]*[:=]")
_LINE_END = re.compile(r"\r\n|\n|\r|\Z")
# What YAML 1.2 does not allow in a stream (5.1); the C parser reports it with an offset in bytes.
_NOT_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TOML_PAIR = re.compile(r"^[ \t]*([\w-]+)[ \t]*=([^\r\n]*)", re.MULTILINE)
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}


def read_front_matter(text: str) -> FrontMatter:
    """The block on top of `text`; never raises, faults become `problems`."""
    start = 1 if text.startswith("\ufeff") else 0
    nothing = FrontMatter("none", Span(start, start), Span(start, start), {}, {})
    if text.startswith("{", start):
        from pmtool.parse.json_front_matter import read_json

        return read_json(text, start) or nothing
    opening = _OPENING.match(text, start)
    if opening is None:
        return nothing
    kind: Literal["yaml", "toml"] = "yaml" if opening[1] == "---" else "toml"
    closing = (_YAML_CLOSING if kind == "yaml" else _TOML_CLOSING).search(text, opening.end())
    if closing is None:
        # A document may begin with a thematic break; only a key on the next line makes it an unclosed block.
        if not _FIRST_KEY.match(text, opening.end()):
            return nothing
        problem = FrontMatterProblem(
            Trouble.UNCLOSED,
            Span(start, start + 3),
            f"the front matter that begins here is not closed; add a line {opening[1]} after its last key",
        )
        # The keys run to the first blank line; the rest of the file is still read as Markdown.
        blank = _BLANK_LINE.search(text, opening.end())
        end = blank.end() if blank else len(text)
        return FrontMatter(kind, Span(start, end), Span(opening.end(), end), {}, {}, (problem,))
    tail = _LINE_END.search(text, closing.start())
    span = Span(start, tail.end() if tail else closing.end())
    body = Span(opening.end(), closing.start())
    if body.end - body.start > MAX_LENGTH:
        problem = FrontMatterProblem(
            Trouble.UNSAFE,
            Span(start, start + 3),
            f"the front matter is over {MAX_LENGTH // 1024} KiB and was not read; move text into the body",
        )
        return FrontMatter(kind, span, body, {}, {}, (problem,))
    return _read_yaml(text, span, body) if kind == "yaml" else _read_toml(text, span, body)


class _StopReadingError(Exception):
    def __init__(self, problem: FrontMatterProblem) -> None:
        self.problem = problem


@dataclass
class _Frame:
    """An open mapping or list while events come in."""

    path: KeyPath
    value: dict[str, Value] | list[Value]
    start: int
    key_mark: Span | None
    key: str | None = None
    key_span: Span | None = None
    seen: set[str] = field(default_factory=set)
    # Where the last value inside ends: a block collection's own end mark lies behind comments.
    end: int = 0
    # Below the second of two equal keys: read for its faults, but neither kept nor marked.
    dropped: bool = False
    repeated: bool = False


class _Builder:
    """Builds values and marks from YAML events."""

    def __init__(self, source: str, offset: int) -> None:
        self.source = source
        # The parser counts a byte-order mark at the very start as part of the stream, but not as a character.
        self.offset = offset
        self._bom = 1 if source.startswith("\ufeff") else 0
        self.marks: dict[KeyPath, Mark] = {}
        self.problems: list[FrontMatterProblem] = []
        self.root: Value = None
        self._stack: list[_Frame] = []

    def feed(self, event: object) -> None:
        import yaml

        if getattr(event, "anchor", None) is not None:
            what, mark = ("aliases", "*") if isinstance(event, yaml.AliasEvent) else ("anchors", "&")
            self._refuse(
                event, f"YAML {what} are not read here; put quotes around a value that begins with {mark}"
            )
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._refuse_tag(event)
            self._open(event, {} if isinstance(event, yaml.MappingStartEvent) else [])
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close(event)
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            self._refuse(event, "a second YAML document begins here; keep one block of keys")

    def _span(self, event: object) -> Span:
        start, end = event.start_mark.index, event.end_mark.index  # type: ignore[attr-defined]
        shift = self.offset + self._bom
        # A block ends where the next token begins; the white space before it is not part of it.
        length = len(self.source[start + self._bom : end + self._bom].rstrip(" \t\r\n"))
        return Span(shift + start, shift + start + length)

    def _refuse(self, event: object, message: str) -> None:
        span = self._span(event)
        # The event covers the value too; what is refused is the mark before it.
        written = self.source[span.start - self.offset : span.end - self.offset]
        length = len(written.split()[0]) if written[:1] in ("&", "*", "!") else len(written)
        at = Span(span.start, span.start + max(length, 1))
        raise _StopReadingError(FrontMatterProblem(Trouble.UNSAFE, at, message))

    def _refuse_tag(self, event: object) -> None:
        tag = event.tag  # type: ignore[attr-defined]
        if tag is not None:
            shown = str(tag).replace("tag:yaml.org,2002:", "!!")[:60]
            self._refuse(
                event, f"the YAML tag '{shown}' is not allowed; put quotes around a value that begins with !"
            )

    def _open(self, event: object, value: dict[str, Value] | list[Value]) -> None:
        if len(self._stack) >= MAX_DEPTH:
            self._refuse(event, f"values are nested deeper than {MAX_DEPTH} levels")
        if self._stack and isinstance(self._stack[-1].value, dict) and self._stack[-1].key is None:
            self._refuse(event, "a key must be a plain word")
        path, key_mark = self._next_path()
        top = self._stack[-1] if self._stack else None
        dropped = top is not None and (top.dropped or top.repeated)
        self._stack.append(_Frame(path, value, self._span(event).start, key_mark, dropped=dropped))

    def _next_path(self) -> tuple[KeyPath, Span | None]:
        if not self._stack:
            return (), None
        top = self._stack[-1]
        if isinstance(top.value, list):
            return (*top.path, len(top.value)), None
        return (*top.path, str(top.key)), top.key_span

    def _close(self, event: object) -> None:
        frame = self._stack.pop()
        end = self._span(event).end
        # A flow collection ends with its bracket, a block one, whose end event is empty, with its last value.
        if end == self._span(event).start and frame.end:
            end = frame.end
        self._place(frame.path, frame.value, Mark(frame.key_mark, Span(frame.start, end)))

    def _scalar(self, event: object) -> None:
        self._refuse_tag(event)
        span = self._span(event)
        written: str = event.value  # type: ignore[attr-defined]
        top = self._stack[-1] if self._stack else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            top.repeated = written in top.seen
            if top.repeated:
                self.problems.append(
                    FrontMatterProblem(
                        Trouble.DUPLICATE_KEY,
                        span,
                        f"the key '{' '.join(written.split())[:60]}' stands twice; keep one of the two",
                    )
                )
            top.seen.add(written)
            top.key, top.key_span = written, span
            return
        path, key_mark = self._next_path()
        plain = event.implicit[0]  # type: ignore[attr-defined]
        self._place(path, resolve_scalar(written) if plain else written, Mark(key_mark, span))

    def _place(self, path: KeyPath, value: Value, mark: Mark) -> None:
        top = self._stack[-1] if self._stack else None
        if top is None:
            self.root = value
        elif isinstance(top.value, list):
            top.value.append(value)
        elif not top.repeated:
            top.value[str(top.key)] = value
        if top is None or not (top.dropped or top.repeated):
            self.marks[path] = mark
        if top is not None:
            top.end = max(top.end, mark.value.end, mark.key.end if mark.key else 0)
            top.key = top.key_span = None
            top.repeated = False


def resolve_scalar(written: str) -> Value:
    """A plain scalar by the YAML 1.2 core schema; whatever is no null, boolean or number stays text."""
    if written in _WORDS:
        return _WORDS[written]
    if _INTEGER.match(written):
        # `007` is an identifier, not seven
        return written if re.match(r"[-+]?0\d", written) else int(written)
    return float(written) if _FLOAT.match(written) else written


def _yaml_events(text: str) -> Iterator[object]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    yield from yaml.parse(text, Loader=loader)


def _read_yaml(text: str, span: Span, body: Span) -> FrontMatter:
    import yaml

    source = body.of(text)
    problem = _refused_character(source, body)
    builder = _Builder(source, body.start)
    try:
        for event in () if problem else _yaml_events(source):
            builder.feed(event)
    except _StopReadingError as stop:
        problem = stop.problem
    except yaml.MarkedYAMLError as error:
        problem = _syntax_problem(error, text, body)
    if problem is not None:
        return FrontMatter("yaml", span, body, {}, {}, (problem,))
    return _finish("yaml", span, body, builder.root, builder.marks, tuple(builder.problems))


def _refused_character(source: str, body: Span) -> FrontMatterProblem | None:
    found = _NOT_YAML.search(source)
    if found is None:
        return None
    at = Span(body.start + found.start(), body.start + found.end())
    return FrontMatterProblem(
        Trouble.SYNTAX, at, f"the character U+{ord(found[0]):04X} cannot stand in YAML; remove it"
    )


def _syntax_problem(error: object, text: str, body: Span) -> FrontMatterProblem:
    mark = error.problem_mark or error.context_mark  # type: ignore[attr-defined]
    offset = body.start + (mark.index if mark is not None else 0)
    offset = min(offset, body.end)
    # The parser often stops at the start of the line after the fault; point at the last character before.
    while offset > body.start and (offset >= body.end or text[offset] in "\r\n"):
        offset -= 1
    cause = error.problem or "it cannot be read"  # type: ignore[attr-defined]
    line = text[text.rfind("\n", 0, offset) + 1 : offset + 1].strip()
    hint = ""
    if re.search(r"(?:: |^- )[ \t]*[@`%*&!]", line):
        hint = "; put quotes around a value that begins with @, `, %, *, & or !"
    elif "mapping values are not allowed" in cause:
        hint = "; put quotes around a value that contains ': '"
    elif "tab" in cause or "'\\t'" in cause:
        hint = "; indent with spaces, not tabs"
    end = min(max(offset + 1, offset), body.end)
    return FrontMatterProblem(
        Trouble.SYNTAX, Span(offset, end), f"the YAML cannot be read here: {cause}{hint}"
    )


def _finish(
    kind: Literal["yaml", "toml"],
    span: Span,
    body: Span,
    root: Value,
    marks: dict[KeyPath, Mark],
    problems: tuple[FrontMatterProblem, ...],
) -> FrontMatter:
    if root is None:
        root = {}
    if not isinstance(root, dict):
        problem = FrontMatterProblem(
            Trouble.NOT_A_MAPPING, Span(span.start, span.start + 3), "front matter must be `key: value` lines"
        )
        return FrontMatter(kind, span, body, {}, {}, (*problems, problem))
    return FrontMatter(kind, span, body, root, marks, problems)


def _read_toml(text: str, span: Span, body: Span) -> FrontMatter:
    import tomllib

    source = body.of(text)
    try:
        if any(len(line) > MAX_TOML_LINE for line in re.split(r"[\r\n]", source)):
            raise ValueError(f"a line is longer than {MAX_TOML_LINE} characters")
        data = plain(tomllib.loads(source.replace("\r\n", "\n").replace("\r", "\n")))
    except (ValueError, RecursionError) as error:  # ValueError: also a number of thousands of digits
        problem = FrontMatterProblem(*_toml_trouble(error, source, body))
        return FrontMatter("toml", span, body, {}, {}, (problem,))
    marks = _toml_marks(source, body, data) if isinstance(data, dict) else {}
    return _finish("toml", span, body, data, marks, ())


def _toml_trouble(error: Exception, source: str, body: Span) -> tuple[Trouble, Span, str]:
    found = re.search(r"line (\d+), column (\d+)", str(error))
    offset = body.start
    if found:
        starts = [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", source))]
        offset += starts[min(int(found[1]), len(starts)) - 1] + int(found[2]) - 1
    offset = max(body.start, min(offset, body.end - 1))
    reason = str(error).split(" (at")[0].split("\n")[0].lower()
    return Trouble.SYNTAX, Span(offset, min(offset + 1, body.end)), f"the TOML cannot be read here: {reason}"


def _toml_marks(source: str, body: Span, data: dict[str, Value]) -> dict[KeyPath, Mark]:
    """Marks of top-level keys only: enough to point at, as adopted collections use flat TOML.

    A value that does not end on its line (a long text, a list over lines) is marked by its key.
    """
    import tomllib

    marks: dict[KeyPath, Mark] = {}
    for found in _TOML_PAIR.finditer(source):
        name = found[1]
        if name not in data or (name,) in marks:
            continue
        key = Span(body.start + found.start(1), body.start + found.end(1))
        start = body.start + found.start(2) + len(found[2]) - len(found[2].lstrip())
        value = Span(start, start + len(found[2].strip()))
        try:
            alone = plain(tomllib.loads(f"{name} = {found[2]}"))
        except (ValueError, RecursionError):
            alone = None
        same = isinstance(alone, dict) and alone.get(name) == data[name]
        marks[(name,)] = Mark(key, value if same else key)
    return marks


def plain(value: object, depth: int = 0) -> Value:
    """TOML's own dates back to text, so that one schema reads both languages.

    Raises ValueError for values nested deeper than MAX_DEPTH (dotted keys nest without brackets).
    """
    if depth > MAX_DEPTH:
        raise ValueError(f"values are nested deeper than {MAX_DEPTH} levels")
    if isinstance(value, dict):
        return {str(key): plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item, depth + 1) for item in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
