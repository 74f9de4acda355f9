"""Least and greatest numbers that follow from one tie after another, without any search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt
    from scipy.sparse import csr_array

    Floats = npt.NDArray[np.float64]

ROUNDS = 60
NEAR = 1e-6


def tighten(rows: csr_array, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Draw limits together until nothing moves.

    Parameters
    ----------
    rows
        Ties: each row times the numbers is zero.
    low, high
        Limits known so far; infinite for none. Not changed.

    Returns
    -------
    tuple
        New limits, in whole numbers. A lower one above its upper one says that no numbers fit.
    """
    low, high = low.copy(), high.copy()
    entries = rows.tocoo()
    row, column, factor = entries.row, entries.col, entries.data.astype(float)
    up = factor > 0
    for _round in range(ROUNDS):
        ends = factor * low[column], factor * high[column]
        least = np.where(up, *ends)
        most = np.where(up, *ends[::-1])
        below = -others(row, most, rows.shape[0], np.inf) / factor
        above = -others(row, least, rows.shape[0], -np.inf) / factor
        floor = np.ceil(np.where(up, below, above) - NEAR)
        top = np.floor(np.where(up, above, below) + NEAR)
        new_low, new_high = low.copy(), high.copy()
        np.maximum.at(new_low, column, floor)
        np.minimum.at(new_high, column, top)
        if (new_low == low).all() and (new_high == high).all():
            break
        low, high = new_low, new_high
        if (low > high).any():
            break
    return low, high


def others(
    row: npt.NDArray[np.signedinteger[Any]], terms: Floats, n: int, endless: float
) -> Floats:
    """Give, for each of the terms, the sum of the other terms of its row; `endless` if one of them is."""
    infinite = ~np.isfinite(terms)
    finite = np.where(infinite, 0.0, terms)
    sums = np.bincount(row, weights=finite, minlength=n)[row] - finite
    others = np.bincount(row, weights=infinite, minlength=n)[row] - infinite
    return np.where(others > 0, endless, sums)
