"""Batches of sentences of about one length."""

from collections.abc import Iterator, Sequence

import numpy as np
import torch

LENGTHS = (12, 16, 20, 24, 32, 40, 56, 72, 96)


def batches(
    ids: Sequence[Sequence[int]], size: int, rng: np.random.RandomState, padding: int
) -> Iterator[tuple[list[int], torch.Tensor, torch.Tensor]]:
    """Indices, pieces and mask of each batch, (count, length); the last of a length may be short. All are in one once."""
    bins: dict[int, list[int]] = {length: [] for length in LENGTHS}
    full = []
    for index in rng.permutation(len(ids)):
        length = next(length for length in LENGTHS if len(ids[index]) <= length)
        bins[length].append(int(index))
        if len(bins[length]) == size:
            full.append((length, bins[length]))
            bins[length] = []
    full += [(length, rest) for length, rest in bins.items() if rest]
    for number in rng.permutation(len(full)):
        length, chosen = full[number]
        table = torch.full((len(chosen), length), padding, dtype=torch.long)
        mask = torch.zeros((len(chosen), length), dtype=torch.long)
        for place, index in enumerate(chosen):
            table[place, : len(ids[index])] = torch.as_tensor(ids[index])
            mask[place, : len(ids[index])] = 1
        yield chosen, table, mask


def pooled(x: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """The mean and the maximum over the pieces of each sentence, (count, width) each."""
    kept = mask[:, :, None].float()
    return (x * kept).sum(1) / kept.sum(1), (x + (kept - 1) * 1e9).max(1).values


def slope(step: int, steps: int, rise: float = 0.08) -> float:
    """The share of the learning rate at a step: up, then down as a cosine."""
    return min(1.0, (step + 1) / (steps * rise)) * (0.5 + 0.5 * float(np.cos(np.pi * step / steps)))
