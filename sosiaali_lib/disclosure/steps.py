"""Deviations that move a figure and disturb as little as may be of what is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sosiaali_lib.disclosure.linear import TOLERANCE, solve

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from sosiaali_lib.disclosure.cells import Ints, Mask
    from sosiaali_lib.disclosure.demands import System
    from sosiaali_lib.disclosure.figures import Floats

PATIENCE = 4
"""A figure that costs more than this many of the dearest figures is left out of a joint step."""
STRAY = 1e-3
"""Price of moving a hidden cell, so that a deviation goes no further than need be."""
STRAYS = (0.1, 0.5, 2.0, 10.0, 100.0)
"""The same where whole numbers are wanted, dearer and dearer."""
REACH = 4.0
"""Largest disturbance of a shown figure in the search for a step in whole numbers."""


def joint_step(system: System, hidden: Mask, figures: Ints) -> Floats:
    """Give a deviation that moves many figures together and disturbs what weighs least.

    A figure falls by 1 if it can and rises if it must; those that would cost too much are left out.
    """
    can_fall = system.sums[figures] @ (system.lower < 0) > 0
    signs = np.where(can_fall & (system.figures.amounts[figures] > 1), -1.0, 1.0)
    found = _least_disturbing(
        system, hidden, figures, signs, PATIENCE * float(system.weight.max()), STRAY
    )
    return np.zeros(len(system.lower)) if found is None else found[1]


Move = tuple[float, float]
"""Up or down (1 or -1), and how far."""
UP, DOWN = (1.0, 1.0), (-1.0, 1.0)
EITHER_WAY: tuple[Move, ...] = (UP, DOWN)


def cheapest_step(
    system: System,
    hidden: Mask,
    figure: int,
    stray: float = STRAY,
    moves: Sequence[Move] = EITHER_WAY,
) -> Floats | None:
    """Give the cheapest of the deviations that move one figure; None if there is none.

    In two-way tables the linear programme is a cheapest flow and its answer whole (Cox 1995,
    J. Am. Stat. Assoc. 90(432), 1453-1462); elsewhere it is a good guess.
    """
    alone = np.array([figure])
    steps = [
        _least_disturbing(system, hidden, alone, np.array([sign]), np.inf, stray, far)
        for sign, far in moves
    ]
    return _cheaper(steps)


def short_steps(
    system: System, hidden: Mask, figure: int, moves: Sequence[Move] = EITHER_WAY
) -> Iterator[Floats]:
    """Give deviations that are more and more likely to be whole numbers, the surest and slowest last.

    The dearer it is to move hidden cells as well, the shorter the way and the simpler its numbers.
    """
    for stray in STRAYS:
        step = cheapest_step(system, hidden, figure, stray, moves)
        if step is not None:
            yield step
    whole = _cheaper([_least_hidden(system, hidden, figure, move) for move in moves])
    if whole is not None:
        yield whole


def disturbed(system: System, step: Floats) -> Mask:
    """Figures that a deviation changes and that may be hidden."""
    return np.asarray((np.abs(system.sums @ step) > TOLERANCE) & system.hideable)


def _cheaper(steps: list[tuple[float, Floats] | None]) -> Floats | None:
    found = [step for step in steps if step is not None]
    return min(found, key=lambda step: round(step[0], 6))[1] if found else None


def _least_disturbing(
    system: System,
    hidden: Mask,
    figures: Ints,
    signs: Floats,
    leave_out: float,
    stray: float,
    far: float = 1.0,
) -> tuple[float, Floats] | None:
    """Price and deviation; `leave_out` is the price of not moving a figure."""
    from scipy.sparse import csr_array, diags_array, eye_array, hstack

    may, still = _free_and_still(system, hidden)
    n, many = len(system.lower), len(figures)
    # A base cell that is a figure of its own is priced itself; only sums need rows of their own.
    alone = np.bincount(system.own, minlength=len(system.target))
    may = may[alone[may] == 0]
    k, unit = len(may), eye_array(len(may))
    shown = ~(hidden | system.unpublished)
    price = np.where(shown, system.weight, 0.0)[system.own] / alone[system.own]
    free = ~shown[system.own] & np.isfinite(leave_out)  # moves either way at no price
    price[~free] += stray
    fixed = (shown & ~system.hideable)[system.own]
    moved = diags_array(signs) @ system.sums[figures]
    parts = [
        (hstack([moved, -moved, csr_array((many, 2 * k)), eye_array(many)]), far, np.inf),
        (hstack([system.sums[may], -system.sums[may], -unit, unit]), 0.0, 0.0),
        (hstack([still, -still]), 0.0, 0.0),
    ]
    upper = np.full(2 * (n + k) + many, np.inf)
    upper[n : 2 * n] = -system.lower
    upper[: 2 * n][np.concatenate([fixed, fixed | free])] = 0.0
    lower = np.zeros(len(upper))
    lower[:n][free] = system.lower[free]
    if np.isinf(leave_out):
        upper[2 * (n + k) :], leave_out = 0.0, 0.0
    weight = system.weight[may]
    cost = np.concatenate([price, price, weight, weight, np.full(many, leave_out)])
    point = _solve_parts(cost, parts, lower, upper, whole=False)
    return None if point is None else (float(cost @ point), point[:n] - point[n : 2 * n])


def _least_hidden(
    system: System, hidden: Mask, figure: int, move: Move
) -> tuple[float, Floats] | None:
    from scipy.sparse import csr_array, eye_array, hstack

    sign, far = move
    may, still = _free_and_still(system, hidden)
    n, k = len(system.lower), len(may)
    room = max(REACH, far) * eye_array(k)
    below = csr_array(hstack([-system.sums[may], room]))
    above = csr_array(hstack([system.sums[may], room]))
    cost = np.concatenate([np.zeros(n), system.weight[may]])
    lower = np.concatenate([system.lower, np.zeros(k)])
    upper = np.concatenate([np.full(n, np.inf), np.ones(k)])
    parts = [
        (sign * system.sums[[figure]], far, np.inf),
        (below, 0.0, np.inf),
        (above, 0.0, np.inf),
        (still, 0.0, 0.0),
    ]
    point = _solve_parts(cost, parts, lower, upper, whole=True)
    return None if point is None else (float(cost @ point), np.rint(point[:n]))


def _free_and_still(system: System, hidden: Mask) -> tuple[Ints, csr_array]:
    """Shown figures that may be hidden, and the rows that must stay at zero in any case."""
    from scipy.sparse import csr_array, vstack

    shown = ~(hidden | system.unpublished)
    stay = system.sums[np.flatnonzero(~system.hideable & shown)]
    return np.flatnonzero(system.hideable & shown), csr_array(vstack([stay, system.links]))


def _solve_parts(
    cost: Floats,
    parts: list[tuple[csr_array, float, float]],
    lower: Floats,
    upper: Floats,
    *,
    whole: bool,
) -> Floats | None:
    """Solve with the rows of all parts, each widened to all columns."""
    from scipy.sparse import csr_array, vstack

    wide = []
    for rows, _, _ in parts:
        rows = csr_array(rows)
        shape = (rows.shape[0], len(cost))
        wide.append(csr_array((rows.data, rows.indices, rows.indptr), shape=shape))
    counts = [rows.shape[0] for rows in wide]
    least = np.repeat([low for _, low, _ in parts], counts)
    most = np.repeat([high for _, _, high in parts], counts)
    return solve(cost, csr_array(vstack(wide)), least, most, lower, upper, whole=whole)
