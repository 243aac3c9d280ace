"""Apply the fixes of findings: only edits that keep the meaning, nothing else in the file changes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
import difflib

from pmtool.model.diagnostic import Diagnostic, Fix
from pmtool.parse import Document

# A fix can make way for another (a key is renamed, then its value is read); more rounds than this is a fault.
_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Fixed:
    """The text after all fixes, and how many were applied."""

    text: str
    count: int


def apply_fixes(text: str, fixes: Iterable[Fix]) -> Fixed:
    """Apply edits that do not overlap, first come first served; the rest waits for the next round."""
    pieces = []
    position = count = 0
    for fix in sorted(set(fixes), key=lambda fix: (fix.span, fix.text)):
        if fix.span.start < position:
            continue
        pieces += [text[position : fix.span.start], fix.text]
        position = fix.span.end
        count += 1
    pieces.append(text[position:])
    return Fixed("".join(pieces), count)


def fix_document(document: Document, lint: Callable[[Document], Sequence[Diagnostic]]) -> Fixed:
    """Fix until nothing is left to fix, so that a second run changes nothing.

    A file that was not read as it stands (no UTF-8, too large) stays as it is.
    """
    text, total = document.text, 0
    if document.fault is not None:
        return Fixed(text, total)
    for _ in range(_ROUNDS):
        current = Document(document.path, text, document.vocabulary)
        done = apply_fixes(text, [d.fix for d in lint(current) if d.fix is not None])
        if not done.count or done.text == text:
            break
        text, total = done.text, total + done.count
    return Fixed(text, total)


def unified_diff(path: str, before: str, after: str) -> str:
    """The change as `git diff` shows it; line ends are kept."""
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{path}", f"b/{path}"
    )
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )
