"""What can be computed from all that is published: one part of a system of relations at a time.

Apart from the search for patterns on purpose: the auditor must not share its faults.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sosiaali_lib.disclosure.fitting import TOLERANCE, Fitting
from sosiaali_lib.disclosure.rigid import rigid
from sosiaali_lib.disclosure.tied import near
from sosiaali_lib.disclosure.ways import Ways

if TYPE_CHECKING:
    import numpy.typing as npt
    from scipy.sparse import csr_array

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]

BATCH = 25
"""Unknowns moved by one linear programme."""
REWARD = 50.0
"""Changes elsewhere that moving one of them may cost."""
BATCHES = ((2_000, REWARD), (200, 20 * REWARD))
"""The same, from short ways to longer ones."""
FARTHEST = 1_000 * REWARD
"""The same for a single one."""
LAST = 20, FARTHEST
"""The same for what is left in the end."""
FAR = 100.0
"""How far from the first point another one is sought where many unknowns differ."""
GAIN = 0.9
"""Share of the unknowns that must be left at most, for one more turn with the same batches."""
NEAR = 3
"""Ties from an unknown within which others may move with it, and fractions are made whole."""
MANY = 1_000
"""Unknowns from which on far points are looked for before ways."""
SEVERAL = 200
"""Unknowns left from which on another beginning is sought."""
TURNS = 3
"""Far points in a row that may show nothing new."""


@dataclass(eq=False)
class Part(Fitting):
    """Unknowns that are tied to one another, and whether they can be computed from what ties them.

    `regions` are numbers of sets of unknowns that mostly have to do with one another, -1 for none: short
    ways are looked for within each of them first, which takes a small programme instead of a large one.
    """

    regions: Ints | None = None

    @cached_property
    def ways(self) -> Ways:
        """Short ways from one point that fits to another."""
        return Ways(self.rows)

    def fixed(self, cell: int, number: int) -> Part:
        """Give the part as a reader sees it who knows one of the unknowns."""
        floors, tops = self.floors.copy(), self.tops.copy()
        floors[cell] = tops[cell] = number
        kept = [point for point in self.points if point[cell] == number]
        view = replace(self, floors=floors, tops=tops, points=kept)
        view.ways = self.ways  # the relations are the same
        return view

    def open(self, wanted: Mask) -> Mask:
        """Tell which wanted unknowns differ between points that fit, or have no upper bound.

        Raises
        ------
        Contradiction
            If no numbers fit, fractions included.
        """
        if not self.points and self.first is not None:
            self._move_amid()
        found = self.differing() | self.within_a_step()
        if self.first is not None:
            found |= self._stir_regions(wanted & ~found)
            if (wanted & ~found).sum() > MANY:
                found |= self._far(wanted & ~found, turns=1)
            found |= self._stir_all(wanted & ~found)
            wanted = wanted & (found | ~self._still(wanted & ~found))
            if (wanted & ~found).sum() > SEVERAL and (middle := self.amid()) is not None:
                # Around a point at the edge little can move.
                self.begin(middle)
                found |= self.differing() | self._stir_all(wanted & ~found)
                wanted = wanted & (found | ~self._still(wanted & ~found))
            found |= self._far(wanted & ~found)
            found |= self.stir(wanted & ~found, *LAST)
        for cell in np.flatnonzero(wanted & ~found):
            if not found[cell]:
                found[cell] = self._opens(int(cell))
                found |= self.differing()
        return wanted & found

    def stir(self, cells: Mask, batch: int = BATCH, reward: float = REWARD) -> Mask:
        """Learn short steps that move each of some unknowns by 1 where that can be; tell what they move.

        `batch` unknowns are moved by one linear programme; moving one is worth changes elsewhere of
        `reward` in all.
        """
        first = self.first
        moved = np.zeros(len(cells), dtype=bool)
        if first is None:
            return moved
        room = self.floors - first, self.tops - first
        random = np.random.default_rng(13)
        order = random.permutation(np.flatnonzero(cells))
        for some in np.array_split(order, -(-len(order) // batch)) if len(order) else ():
            left = some[~moved[some]]
            if len(left):
                moved[self.ways.short(left, *room, random, reward)] = True
        return moved

    def _stir_all(self, cells: Mask) -> Mask:
        """Learn steps that move as many of some unknowns as they can, in ever smaller batches."""
        moved = np.zeros(len(cells), dtype=bool)
        for batch, reward in BATCHES:
            before = np.inf
            while 0 < (left := int((cells & ~moved).sum())) < GAIN * before:
                before = left
                moved |= self.stir(cells & ~moved, batch, reward)
        return moved

    def _move_amid(self) -> None:
        """Begin from a point in the middle of each region; the first one is another point then."""
        if self.first is None or self.regions is None:
            return
        point = self.first.copy()
        for own, among in self._of_regions(self.regions >= 0):
            part = Part(among, among @ point[own], self.floors[own], self.tops[own])
            middle = part.amid()
            if middle is not None:
                point[own] = middle
        self.begin(point)

    def _stir_regions(self, cells: Mask) -> Mask:
        """Learn steps that stay within a region."""
        from scipy.sparse import csr_array

        moved = np.zeros(len(cells), dtype=bool)
        if self.regions is None or self.first is None:
            return moved
        for own, among in self._of_regions(cells & (self.regions >= 0)):
            point = self.first[own]
            part = Part(among, among @ point, self.floors[own], self.tops[own], [point])
            moved[own] = part._stir_all(cells[own])
            steps = part.ways.known.tocoo()
            shape = (steps.shape[0], len(cells))
            self.ways.add(csr_array((steps.data, (steps.row, own[steps.col])), shape=shape))
        return moved

    def _of_regions(self, cells: Mask) -> Iterator[tuple[Ints, csr_array]]:
        """Give the unknowns of each region that has some of the cells, and what ties them."""
        from scipy.sparse import csc_array, csr_array

        if self.regions is None:
            return
        by_column = csc_array(self.rows)
        for region in np.unique(self.regions[cells]):
            own = np.flatnonzero(self.regions == region)
            ties = csr_array(by_column[:, own])
            yield own, csr_array(ties[np.flatnonzero(np.diff(ties.indptr))])

    def _still(self, cells: Mask) -> Mask:
        """Tell which of some unknowns have one possible number only, whatever way one looks."""
        first = self.first
        if first is None or not cells.any():
            return np.zeros(len(cells), dtype=bool)
        falls, rises = self.ways.signs(self.floors - first, self.tops - first)
        for point in self.points:
            falls, rises = falls | (point < first), rises | (point > first)
        return cells & rigid(
            self.rows, (first == self.floors) & ~rises, (first == self.tops) & ~falls
        )

    def _far(self, cells: Mask, turns: int | None = None) -> Mask:
        """Look for points where many of some unknowns have risen or fallen; which of them, is left to chance.

        What is as low as can be may only rise. Without a number of `turns`, until several in a row show
        nothing new.
        """
        first = self.first
        vain = turn = 0
        while first is not None and vain < TURNS and turn != turns:
            left = cells & ~self.differing()
            before = int(left.sum())
            if not before:
                break
            random = np.random.default_rng(len(self.points))
            signs = np.where(first > self.floors, random.choice([-1.0, 1.0], len(left)), -1.0)
            cost = np.where(left, signs * (random.random(len(left)) + 0.5), 0.0)
            cost += random.random(len(left)) / 10
            inside = near(self.rows, left, NEAR)
            floors = np.where(inside, np.maximum(self.floors, first - FAR), first)
            tops = np.where(inside, np.minimum(self.tops, first + FAR), first)
            self.find(cost, floors, tops, ties=NEAR)
            vain = vain + 1 if (left & ~self.differing()).sum() == before else 0
            turn += 1
        return self.differing()

    def within_a_step(self) -> Mask:
        """Tell which unknowns a known step moves from the first point to another one that fits."""
        if self.first is None:
            return np.zeros(len(self.floors), dtype=bool)
        return self.ways.reach(self.floors - self.first, self.tops - self.first)

    def spans(self, cell: int, width: int) -> bool:
        """Tell whether an unknown has possible numbers at least `width` apart."""
        seen = [int(point[cell]) for point in self.points]
        if seen and max(seen) - min(seen) >= width:
            return True
        low, high = self.bounds(cell)
        if np.isinf(high):
            return True
        low, high = np.ceil(low - TOLERANCE), np.floor(high + TOLERANCE)
        if high - low < width:
            return False
        least, most = self.extreme(cell, 1.0), self.extreme(cell, -1.0)
        return least is not None and most is not None and most - least >= width

    def _opens(self, cell: int) -> bool:
        """Look for another point on either side of the first one, along the shortest way at first."""
        first = self.first
        if first is not None and self._moves(cell, self._beside_shortest(cell, first)):
            return True
        low, high = self.bounds(cell)
        if np.isinf(high) or self.differing()[cell]:
            return True
        if np.floor(high + TOLERANCE) - np.ceil(low - TOLERANCE) < 1:
            return False
        return self._moves(cell, np.ones(len(self.floors), dtype=bool))

    def _beside_shortest(self, cell: int, first: Ints) -> Mask:
        """Give what the shortest way of an unknown moves, and what is a tie away.

        Where the shortest way is one of fractions, there mostly is one in whole numbers beside it.
        """
        room = self.floors - first, self.tops - first
        random = np.random.default_rng(cell)
        way = self.ways.cheapest(np.array([cell]), *room, random, FARTHEST)
        return near(self.rows, np.abs(way) > TOLERANCE, 1)

    def _moves(self, cell: int, inside: Mask) -> bool:
        """Find a point on either side of the first one from which it differs among some unknowns alone."""
        first = self.first
        if first is None or not inside[cell]:
            return False
        cost = np.random.default_rng(cell).random(len(first))
        for start, end in ((first[cell] + 1, np.inf), (-np.inf, first[cell] - 1)):
            floors = np.where(inside, self.floors, first)
            tops = np.where(inside, self.tops, first)
            floors[cell], tops[cell] = max(floors[cell], start), min(tops[cell], end)
            if floors[cell] <= tops[cell] and self.find(cost, floors, tops) is not None:
                return True
        return False
