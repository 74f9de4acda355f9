"""The answers of a table block by block, with every cell that an instrument does not declare."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from sosiaali_lib.answers import Floats, Mask, expected, numbers, turned
from sosiaali_lib.instruments import Instrument, Item
from sosiaali_lib.messages import _

CHUNK = 2**16  # rows at a time: the memory above that of the data stays small
FAULT = ["row", "column", "value", "expected"]


def check_columns(answers: pd.DataFrame, known: Instrument) -> None:
    """Refuse a table without the columns of the items, or with one of them twice."""
    columns = list(answers.columns)
    names = [item.id for item in known.items]
    needed = [item.id for item in known.items if not item.optional]
    if absent := [name for name in needed if name not in columns]:
        text = _("{instrument}: the answers have no column {names}.")
        raise ValueError(text.format(instrument=known.id, names=", ".join(absent)))
    if doubled := [name for name in names if columns.count(name) > 1]:
        text = _("{instrument}: there is more than one column {names}.")
        raise ValueError(text.format(instrument=known.id, names=", ".join(doubled)))
    if not needed and not set(names) & set(columns):
        text = _("{instrument}: the answers have none of the columns {names}.")
        raise ValueError(text.format(instrument=known.id, names=", ".join(names)))


def doubled(answers: pd.DataFrame, id_column: str, wave_column: str) -> pd.DataFrame:
    """List the identifiers that stand more than once within a wave."""
    key = [name for name in (id_column, wave_column) if name in answers]
    if id_column not in answers:
        return pd.DataFrame(columns=FAULT)
    again = (answers.duplicated(key, keep=False) & answers[id_column].notna()).to_numpy()
    return pd.DataFrame(
        {
            "row": answers.index[again],
            "column": id_column,
            "value": answers[id_column].array[again],
            "expected": _("each identifier once, or once in each wave (column {column})").format(
                column=wave_column
            ),
        },
        columns=FAULT,
    )


def blocks(
    answers: pd.DataFrame, known: Instrument, shift: int | None
) -> Iterator[tuple[dict[str, Floats], pd.DataFrame]]:
    """Give the scored values of each item (and the weights) block by block, with the faults."""
    moved = known.shift if shift is None else shift
    for start in range(0, max(len(answers), 1), CHUNK):
        rows = answers.iloc[start : start + CHUNK]
        block, wrong = {}, []
        for item in known.items:
            if item.id not in answers:
                block[item.id] = np.full(len(rows), np.nan)
                continue
            codes, strange = numbers(rows[item.id], item, known, moved)
            if strange.any():
                wrong.append(_listed(rows[item.id], strange, expected(item, moved)))
            block[item.id] = turned(codes, item)
        for item in known.items:
            if item.weight is not None and item.weight in answers:
                weighing = Item(item.weight, item.labels, 0, np.inf, decimals=True)
                weights, strange = numbers(rows[item.weight], weighing, known, 0)
                strange |= np.isnan(weights) & ~np.isnan(block[item.id])
                if strange.any():
                    wrong.append(_listed(rows[item.weight], strange, _("a weight of 0 or more")))
                block[item.weight] = weights
        yield block, pd.concat(wrong) if wrong else pd.DataFrame(columns=FAULT)


def _listed(column: pd.Series, wrong: Mask, what: str) -> pd.DataFrame:
    cells = column[wrong].astype(object)
    return pd.DataFrame(
        {"row": cells.index, "column": column.name, "value": cells.array, "expected": what}
    )


def weights_of(known: Instrument, block: dict[str, Floats]) -> dict[str, Floats | None]:
    """Give the weights of each item in a block; None where it has none."""
    return {
        item.id: block.get(item.weight) if item.weight is not None else None for item in known.items
    }
