"""Strength by wording, after the hierarchy of RCA2: a suggestion with its reason."""

from hypothesis import given
from hypothesis import strategies as st
import pytest

from pmtool.prose.strength import suggest_strength


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Block a deploy of the prompt until its evaluation passes", "stronger"),
        ("Remove the manual review step", "stronger"),
        ("Enforce the retention policy in the schema", "stronger"),
        ("Roll back automatically when the error rate doubles", "stronger"),
        ("Fail the build when a flag has no owner", "stronger"),
        ("Cap a job at 20 tickets", "stronger"),
        ("Alert when an answer cites no page", "intermediate"),
        ("Add a regression test for the parser", "intermediate"),
        ("Write a runbook for the certificate", "intermediate"),
        ("Increase the memory of the cache", "intermediate"),
        ("Remind the on-call engineers of the limit", "weaker"),
        ("Train the support team on the new console", "weaker"),
        ("Be more careful with bulk jobs", "weaker"),
        ("Require a second review of prompts", "weaker"),
        ("Update the deployment policy", "weaker"),
        ("Investigate why the cache grew", "weaker"),
        ("Add a disclaimer to the answer", "weaker"),
        ("Consider adding an alert", "weaker"),
        ("Train the model on new data", None),
        ("Have the vendor sign it", None),
    ],
)
def test_the_wording_suggests_a_level(text: str, strength: str | None) -> None:
    found = suggest_strength(text)
    assert (found.strength if found else None) == strength
    if found:
        assert text[found.start : found.end]
        assert found.reason


@given(st.text(max_size=300))
def test_any_text_is_read_quickly_and_the_words_are_its_own(text: str) -> None:
    found = suggest_strength(text)
    assert found is None or 0 <= found.start < found.end <= len(text)
