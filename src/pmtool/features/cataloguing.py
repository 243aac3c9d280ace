"""`pm explain` for factor classes, clocks, words of enumerations and terms: names to Markdown pages."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from pmtool.catalogue import reading
from pmtool.catalogue.entries import Entry, FactorClass, Term
from pmtool.catalogue.factors import FactorCatalogue
from pmtool.clocks import DISCLAIMER
from pmtool.clocks.table import Clock, Limit, Table
from pmtool.config import Config
from pmtool.errors import PmError
from pmtool.rules.deadlines import table_of
from pmtool.rules.schema._factors import catalogue_of

_CONFIDENCE = {
    "primary": "read in the text itself",
    "mirror": "read in a copy or library of the text",
    "secondary": "read in pages about it",
    "unconfirmed": "a part of it is not confirmed",
    "practice": "common practice, no source read",
    "own": "of this collection",
}
# What an enumeration is called in a page, and the key of the front matter that takes its words.
KINDS = {
    "harm": ("Kind of harm", "ai.harm"),
    "lifecycle": ("Stage of the life of an AI system", "ai.lifecycle_origin, ai.lifecycle_detected"),
    "detection": ("Source of detection", "detected_by"),
    "autonomy": ("Level of autonomy", "ai.autonomy"),
    "role": ("Role towards an AI system", "ai.role"),
    "risk_class": ("Class of an AI system", "ai.risk_class"),
    "reversibility": ("Reversibility of harm", "ai.reversibility"),
    "cause_entity": ("Cause: entity", "ai.cause.entity"),
    "cause_intent": ("Cause: intent", "ai.cause.intent"),
    "cause_timing": ("Cause: timing", "ai.cause.timing"),
}


def page_of(name: str, config: Config) -> str | None:
    """The page of a name in the catalogues or the table of clocks; None where there is none."""
    plain = _plain(name)
    factor, clock = catalogue_of(config).get(plain), table_of(config).get(plain)
    parts = []
    if factor is not None:
        parts.append(factor_page(factor))
    if clock is not None:
        parts.append(clock_page(clock, table_of(config)))
    if plain in KINDS:
        parts.append(kind_page(plain))
    elif plain == "clocks" or plain in table_of(config).regimes():
        parts.append(clocks_page(table_of(config), None if plain == "clocks" else plain))
    elif plain in ("factors", "glossary", "terms"):
        parts.append(factors_page(catalogue_of(config), ()) if plain == "factors" else glossary_page())
    parts += [entry_page(entry) for entry in reading.entries() if entry.id == plain]
    parts += [term_page(term) for term in reading.terms() if plain in _names(term)]
    return "\n".join(parts) or None


def nearest(name: str, config: Config) -> str | None:
    """The name in the catalogues or the table that is most like another."""
    known = [*catalogue_of(config).by_id, *table_of(config).clocks, *KINDS, "clocks", "factors", "glossary"]
    known += [entry.id for entry in reading.entries()]
    known += [name for term in reading.terms() for name in _names(term)]
    return next(iter(get_close_matches(_plain(name)[:80], known, n=1)), None)


def _plain(name: str) -> str:
    return "_".join(name.casefold().replace("-", " ").replace("_", " ").split())


def _names(term: Term) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_plain(name) for name in (term.id, term.name, *term.also)))


# -- pages


def factor_page(factor: FactorClass) -> str:
    """A factor class: what it is, how it shows, what changes it, where others file it."""
    crosswalk = [f"- {name}: {', '.join(ids)}" for name, ids in _crosswalk(factor)]
    return _joined(
        f"# {factor.id}",
        f"{factor.name}. {factor.definition}",
        f"A class of contributing factors; it usually lies in {factor.pillar}.",
        _list("How it shows", factor.signals),
        _list("What typically changes it", factor.fixes),
        _section("Elsewhere", "\n".join(crosswalk)),
        _list("Words that suggest it", factor.words),
        _source(factor.source, factor.confidence),
        f"In the front matter: `factors: [{{class: {factor.id}, confidence: known, existed_before: true}}]`.",
    )


def factors_page(catalogue: FactorCatalogue, words: Sequence[str]) -> str:
    """The classes that match all words, a line each. Raises PmError, with near ones, where none does."""
    found = catalogue.search(words)
    if words and not found:
        asked = " ".join(words)
        near = catalogue.nearest(asked)
        some = [near] if near else [factor.id for factor in catalogue.near(words)[:4]]
        hint = f"near: {', '.join(some)}" if some else "list all of them with: pm explain --factors"
        raise PmError(f"no factor class matches '{asked}'", hint)
    about = f" for '{' '.join(words)}'" if words else ""
    lines = [f"- **{factor.id}** ({factor.pillar}): {factor.definition}" for factor in found]
    return _joined(f"# Factor classes{about}", "\n".join(lines))


def entry_page(entry: Entry) -> str:
    """One word of an enumeration."""
    called, key = KINDS[entry.kind]
    crosswalk = [f"- {name}: {', '.join(ids)}" for name, ids in _crosswalk(entry)]
    return _joined(
        f"# {entry.id}",
        f"{called} (`{key}`). {entry.definition}",
        _section("Elsewhere", "\n".join(crosswalk)),
        _source(entry.source, entry.confidence),
    )


def kind_page(kind: str) -> str:
    """All words of an enumeration."""
    called, key = KINDS[kind]
    lines = [f"- **{entry.id}**: {entry.definition}" for entry in reading.entries() if entry.kind == kind]
    return _joined(f"# {kind}", f"{called}, the words of `{key}`.", "\n".join(lines))


def term_page(term: Term) -> str:
    """A term of the glossary."""
    see = f"See: {', '.join(f'`pm explain {name}`' for name in term.see)}." if term.see else ""
    return _joined(f"# {term.name}", term.definition, term.more, see, _source(term.source, term.confidence))


def glossary_page() -> str:
    """All terms, a line each."""
    lines = [f"- **{term.name}**: {term.definition}" for term in reading.terms()]
    return _joined("# Glossary", "\n".join(lines))


def clock_page(clock: Clock, table: Table) -> str:
    """A clock: the sentence of law, what it counts from, what to know about it."""
    facts = [
        f"- Law: {clock.law}" + (f" <{clock.url}>" if clock.url else ""),
        f"- Regime: {clock.regime} ({clock.phase} report)",
        f"- To: {clock.recipient}",
        *(f"- Deadline: {limit_text(limit)}" for limit in clock.limits),
    ]
    if len(clock.limits) > 1:
        facts.append("- The earliest of these counts.")
    facts += [line for line in _more_facts(clock) if line]
    return _joined(
        f"# {clock.id}",
        f"{clock.name}. {clock.says}",
        "\n".join(facts),
        clock.note,
        _source(clock.source, clock.confidence),
        f"In the front matter: `reporting: [{{clock: {clock.id}, submitted: 2026-03-04T09:00:00Z}}]`. "
        f"As of {table.version.isoformat()}; {DISCLAIMER}.",
    )


def _more_facts(clock: Clock) -> Iterator[str]:
    if clock.promptly:
        yield f"- Besides, or where no number is named: {clock.promptly}"
    if clock.extension:
        yield f"- Later where {clock.extension.says} ({clock.extension.law})"
    if clock.weekend:
        but = f", but for {', '.join(clock.weekend.not_for)}" if clock.weekend.not_for else ""
        yield (
            f"- On a day that is no working day: {clock.weekend.until:%H:%M} of the next one{but} "
            f"({clock.weekend.law})"
        )
    if clock.applies_from:
        yield f"- Applies from {clock.applies_from.isoformat()}"
    if clock.applies_until:
        yield f"- Applied until {clock.applies_until.isoformat()}"
    if clock.follows:
        yield f"- Follows: {clock.follows}"


def limit_text(limit: Limit) -> str:
    """A time limit in words."""
    unit = limit.unit.replace("_", " ")
    if limit.amount == 1:
        unit = unit.removesuffix("s")
    anchor = limit.anchor.replace("submitted:", "submission of ")
    ends = f", {limit.ends:%H:%M} {limit.zone or ''}".rstrip() if limit.ends else ""
    lapses = f"; not where {limit.lapses} comes later than that" if limit.lapses else ""
    return f"{limit.amount} {unit} from {anchor}{ends}{lapses}"


def clocks_page(table: Table, regime: str | None) -> str:
    """All clocks, or those of a regime."""
    clocks = [clock for clock in table.clocks.values() if regime in (None, clock.regime)]
    lines = [
        f"- **{clock.id}** ({clock.law}): "
        f"{'; '.join(map(limit_text, clock.limits)) or clock.promptly}; {_CONFIDENCE[clock.confidence]}"
        for clock in clocks
    ]
    own = (
        "A team's own, and changes to these: `[[clocks.own]]` in `pm.toml` with id, law and `limits = [{ from = "
        '"aware", hours = 48 }]`; units are hours, days, business_days and months.'
    )
    return _joined(
        f"# Clocks{f' of {regime}' if regime else ''}",
        "\n".join(lines),
        own,
        f"As of {table.version.isoformat()}; {DISCLAIMER}.",
    )


# -- parts


def _crosswalk(entry: Entry) -> Iterator[tuple[str, tuple[str, ...]]]:
    names: Mapping[str, str] = {taxonomy.id: taxonomy.name for taxonomy in reading.taxonomies()}
    return ((names.get(key, key), ids) for key, ids in entry.crosswalk.items())


def _source(source: str, confidence: str) -> str:
    return f"## Source\n\n{source} ({_CONFIDENCE[confidence]})."


def _list(title: str, items: Sequence[str]) -> str:
    return _section(title, "\n".join(f"- {item}" for item in items))


def _section(title: str, body: str) -> str:
    return f"## {title}\n\n{body}" if body else ""


def _joined(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"
