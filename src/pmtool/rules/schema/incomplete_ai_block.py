"""The `ai` block leaves out what a later reader cannot look up any more.

Asked for are system, role, model, autonomy, oversight, harm, exposure and evaluations; from `published` on it is a
warning, in review information. Keys that were looked for and are not known stand under `unknown`, and count as given.

## Why

Model, prompt and permissions of the day are gone when the next version is out. Exposure is the denominator of every
rate: three wrong answers of ten and three of a million are different events.

## Instead

Fill in what is missing; `pm new --system NAME` copies what the inventory knows. What nobody can say goes under
`unknown: [exposure, oversight]`: an honest gap is worth more than a guess.

## Source

OECD AI Papers No. 34 (2025) asks for system, version, task and autonomy; CSETv1 for autonomy and harm; NIST AI RMF
1.0, MANAGE 4.3, for incidents that are documented.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.schema.requirements import is_given
from pmtool.vocab import Severity, Status

ASKED = ("system", "role", "model", "autonomy", "oversight", "harm", "exposure", "evaluations")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """At most one finding, at the key."""
    block = document.front.data.get("ai")
    if not isinstance(block, dict) or not document.status.reached(Status.IN_REVIEW):
        return
    listed = block.get("unknown")
    unknown = listed if isinstance(listed, list) else []
    missing = [key for key in ASKED if not is_given(block.get(key)) and key not in unknown]
    if missing:
        yield Finding(
            document.front.key_span(("ai",)),
            f"the ai block does not say {', '.join(missing)}; add it, or list it under unknown",
            None if document.status.reached(Status.PUBLISHED) else Severity.INFO,
            ask="Who could still say this today, and could not in a year?",
            why={"missing": missing},
        )


_BLOCK = (
    "{system: bot, role: deployer, model: vendor/m@1, autonomy: autonomous, harm: [financial], "
    "oversight: support reads samples, exposure: 1200, evaluations: {covered: [tone]}}"
)
_HEAD = "---\ntitle: Slow\nstatus: published\n"

RULE = Rule(
    "schema/incomplete-ai-block",
    Severity.WARNING,
    check,
    needs_front_matter=True,
    bad=[
        f"{_HEAD}«ai»: {_BLOCK.replace(', exposure: 1200', '')}\n---\n",
        _HEAD.replace("published", "in_review") + "«ai»:\n  system: bot\n  unknown: [model]\n---\n",
    ],
    good=[
        f"{_HEAD}ai: {_BLOCK}\n---\n",
        f"{_HEAD}ai: {_BLOCK.replace('exposure: 1200', 'unknown: [exposure]')}\n---\n",
        _HEAD.replace("published", "draft") + "ai: {system: bot}\n---\n",
        f"{_HEAD}---\n",
    ],
)
