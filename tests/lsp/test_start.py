"""Starting and ending: without the optional part, and when the editor goes away."""

import json
import os
from pathlib import Path
import subprocess
import sys

import pytest

WITHOUT = (
    "import sys; sys.modules['pygls'] = None; sys.modules['lsprotocol'] = None;"
    "from pmtool.cli import main; main()"
)


def without_extra(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WITHOUT, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)


def test_help_is_there_without_the_optional_part() -> None:
    for arguments in (["--help"], ["lsp", "--help"]):
        done = without_extra(*arguments)
        assert done.returncode == 0
        assert "lsp" in done.stdout


def test_without_the_optional_part_the_next_step_is_named() -> None:
    done = without_extra("lsp")
    assert done.returncode == 2
    assert done.stdout == ""
    assert 'pip install "pmtool[lsp]"' in done.stderr
    assert "Traceback" not in done.stderr


def message(**content: object) -> bytes:
    body = json.dumps({"jsonrpc": "2.0", **content}).encode()
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


INITIALIZE = message(
    id=1, method="initialize", params={"processId": None, "rootUri": None, "capabilities": {}}
)


def served(content: bytes) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PM_NOW": "2026-04-01T00:00:00Z"}
    command = [sys.executable, "-m", "pmtool", "lsp"]
    return subprocess.run(
        command, input=content, capture_output=True, check=False, timeout=60, env=environment
    )


def test_it_ends_in_order_when_it_is_told_to() -> None:
    ending = message(id=2, method="shutdown") + message(method="exit")
    done = served(INITIALIZE + message(method="initialized", params={}) + ending)
    assert done.returncode == 0
    assert b'"positionEncoding"' in done.stdout
    assert b"Traceback" not in done.stderr


def test_it_ends_when_the_editor_goes_away() -> None:
    done = served(INITIALIZE)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    "junk",
    [
        b"Content-Length: 5\r\n\r\n{bad}",
        b"hello\r\n\r\n",
        message(id=7, method="textDocument/hover", params={"nonsense": True}),
        message(id=8, method="no/such/thing", params={}),
        message(method="textDocument/didChange", params={}),
    ],
)
def test_messages_that_make_no_sense_do_not_end_it(junk: bytes) -> None:
    ending = message(id=9, method="shutdown") + message(method="exit")
    done = served(INITIALIZE + message(method="initialized", params={}) + junk + ending)
    assert b'"id":9' in done.stdout.replace(b" ", b"")
    assert done.returncode == 0


def test_the_editor_can_go_away_in_the_middle_of_a_check(tmp_path: Path) -> None:
    (tmp_path / "postmortems").mkdir()
    uri = (tmp_path / "postmortems" / "2026-03-02-x.md").as_uri()
    item = {
        "uri": uri,
        "languageId": "markdown",
        "version": 1,
        "text": "---\ntitle: T\n---\n" + "Text. " * 20000,
    }
    opened = message(method="textDocument/didOpen", params={"textDocument": item})
    done = served(INITIALIZE + opened)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
