"""How long `pm lint --changed` takes in a repository of 5,000 reviews, against linting 50 of them from a
cold start.

    python benchmarks/changed.py [--reviews 5000] [--runs 5]

The repository is generated, the same one each time: a review in six has a finding, five are edited on a
branch. Each figure is the best of several runs of a process of its own, without a cache; the runs of the
two sides alternate, so that whatever else the machine does meets both. Exit code 1 when `--changed` is not
the faster one.
"""

import argparse
import os
from pathlib import Path
import random
import resource
import subprocess
import sys
import tempfile
import time

SERVICES = ("checkout", "search", "billing", "login", "mail", "catalogue", "reports", "gateway")
FACTORS = ("evaluation_gap", "monitoring_gap", "deployment_process", "config_or_threshold", "drift")
SEVERITIES = ("sev1", "sev2", "sev3", "sev4")
SENTENCES = (
    "The queue filled up while the consumer waited for a lock.",
    "The dashboard averages over ten minutes, so that the peak did not show.",
    "The alert for the error ratio went to a channel that is read by day.",
    "Two flags differ by one letter, and the tool does not list them.",
    "The limit was set for half of today's traffic and had no owner.",
    "The runbook names a host that was retired in spring.",
    "Answers came late for customers in two regions.",
    "The rollback took twelve minutes because images are fetched again.",
)
FLAW = "The engineer failed to read the alert."
EDITED, COLD = 5, 50


def review(chance: random.Random, number: int) -> tuple[str, str]:
    """Path and text of a review of about 400 words."""
    year, month, day = chance.randint(2019, 2026), chance.randint(1, 12), chance.randint(1, 28)
    date = f"{year}-{month:02}-{day:02}"
    service, factor = chance.choice(SERVICES), chance.choice(FACTORS)

    def prose(count: int) -> str:
        return " ".join(chance.choice(SENTENCES) for _ in range(count))

    timeline = "".join(
        f"- {date} {9 + hour:02}:{chance.randint(0, 59):02} {chance.choice(SENTENCES)}\n" for hour in range(8)
    )
    flaw = f"\n{FLAW}\n" if number % 6 == 0 else ""
    text = f"""---
title: Slow answers of {service}, case {number}
status: {chance.choice(("draft", "in_review", "published", "closed"))}
kind: incident
severity: {chance.choice(SEVERITIES)}
services: [{service}]
times:
  started: {date}T09:00:00Z
  detected: {date}T09:20:00Z
  resolved: {date}T17:00:00Z
detected_by: monitor
facilitator: reliability-guild
authors: [{service}-team]
reviewers: [platform-team]
factors: [{factor}]
---

## Summary

{prose(5)}

## Impact

{prose(4)}

## Timeline

All times UTC.

{timeline}
## Contributing factors

{prose(8)}
{flaw}
## What limited the harm

{prose(3)}

## Actions

- [x] **A1** Alert when the queue of {service} holds more than a thousand entries
  - owner: {service}-team
  - done: {date}
  - aim: detect
  - factor: {factor}
- [ ] **A2** Refuse a deploy of {service} while its limits have no owner
  - owner: platform-team
  - due: 2027-03-01
  - aim: prevent
  - factor: {factor}

## Lessons

{prose(4)}
"""
    return f"postmortems/{year}/{date}-slow-{service}-{number}.md", text


def make_repository(root: Path, count: int) -> list[str]:
    """A repository with `count` reviews on `main` and a few edited on its branch. Returns all paths."""
    chance = random.Random(20_260_302)
    paths = []
    for number in range(count):
        path, text = review(chance, number)
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
        paths.append(path)
    for command in (["init", "-b", "main"], ["add", "."], ["commit", "-m", "all"], ["switch", "-c", "topic"]):
        git(root, *command)
    for path in chance.sample(paths, EDITED):
        with (root / path).open("a", encoding="utf-8") as file:
            file.write("\nOne more line, from the branch.\n")
    git(root, "commit", "-a", "-m", "edit")
    return paths


def git(root: Path, *arguments: str) -> None:
    identity = {f"GIT_{who}_{what}": "bench" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {**os.environ, **identity, "GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, env=environment)


def cost(root: Path, *arguments: str) -> tuple[float, float]:
    """Seconds on the clock and seconds of processor that a run of `pm` takes, start-up and git included."""
    begin, used = time.perf_counter(), processor()
    done = subprocess.run(
        [sys.executable, "-m", "pmtool", *arguments], cwd=root, capture_output=True, check=False
    )
    taken = time.perf_counter() - begin, processor() - used
    if done.returncode not in (0, 1):
        sys.exit(done.stderr.decode())
    return taken


def processor() -> float:
    """What all child processes have used so far; on a busy machine it says more than the clock."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--reviews", type=int, default=5000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        paths = make_repository(root, options.reviews)
        fifty = random.Random(7).sample(paths, COLD)
        sides = {
            f"--changed, {EDITED} of {options.reviews} edited": ["lint", "--changed"],
            f"--changed-lines, {EDITED} of {options.reviews} edited": ["lint", "--changed-lines"],
            f"{COLD} of {options.reviews}, cold": [*without_cache(root), "lint", *fifty],
        }
        costs: dict[str, list[tuple[float, float]]] = {name: [] for name in sides}
        for _ in range(options.runs):
            for name, arguments in sides.items():
                costs[name].append(cost(root, *arguments))
    best = {
        name: (min(clock for clock, _ in runs), min(cpu for _, cpu in runs)) for name, runs in costs.items()
    }
    for name, (clock, cpu) in best.items():
        print(f"{name:<42} {clock:6.2f} s   {cpu:6.2f} s of processor")
    changed, _, cold = best.values()
    clock, cpu = changed[0] / cold[0], changed[1] / cold[1]
    print(f"ratio: {clock:.2f} on the clock, {cpu:.2f} of processor (the bar: below 1)")
    return 0 if changed < cold else 1


def without_cache(root: Path) -> list[str]:
    """`--no-cache`, where this version of `pm` has a cache at all."""
    words = [sys.executable, "-m", "pmtool", "--no-cache", "--version"]
    known = subprocess.run(words, cwd=root, capture_output=True, check=False).returncode == 0
    return ["--no-cache"] if known else []


if __name__ == "__main__":
    sys.exit(main())
