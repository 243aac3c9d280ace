"""The classes of contributing factors: look-up, search by words, suggestion from a text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, cached_property
import re
from typing import Any

from pmtool.catalogue.entries import FactorClass
from pmtool.catalogue.reading import data, read_factors


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A class, and the stretches of the text that led to it, as (start, end)."""

    factor: FactorClass
    places: tuple[tuple[int, int], ...]


class FactorCatalogue:
    """Classes by id: the shipped ones, then a team's own, which may replace one of the same id."""

    def __init__(self, classes: Iterable[FactorClass]) -> None:
        self.by_id: Mapping[str, FactorClass] = {factor.id: factor for factor in classes}

    def get(self, ident: str) -> FactorClass | None:
        """The class of an id, None for an unknown one."""
        return self.by_id.get(ident)

    def right(self, ident: str) -> str | None:
        """The id that another spelling of it means: `Evaluation-Gap` is `evaluation_gap`."""
        plain = "_".join(re.findall(r"[a-z0-9]+", ident.casefold()))
        return plain if plain in self.by_id else None

    def nearest(self, ident: str) -> str | None:
        """The id that another one is likely meant for, None where none is near.

        Spelt nearly alike, or, where the words of it are a phrase that suggests a class, that class; letters
        in common alone are no reason: `escalation` is no `evaluation_gap`.
        """
        plain = "_".join(re.findall(r"[a-z0-9]+", ident.casefold()[:80]))
        alike = get_close_matches(plain, self.by_id, n=1, cutoff=0.8)
        if alike or not plain:
            return alike[0] if alike else None
        words = plain.replace("_", " ")
        begun = [known for known in self.by_id if f"{known}_".startswith(f"{plain}_")]
        said = [item.factor.id for item in self.suggest(words)] if len(begun) != 1 else []
        return (begun or said)[0] if len(begun) == 1 or len(set(said)) == 1 else None

    def search(self, words: Sequence[str]) -> list[FactorClass]:
        """The classes that have all the words in their text, those with a word in the id or name first."""
        wanted = [word.casefold() for word in words if word.strip()]
        found = [(factor, _text(factor)) for factor in self.by_id.values()]
        hits = [factor for factor, text in found if all(word in text for word in wanted)]
        return sorted(hits, key=lambda factor: not any(word in _name(factor) for word in wanted))

    def near(self, words: Sequence[str]) -> list[FactorClass]:
        """The classes that have one of the words, or a word spelt nearly like it, in their text."""
        known = sorted(
            {word for factor in self.by_id.values() for word in re.findall(r"\w{4,}", _text(factor))}
        )
        found: dict[str, FactorClass] = {}
        for word in words:
            alike = get_close_matches(word.casefold()[:80], known, n=2, cutoff=0.8)
            for near in [word, *alike] if word.strip() else []:
                found |= {factor.id: factor for factor in self.search([near])}
        return list(found.values())

    def suggest(self, text: str) -> list[Suggestion]:
        """The classes whose phrases occur in a text; the one that most phrases speak for comes first."""
        places: dict[str, dict[str, tuple[int, int]]] = {}
        for match in self._cues.finditer(text):
            ident, phrase = self._cue_of(match.group().casefold())
            places.setdefault(ident, {}).setdefault(phrase, match.span())
        found = [
            Suggestion(self.by_id[ident], tuple(sorted(cues.values()))) for ident, cues in places.items()
        ]
        return sorted(found, key=lambda item: (-len(item.places), item.places))

    @cached_property
    def _phrases(self) -> list[tuple[str, str]]:
        """All phrases with the class that each suggests, longer ones first."""
        pairs = [(word.casefold(), factor.id) for factor in self.by_id.values() for word in factor.words]
        return sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0]))

    @cached_property
    def _cues(self) -> re.Pattern[str]:
        """One alternation of literal phrases: linear, whatever the text."""
        alternatives = (re.escape(word).replace(r"\ ", r"\s{1,3}") for word, _ in self._phrases)
        return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives) or '(?!)'})", re.IGNORECASE)

    def _cue_of(self, written: str) -> tuple[str, str]:
        plain = " ".join(written.split())
        return next((ident, word) for word, ident in self._phrases if word == plain)


def _name(factor: FactorClass) -> str:
    return f"{factor.id} {factor.id.replace('_', ' ')} {factor.name}".casefold()


def _text(factor: FactorClass) -> str:
    ids = (one for many in factor.crosswalk.values() for one in many)
    parts = (factor.definition, *factor.signals, *factor.fixes, *factor.words, *ids)
    return f"{_name(factor)} {' '.join(parts)}".casefold()


@cache
def shipped_factors() -> FactorCatalogue:
    """The classes that ship with the program."""
    return FactorCatalogue(read_factors(data("factors.toml")["factor"]))


def with_own(own: Sequence[Mapping[str, Any]]) -> FactorCatalogue:
    """The shipped classes and a team's own. Raises CatalogueError."""
    if not own:
        return shipped_factors()
    return FactorCatalogue([*shipped_factors().by_id.values(), *read_factors(own, own=True)])


def names_of(factors: Iterable[FactorClass]) -> Iterator[str]:
    """The ids."""
    return (factor.id for factor in factors)
