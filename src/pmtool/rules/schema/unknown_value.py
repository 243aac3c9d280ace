"""A word of the front matter that is none of the known ones.

## Why

Figures group reviews by these words. A spelling of its own makes a group of its own, and the review is
missing from the one that it belongs to.

## Instead

Use one of the words that the finding lists; leave the key without a value while it is not known. The scale
of severities, and other words for a severity or a status, are yours to set: `[severity]` and `[status]` in
`pm.toml`.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Example, Rule
from pmtool.rules.schema._faults import record_faults
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding a fault."""
    yield from record_faults(document, "unknown-value")


RULE = Rule(
    "schema/unknown-value",
    Severity.ERROR,
    check,
    needs_front_matter=True,
    fixable=True,
    bad=[
        "---\ntitle: Slow\nstatus: «pending»\n---\nText.\n",
        "---\ntitle: Slow answers\nstatus: draft\nkind: «Near-Miss»\n---\nText.\n",
        "---\ntitle: Slow answers\nstatus: draft\nseverity: «sev9»\n---\nText.\n",
        "---\ntitle: Slow answers\nstatus: draft\ndetected_by: «costumer»\n---\nText.\n",
        "---\ntitle: Slow answers\nstatus: draft\nai: {harm: [financial, «moral»]}\n---\nText.\n",
        (
            "---\ntitle: Slow answers\nstatus: draft\n"
            "factors: [{class: drift, confidence: «maybe»}]\n---\nText.\n"
        ),
    ],
    good=[
        "---\ntitle: Slow\nstatus: In Review\n---\nText.\n",
        "---\ntitle: Slow answers\nstatus: draft\nseverity: P1\nkind: near_miss\n---\nText.\n",
        "---\ntitle: Slow answers\nstatus: draft\nseverity: SEV-2\ndetected_by:\n---\nText.\n",
        Example(
            "---\ntitle: Slow\nstatus: draft\nseverity: blocker\n---\n",
            config="[severity.aliases]\nblocker = 'sev1'\n",
        ),
    ],
)
