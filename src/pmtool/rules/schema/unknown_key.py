"""A key of the front matter that nothing reads.

## Why

A misspelt key is worse than a missing one: the author believes that the fact is recorded, and no list,
figure or clock ever sees it.

## Instead

Use the key that the finding names. Keys of your own begin with `x-`, at any depth; they are never touched
or reported. `pm lint --fix` renames keys that mean exactly the same, such as `author` for `authors`. All
keys: `pm schema`.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.rules.schema._faults import record_faults
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding a fault."""
    yield from record_faults(document, "unknown-key")


RULE = Rule(
    "schema/unknown-key",
    Severity.WARNING,
    check,
    needs_front_matter=True,
    fixable=True,
    bad=[
        "---\ntitle: Slow answers\nstatus: draft\n«severty»: sev2\n---\nText.\n",
        "---\ntitle: Slow answers\nstatus: draft\n«author»: support-ml\n---\nText.\n",
        "---\ntitle: Slow answers\nstatus: draft\n«incident_date»: 2026-03-02\n---\nText.\n",
        "---\ntitle: Slow answers\nstatus: draft\ntimes:\n  «detected_at»: 2026-03-02\n---\nText.\n",
        "---\ntitle: Slow answers\nstatus: draft\nai: {«models»: a}\n---\nText.\n",
        "---\ntitle: Slow answers\nstatus: draft\nfactors: [{class: drift, «layer»: process}]\n---\nText.\n",
        (
            "---\ntitle: Slow answers\nstatus: draft\n"
            "times: {started: {at: 2026-03-02, «guess»: true}}\n---\nText.\n"
        ),
        "---\ntitle: Slow answers\nstatus: draft\n«authour»: a\n«layout»: post\n---\nText.\n",
    ],
    good=[
        "---\ntitle: Slow answers\nstatus: draft\nx-team: web\ntimes: {x-paged: 2026-03-02}\n---\nText.\n",
        "---\ntitle: Slow answers\nstatus: draft\nai: {decoding: {temperature: 0.2, top_p: 1}}\n---\nText.\n",
        (
            "---\ntitle: Slow answers\nstatus: draft\naliases: [2026-03-01-slow]\n"
            "reporting: [{clock: gdpr33}]\n---\nText.\n"
        ),
    ],
)
