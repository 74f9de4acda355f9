"""Witnesses: whole-number deviations from the truth that no shown figure betrays.

A hidden figure is safe when one witness moves it: the reader cannot tell the truth from the truth
plus the deviation. A witness counts only after an exact check in whole numbers, however it was found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sosiaali_lib.disclosure.linear import TOLERANCE, in_null_space, solve

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from sosiaali_lib.disclosure.cells import Ints, Mask
    from sosiaali_lib.disclosure.demands import System
    from sosiaali_lib.disclosure.figures import Floats

STEP = 4.0
"""Largest deviation of one base cell in a search with random directions."""
MEMORY = 4_000
"""Witnesses remembered."""
LEVEL = 1e-7
"""What counts as not moved in a null space found by approximation."""


@dataclass(frozen=True, eq=False)
class Outlook:
    """What is open to movement while a given set of figures is hidden."""

    columns: Ints
    """Base cells that may move."""
    rows: csr_array
    """Over those columns: what must stay at zero (shown figures, then links)."""
    figure_of_row: Ints
    """Figure behind each row; -1 for a link."""
    part: Ints
    """Connected part of each column."""
    link_of_row: Ints
    """Link behind each row; -1 for a figure."""


def outlook(system: System, hidden: Mask) -> Outlook:
    """Keep the base cells whose own figure is out of sight, and the rows that bind them."""
    from scipy.sparse import csr_array, vstack
    from scipy.sparse.csgraph import connected_components

    unseen = hidden | system.unpublished
    columns = np.flatnonzero(unseen[system.own])
    shown = np.flatnonzero(~unseen)
    rows = csr_array(vstack([system.sums[shown], system.links], format="csr")[:, columns])
    rows.eliminate_zeros()
    kept = np.flatnonzero(np.diff(rows.indptr))
    n_links = system.links.shape[0]
    figure_of_row = np.concatenate([shown, np.full(n_links, -1)])[kept]
    link_of_row = np.concatenate([np.full(len(shown), -1), np.arange(n_links)])[kept]
    rows = rows[kept]
    entries = rows.tocoo()
    size = len(columns) + rows.shape[0]
    ends = (entries.col, entries.row + len(columns))
    _, part = connected_components(
        csr_array((np.ones(rows.nnz), ends), shape=(size, size)), directed=False
    )
    return Outlook(columns, rows, figure_of_row, part[: len(columns)].astype(np.int64), link_of_row)


class Witnesses:
    """Finds witnesses for one system and remembers them."""

    def __init__(self, system: System) -> None:
        from scipy.sparse import csr_array

        self.system = system
        self._moves = csr_array((0, len(system.target)), dtype=np.int64)
        self._random = np.random.default_rng(20)

    def covered(self, hidden: Mask) -> Mask:
        """Figures that a remembered witness moves while all shown figures stay."""
        shown = ~(hidden | self.system.unpublished)
        alive = (abs(self._moves) @ shown.astype(np.int64)) == 0
        moved: Mask = (abs(self._moves).T @ alive.astype(np.int64)) > 0
        return moved

    def unprotected(self, hidden: Mask, wanted: Mask) -> Ints:
        """Give the wanted figures for which no witness was found, largest first."""
        left = wanted & ~self.covered(hidden)
        if not left.any():
            return np.flatnonzero(left)
        view = outlook(self.system, hidden)
        stuck = self.stuck(view, left)
        certain = np.zeros_like(left)
        certain[stuck] = True
        left &= ~certain
        # Fractions first: they are fast, and in two-way tables the answer is whole anyway.
        whole = False
        while left.any():
            before = int(left.sum())
            left &= ~self._wander(view, left, whole=whole)
            if left.sum() > 0.9 * before:
                if whole:
                    break
                whole = True
        for figure in np.flatnonzero(left):
            if left[figure]:
                left &= ~self.search(view, int(figure))
        found = np.flatnonzero(left | certain)
        return found[np.argsort(-self.system.figures.amounts[found], kind="stable")]

    def stuck(self, view: Outlook, wanted: Mask) -> Ints:
        """Give the wanted figures that cannot move even by fractions.

        Cells that may only rise rise together as far as any of them can (the possible deviations
        form a cone near the truth); those that then stay are fixed. The rest spans a linear space,
        and a figure is fixed when a random element of that space leaves it at zero.
        """
        from scipy.sparse import csr_array, hstack

        figures = np.flatnonzero(wanted)
        sums = csr_array(self.system.sums[figures][:, view.columns])
        columns = np.flatnonzero(np.isin(view.part, view.part[np.unique(sums.indices)]))
        rows = csr_array(view.rows[:, columns])
        rows = rows[np.flatnonzero(np.diff(rows.indptr))]
        only_up = np.flatnonzero(self.system.lower[view.columns[columns]] == 0)
        if len(only_up):
            n = len(columns)
            lower = np.full(n, -np.inf)
            lower[only_up] = 0.0
            rise = solve(
                np.concatenate([np.zeros(n), -np.ones(len(only_up))]),
                csr_array(hstack([rows, rows[:, only_up]], format="csr")),
                0.0,
                0.0,
                np.concatenate([lower, np.zeros(len(only_up))]),
                np.concatenate([np.full(n, np.inf), np.ones(len(only_up))]),
            )
            if rise is None:
                return figures[:0]
            columns = np.delete(columns, only_up[rise[n:] < 0.5])
            rows = csr_array(view.rows[:, columns])
        moved = sums[:, columns] @ in_null_space(rows, self._random)
        return figures[np.abs(moved) < LEVEL]

    def search(self, view: Outlook, figure: int) -> Mask:
        """Look for a witness that moves one figure; give all figures that it moves."""
        row = self.system.sums[[figure]][:, view.columns].toarray().ravel().astype(float)
        for part in np.unique(view.part[row != 0]):
            columns = np.flatnonzero(view.part == part)
            for whole in (False, True):
                movable = False
                for sign in (1.0, -1.0):
                    step = self._rise(view, columns, sign * row[columns], whole=whole)
                    if step is None:
                        continue
                    movable = True
                    moved = self.keep(view.columns[columns], step, view)
                    if moved[figure]:
                        return moved
                if not movable:
                    break
        return np.zeros(len(self.system.target), dtype=bool)

    def _wander(self, view: Outlook, wanted: Mask, *, whole: bool) -> Mask:
        """Move many figures at once: one linear programme, each wanted one up or down by chance."""
        lower = np.maximum(self.system.lower[view.columns], -STEP)
        signs = np.where(wanted, self._random.choice([-1.0, 1.0], size=len(wanted)), 0.0)
        direction = signs @ self.system.sums[:, view.columns]
        upper = np.full(len(lower), STEP)
        step = solve(direction, view.rows, 0.0, 0.0, lower, upper, whole=whole, gap=0.5)
        if step is None:
            return np.zeros(len(wanted), dtype=bool)
        return self.keep(view.columns, step, view)

    def _rise(self, view: Outlook, columns: Ints, row: Floats, *, whole: bool) -> Floats | None:
        """Raise a sum of base cells by 1 or more while all rows stay; None if that cannot be."""
        from scipy.sparse import csr_array, vstack

        rows = csr_array(vstack([view.rows[:, columns], csr_array(row[None, :])], format="csr"))
        least, most = np.zeros(rows.shape[0]), np.zeros(rows.shape[0])
        least[-1], most[-1] = 1.0, np.inf
        lower = self.system.lower[view.columns[columns]].astype(float)
        upper = np.full(len(columns), np.inf)
        if whole:  # bounds close by make the search for whole numbers short
            lower, upper = np.maximum(lower, -STEP), np.full(len(columns), STEP)
        return solve(np.zeros(len(columns)), rows, least, most, lower, upper, whole=whole)

    def keep(self, columns: Ints, step: Floats, view: Outlook) -> Mask:
        """Remember the parts of a deviation that pass the exact check; give the figures moved."""
        from scipy.sparse import csr_array, vstack

        full = np.zeros(self.system.sums.shape[1])
        full[columns] = step
        whole = np.rint(full).astype(np.int64)
        local = whole[view.columns]
        n_parts = int(view.part.max(initial=-1)) + 1
        bad = np.zeros(n_parts, dtype=bool)
        wrong = (np.abs(full - whole)[view.columns] > TOLERANCE) | (
            local < self.system.lower[view.columns]
        )
        bad[view.part[wrong]] = True
        broken = view.rows[np.flatnonzero(view.rows @ local)]
        bad[view.part[broken.indices]] = True
        used = np.flatnonzero((local != 0) & ~bad[view.part])
        if not len(used):
            return np.zeros(len(self.system.target), dtype=bool)
        parts, place = np.unique(view.part[used], return_inverse=True)
        size = (len(parts), len(whole))
        by_part = csr_array((local[used], (place, view.columns[used])), shape=size)
        moves = csr_array(by_part @ self.system.sums.T)
        moves.eliminate_zeros()
        self._moves = csr_array(vstack([self._moves, moves], format="csr")[-MEMORY:])
        moved = np.zeros(len(self.system.target), dtype=bool)
        moved[moves.indices] = True
        return moved
