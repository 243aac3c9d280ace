"""Weighs the models and the rules on authors whom no model has seen, and measures the whole on them.

    python training/small_encoder.py check ... SMALL ...  and     encoders that have not seen the authors
    python training/large_encoder.py check ... LARGE ...
    python training/weigh.py SMALL LARGE AUTHOR...                numbers for `rules/blame/_second.py`, and what those in it come to

Half of the documents and sentences (by hash) yield weights, and the thresholds of the best mean F1; the other half is linted
as `pm lint` does, with the numbers that are in `_second.py` and with models that have not seen the authors in place of the
shipped ones. Needs scikit-learn and NumPy.
"""

# ruff: noqa: T201 -- a script

from collections.abc import Sequence
from itertools import product
from pathlib import Path
import sys
import tempfile
from typing import Any
from zlib import crc32

from labelled import LABELLED, Row, rows  # makes the benchmarks importable

# isort: split
from blame_quality import Linter, Score, marked_units, sentence_units
import numpy as np
from second_opinion import Trained, fitted
from sklearn.linear_model import LogisticRegression

from pmtool.prose import encoder, readers, second_opinion
from pmtool.rules.blame import _second as second


class Seen:
    """Rows as the combination sees them: what each model says, whether the rules flag them, labels, documents."""

    def __init__(
        self, chosen: Sequence[Row], linear: Trained, small: encoder.Encoder, large: encoder.Encoder
    ) -> None:
        self.rows = chosen
        self.linear = linear.margins(chosen)
        words = [row.words for row in chosen]
        pairs = zip(small.read(words), large.read(words), strict=True)
        self.encoder = np.array([readers.both(*pair).score for pair in pairs])
        self.flagged = np.array([any(severity != "info" for _, severity in row.hits) for row in chosen])
        self.labels = np.array([row.label for row in chosen])
        self.authors = np.array([row.author for row in chosen])
        names = [row.document or f"{row.author} {number}" for number, row in enumerate(chosen)]
        places = {name: number for number, name in enumerate(dict.fromkeys(names))}
        self.document = np.array([places[name] for name in names])


def sets(key: str) -> bool:
    """Whether a document or sentence belongs to the half that sets the numbers."""
    return crc32(key.encode()) % 2 == 0


def chance(log_odds: Any, share: Any, fitted_share: float) -> Any:
    """`Opinion.probability` of many."""
    return 1 / (1 + np.exp(-(log_odds + _log_odds(share) - _log_odds(fitted_share))))


def shares(seen: Seen, log_odds: Any, fitted_share: float, usual: float, weight: float) -> Any:
    """`expected_share` of each row's document."""
    size = np.bincount(seen.document)
    share = np.full(len(size), usual)
    for _ in range(10):
        blaming = np.bincount(seen.document, chance(log_odds, share[seen.document], fitted_share))
        share = (blaming + weight * usual) / (size + weight)
    return np.clip(share, 0.002, 0.9)[seen.document]


def f1(flags: Any, labels: Any) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * float((flags & (labels == 1)).sum()) / max(1.0, float(flags.sum() + labels.sum()))


def _log_odds(share: Any) -> Any:
    return np.log(share / (1 - share))


def weigh(seen: Seen) -> dict[str, float]:
    """The numbers, from the rows given."""
    table = np.column_stack([seen.linear, seen.encoder, seen.flagged])
    fit = LogisticRegression(C=100.0, max_iter=1000).fit(table, seen.labels)
    log_odds, fitted_share = fit.decision_function(table), float(seen.labels.mean())
    slope, start = np.polyfit(seen.linear, seen.encoder, 1)
    found = {
        "BIAS": fit.intercept_[0], "LINEAR": fit.coef_[0][0], "ENCODER": fit.coef_[0][1], "FLAGGED": fit.coef_[0][2],
        "FITTED_SHARE": fitted_share, "average: start": start, "average: slope": slope,
        "HIGH_SCORE": float(np.percentile(seen.encoder, 95)),
    }  # fmt: skip
    best = 0.0
    for usual, weight in product((0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5), (1, 2, 4, 8, 16)):
        share = shares(seen, log_odds, fitted_share, usual, weight)
        add_chance = chance(log_odds, share, fitted_share)
        keep_chance = chance(log_odds, np.maximum(share, usual), fitted_share)
        for add, keep in product(
            (0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7), (0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)
        ):
            least = np.where(share < second.QUIET_SHARE, max(add, second.ADD_IN_QUIET), add)
            flags = np.where(seen.flagged, keep_chance >= keep, add_chance >= least)
            score = float(np.mean([f1(flags[seen.authors == a], seen.labels[seen.authors == a])
                                   for a in set(seen.authors)]))  # fmt: skip
            if score > best:
                best = score
                found |= {
                    "USUAL_SHARE": usual,
                    "USUAL_WEIGHT": weight,
                    "ADD": add,
                    "KEEP": keep,
                    "mean F1": score,
                }
    return found


def measure(linear: Trained, small: encoder.Encoder, large: encoder.Encoder, held: Sequence[str]) -> None:
    """Precision, recall and F1 on the other half, linted as `pm lint` does."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "linear.bin"
        linear.write(file)
        model = second_opinion.load(file.read_bytes())
    second.model = lambda: model
    readers.shipped = lambda name: small if name == encoder.SMALL else large
    scores: dict[str, dict[str, Score]] = {}
    for mode in ("combined", "rules"):
        linter = Linter(mode)
        for author in held:
            single = LABELLED / f"{author}.jsonl"
            if single.is_file():
                units = sentence_units(linter, single, lambda key: not sets(key))
            else:
                units = marked_units(linter, LABELLED / "documents",
                                     lambda key, author=author: key.startswith(f"{author}-") and not sets(key))  # fmt: skip
            score = scores.setdefault(author, {}).setdefault(mode, Score())
            for unit in units:
                score.add(unit)
    for author, of in scores.items():
        print(f"{author:10} {of['combined']}\n{'':10} rules alone: {of['rules']}")


def main() -> None:
    """The command."""
    first, second_file, *held = sys.argv[1:]
    small, large = (encoder.load(Path(file).read_bytes()) for file in (first, second_file))
    linear = fitted(held)
    everything = [row for author in held for row in rows(author)]
    seen = Seen([row for row in everything if sets(row.document or row.identifier)], linear, small, large)
    for name, value in weigh(seen).items():
        print(f"{name} {value:.2f}")
    measure(linear, small, large, held)


if __name__ == "__main__":
    main()
