"""On a terminal `pm` asks; everywhere else it does not wait for anybody."""

import os
import subprocess
import sys

import pytest

pty = pytest.importorskip("pty", reason="needs a terminal of its own")


def on_terminal(folder, *arguments: str, answer: str) -> tuple[int, str, str]:
    """Run `pm` with stdin and stderr on a terminal; exit code, stdout, what the terminal showed."""
    controller, terminal = pty.openpty()
    try:
        running = subprocess.Popen(
            [sys.executable, "-m", "pmtool", *arguments],
            cwd=folder,
            stdin=terminal,
            stdout=subprocess.PIPE,
            stderr=terminal,
            start_new_session=True,
        )
        os.close(terminal)
        os.write(controller, answer.encode())
        out, _ = running.communicate(timeout=60)
        shown = os.read(controller, 65536).decode()
    finally:
        os.close(controller)
    return running.returncode, out.decode(), shown


def test_new_asks_for_the_title_alone(project):
    made = project({"pm.toml": ""})
    code, out, shown = on_terminal(made.root, "new", answer="Login slow\n")
    assert (code, out) == (0, "postmortems/2026-04-01-login-slow.md\n")
    assert "What happened, in a line" in shown


@pytest.mark.parametrize(("answer", "written"), [("y\n", True), ("\n", True), ("n\n", False)])
def test_init_asks_before_it_writes(project, answer, written):
    made = project({})
    code, out, shown = on_terminal(made.root, "init", answer=answer)
    assert code == 0
    assert "+ pm.toml" in out
    assert "Write 3 files?" in shown
    assert (made.root / "pm.toml").exists() == written


def test_init_does_not_ask_with_yes(project):
    made = project({})
    _, _, shown = on_terminal(made.root, "init", "--yes", answer="")
    assert "Write" not in shown.replace("written", "")
    assert (made.root / "pm.toml").exists()


def test_the_end_of_input_is_no_answer(project):
    made = project({})
    code, _, shown = on_terminal(made.root, "init", answer="\x04")
    assert code == 130
    assert "interrupted" in shown
    assert not (made.root / "pm.toml").exists()
