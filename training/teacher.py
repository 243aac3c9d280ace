"""Trains a sentence encoder of twelve wide layers on the labelled units, to teach the two that are shipped.

    python training/teacher.py train MPNET FILE [AUTHOR...]   trains without these authors and writes FILE
    python training/teacher.py more MPNET FILE AUTHOR...      trains FILE on with these authors' rows, and some of the others'
    python training/teacher.py read MPNET FILE TOLD [AUTHOR...]
                                                              writes what it says of the labelled units (of these authors, or of
                                                              all), and of variants of them

MPNET is a folder with all-mpnet-base-v2 (Apache-2.0) as `transformers` saves it. The teacher is not shipped as it is. Having read
more, it carries over to text unlike any that was written for the project: the small encoder learns from it what lies between the
labels, and the large one is made of nine of its layers (Hinton, Vinyals and Dean, *Distilling the Knowledge in a Neural
Network*, 2015). Variants are sentences with words exchanged for neighbours among the teacher's word vectors (Jiao et al.,
*TinyBERT*, 2020, section 4). Needs PyTorch, Transformers, Tokenizers, NumPy; half an hour of two cores for `train`,
twenty minutes for `read`.
"""

# ruff: noqa: T201 -- a script

from collections.abc import Sequence
from pathlib import Path
import sys
import time

from batching import batches, pooled, slope
from labelled import CATEGORIES, Row, everybody, usable, weight
import numpy as np
from tokenizers import Tokenizer
from told import Told, save
import torch
from torch.nn import functional
from transformers import MPNetModel

from pmtool.prose import grammar, second_opinion

PADDING, MOST_PIECES = 1, 72
BATCH, RATE, HEAD_RATE, SOFT, DROP = 32, 4e-5, 1e-3, 0.03, 0.1
MORE_RATE = 2e-5
FROZEN = 3  # layers, and the words under them, stay as they are: that saves time
CATEGORY_SHARE = 0.3  # of the loss
# The linear model is sure that what lies under this is fine, and the encoder will not be asked about it: few suffice.
EASY, EASY_ROWS, EASY_WEIGHT = -3.5, 5_000, 2.0
READ_EASY, READ_EASY_ROWS = -4.0, 15_000
# Variants: the share of words exchanged, by one of so many neighbours at least so near.
EXCHANGED, NEIGHBOURS, NEAR = 0.35, 5, 0.35
LEAST_MET = 3  # times that a word occurs in the labelled units


class Teacher(torch.nn.Module):
    """The large encoder with a head: a logit of blame, and one of each category."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.body = MPNetModel.from_pretrained(folder, add_pooling_layer=False)
        self.head = torch.nn.Linear(2 * self.body.config.hidden_size, 1 + len(CATEGORIES))
        torch.nn.init.normal_(self.head.weight, std=0.02)
        torch.nn.init.zeros_(self.head.bias)
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(MOST_PIECES)

    def forward(self, table: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits (count, 1 + categories) and the mean vectors (count, width)."""
        x = self.body(input_ids=table, attention_mask=mask).last_hidden_state.float()
        mean, top = pooled(x, mask)
        both = functional.dropout(torch.cat([mean, top], -1), DROP, self.training)
        return self.head(both).float(), mean

    def pieces(self, sentences: Sequence[Sequence[str]]) -> list[list[int]]:
        """Piece numbers of sentences (their words)."""
        return [found.ids for found in self.tokenizer.encode_batch([" ".join(words) for words in sentences])]

    def freeze(self) -> None:
        """Leave the words and the lowest layers as they are."""
        for part in (self.body.embeddings, *self.body.encoder.layer[:FROZEN]):
            for parameter in part.parameters():
                parameter.requires_grad = False


def margins(rows: Sequence[Row]) -> np.ndarray:
    """What the shipped linear model says; what the rules flag and what blames is never easy."""
    linear = second_opinion.model()
    assert linear is not None
    return np.array(
        [
            np.inf
            if row.label or any(severity != "info" for _, severity in row.hits)
            else linear.margin(row.features)
            for row in rows
        ]
    )


def chosen(rows: Sequence[Row], low: float, easy_rows: int) -> tuple[list[Row], int]:
    """The rows over `low`, and then some of the others by lot; how many these are."""
    over = margins(rows) > low
    easy = np.random.RandomState(0).permutation(np.flatnonzero(~over))[:easy_rows]
    return [rows[index] for index in (*np.flatnonzero(over), *easy)], len(easy)


def fit(teacher: Teacher, rows: Sequence[Row], worth: Sequence[float], rate: float) -> None:
    """One pass over rows."""
    torch.manual_seed(0)
    teacher.freeze()
    ids = teacher.pieces([row.words for row in rows])
    labels = torch.tensor([float(row.label) for row in rows])
    kinds = torch.tensor(
        [CATEGORIES.index(row.category) if row.category in CATEGORIES else -1 for row in rows]
    )
    weights = torch.tensor(worth)
    body = [parameter for parameter in teacher.body.parameters() if parameter.requires_grad]
    rates = (rate, HEAD_RATE * rate / RATE)
    groups = [{"params": body}, {"params": list(teacher.head.parameters())}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = list(batches(ids, BATCH, np.random.RandomState(0), PADDING))
    begin = time.time()
    teacher.train()
    for number, (picked, table, mask) in enumerate(steps):
        for group, peak in zip(optimiser.param_groups, rates, strict=True):
            group["lr"] = peak * slope(number, len(steps))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out, _ = teacher(table, mask)
        label, kind, count = labels[picked] * (1 - 2 * SOFT) + SOFT, kinds[picked], weights[picked]
        loss = (functional.binary_cross_entropy_with_logits(out[:, 0], label, reduction="none") * count).sum()
        if (kind >= 0).any():
            loss = loss + CATEGORY_SHARE * functional.cross_entropy(
                out[kind >= 0, 1:], kind[kind >= 0], reduction="sum"
            )
        loss = loss / count.sum()
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
        optimiser.step()
        if (number + 1) % 100 == 0:
            print(
                f"step {number + 1} of {len(steps)}, loss {loss.item():.3f}, {time.time() - begin:.0f} s",
                flush=True,
            )


def read(teacher: Teacher, sentences: Sequence[Sequence[str]]) -> tuple[np.ndarray, np.ndarray]:
    """Logits and mean vectors of sentences."""
    ids = teacher.pieces(sentences)
    logits = np.zeros((len(ids), 1 + len(CATEGORIES)), np.float32)
    vectors = np.zeros((len(ids), teacher.body.config.hidden_size), np.float16)
    teacher.eval()
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for picked, table, mask in batches(ids, 2 * BATCH, np.random.RandomState(0), PADDING):
            out, mean = teacher(table, mask)
            logits[picked], vectors[picked] = out.numpy(), mean.half().numpy()
    return logits, vectors


def neighbours(teacher: Teacher, rows: Sequence[Row]) -> dict[str, list[str]]:
    """Word -> words that stand near it, nearest first."""
    met: dict[str, int] = {}
    for row in rows:
        for word in row.words:
            met[word] = met.get(word, 0) + 1
    vocabulary = teacher.tokenizer.get_vocab()
    words = sorted(
        word
        for word in vocabulary
        if word.isalpha() and word.isascii() and len(word) > 2 and met.get(word, 0) >= LEAST_MET
    )
    table = teacher.body.embeddings.word_embeddings.weight.detach().numpy()[
        [vocabulary[word] for word in words]
    ]
    table = table / np.linalg.norm(table, axis=1, keepdims=True)
    alike = table @ table.T
    np.fill_diagonal(alike, 0)
    nearest = np.argsort(-alike, axis=1)[:, :NEIGHBOURS]
    return {
        word: [words[other] for other in nearest[number] if alike[number, other] > NEAR]
        for number, word in enumerate(words)
        if word not in grammar.FUNCTION
    }


def variants(rows: Sequence[Row], near: dict[str, list[str]]) -> list[tuple[Row, tuple[str, ...]]]:
    """Sentences with some words exchanged, each with the row that it comes from; none of them is labelled."""
    rng, found = np.random.RandomState(0), dict[tuple[str, ...], Row]()
    known = {tuple(row.words) for row in rows}
    for row in rows:
        words = [
            near[word][rng.randint(len(near[word]))] if near.get(word) and rng.rand() < EXCHANGED else word
            for word in row.words
        ]
        if tuple(words) not in known:
            found.setdefault(tuple(words), row)
    return [(row, words) for words, row in found.items()]


def tell(teacher: Teacher, only: Sequence[str]) -> list[Told]:
    """What the teacher says of the labelled units, of some authors or of all, and of variants of those that are not easy."""
    everything = everybody()
    if only:
        rows = [row for author in only for row in usable(author)]
    else:
        rows, _ = chosen(everything, READ_EASY, READ_EASY_ROWS)
    hard, _ = chosen(rows, EASY, 0)
    made = variants(hard, neighbours(teacher, everything))
    asked: list[tuple[Row, tuple[str, ...], int | None]] = [
        *((row, tuple(row.words), row.label) for row in rows),
        *((row, words, None) for row, words in made),
    ]
    logits, vectors = read(teacher, [words for _, words, _ in asked])
    return [
        Told(
            words,
            row.author,
            label,
            (row.category if label is not None else CATEGORIES[int(logit[1:].argmax())])
            if label or logit[0] > 0
            else "",
            weight(row),
            float(logit[0]),
            vector,
        )
        for (row, words, label), logit, vector in zip(asked, logits, vectors, strict=True)
    ]


def main() -> None:
    """The command."""
    verb, folder, file, *rest = sys.argv[1:]
    teacher = Teacher(Path(folder))
    if verb != "train":
        teacher.load_state_dict(torch.load(file))
    if verb == "read":
        save(Path(rest[0]), tell(teacher, rest[1:]))
        return
    if verb == "train":
        rows, easy = chosen(everybody(rest), EASY, EASY_ROWS)
        worth = [weight(row) for row in rows[: len(rows) - easy]]
        worth += [EASY_WEIGHT * weight(row) for row in rows[len(rows) - easy :]]
        fit(teacher, rows, worth, RATE)
    else:
        new, _ = chosen([row for author in rest for row in usable(author)], EASY, 0)
        old, _ = chosen(everybody(rest), EASY, 0)
        picked = np.random.RandomState(1).permutation(len(old))[: len(new)]
        rows = [*new, *(old[index] for index in picked)]
        fit(teacher, rows, [weight(row) for row in rows], MORE_RATE)
    torch.save(teacher.state_dict(), file)


if __name__ == "__main__":
    main()
