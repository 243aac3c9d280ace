"""`recurrence_of` or `not_same_as` names a review that is not in the collection.

## Why

These two keys are the memory of reviewers: they say which events belong together and which only look alike.
A name that leads nowhere is a judgement lost.

## Instead

Write the stem of the review: its file name without folders and `.md`. A stem that was renamed still works
when it is listed under `aliases:` there.
"""

from collections.abc import Iterator
from difflib import get_close_matches

from pmtool.model.diagnostic import Finding, Fix
from pmtool.model.front_matter import KeyPath
from pmtool.parse import Document
from pmtool.rules.base import Context, Example, Rule
from pmtool.schema.wording import quote
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding a name."""
    stems = context.collection.stems()
    if not stems:
        return
    for key in ("recurrence_of", "not_same_as"):
        names = document.front.data.get(key)
        for number, name in enumerate(names if isinstance(names, list) else []):
            if isinstance(name, str) and name.strip():
                yield from _check(document, (key, number), name.strip(), list(stems))


def _check(document: Document, path: KeyPath, name: str, stems: list[str]) -> Iterator[Finding]:
    span = document.front.value_span(path)
    if name == document.stem:
        yield Finding(span, f"{path[0]} names this review itself; name the other one, or take it out")
        return
    if name in stems:
        return
    stem = name.rpartition("/")[2].removesuffix(".md")
    if stem in stems:
        fix = Fix(span, stem) if document.front.kind == "yaml" and path in document.front.marks else None
        yield Finding(span, f"{quote(name)} is a path; write the stem '{stem}'", fix=fix)
        return
    near = get_close_matches(stem, stems, n=1, cutoff=0.7)
    hint = f"did you mean '{near[0]}'?" if near else "write the file name of the review without '.md'"
    yield Finding(span, f"there is no review {quote(name)} in the collection; {hint}")


_EARLIER = ("postmortems/2025-11-18-feature-file.md",)
_HEAD = "---\ntitle: Slow\nstatus: draft\n"

RULE = Rule(
    "structure/unknown-review",
    Severity.WARNING,
    check,
    needs_front_matter=True,
    fixable=True,
    bad=[
        Example(f"{_HEAD}recurrence_of: [«2025-11-18-feature-fil»]\n---\n", files=_EARLIER),
        Example(f"{_HEAD}not_same_as:\n  - «../2025-11-18-feature-file.md»\n---\n", files=_EARLIER),
        Example(f"{_HEAD}not_same_as: [«2026-03-02-example»]\n---\n", files=_EARLIER),
    ],
    good=[
        Example(f"{_HEAD}recurrence_of: [2025-11-18-feature-file]\nnot_same_as: []\n---\n", files=_EARLIER),
        Example(f"{_HEAD}recurrence_of:\n  -\nnot_same_as: text\n---\n", files=_EARLIER),
    ],
)
