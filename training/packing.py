"""Tables in four bits, as `pmtool.prose.encoder` reads them."""

import numpy as np

# Rows of a table that share a step, and shares of the largest number that are tried as the end of the scale.
GROUP, ENDS = 64, (1.0, 0.94, 0.88, 0.82, 0.76)
LEAST_STEP = 1e-7


def down(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A table in four bits, two columns in a byte, and a step for each `GROUP` rows of a column: of some, the nearest."""
    rows, columns = table.shape
    groups = table.reshape(rows // GROUP, GROUP, columns)
    largest = np.abs(groups).max(1, keepdims=True)
    numbers, steps, error = np.zeros_like(groups), np.zeros_like(largest), np.full_like(largest, np.inf)
    for end in ENDS:
        step = np.maximum((largest * end / 7.5).astype(np.float16).astype(np.float32), LEAST_STEP)
        number = np.clip(np.rint(groups / step), -8, 7)
        off = ((number * step - groups) ** 2).sum(1, keepdims=True)
        nearer = off < error
        numbers, steps = np.where(nearer, number, numbers), np.where(nearer, step, steps)
        error = np.minimum(off, error)
    return packed(numbers.reshape(rows, columns)), steps[:, 0].astype(np.float16)


def packed(numbers: np.ndarray) -> np.ndarray:
    """Whole numbers from -8 to 7, two neighbouring columns in a byte."""
    half = (numbers + 8).astype(np.uint8)
    return half[:, 0::2] | (half[:, 1::2] << 4)


def unpacked(both: np.ndarray) -> np.ndarray:
    """The columns of `packed`, from 0 to 15."""
    return np.stack([both & 15, both >> 4], axis=2).reshape(len(both), -1)
