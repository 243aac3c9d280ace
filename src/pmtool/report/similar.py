"""`pm similar` for people and as JSON."""

from collections.abc import Sequence
from typing import TextIO

from pmtool.features.similar import Found, Match
from pmtool.report.table import write_json
from pmtool.report.text import printable
from pmtool.vocab import TableFormat

_ACTIONS = 3
_SAID = {"recurrence_of": "a reviewer said: the same problem", "not_same_as": "a reviewer said: not the same"}


def write_similar(found: Found, chosen: TableFormat, out: TextIO) -> None:
    """A paragraph for each match, or an array of objects."""
    if chosen is TableFormat.JSON:
        write_json([match.as_json() for match in found.matches], out)
        return
    for number, match in enumerate(found.matches):
        out.write("\n" if number else "")
        out.write(f"{match.score:4.0%}  {match.facts.stem}\n")
        for line in _lines(match):
            out.write(f"      {printable(line)}\n")


def _lines(match: Match) -> Sequence[str]:
    lines = [match.facts.title or "(no title)"]
    lines.append(f"why: {why(match)}")
    if match.verdict:
        lines.append(_SAID[match.verdict])
    if match.unfinished:
        lines.append(f"not finished: {len(match.unfinished)} of {len(match.facts.mix)} actions")
        for action in match.unfinished[:_ACTIONS]:
            due = f", due {action.get('due')}" if action.get("due") else ""
            state = str(action.state).replace("_", " ")
            lines.append(f"  {action.id} {action.text} ({state}{due})")
        if len(match.unfinished) > _ACTIONS:
            lines.append(f"  and {len(match.unfinished) - _ACTIONS} more")
    return lines


def why(match: Match) -> str:
    """What two reviews share, in a line."""
    parts = []
    if match.factors:
        parts.append(f"factors {', '.join(match.factors)}")
    if match.services:
        parts.append(f"services {', '.join(match.services)}")
    if match.model:
        parts.append(f"model {match.model}")
    if match.terms:
        parts.append(f"words {', '.join(match.terms)}")
    if match.concepts:
        parts.append(f"meaning {', '.join(match.concepts)}")
    return "; ".join(parts) or "nothing in particular"
