"""The entries of the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# How far a source was read: in the text itself, through a summary or mirror, or not at all (common practice).
CONFIDENCE = ("primary", "secondary", "practice")


@dataclass(frozen=True, slots=True)
class Entry:
    """One word of an enumeration.

    kind: the enumeration (`harm`, `lifecycle`, `detection` …). crosswalk: taxonomy -> ids there. source: the
    reference; confidence: one of `CONFIDENCE`.
    """

    kind: str
    id: str
    name: str
    definition: str
    source: str
    confidence: str
    crosswalk: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FactorClass(Entry):
    """A class of contributing factors.

    pillar: the part of the organisation that it usually lies in. signals: how it typically shows. fixes: what
    typically changes it. words: phrases that suggest it. own: of the team, from its configuration.
    """

    pillar: str = "technology"
    signals: tuple[str, ...] = ()
    fixes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    own: bool = False


@dataclass(frozen=True, slots=True)
class Term(Entry):
    """A term of the glossary. also: other names of it; see: ids of related entries; more: further Markdown."""

    also: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    more: str = ""


@dataclass(frozen=True, slots=True)
class Taxonomy(Entry):
    """A public taxonomy that crosswalks point to."""

    url: str = ""
