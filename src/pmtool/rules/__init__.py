"""All rules, by bundle. A bundle is imported when one of its rules is asked for.

Each bundle's package lists its modules in `MODULES`; a rule's name follows from its file's: `rules/blame/
person_failed.py` is `blame/person-failed`. A test finds files that no list names. Bundles of other packages come after the
shipped ones (`pmtool.rules.packs`).
"""

from collections.abc import Sequence
import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pmtool.rules.base import Rule

BUNDLES = ("schema", "structure", "timeline", "actions", "blame", "privacy", "clock")


def names(bundle: str) -> list[str]:
    """The names of a bundle's rules, without importing the rules (those of a pack are imported)."""
    if bundle not in BUNDLES:
        from pmtool.rules import packs

        return list(packs.rules_of(bundle))
    package = importlib.import_module(f"pmtool.rules.{bundle}")
    return [f"{bundle}/{module.replace('_', '-')}" for module in package.MODULES]


def bundles() -> list[str]:
    """The shipped bundles, then those of installed rule packs."""
    from pmtool.rules import packs

    return [*BUNDLES, *(name for name in packs.packs() if name not in BUNDLES)]


def all_names() -> list[str]:
    """The names of all rules, by bundle."""
    return [name for bundle in bundles() for name in names(bundle)]


def load(name: str) -> "Rule":
    """The rule of a name. Raises KeyError for a name that no bundle lists."""
    bundle, _, rest = name.partition("/")
    if bundle not in bundles() or name not in names(bundle):
        raise KeyError(name)
    if bundle not in BUNDLES:
        from pmtool.rules import packs

        return packs.rules_of(bundle)[name]
    module = importlib.import_module(f"pmtool.rules.{bundle}.{rest.replace('-', '_')}")
    rule: Rule = module.RULE
    return rule


def load_all(names_: Sequence[str] | None = None) -> list["Rule"]:
    """The rules of the names, or all of them."""
    return [load(name) for name in (all_names() if names_ is None else names_)]
