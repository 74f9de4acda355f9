"""Fingerprints of rows: equal for equal texts, whatever table and layout they stand in."""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sosiaali_lib.intake.faults import Ints, Mask

Prints = NDArray[np.uint64]


def of_rows(cells: pd.DataFrame, positions: Ints) -> Prints:
    """Give a number for each of some rows, made of its filled cells and their columns.

    Notes
    -----
    The sum modulo 2**64 of the BLAKE2b numbers of the cells: a column that is empty, missing or
    newly added to a form does not change it, nor does the order of the columns.
    """
    total = np.zeros(len(positions), dtype=np.uint64)
    for name in cells:
        labels, uniques = pd.factorize(cells[name].array.take(positions))
        texts = map(str.strip, uniques.tolist())
        numbers = [_number(f"{name}={text}") if text else 0 for text in texts]
        total += np.array([*numbers, 0], dtype=np.uint64)[labels]
    return total


def written(prints: Prints) -> list[str]:
    """Give fingerprints as text that no spreadsheet takes for a number."""
    return [f"t{number:016x}" for number in prints.tolist()]


def repeated(cells: pd.DataFrame, rows: Mask) -> Mask:
    """Tell which of some rows repeat an earlier one of them in every cell."""
    at = np.flatnonzero(rows)
    group = np.zeros(len(at), dtype=np.int64)
    for name in cells:
        labels, uniques = pd.factorize(cells[name].array.take(at))
        group, found = pd.factorize(group * (len(uniques) + 1) + labels + 1)
        if len(found) == len(at):
            break
    repeats = np.zeros(len(cells), dtype=np.bool_)
    repeats[at] = pd.Series(group).duplicated()
    return repeats


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8"), digest_size=8).digest(), "big")
