"""The wheel holds the templates, and works where there is no checkout."""

import os
from pathlib import Path
import subprocess
import sys
import zipfile

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("hatchling", reason="hatchling is among the locked development dependencies")
    out = tmp_path_factory.mktemp("wheel")
    code = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", code, str(out)], cwd=ROOT, check=True, capture_output=True)
    return next(out.glob("pmtool-*.whl"))


def test_every_template_is_in_the_wheel_and_nothing_of_tests_or_examples(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        for path in sorted((ROOT / "templates").rglob("*")):
            if path.is_file():
                inside = f"pmtool/_templates/{path.relative_to(ROOT / 'templates').as_posix()}"
                assert archive.read(inside) == path.read_bytes()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"pmtool"}
    assert "pmtool/py.typed" in names


@pytest.mark.parametrize("form", ["unpacked", "zipped"])
def test_the_installed_package_prepares_a_repository_and_starts_a_review(wheel, tmp_path, form):
    place = wheel
    if form == "unpacked":
        place = tmp_path / "site"
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(place)
    repository = tmp_path / "repository"
    repository.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(place)}

    def python(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=repository,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert str(place) in python("-c", "import pmtool; print(pmtool.__file__)")
    python("-m", "pmtool", "init", "--ci", "github")
    names = [line.split()[0] for line in python("-m", "pmtool", "new", "--list-templates").splitlines()[1:]]
    assert {"incident", "ai-incident", "near-miss", "security", "data", "short"} == set(names)
    for template in names[:2]:
        path = python("-m", "pmtool", "new", f"Login slow as {template}", "--template", template).strip()
        assert "## Summary" in (repository / path).read_text(encoding="utf-8")


def test_the_part_called_all_holds_every_other_optional_part(wheel):
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = archive.read(name).decode()
    needed = [
        line.removeprefix("Requires-Dist: ").split("; extra == ")
        for line in metadata.splitlines()
        if "; extra == " in line
    ]
    everything = {name for name, extra in needed if extra.strip("'\"") == "all"}
    assert everything
    assert {name for name, _ in needed} == everything
