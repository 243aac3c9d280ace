"""The labelled sentences and documents of this project, as the trainers read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
import json
from pathlib import Path, PurePath
import sys

ROOT = Path(__file__).parent.parent
DATA = ROOT / "src" / "pmtool" / "prose" / "data"
LABELLED = ROOT / "benchmarks" / "data" / "blame"
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "benchmarks")]

from marked import Marked, author_of, bare, read_marked  # noqa: E402

from pmtool.parse import parse  # noqa: E402
from pmtool.prose import second_opinion  # noqa: E402
from pmtool.rules.base import Context  # noqa: E402
from pmtool.rules.blame import _analysis, _second  # noqa: E402
from pmtool.rules.blame.implied_blame import READS_LIKE  # noqa: E402

CATEGORIES = tuple(READS_LIKE)  # of blame, in the order of the models' outputs
PLAIN = "plain"  # fine sentences in the manner of published reports
PLAIN_WEIGHT = 3.0  # they stand for the many that real text has


@dataclass(frozen=True)
class Row:
    """A labelled unit: who wrote it and where (an id for a sentence), what each model sees of it, what the rules found (rule, severity)."""

    author: str
    document: str
    identifier: str
    text: str
    label: int
    category: str
    words: Sequence[str]
    features: frozenset[int]
    hits: Sequence[tuple[str, str]]


def authors() -> list[str]:
    """Everybody who wrote for the set."""
    names = {path.stem for path in LABELLED.glob("*.jsonl")}
    return sorted(names | {author_of(path.name) for path in LABELLED.glob("documents/*.md")})


@cache
def rows(author: str) -> list[Row]:
    """What an author wrote: sentences, or the units of whole documents."""
    single = LABELLED / f"{author}.jsonl"
    if single.is_file():
        lines = single.read_text(encoding="utf-8").splitlines()
        return [_sentence(author, json.loads(line)) for line in lines]
    return [row for marked in read_marked(LABELLED / "documents") if marked.author == author
             for row in _document(author, marked)]  # fmt: skip


def usable(author: str) -> list[Row]:
    """An author's rows to train on: each text once, none without words."""
    seen: dict[tuple[str, ...], Row] = {}
    for row in rows(author):
        if sum(character.isalpha() for character in row.text) >= 6:
            seen.setdefault(tuple(row.words), row)
    return list(seen.values())


def everybody(but: Sequence[str] = ()) -> list[Row]:
    """The rows of all authors except some."""
    return [row for author in authors() if author not in but for row in usable(author)]


def weight(row: Row) -> float:
    """How much a row counts in training."""
    return PLAIN_WEIGHT if row.author == PLAIN else 1.0


def figures(pairs: Sequence[tuple[float, int]]) -> str:
    """Precision, recall and F1 where the log odds are above each threshold."""
    parts = []
    for threshold in (-1.0, 0.0, 1.0, 2.0, 3.0):
        flagged = sum(score > threshold for score, _ in pairs)
        hits = sum(score > threshold and label == 1 for score, label in pairs)
        precision, recall = hits / max(1, flagged), hits / max(1, sum(label for _, label in pairs))
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        parts.append(f"{threshold:+.0f}: {precision:.3f} {recall:.3f} {f1:.3f}")
    return " | ".join(parts)


def _sentence(author: str, unit: dict[str, object]) -> Row:
    text = bare(str(unit["text"]))
    words: list[str] = []
    features: set[int] = set()
    found: list[tuple[str, str]] = []
    for _, trace, hits in _analysis.analysed(parse(PurePath("x.md"), text), Context()):
        named = [(hit.rule, str(hit.severity)) for hit in hits]
        found += named
        features |= second_opinion.features([trace], named)
        words += trace.words
    category = str(unit["category"] or "")
    return Row(
        author,
        "",
        str(unit["id"]),
        text,
        int(str(unit["label"])),
        category,
        words,
        frozenset(features),
        found,
    )


def _document(author: str, marked: Marked) -> list[Row]:
    found = []
    for sentence, trace, hits in _analysis.analysed(parse(PurePath("x.md"), marked.text), Context()):
        span = sentence.span()
        over = [category for start, end, category in marked.spans if span.start < end and start < span.end]
        if "?" in over or not _second.long_enough(sentence, trace):
            continue
        named = [(hit.rule, str(hit.severity)) for hit in hits]
        features = frozenset(second_opinion.features([trace], named))
        found.append(
            Row(
                author,
                marked.name,
                "",
                sentence.text,
                int(bool(over)),
                over[0] if over else "",
                trace.words,
                features,
                named,
            )
        )
    return found
