"""What rules about contributing factors share: the factors of a review, and the classes that are known."""

from collections.abc import Mapping
from dataclasses import dataclass

from pmtool.catalogue.entries import FactorClass
from pmtool.catalogue.factors import FactorCatalogue, with_own
from pmtool.catalogue.reading import CatalogueError
from pmtool.config import Config
from pmtool.errors import PmError
from pmtool.model.front_matter import KeyPath, Value
from pmtool.model.span import Span
from pmtool.parse import Document


@dataclass(frozen=True)
class Named:
    """A factor of a review. ident: the class as written; path: of the class; data: empty for a bare id."""

    ident: str
    path: KeyPath
    data: Mapping[str, Value]

    def pillar(self, known: FactorClass | None) -> str | None:
        """Where it lies: as the review says, else where its class usually does."""
        given = self.data.get("pillar")
        return given if isinstance(given, str) else known.pillar if known else None


def factors_of(document: Document) -> list[Named]:
    """The factors of a review that name a class."""
    items = document.front.data.get("factors")
    found = []
    for number, item in enumerate(items if isinstance(items, list) else []):
        path: KeyPath = ("factors", number)
        if isinstance(item, str) and item.strip():
            found.append(Named(item.strip(), path, {}))
        elif isinstance(item, dict) and isinstance(item.get("class"), str) and str(item["class"]).strip():
            found.append(Named(str(item["class"]).strip(), (*path, "class"), item))
    return found


def factors_key(document: Document) -> Span:
    """What to underline when the list as a whole is the matter."""
    return document.front.key_span(("factors",))


def catalogue_of(config: Config) -> FactorCatalogue:
    """The classes of a configuration. Raises PmError for a faulty one of its own."""
    try:
        return with_own(config.factors.own)
    except CatalogueError as error:
        name = config.source.name if config.source else "pm.toml"
        raise PmError(f"{name}: {error}", "what a class says: pm explain evaluation_gap") from None
