"""A cross table of two raters' categories, read and checked."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any, NamedTuple, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sosiaali_lib.agreement.ratings import Category, items, plain, unique
from sosiaali_lib.messages import _


class CrossTable(NamedTuple):
    """Counts of units, a row a category of the first rater, a column one of the second."""

    raters: tuple[Hashable, Hashable]
    categories: tuple[Category, ...]
    counts: NDArray[np.float64]
    ordered: bool


def read(table: object, *, categories: Iterable[Category] | None = None) -> CrossTable:
    """Read a square table of counts with the same categories on its rows and columns.

    Parameters
    ----------
    table
        DataFrame labelled by category, or an array, whose categories are then 1, 2, 3…
    categories
        The categories in their order, also those that the table lacks; None takes the table's.

    Raises
    ------
    ValueError
        If the rows and columns do not hold the same categories, a cell is not a count, no unit is
        counted, or the table has a row and a column of totals.
    """
    try:
        frame = pd.DataFrame(cast(Any, table))
    except ValueError as error:
        raise ValueError(_("The cross table is no table; expected rows and columns.")) from error
    if not isinstance(table, pd.DataFrame):
        frame = frame.set_axis(range(1, frame.shape[0] + 1), axis=0)
        frame = frame.set_axis(range(1, frame.shape[1] + 1), axis=1)
    rows, columns = ([plain(label) for label in axis] for axis in frame.axes)
    first, second = (axis.name for axis in frame.axes)
    offered = unique(rows if categories is None else categories, set())
    wrong = [label for label in (*rows, *columns) if label not in offered]
    uneven = categories is None and sorted(map(repr, rows)) != sorted(map(repr, columns))
    if wrong or uneven or len(set(rows)) < len(rows) or len(set(columns)) < len(columns):
        raise ValueError(
            _(
                "The cross table has the rows {rows} and the columns {columns}; expected the same "
                "categories on both, each once. Give `categories` when some were not used."
            ).format(rows=items(rows), columns=items(columns))
        )
    named = frame.set_axis(rows, axis=0).set_axis(columns, axis=1)
    counts = _counts(named.reindex(index=list(offered), columns=list(offered), fill_value=0))
    text = [category for category in offered if isinstance(category, str)]
    if categories is None and len(text) == len(offered) > 2 and _is_total(counts):
        raise ValueError(
            _(
                "The last row and column of the cross table, {label}, are the totals of the others. "
                "Leave them out; if it is a category, give `categories`."
            ).format(label=repr(offered[-1]))
        )
    # Tables made by a program come sorted by text: that order means nothing.
    ordered = categories is not None or not text or text != sorted(text)
    raters = (1, 2) if None in (first, second) or first == second else (first, second)
    return CrossTable(raters, offered, counts, ordered)


def _counts(frame: pd.DataFrame) -> NDArray[np.float64]:
    numbers = frame.apply(pd.to_numeric, errors="coerce").astype(float)
    wrong = ~((numbers >= 0) & (numbers % 1 == 0) & np.isfinite(numbers))
    if wrong.any(axis=None):
        row, column = np.argwhere(wrong.to_numpy())[0]
        raise ValueError(
            _(
                "The cross table holds {value} in row {row}, column {column}; expected a count, "
                "0 or more."
            ).format(
                value=repr(plain(frame.iat[row, column])),
                row=repr(plain(frame.index[row])),
                column=repr(plain(frame.columns[column])),
            )
        )
    counts: NDArray[np.float64] = numbers.to_numpy(dtype=np.float64)
    if not counts.sum():
        raise ValueError(_("The cross table counts no unit; expected at least one."))
    return counts


def _is_total(counts: NDArray[np.float64]) -> bool:
    others = counts[:-1, :-1]
    return bool(
        others.sum()
        and np.array_equal(counts[-1, :-1], others.sum(axis=0))
        and np.array_equal(counts[:-1, -1], others.sum(axis=1))
        and counts[-1, -1] == others.sum()
    )
