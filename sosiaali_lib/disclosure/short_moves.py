"""Short deviations for many figures at once: what moves a figure and hardly anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sosiaali_lib.disclosure.linear import solve

if TYPE_CHECKING:
    from sosiaali_lib.disclosure.cells import Ints
    from sosiaali_lib.disclosure.demands import System
    from sosiaali_lib.disclosure.figures import Floats
    from sosiaali_lib.disclosure.outlook import Outlook

BATCH = 25
"""Figures to which one linear programme finds the way; more of them get in one another's way."""
LEFT_OUT = 50.0
"""Price of not moving a figure, in base cells moved."""


def short_moves(
    system: System, view: Outlook, figures: Ints, random: np.random.Generator
) -> Floats | None:
    """Give the deviation that moves few base cells in all and each figure by 1, where it can.

    Figures that cannot are left out; which way each moves is left to chance where both ways are open.
    """
    from scipy.sparse import csr_array, eye_array, hstack, vstack

    sums = csr_array(system.sums[figures][:, view.columns])
    can_fall = sums @ (system.lower[view.columns] < 0) > 0
    signs = np.where(can_fall, random.choice([-1.0, 1.0], size=len(figures)), 1.0)
    moved = csr_array(sums.multiply(signs[:, None]))
    many, n = len(figures), len(view.columns)
    none = csr_array((view.rows.shape[0], many))
    rows = vstack(
        [hstack([moved, -moved, eye_array(many)]), hstack([view.rows, -view.rows, none])],
        format="csr",
    )
    least = np.concatenate([np.ones(many), np.zeros(view.rows.shape[0])])
    most = np.concatenate([np.full(many, np.inf), np.zeros(view.rows.shape[0])])
    upper = np.full(2 * n + many, np.inf)
    upper[n : 2 * n] = -system.lower[view.columns]
    cost = np.concatenate([1 + random.random(2 * n) / 10, np.full(many, LEFT_OUT)])
    point = solve(cost, csr_array(rows), least, most, np.zeros(len(upper)), upper)
    return None if point is None else point[:n] - point[n : 2 * n]
