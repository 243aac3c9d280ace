"""The data of the catalogue: every entry has a source, ids agree with the schema, cross-references lead somewhere."""

import re

import pytest

from pmtool.catalogue import CatalogueError, reading
from pmtool.catalogue.factors import shipped_factors, with_own
from pmtool.schema import values

ALL = [*reading.entries(), *reading.terms(), *reading.taxonomies(), *shipped_factors().by_id.values()]
ENUMERATIONS = {
    "harm": values.Harm,
    "lifecycle": values.Lifecycle,
    "detection": values.DetectedBy,
    "autonomy": values.Autonomy,
    "role": values.Role,
    "risk_class": values.RiskClass,
    "reversibility": values.Reversibility,
    "cause_entity": values.CauseEntity,
    "cause_intent": values.CauseIntent,
    "cause_timing": values.CauseTiming,
}
# What an id of each taxonomy looks like.
FORMS = {
    "avid": r"[SEP]0\d{3}|L0[1-6]",
    "owasp": r"LLM(0[1-9]|10)",
    "atlas": r"AML\.T\d{4}",
    "gmf": r"[A-Z][A-Za-z ]+",
    "mit": r"[1-7]\.[1-6]",
    "mlcommons": "vcr|ncr|src|cse|dfm|spc|prv|ipv|iwp|hte|ssh|sxc",
    "nist": (
        "valid_reliable|safe|secure_resilient|accountable_transparent|explainable_interpretable|privacy_enhanced"
        "|fair_bias_managed"
    ),
    "cset": r"[A-Za-z/1-3 ]+",
    "oecd": "[a-d]",
    "euaia": "[a-d]",
}


@pytest.mark.parametrize("entry", ALL, ids=lambda entry: f"{entry.kind}-{entry.id}")
def test_every_entry_says_what_it_is_and_where_that_comes_from(entry):
    assert len(entry.source) >= 10
    assert entry.confidence in ("primary", "secondary", "practice")
    assert entry.definition.endswith(".") or entry.kind == "taxonomy"
    assert not re.search(r"\[[A-Z]{2,}", entry.source), "a source is spelled out, it is no key"
    for taxonomy, ids in entry.crosswalk.items():
        for ident in ids:
            assert re.fullmatch(FORMS[taxonomy], ident), f"{ident} is no id of {taxonomy}"


@pytest.mark.parametrize("missing", ["source", "definition", "confidence", "name", "id"])
def test_an_entry_without_its_source_is_refused(missing):
    whole = {"id": "a", "name": "A", "definition": "Something.", "source": "a book", "confidence": "primary"}
    assert reading.read_factors([whole])
    with pytest.raises(CatalogueError, match=missing):
        reading.read_factors([{key: value for key, value in whole.items() if key != missing}])


@pytest.mark.parametrize("kind", ENUMERATIONS)
def test_enumerations_agree_with_the_schema(kind):
    described = [entry.id for entry in reading.entries() if entry.kind == kind]
    assert described == [str(value) for value in described]
    assert set(described) == {str(value) for value in ENUMERATIONS[kind]}
    assert len(described) == len(set(described))


def test_every_kind_of_entry_belongs_to_an_enumeration():
    assert {entry.kind for entry in reading.entries()} == set(ENUMERATIONS)


def test_there_are_thirty_six_classes_each_with_signals_fixes_words_and_crosswalk():
    classes = shipped_factors().by_id
    assert len(classes) == 36
    for factor in classes.values():
        assert factor.signals, factor.id
        assert factor.fixes, factor.id
        assert len(factor.words) >= 3, factor.id
        assert factor.crosswalk, factor.id
        assert factor.pillar in {str(pillar) for pillar in values.Pillar}


def test_a_phrase_suggests_one_class_only():
    phrases = [word.casefold() for factor in shipped_factors().by_id.values() for word in factor.words]
    assert len(phrases) == len(set(phrases))


def test_thirty_terms_whose_references_lead_somewhere():
    from pmtool.clocks.table import shipped_clocks

    terms = reading.terms()
    assert len(terms) == 30
    known = {entry.id for entry in ALL} | {clock.id for clock in shipped_clocks()}
    for term in terms:
        assert set(term.see) <= known, term.id


def test_pillars_agree_with_the_schema():
    assert set(reading.PILLARS) == {str(pillar) for pillar in values.Pillar}


def test_a_team_adds_a_class_and_replaces_one():
    own = [
        {
            "id": "lost_handover",
            "definition": "What one shift knew did not reach the next.",
            "pillar": "process",
        },
        {"id": "hallucination", "definition": "Ours."},
    ]
    catalogue = with_own(own)
    assert catalogue.by_id["lost_handover"].name == "Lost handover"
    assert catalogue.by_id["lost_handover"].own
    assert catalogue.by_id["hallucination"].definition == "Ours."
    assert len(catalogue.by_id) == 37
    assert shipped_factors().by_id["hallucination"].definition != "Ours."


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"definition": "x"}, "no id"),
        ({"id": "a"}, "no definition"),
        ({"id": "A b", "definition": "x"}, "is no id"),
        ({"id": "a", "definition": "x", "pilar": "process"}, "unknown key 'pilar'"),
        ({"id": "a", "definition": "x", "pillar": "tools"}, "pillar is 'tools'"),
        ({"id": "a", "definition": "x", "words": "one"}, "list of texts"),
        ({"id": "a", "definition": "x", "crosswalk": ["one"]}, "must be a table"),
    ],
)
def test_faults_of_own_classes_are_named(own, said):
    with pytest.raises(CatalogueError, match=said):
        with_own([own])
