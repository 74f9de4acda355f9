"""Which figures follow from all relations together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sosiaali_lib.disclosure.attack import Part
from sosiaali_lib.disclosure.fitting import Contradiction
from sosiaali_lib.disclosure.tied import split
from sosiaali_lib.release_audit.bounds import tighten
from sosiaali_lib.release_audit.regions import regions
from sosiaali_lib.release_audit.relations import Relations

if TYPE_CHECKING:
    import numpy.typing as npt
    from scipy.sparse import csr_array

    Floats = npt.NDArray[np.float64]
    Mask = npt.NDArray[np.bool_]
    Ints = npt.NDArray[np.int64]

ATTEMPTS = 20
FURTHER = 50
"""Points of a part that are kept as steps."""
LARGE = 3_000
"""Unknowns of a part from which on it is looked at region by region first."""
SMALL = 1_000
"""Unknowns up to which parts that have nothing to do with one another are looked at together."""


@dataclass(frozen=True, eq=False)
class Solved:
    """What can be said of every figure.

    Attributes
    ----------
    low, high
        Limits that follow step by step; equal where the number follows.
    closed
        Hidden figures of which only one number is possible, or no second one was found.
    """

    low: Floats
    high: Floats
    closed: frozenset[int]


@dataclass(eq=False)
class Memory:
    """Numbers that fitted and steps that led to others, for relations that change little by little.

    Nothing of it is taken on trust: what does not fit the relations of the day is left out.
    """

    point: Ints | None = None
    steps: csr_array | None = None

    def settle(self, low: Floats, settled: Mask) -> None:
        """Keep the numbers that everybody has: one that is hidden later is still one that fits."""
        from scipy.sparse import csr_array

        if self.point is None or self.steps is None or len(self.point) != len(low):
            self.point = np.zeros(len(low), dtype=np.int64)
            self.steps = csr_array((0, len(low)), dtype=np.int64)
        self.point[settled] = low[settled]

    def tell(self, part: Part, columns: Ints) -> None:
        """Give a part what is known of its figures."""
        from scipy.sparse import csr_array

        if self.point is None or self.steps is None:
            return
        point = self.point[columns]
        inside = (point >= part.floors).all() and (point <= part.tops).all()
        if not inside or (part.rows @ point != part.aims).any():
            return
        part.points.append(point)
        own = csr_array(self.steps[:, columns])
        whole = np.diff(own.indptr) == np.diff(self.steps.indptr)
        part.ways.add(csr_array(own[np.flatnonzero(whole)]))

    def learn(self, part: Part, columns: Ints) -> None:
        """Keep what a part has found."""
        from scipy.sparse import csr_array, vstack

        if self.point is None or self.steps is None or part.first is None:
            return
        self.point[columns] = part.first
        others = self.steps[np.flatnonzero(np.diff(csr_array(self.steps[:, columns]).indptr) == 0)]
        # Another point that fits is a step from the first one.
        further = csr_array(np.array(part.points[:FURTHER]) - part.first)
        found = csr_array(vstack([part.ways.known, further], format="csr")).tocoo()
        shape = (found.shape[0], len(self.point))
        new = csr_array((found.data, (found.row, columns[found.col])), shape=shape)
        self.steps = csr_array(vstack([others, new], format="csr"))


def solve(relations: Relations, *, strict: bool, memory: Memory | None = None) -> Solved:
    """Find the figures that follow from everything that was entered.

    Parameters
    ----------
    relations
        Numbers, hidden figures and ties.
    strict
        Whether the reader uses that a hidden cell is not 0 where zeros are shown.
    memory
        Of relations that were much the same; changed.

    Notes
    -----
    What follows step by step from single ties is found first; what is left falls into parts that have
    nothing to do with one another, and of each two different sets of whole numbers are sought. Where
    no numbers fit because some hidden cell is 0 after all, the reader of that part gives the rule up.
    """
    rows = relations.matrix()
    wanted = np.zeros(relations.size, dtype=bool)
    wanted[[cell.figure for cell in relations.hidden]] = True
    given_up = np.zeros(relations.size, dtype=bool)
    region = regions(relations, rows)
    while True:
        low, high = _limits(relations, rows, given_up, strict=strict)
        settled = low >= high
        if memory is not None:
            memory.settle(low, settled)
        closed = set(np.flatnonzero(wanted & settled).tolist())
        torn = []
        for columns, part in _parts(rows, low, high, wanted & ~settled):
            if len(columns) >= LARGE:
                part.regions = region[columns]
            if memory is not None:
                memory.tell(part, columns)
            shut, contradicting = _closed(part, wanted[columns])
            closed |= set(columns[shut].tolist())
            torn += columns[contradicting].tolist()
            if memory is not None:
                memory.learn(part, columns)
        before = int(given_up.sum())
        if torn:
            known = np.isin(np.arange(relations.size), list(relations.known))
            given_up[_near(rows, np.array(torn), known)] = True
        if int(given_up.sum()) == before:
            return Solved(low, high, frozenset(closed))


def _closed(part: Part, asked: Mask) -> tuple[Mask, Mask]:
    """Give the asked unknowns of which no second number was found, and those that no numbers fit."""
    nothing = np.zeros(len(asked), dtype=bool)
    try:
        shut = asked & ~part.open(asked)
    except Contradiction:
        shut, contradicting = asked, ~nothing
    else:
        contradicting = nothing
        if part.first is not None:
            return shut, contradicting
    pieces = split(part.rows)
    if len(pieces) < 2:
        return shut, contradicting
    # One piece without numbers says nothing of the others.
    shut, contradicting = nothing.copy(), nothing.copy()
    for columns, ties in pieces:
        rows, aims = part.rows[ties][:, columns], part.aims[ties]
        piece = Part(rows, aims, part.floors[columns], part.tops[columns])
        shut[columns], contradicting[columns] = _closed(piece, asked[columns])
    return shut, contradicting


def _limits(
    relations: Relations, rows: csr_array, given_up: Mask, *, strict: bool
) -> tuple[Floats, Floats]:
    """Give limits that fit; where the rule leaves no numbers, it is given up for what is tied to it.

    `given_up` are figures for which that is known already.
    """
    least, most = np.zeros(relations.size), np.full(relations.size, np.inf)
    for figure, (start, end) in relations.limits.items():
        least[figure], most[figure] = max(start, 0), end
    for figure, number in relations.known.items():
        least[figure] = most[figure] = number
    floors = least.copy()
    if strict:
        figures = list(relations.floors)
        floors[figures] = np.maximum(floors[figures], list(relations.floors.values()))
        floors[given_up] = least[given_up]
    floors = np.minimum(floors, np.where(np.isfinite(most), most, floors))
    for _attempt in range(ATTEMPTS):
        low, high = tighten(rows, floors, most)
        torn = np.flatnonzero(low > high)
        if not len(torn):
            return low, high
        near = _near(rows, torn, least == most)
        if (floors[near] == least[near]).all():
            break
        floors[near] = least[near]
    # What contradicts itself tells a reader nothing that he could trust.
    return np.minimum(least, most), most


def _near(rows: csr_array, figures: Ints, known: Mask) -> Ints:
    """Give the figures that are tied to some over unknown ones."""
    found = np.zeros(rows.shape[1], dtype=bool)
    found[figures] = True
    pattern = abs(rows)
    while True:
        ties = pattern @ (found & ~known).astype(float) > 0
        more = (pattern.T @ ties.astype(float) > 0) | found
        if (more == found).all():
            return np.flatnonzero(found)
        found = more


def _parts(rows: csr_array, low: Floats, high: Floats, wanted: Mask) -> Iterable[tuple[Ints, Part]]:
    """Give the parts of what is unsettled that hold wanted figures."""
    settled = low >= high
    aims = -(rows @ np.where(settled, low, 0.0)).astype(np.int64)
    free = np.flatnonzero(~settled)
    left = rows[:, free]
    left, aims = _binding(left, aims, low[free], high[free])
    for columns, ties in _gathered(split(left), wanted[free]):
        part = Part(left[ties][:, columns], aims[ties], low[free[columns]], high[free[columns]])
        yield free[columns], part


def _gathered(pieces: Sequence[tuple[Ints, Ints]], wanted: Mask) -> Iterable[tuple[Ints, Ints]]:
    """Put small pieces together that hold wanted unknowns: each by itself costs more than its share."""
    small: list[tuple[Ints, Ints]] = []
    for columns, ties in pieces:
        if not wanted[columns].any():
            continue
        if len(columns) >= SMALL:
            yield columns, ties
            continue
        small.append((columns, ties))
        if sum(len(one) for one, _ties in small) >= SMALL:
            yield _one(small)
            small = []
    if small:
        yield _one(small)


def _one(pieces: Sequence[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    columns, ties = zip(*pieces, strict=True)
    return np.sort(np.concatenate(columns)), np.sort(np.concatenate(ties))


def _binding(rows: csr_array, aims: Ints, low: Floats, high: Floats) -> tuple[csr_array, Ints]:
    """Leave out ties with a figure of their own that takes up whatever the others are."""
    from scipy.sparse import csr_array as sparse

    times = np.bincount(rows.indices, minlength=rows.shape[1])
    kept = np.diff(rows.indptr) > 0
    for row in np.flatnonzero(kept):
        start, end = rows.indptr[row], rows.indptr[row + 1]
        columns, factors = rows.indices[start:end], rows.data[start:end]
        lone = np.flatnonzero((times[columns] == 1) & np.isinf(high[columns]) & (low[columns] == 0))
        if not len(lone):
            continue
        at = lone[0]
        others = np.delete(np.arange(len(columns)), at)
        # aim = Σ factor·x + factor_at·slack: the slack must be able to be at least 0 for all others.
        ends = np.where(
            factors[others] * -factors[at] > 0, low[columns[others]], high[columns[others]]
        )
        if np.isinf(ends).any():
            continue
        least = (aims[row] - factors[others] @ ends) / factors[at]
        kept[row] = least < 0
    chosen = np.flatnonzero(kept)
    return sparse(rows[chosen]), aims[chosen]
