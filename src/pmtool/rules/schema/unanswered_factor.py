"""A contributing factor that no action answers.

An action answers the classes under its `factor:`, a factor the actions under its `actions:`. One that was declined
with its reason is an answer too. Reported from `in_review` on, where the review has actions.

## Why

A condition that was found and left alone is still there. Often the action exists and only the link is missing; then
nobody can later tell whether it worked.

## Instead

Name the factor at the action that changes it, add an action, or record one as declined with the reason.
"""

from collections.abc import Iterator
import re

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.rules.schema._factors import Named, factors_of
from pmtool.vocab import Severity, Status


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding a factor."""
    if not document.status.reached(Status.IN_REVIEW):
        return
    factors = factors_of(document)
    if not factors or not document.actions:
        return
    answered = {_plain(name) for action in document.actions for name in _names(action.get("factor"))}
    ids = {action.id for action in document.actions if action.id}
    for factor in factors:
        if _plain(factor.ident) not in answered and not _linked(factor, ids):
            yield Finding(
                document.front.value_span(factor.path),
                f"no action answers '{factor.ident}'; name it at an action, or decline one with the reason",
                ask="What keeps this condition from acting again?",
            )


def _names(value: str | None) -> list[str]:
    return re.split(r"[,;/\s]+", value) if value else []


def _plain(name: str) -> str:
    return name.strip("`'\"*").replace("-", "_").casefold()


def _linked(factor: Named, ids: set[str]) -> bool:
    listed = factor.data.get("actions")
    items = listed if isinstance(listed, list) else []
    return any(isinstance(item, str) and item.rpartition("/")[2] in ids for item in items)


_HEAD = "---\ntitle: Slow\nstatus: in_review\nfactors: [{}]\n---\n\n## Actions\n\n"

RULE = Rule(
    "schema/unanswered-factor",
    Severity.WARNING,
    check,
    needs_front_matter=True,
    bad=[
        _HEAD.format("evaluation_gap, «monitoring_gap»")
        + "- [ ] **A1** Add a test\n  - factor: evaluation_gap\n",
        _HEAD.format("{class: «data_drift», actions: [A9]}") + "- [ ] **A1** Add a test\n",
    ],
    good=[
        _HEAD.format("evaluation_gap, monitoring_gap")
        + "- [ ] **A1** Add a test\n  - factor: evaluation_gap, monitoring-gap\n",
        _HEAD.format("{class: data_drift, actions: [A1]}") + "- [ ] **A1** Add a test\n",
        _HEAD.format("data_drift")
        + "- [ ] Add a gate\n  - state: declined\n  - reason: the feed ends in May\n  - factor: data_drift\n",
        _HEAD.format("data_drift") + "None: the system was retired.\n",
        _HEAD.format("data_drift").replace("in_review", "draft") + "- [ ] **A1** Add a test\n",
    ],
)
