"""Console blocks in the README and the docs are run, and what they show is what `pm` prints.

`<!-- run: scratch -->` before a ```console block runs it in a fresh repository that the blocks of one file share;
`<!-- run: examples -->` runs it in a copy of examples/. `<!-- run: scratch; in GLOB: BEFORE => AFTER -->` first changes a
file, as its writer would. `PM_UPDATE_SNAPSHOTS=1` rewrites the blocks.
"""

from dataclasses import dataclass
import os
from pathlib import Path
import re
import shlex
import shutil

import pytest

from tests.conftest import Project

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(
    r"(<!-- run: (?P<place>\w+)(?P<edit>; in [^\n]*?)? -->\n```console\n)(?P<body>.*?)(?P<end>^```$)",
    re.DOTALL | re.MULTILINE,
)
PAGES = [
    path
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    if BLOCK.search(path.read_text())
]


@dataclass
class Places:
    """The folders that blocks run in, made when first needed."""

    folder: Path

    def get(self, name: str) -> Project:
        root = self.folder / name
        if not root.exists():
            if name == "examples":
                shutil.copytree(ROOT / "examples", root)
            else:
                root.mkdir(parents=True)
            made = Project(root)
            made.git("init", "--quiet", "--initial-branch=main")
            made.git("config", "user.name", "Ada Example")
            made.git("config", "user.email", "ada@example.org")
            if name == "examples":
                made.commit("examples")
        return Project(root)


def _edit(place: Project, told: str) -> None:
    found = re.fullmatch(r"; in (\S+): (.*?) => (.*)", told, re.DOTALL)
    assert found, f"not an edit: {told}"
    (path,) = place.root.glob(found[1])
    text = path.read_text(encoding="utf-8")
    assert found[2] in text, f"{found[2]!r} is not in {path.name}"
    path.write_text(text.replace(found[2], found[3], 1), encoding="utf-8")


def _shown(places: Places, match: "re.Match[str]") -> str:
    place = places.get(match["place"])
    if match["edit"]:
        _edit(place, match["edit"])
    return match[1] + _transcript(place, match["body"]) + match["end"]


def _transcript(place: Project, body: str) -> str:
    lines = []
    for command in re.findall(r"^\$ (.*)$", body, re.MULTILINE):
        words = shlex.split(command)
        shown = [f"$ {command}"]
        if words[0] == "pm":
            ran = place.run(*words[1:])
            shown += (ran.err + ran.out).rstrip("\n").split("\n") if ran.err + ran.out else []
        else:
            raise AssertionError(f"a transcript runs pm only, not {words[0]}")
        lines += shown
    return "\n".join(line.rstrip() for line in lines) + "\n"


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_console_blocks_show_what_pm_prints(page: Path, tmp_path: Path) -> None:
    places = Places(tmp_path)
    text = page.read_text(encoding="utf-8")
    made = BLOCK.sub(lambda match: _shown(places, match), text)
    if os.environ.get("PM_UPDATE_SNAPSHOTS"):
        page.write_text(made, encoding="utf-8")
    assert made == page.read_text(encoding="utf-8")
