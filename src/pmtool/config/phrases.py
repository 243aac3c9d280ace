"""Phrase rules of a team's own, from `[[blame.rules]]`: what they may say, and their patterns made safe.

Patterns are regular expressions, matched without case against one sentence at a time. To keep matching bounded on any
text, a pattern may not repeat a group that itself repeats or branches, may not refer back to a group, and may hold two
unbounded repeats at most.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
import re
from typing import Any

KEYS = ("name", "pattern", "message", "ask", "rewrite", "severity")
MAX_LENGTH = 500
MAX_REPEATS = 2


@dataclass(frozen=True)
class PhraseRule:
    """One rule; `pattern` is compiled."""

    name: str
    pattern: "re.Pattern[str]"
    message: str
    ask: str | None = None
    rewrite: str | None = None
    severity: str = "warning"


def phrase_faults(given: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What is wrong with the rules, one line a fault, with the place."""
    seen: set[str] = set()
    for number, rule in enumerate(given):
        here = f"blame.rules[{number}]"
        for key in rule:
            if key not in KEYS:
                near = get_close_matches(str(key), KEYS, n=1)
                yield f'unknown key "{here}.{key}"' + (f' (did you mean "{near[0]}"?)' if near else "")
        for key in KEYS:
            if key in rule and not isinstance(rule[key], str):
                yield f"{here}.{key} must be a text"
        for key in ("name", "pattern", "message"):
            if not rule.get(key):
                yield f"{here} needs a {key}"
        if rule.get("severity", "warning") not in ("error", "warning", "info"):
            yield f'{here}.severity is "{rule["severity"]}", which is none of error, warning, info'
        if rule.get("name") in seen:
            yield f'{here}.name "{rule["name"]}" is taken by an earlier rule'
        seen.add(str(rule.get("name")))
        if isinstance(rule.get("pattern"), str):
            fault = pattern_fault(rule["pattern"])
            if fault:
                yield f"{here}.pattern {fault}"


def pattern_fault(pattern: str) -> str | None:
    """Why a pattern is refused, or None."""
    if len(pattern) > MAX_LENGTH:
        return f"is longer than {MAX_LENGTH} characters"
    try:
        compiled = re.compile(pattern, re.IGNORECASE)
    except (re.error, OverflowError, RecursionError) as error:
        return f"is no regular expression: {error}"
    if compiled.search(""):
        return "matches the empty text"
    return _unbounded(pattern)


def _unbounded(pattern: str) -> str | None:
    """The construction that could take more than bounded time, by a scan without recursion."""
    plain = re.sub(r"\\[^1-9]", "x", pattern)
    if re.search(r"\\[1-9]|\(\?P=", plain):
        return "refers back to a group; write the words out"
    plain = re.sub(r"\[\^?\]?[^\]]*\]", "x", plain)
    groups: list[bool] = [False]  # per open group: whether it repeats or branches inside
    repeats = 0
    last_group = False
    for found in re.finditer(r"\(\??|\)|\||[*+]|\{\d*,?\d*\}|.", plain, re.DOTALL):
        mark = found[0]
        if mark.startswith("("):
            groups.append(False)
        elif mark == ")" and len(groups) > 1:
            inner = groups.pop()
            groups[-1] = groups[-1] or inner
            last_group = inner
            continue
        elif mark in ("*", "+") or (mark.startswith("{") and len(mark) > 1):
            if last_group:
                return "repeats a group that repeats or branches itself; write it without the inner one"
            repeats += mark in ("*", "+") or mark.endswith(",}")
            groups[-1] = True
        elif mark == "|":
            groups[-1] = True
        last_group = False
    if repeats > MAX_REPEATS:
        return f"has more than {MAX_REPEATS} unbounded repeats; bound them, as in {{0,40}}"
    return None


def phrase_rules(given: Sequence[Mapping[str, Any]]) -> list[PhraseRule]:
    """The rules, compiled. Faulty ones are left out: reading the configuration has reported them."""
    return [
        PhraseRule(
            rule["name"],
            re.compile(rule["pattern"], re.IGNORECASE),
            rule["message"],
            rule.get("ask"),
            rule.get("rewrite"),
            rule.get("severity", "warning"),
        )
        for rule in given
        if not list(phrase_faults([rule]))
    ]
