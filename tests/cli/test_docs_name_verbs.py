"""The documentation names no verb that the program does not have."""

from pathlib import Path
import re

import pytest
import typer.main

from pmtool.cli import app

_ROOT = Path(__file__).parents[2]
_COMMAND = re.compile(r"(?:`|^[ \t]*(?:\$ )?)pm ([a-z]+)\b(?: ([a-z]+)\b)?", re.MULTILINE)


@pytest.mark.parametrize(
    "path", sorted([*_ROOT.glob("docs/*.md"), _ROOT / "README.md"]), ids=lambda p: p.name
)
def test_every_verb_exists(path: Path) -> None:
    verbs = typer.main.get_command(app).commands
    for verb, second in _COMMAND.findall(path.read_text(encoding="utf-8")):
        assert verb in verbs, f"pm {verb}"
        group = getattr(verbs[verb], "commands", None)
        assert not (group and second) or second in group, f"pm {verb} {second}"
