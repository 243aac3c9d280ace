"""Front matter to a record: faults with places, and a record in spite of them."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
import pytest

from pmtool.config.reading import config_from_text
from pmtool.parse import Document, parse
from pmtool.schema.moment import Precision
from pmtool.schema.reading import ReadResult, read_record

HEAD = "title: Slow answers\nstatus: draft\n"


def _document(front: str, fence: str = "---") -> Document:
    return parse("postmortems/2026-03-02-slow.md", f"{fence}\n{front}\n{fence}\nText.\n")


def _read(front: str) -> ReadResult:
    return read_record(_document(front))


def _apply(text: str, result: ReadResult) -> str:
    fixes = sorted(
        (error.fix for error in result.errors if error.fix), key=lambda fix: fix.span, reverse=True
    )
    for fix in fixes:
        text = text[: fix.span.start] + fix.text + text[fix.span.end :]
    return text


FULL = """
title: Support assistant quoted a refund policy that does not exist
status: published
kind: incident
severity: P2
services: [support-assistant]
times:
  started: 2026-03-02T09:10:00Z
  detected: 2026-03-02
  resolved: {at: 2026-03-03T10:00:00Z, estimated: true}
  aware: 2026-03-02T14:30:00Z
detected_by: customer
facilitator: reliability-guild
authors: [support-ml]
reviewers: [platform-sre]
factors:
  - evaluation_gap
  - class: retrieval_staleness
    confidence: known
    existed_before: true
    pillar: process
    statement: The index lagged the policy page by a day.
    safeguard_expected: freshness alert
    evidence: [plots/index_age.png]
    actions: [A1]
ai:
  system: support-assistant
  role: deployer
  model: vendor/model@2026-02-11
  prompt: prompts/refunds@9f2c1e7
  config: config/assistant@11aa
  data_cutoff: 2025-06
  retrieval_index: 2026-03-01
  decoding: {temperature: 0.2, max_tokens: 800, seed: null}
  tools: [refund_lookup]
  permissions: [read orders]
  autonomy: autonomous
  oversight: weekly sample of fifty answers
  exposure: {unit: answers, count: 1840, estimated: true, basis: logs}
  harmed: 112
  onset: {from: 2026-02, to: 2026-03-02}
  evaluations: {covered: [tone], escaped: [policy facts]}
  harm: [financial]
  regression_case: evals/refund_policy.yaml
reporting:
  - {clock: gdpr33, submitted: 2026-03-04T09:00:00Z, reasons: "counted twice"}
  - {clock: nis2_early, applies: false, reasons: not an essential entity}
recurrence_of: []
not_same_as: []
aliases: [2026-03-01-refunds]
tags: [ai]
x-team: {anything: [goes]}
"""


def test_every_key_of_the_contract_is_read() -> None:
    result = _read(FULL.strip())
    assert result.errors == ()
    record = result.record
    assert record is not None
    assert record.severity == "sev2"
    assert record.times.detected is not None
    assert record.times.detected.precision is Precision.DAY
    assert record.times.resolved is not None
    assert record.times.resolved.estimated
    assert [factor.class_ for factor in record.factors] == ["evaluation_gap", "retrieval_staleness"]
    assert record.ai is not None
    assert record.ai.harmed is not None
    assert record.ai.harmed.count == 112
    assert record.reporting[1].applies is False


def test_estimated_beside_the_times_counts_for_all_of_them() -> None:
    record = _read(HEAD + "times: {started: 2026-03-02, detected: 2026-03-03, estimated: true}").record
    assert record is not None
    assert record.times.started is not None
    assert record.times.started.estimated


def test_keys_without_a_value_are_as_good_as_missing() -> None:
    result = _read(HEAD + "kind:\nseverity: ~\nservices:\ntimes:\n  started:\nfactors:\n  -\nai:\n")
    assert result.errors == ()
    assert result.record is not None
    assert result.record.services == []


def test_what_can_be_read_is_read_in_spite_of_faults() -> None:
    result = _read(
        HEAD
        + "severty: sev1\nkind: mishap\nservices: [a, 7]\n"
        + "times: {started: 2026-03-02 9:10Z, detected: then}\n"
        + "factors: [drift, {confidence: known}]\nai: {system: a, harm: [financial, moral]}"
    )
    assert {error.code for error in result.errors} == {
        "unknown-key",
        "unknown-value",
        "wrong-type",
        "irregular-time",
        "unreadable-time",
        "missing-key",
    }
    record = result.record
    assert record is not None
    assert record.kind is None
    assert record.services == ["a"]
    assert record.times.started is not None
    assert record.times.detected is None
    assert [factor.class_ for factor in record.factors] == ["drift"]
    assert record.ai is not None
    assert [str(harm) for harm in record.ai.harm] == ["financial"]


@pytest.mark.parametrize(
    ("front", "code", "pointed_at", "said"),
    [
        (HEAD + "severty: sev2", "unknown-key", "severty", "did you mean 'severity'?"),
        (HEAD + "layout: post", "unknown-key", "layout", "x-layout"),
        (HEAD + "severity: sev9", "unknown-value", "sev9", "sev1, sev2, sev3, sev4"),
        (HEAD + "kind: ''", "unknown-value", "''", "leave it out"),
        (HEAD + "severity: [sev1]", "wrong-type", "[sev1]", "must be one of sev1"),
        (HEAD + "times: {started: {at: 2026-02-30}}", "unreadable-time", "2026-02-30", "28 days"),
        (HEAD + "ai: {exposure: {count: 1.5}}", "wrong-type", "1.5", "a whole number"),
        (HEAD + "ai: {exposure: {count: true}}", "wrong-type", "true", "a whole number"),
        (HEAD + "ai: {decoding: {stop: [a]}}", "wrong-type", "[a]", "ai.decoding.stop"),
        (HEAD + "ai: text", "wrong-type", "text", "keys and values"),
        (HEAD + "factors: {class: drift}", "wrong-type", "{class: drift}", "a list"),
        (HEAD + "factors: ['']", "wrong-type", "''", "must be text"),
        ("title: [a]\nstatus: draft", "wrong-type", "[a]", "title must be text"),
        ("title: true\nstatus: draft", "wrong-type", "true", "not true"),
        ("title: a\nstatus: 3", "wrong-type", "3", "draft, in_review"),
    ],
)
def test_a_fault_points_at_what_it_is_about_and_says_what_would_be_right(
    front: str, code: str, pointed_at: str, said: str
) -> None:
    document = _document(front)
    (error,) = read_record(document).errors
    assert error.code == code
    assert error.span.of(document.text) == pointed_at
    assert said in error.message
    assert "\n" not in error.message


@pytest.mark.parametrize(
    ("front", "fixed"),
    [
        ("author: web-team", "authors: [web-team]"),
        ("authors: a, b", "authors: [a, b]"),
        ("Detected-By: monitor", "detected_by: monitor"),
        ("service: [a]", "services: [a]"),
        ("kind: Near Miss", "kind: near_miss"),
        ("X-team: web\nai: {x_seen: 1}", "x-team: web\nai: {x-seen: 1}"),
        ("tags: [1, 2.5]", 'tags: ["1", "2.5"]'),
        ("incident_date: 2026-03-02", "times:\n  started: 2026-03-02"),
        ("times: {start: 2026-03-02 9:10Z}", "times: {started: 2026-03-02T09:10:00Z}"),
        ("times: {started: '2026-3-2'}", "times: {started: 2026-03-02}"),
        ("factors: [{id: drift, layer: process}]", "factors: [{class: drift, pillar: process}]"),
    ],
)
def test_fixes_keep_the_meaning_and_leave_nothing_to_fix(front: str, fixed: str) -> None:
    document = _document(HEAD + front)
    text = document.text
    for _ in range(3):
        text = _apply(text, read_record(parse(document.path, text)))
    assert text == _document(HEAD + fixed).text
    assert read_record(parse(document.path, text)).errors == ()


def test_a_key_under_another_name_is_not_missing_as_well() -> None:
    errors = _read(HEAD + "factors: [{id: drift}]").errors
    assert [(error.code, error.right) for error in errors] == [("unknown-key", "class")]


@pytest.mark.parametrize(
    "front",
    [
        "author: a\nauthors: [b]",
        "services: {a: b}",
        "services: 'a, [b]'",
        "incident_date: 2026-03-02\ntimes: {}",
        "times: {started: 2026-03-02T09:10:00}",
        "severity: sev9",
        "- {a: 1}: b",
    ],
)
def test_where_the_meaning_is_not_certain_there_is_no_fix(front: str) -> None:
    assert all(error.fix is None for error in _read(HEAD + front).errors)


def test_the_vocabulary_of_the_collection_decides_on_severities_and_statuses() -> None:
    config = config_from_text(
        "[severity]\nlevels = ['1', '2']\naliases = { blocker = '1' }\n"
        "[status]\naliases = { done = 'closed' }\n"
    )
    text = "---\ntitle: Slow\nstatus: done\nseverity: {}\n---\n"
    for written, canonical in (("1", "1"), ("'2'", "2"), ("Blocker", "1")):
        document = Document(Path("a.md"), text.format(written), config.vocabulary)
        record = read_record(document).record
        assert record is not None
        assert (record.severity, str(record.status)) == (canonical, "closed")
    assert read_record(Document(Path("a.md"), text.format("sev1"), config.vocabulary)).errors


def test_a_document_is_read_once() -> None:
    document = _document(HEAD)
    assert read_record(document) is read_record(document)


@pytest.mark.parametrize("text", ["", "Text.\n", "---\n- a\n---\n", "---\na: [b\n---\n", "---\na: &a\n---\n"])
def test_what_cannot_be_read_has_no_record_and_no_errors_of_its_own(text: str) -> None:
    assert read_record(parse("a.md", text)) == ReadResult(None, ())


KEYS = st.sampled_from(
    """
    title status kind severity services times started estimated at detected_by factors class ai exposure count
    onset from harm decoding reporting clock submitted aliases x-own author severty
    """.split()  # noqa: SIM905 (a table to read)
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3000),
    st.floats(allow_nan=False),
    st.sampled_from(
        ["draft", "closed", "sev1", "2026-03-02", "2026-02-30", "2026-03-02 9:10Z", "", " ", "a: b", "é\n"]
    ),
    st.text(max_size=8),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)


@given(st.dictionaries(KEYS, VALUES, max_size=8))
@settings(max_examples=250, deadline=None)
def test_any_data_gives_errors_with_places_and_never_raises(data: dict[str, object]) -> None:
    import yaml

    document = _document(yaml.safe_dump(data, allow_unicode=True, sort_keys=False).rstrip("\n"))
    result = read_record(document)
    paths = [error.path for error in result.errors]
    assert len(paths) == len(set(paths))
    for error in result.errors:
        assert error.message
        assert "\n" not in error.message
        assert document.front.span.start <= error.span.start < error.span.end <= document.front.span.end
    if isinstance(data.get("title"), str) and data["title"] and document.front.readable:
        assert result.record is not None
    # A fix is an edit that the next reading understands.
    fixed = _apply(document.text, ReadResult(None, result.errors[:1]))
    assert parse(document.path, fixed).front.readable == document.front.readable
