"""A reader who tries every table of whole numbers: slow, simple, and apart from the library."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd

from sosiaali_lib.cells import TOTAL


def table(by, rows, value="n"):
    """Type a published table: codes and a number, None where it is hidden."""
    frame = pd.DataFrame(rows, columns=[*by, value])
    return frame.assign(hidden=frame[value].isna())


def grid(by, columns, lines, value="n"):
    """Type a two-way table as it is printed: a dot is hidden, the last row and column are totals."""
    printed = [line.split() for line in lines.strip().splitlines()]
    rows = [
        (name, column, None if number == "." else int(number))
        for name, *numbers in printed
        for column, number in zip([*columns, TOTAL], numbers, strict=True)
    ]
    return table(by, [(TOTAL if a == "tot" else a, b, n) for a, b, n in rows], value)


def groups_of(code, parents):
    """Every code that counts a leaf, the total included."""
    found, ahead = {TOTAL, code}, [code]
    while ahead:
        above = parents.get(ahead.pop(), ())
        new = set(above if isinstance(above, tuple) else (above,)) - found
        found |= new
        ahead += new
    return found


def true_amount(base, by, cell, hierarchies, value="n"):
    """Count a cell straight from the leaves."""
    inside = np.ones(len(base), dtype=bool)
    for dimension, code in zip(by, cell, strict=True):
        parents = hierarchies.get(dimension, {})
        inside &= np.array([code in groups_of(leaf, parents) for leaf in base[dimension]])
    return int(base.loc[inside, value].sum())


def possible_numbers(published, base, hierarchies, *, floor, top):
    """Numbers that each hidden cell takes over all tables with leaves from 0 to `top`.

    `published` is name to (frame with `hidden`, dimensions); `base` lists every leaf cell.
    """
    dimensions = list(base.columns.drop("n"))
    leaves = list(base[dimensions].itertuples(index=False, name=None))
    axes = [np.arange(top + 1, dtype=np.int16)] * len(leaves)
    worlds = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, len(leaves))
    hidden = {}
    for name, (frame, by) in published.items():
        for row in frame.sort_values("hidden").to_dict("records"):
            cell = tuple(row[dimension] for dimension in by)
            inside = np.array(
                [
                    all(
                        code in groups_of(leaf[dimensions.index(d)], hierarchies.get(d, {}))
                        for d, code in zip(by, cell, strict=True)
                    )
                    for leaf in leaves
                ],
                dtype=np.int16,
            )
            sums = worlds @ inside
            if row["hidden"]:
                hidden[name, cell] = inside
                worlds = worlds[sums >= floor]
            else:
                worlds = worlds[sums == row["n"]]
    return {key: set(np.unique(worlds @ inside).tolist()) for key, inside in hidden.items()}


def every_combination(leaves):
    """Leaf cells of a full cross-classification, in a fixed order."""
    return list(product(*leaves.values()))
