"""A key of the front matter that stands twice.

## Why

Readers of YAML disagree on which of the two counts, and most stay silent. Here the first one is used.

## Instead

Keep one of the two.
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
    yield from block_faults(document, Trouble.DUPLICATE_KEY)


RULE = Rule(
    "schema/duplicate-key",
    Severity.ERROR,
    check,
    needs_front_matter=True,
    bad=[
        "---\ntitle: Slow answers\n«title»: Slower answers\n---\nText.\n",
        "---\ntimes:\n  started: 2026-03-02\n  «started»: 2026-03-03\n---\nText.\n",
    ],
    good=[
        "---\nfactors:\n  - {class: drift}\n  - {class: skew}\n---\nText.\n",
        "---\ntimes: {detected: 2026-03-02}\nx-times: {detected: 2026-03-02}\n---\nText.\n",
    ],
)
