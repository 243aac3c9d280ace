"""All actions of the review are of the weaker kind.

Weaker actions depend on people's memory and attention: training, reminders, policies, warnings, double
checks, further study. The strength is the one stated (`strength:`), else the one that the wording suggests.
Reported from `in_review` on, and only when every action is of this kind and no stronger one was declined
with its reason. `pm explain strength` has the whole hierarchy.

## Why
People were attentive the last time as well. When the only answer to an event is more attention, the
conditions that made it likely are unchanged.

## Instead
Add at least one action that works without anybody thinking of it: block, limit, separate, remove, or, one
step weaker, alert, test before release, put the check into the tool. If none is possible, say so in the
review and why.

## Source
RCA2: Improving Root Cause Analyses and Actions to Prevent Harm (National Patient Safety Foundation, 2015),
action hierarchy of the VA National Center for Patient Safety. It comes from hospitals; its reading for
software is ours.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.model.entries import ActionState
from pmtool.parse import Document
from pmtool.rules.actions._review import actions_heading, standing
from pmtool.rules.actions._wording import suggested_strength
from pmtool.rules.base import Context, Rule
from pmtool.vocab import Severity, Status


def check(document: Document, context: Context) -> Iterator[Finding]:
    """At most one finding, at the heading of the actions."""
    actions = standing(document)
    if not actions or not document.status.reached(Status.IN_REVIEW) or _declined_a_stronger_one(document):
        return
    reasons: list[str] = []
    for action in actions:
        stated, suggested = action.get("strength"), suggested_strength(action.text)
        if (stated or (suggested[0] if suggested else "")).casefold() not in ("weaker", "weak"):
            return
        if suggested is not None and suggested[0] == "weaker" and suggested[1] not in reasons:
            reasons.append(suggested[1])
    because = f" ({'; '.join(reasons)})" if reasons else ""
    count = "the only action is" if len(actions) == 1 else f"all {len(actions)} actions are"
    yield Finding(
        actions_heading(document) or actions[0].title_span,
        f"{count} of the weaker kind{because}; add one that works without anybody's attention",
        ask="What could the system do so that nobody has to remember this?",
    )


_HEAD = "---\ntitle: Slow answers\nstatus: in_review\n---\n\n## Actions\n\n"


def _declined_a_stronger_one(document: Document) -> bool:
    """Whether the question was asked and answered: a stronger action was considered, and declined with its
    reason."""
    return any(
        action.state is ActionState.DECLINED
        and action.get("reason")
        and (action.get("strength") or "").casefold() in ("stronger", "intermediate")
        for action in document.actions
    )


RULE = Rule(
    "actions/weaker-only",
    Severity.WARNING,
    check,
    bad=[
        _HEAD.replace("Actions", "«Actions»")
        + "- [ ] Remind all agents of the limit\n- [ ] Train new agents\n",
        _HEAD.replace("Actions", "«Actions»")
        + "- [ ] **A1** Put the limit on the wiki\n  - strength: weaker\n",
    ],
    good=[
        f"{_HEAD}- [ ] Remind all agents of the limit\n- [ ] Limit a job to 20 tickets\n",
        f"{_HEAD}- [ ] Remind all agents of the limit\n- [ ] Put the limit on the wiki\n",
        f"{_HEAD}- [ ] Train agents on the new confirmation step\n  - strength: intermediate\n",
        (
            f"{_HEAD}- [ ] Remind all agents\n- [ ] Limit a job\n  - state: declined\n  - strength: "
            f"stronger\n  - reason: not ours\n"
        ),
        _HEAD.replace("in_review", "draft") + "- [ ] Remind all agents\n",
    ],
)
