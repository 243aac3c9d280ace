"""How long `pm actions` takes on a large collection: `python benchmarks/actions.py [--history] [REVIEWS]`.

Writes a deterministic collection (2,000 reviews, 10,000 actions) to a temporary folder and runs the program in a
fresh process each time. `--history` also commits it in steps and measures `pm actions --history`, first and again.
"""

import datetime as dt
from pathlib import Path
import random
import resource
import subprocess
import sys
import tempfile
import time

WORDS = [
    "queue",
    "cache",
    "router",
    "worker",
    "index",
    "replica",
    "token",
    "schema",
    "prompt",
    "gateway",
    "ledger",
    "shard",
    "probe",
    "lease",
    "batch",
]
VERBS = ["Block", "Alert", "Remove", "Test", "Cap", "Rotate", "Separate", "Document", "Add", "Pin"]
OWNERS = ["platform-sre", "payments", "ml-platform", "data-infra", "support-ml", "security"]
FACTORS = [
    "evaluation_gap",
    "monitoring_gap",
    "deployment_process",
    "retrieval_staleness",
    "config_or_threshold",
]


def sentence(chance: random.Random, words: int) -> str:
    """A sentence that says nothing."""
    return f"The {' '.join(chance.choice(WORDS) for _ in range(words))} was slow after the {chance.choice(WORDS)}."


def action(chance: random.Random, number: int, day: dt.date) -> str:
    """One action with its fields."""
    done = chance.random() < 0.5
    due = day + dt.timedelta(days=chance.randrange(10, 90))
    text = (
        f"{chance.choice(VERBS)} the {chance.choice(WORDS)} of the {chance.choice(WORDS)} "
        f"before the {chance.choice(WORDS)} is full"
    )
    lines = [
        f"- [{'x' if done else ' '}] **A{number}** {text}",
        f"  - owner: {chance.choice(OWNERS)}",
        f"  - due: {due}",
        f"  - aim: {chance.choice(('prevent', 'detect', 'mitigate'))}",
        f"  - strength: {chance.choice(('stronger', 'intermediate', 'weaker'))}",
        f"  - factor: {chance.choice(FACTORS)}",
    ]
    if done:
        lines += [f"  - done: {due}", f"  - evidence: alerts/{chance.choice(WORDS)}.yaml"]
    return "\n".join(lines)


def review(chance: random.Random, number: int, actions: int) -> tuple[str, str]:
    """The name and the text of a review."""
    day = dt.date(2021, 1, 1) + dt.timedelta(days=number)
    stem = f"{day}-{chance.choice(WORDS)}-{chance.choice(WORDS)}-{number}"
    paragraphs = "\n\n".join(" ".join(sentence(chance, 9) for _ in range(5)) for _ in range(4))
    entries = "\n".join(f"- {9 + n // 6:02}:{n % 6}0 {sentence(chance, 7)}" for n in range(12))
    listed = "\n".join(action(chance, n + 1, day) for n in range(actions))
    front = (
        f"title: {sentence(chance, 4)[:-1]}\nstatus: published\nkind: incident\nseverity: sev{chance.randrange(1, 5)}\n"
        f"services: [{chance.choice(OWNERS)}, {chance.choice(WORDS)}]\n"
        f"times:\n  started: {day}T09:10:00Z\n  detected: {day}T10:05:00Z\n  resolved: {day}T18:00:00Z\n"
        f"detected_by: monitor\nfacilitator: guild\nauthors: [team]\nreviewers: [other]\n"
        f"factors:\n  - {chance.choice(FACTORS)}\n  - {{class: {chance.choice(FACTORS)}, confidence: known}}\n"
    )
    text = (
        f"---\n{front}---\n\n# {sentence(chance, 4)[:-1]}\n\n## Summary\n\n{paragraphs}\n\n## Impact\n\n{paragraphs}\n\n"
        f"## Timeline\n\n{entries}\n\n## Contributing factors\n\n{paragraphs}\n\n## Actions\n\n{listed}\n\n"
        f"## Lessons\n\n- {sentence(chance, 8)}\n- {sentence(chance, 8)}\n"
    )
    return stem, text


def write_collection(root: Path, reviews: int, actions: int) -> None:
    """A collection below a folder."""
    chance = random.Random(5)
    for number in range(reviews):
        stem, text = review(chance, number, actions)
        path = root / "postmortems" / stem[:4] / f"{stem}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def timed(root: Path, *arguments: str, runs: int = 5) -> str:
    """The median time of a command in a fresh process, in seconds: by the clock, and of the processor."""
    times = []
    for _ in range(runs):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        command = [sys.executable, "-m", "pmtool", *arguments]
        subprocess.run(command, cwd=root, stdout=subprocess.DEVNULL, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        times.append((time.perf_counter() - start, used))
    middle = sorted(times)[len(times) // 2]
    return f"{middle[0]:6.2f} s ({middle[1]:.2f} s of processor time)"


def git(root: Path, *arguments: str) -> None:
    """A git command with a fixed identity."""
    identity = ("-c", "user.name=Ada Example", "-c", "user.email=ada@example.org", "-c", "gc.auto=0")
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, stdout=subprocess.DEVNULL)


def measure(reviews: int, *, history: bool) -> None:
    """Print the times."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_collection(root, reviews, 5)
        (root / "pm.toml").write_text("", encoding="utf-8")
        print(
            f"{reviews} reviews, {reviews * 5} actions, Python {sys.version.split()[0]}, median of 5 fresh processes"
        )
        for arguments in (
            ["actions"],
            ["actions", "--format", "json"],
            ["actions", "--summary"],
            ["list"],
            ["--version"],
        ):
            print(f"pm {' '.join(arguments):24} {timed(root, *arguments)}")
        if history:
            git(root, "init", "-q")
            chance = random.Random(7)
            git(root, "add", ".")
            git(root, "commit", "-qm", "all")
            files = sorted((root / "postmortems").rglob("*.md"))
            for number in range(100):
                for path in chance.sample(files, min(len(files), 20)):
                    text = path.read_text(encoding="utf-8")
                    path.write_text(text.replace("  - due: 20", "  - due: 21", 1), encoding="utf-8")
                git(root, "commit", "-qam", f"change {number}")
            print(f"pm actions --history, first {timed(root, 'actions', '--history', runs=1)}")
            print(f"pm actions --history, again {timed(root, 'actions', '--history', runs=3)}")


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    measure(numbers[0] if numbers else 2000, history="--history" in sys.argv)
