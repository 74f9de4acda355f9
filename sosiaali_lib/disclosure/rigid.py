"""Unknowns that cannot move at all, fractions included: found all at once.

Between limits and ties the possible numbers form a polytope. An unknown is the same in all of it just
when no direction that keeps the ties, and the limits that hold everywhere, moves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sosiaali_lib.disclosure.null_space import in_null_space
from sosiaali_lib.disclosure.solver import Infeasible, Programme, Unbounded

if TYPE_CHECKING:
    import numpy.typing as npt
    from scipy.sparse import csr_array

    Floats = npt.NDArray[np.float64]
    Mask = npt.NDArray[np.bool_]

TOLERANCE = 1e-6


def rigid(rows: csr_array, at_floor: Mask, at_top: Mask) -> Mask:
    """Tell which unknowns have only one possible number.

    Parameters
    ----------
    rows
        The ties: what changes adds up to zero in each of them.
    at_floor, at_top
        Unknowns that are at a limit in every point known so far; what is at both cannot move.

    Notes
    -----
    One linear programme moves as many of the unknowns at a limit away from it as can be: the sum of
    what each of them moves, up to 1, is greatest where all that can move do. A limit that is left by
    nobody holds everywhere. A random direction that keeps the ties between the others moves, almost
    surely, everything that some direction moves.
    """
    from scipy.sparse import csr_array

    still = at_floor & at_top
    edge = np.flatnonzero(at_floor ^ at_top)
    still[edge[_moves(rows, edge, np.where(at_floor[edge], 1, -1), still) < TOLERANCE]] = True
    free = np.flatnonzero(~still)
    ties = csr_array(rows[:, free])
    ties = csr_array(ties[np.flatnonzero(np.diff(ties.indptr))])
    moved = np.abs(in_null_space(ties, np.random.default_rng(3), many=2)).max(axis=1, initial=0.0)
    still[free[moved < TOLERANCE]] = True
    return still


def _moves(rows: csr_array, edge: npt.NDArray[np.int64], sign: Floats, still: Mask) -> Floats:
    """Give how far the unknowns at a limit move from it where as many as possible do."""
    from scipy.sparse import csr_array, hstack

    count = len(edge)
    if not count:
        return np.zeros(0)
    others = np.setdiff1d(np.flatnonzero(~still), edge)
    inwards = csr_array(rows[:, edge]).multiply(sign[None, :])
    columns = csr_array(hstack([rows[:, others], inwards, inwards], format="csr"))
    zero = np.zeros(rows.shape[0])
    programme = Programme(columns, zero, zero, once=True)
    # What moves up to 1 is worth something, what moves further nothing: two unknowns for each.
    of_each = [len(others), count, count]
    programme.limit(
        np.repeat([-np.inf, 0.0, 0.0], of_each), np.repeat([np.inf, 1.0, np.inf], of_each)
    )
    programme.price(np.repeat([0.0, -1.0, 0.0], of_each))
    try:
        answer = programme.solve()
    except (
        Infeasible,
        Unbounded,
    ):  # neither can be: to stand still is allowed, the gain is bounded
        return np.ones(count)
    one, more = answer[len(others) : -count], answer[-count:]
    return one + more
