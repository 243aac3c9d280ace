"""What the rules of the bundle share."""

import datetime as dt
import re

from pmtool.model.entries import Action, ActionState
from pmtool.model.span import Span
from pmtool.parse import Document
from pmtool.vocab import SectionKind, Severity, Status

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?![\d])")


def unless_draft(document: Document, severity: Severity) -> Severity:
    """The severity, and information only in a draft: what is not known yet holds nobody up."""
    return severity if document.status.reached(Status.IN_REVIEW) else Severity.INFO


def name_of(action: Action) -> str:
    """How a message calls an action."""
    return action.id or "this action"


def iso_date(value: str) -> dt.date | None:
    """The date that a value begins with, None where it begins with none that exists."""
    found = _ISO.match(value.strip())
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def actions_heading(document: Document) -> Span | None:
    """The heading, lead or item above the actions."""
    for part in document.parts:
        if part.kind is SectionKind.ACTIONS and part.opener is not None:
            return document.blocks[part.opener].own
    return None


def standing(document: Document) -> list[Action]:
    """The actions that were not turned down."""
    return [action for action in document.actions if action.state is not ActionState.DECLINED]
