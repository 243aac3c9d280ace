"""Shell completion: through the protocol of each shell, and in a real bash."""

import os
from pathlib import Path
import select
import shutil
import subprocess
import sys
import time

import pytest

TEXT = "---\ntitle: T\nstatus: draft\n---\n\n## Actions\n\n- [ ] **A1** Limit a job\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "postmortems").mkdir()
    (tmp_path / "pm.toml").write_text('[severity]\nlevels = ["red", "amber"]\n')
    for name in ("2026-03-02-refunds", "2026-03-09-search"):
        (tmp_path / "postmortems" / f"{name}.md").write_text(TEXT)
    return tmp_path


def ask(folder: Path, shell: str, words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """What the program answers to a shell; `words` is the line up to the cursor."""
    environment = {**os.environ, "_PM_COMPLETE": f"complete_{shell}", **more}
    if shell == "bash":
        environment |= {"COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1)}
    else:
        environment |= {"_TYPER_COMPLETE_ARGS": words, "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
        environment |= {"_TYPER_COMPLETE_WORD_TO_COMPLETE": words.rpartition(" ")[2]}
    command = [sys.executable, "-m", "pmtool"]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("pm show ", "2026-03-09-search"),
        ("pm show 2026-03-02", "2026-03-02-refunds"),
        ("pm show ref", "refunds"),
        ("pm explain struc", "structure/unused-suppression"),
        ("pm explain unused-s", "unused-suppression"),
        ("pm lint --select sch", "schema"),
        ("pm lint --ignore blame,struc", "blame,structure"),
        ("pm lint --select war", "warning"),
        ("pm lint --format js", "json"),
        ("pm new --template ai", "ai-incident"),
        ("pm new --severity ", "amber"),
        ("pm list --status in", "in_review"),
        ("pm actions done 2026-03-02", "2026-03-02-refunds/A1"),
        ("pm actions done 2026-03-02-refunds/", "2026-03-02-refunds/A1"),
        ("pm actions assign 2026-03-09", "2026-03-09-search/A1"),
        ("pm actions add 2026-03-02", "2026-03-02-refunds"),
        ("pm actions --review 2026-03-02", "2026-03-02-refunds"),
        ("pm ls", "lsp"),
    ],
)
def test_names_are_proposed(repository: Path, words: str, expected: str) -> None:
    done = ask(repository, "bash", words)
    assert expected in done.stdout.splitlines()
    assert done.stderr == ""


@pytest.mark.parametrize("words", ["pm show 2026-03-02", "pm li"])
def test_every_shell_gets_its_own_form(repository: Path, words: str) -> None:
    expected = "2026-03-02-refunds" if "show" in words else "lint"
    assert f'"{expected}"' in ask(repository, "zsh", words).stdout
    for shell, split in (("fish", "\t"), ("powershell", ":::"), ("pwsh", ":::")):
        answers = ask(repository, shell, words).stdout.splitlines()
        assert expected in [line.split(split)[0] for line in answers], shell


def test_directory_and_configuration_before_the_verb_count(repository: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert "2026-03-09-search" in ask(elsewhere, "bash", f"pm -C {repository} show ").stdout
    twice = f"pm -C {repository.parent} -C {repository.name} show "
    assert "2026-03-09-search" in ask(elsewhere, "bash", twice).stdout
    assert "2026-03-09-search" not in ask(elsewhere, "bash", "pm -C /nowhere/at/all show ").stdout


def test_a_faulty_configuration_is_no_reason_for_silence(repository: Path) -> None:
    (repository / "pm.toml").write_text("directry = [")
    done = ask(repository, "bash", "pm show ")
    assert "2026-03-09-search" in done.stdout
    assert done.stderr == ""


def test_names_that_a_shell_would_run_are_not_proposed(repository: Path) -> None:
    (repository / "postmortems" / "2026-03-10-$(touch pwned).md").write_text(TEXT)
    (repository / "postmortems" / "2026-03-10-a'b`c`.md").write_text(TEXT)
    for shell in ("bash", "zsh", "fish", "powershell"):
        assert "2026-03-10" not in ask(repository, shell, "pm show 2026-03-1").stdout


def test_an_empty_folder_proposes_nothing_and_says_nothing(tmp_path: Path) -> None:
    done = ask(tmp_path, "bash", "pm show ")
    assert (done.stdout.strip(), done.stderr) == ("", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_completion_loads_nothing_heavy(repository: Path, shell: str) -> None:
    program = (
        "import sys, atexit; from pmtool.cli import main;"
        "atexit.register(lambda: print('LOADED', *sorted(sys.modules), file=sys.stderr)); main()"
    )
    environment = {**os.environ, "_PM_COMPLETE": f"complete_{shell}"}
    environment |= {"COMP_WORDS": "pm li", "COMP_CWORD": "1"}
    environment |= {"_TYPER_COMPLETE_ARGS": "pm li", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    environment |= {"_TYPER_COMPLETE_WORD_TO_COMPLETE": "li"}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=repository, env=environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    loaded = set(done.stderr.split())
    assert "lint" in done.stdout
    assert not loaded & {"rich", "pydantic", "yaml", "pyromark", "jinja2", "pygls", "pmtool.engine"}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell", "pwsh"])
def test_the_script_of_every_shell_is_shown(shell: str) -> None:
    environment = {**os.environ, "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "pmtool", "--show-completion", shell],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert "_PM_COMPLETE" in done.stdout


# -- real shells


@pytest.fixture
def commands(tmp_path: Path) -> Path:
    """A folder with a `pm` command, to put on the path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    script = folder / "pm"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pmtool "$@"\n')
    script.chmod(0o755)
    return folder


def script_of(shell: str, commands: Path) -> Path:
    environment = {**os.environ, "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    done = subprocess.run(
        [commands / "pm", "--show-completion", shell], env=environment, capture_output=True, check=True
    )
    path = commands.parent / f"completion.{shell}"
    path.write_bytes(done.stdout)
    return path


@pytest.mark.skipif(shutil.which("bash") is None or sys.platform == "win32", reason="needs bash")
def test_tab_in_a_real_bash_completes_the_stem(repository: Path, commands: Path) -> None:
    import pty

    script = script_of("bash", commands)
    environment = {**os.environ, "PATH": f"{commands}:{os.environ['PATH']}", "TERM": "dumb", "PS1": "> "}
    terminal, other_end = pty.openpty()
    shell = subprocess.Popen(
        ["bash", "--norc", "--noprofile", "-i"], cwd=repository, env=environment,
        stdin=other_end, stdout=other_end, stderr=other_end, start_new_session=True,
    )  # fmt: skip
    os.close(other_end)
    try:
        os.write(terminal, f"source {script}; echo re''ady\n".encode())
        assert "ready" in read_until(terminal, "ready")
        os.write(terminal, b"pm show 2026-03-0\t\t")
        both = read_until(terminal, "2026-03-09-search", "2026-03-02-refunds")
        assert "2026-03-02-refunds" in both
        os.write(terminal, b"2\t")
        assert "refunds" in read_until(terminal, "-refunds")
    finally:
        shell.kill()
        shell.wait()
        os.close(terminal)


def read_until(terminal: int, *words: str, patience: float = 20.0) -> str:
    """What a terminal shows, up to a moment when all of the words were seen."""
    shown = b""
    end = time.monotonic() + patience
    while time.monotonic() < end and not all(word in shown.decode(errors="replace") for word in words):
        if select.select([terminal], [], [], 0.1)[0]:
            shown += os.read(terminal, 65536)
    return shown.decode(errors="replace")


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
def test_a_real_fish_completes_the_stem(repository: Path, commands: Path) -> None:
    environment = {**os.environ, "PATH": f"{commands}:{os.environ['PATH']}"}
    command = f"source {script_of('fish', commands)}; complete -C 'pm show 2026-03-02'"
    done = subprocess.run(
        ["fish", "--no-config", "-c", command], cwd=repository, env=environment, capture_output=True,
        text=True, check=True,
    )  # fmt: skip
    assert "2026-03-02-refunds" in done.stdout
