"""Makes the large encoder of the second opinion out of the lower and some of the upper layers of its teacher.

    python training/large_encoder.py train MPNET TEACHER TOLD...        writes src/pmtool/prose/data/encoder-large.npz
    python training/large_encoder.py check MPNET TEACHER FILE TOLD... -- AUTHOR...
                                                                        trains without these authors' rows, writes FILE, prints
                                                                        how well it reads them

MPNET is a folder with all-mpnet-base-v2 (Apache-2.0) as `transformers` saves it; TEACHER what `training/teacher.py` trained, and
TOLD what `training/teacher.py read` wrote (of a sentence in several files the last one counts); for an honest check the teacher
has not seen the authors either. Needs PyTorch and NumPy, which the project itself does not (but for NumPy). Twenty minutes of
two cores.
"""

# ruff: noqa: T201 -- a script

from collections.abc import Sequence
import json
from pathlib import Path
import sys
from typing import Any

from labelled import DATA
import numpy as np
from student import PLACES, Course, Parameters, finish, fit, numbered, parameters, told_in, used
from told import Told
import torch

from pmtool.prose.encoder import LARGE
from pmtool.prose.wordpiece import END, START

FIRST_PLACE = 2
# The teacher's layers that are kept: without any training, these nine order unseen text best of the nines that were tried.
KEPT = (0, 1, 2, 3, 4, 5, 8, 9, 11)
FROZEN = 3  # of them, and the words under them, stay as they are
RATE, HEAD_RATE = 6e-5, 6e-4
# Rows to train on, drawn by lot, those that the teacher finds plainly harmless and variants less often.
ROWS, EASY, EASY_CHANCE, VARIANT_CHANCE = 43_000, -4.0, 0.12, 0.5


def of_teacher(folder: Path, file: Path) -> tuple[Parameters, list[str]]:
    """The parameters to begin with, by the names that the encoder uses, and the pieces."""
    given = {name: value.float().numpy() for name, value in torch.load(file).items()}
    vocabulary = json.loads((folder / "tokenizer.json").read_text())["model"]["vocab"]
    vocabulary |= {START: vocabulary["<s>"], END: vocabulary["</s>"], "[PAD]": vocabulary["<pad>"]}
    needed = used(vocabulary)
    kept = [piece for piece in sorted(vocabulary, key=vocabulary.__getitem__) if piece in needed]
    words = "body.embeddings."
    found: dict[str, Any] = {
        "words": given[words + "word_embeddings.weight"][[vocabulary[piece] for piece in kept]],
        "places": given[words + "position_embeddings.weight"][FIRST_PLACE : FIRST_PLACE + PLACES],
        "norm.gain": given[words + "LayerNorm.weight"],
        "norm.bias": given[words + "LayerNorm.bias"],
        "near": given["body.encoder.relative_attention_bias.weight"],
        "head": given["head.weight"].T,
        "head.bias": given["head.bias"],
    }
    for number, layer in enumerate(KEPT):
        old, new = f"body.encoder.layer.{layer}.", f"{number}."
        for part, end in (("weight", ""), ("bias", ".bias")):
            three = [given[f"{old}attention.attn.{kind}.{part}"].T for kind in "qkv"]
            found[f"{new}attend{end}"] = np.concatenate(three, axis=-1)
        for name, source in (
            ("mix", "attention.attn.o"),
            ("widen", "intermediate.dense"),
            ("narrow", "output.dense"),
        ):
            found[new + name] = given[f"{old}{source}.weight"].T
            found[f"{new}{name}.bias"] = given[f"{old}{source}.bias"]
        for name, source in (("norm", "attention.LayerNorm"), ("norm2", "output.LayerNorm")):
            found[f"{new}{name}.gain"] = given[f"{old}{source}.weight"]
            found[f"{new}{name}.bias"] = given[f"{old}{source}.bias"]
    return parameters(found), kept


def drawn(told: Sequence[Told]) -> list[Told]:
    """Rows to train on, by lot."""
    if len(told) <= ROWS:
        return list(told)
    chance = np.array(
        [
            (1.0 if one.score > EASY else EASY_CHANCE) * (VARIANT_CHANCE if one.label is None else 1.0)
            for one in told
        ]
    )
    picked = np.random.RandomState(0).choice(len(told), ROWS, replace=False, p=chance / chance.sum())
    return [told[index] for index in picked]


def still(p: Parameters) -> frozenset[str]:
    """The names of what is not trained: what lies under the layers, and the lowest of these."""
    moving = {*map(str, range(FROZEN, len(KEPT))), "head"}
    return frozenset(name for name in p if name.split(".")[0] not in moving)


def main() -> None:
    """The command."""
    verb, folder, teacher, *rest = sys.argv[1:]
    file = Path(rest.pop(0)) if verb == "check" else DATA / LARGE
    files, held = (rest[: rest.index("--")], rest[rest.index("--") + 1 :]) if verb == "check" else (rest, [])
    rows = drawn(told_in(files, held))
    p, kept = of_teacher(Path(folder), Path(teacher))
    print(
        f"{len(rows)} sentences, {sum(one.label is None for one in rows)} of them variants; {len(kept)} pieces"
    )
    fit(p, numbered(kept), rows, Course(RATE, HEAD_RATE, still=still(p)))
    finish(file, p, kept, rows, held)


if __name__ == "__main__":
    main()
