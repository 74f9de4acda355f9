"""A good pattern fast: protect one figure after another, then show again what need not be hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sosiaali_lib.disclosure.demands import ProtectionError
from sosiaali_lib.disclosure.outlook import outlook
from sosiaali_lib.disclosure.steps import (
    DOWN,
    UP,
    cheapest_step,
    disturbed,
    joint_step,
    short_steps,
)
from sosiaali_lib.disclosure.witness import LEVEL, Witnesses

if TYPE_CHECKING:
    from sosiaali_lib.disclosure.cells import Ints, Mask
    from sosiaali_lib.disclosure.demands import System
    from sosiaali_lib.disclosure.figures import Floats

JOINT = 200_000
"""Figures in need times base cells, from which on joint steps are taken."""
QUICK_JOINT = 500
"""The same where a few more hidden figures are no matter."""
TURNS = 12
"""Joint steps at most."""
LARGE = 2_000_000
"""Figures hidden besides times base cells, from which on they are shown again in batches only."""
BATCHES = (50, 15)
"""Figures in a batch, pass by pass."""
REPAIRS = 4
"""Joint steps at most to repair what a batch opens."""
QUICK_LARGE = 20_000
"""The same, from which on none is shown again where a few more hidden figures are no matter."""
SHARES = 4
"""Shares of the figures in need, of which each joint step moves one."""
QUICK_SHARES = 2
"""The same where a few more hidden figures are no matter."""
SAMPLES = 3
"""Random deviations by which two figures are told apart."""
DIGITS = 5
"""Decimals to which their proportions are compared."""
PATIENCE = 2
"""Times that a figure which could be computed is shown before it is protected like the rest."""


def settle(witnesses: Witnesses, hidden: Mask, *, quick: bool = False) -> Mask:
    """Hide enough and little, until no hidden figure, wanted or not, can be computed.

    Raises
    ------
    ProtectionError
        If a figure could be computed whatever else is hidden.
    """
    system = witnesses.system
    wanted = system.target.copy()
    _refuse(system, _stuck(witnesses, wanted | system.hideable, wanted).tolist())
    joint = QUICK_JOINT if quick else JOINT
    hidden = loosen(witnesses, hidden | wanted, wanted, joint, quick=quick)
    work = int((hidden & ~wanted).sum()) * len(system.lower)
    if work < (QUICK_LARGE if quick else LARGE):
        hidden = prune(witnesses, hidden, wanted)
    elif not quick:
        for size in BATCHES:
            hidden = thin(witnesses, hidden, wanted, size)
    hidden = certify(witnesses, hidden, wanted)
    times_shown = 0
    while len(idle := witnesses.unprotected(hidden, hidden)):
        # What the reader can compute may as well be shown; that opens nothing. Where it is hidden
        # again and again all the same, it is protected like the rest.
        hidden[idle] = times_shown >= PATIENCE
        wanted[idle] = times_shown >= PATIENCE
        times_shown += 1
        hidden = certify(witnesses, loosen(witnesses, hidden, wanted, joint, quick=quick), wanted)
    return hidden


def loosen(
    witnesses: Witnesses, hidden: Mask, wanted: Mask, joint: int = JOINT, *, quick: bool = False
) -> Mask:
    """Hide more until every wanted figure can move, if only by fractions.

    `quick` lets a figure move the one way that is likely to be the cheaper, if it can.
    """
    system = witnesses.system
    hidden = hidden.copy()
    stuck = _stuck(witnesses, hidden, wanted)
    shares = QUICK_SHARES if quick else SHARES
    for turn in range(TURNS):
        if len(stuck) * len(system.lower) < joint:
            break
        some = stuck[turn % shares :: shares]
        hidden, _ = _take(witnesses, hidden, joint_step(system, hidden, some))
        stuck = _stuck(witnesses, hidden, wanted)
    hopeless = []
    for figure in stuck:
        if witnesses.covered(hidden)[figure]:
            continue
        step = None
        if quick:
            way = DOWN if system.figures.amounts[figure] > 1 else UP
            step = cheapest_step(system, hidden, int(figure), moves=(way,))
        if step is None:
            step = cheapest_step(system, hidden, int(figure))
        if step is None:
            hopeless.append(int(figure))
        else:
            hidden, _ = _take(witnesses, hidden, step)
    _refuse(system, hopeless)
    return hidden


def certify(witnesses: Witnesses, hidden: Mask, wanted: Mask) -> Mask:
    """Hide more where a wanted figure that can move by fractions cannot by whole numbers."""
    system = witnesses.system
    hidden = hidden.copy()
    hopeless = []
    for figure in witnesses.unprotected(hidden, wanted).tolist():
        if witnesses.covered(hidden)[figure]:
            continue
        if witnesses.search(outlook(system, hidden), figure, hidden)[figure]:
            continue
        for step in short_steps(system, hidden, figure):
            wider, moved = _take(witnesses, hidden, step)
            if moved[figure]:
                hidden = wider
                break
        else:
            hopeless.append(figure)
    _refuse(system, hopeless)
    return hidden


def _take(witnesses: Witnesses, hidden: Mask, step: Floats) -> tuple[Mask, Mask]:
    """Hide what a deviation disturbs; tell besides for which figures it is a witness."""
    wider = hidden | disturbed(witnesses.system, step)
    everywhere = np.arange(len(step))
    return wider, witnesses.keep(everywhere, step, outlook(witnesses.system, wider))


def prune(witnesses: Witnesses, hidden: Mask, wanted: Mask) -> Mask:
    """Show again, dearest first, every figure without which all wanted ones can still move.

    Showing a figure fixes a wanted one if every deviation moves the two in one proportion. A few
    random deviations tell that of all pairs at once; what passes is tried.
    """
    system = witnesses.system
    hidden = hidden.copy()
    spare = _dearest_first(system, hidden & ~wanted)
    bound = _bound(witnesses, hidden, wanted) if spare else hidden
    for figure in spare:
        if bound[figure]:
            continue
        hidden[figure] = False
        if len(_stuck(witnesses, hidden, wanted)):
            hidden[figure] = True
        else:
            bound = _bound(witnesses, hidden, wanted)
    return hidden


def _bound(witnesses: Witnesses, hidden: Mask, wanted: Mask) -> Mask:
    """Tell which figures, if they were shown, would fix some wanted one."""
    figures = np.flatnonzero(hidden)
    drift = witnesses.drift(outlook(witnesses.system, hidden), figures, SAMPLES)
    moves = np.abs(drift).max(axis=1, initial=0.0) > LEVEL
    figures, drift = figures[moves], drift[moves]
    ways = np.round(drift[:, 1:] / drift[:, :1], DIGITS)
    _names, way = np.unique(ways, axis=0, return_inverse=True)
    taken = np.bincount(way.ravel(), weights=wanted[figures], minlength=1) > 0
    bound = np.zeros_like(hidden)
    bound[figures] = taken[way.ravel()]
    return bound


def thin(witnesses: Witnesses, hidden: Mask, wanted: Mask, size: int) -> Mask:
    """Show a batch again, dearest first, and repair what that opens, where it is cheaper."""
    system = witnesses.system
    spare = _dearest_first(system, hidden & ~wanted)
    for batch in np.array_split(spare, max(1, len(spare) // size)):
        less = hidden.copy()
        less[batch] = False
        stuck = _stuck(witnesses, less, wanted)
        for _ in range(REPAIRS):
            if not len(stuck) or system.price(less) >= system.price(hidden):
                break
            less, _ = _take(witnesses, less, joint_step(system, less, stuck))
            stuck = _stuck(witnesses, less, wanted)
        if not len(stuck) and system.price(less) < system.price(hidden):
            hidden = less
    return hidden


def _stuck(witnesses: Witnesses, hidden: Mask, wanted: Mask) -> Ints:
    """Wanted figures that cannot move, largest first."""
    left = wanted & ~witnesses.covered(hidden)
    if not left.any():
        return np.flatnonzero(left)
    stuck = witnesses.stuck(outlook(witnesses.system, hidden), left)
    return stuck[np.argsort(-witnesses.system.figures.amounts[stuck], kind="stable")]


def _dearest_first(system: System, figures: Mask) -> list[int]:
    spare = np.flatnonzero(figures)
    order: list[int] = spare[np.argsort(-system.weight[spare], kind="stable")].tolist()
    return order


def _refuse(system: System, hopeless: list[int]) -> None:
    if hopeless:
        raise ProtectionError(
            "Nothing was found that keeps these cells from being computed",
            system.figures.names(hopeless),
            "Merge categories or areas, free some figures from `fixed`, or hide zeros too "
            "(zeros='hidden').",
        )
