"""Whole numbers that fit what is published: one part of a system of relations at a time.

Apart from the search for patterns on purpose: the auditor must not share its faults.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np

from sosiaali_lib.disclosure.solver import Infeasible, Programme, Unbounded

if TYPE_CHECKING:
    import numpy.typing as npt
    from scipy.sparse import csr_array

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]

TOLERANCE = 1e-6
NODES = 5_000
STEP = 6.0
BATCH = 25
"""Unknowns moved by one linear programme."""
REWARD = 50.0
"""Changes elsewhere that moving one of them may cost."""
BATCHES = ((2_000, REWARD), (200, 20 * REWARD), (1, 1_000 * REWARD))
"""The same, from many unknowns and short ways to each unknown by itself and ways of any length."""
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
    steps: list[csr_array] = field(default_factory=list)
    """Short ways from one point that fits to another, a row each; known to keep the relations."""

    def fixed(self, cell: int, number: int) -> Part:
        """Give the part as a reader sees it who knows one of the unknowns."""
        floors, tops = self.floors.copy(), self.tops.copy()
        floors[cell] = tops[cell] = number
        kept = [point for point in self.points if point[cell] == number]
        return replace(self, floors=floors, tops=tops, points=kept)

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
            for batch, reward in BATCHES:
                more = True
                while more and (wanted & ~found).any():
                    before = int((wanted & ~found).sum())
                    found |= self.stir(wanted & ~found, batch, reward)
                    more = (wanted & ~found).sum() < GAIN * before
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
        random = np.random.default_rng(13)
        order = random.permutation(np.flatnonzero(cells))
        for some in np.array_split(order, -(-len(order) // batch)) if len(order) else ():
            left = some[~moved[some]]
            if len(left):
                moved[self._short(left, first, random, reward)] = True
        return moved

    def _short(self, cells: Ints, first: Ints, random: np.random.Generator, reward: float) -> Ints:
        """Find the least that must change in all for some unknowns to change by 1; keep its parts."""
        from scipy.sparse import csr_array

        n = len(self.floors)
        nothing = np.array([], dtype=np.int64)
        room_down, room_up = first - self.floors, self.tops - first
        cost = 1 + random.random(2 * n) / 10
        up = (random.random(len(cells)) < 0.5) | (room_down[cells] < 1)
        cost[cells + np.where(up, 0, n)] = -reward
        tops = np.concatenate([room_up, room_down])
        both = np.concatenate([cells, cells + n])
        tops[both] = np.minimum(tops[both], 1)
        tops[cells + np.where(up, n, 0)] = 0
        self._changes.limit(np.zeros(2 * n), tops)
        self._changes.price(cost)
        try:
            answer = self._changes.solve()
        except Unbounded:
            return nothing
        exact = answer[:n] - answer[n:]
        used = np.flatnonzero(np.abs(exact) > TOLERANCE)
        if not len(used):
            return nothing
        ways = csr_array(self.rows[:, used])
        ways = csr_array(ways[np.flatnonzero(np.diff(ways.indptr))])
        # What moves together but apart from the rest is a step of its own.
        part, part_of_tie = _tied(ways)
        step = np.rint(exact[used]).astype(np.int64)
        bad = np.zeros(int(part.max()) + 1, dtype=bool)
        bad[part[np.abs(exact[used] - step) > TOLERANCE]] = True
        bad[part_of_tie[np.flatnonzero(ways @ step)]] = True
        for one in np.flatnonzero(bad):
            own = np.flatnonzero(part == one)
            ties = csr_array(ways[np.flatnonzero(part_of_tie == one)][:, own])
            aim = np.where(np.isin(used[own], cells), exact[used[own]], 0.0)
            whole = _whole_step(ties, -room_down[used[own]], room_up[used[own]], aim)
            if whole is not None:
                step[own], bad[one] = whole, False
        kept = np.flatnonzero(~bad[part] & (step != 0))
        names, at = np.unique(part[kept], return_inverse=True)
        self.steps.append(csr_array((step[kept], (at, used[kept])), shape=(len(names), n)))
        return used[kept]

    @cached_property
    def _changes(self) -> Programme:
        """What may change together: how much each unknown rises, then how much each falls."""
        from scipy.sparse import csr_array, hstack

        rows = csr_array(hstack([self.rows, -self.rows], format="csr"))
        still = np.zeros(rows.shape[0])
        return Programme(rows, still, still)

    def within_a_step(self) -> Mask:
        """Tell which unknowns a known step moves from the first point to another one that fits."""
        moved = np.zeros(len(self.floors), dtype=bool)
        if self.first is None or not self.steps:
            return moved
        steps = self._all_steps()
        there = steps.data + self.first[steps.indices]
        bad = (there < self.floors[steps.indices]) | (there > self.tops[steps.indices])
        of = np.repeat(np.arange(steps.shape[0]), np.diff(steps.indptr))
        fits = np.bincount(of, weights=bad, minlength=steps.shape[0]) == 0
        moved[steps.indices[fits[of]]] = True
        return moved

    def _all_steps(self) -> csr_array:
        from scipy.sparse import csr_array, vstack

        if len(self.steps) > 1:
            self.steps[:] = [csr_array(vstack(self.steps, format="csr"))]
        return self.steps[0]

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
        if len(self.points) < 2:
            return np.zeros(len(self.floors), dtype=bool)
        points = np.array(self.points)
        return np.asarray((points != points[0]).any(axis=0))

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


def _whole_step(ties: csr_array, lowest: Floats, highest: Floats, direction: Floats) -> Ints | None:
    """Give a change in whole numbers of a few unknowns that goes in a direction; None without any."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    limits = Bounds(np.maximum(lowest, -STEP), np.minimum(highest, STEP))
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


def split(rows: csr_array) -> list[tuple[Ints, Ints]]:
    """Split unknowns and relations into parts that have nothing to do with one another."""
    label = np.concatenate(_tied(rows))
    n = rows.shape[1]
    by_label = np.argsort(label, kind="stable")
    if not len(label):
        return []
    groups = np.split(by_label, np.searchsorted(label[by_label], np.arange(1, label.max() + 1)))
    return [(group[group < n], group[group >= n] - n) for group in groups]


def _tied(rows: csr_array) -> tuple[Ints, Ints]:
    """Number the parts of unknowns and relations that have nothing to do with one another."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    n_rows, n = rows.shape
    entries = rows.tocoo()
    ties = csr_array((np.ones(rows.nnz), (entries.row + n, entries.col)), shape=(n + n_rows,) * 2)
    _count, label = connected_components(ties, directed=False)
    return label[:n].astype(np.int64), label[n:].astype(np.int64)


def refuse() -> NoReturn:
    """Say that the tables contradict one another."""
    raise Contradiction(
        "No counts fit the published figures: totals do not add up, a code is missing from a table, or "
        "a hidden cell is 0 although zeros are shown. Check the tables; give zeros='hidden' if zeros "
        "may be hidden."
    )
