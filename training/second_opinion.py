"""Trains the second opinion of the blame linter on the project's own labelled sentences.

    python training/second_opinion.py groups VECTORS    word groups from static word vectors (once)
    python training/second_opinion.py check             cross-validation by author: precision, recall, F1 at thresholds
    python training/second_opinion.py train             writes src/pmtool/prose/data/second_opinion.bin

Needs scikit-learn and NumPy, which the project itself does not. Deterministic: fixed seeds, sorted features, no network.
VECTORS is a `.npz` with `words` and `vectors`; the shipped groups come from the input word-piece embeddings of
all-MiniLM-L6-v2 (Apache-2.0), averaged over a word's pieces and reduced to 64 dimensions; only group numbers are kept.
"""

# ruff: noqa: T201 -- a script

from array import array
from collections.abc import Mapping, Sequence
import json
from pathlib import Path, PurePath
import sys
from typing import Any
from zlib import compress

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).parent.parent
DATA = ROOT / "src" / "pmtool" / "prose" / "data"
LABELLED = ROOT / "benchmarks" / "data" / "blame"
AUTHORS = tuple(sorted(path.stem for path in LABELLED.glob("author-*.jsonl")))
PLAIN = "plain"  # fine sentences in the manner of published reports: real text is mostly such
MIN_UNITS = 5  # a feature counts when it is met in so many labelled sentences
STRENGTH = 10.0  # inverse regularisation
SMOOTHING = 0.5  # added to the counts behind a ratio
# Little evidence says little: to the squared length of a sentence's features comes that of the median sentence.
CALM = 1.0
# Fine sentences of authors who wrote in the manner of published reports stand for the many that real text has.
REPORTS, REPORT_WEIGHT = ("author-j", PLAIN), 3.0

sys.path.insert(0, str(ROOT / "src"))

from pmtool.parse import parse  # noqa: E402
from pmtool.prose import second_opinion  # noqa: E402
from pmtool.rules.base import Context  # noqa: E402
from pmtool.rules.blame import _analysis  # noqa: E402


def read(author: str) -> list[tuple[set[int], int]]:
    """Features and label of an author's sentences."""
    rows = []
    for line in (LABELLED / f"{author}.jsonl").read_text(encoding="utf-8").splitlines():
        unit = json.loads(line)
        text = unit["text"]
        if text.startswith("`|") and text.endswith("|`"):
            text = text[1:-1]
        document = parse(PurePath("x.md"), text)
        found: set[int] = set()
        for _, trace, hits in _analysis.analysed(document, Context()):
            found |= second_opinion.features([trace], [(hit.rule, str(hit.severity)) for hit in hits])
        rows.append((found, unit["label"]))
    return rows


class Trained:
    """Ratios and coefficients by feature. weights: how much each row counts."""

    def __init__(self, rows: Sequence[tuple[set[int], int]], weights: Sequence[float]) -> None:
        counts: dict[int, int] = {}
        for found, _ in rows:
            for feature in found:
                counts[feature] = counts.get(feature, 0) + 1
        self.names = sorted(name for name, count in counts.items() if count >= MIN_UNITS)
        self.index = {name: number for number, name in enumerate(self.names)}
        labels = np.array([label for _, label in rows])
        matrix = self.matrix(rows)
        blaming = SMOOTHING + np.asarray(matrix[labels == 1].sum(0))[0]
        fine = SMOOTHING + np.asarray(matrix[labels == 0].sum(0))[0]
        self.ratio = np.log((blaming / blaming.sum()) / (fine / fine.sum()))
        self.calm = CALM * float(np.median(np.asarray(matrix.multiply(self.ratio**2).sum(1))[:, 0]))
        fit = LogisticRegression(C=STRENGTH, max_iter=4000)
        fit.fit(self.scaled(matrix), labels, sample_weight=np.array(weights))
        self.coefficients, self.bias = fit.coef_[0], float(fit.intercept_[0])

    def matrix(self, rows: Sequence[tuple[set[int], int]]) -> Any:
        """Which feature occurs in which row."""
        columns: list[int] = []
        ends = [0]
        for found, _ in rows:
            columns += sorted(self.index[feature] for feature in found if feature in self.index)
            ends.append(len(columns))
        return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(rows), len(self.names)))

    def scaled(self, matrix: Any) -> Any:
        """Features times their ratios, each row of a length near one, shorter where little is known."""
        scaled = matrix.multiply(self.ratio).tocsr()
        length = np.sqrt(np.asarray(scaled.multiply(scaled).sum(1))[:, 0] + self.calm)
        return scaled.multiply(1 / np.maximum(length, 1e-9)[:, None]).tocsr()

    def scores(self, rows: Sequence[tuple[set[int], int]]) -> Any:
        """A score between 0 and 1 for each row."""
        margin = self.scaled(self.matrix(rows)) @ self.coefficients + self.bias
        return 1 / (1 + np.exp(-margin))

    def write(self, path: Path) -> None:
        """The data file: facts as one line of JSON, then hashes, weights and squares, compressed."""
        weights = self.coefficients * self.ratio
        squares = self.ratio**2
        weight_step, square_step = float(np.abs(weights).max() / 127), float(squares.max() / 255)
        rounded = np.rint(weights / weight_step).astype(int)
        whole = np.rint(squares / square_step).astype(int)
        kept: dict[int, tuple[int, int]] = {}
        for name, weight, square in zip(self.names, rounded, whole, strict=True):
            if weight or square:
                kept[name] = (int(weight), int(square))
        keys = sorted(kept)
        body = array("I", keys).tobytes()
        body += array("b", [kept[key][0] for key in keys]).tobytes() + bytes(kept[key][1] for key in keys)
        facts = {
            "features": len(keys),
            "bias": round(self.bias, 6),
            "calm": round(self.calm, 6),
            "weight_step": weight_step,
            "square_step": square_step,
            "trained_on": list(AUTHORS),
            "min_units": MIN_UNITS,
            "strength": STRENGTH,
        }
        path.write_bytes(json.dumps(facts, sort_keys=True).encode() + b"\n" + compress(body, 9))


def groups(vectors: Path) -> None:
    """Writes the word groups."""
    from sklearn.cluster import MiniBatchKMeans

    with np.load(vectors) as data:
        words, rows = [str(word) for word in data["words"]], data["vectors"]
    fit = {
        k: MiniBatchKMeans(k, random_state=0, n_init=3).fit(rows[:12000]).predict(rows) for k in (300, 1000)
    }
    lines: dict[tuple[int, int], list[str]] = {}
    for word, coarse, fine in zip(words, fit[300], fit[1000], strict=True):
        lines.setdefault((int(fine), int(coarse)), []).append(word)
    text = "# fine group, coarse group, words; made by training/second_opinion.py\n"
    text += "".join(
        f"{fine} {coarse} {' '.join(sorted(members))}\n" for (fine, coarse), members in sorted(lines.items())
    )
    (DATA / second_opinion.GROUPS).write_text(text, encoding="utf-8")


def weight(author: str, label: int) -> float:
    """How much a sentence counts."""
    return REPORT_WEIGHT if author in REPORTS and not label else 1.0


def fitted(rows: Mapping[str, Sequence[tuple[set[int], int]]], left_out: str = "") -> Trained:
    """A model of all authors but one."""
    used = [(author, row) for author in sorted(rows) if author != left_out for row in rows[author]]
    return Trained([row for _, row in used], [weight(author, row[1]) for author, row in used])


def check() -> None:
    """Each author scored by a model trained on the others."""
    rows = {author: read(author) for author in (*AUTHORS, PLAIN)}
    everything: list[tuple[float, int]] = []
    for held in AUTHORS:
        scores = fitted(rows, held).scores(rows[held])
        pairs = [(float(score), label) for score, (_, label) in zip(scores, rows[held], strict=True)]
        everything += pairs
        print(held, _figures(pairs))
    print("all", _figures(everything))


def _figures(pairs: Sequence[tuple[float, int]]) -> str:
    parts = []
    for threshold in (0.4, 0.45, 0.5, 0.55, 0.6, 0.7):
        flagged = sum(score > threshold for score, _ in pairs)
        hits = sum(score > threshold and label == 1 for score, label in pairs)
        precision, recall = hits / max(1, flagged), hits / max(1, sum(label for _, label in pairs))
        parts.append(
            f"{threshold}: {precision:.3f} {recall:.3f} {2 * precision * recall / (precision + recall):.3f}"
        )
    return " | ".join(parts)


def main() -> None:
    """The command."""
    if sys.argv[1] == "groups":
        groups(Path(sys.argv[2]))
    elif sys.argv[1] == "check":
        check()
    else:
        fitted({author: read(author) for author in (*AUTHORS, PLAIN)}).write(DATA / second_opinion.WEIGHTS)


if __name__ == "__main__":
    main()
