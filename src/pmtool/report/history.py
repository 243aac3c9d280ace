"""The history of a review, as lines for people and as JSON."""

from collections.abc import Iterator
import datetime as dt
from typing import Any, TextIO

import typer

from pmtool.features.history import History, Step
from pmtool.report import Style
from pmtool.report.table import write_json
from pmtool.report.text import printable
from pmtool.schema.comparing import Difference, What
from pmtool.vocab import TableFormat


def write_history(history: History, chosen: TableFormat, style: Style, out: TextIO) -> None:
    """Commits with what they changed, oldest first; `!` marks what weakened a published review."""
    if chosen is TableFormat.JSON:
        write_json([_as_json(step) for step in history.steps], out)
        return
    for step in history.steps:
        made = (
            f"{(step.date or '')[:10]}  {step.commit[:9]}  {step.author}"
            if step.commit
            else "not committed yet"
        )
        out.write(_paint(printable(made), style, bold=True) + "\n")
        for mark, line in _lines(step):
            text = f"  {mark} {printable(line)}"
            out.write((_paint(text, style, color="yellow") if mark == "!" else text) + "\n")


def _paint(text: str, style: Style, *, color: str | None = None, bold: bool = False) -> str:
    return typer.style(text, fg=color, bold=bold or None) if style.color else text


def _lines(step: Step) -> Iterator[tuple[str, str]]:
    if step.summary is not None:
        yield " ", step.summary
    if step.renamed_from is not None:
        yield " ", f"renamed from {step.renamed_from}"
    for difference in step.differences:
        yield "!" if step.weakens(difference) else " ", sentence(difference)
    if step.summary is None and step.renamed_from is None and not step.differences:
        yield " ", "wording only"


def sentence(difference: Difference) -> str:
    """A difference in a few words."""
    subject, before, after = difference.subject, difference.before, difference.after
    match difference.what:
        case What.SEVERITY_LOWERED | What.SEVERITY_RAISED:
            word = "lowered" if difference.what is What.SEVERITY_LOWERED else "raised"
            return f"severity {word}: {before} → {after}"
        case What.FACTOR_ADDED | What.FACTOR_DROPPED:
            return f"factor {'added' if after else 'dropped'}: {subject}"
        case What.ACTION_ADDED | What.ACTION_DROPPED:
            text = after or before or ""
            named = f"{subject} {text}" if not text.startswith(subject.removesuffix("…")) else text
            return f"action {'added' if after else 'dropped'}: {named}"
        case What.OWNER | What.OWNER_REMOVED:
            return _moved(f"{subject} owner", before, after)
        case What.DUE | What.DUE_REMOVED:
            return _moved(f"{subject} due", before, after)
        case What.DUE_LATER:
            return f"{subject} due moved later: {before} → {after}{_days(before, after)}"
        case What.SECTION_FILLED | What.SECTION_EMPTIED:
            return f"section {'filled' if after else 'emptied'}: {subject}"
        case _:
            return _moved(subject, before, after)


def _moved(subject: str, before: str | None, after: str | None) -> str:
    if before is None:
        return f"{subject} set: {after}"
    return f"{subject} removed: {before}" if after is None else f"{subject}: {before} → {after}"


def _days(before: str | None, after: str | None) -> str:
    try:
        days = (dt.date.fromisoformat((after or "")[:10]) - dt.date.fromisoformat((before or "")[:10])).days
    except ValueError:
        return ""
    return f" ({days} day{'' if days == 1 else 's'})"


def _as_json(step: Step) -> dict[str, Any]:
    return {
        "commit": step.commit,
        "date": step.date,
        "author": step.author,
        "subject": step.subject,
        "path": str(step.path),
        "created": step.summary is not None,
        "renamed_from": str(step.renamed_from) if step.renamed_from else None,
        "changes": [
            {
                "what": str(difference.what),
                "subject": difference.subject,
                "before": difference.before,
                "after": difference.after,
                "weakens": step.weakens(difference),
            }
            for difference in step.differences
        ],
    }
