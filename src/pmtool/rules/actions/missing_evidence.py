"""Evidence that is not in git, or not on the default branch.

Paths (from the root of the collection or of the repository, or from the review's folder) and commits are looked up; addresses and
words are not. A path or commit of the branch at hand that only waits to be merged is information. In a
shallow clone, a commit that is not found may be beyond its edge, and nothing is said.

## Why `done` says that the change is in place. A file that was never committed, or a commit that was
dropped when its branch was squashed, is a trail that ends: the next reader cannot see what was changed, nor
whether it is still there.

## Instead Commit the file, correct the path, or name the commit that reached the default branch. Where the
file was removed on purpose, the action is no longer in place: `pm actions reopen`.
"""

from collections.abc import Iterator
from dataclasses import replace
from posixpath import normpath

from pmtool.model.diagnostic import Finding
from pmtool.model.entries import Action, ActionField
from pmtool.model.evidence import Reference, ReferenceKind, Standing
from pmtool.model.span import Span
from pmtool.parse import Document
from pmtool.parse.evidence import read_references
from pmtool.rules.base import Context, Example, Rule
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each path or commit."""
    for action in document.actions:
        field = action.fields.get("evidence")
        for reference in read_references(field.value) if field is not None else ():
            if field is None or reference.kind is ReferenceKind.ADDRESS:
                continue
            said = _message(reference, _standing(document, context, reference))
            if said is not None:
                message, severity = said
                yield Finding(_span(document, field, reference), message, severity, ask=_ask(action))


def _standing(document: Document, context: Context, reference: Reference) -> Standing | None:
    """From the root; else from the review's own folder, as links are written."""
    standing = context.collection.standing(reference)
    if standing is Standing.MISSING and reference.kind is ReferenceKind.PATH:
        beside = normpath((document.path.parent / reference.name).as_posix())
        if not beside.startswith(("..", "/")):
            return context.collection.standing(replace(reference, name=beside)) or standing
    return standing


def _message(reference: Reference, standing: Standing | None) -> tuple[str, Severity] | None:
    name = f"'{reference.name}'"
    match standing:
        case Standing.MISSING:
            todo = (
                "name the commit that was merged"
                if reference.kind is ReferenceKind.COMMIT
                else "correct the path"
            )
            return f"{name} is not in the repository; {todo}, or reopen the action", Severity.WARNING
        case Standing.UNTRACKED:
            return f"{name} is not in git yet; commit it with the review", Severity.WARNING
        case Standing.STRAY:
            return (
                f"the commit {name} is not on the default branch; name the one that was merged",
                Severity.WARNING,
            )
        case Standing.PENDING:
            return f"{name} is not on the default branch yet; merge it with the review", Severity.INFO
        case _:
            return None


def _ask(action: Action) -> str | None:
    return "What shows today that this is in place?" if action.done else None


def _span(document: Document, field: ActionField, reference: Reference) -> Span:
    """The name itself where the value stands as written, else the whole value."""
    at = field.value_span.of(document.text).find(reference.name)
    if at < 0:
        return field.value_span
    return Span(field.value_span.start + at, field.value_span.start + at + len(reference.name))


_HEAD = (
    "---\ntitle: Slow answers\nstatus: in_review\n---\n\n## Actions\n\n- [x] **A1** Alert on slow answers\n"
)
_GONE = {"alerts/slow.yaml": Standing.MISSING, "3f2a91c": Standing.STRAY, "b.py": Standing.UNTRACKED}

RULE = Rule(
    "actions/missing-evidence",
    Severity.WARNING,
    check,
    bad=[
        Example(f"{_HEAD}  - evidence: «alerts/slow.yaml»\n", standing=_GONE),
        Example(f"{_HEAD}  - evidence: commit «3f2a91c», see also «alerts/slow.yaml»#L4\n", standing=_GONE),
        Example(f"{_HEAD}  - evidence: `«b.py»`\n", standing=_GONE),
    ],
    good=[
        Example(f"{_HEAD}  - evidence: alerts/slow.yaml\n", files=["alerts/slow.yaml"]),
        Example(f"{_HEAD}  - evidence: https://example.org/alerts/slow.yaml\n", standing=_GONE),
        Example(f"{_HEAD}  - evidence: the drill of 3/4 May, with and/or without load\n", standing=_GONE),
        Example(f"{_HEAD}  - evidence: 3f2a91c\n"),
        Example(
            f"{_HEAD}  - evidence: [the alert](../alerts/slow.yaml)\n",
            files=["alerts/slow.yaml"],
            standing={"../alerts/slow.yaml": Standing.MISSING},
        ),
    ],
)
