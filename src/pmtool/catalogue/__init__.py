"""What the words of a review mean: classes of factors, kinds of harm, stages, sources of detection, terms.

The content is data (`data/*.toml`, each entry with its source); this package reads it when first asked and
knows nothing of reviews, files or configuration. A team's own classes come in as plain mappings.
"""

from pmtool.catalogue.entries import Entry, FactorClass, Term
from pmtool.catalogue.factors import FactorCatalogue, shipped_factors
from pmtool.catalogue.reading import CatalogueError

__all__ = ["CatalogueError", "Entry", "FactorCatalogue", "FactorClass", "Term", "shipped_factors"]
