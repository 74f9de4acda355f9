"""The cheapest safe pattern, proved: each way to compute a cell must be cut somewhere.

Every derivation of a cell rests on shown figures; a safe pattern hides at least one figure of each
derivation. The cheapest set that hits all derivations met so far costs no more than any safe
pattern; once it is itself safe it is the optimum (implicit hitting sets, Moreno-Centeno & Karp 2013,
Operations Research 61(2), 453-468; derivations from dual prices as in Fischetti & Salazar 2001,
Management Science 47(7), 1008-1027).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sosiaali_lib.disclosure.linear import TOLERANCE, row_prices, solve
from sosiaali_lib.disclosure.outlook import Outlook, outlook
from sosiaali_lib.disclosure.witness import Witnesses

if TYPE_CHECKING:
    from sosiaali_lib.disclosure.cells import Ints, Mask
    from sosiaali_lib.disclosure.demands import System

CHAIN = 3
"""Derivations sought at once for one figure."""
EFFORT = 100_000
"""Rows and columns of all linear programmes together; counted, not timed, so that the same input
gives the same pattern on every machine."""
MASTER = 1_000
"""What one cheapest hitting set counts for."""
ROUNDS = 10
"""Rounds over all figures that a proof needs at least."""


def cheapest(witnesses: Witnesses, pattern: Mask) -> Mask:
    """Give the cheapest safe pattern, or `pattern` itself if it is that.

    When the proof takes too much effort, the cheapest hitting set so far is given: not yet safe, but
    a start for another descent.
    """
    system, wanted = witnesses.system, witnesses.system.target
    choice = np.flatnonzero(system.hideable & ~wanted)
    known = _Derivations(system)
    hidden, cheapest_so_far = wanted, True
    view = outlook(system, hidden)
    stuck = witnesses.stuck(view, wanted & ~witnesses.covered(hidden))
    if ROUNDS * len(stuck) * sum(view.rows.shape) > EFFORT:
        return pattern
    while known.effort < EFFORT:
        met = len(known.cuts)
        for figure in stuck:
            known.find(hidden, int(figure))
        if len(stuck):
            # Hit the new ones anyhow, to meet more of them before the next costly optimum.
            hidden = hidden | _hit_quickly(system, known.cuts[met:])
            cheapest_so_far = False
        else:
            if cheapest_so_far and not len(witnesses.unprotected(hidden, wanted)):
                return hidden
            if cheapest_so_far:
                # Fractions can move where whole numbers cannot: something more must be hidden.
                known.cuts.append(system.hideable & ~hidden)
            picked = _hit(system, choice, known.cuts)
            known.effort += MASTER
            if (
                picked is None
                or system.weight[choice[picked]].sum() > system.price(pattern) - 1 + TOLERANCE
            ):
                return pattern
            hidden, cheapest_so_far = wanted.copy(), True
            hidden[choice[picked]] = True
        stuck = witnesses.stuck(outlook(system, hidden), wanted & ~witnesses.covered(hidden))
    return hidden


def _hit_quickly(system: System, cuts: list[Mask]) -> Mask:
    """One after another, the cheapest figure of each derivation that is not hit yet."""
    taken = np.zeros(len(system.target), dtype=bool)
    for cut in cuts:
        if not (cut & taken).any():
            figures = np.flatnonzero(cut)
            taken[figures[np.argmin(system.weight[figures])]] = True
    return taken


def _hit(system: System, choice: Ints, cuts: list[Mask]) -> Mask | None:
    """The cheapest figures that hit every derivation; None if that is not settled in time."""
    from scipy.sparse import csr_array

    rows = csr_array(np.array(cuts)[:, choice].astype(float))
    zero, one = np.zeros(len(choice)), np.ones(len(choice))
    taken = solve(system.weight[choice], rows, 1.0, np.inf, zero, one, whole=True, best=True)
    return None if taken is None else taken > 0.5


class _Derivations:
    """Sets of shown figures that give some wanted figure away."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.cuts: list[Mask] = []
        self.effort = 0

    def find(self, hidden: Mask, figure: int) -> None:
        """Add derivations of one figure, each found with all of the last one hidden."""
        hidden = hidden.copy()
        for _ in range(CHAIN):
            used = self._one(outlook(self.system, hidden), figure)
            if used is None or not used.any():
                return
            self.cuts.append(used)
            hidden |= used

    def _one(self, view: Outlook, figure: int) -> Mask | None:
        """Shown figures whose values fix one figure; None if it can move."""
        system = self.system
        full = system.sums[[figure]].toarray().ravel().astype(float)
        row = full[view.columns]
        columns = np.flatnonzero(np.isin(view.part, view.part[row != 0]))
        used = np.zeros(len(system.target), dtype=bool)
        for sign in (1.0, -1.0):
            self.effort += len(columns) + view.rows.shape[0]
            lower = system.lower[view.columns[columns]]
            prices = row_prices(sign * row[columns], view.rows[:, columns], lower)
            if prices is None:
                return None
            paid, tied = np.zeros(len(used)), np.zeros(system.links.shape[0])
            of_figure = view.figure_of_row >= 0
            paid[view.figure_of_row[of_figure]] = prices[of_figure]
            tied[view.link_of_row[~of_figure]] = prices[~of_figure]
            # What the sum of the paid rows leaves over on each base cell. A cell that may fall must
            # leave nothing over, one that may only rise nothing positive; else it has to be known.
            left = sign * full - system.sums.T @ paid - system.links.T @ tied
            known = (left > TOLERANCE) | ((left < -TOLERANCE) & (system.lower < 0))
            balanced = not (np.abs(left[view.columns[columns]]) > TOLERANCE).any()
            if balanced:
                known = np.abs(left) > TOLERANCE
            known[view.columns] = False
            used |= paid != 0
            used[system.own[known]] = True
            if balanced:  # the same rows fix it from the other side
                break
        return used & system.hideable
