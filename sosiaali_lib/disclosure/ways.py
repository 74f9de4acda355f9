"""Short ways from one set of whole numbers that fits to another: what changes while all relations hold.

A way that moves an unknown shows that nobody can compute it. Many are found by one linear programme, since
ways that are short have little to do with one another.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from sosiaali_lib.disclosure.solver import Programme, Unbounded
from sosiaali_lib.disclosure.tied import tied

if TYPE_CHECKING:
    import numpy.typing as npt
    from scipy.sparse import csr_array

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]

TOLERANCE = 1e-6
NODES = 5_000
FAR = 6.0
"""Largest change of one unknown where whole numbers are searched for."""


class Ways:
    """Short ways that keep some relations; those found are known from then on.

    Parameters
    ----------
    rows
        The relations: what changes adds up to zero in each of them.
    """

    def __init__(self, rows: csr_array) -> None:
        from scipy.sparse import csr_array

        self.rows = rows
        self.known = csr_array((0, rows.shape[1]), dtype=np.int64)
        """A row for each way."""

    def add(self, ways: csr_array) -> None:
        """Take in ways that are found already; those that break a relation are left out."""
        from scipy.sparse import csr_array, vstack

        torn = abs(ways @ self.rows.T).sum(axis=1)
        kept = ways[np.flatnonzero((torn == 0) & (np.diff(ways.indptr) > 0))]
        self.known = csr_array(vstack([self.known, kept], format="csr"))

    def reach(self, down: Floats, up: Floats) -> Mask:
        """Tell which unknowns some known way moves without leaving the room that there is.

        `down` (not above 0) and `up` are how far each unknown may change.
        """
        falls, rises = self.signs(down, up)
        return falls | rises

    def signs(self, down: Floats, up: Floats) -> tuple[Mask, Mask]:
        """Tell which unknowns some known way lowers, and which it raises, within the room there is."""
        ways = self.known
        bad = (ways.data < down[ways.indices]) | (ways.data > up[ways.indices])
        of = np.repeat(np.arange(ways.shape[0]), np.diff(ways.indptr))
        fits = np.bincount(of, weights=bad, minlength=ways.shape[0]) == 0
        falls, rises = (np.zeros(ways.shape[1], dtype=bool) for _ in range(2))
        falls[ways.indices[fits[of] & (ways.data < 0)]] = True
        rises[ways.indices[fits[of] & (ways.data > 0)]] = True
        return falls, rises

    def short(
        self, cells: Ints, down: Floats, up: Floats, random: np.random.Generator, reward: float
    ) -> Ints:
        """Find the least that must change in all for some unknowns to change by 1; give what moves.

        Each of `cells` is worth changes of `reward` elsewhere; which way it goes is left to chance
        where both ways are open.
        """
        from scipy.sparse import csr_array

        exact = self.cheapest(cells, down, up, random, reward)
        used = np.flatnonzero(np.abs(exact) > TOLERANCE)
        if not len(used):
            return used
        ties = csr_array(self.rows[:, used])
        ties = csr_array(ties[np.flatnonzero(np.diff(ties.indptr))])
        # What moves together but apart from the rest is a way of its own.
        part, part_of_tie = tied(ties)
        step = np.rint(exact[used]).astype(np.int64)
        bad = np.zeros(int(part.max()) + 1, dtype=bool)
        bad[part[np.abs(exact[used] - step) > TOLERANCE]] = True
        bad[part_of_tie[np.flatnonzero(ties @ step)]] = True
        for one in np.flatnonzero(bad):
            own = np.flatnonzero(part == one)
            among = csr_array(ties[np.flatnonzero(part_of_tie == one)][:, own])
            aim = np.where(np.isin(used[own], cells), exact[used[own]], 0.0)
            whole = _whole_step(among, down[used[own]], up[used[own]], aim)
            if whole is not None:
                step[own], bad[one] = whole, False
        kept = np.flatnonzero(~bad[part] & (step != 0))
        names, at = np.unique(part[kept], return_inverse=True)
        shape = (len(names), len(exact))
        self.add(csr_array((step[kept], (at, used[kept])), shape=shape))
        return used[kept]

    def cheapest(
        self, cells: Ints, down: Floats, up: Floats, random: np.random.Generator, reward: float
    ) -> Floats:
        """Give the change, fractions allowed, that moves the cells for the least change in all.

        Each of them changes by 1 at most; see `short`.
        """
        n = len(down)
        cost = 1 + random.random(2 * n) / 10
        rises = (random.random(len(cells)) < 0.5) | (down[cells] > -1)
        cost[cells + np.where(rises, 0, n)] = -reward
        tops = np.concatenate([up, -down])
        both = np.concatenate([cells, cells + n])
        tops[both] = np.minimum(tops[both], 1)
        tops[cells + np.where(rises, n, 0)] = 0
        self._changes.limit(np.zeros(2 * n), tops)
        self._changes.price(cost)
        try:
            answer = self._changes.solve()
        except Unbounded:
            return np.zeros(n)
        return answer[:n] - answer[n:]

    @cached_property
    def _changes(self) -> Programme:
        """What may change together: how much each unknown rises, then how much each falls."""
        from scipy.sparse import csr_array, hstack

        rows = csr_array(hstack([self.rows, -self.rows], format="csr"))
        still = np.zeros(rows.shape[0])
        return Programme(rows, still, still)


def _whole_step(ties: csr_array, lowest: Floats, highest: Floats, direction: Floats) -> Ints | None:
    """Give a change in whole numbers of a few unknowns that goes in a direction; None without any."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    limits = Bounds(np.maximum(lowest, -FAR), np.minimum(highest, FAR))
    answer: Any = milp(
        -direction,
        constraints=LinearConstraint(ties, 0, 0) if ties.shape[0] else None,
        bounds=limits,
        integrality=np.ones(len(direction), dtype=int),
        options={"node_limit": NODES},
    )
    if answer.x is None:
        return None
    step = np.rint(answer.x).astype(np.int64)
    fits = bool((step >= lowest).all() and (step <= highest).all())
    return step if fits and step.any() and not (ties @ step).any() else None
