"""The published JSON Schemas, checked by a public validator and against what `pm lint` says."""

import datetime as dt
import json
from pathlib import Path

from hypothesis import given, settings
from jsonschema import Draft202012Validator
import pytest

from pmtool import rules
from pmtool.config import Config
from pmtool.config.reading import config_from_text
from pmtool.corpus import Corpus
from pmtool.engine import Engine, Selection
from pmtool.features.scaffold import Request, draft, list_templates
from pmtool.parse import Document, parse
from pmtool.report.json import as_json
from pmtool.rules.base import Context
from pmtool.schema.json_schema import front_matter_schema, lint_schema
from pmtool.schema.reading import read_record
from pmtool.schema.requirements import missing
from pmtool.vocab import Status
from tests.schema.test_reading import FULL, HEAD, KEYS, VALUES

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(path for path in (ROOT / "examples" / "postmortems").rglob("*.md"))
SCHEMA = front_matter_schema()
VALIDATOR = Draft202012Validator(SCHEMA)


def _document(front: str) -> Document:
    return parse("postmortems/2026-03-02-slow.md", f"---\n{front}\n---\nText.\n")


def _is_valid(front: str) -> bool:
    return VALIDATOR.is_valid(_document(front).front.data)


def test_both_schemas_are_valid_json_schema_2020_12() -> None:
    for schema in (SCHEMA, lint_schema(), front_matter_schema(Config().vocabulary, reviewers=3)):
        Draft202012Validator.check_schema(schema)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert str(schema["$id"]).startswith("urn:")
        assert json.loads(json.dumps(schema)) == schema


def test_every_reference_has_a_definition() -> None:
    text = json.dumps(SCHEMA)
    for name in SCHEMA["$defs"]:
        assert f"#/$defs/{name}" in text
    assert text.count('"$ref": "#/$defs/') > 10


def test_every_field_is_described() -> None:
    for name, schema in {"": SCHEMA, **SCHEMA["$defs"]}.items():
        for key, field in schema.get("properties", {}).items():
            assert field.get("description"), f"{name}.{key}"


def test_examples_are_found() -> None:
    assert len(EXAMPLES) >= 9


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_validates_exactly_when_lint_has_nothing_to_say(path: Path) -> None:
    document = parse(path, path.read_text(encoding="utf-8"))
    assert document.front.readable
    faults = [*read_record(document).errors, *missing(document.front.data, document.status)]
    errors = [error.message for error in VALIDATOR.iter_errors(document.front.data)]
    assert bool(errors) == bool(faults), (errors, faults)
    if document.status.reached(Status.PUBLISHED):
        assert errors == []


def _templates(root: Path) -> list[str]:
    corpus = Corpus(Config(root=root, source=root / "pm.toml"), root)
    return [name for name, _ in list_templates(corpus)]


def test_every_template_validates(tmp_path: Path) -> None:
    (tmp_path / "postmortems").mkdir()
    corpus = Corpus(Config(root=tmp_path, source=tmp_path / "pm.toml"), tmp_path)
    names = _templates(tmp_path)
    assert names
    for name in names:
        made = draft(corpus, Request("Slow answers", template=name), dt.datetime(2026, 3, 2, tzinfo=dt.UTC))
        data = parse(made.path, made.text).front.data
        assert data
        assert [error.message for error in VALIDATOR.iter_errors(data)] == [], name


def test_all_keys_of_the_contract_validate() -> None:
    assert _is_valid(FULL.strip())


@pytest.mark.parametrize(
    "front",
    [
        HEAD,
        HEAD + "kind:\nservices:\ntimes:\nai:\n",
        HEAD + "x-team: 1\ntimes: {x-paged: y}\nai: {x: null}".replace("{x: null}", "{x-own: null}"),
        "title: Slow\nstatus: WIP\nseverity: SEV-1",
        HEAD + "factors: [drift]\nai: {harmed: 3, onset: {from: 2005}}",
    ],
)
def test_what_lint_accepts_validates(front: str) -> None:
    assert _is_valid(front)


@pytest.mark.parametrize(
    "front",
    [
        "status: draft",
        "title: Slow",
        "title: ' '\nstatus: draft",
        HEAD + "severty: sev1",
        HEAD + "severity: sev9",
        HEAD + "times: {started: yesterday}",
        HEAD + "times: {started: 2026-03-02T09:10:00}",
        HEAD + "times: {started: 2026-03-02 09:10:00Z}",
        HEAD + "times: {began: 2026-03-02}",
        HEAD + "services: checkout",
        HEAD + "ai: {harm: [moral]}",
        HEAD + "factors: [{confidence: known}]",
        "title: Slow\nstatus: in_review",
        "title: Slow\nstatus: In Review",
        FULL.strip().replace("facilitator: reliability-guild\n", ""),
        FULL.strip().replace("reviewers: [platform-sre]", "reviewers: []"),
        FULL.strip().replace("  started: 2026-03-02T09:10:00Z\n", "  started:\n"),
    ],
)
def test_what_lint_refuses_does_not_validate(front: str) -> None:
    assert not _is_valid(front)


def test_the_scale_and_the_number_of_reviewers_are_those_of_the_collection() -> None:
    config = config_from_text("[severity]\nlevels = ['1', 'blocker']\n[status]\nreviewers = 2\n")
    validator = Draft202012Validator(
        front_matter_schema(config.vocabulary, reviewers=config.status.reviewers)
    )
    data = dict(_document(FULL.strip()).front.data)
    assert not validator.is_valid(data)
    for severity in (1, "1", "Blocker"):
        assert validator.is_valid({**data, "severity": severity, "reviewers": ["a", "b"]})
    assert not validator.is_valid({**data, "severity": "blocker", "reviewers": ["a"]})


@settings(max_examples=150, deadline=None)
@given(data=VALUES.filter(lambda value: isinstance(value, dict)) | KEYS.map(lambda key: {key: None}))
def test_data_that_validates_has_no_fault_of_keys_and_values(data: dict[str, object]) -> None:
    import yaml

    whole = {"title": "Slow", "status": "draft", **data}
    document = _document(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False).rstrip("\n"))
    if document.front.readable and VALIDATOR.is_valid(document.front.data):
        # a day that no month has is beyond a pattern
        errors = [error for error in read_record(document).errors if error.code != "unreadable-time"]
        assert errors == []


def test_what_lint_prints_validates_against_its_schema() -> None:
    path = next(path for path in EXAMPLES if "status: in_review" in path.read_text(encoding="utf-8"))
    document = parse(path.relative_to(ROOT), path.read_text(encoding="utf-8") + "\n```\n")
    names = [*rules.names("schema"), *rules.names("structure")]
    diagnostics, _ = Engine(Selection(rules.load_all(names)), Context()).check(document)
    fixable = parse("a.md", "---\ntitle: Slow\nstatus: draft\nauthor: a\n---\n")
    more, _ = Engine(Selection(rules.load_all(names)), Context()).check(fixable)
    printed = json.loads(
        json.dumps([as_json(diagnostic) for diagnostic in [*diagnostics, *more]], default=str)
    )
    assert len(printed) > 4
    assert any(item["fix"] for item in printed)
    assert [error.message for error in Draft202012Validator(lint_schema()).iter_errors(printed)] == []
    wrong = [{**printed[0], "severity": "fatal"}]
    assert not Draft202012Validator(lint_schema()).is_valid(wrong)
