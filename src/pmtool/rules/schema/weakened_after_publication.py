"""A published review that a change weakens without a note.

Compared with the version before the change: a lower severity, a due date that moves later or goes away, an
action or a contributing factor that is dropped, an owner that is removed. Actions that are done or declined
may change freely.

## Why

People have read the review and count on it: the customer who was told of the action, the team that was
promised the date. History shows what was changed; only a note shows why. Plans do change, and saying so
keeps the trust.

## Instead

Write a line with the day and the reason under a heading `## Changes` (`## Amendments` and `## Revision
history` do as well), in the same change:

```markdown
## Changes

- 2026-05-04 A2 moved to 2026-07-01: the vendor ships the index in June. A nightly job compares until then.
```

An action that will not be done keeps its line: `state: declined` and `reason: …`.
"""

from collections.abc import Iterator
import re

from pmtool.model.blocks import BlockKind
from pmtool.model.diagnostic import Finding
from pmtool.model.vocabulary import normalise_title
from pmtool.parse import Document
from pmtool.rules.base import Context, Example, Rule
from pmtool.rules.lifecycle import earlier
from pmtool.schema.comparing import Difference, What, compare
from pmtool.vocab import Severity, Status

NOTES = frozenset(
    {
        "changes",
        "amendments",
        "amendment",
        "changes after publication",
        "changes since publication",
        "change log",
    }
    | {"changelog", "revision history", "revisions", "corrections", "errata"}
)
_DATED = re.compile(r"\W{0,4}\d{4}-\d{2}-\d{2}\b")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding a fact that was weakened."""
    before = earlier(document, context)
    if before is None or not before.status.reached(Status.PUBLISHED):
        return
    weaker = [difference for difference in compare(before, document) if difference.weakens]
    if not weaker or notes(document) - notes(before):
        return
    for difference in weaker:
        yield Finding(
            difference.span,
            f"{_told(difference)} in a review that is published; "
            f"say why under '## Changes': '- {context.today} …'",
            ask="What is known now that was not known then, and who counts on what was said?",
        )


def notes(document: Document) -> set[str]:
    """The dated lines under a heading for changes."""
    found = set()
    for section in document.sections:
        if normalise_title(section.title) in NOTES:
            for block in document.blocks_of(section):
                if block.kind is not BlockKind.HEADING and _DATED.match(block.text):
                    found.add(" ".join(block.text.split()))
    return found


def _told(difference: Difference) -> str:
    subject, before, after = difference.subject, difference.before, difference.after
    match difference.what:
        case What.SEVERITY_LOWERED:
            return f"the severity goes down from '{before}' to '{after}'"
        case What.SEVERITY_REMOVED:
            return f"the severity '{before}' is taken away"
        case What.FACTOR_DROPPED:
            return f"the contributing factor '{subject}' is dropped"
        case What.ACTION_DROPPED:
            return f"the action '{subject}' is dropped"
        case What.OWNER_REMOVED:
            return f"'{subject}' loses its owner '{before}'"
        case What.DUE_REMOVED:
            return f"'{subject}' loses its due date '{before}'"
        case _:
            return f"'{subject}' moves from '{before}' to '{after}'"


def _review(severity: str = "sev2", factors: str = "[drift, evaluation_gap]", body: str = "") -> str:
    return (
        f"---\ntitle: Slow answers\nstatus: published\nseverity: {severity}\nfactors: {factors}\n---\n\n"
        f"## Actions\n\n{body or _ACTION}"
    )


_ACTION = "- [ ] **A1** Alert on slow answers\n  - owner: web\n  - due: 2026-05-01\n"
_LATER = "- [ ] **A1** Alert on slow answers\n  - owner: web\n  - due: {}\n"
_NOTE = "\n## Changes\n\n- 2026-04-20 A1 waits for the new metrics store.\n"

RULE = Rule(
    "schema/weakened-after-publication",
    Severity.WARNING,
    check,
    about_change=True,
    bad=[
        Example(_review(severity="«sev3»"), before=_review()),
        Example(_review(body=_LATER.format("«2026-06-01»")), before=_review()),
        Example(
            _review(body="- [ ] **A1** «Alert on slow answers»\n  - due: 2026-05-01\n"), before=_review()
        ),
        Example(_review(body="None is left.\n").replace("Actions", "«Actions»"), before=_review()),
        Example(_review(factors="[drift]").replace("factors", "«factors»"), before=_review()),
        # an old note does not speak of this change
        Example(_review(severity="«sev3»", body=_ACTION + _NOTE), before=_review(body=_ACTION + _NOTE)),
    ],
    good=[
        Example(_review(severity="sev3", body=_ACTION + _NOTE), before=_review()),
        Example(
            _review(severity="sev1", factors="[drift, evaluation_gap, monitoring_gap]"), before=_review()
        ),
        Example(_review(body=_LATER.format("2026-04-20")), before=_review()),
        Example(
            _review(body=_ACTION.replace("[ ]", "[x]").replace("  - due: 2026-05-01\n", "")), before=_review()
        ),
        # the words of an action may be mended; another owner is an owner
        Example(_review(body=_ACTION.replace("slow", "late").replace("web", "sre")), before=_review()),
        # nothing was promised yet
        Example(_review(severity="sev3"), before=_review().replace("published", "in_review")),
        _review(severity="sev3"),
    ],
)
