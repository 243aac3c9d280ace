"""A word that judges.

It ends the search for what made the act possible. The page says `{signal}` and [not a link](x).

## Why

Readers stop at the judgement,
and the condition stays.

## Instead

Say what was seen & done.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Nothing: the reporters' tests make their own findings."""
    yield from ()


RULES = [
    Rule(f"sample/{name}", severity, check, bad=["«Bad».", "«Worse»."], good=["Good.", "Better."])
    for name, severity in (
        ("judging-word", Severity.ERROR),
        ("vague-word", Severity.WARNING),
        ("long-block", Severity.INFO),
    )
]
