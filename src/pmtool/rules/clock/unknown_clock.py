"""An entry under `reporting` names a clock that is in no table.

Known are the shipped clocks (`pm clock --list`, `pm explain gdpr33`) and those of `[[clocks.own]]` in `pm.toml`.

## Why

A clock that the program does not know counts for nothing: no deadline is shown, nobody is warned before it ends.

## Instead

Use the id that is meant. For a clock of a contract or of another law add it once to `pm.toml`:
`[[clocks.own]]` with id, law and limits.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Example, Rule
from pmtool.rules.deadlines import entries_of, table_of
from pmtool.schema.wording import quote
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding an entry."""
    entries = entries_of(document)
    if not entries:
        return
    table = table_of(context.config)
    for entry in entries:
        if entry.ident in table.clocks:
            continue
        near = table.nearest(entry.ident)
        hint = f"did you mean '{near}'?" if near else "list them with: pm clock --list"
        message = f"there is no clock {quote(entry.ident)}; {hint}"
        yield Finding(document.front.value_span(entry.path("clock")), message)


_HEAD = "---\ntitle: Slow\nstatus: draft\n"

RULE = Rule(
    "clock/unknown-clock",
    Severity.ERROR,
    check,
    needs_front_matter=True,
    bad=[
        f"{_HEAD}reporting:\n  - {{clock: «gdpr-33»}}\n---\n",
        f"{_HEAD}reporting: [{{clock: gdpr33}}, {{clock: «weather»}}]\n---\n",
    ],
    good=[
        f"{_HEAD}reporting: [{{clock: gdpr33}}, {{clock: dora_initial}}]\n---\n",
        Example(
            f"{_HEAD}reporting: [{{clock: acme}}]\n---\n",
            config="[[clocks.own]]\nid = 'acme'\nlaw = 'contract'\nlimits = [{ from = 'aware', hours = 48 }]\n",
        ),
        f"{_HEAD}reporting: [gdpr33, {{submitted: 2026-03-02}}]\n---\n",
    ],
)
