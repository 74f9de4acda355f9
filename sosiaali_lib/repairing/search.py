"""Which figures must be hidden besides, so that some cannot be computed from all that is published."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import InitVar, dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sosiaali_lib.disclosure.attack import Part
from sosiaali_lib.disclosure.demands import ProtectionError, System
from sosiaali_lib.disclosure.figures import Figures
from sosiaali_lib.disclosure.greedy import certify, loosen
from sosiaali_lib.disclosure.outlook import outlook
from sosiaali_lib.disclosure.tied import near, split
from sosiaali_lib.disclosure.witness import Witnesses
from sosiaali_lib.release_audit.regions import NOWHERE, regions
from sosiaali_lib.release_audit.relations import Relations
from sosiaali_lib.release_audit.solving import Memory, Solved

if TYPE_CHECKING:
    import numpy.typing as npt
    from scipy.sparse import csr_array

    Ints = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]

REACHES = (2, 4, 6)
"""Ties from a figure that can be computed to those that may be hidden for it; first the nearest."""
LARGE = 10_000
"""Figures up to which all are looked at from the beginning: what is near need not be the cheapest."""
JOINT = 50_000
"""Figures in need times figures around them, from which on many are moved by one programme."""


def to_hide(
    relations: Relations,
    solved: Solved,
    memory: Memory,
    label: str,
    figures: Collection[int],
    *,
    whole: bool = True,
) -> tuple[set[int], set[int]]:
    """Give what is to be hidden so that figures stay unknown, and those that nothing would help.

    What does for fractions mostly does for `whole` numbers, too, and is found much sooner.
    """
    rows = relations.matrix()
    left = np.array(sorted(figures), dtype=np.int64)
    figure = np.arange(relations.size)
    widest = near(rows, np.isin(figure, left), REACHES[-1])
    point = _point(memory, solved, rows, widest)
    if point is None:
        return set(), set()
    search = _Search(relations, label, rows, point, whole)
    everywhere = np.flatnonzero(widest)
    if len(everywhere) <= LARGE:
        return search.found, set(search.within(everywhere, left, last=True).tolist())
    hopeless = search.hopeless(everywhere, left)
    left = np.setdiff1d(left, hopeless)
    region = regions(relations, rows)
    for one in np.unique(region[left][region[left] != NOWHERE]):
        own = region[left] == one
        lost = search.within(np.flatnonzero(widest & (region == one)), left[own])
        left = np.concatenate([left[~own], lost])
    for reach in REACHES if len(left) else ():
        inside = np.flatnonzero(near(rows, np.isin(figure, left), reach))
        left = search.within(inside, left, last=reach == REACHES[-1])
    return search.found, {*hopeless.tolist(), *left.tolist()}


@dataclass(eq=False)
class _Search:
    """What is known where it is sought, and what was found to be hidden besides so far.

    `point` are numbers that fit all that is published; `names` those of the cells of hidden figures;
    `whole` whether what is found must do for whole numbers, not for fractions alone.
    """

    relations: InitVar[Relations]
    label: InitVar[str]
    rows: csr_array
    point: Ints
    whole: bool
    found: set[int] = field(default_factory=set)
    names: dict[int, str] = field(init=False)
    _published: Mask = field(init=False)
    _fixed: Mask = field(init=False)
    _positive: Mask = field(init=False)
    _floors: Ints = field(init=False)

    def __post_init__(self, relations: Relations, label: str) -> None:
        n = relations.size
        self.names = {cell.figure: f"{cell.table}: {cell.name}" for cell in relations.hidden}
        self._published, self._fixed, known = (np.zeros(n, dtype=bool) for _ in range(3))
        self._published[[cell.figure for cell in relations.shown]] = True
        known[list(relations.known)] = True
        foreign = [cell.figure for cell in relations.shown if not cell.table.startswith(label)]
        self._fixed = known & ~self._published
        self._fixed[foreign] = True
        self._positive = np.zeros(n, dtype=bool)
        self._positive[[figure for figure, number in relations.known.items() if number > 0]] = True
        self._floors = np.zeros(n, dtype=np.int64)
        for figure, floor in relations.floors.items():
            self._floors[figure] = floor
        self._floors[self._published & self._positive] = 1
        for figure, (least, _most) in relations.limits.items():
            self._floors[figure] = max(self._floors[figure], least)

    def hopeless(self, inside: Ints, left: Ints) -> Ints:
        """Give the figures that nothing helps, whatever is hidden among others."""
        found = [part[_stuck(Witnesses(problem))] for part, problem in self._parts(inside, left)]
        return np.unique(np.concatenate(found)) if found else left[:0]

    def _parts(self, inside: Ints, left: Ints) -> Iterator[tuple[Ints, System]]:
        """Give the parts of some figures that have nothing to do with one another, and their problems."""
        ties = np.flatnonzero(abs(self.rows)[:, inside].sum(axis=1) > 0)
        for columns, of_part in split(self.rows[ties][:, inside]):
            part = inside[columns]
            asked = left[np.isin(left, part)]
            if len(asked):
                yield part, self._system(part, self.rows[ties[of_part]][:, part], asked)

    def within(self, inside: Ints, left: Ints, *, last: bool = False) -> Ints:
        """Hide among some figures what those that are left need; give those that nothing there helps.

        Where it is not the `last` attempt, a part in which something is not found gives them all back.
        """
        lost: list[int] = []
        for part, problem in self._parts(inside, left):
            witnesses = Witnesses(problem)
            stuck = _stuck(witnesses)
            lost += part[stuck].tolist()
            problem.target[stuck] = False
            try:
                hidden = loosen(witnesses, problem.target, problem.target, JOINT, quick=True)
                if self.whole:
                    hidden = certify(witnesses, hidden, problem.target)
            except ProtectionError:
                if last:
                    raise
                lost += part[problem.target].tolist()  # what is near does not do
                continue
            self.found.update(part[hidden & ~problem.target].tolist())
        return np.array(sorted(lost), dtype=np.int64)

    def _system(self, part: Ints, ties: csr_array, asked: Ints) -> System:
        """Give the search problem of one part: every figure is a base cell, every tie a link.

        What is hidden already, or was found to be, needs no price and no protection of its own.
        """
        from scipy.sparse import csr_array, eye_array

        n, point = len(part), self.point[part]
        target = np.isin(part, asked)
        published = self._published[part] & ~np.isin(part, list(self.found))
        hideable = target | (published & ~self._fixed[part] & self._positive[part])
        seen = published | target | self._fixed[part]
        figures = Figures(
            grids=(),
            rows=(),
            sums=csr_array(eye_array(n, dtype=np.int64)),
            links=csr_array(ties),
            base=point,
            own=np.arange(n),
            amounts=point,
            published=seen.astype(np.int64),
            labels={at: self.names[int(figure)] for at, figure in enumerate(part) if target[at]},
        )
        return System(
            figures=figures,
            sums=figures.sums,
            links=figures.links,
            lower=np.minimum(self._floors[part] - point, 0),
            own=figures.own,
            primary=target,
            target=target,
            hideable=hideable,
            weight=((point + 1) * seen).astype(float),
            floor=1,
            reach=np.ones(n, dtype=np.int64),
            rise=np.zeros(n, dtype=np.int64),
        )


def _stuck(witnesses: Witnesses) -> Ints:
    """Give the wanted figures that cannot move even if all that may be hidden is."""
    system = witnesses.system
    return witnesses.stuck(outlook(system, system.hideable), system.target)


def _point(memory: Memory, solved: Solved, rows: csr_array, asked: Mask) -> Ints | None:
    """Give whole numbers that fit all that is published, wherever they are asked for."""
    settled = solved.low >= solved.high
    known = 0 if memory.point is None else memory.point
    point = np.where(settled, solved.low, known).astype(np.int64)
    _even(rows, point, ~settled)
    free = np.flatnonzero(~settled)
    outside = (point < solved.low) | (point > solved.high)
    torn = rows @ point != 0
    aims = -(rows[:, np.flatnonzero(settled)] @ point[settled])
    for columns, ties in split(rows[:, free]):
        spot = free[columns]
        if not asked[spot].any() or not (outside[spot].any() or torn[ties].any()):
            continue
        part = Part(rows[ties][:, spot], aims[ties], solved.low[spot], solved.high[spot])
        if part.first is None:
            return None
        point[spot] = part.first
    return point


def _even(rows: csr_array, point: Ints, free: Mask) -> None:
    """Let figures that are in one tie only take up what is left over there."""
    left = rows @ point
    ties = rows.tocoo()
    times = np.bincount(ties.col, minlength=len(point))
    lone = (times[ties.col] == 1) & free[ties.col] & (np.abs(ties.data) == 1)
    torn, at = np.unique(ties.row[lone], return_index=True)
    chosen = np.flatnonzero(lone)[at]
    point[ties.col[chosen]] -= left[torn] * ties.data[chosen]
