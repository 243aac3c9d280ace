"""Write docs/terminal.svg: what `pm lint` prints for the flawed draft in examples/, as a picture.

The picture is made by Rich's export from the program's real output. `--check` compares instead of writing.
"""

import io
import os
from pathlib import Path
import subprocess
import sys

from rich.console import Console
from rich.terminal_theme import DIMMED_MONOKAI
from rich.text import Text

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "terminal.svg"
COMMAND = ["lint", "--select", "blame", "--color", "always"]
LINES = 44


def picture() -> str:
    """The SVG."""
    environment = {**os.environ, "PM_NOW": "2026-11-01T00:00:00Z", "COLUMNS": "100"}
    done = subprocess.run(
        [sys.executable, "-m", "pmtool", "-C", "examples", *COMMAND],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        check=False,
        encoding="utf-8",
    )
    lines = done.stdout.splitlines()
    shown = lines if len(lines) <= LINES else [*lines[: LINES - 3], "  …", "", lines[-1]]
    console = Console(
        record=True, width=112, file=io.StringIO(), force_terminal=True, color_system="truecolor"
    )
    console.print(Text.from_ansi("$ pm lint --select blame\n" + "\n".join(shown)))
    svg = console.export_svg(title="pm lint", theme=DIMMED_MONOKAI, unique_id="pm")
    # Rich's template loads a font from the network; a picture in a repository must not.
    start, end = svg.index("@font-face"), svg.index(".pm-matrix")
    return svg[:start] + svg[end:].replace("Fira Code", "ui-monospace, Menlo, Consolas, DejaVu Sans Mono")


def main() -> int:
    """Write, or compare with `--check`."""
    made = picture()
    if "--check" in sys.argv[1:]:
        if not PICTURE.exists() or PICTURE.read_text(encoding="utf-8") != made:
            print("stale: docs/terminal.svg; run: make docs")
            return 1
        return 0
    PICTURE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
