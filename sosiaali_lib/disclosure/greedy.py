"""A good pattern fast: protect one figure after another, then show again what need not be hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sosiaali_lib.disclosure.demands import ProtectionError
from sosiaali_lib.disclosure.steps import cheapest_step, disturbed, joint_step, whole_step
from sosiaali_lib.disclosure.witness import Witnesses, outlook

if TYPE_CHECKING:
    from sosiaali_lib.disclosure.cells import Mask
    from sosiaali_lib.disclosure.demands import System
    from sosiaali_lib.disclosure.figures import Floats

JOINT = 200_000
"""Figures in need times base cells, from which on joint steps are taken."""
TURNS = 12
"""Joint steps at most."""
LARGE = 2_000_000
"""Figures hidden besides times base cells, from which on they are shown again in batches only."""
BATCHES = (50, 15)
"""Figures in a batch, pass by pass."""
REPAIRS = 4
"""Joint steps at most to repair what a batch opens."""


def settle(witnesses: Witnesses, hidden: Mask) -> Mask:
    """Cover and shrink until no hidden figure, wanted or not, can be computed.

    Raises
    ------
    ProtectionError
        If a figure could be computed whatever else is hidden.
    """
    system = witnesses.system
    wanted = system.target.copy()
    while True:
        hidden = cover(witnesses, hidden | wanted, wanted)
        if int((hidden & ~wanted).sum()) * len(system.lower) < LARGE:
            hidden = prune(witnesses, hidden, wanted)
        else:
            for size in BATCHES:
                hidden = thin(witnesses, hidden, wanted, size)
        hidden = cover(witnesses, hidden, wanted)
        still_open = witnesses.unprotected(hidden, hidden)
        if not len(still_open):
            return hidden
        wanted[still_open] = True


def cover(witnesses: Witnesses, hidden: Mask, wanted: Mask) -> Mask:
    """Hide more until every wanted figure has a witness; many at once only where they are very many."""
    system = witnesses.system
    hidden = hidden.copy()
    for turn in range(TURNS):
        view = outlook(system, hidden)
        stuck = witnesses.stuck(view, wanted & ~witnesses.covered(hidden))
        if len(stuck) * len(system.lower) < JOINT:
            break
        hidden |= joint_step(system, hidden, stuck[turn % 4 :: 4])
    hopeless = []
    for figure in witnesses.unprotected(hidden, wanted):
        if witnesses.covered(hidden)[figure]:
            continue
        step = cheapest_step(system, hidden, int(figure))
        wider = None if step is None else _take(witnesses, hidden, int(figure), step)
        if wider is None:
            hopeless.append(int(figure))
        else:
            hidden = wider
    if hopeless:
        raise ProtectionError(
            "These cells can be computed whatever else is hidden",
            system.figures.names(hopeless),
            "Merge categories or areas, free some figures from `fixed`, or hide zeros too "
            "(zeros='hidden').",
        )
    return hidden


def _take(witnesses: Witnesses, hidden: Mask, figure: int, step: Floats) -> Mask | None:
    """Hide what a deviation disturbs; where it is fractional, look for a whole one."""
    system = witnesses.system
    everywhere = np.arange(len(step))
    wider = hidden | disturbed(system, step)
    view = outlook(system, wider)
    if witnesses.keep(everywhere, step, view)[figure] or witnesses.search(view, figure)[figure]:
        return wider
    whole = whole_step(system, wider, figure)
    if whole is None:
        return None
    wider |= disturbed(system, whole)
    return wider if witnesses.keep(everywhere, whole, outlook(system, wider))[figure] else None


def prune(witnesses: Witnesses, hidden: Mask, wanted: Mask) -> Mask:
    """Show again, dearest first, every figure without which all wanted ones can still move.

    Movement by fractions decides here; whoever calls makes sure of whole numbers.
    """
    system = witnesses.system
    hidden = hidden.copy()
    for figure in _dearest_first(system, hidden & ~wanted):
        hidden[figure] = False
        left = wanted & ~witnesses.covered(hidden)
        if left.any() and len(witnesses.stuck(outlook(system, hidden), left)):
            hidden[figure] = True
    return hidden


def thin(witnesses: Witnesses, hidden: Mask, wanted: Mask, size: int) -> Mask:
    """Show a batch again, dearest first, and repair what that opens, where it is cheaper."""
    system = witnesses.system
    spare = _dearest_first(system, hidden & ~wanted)
    for batch in np.array_split(spare, max(1, len(spare) // size)):
        less = hidden.copy()
        less[batch] = False
        stuck = witnesses.stuck(outlook(system, less), wanted)
        for _ in range(REPAIRS):
            if not len(stuck) or system.price(less) >= system.price(hidden):
                break
            less |= joint_step(system, less, stuck)
            stuck = witnesses.stuck(outlook(system, less), wanted)
        if not len(stuck) and system.price(less) < system.price(hidden):
            hidden = less
    return hidden


def _dearest_first(system: System, figures: Mask) -> list[int]:
    spare = np.flatnonzero(figures)
    order: list[int] = spare[np.argsort(-system.weight[spare], kind="stable")].tolist()
    return order
