"""`--format junit`: JUnit XML, for the test views of CI systems. A file is a suite, a finding is a test case.

What fails the run is a failure; a milder finding is a case that passed, with its text as output; a file
that could not be read is an error; a clean file has one case that passed. Source: llg.cubic.org/docs/junit
and the Jenkins xUnit schema.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, TextIO

from pmtool.model.diagnostic import Diagnostic
from pmtool.report import Results, Style
from pmtool.report.escape import one_line, xml_text

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def write(results: Results, style: Style, out: TextIO) -> None:
    """Write the document."""
    from xml.etree import ElementTree as Tree

    found = {path: list(group) for path, group in groupby(results.diagnostics, key=lambda d: d.path)}
    root = Tree.Element("testsuites", name="pm lint")
    for path in sorted({*results.documents, *found}, key=lambda path: path.as_posix()):
        _suite(root, results.place(path), found.get(path, []), results)
    for unreadable in results.unreadable:
        suite = _open_suite(root, results.place(unreadable.path), tests=1, errors=1)
        case = _case(suite, results.place(unreadable.path), "readable")
        Tree.SubElement(case, "error", type="unreadable", message=xml_text(one_line(unreadable.reason)))
    for total in ("tests", "failures", "errors"):
        root.set(total, str(sum(int(suite.get(total, "0")) for suite in root)))
    Tree.indent(root)
    out.write('<?xml version="1.0" encoding="utf-8"?>\n')
    out.write(Tree.tostring(root, encoding="unicode") + "\n")


def _suite(root: "Element", place: str, found: Iterable[Diagnostic], results: Results) -> None:
    from xml.etree import ElementTree as Tree

    found = list(found)
    failures = sum(results.fails(diagnostic) for diagnostic in found)
    suite = _open_suite(root, place, tests=len(found) or 1, failures=failures)
    if not found:
        _case(suite, place, "nothing found")
    names: Counter[str] = Counter()
    for diagnostic in found:
        name = f"{diagnostic.rule} {diagnostic.start.line}:{diagnostic.start.column}"
        names[name] += 1  # readers take cases of one name for one case
        case = _case(suite, place, name if names[name] == 1 else f"{name} ({names[name]})")
        case.set("line", str(diagnostic.start.line))
        text = _text(diagnostic, place)
        if not results.fails(diagnostic):
            Tree.SubElement(case, "system-out").text = text
            continue
        message = xml_text(one_line(diagnostic.message))
        Tree.SubElement(case, "failure", type=str(diagnostic.severity), message=message).text = text


def _open_suite(root: "Element", place: str, *, tests: int, failures: int = 0, errors: int = 0) -> "Element":
    from xml.etree import ElementTree as Tree

    counts = {"tests": str(tests), "failures": str(failures), "errors": str(errors)}
    return Tree.SubElement(root, "testsuite", {"name": xml_text(one_line(place)), **counts})


def _case(suite: "Element", place: str, name: str) -> "Element":
    from xml.etree import ElementTree as Tree

    stem = place.rpartition("/")[2].rpartition(".")[0] or place
    attributes = {"classname": one_line(stem), "name": one_line(name), "file": one_line(place)}
    return Tree.SubElement(suite, "testcase", {key: xml_text(value) for key, value in attributes.items()})


def _text(diagnostic: Diagnostic, place: str) -> str:
    where = f"{place}:{diagnostic.start.line}:{diagnostic.start.column}: {diagnostic.severity}"
    lines = [where, diagnostic.message, f"| {diagnostic.excerpt}", diagnostic.ask or ""]
    return xml_text("\n".join(one_line(line) for line in lines if line))
