"""What the verbs print is what `pm schema --output` says."""

import json

import jsonschema
import pytest

from tests.stats.collections import collection

DAYS = [f"2025-{month:02}-10" for month in range(1, 13)]
ACTIONS = "- [x] **A1** Alert\n  - factor: monitoring_gap\n  - done: 2025-06-15\n- [ ] **A2** Look\n"


@pytest.mark.parametrize(
    "words",
    [
        ["stats"],
        ["stats", "--by", "factor"],
        ["recurrence"],
        ["recurrence", "--split", "2025-06-10-slow-5/A1"],
        ["recurrence", "--split", "2026-04-01"],
        ["similar", "2025-06-10-slow-5"],
        ["similar", "nothing", "like", "zebras"],
        ["audit"],
        ["audit", "--incidents", "list.csv"],
    ],
    ids=" ".join,
)
def test_output_meets_its_schema(project, words):
    made = project(collection(DAYS, actions=ACTIONS, services=["answers", "mail"]))
    exposure = "from,to,unit,amount\n2025-01-01,2025-12-31,requests,5000\n"
    made.write(
        {
            "pm.toml": '[stats]\nexposure = "e.csv"\n',
            "e.csv": exposure,
            "list.csv": "id,started,severity\nA,2025-01-01,P1\n",
        }
    )
    made.commit()
    schema = json.loads(made.run("schema", "--output", words[0]).out)
    jsonschema.Draft202012Validator.check_schema(schema)
    ran = made.run(*words, "--format", "json")
    assert ran.code in (0, 1), ran.err
    jsonschema.validate(json.loads(ran.out), schema)
