"""`--format markdown`: one comment for a pull request: what to look at, by review, with the questions.

It starts with a hidden mark, so that a workflow finds and replaces its own comment. Nothing from a document
becomes markup, a link, an image or a mention.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import PurePath
from typing import TextIO

from pmtool.model.diagnostic import Diagnostic
from pmtool.parse import Document
from pmtool.report import Results, Style
from pmtool.report.escape import markdown, uri
from pmtool.vocab import Severity

MARK = "<!-- pm-lint-report -->"
# GitHub takes comments of 65,536 characters.
LIMIT = 60_000
# More reviews than this start folded, unless there is an error in them.
_UNFOLDED = 3
# More files than this that could not be read are only counted.
_UNREADABLE = 5
_FOOT = (
    "\n<sub>The questions look for conditions, not for people. `pm explain RULE` says more about a rule; "
    "a passage that is meant to stay gets `pm:ignore RULE -- reason` in an HTML comment above it.</sub>\n"
)


def write(results: Results, style: Style, out: TextIO) -> None:
    """Write the comment."""
    if not results.diagnostics:
        out.write(f"{MARK}\n{_nothing(results)}\n{_unreadable(results)}")
        return
    reviews = [(path, list(found)) for path, found in groupby(results.diagnostics, key=lambda d: d.path)]
    reviews.sort(key=lambda review: min(d.severity.rank for d in review[1]))  # stable: by path among equals
    head = f"{MARK}\n{_heading(results, len(reviews))}\n{_unreadable(results)}"
    room = LIMIT - len(head) - len(_FOOT) - 200  # for the line that says what was left out
    body, shown = _fill(reviews, results, room)
    left = len(results.diagnostics) - shown
    rest = f"\n{_many(left, 'more finding')} did not fit here; `pm lint` lists them all.\n" if left else ""
    out.write(head + body + rest + _fixable(results) + _FOOT)


def _nothing(results: Results) -> str:
    if not results.checked:
        return "No post-mortem was checked." if results.unreadable else "No post-mortem to look at here."
    return f"Nothing to look at in {_many(results.checked, 'post-mortem')}. Thank you for writing it down."


def _unreadable(results: Results) -> str:
    """What could not be checked, so that silence is not taken for a pass."""
    if not results.unreadable:
        return ""
    named = [f"- {markdown(item.path.as_posix())}: {markdown(item.reason)}" for item in results.unreadable]
    more = len(named) - _UNREADABLE
    rest = [f"- and {more} more"] if more > 0 else []
    return "\n".join(["\nCould not be read:\n", *named[:_UNREADABLE], *rest]) + "\n"


def _heading(results: Results, reviews: int) -> str:
    things = _many(len(results.diagnostics), "thing")
    where = "one post-mortem" if reviews == 1 else f"{reviews} post-mortems"
    return f"### {things} to look at in {where}"


def _fill(
    reviews: Sequence[tuple[PurePath, list[Diagnostic]]], results: Results, room: int
) -> tuple[str, int]:
    """As many findings as fit, whole ones, and how many these are."""
    parts: list[str] = []
    shown = 0
    for number, (path, found) in enumerate(reviews):
        grave = any(d.severity is Severity.ERROR for d in found)
        start = _open(path, found, results, unfolded=grave or number < _UNFOLDED)
        end = "\n</details>\n"
        room -= len(start) + len(end)
        items = []
        for item in _items(found, results):
            room -= len(item)
            if room < 0:
                break
            items.append(item)
        shown += len(items)
        if items:
            parts += [start, *items, end]
        if room < 0:
            break
    return "".join(parts), shown


def _open(path: PurePath, found: Sequence[Diagnostic], results: Results, *, unfolded: bool) -> str:
    counts = [(grade, sum(1 for d in found if d.severity is grade)) for grade in Severity]
    said = ", ".join(
        _many(n, str(grade)) if grade is not Severity.INFO else f"{n} info" for grade, n in counts if n
    )
    title = _title(results.documents.get(path))
    name = markdown(results.place(path))
    lead = f"<b>{title}</b> · {said}<br>{name}" if title else f"<b>{name}</b> · {said}"
    return f"\n<details{' open' if unfolded else ''}>\n<summary>{lead}</summary>\n\n"


def _title(document: Document | None) -> str | None:
    title = document.title if document is not None else None
    return markdown(title[0], 120) or None if title else None


def _items(found: Iterable[Diagnostic], results: Results) -> Iterator[str]:
    for diagnostic in sorted(found, key=lambda d: d.severity.rank):
        line = f"Line {diagnostic.start.line}"
        if results.links:
            address = f"{results.links}{uri(results.place(diagnostic.path))}?plain=1#L{diagnostic.start.line}"
            line = f"[{line}]({address})"
        message, rule = markdown(diagnostic.message), markdown(diagnostic.rule)
        ask = f"<br><em>{markdown(diagnostic.ask)}</em>" if diagnostic.ask else ""
        yield f"- **{line}** · {diagnostic.severity} · {message} <sub>{rule}</sub>{ask}\n"


def _fixable(results: Results) -> str:
    fixable = sum(1 for d in results.diagnostics if d.fix is not None)
    return f"\n`pm lint --fix` can mend {fixable} of them without changing what is said.\n" if fixable else ""


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
