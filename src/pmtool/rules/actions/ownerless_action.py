"""An open action that nobody owns.

An owner is a role, a team or a person that said yes: `- owner: search-team`, an `Owner` column, or `@handle`
at the end of the item. `TBD`, `???`, `unknown`, `nobody` and the like stand for an owner to come. Only asked for while `actions.required` in `pm.toml` lists `owner`; in a draft it is
information.

## Why
What is everybody's is done by nobody, and it is not a matter of will: without a name there is no queue that
it stands in.

## Instead
Ask who can change the thing in question, and write their role or team. If nobody can take it, decline it with
the reason; that is an honest result, and readers learn what the team lives with.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.parse.action_fields import names_nobody
from pmtool.rules.actions._review import name_of, unless_draft
from pmtool.rules.base import Context, Example, Rule
from pmtool.schema.wording import quote
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding an action."""
    if "owner" not in context.config.actions.required:
        return
    for action in document.actions:
        if action.open and names_nobody(action.get("owner")):
            written = action.fields.get("owner")
            only = f" yet, only {quote(written.value)}" if written and written.value else ""
            add = "write" if only else "add '- owner:' with"
            message = f"{name_of(action)} has no owner{only}; {add} the role or team that took it on"
            severity = unless_draft(document, Severity.WARNING)
            yield Finding(
                action.title_span, message, severity, ask="Who can change this, and did they agree to?"
            )


_HEAD = "---\ntitle: Slow answers\nstatus: in_review\n---\n\n## Actions\n\n"

RULE = Rule(
    "actions/ownerless-action",
    Severity.WARNING,
    check,
    bad=[
        f"{_HEAD}- [ ] **A1** «Alert on slow answers»\n  - due: 2026-05-01\n",
        f"{_HEAD}- «Add a cache in front of the index»\n- Add a test (owner: search-team)\n",
        (
            f"{_HEAD}| Action | Owner | Due |\n| --- | --- | --- |\n| «Add a cache» | | 2026-05-01 |\n| "
            f"Add a test | search | 2026-05-01 |\n"
        ),
        f"{_HEAD}- [ ] **A1** «Alert on slow answers»\n  - owner: TBD\n",
        f"{_HEAD}- [ ] **A1** «Alert on slow answers»\n  - owner: ???\n",
        f"{_HEAD}- [ ] **A1** «Alert on slow answers»\n  - owner: n/a\n- [ ] «Add a cache»\n  - owner: Nobody\n",
    ],
    good=[
        f"{_HEAD}- [ ] **A1** Alert on slow answers\n  - owner: unknown-devices-team\n",
        f"{_HEAD}- [ ] **A1** Alert on slow answers\n  - owner: search-team\n",
        f"{_HEAD}- [x] Alert on slow answers\n- ~~Add a cache~~\n- ✅ Add a test\n",
        f"{_HEAD}- Alert on slow answers @search-team\n- None\n",
        f"{_HEAD}- [ ] Ask the vendor for limits\n  - state: declined\n  - reason: covered by the renewal\n",
        Example(f"{_HEAD}- [ ] Alert on slow answers\n", config="[actions]\nrequired = []\n"),
    ],
)
