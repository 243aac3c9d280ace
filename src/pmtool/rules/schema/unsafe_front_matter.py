"""Front matter with YAML anchors, aliases or tags, or of a size that no review has.

## Why

An alias can make a few lines unfold to gigabytes, and a tag can ask a reader to run code. Reviews come from
forks and from copies; a reader of plain data stays safe with all of them.

## Instead

Write each value out. A value that only looks like an alias or a tag (`*bold*`, `!important`) goes in
quotes. Long text belongs below the front matter.

## Source

YAML 1.2.2, sections 6.9 (tags, anchors) and 7.1 (alias nodes).
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.model.front_matter import Trouble
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.rules.schema._faults import block_faults
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding a fault."""
    yield from block_faults(document, Trouble.UNSAFE)


RULE = Rule(
    "schema/unsafe-front-matter",
    Severity.ERROR,
    check,
    needs_front_matter=True,
    bad=[
        "---\ntitle: «!!python/object:os.system» ls\n---\nText.\n",
        "---\na: «&a» [x, x]\nb: [*a, *a]\n---\nText.\n",
        "---\ntitle: Slow answers\ntags: [«*all»]\n---\nText.\n",
    ],
    good=[
        "---\ntitle: '*Slow* answers'\ntags: ['!important']\n---\nText.\n",
        "---\ntitle: Fish & chips * 2 !\n---\nText.\n",
    ],
)
