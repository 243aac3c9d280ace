"""A stem or alias that another review claims as well.

## Why

The stem is the identity of a review: links, `recurrence_of` and the ids of actions (`STEM/A1`) are made of
it. When two files share one, each of these means either.

## Instead

Rename one of the files: give its slug a word more. After a rename, the old stem belongs under `aliases:` of
one review only.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.model.span import Span
from pmtool.parse import Document
from pmtool.rules.base import Context, Example, Rule
from pmtool.rules.places import is_review
from pmtool.schema.wording import quote
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for the stem, at the top of the file, and one for each alias."""
    other = _other(document, context, document.stem)
    if other is not None:
        top = document.front.fence if document.front.present else _first_line(document)
        yield Finding(
            top, f"the stem {quote(document.stem)} is that of {other} as well; rename one of the two"
        )
    aliases = document.front.data.get("aliases")
    for number, alias in enumerate(aliases if isinstance(aliases, list) else []):
        if not isinstance(alias, str):
            continue
        other = _other(document, context, alias)
        if other is not None:
            span = document.front.value_span(("aliases", number))
            yield Finding(
                span, f"the alias {quote(alias)} is claimed by {other} as well; keep it in one of the two"
            )


def _other(document: Document, context: Context, stem: str) -> str | None:
    if not is_review(document, context):
        return None  # nothing links to it by its stem
    claimed = context.collection.stems().get(stem, ())
    return next((path.as_posix() for path in claimed if path != document.path), None)


def _first_line(document: Document) -> Span:
    return document.lines.line_span(1)


_TWIN = ("postmortems/2026/2026-03-02-example.md",)
_OTHER = ("postmortems/2026-03-01-slow.md",)

RULE = Rule(
    "structure/duplicate-stem",
    Severity.ERROR,
    check,
    bad=[
        Example("«---»\ntitle: Slow\nstatus: draft\n---\nText.\n", files=_TWIN),
        Example("«# Slow answers»\n\nText.\n", files=_TWIN),
        Example("---\ntitle: Slow\nstatus: draft\naliases: [«2026-03-01-slow»]\n---\nText.\n", files=_OTHER),
    ],
    good=[
        Example("---\ntitle: Slow\nstatus: draft\n---\nText.\n", files=_OTHER),
        Example("---\ntitle: Slow\nstatus: draft\n---\n", path="drafts/2026-03-02-example.md", files=_TWIN),
        Example("---\ntitle: Slow\nstatus: draft\naliases: [2026-02-28-slow, 7]\n---\nText.\n", files=_OTHER),
    ],
)
