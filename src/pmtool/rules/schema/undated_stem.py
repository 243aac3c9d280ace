"""A file name that does not begin with the date of the event.

## Why

The stem `YYYY-MM-DD-slug` is the identity of a review: links and `recurrence_of` use it, two branches never
mint the same one, and a listing of the directory is in the order of events.

## Instead

Rename the file, and keep the old stem under `aliases:` so that links still lead here. An adopted collection
with names of its own can stay as it is: this is information only, and `[lint.severity]` turns it off.
"""

from collections.abc import Iterator
import re

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Example, Rule
from pmtool.rules.places import is_review
from pmtool.schema.brief import read_brief, stem_date
from pmtool.schema.wording import quote
from pmtool.vocab import Severity

_STEM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-[^\W_]")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding at the opening fence: the name stands nowhere in the text."""
    stem = document.stem
    if not is_review(document, context) or (_STEM.match(stem) and stem_date(stem)):
        return
    day = read_brief(document).date
    wanted = f"{day.isoformat()}-" if day else "the date of the event, as in 2026-03-02-"
    yield Finding(
        document.front.fence, f"the name {quote(stem)} is not YYYY-MM-DD-slug; begin it with {wanted}"
    )


_DRAFT = "---\ntitle: Slow answers\nstatus: draft\n---\nText.\n"

RULE = Rule(
    "schema/undated-stem",
    Severity.INFO,
    check,
    needs_front_matter=True,
    bad=[
        Example(f"«---»{_DRAFT[3:]}", path="postmortems/slow-answers.md"),
        Example(f"«---»{_DRAFT[3:]}", path="postmortems/2026-13-02-slow-answers.md"),
        Example(f"«---»{_DRAFT[3:]}", path="postmortems/2026/2026-03-02.md"),
    ],
    good=[
        Example(_DRAFT, path="postmortems/2026/2026-03-02-slow-answers.md"),
        Example(_DRAFT, path="docs/slow-answers.md"),
        Example("# Slow answers\n", path="postmortems/slow-answers.md"),
    ],
)
