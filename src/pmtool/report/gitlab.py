"""`--format gitlab`: a Code Quality report, for `artifacts: reports: codequality:` of a GitLab job.

Source: docs.gitlab.com, "Code Quality", "Code Quality report format".
"""

import hashlib
from typing import Any, TextIO

from pmtool.model.diagnostic import Diagnostic
from pmtool.model.fingerprint import fingerprints
from pmtool.report import Results, Style
from pmtool.report.escape import as_json, said, well_formed
from pmtool.vocab import Severity

# "critical" and "blocker" are for what breaks production, which the wording of a review does not.
_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def write(results: Results, style: Style, out: TextIO) -> None:
    """Write the array; an empty one tells GitLab that earlier findings are gone."""
    marks = fingerprints(results.diagnostics, results.documents)
    issues = [_issue(d, results, mark) for d, mark in zip(results.diagnostics, marks, strict=True)]
    out.write(as_json(issues, indent=2) + "\n")


def _issue(diagnostic: Diagnostic, results: Results, mark: str) -> dict[str, Any]:
    place = well_formed(results.place(diagnostic.path))
    # GitLab compares by fingerprint alone and drops all but the first of equal ones.
    unique = hashlib.sha256(f"{place}\0{mark}".encode()).hexdigest()
    return {
        "description": said(diagnostic),
        "check_name": diagnostic.rule,
        "fingerprint": unique,
        "severity": _SEVERITIES[diagnostic.severity],
        "location": {
            "path": place,
            "lines": {"begin": diagnostic.start.line, "end": diagnostic.end.line},
        },
    }
