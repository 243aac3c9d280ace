"""`pm explain` for classes, clocks, words and terms."""

import pytest

from pmtool.catalogue import reading, shipped_factors
from pmtool.clocks.table import shipped_clocks
from pmtool.config import Config
from pmtool.features.cataloguing import page_of
from pmtool.features.explaining import find_page


@pytest.mark.parametrize(
    "name",
    [
        *shipped_factors().by_id,
        *(clock.id for clock in shipped_clocks()),
        *(entry.id for entry in reading.entries()),
        *(term.id for term in reading.terms()),
        *(term.name for term in reading.terms()),
        *(other for term in reading.terms() for other in term.also),
    ],
)
def test_everything_with_a_name_has_a_page_with_its_source(name):
    page = page_of(name, Config())
    assert page is not None
    assert page.startswith("# ")
    assert "## Source" in page


@pytest.mark.parametrize(
    "name", ["clocks", "factors", "glossary", "gdpr", "dora", "harm", "lifecycle", "cause_intent"]
)
def test_lists_have_a_page(name):
    page = page_of(name, Config())
    assert page is not None
    assert page.count("\n- **") >= 2


def test_a_clock_says_law_deadline_and_what_it_is_not():
    page = find_page("dora_initial")
    assert "4 hours from classified" in page
    assert "24 hours from aware" in page
    assert "Article 5(1)(a)" in page
    assert "not legal advice" in page


def test_a_factor_class_says_signals_fixes_and_foreign_ids():
    page = find_page("prompt-injection")
    assert "LLM01" in page
    assert "AML.T0051" in page
    assert "least privilege" in page


def test_a_bundle_that_is_also_a_word_shows_both():
    page = find_page("privacy")
    assert "privacy/named-individual" in page
    assert "Kind of harm" in page


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["near", "miss"], 0, "# Near miss"),
        (["strength"], 0, "**Stronger**"),
        (["--factors", "drift"], 0, "**data_drift**"),
        (["--factors"], 0, "**resource_exhaustion**"),
        (["--factors", "LLM08"], 0, "retrieval_access_leak"),
        (["evalution_gap"], 2, "did you mean 'evaluation_gap'?"),
        (["gdpr34"], 2, "did you mean 'gdpr33'?"),
        (["zzzz"], 2, "list all rules"),
    ],
)
def test_the_verb(project, words, code, said):
    ran = project({}).run("explain", *words)
    assert ran.code == code
    assert said in ran.out + ran.err


def test_classes_and_clocks_of_the_team_are_explained(project):
    config = (
        "[[factors.own]]\nid = 'lost_handover'\ndefinition = 'What one shift knew did not reach the next.'\n"
        "[[clocks.own]]\nid = 'acme'\nlaw = 'contract, 9.2'\nlimits = [{ from = 'aware', hours = 48 }]\n"
    )
    made = project({"pm.toml": config})
    assert "did not reach the next" in made.run("explain", "lost_handover").out
    assert "48 hours from aware" in made.run("explain", "acme").out
    assert "lost_handover" in made.run("explain", "--factors", "shift").out


def test_a_faulty_class_of_the_team_is_named(project):
    ran = project({"pm.toml": "[[factors.own]]\nid = 'x'\n"}).run("explain", "x")
    assert ran.code == 2
    assert "pm.toml: the entry 'x' has no definition" in ran.err


def test_words_that_no_class_has_are_told_with_near_ones(project):
    ran = project({}).run("explain", "--factors", "monitorng")
    assert (ran.code, ran.out) == (2, "")
    assert "no factor class matches 'monitorng'" in ran.err
    assert "monitoring_gap" in ran.err


def test_letters_in_common_are_no_reason_to_suggest_a_class():
    from pmtool.catalogue.factors import shipped_factors

    near = shipped_factors().nearest
    assert [near("evalution_gap"), near("monitoring"), near("escalation"), near("weather")] == [
        "evaluation_gap",
        "monitoring_gap",
        None,
        None,
    ]


@pytest.mark.parametrize(("harm", "near"), [("money", "financial"), ("finacial", "financial"), ("pii", None)])
def test_a_word_for_a_harm_is_taken_by_what_it_means(harm, near):
    from pmtool.schema.values import Harm
    from pmtool.schema.words import word_reader

    with pytest.raises(Exception) as raised:
        word_reader(Harm)(harm)
    assert raised.value.context["near"] == near
