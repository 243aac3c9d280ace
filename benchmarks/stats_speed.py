"""How long figures and searches take on a large collection: `python benchmarks/stats_speed.py [REVIEWS]`.

Writes a deterministic collection (10,000 reviews of about 8 kB) to a temporary folder and runs the program in a fresh
process each time: first without a cache, then with one; the fastest of five.
"""

from pathlib import Path
import random
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(Path(__file__).parent))
from actions import review  # (a script beside this one)


def run(folder: Path, *words: str) -> float:
    """Seconds that a command takes."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "pmtool", *words], cwd=folder, capture_output=True, check=False
    )
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr.decode())
    return time.perf_counter() - started


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    chance = random.Random(6)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        place = folder / "postmortems"
        place.mkdir()
        (folder / "pm.toml").write_text("")
        stem = ""
        for number in range(count):
            file, text = review(chance, number % 2500, 5)
            stem = f"{file.removesuffix('.md')}-{number}"
            (place / f"{stem}.md").write_text(text, encoding="utf-8")
        time.sleep(0.2)
        commands = {
            "stats": ("stats",),
            "stats --by month": ("stats", "--by", "month"),
            "recurrence --factor": ("recurrence", "--factor", "monitoring_gap"),
            "similar STEM": ("similar", stem),
            "similar WORDS": ("similar", "queue", "worker", "token"),
            "audit": ("audit",),
        }
        print(f"{count} reviews; seconds")
        for label, words in commands.items():
            first = run(folder, *words)
            print(
                f"  {label:<22} first {first:6.2f}   then {min(run(folder, *words) for _ in range(5)):5.2f}"
            )
        print(f"  {'pm --version':<22} {'':12}   then {min(run(folder, '--version') for _ in range(5)):5.2f}")


if __name__ == "__main__":
    main()
