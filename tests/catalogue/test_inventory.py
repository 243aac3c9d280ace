"""`systems.yaml`, `pm new --system`, `pm init --ai`."""

import json

import jsonschema
import pytest
import yaml

from pmtool.parse.front_matter import read_front_matter
from pmtool.schema.inventory import inventory_schema

SYSTEMS = """\
# our systems
systems:
  support-assistant:
    purpose: answers questions
    role: deployer
    risk_class: limited
    region: [EU, CH]
    owner: support-ml
    model: vendor/model@2026-02-11
    data_cutoff: 2025-10
    tools: [search]
    autonomy: autonomous
    exposure_unit: answers
    x-cost-centre: 4711
  bare:
"""


def made(project, systems: str = SYSTEMS):
    return project({"pm.toml": "", "postmortems/README.md": "", "systems.yaml": systems})


def new(repository, *arguments: str) -> dict:
    ran = repository.run("new", "Assistant quoted an old policy", "--started", "2026-03-02", *arguments)
    assert ran.code == 0, ran.err
    return dict(read_front_matter(repository.read(ran.out.strip())).data)


def test_the_record_is_copied_into_the_ai_block(project):
    repository = made(project)
    block = new(repository, "--system", "support-assistant")["ai"]
    wanted = {
        "system": "support-assistant", "role": "deployer", "risk_class": "limited", "region": ["EU", "CH"],
        "owner": "support-ml", "model": "vendor/model@2026-02-11", "data_cutoff": "2025-10", "tools": ["search"],
        "autonomy": "autonomous", "exposure": {"unit": "answers"},
    }  # fmt: skip
    assert {key: block[key] for key in wanted} == wanted
    assert "purpose" not in block
    assert repository.run("lint").code == 0


def test_a_system_without_a_record_gives_its_name(project):
    assert new(made(project), "--system", "bare")["ai"]["system"] == "bare"


def test_a_value_on_the_command_line_wins(project):
    block = new(made(project), "--system", "support-assistant", "--set", "ai.model=other@1")["ai"]
    assert block["model"] == "other@1"


def test_another_template_may_take_the_record_too(project):
    front = new(made(project), "--system", "support-assistant", "--template", "short")
    assert front["ai"]["role"] == "deployer"


@pytest.mark.parametrize(
    ("systems", "name", "said"),
    [
        (SYSTEMS, "suport-assistant", "did you mean 'support-assistant'?"),
        (SYSTEMS, "zzz", "known: support-assistant, bare"),
        ("systems: {a: {rol: provider}}\n", "a", "unknown key 'rol' of systems.a; did you mean 'role'?"),
        ("systems: {a: {role: depoyer}}\n", "a", "did you mean 'deployer'?"),
        ("systems: {a: {region: EU}}\n", "a", "systems.a.region"),
        ("system: {}\n", "a", "did you mean 'systems'?"),
        ("systems: [a]\n", "a", "systems"),
        ("systems: {a: 1}\n", "a", "systems.a"),
        ("systems: [\n", "a", "systems.yaml"),
        ("- a\n", "a", "systems.yaml"),
        ("", "a", "systems.yaml has no system 'a'"),
        ("systems:\n", "a", "known: none"),
        ("systems: &x {a: *x}\n", "a", "systems.yaml"),
    ],
)
def test_faults_are_named_and_nothing_is_written(project, systems, name, said):
    repository = made(project, systems)
    ran = repository.run("new", "Assistant quoted", "--system", name)
    assert ran.code == 2
    assert said in ran.err
    assert not list((repository.root / "postmortems").glob("2*.md"))


def test_without_an_inventory_the_way_to_one_is_named(project):
    ran = project({"pm.toml": "", "postmortems/README.md": ""}).run("new", "x", "--system", "a")
    assert ran.code == 2
    assert "pm init --ai" in ran.err


def test_the_schema_of_the_inventory_is_valid_and_accepts_it(project):
    made_schema = json.loads(project({}).run("schema", "--output", "systems").out)
    assert made_schema == inventory_schema()
    jsonschema.Draft202012Validator.check_schema(made_schema)
    validator = jsonschema.Draft202012Validator(made_schema)
    validator.validate(yaml.load(SYSTEMS.replace("  bare:\n", "  bare: {}\n"), yaml.BaseLoader))
    assert list(validator.iter_errors({"systems": {"a": {"role": "boss"}}}))


def test_init_lays_down_policy_inventory_and_template(project):
    repository = project({})
    ran = repository.run("init", "--ai", "--yes")
    assert ran.code == 0
    for path in ("policies/post-mortems.md", "systems.yaml", ".pm/templates/new/ai-incident.md.j2"):
        assert f"+ {path}" in ran.out
    policy = repository.read("policies/post-mortems.md")
    for word in ("When a review is written", "Severity", "Published within", "Facilitator", "pm.toml"):
        assert word in policy
    path = repository.run(
        "new", "Assistant quoted", "--template", "ai-incident", "--started", "2026-03-02"
    ).out
    assert repository.read(path.strip()).startswith("---\ntitle: Assistant quoted\n")
    assert repository.run("lint").code == 0
    assert repository.run("lint", "--select", "blame", "policies/post-mortems.md").code == 0


def test_a_filled_inventory_is_never_replaced(project):
    repository = made(project)
    ran = repository.run("init", "--ai", "--yes", "--force")
    assert "= systems.yaml" in ran.out
    assert repository.read("systems.yaml") == SYSTEMS


def test_without_ai_none_of_it_is_written(project):
    assert "systems.yaml" not in project({}).run("init", "--yes").out
