"""A good pattern fast: protect one figure after another, then show again what need not be hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sosiaali_lib.disclosure.demands import ProtectionError
from sosiaali_lib.disclosure.witness import TOLERANCE, Witnesses, outlook, solve

if TYPE_CHECKING:
    from sosiaali_lib.disclosure.cells import Ints, Mask
    from sosiaali_lib.disclosure.demands import System
    from sosiaali_lib.disclosure.system import Floats


REACH = 4.0
"""Largest disturbance of a shown figure in the search for a step in whole numbers."""


FEW = 12
"""Fewer figures than this are covered one by one."""
TURNS = 12
"""Joint steps at most."""
PATIENCE = 4
"""A figure that costs more than this many of the largest totals waits for its own step."""


def cover(witnesses: Witnesses, hidden: Mask, wanted: Mask) -> Mask:
    """Hide more until every wanted figure has a witness: first many at once, then one by one.

    Raises
    ------
    ProtectionError
        If a figure could be computed whatever is hidden.
    """
    system = witnesses.system
    hidden = hidden.copy()
    for turn in range(TURNS):
        view = outlook(system, hidden)
        stuck = witnesses.stuck(view, wanted & ~witnesses.covered(hidden))
        if len(stuck) < FEW:
            break
        step = joint_step(system, hidden, stuck[turn % 4 :: 4] if len(stuck) > 4 * FEW else stuck)
        hidden |= (np.abs(system.sums @ step) > TOLERANCE) & system.hideable
    hopeless = []
    for figure in witnesses.unprotected(hidden, wanted):
        if witnesses.covered(hidden)[figure]:
            continue
        single = cheapest_step(system, hidden, int(figure))
        if single is None:
            hopeless.append(int(figure))
            continue
        hidden = _take(witnesses, hidden, int(figure), single)
    if hopeless:
        raise _infeasible(system, hopeless)
    return hidden


def joint_step(system: System, hidden: Mask, figures: Ints) -> Floats:
    """Give the deviation that moves many figures by 1 and disturbs the least weight of shown ones.

    A figure falls if it can and rises if it must; those that would cost too much are left out.
    """
    can_fall = system.sums[figures] @ (system.lower < 0) > 0
    signs = np.where(can_fall & (system.figures.amounts[figures] > 1), -1.0, 1.0)
    found = _least_disturbing(system, hidden, figures, signs, PATIENCE * float(system.weight.max()))
    return np.zeros(len(system.lower)) if found is None else found[1]


def cheapest_step(system: System, hidden: Mask, figure: int) -> Floats | None:
    """Give the cheaper of the deviations that raise or lower one figure by 1; None if neither can.

    In two-way tables the linear programme is a cheapest flow and its answer whole (Cox 1995,
    J. Am. Stat. Assoc. 90(432), 1453-1462); elsewhere it is a good guess.
    """
    alone = np.array([figure])
    steps = [_least_disturbing(system, hidden, alone, np.array([s]), np.inf) for s in (1.0, -1.0)]
    found = [step for step in steps if step is not None]
    return min(found, key=lambda step: round(step[0], 6))[1] if found else None


def _least_disturbing(
    system: System, hidden: Mask, figures: Ints, signs: Floats, leave_out: float
) -> tuple[float, Floats] | None:
    """Price and deviation; `leave_out` is the price of not moving a figure."""
    from scipy.sparse import block_array, csr_array, diags_array, eye_array

    unseen = hidden | system.unpublished
    may = np.flatnonzero(system.hideable & ~unseen)
    stay = np.flatnonzero(~system.hideable & ~unseen)
    n, k, unit = len(system.lower), len(may), eye_array(len(may))
    moved = diags_array(signs) @ system.sums[figures]
    blocks = [
        [moved, csr_array((len(figures), k)), csr_array((len(figures), k)), eye_array(len(figures))],
        [system.sums[may], -unit, unit, None],
        [system.sums[stay], None, None, None],
        [system.links, None, None, None],
    ]
    rows = csr_array(block_array([b for b in blocks if b[0].shape[0]], format="csr"))
    least, most = np.zeros(rows.shape[0]), np.zeros(rows.shape[0])
    least[: len(figures)], most[: len(figures)] = 1.0, np.inf
    prices = [np.zeros(n), system.weight[may], system.weight[may]]
    lower = np.concatenate([system.lower, np.zeros(2 * k + len(figures))])
    upper = np.full(len(lower), np.inf)
    if np.isinf(leave_out):
        upper[-len(figures) :], leave_out = 0.0, 0.0
    cost = np.concatenate([*prices, np.full(len(figures), leave_out)])
    point = solve(cost, rows, least, most, lower, upper)
    return None if point is None else (float(cost @ point), point[:n])


def _take(witnesses: Witnesses, hidden: Mask, figure: int, step: Floats) -> Mask:
    """Hide what a deviation disturbs; where it is fractional, look for a whole one."""
    system = witnesses.system
    disturbed = np.abs(system.sums @ step) > TOLERANCE
    wider = hidden | (disturbed & system.hideable)
    view = outlook(system, wider)
    everywhere = np.arange(len(step))
    if witnesses.keep(everywhere, step, view)[figure] or witnesses.search(view, figure)[figure]:
        return wider
    whole = _whole_step(system, wider, figure)
    if whole is None:
        raise _infeasible(system, [figure])
    wider |= (np.abs(system.sums @ whole) > TOLERANCE) & system.hideable
    witnesses.keep(everywhere, whole, outlook(system, wider))
    return wider


def _whole_step(system: System, hidden: Mask, figure: int) -> Floats | None:
    """The cheapest deviation in whole numbers, one by one either hidden or not."""
    from scipy.sparse import block_array, csr_array, eye_array

    unseen = hidden | system.unpublished
    may = np.flatnonzero(system.hideable & ~unseen)
    stay = np.flatnonzero(~system.hideable & ~unseen)
    n, k, reach = len(system.lower), len(may), REACH * eye_array(len(may))
    goal = system.sums[[figure]]
    blocks = [
        [system.sums[may], reach],
        [-system.sums[may], reach],
        [system.sums[stay], None],
        [system.links, None],
        [goal, csr_array((1, k))],
    ]
    rows = csr_array(block_array([b for b in blocks if b[0].shape[0]], format="csr"))
    still = len(stay) + system.links.shape[0]
    most = np.concatenate([np.full(2 * k, np.inf), np.zeros(still), [np.inf]])
    least = np.concatenate([np.zeros(2 * k + still), [1.0]])
    lower = np.concatenate([system.lower, np.zeros(k)])
    upper = np.concatenate([np.full(n, np.inf), np.ones(k)])
    cost = np.concatenate([np.zeros(n), system.weight[may]])
    best: Floats | None = None
    for _ in range(2):
        point = solve(cost, rows, least, most, lower, upper, whole=True)
        if point is not None and (best is None or cost @ point < cost @ best - TOLERANCE):
            best = point
        rows = csr_array(block_array([[rows[:-1]], [-rows[-1:]]], format="csr"))
    return None if best is None else np.rint(best[:n])


def prune(witnesses: Witnesses, hidden: Mask, wanted: Mask) -> Mask:
    """Show again, dearest first, every figure without which all wanted ones can still move.

    Movement by fractions decides here; whoever calls makes sure of whole numbers.
    """
    system = witnesses.system
    hidden = hidden.copy()
    spare = np.flatnonzero(hidden & ~wanted)
    for figure in spare[np.argsort(-system.weight[spare], kind="stable")]:
        hidden[figure] = False
        left = wanted & ~witnesses.covered(hidden)
        if left.any() and len(witnesses.stuck(outlook(system, hidden), left)):
            hidden[figure] = True
    return hidden


def settle(witnesses: Witnesses, hidden: Mask) -> Mask:
    """Cover and prune until no hidden figure, wanted or not, can be computed."""
    wanted = witnesses.system.target.copy()
    while True:
        hidden = cover(witnesses, hidden | wanted, wanted)
        hidden = cover(witnesses, prune(witnesses, hidden, wanted), wanted)
        open_ones = witnesses.unprotected(hidden, hidden)
        if not len(open_ones):
            return hidden
        wanted[open_ones] = True


def _infeasible(system: System, figures: list[int] | Ints) -> ProtectionError:
    return ProtectionError(
        "These cells can be computed whatever else is hidden",
        system.figures.names(figures),
        "Merge categories or areas, free some figures from `fixed`, or hide zeros too "
        "(zeros='hidden').",
    )
