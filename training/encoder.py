"""Trains the encoder of the second opinion on the project's own labelled sentences and documents.

    python training/encoder.py train MINILM                    writes src/pmtool/prose/data/encoder.npz
    python training/encoder.py more [AUTHOR...]                trains the shipped encoder on with new authors' rows, and as
                                                               many of the others' by lot so that nothing is forgotten;
                                                               without authors, with everybody's rows once
    python training/encoder.py average FILE...                 the shipped encoder and those in files become their mean
                                                               (Wortsman et al., *Model Soups*, ICML 2022)
    python training/encoder.py check MINILM FILE AUTHOR...     trains without these authors, writes FILE, prints how well
                                                               it reads them (then `training/weigh.py FILE AUTHOR...`)

MINILM is a folder with `model.safetensors` and `tokenizer.json` of all-MiniLM-L6-v2 (Apache-2.0), from which
training begins. Needs JAX, optax, safetensors, NumPy, which the project itself does not (but for NumPy). About forty
minutes on two cores. Same machine, same result.
"""

# ruff: noqa: T201 -- a script

from collections.abc import Iterator, Sequence
import json
import os
from pathlib import Path
import sys
import time
from typing import Any

os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=true intra_op_parallelism_threads=2")

import jax
import jax.numpy as jnp
from labelled import DATA, Row, authors, everybody, figures, rows, usable, weight
import numpy as np
import optax
from safetensors.numpy import load_file

from pmtool.prose import second_opinion
from pmtool.prose.encoder import MAX_PIECES, WEIGHTS, Encoder, floats
from pmtool.prose.wordpiece import Pieces
from pmtool.rules.blame.implied_blame import READS_LIKE

CATEGORIES = tuple(READS_LIKE)
HEADS, PLACES = 12, 128
EPOCHS, RATE, BATCH, DROP, SOFT = 2, 1e-4, 32, 0.1, 0.03
MORE_EPOCHS, MORE_RATE = 2, 5e-5
CATEGORY_SHARE = 0.3  # of the loss
LENGTHS = (16, 24, 32, 48, 64, MAX_PIECES)


def pretrained(folder: Path) -> tuple[dict[str, Any], list[str]]:
    """The parameters to begin with, by the names that the encoder uses, and the pieces."""
    given = {
        name.removeprefix("bert."): value for name, value in load_file(folder / "model.safetensors").items()
    }
    vocabulary = json.loads((folder / "tokenizer.json").read_text())["model"]["vocab"]
    needed = used(vocabulary)
    kept = [piece for piece in sorted(vocabulary, key=vocabulary.__getitem__) if piece in needed]
    found: dict[str, Any] = {
        "words": given["embeddings.word_embeddings.weight"][[vocabulary[piece] for piece in kept]],
        "places": given["embeddings.position_embeddings.weight"][:PLACES]
        + given["embeddings.token_type_embeddings.weight"][0],
        "norm.gain": given["embeddings.LayerNorm.weight"],
        "norm.bias": given["embeddings.LayerNorm.bias"],
    }
    number = 0
    while f"encoder.layer.{number}.output.dense.weight" in given:
        old, new = f"encoder.layer.{number}.", f"{number}."
        for part in ("weight", "bias"):
            three = [given[f"{old}attention.self.{kind}.{part}"].T for kind in ("query", "key", "value")]
            found[new + ("attend" if part == "weight" else "attend.bias")] = np.concatenate(three, axis=-1)
        for name, source in (("mix", "attention.output"), ("widen", "intermediate"), ("narrow", "output")):
            found[new + name] = given[f"{old}{source}.dense.weight"].T
            found[f"{new}{name}.bias"] = given[f"{old}{source}.dense.bias"]
        for name, source in (("norm", "attention.output"), ("norm2", "output")):
            found[f"{new}{name}.gain"] = given[f"{old}{source}.LayerNorm.weight"]
            found[f"{new}{name}.bias"] = given[f"{old}{source}.LayerNorm.bias"]
        number += 1
    width = found["words"].shape[1]
    found["head"] = np.random.RandomState(0).randn(2 * width, 1 + len(CATEGORIES)).astype("float32") * 0.02
    found["head.bias"] = np.zeros(1 + len(CATEGORIES), "float32")
    return {name: jnp.asarray(value) for name, value in found.items()}, kept


def used(vocabulary: dict[str, int]) -> set[str]:
    """The pieces that common English words and the labelled units need, and single characters for all others."""
    cut = Pieces(vocabulary)
    words = [
        *second_opinion.word_groups(),
        *(word for author in authors() for row in rows(author) for word in row.words),
    ]
    numbers = {number for word in set(words) for number in cut.of([word], 2 * MAX_PIECES)}
    single = {piece for piece in vocabulary if len(piece.removeprefix("##")) == 1 and piece.isascii()}
    return (
        single
        | {"[PAD]", "[UNK]", "[CLS]", "[SEP]"}
        | {p for p, number in vocabulary.items() if number in numbers}
    )


def _norm(x: Any, gain: Any, bias: Any) -> Any:
    x = x - x.mean(-1, keepdims=True)
    return x / jnp.sqrt((x * x).mean(-1, keepdims=True) + 1e-12) * gain + bias


def _dropped(x: Any, key: Any) -> Any:
    return x if key is None else x * jax.random.bernoulli(key, 1 - DROP, x.shape) / (1 - DROP)


def forward(p: dict[str, Any], ids: Any, mask: Any, key: Any = None) -> Any:
    """The same network as `pmtool.prose.encoder`, with dropout where a key is given. (count, 1 + categories) logits."""
    count, length = ids.shape
    keys = iter(jax.random.split(key, 40) if key is not None else [None] * 40)
    x = _dropped(_norm(p["words"][ids] + p["places"][:length], p["norm.gain"], p["norm.bias"]), next(keys))
    width = x.shape[-1]
    hidden = (1 - mask)[:, None, None, :] * -1e9
    number = 0
    while f"{number}.mix" in p:
        n = f"{number}."
        three = (x @ p[n + "attend"] + p[n + "attend.bias"]).reshape(count, length, 3, HEADS, -1)
        q, k, v = three.transpose(2, 0, 3, 1, 4)
        weights = jax.nn.softmax(q @ k.transpose(0, 1, 3, 2) / np.sqrt(width // HEADS) + hidden, -1)
        seen = (_dropped(weights, next(keys)) @ v).transpose(0, 2, 1, 3).reshape(count, length, width)
        x = _norm(
            x + _dropped(seen @ p[n + "mix"] + p[n + "mix.bias"], next(keys)),
            p[n + "norm.gain"],
            p[n + "norm.bias"],
        )
        wide = jax.nn.gelu(x @ p[n + "widen"] + p[n + "widen.bias"], approximate=True)
        x = _norm(
            x + _dropped(wide @ p[n + "narrow"] + p[n + "narrow.bias"], next(keys)),
            p[n + "norm2.gain"],
            p[n + "norm2.bias"],
        )
        number += 1
    mean = (x * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)
    top = (x + (mask[:, :, None] - 1) * 1e9).max(1)
    return _dropped(jnp.concatenate([mean, top], -1), next(keys)) @ p["head"] + p["head.bias"]


def batches(ids: Sequence[Sequence[int]], rng: np.random.RandomState) -> Iterator[tuple[list[int], Any, Any]]:
    """Batches of sentences of about one length: indices, pieces, mask. The last of a length may be short."""
    bins: dict[int, list[int]] = {length: [] for length in LENGTHS}
    full = []
    for index in rng.permutation(len(ids)):
        length = next(length for length in LENGTHS if len(ids[index]) <= length)
        bins[length].append(int(index))
        if len(bins[length]) == BATCH:
            full.append((length, bins[length]))
            bins[length] = []
    full += [(length, rest) for length, rest in bins.items() if rest]
    for number in rng.permutation(len(full)):
        length, chosen = full[number]
        table, mask = np.zeros((BATCH, length), np.int32), np.zeros((BATCH, length), np.float32)
        mask[:, 0] = 1
        for place, index in enumerate(chosen):
            table[place, : len(ids[index])] = ids[index]
            mask[place, : len(ids[index])] = 1
        yield chosen, table, mask


def stored(file: Path) -> tuple[dict[str, Any], list[str]]:
    """The parameters of an encoder, and its pieces.

    Raises:
        ValueError: when its categories are others, or in another order.
    """
    with np.load(file) as opened:
        arrays = {name: opened[name] for name in opened.files}
    facts = json.loads(bytes(arrays["facts"]))
    if tuple(facts["categories"]) != CATEGORIES:
        raise ValueError(f"{file} has other categories, or another order of them; train it anew")
    return {name: jnp.asarray(value, jnp.float32) for name, value in floats(arrays).items()}, facts["pieces"]


def averaged(files: Sequence[Path]) -> tuple[dict[str, Any], list[str]]:
    """The mean of encoders that were trained from one beginning; the first one's pieces."""
    (first, kept), *others = map(stored, files)
    for other, pieces in others:
        place = {piece: row for row, piece in enumerate(pieces)}
        # A piece that one of them does not have stays as the first has it.
        rows = np.array([place.get(piece, -1) for piece in kept])
        other["words"] = jnp.where((rows >= 0)[:, None], other["words"][rows], first["words"])
    mean = {
        name: sum((other[name] for other, _ in others), value) / len(files) for name, value in first.items()
    }
    return mean, kept


def fit(
    p: dict[str, Any],
    pieces: Pieces,
    data: Sequence[Row],
    epochs: int = EPOCHS,
    peak: float = RATE,
) -> dict[str, Any]:
    """Trains on rows."""
    ids = [pieces.of(row.words, MAX_PIECES) for row in data]
    labels = np.array([row.label for row in data], np.float32)
    kinds = np.array([CATEGORIES.index(row.category) if row.category in CATEGORIES else -1 for row in data])
    weights = np.array([weight(row) for row in data], np.float32)
    rng = np.random.RandomState(0)
    steps = epochs * sum(1 for _ in batches(ids, np.random.RandomState(1)))
    rate = optax.warmup_cosine_decay_schedule(0.0, peak, steps // 10, steps + 20)
    optimiser = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(rate, weight_decay=0.01))
    state = optimiser.init(p)

    def loss(p: Any, key: Any, table: Any, mask: Any, label: Any, kind: Any, worth: Any) -> Any:
        out = forward(p, table, mask, key)
        blame = (optax.sigmoid_binary_cross_entropy(out[:, 0], label * (1 - 2 * SOFT) + SOFT) * worth).sum()
        known = (kind >= 0) * (worth > 0)
        which = (
            optax.softmax_cross_entropy_with_integer_labels(out[:, 1:], jnp.maximum(kind, 0)) * known
        ).sum()
        return (blame + CATEGORY_SHARE * which) / worth.sum()

    @jax.jit
    def step(p: Any, state: Any, *rest: Any) -> Any:
        value, gradient = jax.value_and_grad(loss)(p, *rest)
        updates, state = optimiser.update(gradient, state, p)
        return optax.apply_updates(p, updates), state, value

    key, begin, number = jax.random.PRNGKey(0), time.time(), 0
    for _ in range(epochs):
        for chosen, table, mask in batches(ids, rng):
            key, now = jax.random.split(key)
            label, kind, worth = np.zeros(BATCH, np.float32), np.full(BATCH, -1), np.zeros(BATCH, np.float32)
            size = len(chosen)
            label[:size], kind[:size], worth[:size] = labels[chosen], kinds[chosen], weights[chosen]
            p, state, value = step(p, state, now, table, mask, label, kind, worth)
            number += 1
            if number % 200 == 0:
                print(
                    f"step {number} of {steps}, loss {float(value):.3f}, {time.time() - begin:.0f} s",
                    flush=True,
                )
    return p


def written(p: dict[str, Any], pieces: list[str]) -> dict[str, Any]:
    """The arrays of the data file: tables in eight bits with a step for each row or column, small vectors as they are."""
    found: dict[str, Any] = {}
    layers = sum(1 for name in p if name.endswith(".mix"))
    for name, value in p.items():
        array = np.asarray(value)
        if array.ndim < 2 or name in ("places", "head"):
            found[name] = array.astype(np.float32)
            continue
        step = np.abs(array).max(axis=1 if name == "words" else 0, keepdims=True) / 127
        step = np.maximum(step, 1e-12).astype(np.float32)
        found[name], found[f"{name}.step"] = np.rint(array / step).astype(np.int8), step
    facts = {"pieces": pieces, "categories": CATEGORIES, "heads": HEADS, "layers": layers}
    found["facts"] = np.frombuffer(json.dumps(facts).encode(), np.uint8)
    return found


def save(file: Path, p: dict[str, Any], pieces: list[str]) -> dict[str, Any]:
    """Writes the data file and returns what is in it."""
    arrays = written(p, pieces)
    with file.open("wb") as target:
        np.savez(target, **arrays)
    return arrays


def difference(p: dict[str, Any], read: Encoder, pieces: Pieces, data: Sequence[Row]) -> float:
    """How far the shipped network, in NumPy and eight bits, is from the trained one: the same code twice must agree."""
    worst = 0.0
    for row, reading in zip(data, read.read([row.words for row in data]), strict=True):
        ids = np.array([pieces.of(row.words, MAX_PIECES)], np.int32)
        worst = max(worst, abs(reading.score - float(forward(p, ids, np.ones(ids.shape, np.float32))[0, 0])))
    return worst


def main() -> None:
    """The command."""
    verb, *rest = sys.argv[1:]
    file, held, epochs, peak = DATA / WEIGHTS, list[str](), EPOCHS, RATE
    if verb == "average":
        save(file, *averaged([file, *map(Path, rest)]))
        return
    if verb == "more":
        p, kept = stored(file)
        data, epochs, peak = everybody(), 1, MORE_RATE
        if rest:
            new, old = [row for author in rest for row in usable(author)], everybody(rest)
            chosen = np.random.RandomState(0).permutation(len(old))[: len(new)]
            data, epochs = [*new, *(old[index] for index in chosen)], MORE_EPOCHS
    else:
        p, kept = pretrained(Path(rest[0]))
        if verb == "check":
            file, held = Path(rest[1]), rest[2:]
        data = everybody(held)
    pieces = Pieces({piece: row for row, piece in enumerate(kept)})
    print(
        f"{len(data)} units, {sum(row.label for row in data)} of them blaming; {len(kept)} pieces", flush=True
    )
    p = fit(p, pieces, data, epochs, peak)
    arrays = save(file, p, kept)
    read = Encoder(arrays, json.loads(bytes(arrays["facts"])))
    print(
        f"largest difference of scores to those before rounding: {difference(p, read, pieces, data[:50]):.3f}"
    )
    for author in held:
        chosen = usable(author)
        scores = [reading.score for reading in read.read([row.words for row in chosen])]
        print(author, figures([(score, row.label) for score, row in zip(scores, chosen, strict=True)]))


if __name__ == "__main__":
    main()
