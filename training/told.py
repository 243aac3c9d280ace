"""What the teacher says of sentences, in a file between `training/teacher.py` and those that learn from it."""

from collections.abc import Sequence
from dataclasses import dataclass
import json
from pathlib import Path

import numpy as np


@dataclass(frozen=True, eq=False)
class Told:
    """A sentence as words, and what is known of it.

    author: of the sentence, or of the one that it is a variant of. label: None for a variant. category: of blame, "" for
    none. score: the teacher's logit. vector: the mean of its last layer.
    """

    words: tuple[str, ...]
    author: str
    label: int | None
    category: str
    weight: float
    score: float
    vector: np.ndarray


def save(file: Path, told: Sequence[Told]) -> None:
    """Write what was told."""
    facts = [(one.words, one.author, one.label, one.category, one.weight, one.score) for one in told]
    with file.open("wb") as target:
        np.savez(
            target,
            facts=np.frombuffer(json.dumps(facts).encode(), np.uint8),
            vectors=np.stack([one.vector for one in told]),
        )


def load(file: Path) -> list[Told]:
    """Read what was told."""
    with np.load(file) as opened:
        facts, vectors = json.loads(bytes(opened["facts"])), opened["vectors"]
    return [Told(tuple(words), *rest, vector) for (words, *rest), vector in zip(facts, vectors, strict=True)]
