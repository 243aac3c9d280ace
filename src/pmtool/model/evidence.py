"""What an action's evidence names, and where that stands in the repository."""

from dataclasses import dataclass
from enum import StrEnum

from pmtool.model.span import Span


class ReferenceKind(StrEnum):
    """What kind of thing a piece of evidence is."""

    PATH = "path"
    COMMIT = "commit"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Reference:
    """One path, commit or address in the value of a field; `span` is relative to the value."""

    kind: ReferenceKind
    name: str
    span: Span


class Standing(StrEnum):
    """Where a path or commit stands.

    MERGED: on the default branch. PENDING: in the work tree's history, not yet on the default branch.
    STRAY: a commit on another branch only. UNTRACKED: a file that git does not know. MISSING: neither here
    nor there.
    """

    MERGED = "merged"
    PENDING = "pending"
    STRAY = "stray"
    UNTRACKED = "untracked"
    MISSING = "missing"
