"""The actions prevent, and none would notice if that fails.

Reported from `in_review` on where at least one action has `aim: prevent` and none has `aim: detect` or speaks
of an alert, a monitor, a probe or a test.

## Why
Prevention rests on the cause that was found. The next event of this kind comes by another way, and it is
found as late as this one was. Detection does not care about the way.

## Instead
Ask what the earliest sign of this harm would be, whatever the cause, and add an action that watches for it:
`aim: detect`. If such a watch exists already, say so under what limited the harm.

## Source
The three questions of PagerDuty's post-mortem guide: how to make it less likely, how to notice sooner, how to
lessen its effect.
"""

from collections.abc import Iterator
import re

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.actions._review import actions_heading, standing
from pmtool.rules.base import Context, Rule
from pmtool.vocab import Severity, Status

_WATCHES = re.compile(
    (
        r"\b(?:alert|alarm|monitor|detect|notice|probe|watch|canary|dashboard|page[sd]? |test|eval|audit|"
        r"scan|measure|metric)"
    ),
    re.IGNORECASE,
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """At most one finding, at the heading of the actions."""
    actions = standing(document)
    aims = {(action.get("aim") or "").casefold() for action in actions}
    if "prevent" not in aims or "detect" in aims or not document.status.reached(Status.IN_REVIEW):
        return
    if not any(_WATCHES.search(action.text) for action in actions):
        yield Finding(
            actions_heading(document) or actions[0].title_span,
            (
                "the actions prevent this cause, and none would notice the same harm from another; add "
                "one that detects"
            ),
            ask="What would be the earliest sign of this harm, whatever its cause, and who would see it?",
        )


_HEAD = "---\ntitle: Slow answers\nstatus: in_review\n---\n\n## Actions\n\n"

RULE = Rule(
    "actions/unwatched-prevention",
    Severity.INFO,
    check,
    bad=[
        _HEAD.replace("Actions", "«Actions»") + "- [ ] Limit a job to 20 tickets\n  - aim: prevent\n",
        _HEAD.replace("Actions", "«Actions»")
        + "- [ ] Limit a job\n  - aim: prevent\n- [ ] Write the runbook\n  - aim: respond\n",
    ],
    good=[
        (
            f"{_HEAD}- [ ] Limit a job to 20 tickets\n  - aim: prevent\n- [ ] Count closed tickets\n  - "
            f"aim: detect\n"
        ),
        (
            f"{_HEAD}- [ ] Limit a job to 20 tickets\n  - aim: prevent\n- [ ] Alert on a burst of closed "
            f"tickets\n"
        ),
        f"{_HEAD}- [ ] Limit a job to 20 tickets\n",
    ],
)
