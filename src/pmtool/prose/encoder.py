"""A small transformer that reads a sentence as a whole and says how much it reads like blame, and like which kind.

Six layers of a general sentence encoder (see NOTICE), trained on by `training/encoder.py` on the project's own labelled
sentences and documents and on what a larger encoder says of them, and written out in whole numbers of eight bits. It runs on
NumPy alone, without a network; the file is read when the first sentence is asked about. What it reads are `Trace.words`:
contractions are opened, names and numbers are all alike, code is one word, spelling is American, so a changed name or a
typographic quote changes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
import io
import json
import os
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from pmtool.errors import PmError
from pmtool.prose.wordpiece import Pieces

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[Any]

WEIGHTS = "encoder.npz"
# Pieces of a sentence that are read; a longer one is judged by its beginning.
MAX_PIECES = 96
# Sentences that are read at once: enough to keep the processor busy, few enough to stay in its cache.
BATCH = 16


@dataclass(frozen=True)
class Reading:
    """score: how much a sentence reads like blame, as a logit. category: of the labelling guide, what it reads like most."""

    score: float
    category: str


class Encoder:
    """The network. arrays: by name, as `training/encoder.py` writes them."""

    def __init__(self, arrays: Mapping[str, "Floats"], facts: Mapping[str, Any]) -> None:
        self.pieces = Pieces({piece: row for row, piece in enumerate(facts["pieces"])})
        self.categories: Sequence[str] = facts["categories"]
        self.heads: int = facts["heads"]
        self.layers: int = facts["layers"]
        self._words, self._word_steps = arrays["words"], arrays["words.step"]
        # The table of words is large, and few of its rows are needed at a time.
        self._arrays = floats({name: array for name, array in arrays.items() if not name.startswith("words")})

    def read(self, sentences: Sequence[Sequence[str]]) -> list[Reading]:
        """A reading of each sentence (its words), in order."""
        rows = [self.pieces.of(words, MAX_PIECES) for words in sentences]
        readings: list[Reading | None] = [None] * len(rows)
        order = sorted(range(len(rows)), key=lambda index: len(rows[index]))
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            for index, scores in zip(chosen, self._scores([rows[index] for index in chosen]), strict=True):
                kinds = scores[1:]
                # Rounded, for the last digits depend on the processor and on what else is in the batch.
                readings[index] = Reading(round(float(scores[0]), 2), self.categories[int(kinds.argmax())])
        return [reading for reading in readings if reading is not None]

    def _scores(self, rows: Sequence[Sequence[int]]) -> "Floats":
        import numpy as np

        length = max(map(len, rows))
        ids = np.zeros((len(rows), length), dtype=np.int32)
        mask = np.zeros((len(rows), length), dtype=np.float32)
        for number, row in enumerate(rows):
            ids[number, : len(row)] = row
            mask[number, : len(row)] = 1
        get = self._arrays.__getitem__
        x = self._words[ids].astype(np.float32) * self._word_steps[ids] + get("places")[:length]
        x = _norm(x, get("norm.gain"), get("norm.bias"))
        hidden = (1 - mask)[:, None, None, :] * -1e9
        for number in range(self.layers):
            x = self._layer(x, f"{number}.", hidden)
        mean = (x * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)
        top = (x + (mask[:, :, None] - 1) * 1e9).max(1)
        scores: Floats = self._times(np.concatenate([mean, top], axis=1), "head")
        return scores

    def _times(self, x: "Floats", name: str) -> "Floats":
        """A linear map; as one product of tables, for NumPy multiplies stacks one by one."""
        weights = self._arrays[name]
        product: Floats = x.reshape(-1, x.shape[-1]) @ weights + self._arrays[f"{name}.bias"]
        return product.reshape(*x.shape[:-1], weights.shape[1])

    def _layer(self, x: "Floats", name: str, hidden: "Floats") -> "Floats":
        import numpy as np

        count, length, width = x.shape
        get = self._arrays.__getitem__
        three = self._times(x, name + "attend").reshape(count, length, 3, self.heads, -1)
        queries, keys, values = three.transpose(2, 0, 3, 1, 4)
        weights = queries @ keys.transpose(0, 1, 3, 2) / np.sqrt(np.float32(width // self.heads)) + hidden
        weights = np.exp(weights - weights.max(-1, keepdims=True))
        weights /= weights.sum(-1, keepdims=True)
        seen = (weights @ values).transpose(0, 2, 1, 3).reshape(count, length, width)
        x = _norm(
            x + self._times(seen, name + "mix"),
            get(name + "norm.gain"),
            get(name + "norm.bias"),
        )
        wide = self._times(x, name + "widen")
        wide = (
            0.5
            * wide
            * (1 + np.tanh(np.float32(0.7978845608) * (wide + np.float32(0.044715) * wide * wide * wide)))
        )
        back = self._times(wide, name + "narrow")
        return _norm(x + back, get(name + "norm2.gain"), get(name + "norm2.bias"))


def floats(arrays: Mapping[str, "Floats"]) -> dict[str, "Floats"]:
    """The numbers that tables of eight bits and their steps stand for, and all else but the facts, by name."""
    return {
        name: array.astype("float32") * arrays[f"{name}.step"] if f"{name}.step" in arrays else array
        for name, array in arrays.items()
        if not name.endswith(".step") and name != "facts"
    }


def _norm(x: "Floats", gain: "Floats", bias: "Floats") -> "Floats":
    import numpy as np

    x = x - x.mean(-1, keepdims=True)
    scaled: Floats = x / np.sqrt((x * x).mean(-1, keepdims=True) + np.float32(1e-12)) * gain + bias
    return scaled


@cache
def encoder() -> Encoder | None:
    """The shipped encoder; None where its file is missing (it is optional in stripped-down packages).

    Raises:
        PmError: when the file is damaged.
    """
    source = files("pmtool.prose").joinpath("data", WEIGHTS)
    if not source.is_file():
        return None
    try:
        return load(source.read_bytes())
    except (ValueError, KeyError, OSError, BadZipFile) as error:
        raise PmError(
            f'{source} is damaged ({error}); install pmtool again, or set blame.second-opinion to "rules"'
        ) from error


def load(stored: bytes) -> Encoder:
    """An encoder from the content of its file."""
    # Many files are shared out among processes; more threads in each would be in each other's way.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import numpy as np

    with np.load(io.BytesIO(stored), allow_pickle=False) as opened:
        arrays = {name: opened[name] for name in opened.files}
    return Encoder(arrays, json.loads(bytes(arrays["facts"])))
