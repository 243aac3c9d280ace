"""Trains the linear half of the second opinion on the project's own labelled sentences and documents.

    python training/second_opinion.py groups VECTORS    word groups from static word vectors (once)
    python training/second_opinion.py check             cross-validation by author: precision, recall, F1 at thresholds
    python training/second_opinion.py train             writes src/pmtool/prose/data/second_opinion.bin

Needs scikit-learn and NumPy. Deterministic: fixed seeds, sorted features, no network.
VECTORS is a `.npz` with `words` and `vectors`; the shipped groups come from the input word-piece embeddings of
all-MiniLM-L6-v2 (Apache-2.0), averaged over a word's pieces and reduced to 64 dimensions; only group numbers are kept.
"""

# ruff: noqa: T201 -- a script

from array import array
from collections.abc import Sequence
import json
from pathlib import Path
import sys
from typing import Any
from zlib import compress

from labelled import DATA, PLAIN, Row, authors, everybody, figures, usable, weight
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from pmtool.prose import second_opinion

MIN_UNITS = 5  # a feature counts when it is met in so many labelled sentences
STRENGTH = 10.0  # inverse regularisation
SMOOTHING = 0.5  # added to the counts behind a ratio
# Little evidence says little: to the squared length of a sentence's features comes that of the median sentence.
CALM = 1.0


class Trained:
    """Ratios and coefficients by feature. weights: how much each row counts."""

    def __init__(self, rows: Sequence[Row]) -> None:
        counts: dict[int, int] = {}
        for row in rows:
            for feature in row.features:
                counts[feature] = counts.get(feature, 0) + 1
        self.names = sorted(name for name, count in counts.items() if count >= MIN_UNITS)
        self.index = {name: number for number, name in enumerate(self.names)}
        labels = np.array([row.label for row in rows])
        matrix = self.matrix(rows)
        blaming = SMOOTHING + np.asarray(matrix[labels == 1].sum(0))[0]
        fine = SMOOTHING + np.asarray(matrix[labels == 0].sum(0))[0]
        self.ratio = np.log((blaming / blaming.sum()) / (fine / fine.sum()))
        self.calm = CALM * float(np.median(np.asarray(matrix.multiply(self.ratio**2).sum(1))[:, 0]))
        fit = LogisticRegression(C=STRENGTH, max_iter=4000)
        worth = np.array([weight(row) for row in rows])
        fit.fit(self.scaled(matrix), labels, sample_weight=worth)
        self.coefficients, self.bias = fit.coef_[0], float(fit.intercept_[0])

    def matrix(self, rows: Sequence[Row]) -> Any:
        """Which feature occurs in which row."""
        columns: list[int] = []
        ends = [0]
        for row in rows:
            columns += sorted(self.index[feature] for feature in row.features if feature in self.index)
            ends.append(len(columns))
        return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(rows), len(self.names)))

    def scaled(self, matrix: Any) -> Any:
        """Features times their ratios, each row of a length near one, shorter where little is known."""
        scaled = matrix.multiply(self.ratio).tocsr()
        length = np.sqrt(np.asarray(scaled.multiply(scaled).sum(1))[:, 0] + self.calm)
        return scaled.multiply(1 / np.maximum(length, 1e-9)[:, None]).tocsr()

    def margins(self, rows: Sequence[Row]) -> Any:
        """A score for each row, as log odds."""
        return self.scaled(self.matrix(rows)) @ self.coefficients + self.bias

    def write(self, path: Path) -> None:
        """The data file: facts as one line of JSON, then hashes, weights and squares, compressed."""
        weights = self.coefficients * self.ratio
        squares = self.ratio**2
        weight_step, square_step = float(np.abs(weights).max() / 127), float(squares.max() / 255)
        rounded = np.rint(weights / weight_step).astype(int)
        whole = np.rint(squares / square_step).astype(int)
        kept: dict[int, tuple[int, int]] = {}
        for name, signed, square in zip(self.names, rounded, whole, strict=True):
            if signed or square:
                kept[name] = (int(signed), int(square))
        keys = sorted(kept)
        body = array("I", keys).tobytes()
        body += array("b", [kept[key][0] for key in keys]).tobytes() + bytes(kept[key][1] for key in keys)
        facts = {
            "features": len(keys),
            "bias": round(self.bias, 6),
            "calm": round(self.calm, 6),
            "weight_step": weight_step,
            "square_step": square_step,
            "trained_on": authors(),
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


def fitted(left_out: Sequence[str] = ()) -> Trained:
    """A model of all authors but some."""
    return Trained(everybody(left_out))


def check() -> None:
    """Each author scored by a model trained on the others."""
    everything: list[tuple[float, int]] = []
    for held in authors():
        if held == PLAIN:
            continue
        chosen = usable(held)
        margins = fitted([held]).margins(chosen)
        pairs = [(float(margin), row.label) for margin, row in zip(margins, chosen, strict=True)]
        everything += pairs
        print(held, figures(pairs), flush=True)
    print("all", figures(everything))


def main() -> None:
    """The command."""
    if sys.argv[1] == "groups":
        groups(Path(sys.argv[2]))
    elif sys.argv[1] == "check":
        check()
    else:
        fitted().write(DATA / second_opinion.WEIGHTS)


if __name__ == "__main__":
    main()
