"""Every format, byte by byte. `PM_UPDATE_SNAPSHOTS=1 pytest` writes them anew; read the diff."""

import os
from pathlib import Path

import pytest

from pmtool import __version__
from pmtool.vocab import OutputFormat
from tests.report.samples import FORMATS, parse, render, results, tame

FOLDER = Path(__file__).parent / "snapshots"
_ENDINGS = {
    "sarif": "sarif.json",
    "gitlab": "gitlab.json",
    "junit": "junit.xml",
    "markdown": "md",
    "text": "txt",
    "concise": "concise.txt",
}


def compare(name: str, text: str) -> None:
    path = FOLDER / name
    scrubbed = text.replace(__version__, "VERSION")
    if os.environ.get("PM_UPDATE_SNAPSHOTS"):
        path.write_bytes(scrubbed.encode())
    assert path.read_bytes().decode() == scrubbed


@pytest.mark.parametrize("chosen", FORMATS)
def test_findings(chosen: OutputFormat) -> None:
    compare(f"findings.{_ENDINGS.get(chosen, chosen)}", render(chosen, tame()))


@pytest.mark.parametrize("chosen", FORMATS)
def test_nothing_found(chosen: OutputFormat) -> None:
    given = results([parse("postmortems/a.md", "# A\n")], [], rules=())
    compare(f"nothing.{_ENDINGS.get(chosen, chosen)}", render(chosen, given))
