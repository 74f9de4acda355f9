"""Witnesses: whole-number deviations from the truth that no shown figure betrays.

A hidden figure is safe when one witness moves it: the reader cannot tell the truth from the truth
plus the deviation. A witness counts only after an exact check in whole numbers, however it was found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sosiaali_lib.disclosure.linear import TOLERANCE, solve
from sosiaali_lib.disclosure.null_space import in_null_space
from sosiaali_lib.disclosure.outlook import outlook
from sosiaali_lib.disclosure.short_moves import BATCH, short_moves
from sosiaali_lib.disclosure.tied import tied

if TYPE_CHECKING:
    import numpy.typing as npt
    from scipy.sparse import csr_array

    from sosiaali_lib.disclosure.cells import Ints, Mask
    from sosiaali_lib.disclosure.demands import System
    from sosiaali_lib.disclosure.figures import Floats
    from sosiaali_lib.disclosure.outlook import Outlook

STEP = 4.0
"""Largest deviation of one base cell in a search with random directions."""
MEMORY = 4_000
"""Witnesses remembered."""
LEVEL = 1e-7
"""What counts as not moved in a null space found by approximation."""


class Witnesses:
    """Finds witnesses for one system and remembers them."""

    def __init__(self, system: System) -> None:
        from scipy.sparse import csr_array

        self.system = system
        self._memory = [csr_array((0, len(system.target)), dtype=np.int64)]
        self._random = np.random.default_rng(20)

    @property
    def _moves(self) -> csr_array:
        return self._memory[0]

    def of(self, system: System) -> Witnesses:
        """Give the witnesses for other demands on the same cells; the memory is in common."""
        other = Witnesses(system)
        other._memory, other._random = self._memory, self._random
        return other

    def covered(self, hidden: Mask) -> Mask:
        """Figures that remembered witnesses move as far as need be while all shown figures stay."""
        shown = ~(hidden | self.system.unpublished)
        alive = (abs(self._moves) @ shown.astype(np.int64)) == 0
        if not self.system.wide:
            moved: Mask = (abs(self._moves).T @ alive.astype(np.int64)) > 0
            return moved
        low, high = self._span(alive)
        return np.asarray((high - low >= self.system.reach) & (high >= self.system.rise))

    def span(self, hidden: Mask) -> tuple[Ints, Ints]:
        """Give how far remembered witnesses lower and raise each figure."""
        shown = ~(hidden | self.system.unpublished)
        return self._span((abs(self._moves) @ shown.astype(np.int64)) == 0)

    def _span(self, alive: Mask) -> tuple[Ints, Ints]:
        moves = self._moves[np.flatnonzero(alive)]
        if not moves.shape[0]:
            return (np.zeros(self._moves.shape[1], dtype=np.int64),) * 2
        low = moves.min(axis=0).toarray().ravel()
        high = moves.max(axis=0).toarray().ravel()
        return np.minimum(low, 0), np.maximum(high, 0)

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
            left &= ~self._wander(view, left, hidden, whole=whole)
            if left.sum() > 0.9 * before:
                if whole:
                    break
                whole = True
        if left.any():
            self.shorten(view, np.flatnonzero(left))
            left &= ~self.covered(hidden)
        for figure in np.flatnonzero(left):
            if left[figure]:
                left &= ~self.search(view, int(figure), hidden)
        found = np.flatnonzero(left | certain)
        return found[np.argsort(-self.system.figures.amounts[found], kind="stable")]

    def shorten(self, view: Outlook, figures: Ints) -> None:
        """Remember short deviations that move figures, for those that want to know what else moves."""
        order = self._random.permutation(figures)
        for batch in np.array_split(order, -(-len(order) // BATCH)) if len(order) else ():
            step = short_moves(self.system, view, batch, self._random)
            if step is not None:
                self.keep(view.columns, step, view)

    def apart(self, hidden: Mask, persons: csr_array) -> npt.NDArray[np.bool_]:
        """Tell which figures a remembered witness moves that leaves all figures of a person alone.

        `persons` has a row for each person, 1 at the figures that are the person; the result has a
        row for each figure and a column for each person.
        """
        shown = ~(hidden | self.system.unpublished)
        alive = (abs(self._moves) @ shown.astype(np.int64)) == 0
        moves = abs(self._moves[np.flatnonzero(alive)]).sign()
        still = (moves @ persons.T).toarray() == 0
        return np.asarray((moves.T @ still.astype(np.int64)) > 0)

    def stuck(self, view: Outlook, wanted: Mask) -> Ints:
        """Give the wanted figures that cannot move even by fractions."""
        figures = np.flatnonzero(wanted)
        still: Mask = np.abs(self.drift(view, figures)).max(axis=1, initial=0.0) < LEVEL
        return figures[still]

    def drift(self, view: Outlook, figures: Ints, many: int = 1) -> Floats:
        """Give what random deviations, fractions allowed, do to figures: a row each, a column a deviation.

        Cells that may only rise rise together as far as any of them can (the possible deviations
        form a cone near the truth); those that then stay are fixed. The rest spans a linear space,
        and a figure is fixed when a random element of that space leaves it at zero.
        """
        from scipy.sparse import csr_array, hstack

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
            if rise is None:  # nobody knows: as if all could move
                return self._random.normal(size=(len(figures), many))
            columns = np.delete(columns, only_up[rise[n:] < 0.5])
            rows = csr_array(view.rows[:, columns])
        return np.asarray(sums[:, columns] @ in_null_space(rows, self._random, many))

    def search(self, view: Outlook, figure: int, hidden: Mask) -> Mask:
        """Look for witnesses that move one figure far enough; give all figures that now can."""
        if self.system.wide:
            self._stretch(view, figure)
            return self.covered(hidden)
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

    def _stretch(self, view: Outlook, figure: int) -> None:
        """Remember how far one figure can rise and fall, as far as it has to."""
        far = int(max(self.system.reach[figure], self.system.rise[figure]))
        row = self.system.sums[[figure]][:, view.columns].toarray().ravel().astype(float)
        columns = np.flatnonzero(np.isin(view.part, view.part[row != 0]))
        for sign in (1.0, -1.0):
            for whole in (False, True):
                step = self._rise(view, columns, sign * row[columns], whole=whole, far=far)
                if step is not None:
                    self.keep(view.columns[columns], step, view)
                if step is None or np.abs(step - np.rint(step)).max(initial=0.0) <= TOLERANCE:
                    break

    def _wander(self, view: Outlook, wanted: Mask, hidden: Mask, *, whole: bool) -> Mask:
        """Move many figures at once: one linear programme, each wanted one up or down by chance."""
        lower = np.maximum(self.system.lower[view.columns], -STEP)
        signs = np.where(wanted, self._random.choice([-1.0, 1.0], size=len(wanted)), 0.0)
        direction = signs @ self.system.sums[:, view.columns]
        upper = np.full(len(lower), STEP)
        step = solve(direction, view.rows, 0.0, 0.0, lower, upper, whole=whole, gap=0.5)
        if step is None:
            return np.zeros(len(wanted), dtype=bool)
        moved = self.keep(view.columns, step, view)
        return self.covered(hidden) if self.system.wide else moved

    def _rise(
        self, view: Outlook, columns: Ints, row: Floats, *, whole: bool, far: int = 0
    ) -> Floats | None:
        """Raise a sum of base cells by 1 or more while all rows stay; None if that cannot be.

        With `far`, as near to that much as can be.
        """
        from scipy.sparse import csr_array, vstack

        rows = csr_array(vstack([view.rows[:, columns], csr_array(row[None, :])], format="csr"))
        least, most = np.zeros(rows.shape[0]), np.zeros(rows.shape[0])
        least[-1], most[-1] = 1.0, float(far) if far else np.inf
        lower = self.system.lower[view.columns[columns]].astype(float)
        upper = np.full(len(columns), np.inf)
        if whole:  # bounds close by make the search for whole numbers short
            limit = max(STEP, float(far))
            lower, upper = np.maximum(lower, -limit), np.full(len(columns), limit)
        return solve(
            -row if far else np.zeros(len(columns)), rows, least, most, lower, upper, whole=whole
        )

    def keep(self, columns: Ints, step: Floats, view: Outlook) -> Mask:
        """Remember the parts of a deviation that pass the exact check; give the figures moved."""
        from scipy.sparse import csr_array, vstack

        full = np.zeros(self.system.sums.shape[1])
        full[columns] = step
        whole = np.rint(full).astype(np.int64)
        used = np.flatnonzero(np.abs(full[view.columns]) > TOLERANCE)
        nothing = np.zeros(len(self.system.target), dtype=bool)
        if not len(used):
            return nothing
        # What moves together but apart from the rest is a deviation of its own, and a shorter one.
        rows, local = csr_array(view.rows[:, used]), whole[view.columns[used]]
        part, row_part = tied(rows)
        bad = np.zeros(int(part.max()) + 1, dtype=bool)
        wrong = (np.abs(full - whole)[view.columns[used]] > TOLERANCE) | (
            local < self.system.lower[view.columns[used]]
        )
        bad[part[wrong]] = True
        bad[row_part[np.flatnonzero(rows @ local)]] = True
        kept = np.flatnonzero(~bad[part])
        if not len(kept):
            return nothing
        parts, place = np.unique(part[kept], return_inverse=True)
        size = (len(parts), len(whole))
        by_part = csr_array((local[kept], (place, view.columns[used[kept]])), shape=size)
        moves = csr_array(by_part @ self.system.sums.T)
        moves.eliminate_zeros()
        self._memory[0] = csr_array(vstack([self._moves, moves], format="csr")[-MEMORY:])
        nothing[moves.indices] = True
        return nothing
