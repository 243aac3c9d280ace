"""A value of the front matter that is of the wrong kind: text for a list, a number for text.

## Why

Other programs read these values by their kind. `services: checkout` is one word of eight letters to some of
them, and eight services of one letter to others.

## Instead

Write what the finding asks for: a list in brackets or one item a line, text that looks like a number in
quotes, `true` or `false` without quotes. `pm lint --fix` does so where only one reading is possible.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.rules.schema._faults import record_faults
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding a fault."""
    yield from record_faults(document, "wrong-type")


RULE = Rule(
    "schema/wrong-type",
    Severity.ERROR,
    check,
    needs_front_matter=True,
    fixable=True,
    bad=[
        "---\ntitle: Slow answers\nstatus: draft\nservices: «checkout»\n---\nText.\n",
        "---\ntitle: «2026»\nstatus: draft\n---\nText.\n",
        "---\ntitle: Slow answers\nstatus: draft\ntags: [ai, «7»]\n---\nText.\n",
        "---\ntitle: Slow answers\nstatus: draft\ntimes: «yesterday»\n---\nText.\n",
        (
            "---\ntitle: Slow answers\nstatus: draft\n"
            "factors: [{class: drift, existed_before: «yes»}]\n---\nText.\n"
        ),
        "---\ntitle: Slow answers\nstatus: draft\nai: {harmed: {count: «-1»}}\n---\nText.\n",
        "---\ntitle: Slow answers\nstatus: draft\nfacilitator: «[reliability-guild]»\n---\nText.\n",
        "---\ntitle: Slow answers\nstatus: draft\nreporting: [«gdpr33»]\n---\nText.\n",
    ],
    good=[
        "---\ntitle: Slow answers\nstatus: draft\nservices: [checkout]\ntags:\nauthors:\n  -\n---\nText.\n",
        "---\ntitle: '2026'\nstatus: draft\n---\nText.\n",
        (
            "---\ntitle: Slow answers\nstatus: draft\n"
            "factors: [drift, {class: skew, existed_before: true}]\n---\nText.\n"
        ),
        (
            "---\ntitle: Slow answers\nstatus: draft\n"
            "ai: {exposure: 1200, harmed: {count: 3, estimated: true}}\n---\nText.\n"
        ),
    ],
)
