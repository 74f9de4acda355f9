"""Points of a system of relations: numbers, in the end whole ones, that fit what is published."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NoReturn

import numpy as np

from sosiaali_lib.disclosure.rounding import rounded
from sosiaali_lib.disclosure.solver import Infeasible, Programme, Unbounded

if TYPE_CHECKING:
    import numpy.typing as npt
    from scipy.sparse import csr_array

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]

TOLERANCE = 1e-6
LARGE = 10_000
"""Unknowns from which on a programme is made smaller before each answer, not started from the last."""
ANY = 1e9
"""Gap to the cheapest whole numbers where any will do."""


class Contradiction(ValueError):
    """No counts fit the published figures."""


@dataclass(frozen=True, eq=False)
class Answer:
    """What a solver found: a point, or none; whether that is because none fits."""

    x: Floats | None
    impossible: bool = False

    @property
    def whole(self) -> Ints | None:
        """The point, where it is in whole numbers."""
        if self.x is None:
            return None
        point = np.rint(self.x).astype(np.int64)
        return point if np.abs(self.x - point).max(initial=0) < TOLERANCE else None


@dataclass(eq=False)
class Fitting:
    """Unknowns, what ties them, and points found so far that fit.

    Attributes
    ----------
    rows, aims
        The ties: `rows @ x == aims`.
    floors, tops
        Least and greatest number of each unknown.
    points
        Whole numbers that fit, as they were found.
    """

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
    def first(self) -> Ints | None:
        """A point that fits; None if none was found in time."""
        if not self.points:
            self.find(np.random.default_rng(7).random(len(self.floors)))
        return self.points[0] if self.points else None

    def begin(self, point: Ints) -> None:
        """Take another point that fits for the first."""
        self.points.insert(0, point)
        self.first = point
        self._apart[:] = False
        self._compared = 0

    def differing(self) -> Mask:
        """Unknowns that tell some point from the first one; each point is compared once."""
        for point in self.points[self._compared :]:
            self._apart |= point != self.points[0]
        self._compared = len(self.points)
        return self._apart

    def amid(self) -> Ints | None:
        """Find a point away from the floors, around which there is more room than at the edge."""
        from scipy.sparse import csr_array, hstack

        n = len(self.floors)
        room = self.tops - self.floors
        aims = self.aims - self.rows @ self.floors
        both = csr_array(hstack([self.rows, self.rows], format="csr"))
        programme = Programme(both, aims, aims, once=True)
        # The first step from its floor is worth something to each, further ones cost a little.
        steps = np.minimum(room, 1), np.maximum(room - 1, 0)
        programme.limit(np.zeros(2 * n), np.concatenate(steps))
        cost = np.random.default_rng(7).random(2 * n) / 10
        programme.price(cost - np.repeat([1.0, 0.0], n))
        try:
            found = programme.solve()
        except (Infeasible, Unbounded):
            return None
        exact = self.floors + found[:n] + found[n:]
        limits = self.floors, self.tops
        point = rounded(exact, self.rows, self.aims, *limits, cost[:n], gap=ANY)
        return point if point is not None and self._keep(point, *limits) else None

    def find(
        self,
        cost: Floats,
        floors: Floats | None = None,
        tops: Floats | None = None,
        *,
        best: bool = False,
        ties: int | None = None,
    ) -> Ints | None:
        """Find whole numbers that fit, cheap by `cost`, and keep them; None if none was found.

        Fractions first: they are fast, and in most tables the answer is whole anyway. With `best`, no
        whole numbers are cheaper; with `ties`, fractions are made whole within so many ties or not at all.
        """
        low = self.floors if floors is None else floors
        high = self.tops if tops is None else tops
        answer = self._freely(cost, low, high)
        if answer.impossible:
            return None
        point = answer.whole
        if point is None:
            # Halves are whole nowhere: everything is searched anew.
            start = np.full(len(cost), 0.5) if best or answer.x is None else answer.x
            gap = 0.0 if best else ANY
            point = rounded(start, self.rows, self.aims, low, high, cost, gap=gap, ties=ties)
        return point if point is not None and self._keep(point, low, high) else None

    def _keep(self, point: Ints, floors: Floats, tops: Floats) -> bool:
        """Keep whole numbers that fit; tell whether they do."""
        fits = bool((point >= floors).all() and (point <= tops).all())
        fits = fits and not (self.rows @ point != self.aims).any()
        if fits:
            self.points.append(point)
        return fits

    def bounds(self, cell: int) -> tuple[float, float]:
        """Least and greatest number, fractions allowed, of one unknown."""
        cost = np.zeros(len(self.floors))
        cost[cell] = 1.0
        low, high = (self._freely(sign * cost, self.floors, self.tops) for sign in (1.0, -1.0))
        if low.impossible or high.impossible:
            refuse()
        for point in (low.whole, high.whole):
            if point is not None:
                self._keep(point, self.floors, self.tops)
        # A solver that cannot tell unbounded from infeasible says neither; there are numbers that fit.
        return (
            -np.inf if low.x is None else float(low.x[cell]),
            np.inf if high.x is None else float(high.x[cell]),
        )

    def extreme(self, cell: int, sign: float) -> int | None:
        """Least (sign 1) or greatest (sign -1) whole number of one unknown; None if none was found."""
        cost = np.zeros(len(self.floors))
        cost[cell] = sign
        point = self.find(cost, best=True)
        return None if point is None else int(point[cell])

    def _freely(self, cost: Floats, floors: Floats, tops: Floats) -> Answer:
        """Find the cheapest point, fractions allowed."""
        if len(cost) > LARGE:
            self._programme.forget()
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
        large = len(self.floors) > LARGE
        return Programme(self.rows, self.aims, self.aims, once=large)


def refuse() -> NoReturn:
    """Say that the tables contradict one another."""
    raise Contradiction(
        "No counts fit the published figures: totals do not add up, a code is missing from a table, or "
        "a hidden cell is 0 although zeros are shown. Check the tables; give zeros='hidden' if zeros "
        "may be hidden."
    )
