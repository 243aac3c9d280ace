"""What the small and the large encoder of the second opinion have in common: both learn from what their teacher says.

The network is that of `pmtool.prose.encoder`, in PyTorch; parameters go by the names that it uses.
"""

# ruff: noqa: T201 -- prints how training goes

from collections.abc import Sequence
from dataclasses import dataclass
import json
from pathlib import Path
import time
from typing import Any

from batching import batches, pooled, slope
from labelled import CATEGORIES, Row, authors, figures, rows, usable
import numpy as np
from packing import down, packed, unpacked
from told import Told, load
import torch
from torch.nn import functional

from pmtool.prose import second_opinion
from pmtool.prose.encoder import MAX_PIECES, SMALLEST, Encoder, distances
from pmtool.prose.wordpiece import Pieces

HEADS, PLACES = 12, 128
BATCH, DROP, SOFT = 32, 0.1, 0.03
LEAD_RATE = 1e-3
TEACHER_SHARE = 0.7  # of what is aimed at; the rest is the label
CATEGORY_SHARE, DISTANCE_SHARE = 0.3, 0.05  # of the loss
VARIANT_WEIGHT = 0.7
PADDING = 0

Parameters = dict[str, torch.nn.Parameter]


@dataclass(frozen=True)
class Course:
    """How to train. rate, head_rate: of learning, at the peak. still: the names of parameters that stay as they are."""

    rate: float
    head_rate: float
    epochs: int = 1
    still: frozenset[str] = frozenset()


def parameters(arrays: dict[str, Any]) -> Parameters:
    """Tables, (rows, columns), and vectors, to be trained."""
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


def forward(
    p: Parameters, table: torch.Tensor, mask: torch.Tensor, drop: float = 0.0
) -> tuple[torch.Tensor, torch.Tensor]:
    """The same network as `pmtool.prose.encoder`, with dropout: logits (count, 1 + categories), mean vectors (count, width)."""
    count, length = table.shape
    width = p["words"].shape[1]

    def norm(x: torch.Tensor, name: str) -> torch.Tensor:
        return functional.layer_norm(x.float(), (width,), p[f"{name}.gain"], p[f"{name}.bias"], SMALLEST)

    def times(x: torch.Tensor, name: str) -> torch.Tensor:
        return functional.linear(x, p[name].t(), p[f"{name}.bias"])

    def dropped(x: torch.Tensor) -> torch.Tensor:
        return functional.dropout(x, drop, training=drop > 0)

    x = dropped(norm(p["words"][table] + p["places"][:length], "norm"))
    near = p["near"][torch.from_numpy(distances(length))].permute(2, 0, 1)
    near = near + (1 - mask)[:, None, None, :] * -1e9
    number = 0
    while f"{number}.mix" in p:
        n = f"{number}."
        three = times(x, n + "attend").view(count, length, 3, HEADS, width // HEADS).permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(*three, attn_mask=near.to(three.dtype), dropout_p=drop)
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


def told_in(files: Sequence[str], held: Sequence[str]) -> list[Told]:
    """What the teacher says of all sentences but those of some authors. Of a sentence in several files the last one counts."""
    last = {one.words: one for file in files for one in load(Path(file))}
    return [one for one in last.values() if one.author not in held]


def fit(p: Parameters, pieces: Pieces, told: Sequence[Told], course: Course) -> None:
    """Trains in place on what the teacher says.

    Where the vectors of the two differ in width, a linear map, which is not kept, leads from these to the teacher's.
    """
    torch.manual_seed(0)
    moving = {name: value for name, value in p.items() if name not in course.still}
    ids, aims = [pieces.of(one.words, MAX_PIECES) for one in told], Aims(told)
    width, aimed = p["words"].shape[1], len(told[0].vector)
    lead: torch.nn.Module = torch.nn.Identity() if width == aimed else torch.nn.Linear(width, aimed)
    taught = (
        (course.rate, [value for name, value in moving.items() if not name.startswith("head")]),
        (course.head_rate, [value for name, value in moving.items() if name.startswith("head")]),
        (LEAD_RATE, list(lead.parameters())),
    )
    groups = [{"params": values, "peak": peak} for peak, values in taught if values]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    rng = np.random.RandomState(0)
    steps = [step for _ in range(course.epochs) for step in batches(ids, BATCH, rng, PADDING)]
    for name in course.still:
        p[name].requires_grad = False
    begin = time.time()
    for number, (picked, table, mask) in enumerate(steps):
        for group in optimiser.param_groups:
            group["lr"] = group["peak"] * slope(number, len(steps))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out, mean = forward(p, table, mask, DROP)
            direction = lead(mean)
        loss = aims.loss(picked, out, direction.float())
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(list(moving.values()), 1.0)
        optimiser.step()
        if (number + 1) % 200 == 0:
            print(
                f"step {number + 1} of {len(steps)}, loss {loss.item():.3f}, {time.time() - begin:.0f} s",
                flush=True,
            )


def written(p: Parameters, pieces: list[str]) -> dict[str, Any]:
    """The arrays of the data file: large tables in four bits, the others as they are. A word's steps go along its columns."""
    found: dict[str, Any] = {}
    layers = sum(1 for name in p if name.endswith(".mix"))
    for name, value in p.items():
        array = value.detach().numpy()
        if array.ndim < 2 or name in ("places", "near", "head"):
            found[name] = np.ascontiguousarray(array, dtype=np.float32)
        elif name == "words":
            even = np.pad(array, ((0, len(array) % 2), (0, 0)))
            numbers, steps = down(np.ascontiguousarray(even.T))
            found[name] = packed(unpacked(numbers).T.astype(np.int8) - 8)
            found[f"{name}.step"] = np.ascontiguousarray(steps.T)
        else:
            found[name], found[f"{name}.step"] = down(array)
    facts = {"pieces": pieces, "categories": CATEGORIES, "heads": HEADS, "layers": layers}
    found["facts"] = np.frombuffer(json.dumps(facts).encode(), np.uint8)
    return found


def save(file: Path, p: Parameters, pieces: list[str]) -> dict[str, Any]:
    """Writes the data file and returns what is in it."""
    arrays = written(p, pieces)
    arrays = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    with file.open("wb") as target:
        np.savez(target, **arrays)
    return arrays


def difference(p: Parameters, read: Encoder, pieces: Pieces, data: Sequence[Told]) -> float:
    """How far the shipped network, in NumPy and four bits, is from the trained one: the same code twice must agree."""
    worst = 0.0
    with torch.no_grad():
        for one, reading in zip(data, read.read([one.words for one in data]), strict=True):
            ids = torch.tensor([pieces.of(one.words, MAX_PIECES)])
            worst = max(worst, abs(reading.score - float(forward(p, ids, torch.ones_like(ids))[0][0, 0])))
    return worst


def finish(file: Path, p: Parameters, pieces: list[str], told: Sequence[Told], held: Sequence[str]) -> None:
    """Writes the data file, and prints what rounding does and how well it reads some authors."""
    arrays = save(file, p, pieces)
    read, cut = Encoder(arrays, json.loads(bytes(arrays["facts"]))), numbered(pieces)
    print(f"largest difference of scores to those before rounding: {difference(p, read, cut, told[:50]):.3f}")
    for author in held:
        units: list[Row] = usable(author)
        scores = [reading.score for reading in read.read([row.words for row in units])]
        print(author, figures([(score, row.label) for score, row in zip(scores, units, strict=True)]))


def numbered(pieces: Sequence[str]) -> Pieces:
    """What cuts words into these pieces."""
    return Pieces({piece: row for row, piece in enumerate(pieces)})
