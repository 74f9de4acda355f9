"""Linear programmes as the search for patterns uses them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np

from sosiaali_lib.disclosure.solver import Infeasible, Programme, Unbounded

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from sosiaali_lib.disclosure.cells import Ints, Mask
    from sosiaali_lib.disclosure.figures import Floats

TOLERANCE = 1e-6
NODES = 2_000
"""Nodes of a branch-and-bound tree; a limit in seconds would give other patterns on other machines."""


def solve(
    cost: Floats,
    rows: csr_array,
    least: Floats | float,
    most: Floats | float,
    lower: Floats | Ints,
    upper: Floats,
    *,
    whole: Mask | bool = False,
    best: bool = False,
    gap: float = 0.0,
) -> Floats | None:
    """Give the cheapest point with `least <= rows @ x <= most`; None if none was found in time.

    With `best`, only a point proved to be the cheapest; with a `gap`, one within that share of it.
    """
    if not np.any(whole):
        count = rows.shape[0]
        limits = np.broadcast_to(least, count), np.broadcast_to(most, count)
        programme = Programme(rows, *limits, once=True)
        programme.limit(lower, upper)
        programme.price(cost)
        try:
            return programme.solve()
        except (Infeasible, Unbounded):
            return None
    from scipy.optimize import Bounds, LinearConstraint, milp

    answer = milp(
        cost,
        constraints=LinearConstraint(rows, least, most) if rows.shape[0] else None,
        bounds=Bounds(lower, upper),
        integrality=np.broadcast_to(whole, len(cost)).astype(int),
        options={"node_limit": NODES, "mip_rel_gap": gap},
    )
    return None if best and answer.status != 0 else answer.x


def row_prices(objective: Floats, rows: csr_array, lower: Ints) -> Floats | None:
    """Price of each row in the proof that the objective cannot reach 1 while all rows stay at zero.

    None if it can, or if no proof was found.
    """
    from scipy.optimize import linprog

    there_are_rows = bool(rows.shape[0])
    if not len(objective):
        return np.zeros(rows.shape[0])
    answer = cast("Any", linprog)(  # its type stubs know dense rows only
        -objective,
        A_ub=objective[None, :],
        b_ub=[1.0],
        A_eq=rows if there_are_rows else None,
        b_eq=np.zeros(rows.shape[0]) if there_are_rows else None,
        bounds=np.column_stack([lower.astype(float), np.full(len(lower), np.inf)]),
        method="highs",
    )
    if answer.status != 0 or -answer.fun > 1 - TOLERANCE:
        return None
    prices = -np.asarray(answer.eqlin.marginals, dtype=float)
    return np.where(np.abs(prices) > TOLERANCE, prices, 0.0)
