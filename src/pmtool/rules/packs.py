"""Rule packs of third parties, found by entry point.

A package declares `[project.entry-points."pmtool.rules"]` with one line a bundle: the bundle's name, and an object with a
`RULES` sequence of `Rule`s (a module will do). The rules are named `BUNDLE/NAME` and then behave like any other: they are
selected, ignored, explained and configured by name. A pack cannot take the name of a shipped bundle, nor add to one.
"""

from collections.abc import Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING

from pmtool.errors import PmError

if TYPE_CHECKING:
    from pmtool.rules.base import Rule

GROUP = "pmtool.rules"


@cache
def packs() -> Mapping[str, EntryPoint]:
    """Bundle -> where it comes from; nothing is imported yet."""
    return {point.name: point for point in sorted(entry_points(group=GROUP), key=lambda point: point.name)}


@cache
def rules_of(bundle: str) -> Mapping[str, "Rule"]:
    """The rules of a pack by name. Raises PmError that names the pack when it cannot be used."""
    from pmtool.rules.base import Rule

    point = packs()[bundle]
    try:
        found = list(point.load().RULES)
    except Exception as error:
        raise PmError(f'rule pack "{bundle}" ({point.value}) cannot be loaded: {error}') from error
    for rule in found:
        if not isinstance(rule, Rule) or rule.bundle != bundle:
            raise PmError(
                f'rule pack "{bundle}" ({point.value}) holds {rule!r}, which is no rule named "{bundle}/..."'
            )
    return {rule.name: rule for rule in found}
