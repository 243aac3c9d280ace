"""Which file configures a run."""

from pathlib import Path
import tomllib

from pmtool.config.options import Config
from pmtool.config.reading import config_from_text
from pmtool.errors import PmError


def find_config(start: Path) -> Path | None:
    """`pm.toml`, or a `pyproject.toml` with `[tool.pm]`, in `start` or above it, up to the repository's root."""
    for folder in (start, *start.parents):
        if (folder / "pm.toml").is_file():
            return folder / "pm.toml"
        project = folder / "pyproject.toml"
        if project.is_file() and _has_table(project):
            return project
        if (folder / ".git").exists():
            return None
    return None


def _has_table(path: Path) -> bool:
    try:
        text = path.read_text(encoding="utf-8")
        return "[tool.pm" in text and "pm" in tomllib.loads(text).get("tool", {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return False


def read_config(path: Path) -> Config:
    """The configuration in a file. Raises PmError that names every fault."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise PmError(f"{path}: there is no such configuration file") from None
    except (OSError, UnicodeDecodeError) as error:
        raise PmError(f"{path}: the configuration cannot be read: {error}") from None
    table = "tool.pm" if path.name == "pyproject.toml" else ""
    return config_from_text(text, source=path.resolve(), table=table)
