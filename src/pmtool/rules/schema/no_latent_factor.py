"""No contributing factor is said to have been there before the event.

A warning where a factor says `existed_before: false` and none says `true`; information where none says anything.
Reported from `in_review` on.

## Why

Triggers are new, conditions seldom are. A review that knows only what changed on the day repairs the day.

## Instead

Ask of each factor since when it had been so, and set `existed_before: true` where it was before the event. Where
nothing of the kind was found, add the condition that let the new thing through.

## Source

Reason, 'Managing the Risks of Organizational Accidents' (1997), on latent conditions.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.rules.schema._factors import factors_key, factors_of
from pmtool.vocab import Severity, Status


def check(document: Document, context: Context) -> Iterator[Finding]:
    """At most one finding, at the key."""
    factors = factors_of(document)
    if not factors or not document.status.reached(Status.IN_REVIEW):
        return
    said = [factor.data.get("existed_before") for factor in factors]
    if any(word is True for word in said):
        return
    yield Finding(
        factors_key(document),
        "no factor existed before the event; ask since when each had been so, and set existed_before: true",
        None if any(word is False for word in said) else Severity.INFO,
        ask="What had been so for a long time, and what had kept it harmless until then?",
    )


_HEAD = "---\ntitle: Slow\nstatus: in_review\n"

RULE = Rule(
    "schema/no-latent-factor",
    Severity.WARNING,
    check,
    needs_front_matter=True,
    bad=[
        f"{_HEAD}«factors»: [{{class: data_drift, existed_before: false}}, evaluation_gap]\n---\n",
        f"{_HEAD}«factors»: [data_drift, evaluation_gap]\n---\n",
    ],
    good=[
        f"{_HEAD}factors: [data_drift, {{class: evaluation_gap, existed_before: true}}]\n---\n",
        f"{_HEAD}factors: []\n---\n",
        _HEAD.replace("in_review", "draft") + "factors: [data_drift]\n---\n",
    ],
)
