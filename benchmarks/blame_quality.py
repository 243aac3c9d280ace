"""How well the blame bundle agrees with labels: precision, recall, F1, false alarms, by category and by group.

    python benchmarks/blame_quality.py                          the project's own labelled sentences and documents
    python benchmarks/blame_quality.py --sentences FILE...      JSON Lines with id, text, label, category, style, hard
    python benchmarks/blame_quality.py --documents DIR          Markdown files, labels.jsonl and ambiguous.jsonl (doc, line, text)
    python benchmarks/blame_quality.py --marked DIR...          Markdown files with marks (see marked.py)
    python benchmarks/blame_quality.py --reviews DIR            labels.jsonl with offsets into docs/NAME.md, in sets net and random

Errors and warnings count; information does not. `--part tuned|held-out` takes two thirds or one third (by hash of the
sentence's id, the document's name, the publishing organisation). `--ablation` shows rules alone and the second opinion
alone beside the whole. `--show` lists disagreements (never of the held-out part).
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
import hashlib
import json
from pathlib import Path, PurePath
import sys
import time
from typing import Any

from marked import Marked, bare, read_marked

from pmtool.config import Config
from pmtool.config.options import BlameOptions
from pmtool.model.diagnostic import Finding
from pmtool.parse import parse
from pmtool.rules import load_all, names
from pmtool.rules.base import Context
from pmtool.vocab import Severity

OWN = Path(__file__).parent / "data" / "blame"
# Nothing is trained on these.
UNSEEN = OWN / "unseen"
Findings = Sequence[tuple[str, Finding]]


@dataclass
class Unit:
    """One labelled unit and what was found on it."""

    text: str
    label: int
    category: str | None
    group: str
    hard: bool = False
    subset: str = ""
    found: Findings = ()

    @property
    def flagged(self) -> bool:
        return bool(self.found)


@dataclass
class Score:
    """Counts of agreement."""

    hits: int = 0
    misses: int = 0
    alarms: int = 0
    fine: int = 0
    units: list[Unit] = field(default_factory=list)

    def add(self, unit: Unit) -> None:
        self.units.append(unit)
        self.hits += unit.label and unit.flagged
        self.misses += unit.label and not unit.flagged
        self.alarms += not unit.label and unit.flagged
        self.fine += not unit.label and not unit.flagged

    @property
    def precision(self) -> float:
        return self.hits / max(1, self.hits + self.alarms)

    @property
    def recall(self) -> float:
        return self.hits / max(1, self.hits + self.misses)

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)

    def __str__(self) -> str:
        return (
            f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}"
            f"  ({self.hits} hits, {self.misses} missed, {self.alarms} false alarms, {self.fine} fine)"
        )


def in_held_out(key: str) -> bool:
    """Whether a key belongs to the third that is kept out of sight while tuning."""
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % 3 == 0


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


class Linter:
    """The blame bundle over texts."""

    def __init__(self, second_opinion: str = "") -> None:
        self.rules = load_all(names("blame"))
        blame = BlameOptions(second_opinion=second_opinion) if second_opinion else BlameOptions()
        self.context = Context(config=Config(blame=blame))
        self.seconds = 0.0
        self.words = 0

    def findings(self, text: str) -> list[tuple[str, Finding]]:
        """Rule and finding, errors and warnings, in order."""
        begin = time.perf_counter()
        document = parse(PurePath("x.md"), text)
        found = [
            (rule.name, finding) for rule in self.rules for finding in rule.check(document, self.context)
        ]
        self.seconds += time.perf_counter() - begin
        self.words += text.count(" ")
        kept = [(name, f) for name, f in found if (f.severity or Severity.WARNING) is not Severity.INFO]
        return sorted(kept, key=lambda pair: pair[1].span)


def sentence_units(linter: Linter, path: Path, wanted: Callable[[str], bool]) -> Iterable[Unit]:
    for line in read_lines(path):
        if not wanted(line["id"]):
            continue
        yield Unit(
            line["text"],
            line["label"],
            line["category"],
            path.stem,
            line["hard"],
            found=linter.findings(bare(line["text"])),
        )


def document_units(linter: Linter, folder: Path, wanted: Callable[[str], bool]) -> Iterable[Unit]:
    for marked in _labelled_documents(folder, wanted):
        yield from _units(linter, marked, marked.name)


def marked_units(linter: Linter, folder: Path, wanted: Callable[[str], bool]) -> Iterable[Unit]:
    for marked in read_marked(folder):
        if wanted(marked.name):
            yield from _units(linter, marked, marked.author)


def _labelled_documents(folder: Path, wanted: Callable[[str], bool]) -> Iterable[Marked]:
    """Documents whose labels stand beside them, by line and text; the ambiguous have the category `?`."""
    labels: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for label in read_lines(folder / "labels.jsonl"):
        labels[label["doc"]].append(label)
    for label in read_lines(folder / "ambiguous.jsonl"):
        labels[label["doc"]].append({**label, "category": "?"})
    for path in sorted(folder.glob("*.md")):
        if not wanted(path.name):
            continue
        text = path.read_text(encoding="utf-8")
        lines = text.split("\n")
        spans = []
        for label in labels[path.name]:
            start = text.index(label["text"], sum(len(line) + 1 for line in lines[: label["line"] - 1]))
            spans.append((start, start + len(label["text"]), label["category"]))
        yield Marked(path.stem, text, tuple(spans))


def _units(linter: Linter, marked: Marked, group: str) -> Iterable[Unit]:
    """The blaming units of a document, and each finding that is on none. What is ambiguous counts neither way."""
    left = linter.findings(marked.text)
    for start, end, category in marked.spans:
        inside = [pair for pair in left if pair[1].span.start < end and start < pair[1].span.end]
        left = [pair for pair in left if pair not in inside]
        if category != "?":
            yield Unit(marked.text[start:end], 1, category, group, found=inside)
    for name, finding in left:
        around = marked.text[max(0, finding.span.start - 90) : finding.span.end + 60].replace("\n", " ")
        yield Unit(around, 0, None, group, found=[(name, finding)])


def review_units(linter: Linter, folder: Path, wanted: Callable[[str], bool]) -> Iterable[Unit]:
    by_document: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for label in read_lines(folder / "labels.jsonl"):
        by_document[label["doc"]].append(label)
    for name, labels in sorted(by_document.items()):
        owner = name.rpartition("-")[0]
        if not wanted(owner):
            continue
        found = linter.findings((folder / "docs" / f"{name}.md").read_text(encoding="utf-8"))
        for label in labels:
            inside = [p for p in found if p[1].span.start < label["end"] and label["start"] < p[1].span.end]
            yield Unit(
                label["text"], label["label"], label["category"], owner, subset=label["set"], found=inside
            )


def report(title: str, units: Iterable[Unit], *, show: bool, by_group: bool) -> Score:
    score = Score()
    for unit in units:
        score.add(unit)
    print(f"\n{title}: {score}")
    categories = Counter(unit.category for unit in score.units if unit.label)
    if categories:
        recalls = (
            f"{name} {sum(u.flagged for u in score.units if u.category == name)}/{count}"
            for name, count in categories.most_common()
        )
        print("  found by category: " + ", ".join(recalls))
    hard = [unit for unit in score.units if unit.hard and unit.label]
    if hard:
        print(f"  subtle blame found: {sum(u.flagged for u in hard)}/{len(hard)}")
    sampled = [unit for unit in score.units if unit.subset == "random"]
    if sampled:
        wrong = sum(unit.flagged and not unit.label for unit in sampled)
        print(
            f"  false alarms in random sentences: {wrong}/{len(sampled)} ({1000 * wrong / len(sampled):.1f} per 1,000)"
        )
    rules = Counter((unit.found[0][0], bool(unit.label)) for unit in score.units if unit.found)
    print(
        "  by rule (true/false): "
        + ", ".join(
            f"{name.partition('/')[2]} {rules[name, True]}/{rules[name, False]}"
            for name in sorted({n for n, _ in rules})
        )
    )
    if by_group:
        for group in sorted({unit.group for unit in score.units}):
            part = Score()
            for unit in score.units:
                if unit.group == group:
                    part.add(unit)
            print(f"    {group}: {part}")
    if show:
        for unit in score.units:
            if bool(unit.label) != unit.flagged:
                rule = f" [{unit.found[0][0]}: {unit.found[0][1].why}]" if unit.found else ""
                print(f"  {'MISS ' + str(unit.category) if unit.label else 'FALSE'}{rule} | {unit.text}")
    return score


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sentences", type=Path, nargs="+")
    parser.add_argument("--documents", type=Path)
    parser.add_argument("--marked", type=Path, nargs="+")
    parser.add_argument("--reviews", type=Path)
    parser.add_argument("--part", choices=["all", "tuned", "held-out"], default="all")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--groups", action="store_true", help="by file, document or organisation")
    parser.add_argument("--ablation", action="store_true")
    options = parser.parse_args(arguments)
    if options.show and options.part != "tuned" and (options.documents or options.reviews):
        parser.error("--show needs --part tuned: what is held out stays unseen")
    if not (options.sentences or options.documents or options.marked or options.reviews):
        options.sentences, options.marked = sorted(OWN.glob("*.jsonl")), [OWN / "documents", UNSEEN]

    def wanted(key: str) -> bool:
        return bool(options.part == "all" or in_held_out(key) == (options.part == "held-out"))

    for opinion in ("rules", "alone", "combined") if options.ablation else ("",):
        linter = Linter(opinion)
        more = {"show": options.show, "by_group": options.groups}
        suffix = {
            "": "",
            "rules": " [rules alone]",
            "alone": " [second opinion alone]",
            "combined": " [both]",
        }[opinion]
        for path in options.sentences or ():
            report(f"{path.stem}{suffix}", list(sentence_units(linter, path, wanted)), **more)
        if options.documents:
            report(f"documents{suffix}", list(document_units(linter, options.documents, wanted)), **more)
        for path in options.marked or ():
            report(f"marked {path.name}{suffix}", list(marked_units(linter, path, wanted)), **more)
        if options.reviews:
            report(f"reviews{suffix}", list(review_units(linter, options.reviews, wanted)), **more)
        print(f"\n{linter.words} words in {linter.seconds:.2f} s", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
