"""Whole numbers that fit what is published: one part of a system of relations at a time.

Apart from the search for patterns on purpose: the auditor must not share its faults.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np

from sosiaali_lib.disclosure.solver import Infeasible, Programme, Unbounded
from sosiaali_lib.disclosure.ways import Ways

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt
    from scipy.sparse import csr_array

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]

TOLERANCE = 1e-6
NODES = 5_000
BATCH = 25
"""Unknowns moved by one linear programme."""
REWARD = 50.0
"""Changes elsewhere that moving one of them may cost."""
BATCHES = ((2_000, REWARD), (200, 20 * REWARD), (1, 1_000 * REWARD))
"""The same, from many unknowns and short ways to each unknown by itself and ways of any length."""
FAR = 6.0
"""How far from the first point another one is sought where many unknowns differ."""
WHOLE = 20_000
"""Unknowns of the largest part in which that is done."""
GAIN = 0.9
"""Share of the unknowns that must be left at most, for one more turn with the same batches."""


class Contradiction(ValueError):
    """No counts fit the published figures."""


@dataclass(frozen=True, eq=False)
class Answer:
    """What a solver found: a point, or none; whether that is because none fits."""

    x: Floats | None
    impossible: bool = False


@dataclass(eq=False)
class Part:
    """Unknowns that are tied to one another, what ties them, and points found so far that fit."""

    rows: csr_array
    aims: Ints
    floors: Floats
    tops: Floats
    points: list[Ints] = field(default_factory=list)
    _apart: Mask = field(init=False)
    _compared: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self._apart = np.zeros(len(self.floors), dtype=bool)

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

    @cached_property
    def first(self) -> Ints | None:
        """A point that fits; None if none was found in time."""
        if not self.points:
            self._point(np.random.default_rng(7).random(len(self.floors)))
        return self.points[0] if self.points else None

    def open(self, wanted: Mask) -> Mask:
        """Tell which wanted unknowns differ between points that fit, or have no upper bound.

        Raises
        ------
        Contradiction
            If no numbers fit, fractions included.
        """
        found = self._differing() | self.within_a_step()
        if self.first is not None:
            *stirs, last = (partial(self.stir, batch=size, reward=worth) for size, worth in BATCHES)
            looks: list[Callable[[Mask], Mask]] = [*stirs, self._far, last]
            for look in looks:
                before = np.inf
                while 0 < (left := int((wanted & ~found).sum())) < GAIN * before:
                    before = left
                    found |= look(wanted & ~found)
        for cell in np.flatnonzero(wanted & ~found):
            if not found[cell]:
                found[cell] = self._opens(int(cell))
                found |= self._differing()
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

    def _far(self, cells: Mask) -> Mask:
        """Look for a point where many unknowns have risen or fallen, which is left to chance.

        It takes one programme in whole numbers, which larger parts have to do without.
        """
        first = self.first
        if first is not None and len(first) <= WHOLE:
            signs = np.random.default_rng(len(self.points)).choice([-1.0, 1.0], size=len(cells))
            floors, tops = np.maximum(self.floors, first - FAR), np.minimum(self.tops, first + FAR)
            self._solved(np.where(cells, signs, 0.0), floors, tops, whole=True)
        return self._differing()

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
        least, most = self._extreme(cell, 1.0), self._extreme(cell, -1.0)
        return least is not None and most is not None and most - least >= width

    def bounds(self, cell: int) -> tuple[float, float]:
        """Least and greatest number, fractions allowed, of one unknown."""
        cost = np.zeros(len(self.floors))
        cost[cell] = 1.0
        low, high = (self._solved(sign * cost, self.floors, self.tops)[0] for sign in (1.0, -1.0))
        if low.impossible or high.impossible:
            refuse()
        # A solver that cannot tell unbounded from infeasible says neither; there are numbers that fit.
        return (
            -np.inf if low.x is None else float(low.x[cell]),
            np.inf if high.x is None else float(high.x[cell]),
        )

    def _solved(
        self, cost: Floats, floors: Floats, tops: Floats, *, whole: bool = False, gap: float = 0.5
    ) -> tuple[Answer, Ints | None]:
        """Solve with fractions, or with whole numbers; an answer in whole numbers is kept."""
        answer = (
            self._in_whole(cost, floors, tops, gap) if whole else self._freely(cost, floors, tops)
        )
        if answer.x is None:
            return answer, None
        point = np.rint(answer.x).astype(np.int64)
        fits = np.abs(answer.x - point).max(initial=0) < TOLERANCE
        fits &= bool((point >= floors).all() and (point <= tops).all())
        if not fits or (self.rows @ point != self.aims).any():
            return answer, None
        self.points.append(point)
        return answer, point

    def _freely(self, cost: Floats, floors: Floats, tops: Floats) -> Answer:
        self._programme.limit(floors, tops)
        self._programme.price(cost)
        try:
            return Answer(self._programme.solve())
        except Infeasible:
            return Answer(None, impossible=True)
        except Unbounded:
            return Answer(None)

    @cached_property
    def _programme(self) -> Programme:
        return Programme(self.rows, self.aims, self.aims)

    def _in_whole(self, cost: Floats, floors: Floats, tops: Floats, gap: float) -> Answer:
        from scipy.optimize import Bounds, LinearConstraint, milp

        ties = LinearConstraint(self.rows, self.aims, self.aims) if self.rows.shape[0] else None
        found: Any = milp(
            cost,
            constraints=ties,
            bounds=Bounds(floors, tops),
            integrality=np.ones(len(cost), dtype=int),
            options={"node_limit": NODES, "mip_rel_gap": gap},
        )
        return Answer(found.x, impossible=found.status == 2)

    def _opens(self, cell: int) -> bool:
        """Look for another point on either side of the first one."""
        low, high = self.bounds(cell)
        if np.isinf(high) or self._differing()[cell]:
            return True
        if np.floor(high + TOLERANCE) - np.ceil(low - TOLERANCE) < 1 or self.first is None:
            return False
        here = self.first[cell]
        for start, end in ((here + 1, self.tops[cell]), (self.floors[cell], here - 1)):
            floors, tops = self.floors.copy(), self.tops.copy()
            floors[cell], tops[cell] = start, end
            nothing = np.zeros(len(floors))
            if end >= start and self._point(nothing, floors, tops) is not None:
                return True
        return False

    def _extreme(self, cell: int, sign: float) -> int | None:
        cost = np.zeros(len(self.floors))
        cost[cell] = sign
        point = self._point(cost, gap=0.0)
        return None if point is None else int(point[cell])

    def _differing(self) -> Mask:
        """Unknowns that tell some point from the first one; each point is compared once."""
        for point in self.points[self._compared :]:
            self._apart |= point != self.points[0]
        self._compared = len(self.points)
        return self._apart

    def _point(
        self,
        cost: Floats,
        floors: Floats | None = None,
        tops: Floats | None = None,
        gap: float = 0.5,
    ) -> Ints | None:
        """Find whole numbers that fit, cheap by `cost`, and keep them; None if none was found.

        Fractions first: they are fast, and in most tables the answer is whole anyway.
        """
        low = self.floors if floors is None else floors
        high = self.tops if tops is None else tops
        for whole in (False, True):
            answer, point = self._solved(cost, low, high, whole=whole, gap=gap)
            if point is not None or answer.impossible:
                return point
        return None


def refuse() -> NoReturn:
    """Say that the tables contradict one another."""
    raise Contradiction(
        "No counts fit the published figures: totals do not add up, a code is missing from a table, or "
        "a hidden cell is 0 although zeros are shown. Check the tables; give zeros='hidden' if zeros "
        "may be hidden."
    )
