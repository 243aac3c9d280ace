"""Trains the small encoder of the second opinion on what a large one says of the project's own sentences and documents.

    python training/small_encoder.py train MINILM TOLD...               writes src/pmtool/prose/data/encoder-small.npz
    python training/small_encoder.py more FILE TOLD...                  trains what one of these wrote to FILE on, once through
    python training/small_encoder.py check MINILM FILE TOLD... -- AUTHOR...
                                                                        trains without these authors' rows, writes FILE, prints
                                                                        how well it reads them

MINILM is a folder with `model.safetensors` and `tokenizer.json` of all-MiniLM-L6-v2 (Apache-2.0), from which training
begins. TOLD is written by `training/teacher.py read` (of a sentence in several files the last one counts); for an honest check
the teacher has not seen the authors either. Needs PyTorch, safetensors, NumPy, which the project itself does not (but for NumPy).
Half an hour on two cores.
"""

# ruff: noqa: T201 -- a script

import json
from pathlib import Path
import sys
from typing import Any

from labelled import CATEGORIES, DATA
import numpy as np
from safetensors.numpy import load_file
from student import HEADS, PLACES, Course, Parameters, finish, fit, numbered, parameters, told_in, used

from pmtool.prose.encoder import NEAR, SMALL, across, floats

COURSE, MORE = Course(1.5e-4, 1.5e-4, 2), Course(7e-5, 7e-5)


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
    # The pretrained one tells places by number only; how far apart two pieces are can be learned.
    found["near"] = np.zeros((NEAR, HEADS))
    found["head"] = np.random.RandomState(0).randn(2 * width, 1 + len(CATEGORIES)) * 0.02
    found["head.bias"] = np.zeros(1 + len(CATEGORIES))
    return parameters(found), kept


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
    found = {
        name: floats(array, arrays.get(f"{name}.step"))
        for name, array in arrays.items()
        if name not in ("words", "facts") and not name.endswith(".step")
    }
    return parameters(found | {"words": across(arrays["words"], arrays["words.step"])}), facts["pieces"]


def main() -> None:
    """The command."""
    verb, source, *rest = sys.argv[1:]
    file = Path(rest.pop(0)) if verb == "check" else Path(source) if verb == "more" else DATA / SMALL
    files, held = (rest[: rest.index("--")], rest[rest.index("--") + 1 :]) if verb == "check" else (rest, [])
    rows = told_in(files, held)
    p, kept = stored(file) if verb == "more" else pretrained(Path(source))
    print(
        f"{len(rows)} sentences, {sum(one.label is None for one in rows)} of them variants; {len(kept)} pieces"
    )
    fit(p, numbered(kept), rows, MORE if verb == "more" else COURSE)
    finish(file, p, kept, rows, held)


if __name__ == "__main__":
    main()
