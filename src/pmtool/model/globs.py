"""Glob patterns of configuration, with `**`."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import PurePath
import re


@lru_cache(maxsize=256)
def _compile(pattern: str) -> re.Pattern[str]:
    parts = [
        "(?:[^/]+/)*" if part == "**" else f"{_segment(part)}/" for part in pattern.strip("/").split("/")
    ]
    return re.compile("".join(parts) + r"\Z")


def _segment(segment: str) -> str:
    """One path segment: `*` and `?` stay inside it, all else is literal."""
    pieces = re.split(r"(\*+|\?)", segment)
    return "".join(
        "[^/]*" if "*" in piece else "[^/]" if piece == "?" else re.escape(piece) for piece in pieces
    )


class Globs:
    """A list of patterns. One without a slash matches a name at any depth, as in .gitignore."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self.patterns = [pattern for pattern in patterns if pattern.strip("/")]

    def matches(self, path: PurePath) -> bool:
        """Whether a relative path, or a folder that it lies in, matches one of the patterns."""
        whole = path.as_posix()
        candidates = [whole, *(parent.as_posix() for parent in path.parents if parent.as_posix() != ".")]
        for pattern in self.patterns:
            compiled = _compile(pattern)
            if "/" in pattern.strip("/"):
                if any(compiled.match(f"{candidate}/") for candidate in candidates):
                    return True
            elif any(compiled.match(f"{part}/") for part in path.parts):
                return True
        return False
