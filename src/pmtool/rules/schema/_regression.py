"""What the rules about regression cases share."""

from pathlib import PurePosixPath
import re

from pmtool.model.evidence import Reference, ReferenceKind
from pmtool.model.span import Span
from pmtool.parse import Document

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def case_of(document: Document) -> str | None:
    """The path of the regression case, without a fragment; None for none, an address, or one that leads out."""
    block = document.front.data.get("ai")
    value = block.get("regression_case") if isinstance(block, dict) else None
    if not isinstance(value, str) or not value.strip() or _ADDRESS.match(value.strip()):
        return None
    path = PurePosixPath(value.strip().partition("#")[0])
    if path.is_absolute() or ".." in path.parts or "\0" in value or str(path) == ".":
        return None
    return str(path)


def reference(path: str) -> Reference:
    """The path as something that the collection can be asked about."""
    return Reference(ReferenceKind.PATH, path, Span(0, len(path)))
