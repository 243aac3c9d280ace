"""Facts of the review may start a legal clock that nobody has considered.

Compared are kind, severity, `ai.harm`, `ai.role` and `ai.risk_class` with what the clocks of the configured regimes
(`[clocks] regimes`) are about. Where role or risk class is not given, the finding is information. A regime counts as
considered as soon as one of its clocks stands under `reporting`, also with `applies: false`.

## Why

Such clocks begin with awareness, not with the review. Hours in which nobody asked whether one runs are lost.

## Instead

Ask whoever knows the law, and write down the answer: `{clock: gdpr33}` where it runs, or
`{clock: gdpr33, applies: false, reasons: …}` where it does not. The reasons are what an auditor asks for later.

## Source

The table of clocks names law and source of each: `pm explain gdpr33`. Nothing here is legal advice.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Example, Rule
from pmtool.rules.deadlines import unconsidered
from pmtool.vocab import Severity, Status


def check(document: Document, context: Context) -> Iterator[Finding]:
    """At most one finding a regime."""
    if not document.front.readable:
        return
    for found in unconsidered(document, context.config, context.now):
        names = ", ".join(clock.id for clock in found.clocks)
        first = found.clocks[0]
        which = f"the clock {names}" if len(found.clocks) == 1 else f"a clock ({names})"
        condition = "" if found.sure else ", depending on ai.role and ai.risk_class,"
        grave = found.sure and document.status.reached(Status.IN_REVIEW)
        yield Finding(
            document.front.value_span(found.path),
            f"{found.fact} may{condition} start {which}, {first.law}; add it under reporting, "
            "or the same with applies: false and reasons",
            None if grave else Severity.INFO,
            ask="Who decides whether this has to be reported, and do they know of it?",
            why={"clocks": [clock.id for clock in found.clocks]},
        )


_HEAD = "---\ntitle: Slow\nstatus: in_review\nkind: incident\n"
_TIMES = "times: {started: 2026-09-01, detected: 2026-09-01T10:00:00Z}\n"

RULE = Rule(
    "clock/unconsidered-clock",
    Severity.WARNING,
    check,
    needs_front_matter=True,
    bad=[
        f"{_HEAD}{_TIMES}ai: {{harm: [financial, «privacy»]}}\n---\n",
        f"{_HEAD}{_TIMES}ai: {{role: provider, risk_class: high, harm: [«health»]}}\n---\n",
        f"{_HEAD}{_TIMES}ai: {{role: deployer, harm: [«rights»]}}\n---\n",
        Example(f"{_HEAD}severity: «sev1»\n{_TIMES}---\n", config="[clocks]\nregimes = ['dora']\n"),
    ],
    good=[
        f"{_HEAD}{_TIMES}ai: {{harm: [privacy]}}\nreporting: [{{clock: gdpr33}}]\n---\n",
        (
            f"{_HEAD}{_TIMES}ai: {{harm: [privacy]}}\n"
            "reporting: [{clock: gdpr33, applies: false, reasons: no personal data of anybody}]\n---\n"
        ),
        f"{_HEAD}{_TIMES}ai: {{role: provider, risk_class: minimal, harm: [health]}}\n---\n",
        f"{_HEAD}times: {{detected: 2025-09-01}}\nai: {{role: provider, risk_class: high, harm: [health]}}\n---\n",
        _HEAD.replace("incident", "near_miss") + f"{_TIMES}ai: {{harm: [privacy]}}\n---\n",
        f"{_HEAD}severity: sev1\n{_TIMES}---\n",
    ],
)
