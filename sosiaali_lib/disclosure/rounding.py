"""Whole numbers in the place of fractions: what is whole already stays, as far as that can be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sosiaali_lib.disclosure.tied import near, split

if TYPE_CHECKING:
    import numpy.typing as npt
    from scipy.sparse import csr_array

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]

TOLERANCE = 1e-6
NODES = 5_000
TIES = 4
"""Ties from a fraction to what may change with it, before everything may."""


def rounded(
    point: Floats,
    rows: csr_array,
    aims: Ints,
    floors: Floats,
    tops: Floats,
    cost: Floats,
    *,
    gap: float = 0.5,
    ties: int | None = None,
) -> Ints | None:
    """Give whole numbers with `rows @ x == aims` between `floors` and `tops`, near a point that fits.

    The fractions of the point are made whole by themselves, where that cannot be together with what is
    a tie away from them, then two ties, and so on, up to `ties` or in the end everything: what is cheap
    for `cost` far from them stays. None if none was found in time.
    """
    found = np.rint(point).astype(np.int64)
    loose = np.abs(point - found) > TOLERANCE
    for step in range(1 + (TIES + 1 if ties is None else ties)):
        if step:
            loose = near(rows, loose, 1)
        if step > TIES:
            loose[:] = True
        everything = bool(loose.all())
        loose = _settle(found, loose, rows, aims, (floors, tops), cost, gap)
        if not loose.any():
            break
        if everything:
            return None
    fits = bool((found >= floors).all() and (found <= tops).all())
    return found if fits and not (rows @ found != aims).any() else None


def _settle(
    found: Ints,
    loose: Mask,
    rows: csr_array,
    aims: Ints,
    limits: tuple[Floats, Floats],
    cost: Floats,
    gap: float,
) -> Mask:
    """Search anew for some of the unknowns, part by part, and put down what is found; give the rest."""
    free = np.flatnonzero(loose)
    rest = np.where(loose, 0, found)
    left = aims - rows @ rest
    still = np.zeros(len(loose), dtype=bool)
    for columns, ties in split(rows[:, free]) if len(free) else ():
        if len(columns):
            own = free[columns]
            between = limits[0][own], limits[1][own]
            whole = _search(rows[ties][:, own], left[ties], between, cost[own], gap)
            if whole is None:
                still[own] = True
            else:
                found[own] = whole
    return still


def _search(
    rows: csr_array, aims: Ints, limits: tuple[Floats, Floats], cost: Floats, gap: float
) -> Ints | None:
    from scipy.optimize import Bounds, LinearConstraint, milp

    answer: Any = milp(
        cost,
        constraints=LinearConstraint(rows, aims, aims) if rows.shape[0] else None,
        bounds=Bounds(*limits),
        integrality=np.ones(len(cost), dtype=int),
        options={"node_limit": NODES, "mip_rel_gap": gap},
    )
    return None if answer.x is None else np.rint(answer.x).astype(np.int64)
