"""An open action without a field that this collection asks for.

Fields beside owner and due date that `actions.required` in `pm.toml` lists, such as `aim`, `strength`,
`factor` or `ticket`. In a draft it is information.

## Why
A collection that asks for a field counts on it: actions without an aim are missing where aims are compared,
actions without a factor where it is asked which conditions were answered.

## Instead
Add the field on a line of its own below the action: `- aim: detect`.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.actions._review import name_of, unless_draft
from pmtool.rules.base import Context, Example, Rule
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding an action, with all that it lacks."""
    wanted = [name for name in context.config.actions.required if name not in ("owner", "due")]
    for action in document.actions:
        missing = [name for name in wanted if action.get(name) is None]
        if missing and action.open:
            lines = ", ".join(f"'- {name}:'" for name in missing)
            message = (
                f"{name_of(action)} lacks {' and '.join(missing)}, which this collection asks "
                f"for; add "
                f"{lines}"
            )
            yield Finding(action.title_span, message, unless_draft(document, Severity.WARNING))


_HEAD = "---\ntitle: Slow answers\nstatus: in_review\n---\n\n## Actions\n\n"
_ASKED = '[actions]\nrequired = ["owner", "aim", "ticket"]\n'

RULE = Rule(
    "actions/incomplete-action",
    Severity.WARNING,
    check,
    bad=[
        Example(f"{_HEAD}- [ ] «Alert on slow answers»\n  - aim: detect\n", config=_ASKED),
        Example(
            f"{_HEAD}- [ ] Add a cache\n  - aim: prevent\n  - ticket: SRCH-12\n- [ ] «Add a test»\n",
            config=_ASKED,
        ),
    ],
    good=[
        Example(f"{_HEAD}- [ ] Alert on slow answers\n  - aim: detect\n  - ticket: SRCH-12\n", config=_ASKED),
        f"{_HEAD}- [ ] Alert on slow answers\n",
        Example(f"{_HEAD}- [x] Alert on slow answers\n", config=_ASKED),
    ],
)
