"""Transformers that read a sentence as a whole and say how much it reads like blame, and like which kind.

A small one and a large one, layers of general sentence encoders (see NOTICE), trained on by `training/small_encoder.py` and
`training/large_encoder.py` on the project's own labelled sentences and documents and on what a still larger encoder says of
them, and written out in whole numbers of four bits. They run on NumPy alone, without a network; a file is read when the first
sentence is asked about. What they read are `Trace.words`: contractions are opened, names and numbers are all alike, code is
one word, spelling is American, so a changed name or a typographic quote changes nothing.
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

SMALL, LARGE = "encoder-small.npz", "encoder-large.npz"
# Pieces of a sentence that are read; a longer one is judged by its beginning.
MAX_PIECES = 96
# Rows of the table that tells how much a piece looks at another, one for each distance of two pieces, to either side; pieces
# farther apart than this are all alike far.
NEAR, FARTHEST = 32, 128
# What keeps a division from zero.
SMALLEST = 1e-5
# Threads more than this gain little on sentences.
MOST_THREADS = 4
# Sentences that are read at once: enough to keep the processor busy, few enough to stay in its cache.
BATCH = 16


@dataclass(frozen=True)
class Reading:
    """score: how much a sentence reads like blame, as a logit. category: of the labelling guide, what it reads like most."""

    score: float
    category: str


class Encoder:
    """The network. arrays: by name, as `training/student.py` writes them."""

    def __init__(self, arrays: Mapping[str, "Floats"], facts: Mapping[str, Any]) -> None:
        self.pieces = Pieces({piece: row for row, piece in enumerate(facts["pieces"])})
        self.categories: Sequence[str] = facts["categories"]
        self.heads: int = facts["heads"]
        self.layers: int = facts["layers"]
        self._arrays = arrays
        # Tables as numbers take six times the memory, and longer to be filled than a batch takes. Who reads one review has
        # one batch; who reads on needs them again and again.
        self._kept: dict[str, Floats] = {}
        self._batches = 0

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
        self._batches += 1
        get = self._arrays.__getitem__
        x = across(get("words")[ids], get("words.step")[ids]) + get("places")[:length]
        x = _norm(x, get("norm.gain"), get("norm.bias"))
        near = get("near")[distances(length)].transpose(2, 0, 1) + (1 - mask)[:, None, None, :] * -1e9
        for number in range(self.layers):
            x = self._layer(x, f"{number}.", near)
        mean = (x * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)
        top = (x + (mask[:, :, None] - 1) * 1e9).max(1)
        scores: Floats = self._times(np.concatenate([mean, top], axis=1), "head")
        return scores

    def _times(self, x: "Floats", name: str) -> "Floats":
        """A linear map; as one product of tables, for NumPy multiplies stacks one by one."""
        weights = self._table(name)
        product: Floats = x.reshape(-1, x.shape[-1]) @ weights + self._arrays[f"{name}.bias"]
        return product.reshape(*x.shape[:-1], weights.shape[1])

    def _table(self, name: str) -> "Floats":
        table = self._kept.get(name)
        if table is None:
            table = floats(self._arrays[name], self._arrays.get(f"{name}.step"))
            if self._batches > 1:
                self._kept[name] = table
        return table

    def _layer(self, x: "Floats", name: str, near: "Floats") -> "Floats":
        import numpy as np

        count, length, width = x.shape
        get = self._arrays.__getitem__
        three = self._times(x, name + "attend").reshape(count, length, 3, self.heads, -1)
        queries, keys, values = three.transpose(2, 0, 3, 1, 4)
        weights = queries @ keys.transpose(0, 1, 3, 2) / np.sqrt(np.float32(width // self.heads)) + near
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


def floats(array: "Floats", step: "Floats | None") -> "Floats":
    """A table, (rows, columns), from bytes, (rows, columns / 2), and a step for some rows of each column; without steps as it is."""
    if step is None:
        return array
    table = _numbers(array)
    groups = table.reshape(len(step), -1, table.shape[-1])
    groups *= step[:, None, :].astype("float32")
    return table


def across(packed: "Floats", step: "Floats") -> "Floats":
    """Rows, (..., columns), from bytes, (..., columns / 2), and a step for some columns of each row, (..., groups)."""
    rows = _numbers(packed)
    groups = rows.reshape(*step.shape, -1)
    groups *= step[..., None].astype("float32")
    return rows


def _numbers(packed: "Floats") -> "Floats":
    """The two numbers of four bits in each byte, the lower half first, side by side."""
    import numpy as np

    found = np.empty((*packed.shape[:-1], 2 * packed.shape[-1]), np.float32)
    found[..., 0::2] = packed & 15
    found[..., 1::2] = packed >> 4
    found -= 8
    return found


@cache
def distances(length: int) -> "Floats":
    """Which row of `near` tells how much a piece looks at another, (length, length).

    As in T5 (Raffel et al., 2020, section 2.1) and MPNet: a row each for the nearest, then wider and wider ones, to either side.
    """
    import numpy as np

    side, single = NEAR // 2, NEAR // 4
    ahead = np.arange(length)[None, :] - np.arange(length)[:, None]
    far = np.abs(ahead)
    wide = single + np.log(np.maximum(far, 1) / single) / np.log(FARTHEST / single) * (side - single)
    row: Floats = np.where(far < single, far, np.minimum(wide.astype(np.int64), side - 1))
    return row + np.where(ahead > 0, side, 0)


def _norm(x: "Floats", gain: "Floats", bias: "Floats") -> "Floats":
    import numpy as np

    x = x - x.mean(-1, keepdims=True)
    scaled: Floats = x / np.sqrt((x * x).mean(-1, keepdims=True) + np.float32(SMALLEST)) * gain + bias
    return scaled


@cache
def shipped(name: str) -> Encoder | None:
    """The encoder `SMALL` or `LARGE`; None where its file is missing (both are optional in stripped-down packages).

    Raises:
        PmError: when the file is damaged.
    """
    source = files("pmtool.prose").joinpath("data", name)
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
    os.environ.setdefault("OPENBLAS_NUM_THREADS", str(min(MOST_THREADS, os.cpu_count() or 1)))
    import numpy as np

    with np.load(io.BytesIO(stored), allow_pickle=False) as opened:
        arrays = {name: opened[name] for name in opened.files}
    return Encoder(arrays, json.loads(bytes(arrays["facts"])))


def one_thread() -> None:
    """Keeps each process to one thread, where there are many: more would be in each other's way. Call it before NumPy is used."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
