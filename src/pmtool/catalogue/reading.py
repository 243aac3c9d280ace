"""From the data files to entries; each file is read once, when it is first needed."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from pmtool.catalogue.entries import CONFIDENCE, Entry, FactorClass, Taxonomy, Term

PILLARS = ("people", "process", "technology", "governance")
_ID_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_")


class CatalogueError(ValueError):
    """An entry that says too little or something that cannot be; the message names it."""


def data(name: str) -> Mapping[str, Any]:
    """The content of a data file, such as `factors.toml`."""
    import tomllib

    return tomllib.loads((files("pmtool.catalogue") / "data" / name).read_text(encoding="utf-8"))


@cache
def entries() -> tuple[Entry, ...]:
    """The words of all enumerations, in the order of the file."""
    return tuple(
        Entry(item["kind"], *_common(item), crosswalk=_crosswalk(item))
        for item in data("entries.toml")["entry"]
    )


@cache
def terms() -> tuple[Term, ...]:
    """The glossary."""
    return tuple(
        Term(
            "term",
            *_common(item),
            also=_texts(item, "also"),
            see=_texts(item, "see"),
            more=str(item.get("more", "")).strip(),
        )
        for item in data("glossary.toml")["term"]
    )


@cache
def taxonomies() -> tuple[Taxonomy, ...]:
    """The taxonomies that crosswalks point to."""
    return tuple(
        Taxonomy("taxonomy", *_common(item), url=str(item["url"]))
        for item in data("taxonomies.toml")["taxonomy"]
    )


def read_factors(items: Iterable[Mapping[str, Any]], *, own: bool = False) -> tuple[FactorClass, ...]:
    """Factor classes of plain mappings. Raises CatalogueError.

    own: of a team; then a definition is enough, and the source is the team's configuration.
    """
    return tuple(_factor(item, own=own) for item in items)


def _factor(item: Mapping[str, Any], *, own: bool) -> FactorClass:
    given = dict(item)
    if own:
        given = {"name": _spoken(given.get("id")), "source": "this collection's own", **given}
        given.setdefault("confidence", "practice")
        unknown = sorted(given.keys() - _FACTOR_KEYS)
        if unknown:
            raise CatalogueError(
                f"factor class '{given.get('id', '?')}': unknown key '{unknown[0]}'; "
                f"known here: {', '.join(sorted(_FACTOR_KEYS))}"
            )
    common = _common(given)
    pillar = given.get("pillar", "technology")
    if pillar not in PILLARS:
        raise CatalogueError(
            f"factor class '{common[0]}': pillar is '{pillar}', not one of {', '.join(PILLARS)}"
        )
    return FactorClass(
        "factor",
        *common,
        crosswalk=_crosswalk(given),
        pillar=pillar,
        signals=_texts(given, "signals"),
        fixes=_texts(given, "fixes"),
        words=_texts(given, "words"),
        own=own,
    )


_FACTOR_KEYS = frozenset(
    {"id", "name", "definition", "pillar", "signals", "fixes", "words", "crosswalk", "source", "confidence"}
)


def _common(item: Mapping[str, Any]) -> tuple[str, str, str, str, str]:
    """id, name, definition, source, confidence. Raises CatalogueError where one is missing."""
    found = []
    for key in ("id", "name", "definition", "source", "confidence"):
        value = item.get(key)
        if not isinstance(value, str) or not value.strip():
            raise CatalogueError(f"the entry '{item.get('id', '?')}' has no {key}")
        found.append(value.strip())
    ident, name, definition, source, confidence = found
    if not set(ident) <= _ID_LETTERS:
        raise CatalogueError(f"'{ident}' is no id; use lower-case letters, digits and _")
    if confidence not in CONFIDENCE:
        raise CatalogueError(
            f"the entry '{ident}': confidence is '{confidence}', not one of {', '.join(CONFIDENCE)}"
        )
    return ident, name, definition, source, confidence


def _texts(item: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = item.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise CatalogueError(f"the entry '{item.get('id', '?')}': {key} must be a list of texts")
    return tuple(value)


def _crosswalk(item: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    table = item.get("crosswalk", {})
    if not isinstance(table, Mapping):
        raise CatalogueError(f"the entry '{item.get('id', '?')}': crosswalk must be a table")
    return {str(key): _texts({**item, key: value}, key) for key, value in table.items()}


def _spoken(ident: object) -> str:
    return str(ident or "").replace("_", " ").capitalize()
