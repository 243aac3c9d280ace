"""JSON front matter, as some site generators of adopted collections have it.

Between a line with only `{` and a line with only `}`; python-frontmatter knows the form and reads the values. Marks
are those of the top-level keys, which is where findings point.
"""

import re

from pmtool.model.front_matter import FrontMatter, FrontMatterProblem, KeyPath, Mark, Trouble
from pmtool.model.span import Span
from pmtool.parse.front_matter import MAX_LENGTH, plain

_BLOCK = re.compile(r"\{[ \t]*(?:\r\n|\n|\r)")
_CLOSING = re.compile(r"(?<=[\r\n])\}[ \t]*(?:\r\n|\n|\r|\Z)")
_PAIR = re.compile(
    r'^(?:\t|[ ]{1,8})"((?:[^"\\\r\n]|\\.)*)"[ \t]*:[ \t]*([^\r\n]*?),?[ \t]*(?=\r|$)', re.MULTILINE
)


def read_json(text: str, start: int) -> FrontMatter | None:
    """The block that begins at `start`, None where the brace is only the first character of the text."""
    opening = _BLOCK.match(text, start)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        return None
    span, body = Span(start, closing.end()), Span(opening.end(), closing.start())
    if body.end - body.start > MAX_LENGTH:
        message = (
            f"the front matter is over {MAX_LENGTH // 1024} KiB and was not read; move text into the body"
        )
        return FrontMatter("json", span, body, {}, {}, (_problem(Trouble.UNSAFE, start, message),))
    from frontmatter.default_handlers import JSONHandler

    try:
        data = JSONHandler().load(f"{{{body.of(text)}}}")
    except (ValueError, RecursionError) as error:
        # `pos` counts from the brace that was put in front
        at = min(
            max(body.start + int(getattr(error, "pos", 1)) - 1, body.start), max(body.start, body.end - 1)
        )
        reason = getattr(error, "msg", "it is nested too deeply")
        message = f"the JSON cannot be read here: {reason[:1].lower()}{reason[1:]}"
        return FrontMatter("json", span, body, {}, {}, (_problem(Trouble.SYNTAX, at, message),))
    marks: dict[KeyPath, Mark] = {}
    for pair in _PAIR.finditer(text, body.start, body.end):
        if pair[1] in data and (pair[1],) not in marks:
            marks[(pair[1],)] = Mark(Span(pair.start(1), pair.end(1)), Span(pair.start(2), pair.end(2)))
    values = plain(data)
    return FrontMatter("json", span, body, values if isinstance(values, dict) else {}, marks)


def _problem(trouble: Trouble, at: int, message: str) -> FrontMatterProblem:
    return FrontMatterProblem(trouble, Span(at, at + 1), message)
