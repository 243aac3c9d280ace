"""Trains the encoder of the second opinion on what a large encoder says of the project's own sentences and documents.

    python training/encoder.py train MINILM TOLD                    writes src/pmtool/prose/data/encoder.npz
    python training/encoder.py more TOLD...                         trains the shipped encoder on, once through; of a sentence
                                                                    in several files the last one counts
    python training/encoder.py check MINILM TOLD FILE AUTHOR...     trains without these authors' rows, writes FILE, prints how
                                                                    well it reads them (then `training/weigh.py FILE AUTHOR...`)

MINILM is a folder with `model.safetensors` and `tokenizer.json` of all-MiniLM-L6-v2 (Apache-2.0), from which training
begins. TOLD is written by `training/teacher.py read`; for an honest check the teacher has not seen the authors either. Needs
PyTorch, safetensors, NumPy, which the project itself does not (but for NumPy). Half an hour on two cores.
"""

# ruff: noqa: T201 -- a script

from collections.abc import Sequence
import json
from pathlib import Path
import sys
import time
from typing import Any

from batching import batches, pooled, slope
from labelled import CATEGORIES, DATA, Row, authors, figures, rows, usable
import numpy as np
from safetensors.numpy import load_file
from told import Told, load
import torch
from torch.nn import functional

from pmtool.prose import second_opinion
from pmtool.prose.encoder import MAX_PIECES, WEIGHTS, Encoder, floats
from pmtool.prose.wordpiece import Pieces

HEADS, PLACES = 12, 128
EPOCHS, RATE, BATCH, DROP, SOFT = 2, 1.5e-4, 32, 0.1, 0.03
MORE_EPOCHS, MORE_RATE = 1, 7e-5
TEACHER_SHARE = 0.7  # of what is aimed at; the rest is the label
CATEGORY_SHARE, DISTANCE_SHARE = 0.3, 0.05  # of the loss
VARIANT_WEIGHT = 0.7
PADDING = 0

Parameters = dict[str, torch.nn.Parameter]


def pretrained(folder: Path) -> tuple[Parameters, list[str]]:
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
    found["head"] = np.random.RandomState(0).randn(2 * width, 1 + len(CATEGORIES)) * 0.02
    found["head.bias"] = np.zeros(1 + len(CATEGORIES))
    return _parameters(found), kept


def _parameters(arrays: dict[str, Any]) -> Parameters:
    return {
        name: torch.nn.Parameter(torch.tensor(np.ascontiguousarray(array), dtype=torch.float32))
        for name, array in arrays.items()
    }


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


def stored(file: Path) -> tuple[Parameters, list[str]]:
    """The parameters of an encoder, and its pieces.

    Raises:
        ValueError: when its categories are others, or in another order.
    """
    with np.load(file) as opened:
        arrays = {name: opened[name] for name in opened.files}
    facts = json.loads(bytes(arrays["facts"]))
    if tuple(facts["categories"]) != CATEGORIES:
        raise ValueError(f"{file} has other categories, or another order of them; train it anew")
    return _parameters(floats(arrays)), facts["pieces"]


def forward(
    p: Parameters, table: torch.Tensor, mask: torch.Tensor, drop: float = 0.0
) -> tuple[torch.Tensor, torch.Tensor]:
    """The same network as `pmtool.prose.encoder`, with dropout: logits (count, 1 + categories), mean vectors (count, width)."""
    count, length = table.shape
    width = p["words"].shape[1]

    def norm(x: torch.Tensor, name: str) -> torch.Tensor:
        return functional.layer_norm(x.float(), (width,), p[f"{name}.gain"], p[f"{name}.bias"], 1e-12)

    def times(x: torch.Tensor, name: str) -> torch.Tensor:
        return functional.linear(x, p[name].t(), p[f"{name}.bias"])

    def dropped(x: torch.Tensor) -> torch.Tensor:
        return functional.dropout(x, drop, training=drop > 0)

    x = dropped(norm(p["words"][table] + p["places"][:length], "norm"))
    visible = mask[:, None, None, :].bool()
    number = 0
    while f"{number}.mix" in p:
        n = f"{number}."
        three = times(x, n + "attend").view(count, length, 3, HEADS, width // HEADS).permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(*three, attn_mask=visible, dropout_p=drop)
        x = norm(
            x + dropped(times(seen.transpose(1, 2).reshape(count, length, width), n + "mix")), n + "norm"
        )
        wide = functional.gelu(times(x, n + "widen"), approximate="tanh")
        x = norm(x + dropped(times(wide, n + "narrow")), n + "norm2")
        number += 1
    mean, top = pooled(x, mask)
    return times(dropped(torch.cat([mean, top], -1)), "head").float(), mean


class Aims:
    """What to aim at for each sentence: chance and logit, category (-1 for none), the teacher's direction, weight."""

    def __init__(self, told: Sequence[Told]) -> None:
        teacher = torch.tensor([one.score for one in told]).sigmoid()
        label = torch.tensor([-1.0 if one.label is None else float(one.label) for one in told])
        both = TEACHER_SHARE * teacher + (1 - TEACHER_SHARE) * label.clamp(SOFT, 1 - SOFT)
        self.chance = torch.where(label < 0, teacher, both)
        self.logit = torch.logit(self.chance).clamp(-5, 5)
        self.kind = torch.tensor([CATEGORIES.index(one.category) if one.category else -1 for one in told])
        vectors = torch.tensor(np.stack([one.vector for one in told])).float()
        # What all sentences have in common says nothing.
        self.direction = functional.normalize(vectors - vectors.mean(0), dim=1)
        self.worth = torch.tensor(
            [one.weight if one.label is not None else VARIANT_WEIGHT * one.weight for one in told]
        )

    def loss(self, picked: Sequence[int], out: torch.Tensor, direction: torch.Tensor) -> torch.Tensor:
        """How far a batch is from it."""
        worth, kind = self.worth[picked], self.kind[picked]
        each = functional.binary_cross_entropy_with_logits(out[:, 0], self.chance[picked], reduction="none")
        each = each + DISTANCE_SHARE * functional.smooth_l1_loss(
            out[:, 0], self.logit[picked], reduction="none"
        )
        each = each + 1 - functional.cosine_similarity(direction, self.direction[picked], dim=1)
        total = (each * worth).sum()
        if (kind >= 0).any():
            which = functional.cross_entropy(out[kind >= 0, 1:], kind[kind >= 0], reduction="sum")
            total = total + CATEGORY_SHARE * which
        return total / worth.sum()


def fit(
    p: Parameters, pieces: Pieces, told: Sequence[Told], epochs: int = EPOCHS, rate: float = RATE
) -> None:
    """Trains in place on what the teacher says. A linear map, not kept, leads from these vectors to the teacher's."""
    torch.manual_seed(0)
    ids, aims = [pieces.of(one.words, MAX_PIECES) for one in told], Aims(told)
    lead = torch.nn.Linear(p["words"].shape[1], len(told[0].vector))
    rates = (rate, 1e-3)
    groups = [{"params": list(p.values())}, {"params": list(lead.parameters())}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    rng = np.random.RandomState(0)
    steps = [step for _ in range(epochs) for step in batches(ids, BATCH, rng, PADDING)]
    begin = time.time()
    for number, (picked, table, mask) in enumerate(steps):
        for group, peak in zip(optimiser.param_groups, rates, strict=True):
            group["lr"] = peak * slope(number, len(steps))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out, mean = forward(p, table, mask, DROP)
            direction = lead(mean)
        loss = aims.loss(picked, out, direction.float())
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(list(p.values()), 1.0)
        optimiser.step()
        if (number + 1) % 200 == 0:
            print(
                f"step {number + 1} of {len(steps)}, loss {loss.item():.3f}, {time.time() - begin:.0f} s",
                flush=True,
            )


def written(p: Parameters, pieces: list[str]) -> dict[str, Any]:
    """The arrays of the data file: tables in eight bits with a step for each row or column, small vectors as they are."""
    found: dict[str, Any] = {}
    layers = sum(1 for name in p if name.endswith(".mix"))
    for name, value in p.items():
        array = value.detach().numpy()
        if array.ndim < 2 or name in ("places", "head"):
            found[name] = array.astype(np.float32)
            continue
        step = np.abs(array).max(axis=1 if name == "words" else 0, keepdims=True) / 127
        step = np.maximum(step, 1e-12).astype(np.float32)
        found[name], found[f"{name}.step"] = np.rint(array / step).astype(np.int8), step
    facts = {"pieces": pieces, "categories": CATEGORIES, "heads": HEADS, "layers": layers}
    found["facts"] = np.frombuffer(json.dumps(facts).encode(), np.uint8)
    return found


def save(file: Path, p: Parameters, pieces: list[str]) -> dict[str, Any]:
    """Writes the data file and returns what is in it."""
    arrays = written(p, pieces)
    with file.open("wb") as target:
        np.savez(target, **arrays)
    return arrays


def difference(p: Parameters, read: Encoder, pieces: Pieces, data: Sequence[Told]) -> float:
    """How far the shipped network, in NumPy and eight bits, is from the trained one: the same code twice must agree."""
    worst = 0.0
    with torch.no_grad():
        for one, reading in zip(data, read.read([one.words for one in data]), strict=True):
            ids = torch.tensor([pieces.of(one.words, MAX_PIECES)])
            worst = max(worst, abs(reading.score - float(forward(p, ids, torch.ones_like(ids))[0][0, 0])))
    return worst


def main() -> None:
    """The command."""
    verb, *rest = sys.argv[1:]
    file, held, epochs, rate = DATA / WEIGHTS, list[str](), EPOCHS, RATE
    if verb == "more":
        p, kept = stored(file)
        epochs, rate = MORE_EPOCHS, MORE_RATE
    else:
        p, kept = pretrained(Path(rest.pop(0)))
    told = load(Path(rest.pop(0)))
    if verb == "more":
        later = [one for other in rest for one in load(Path(other))]
        told = list({one.words: one for one in (*told, *later)}.values())
    if verb == "check":
        file, held = Path(rest[0]), rest[1:]
        told = [one for one in told if one.author not in held]
    pieces = Pieces({piece: row for row, piece in enumerate(kept)})
    print(
        f"{len(told)} sentences, {sum(one.label is None for one in told)} of them variants; {len(kept)} pieces"
    )
    fit(p, pieces, told, epochs, rate)
    arrays = save(file, p, kept)
    read = Encoder(arrays, json.loads(bytes(arrays["facts"])))
    print(
        f"largest difference of scores to those before rounding: {difference(p, read, pieces, told[:50]):.3f}"
    )
    for author in held:
        units: list[Row] = usable(author)
        scores = [reading.score for reading in read.read([row.words for row in units])]
        print(author, figures([(score, row.label) for score, row in zip(scores, units, strict=True)]))


if __name__ == "__main__":
    main()
