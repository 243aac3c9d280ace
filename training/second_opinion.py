"""Trains the second opinion of the blame linter on the project's own labelled sentences.

    python training/second_opinion.py groups VECTORS    word groups from static word vectors (once)
    python training/second_opinion.py check             cross-validation by author
    python training/second_opinion.py train             writes src/pmtool/prose/data/second_opinion.bin

Needs scikit-learn and NumPy, which the project itself does not. Deterministic: fixed seeds, sorted features, no network.
VECTORS is a `.npz` with `words` and `vectors`; the shipped groups come from the input word-piece embeddings of
all-MiniLM-L6-v2 (Apache-2.0), averaged over a word's pieces and reduced to 64 dimensions; only group numbers are kept.
"""

# ruff: noqa: T201 -- a script

from array import array
from collections.abc import Sequence
import json
from pathlib import Path, PurePath
import sys
from typing import Any
from zlib import compress, crc32

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).parent.parent
DATA = ROOT / "src" / "pmtool" / "prose" / "data"
LABELLED = ROOT / "benchmarks" / "data" / "blame"
AUTHORS = tuple(sorted(path.stem for path in LABELLED.glob("author-*.jsonl")))
PLAIN = "plain"  # fine sentences in the manner of published reports: real text is mostly such
MIN_UNITS = 2  # a feature counts when it is met in so many labelled sentences
STRENGTH = 30.0  # inverse regularisation

sys.path.insert(0, str(ROOT / "src"))

from pmtool.parse import parse  # noqa: E402
from pmtool.prose import second_opinion  # noqa: E402
from pmtool.rules.base import Context  # noqa: E402
from pmtool.rules.blame import _analysis  # noqa: E402


def read(author: str) -> list[tuple[set[str], int]]:
    """Features and label of an author's sentences."""
    rows = []
    for line in (LABELLED / f"{author}.jsonl").read_text(encoding="utf-8").splitlines():
        unit = json.loads(line)
        text = unit["text"]
        if text.startswith("`|") and text.endswith("|`"):
            text = text[1:-1]
        document = parse(PurePath("x.md"), text)
        found: set[str] = set()
        for _, trace, hits in _analysis.analysed(document, Context()):
            found |= second_opinion.features([trace], [(hit.rule, str(hit.severity)) for hit in hits])
        rows.append((found, unit["label"]))
    return rows


class Trained:
    """Ratios and coefficients by feature."""

    def __init__(self, rows: Sequence[tuple[set[str], int]]) -> None:
        counts: dict[str, int] = {}
        for found, _ in rows:
            for feature in found:
                counts[feature] = counts.get(feature, 0) + 1
        self.names = sorted(name for name, count in counts.items() if count >= MIN_UNITS)
        self.index = {name: number for number, name in enumerate(self.names)}
        labels = np.array([label for _, label in rows])
        matrix = self.matrix(rows)
        blaming = 1 + np.asarray(matrix[labels == 1].sum(0))[0]
        fine = 1 + np.asarray(matrix[labels == 0].sum(0))[0]
        self.ratio = np.log((blaming / blaming.sum()) / (fine / fine.sum()))
        fit = LogisticRegression(C=STRENGTH, max_iter=4000).fit(self.scaled(matrix), labels)
        self.coefficients, self.bias = fit.coef_[0], float(fit.intercept_[0])

    def matrix(self, rows: Sequence[tuple[set[str], int]]) -> Any:
        """Which feature occurs in which row."""
        places = [
            (r, self.index[f]) for r, (found, _) in enumerate(rows) for f in sorted(found) if f in self.index
        ]
        row, column = np.array(places).T
        return csr_matrix((np.ones(len(places)), (row, column)), shape=(len(rows), len(self.names)))

    def scaled(self, matrix: Any) -> Any:
        """Features times their ratios, each row of length one."""
        scaled = matrix.multiply(self.ratio).tocsr()
        length = np.sqrt(np.asarray(scaled.multiply(scaled).sum(1))[:, 0])
        return scaled.multiply(1 / np.maximum(length, 1e-9)[:, None]).tocsr()

    def scores(self, rows: Sequence[tuple[set[str], int]]) -> Any:
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
                kept[crc32(name.encode())] = (int(weight), int(square))
        keys = sorted(kept)
        body = array("I", keys).tobytes()
        body += array("b", [kept[key][0] for key in keys]).tobytes() + bytes(kept[key][1] for key in keys)
        facts = {
            "features": len(keys),
            "bias": round(self.bias, 6),
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


def check() -> None:
    """Each author scored by a model trained on the others."""
    rows = {author: read(author) for author in (*AUTHORS, PLAIN)}
    for held in AUTHORS:
        others = [row for author in AUTHORS if author != held for row in rows[author]]
        trained = Trained(others + rows[PLAIN])
        scores, labels = trained.scores(rows[held]), np.array([label for _, label in rows[held]])
        for threshold in (0.3, 0.5, 0.6, 0.7, 0.8, 0.9):
            flagged = scores > threshold
            hits = int((flagged & (labels == 1)).sum())
            precision, recall = hits / max(1, flagged.sum()), hits / labels.sum()
            print(f"{held} at {threshold}: precision {precision:.3f}, recall {recall:.3f}")


def main() -> None:
    """The command."""
    if sys.argv[1] == "groups":
        groups(Path(sys.argv[2]))
    elif sys.argv[1] == "check":
        check()
    else:
        rows = [row for author in (*AUTHORS, PLAIN) for row in read(author)]
        Trained(rows).write(DATA / second_opinion.WEIGHTS)


if __name__ == "__main__":
    main()
