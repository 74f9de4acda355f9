"""What a person who is alone in a hidden cell can calculate besides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sosiaali_lib.release_audit.bounds import others
from sosiaali_lib.release_audit.finding import Finding
from sosiaali_lib.release_audit.relations import Cell, Relations
from sosiaali_lib.release_audit.solving import Solved

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]

NEAR = 1e-6
STEPS = 120
"""Ties looked at for one person, after which no further ones are."""
TOGETHER = 500
"""Persons looked at in one go."""


def findings(relations: Relations, solved: Solved) -> Iterator[Finding]:
    """Give the hidden cells that follow, tie by tie, for somebody who knows his own cell to be 1.

    Parameters
    ----------
    relations
        All that is published.
    solved
        What every reader makes of it.

    Notes
    -----
    Nobody outside knows which hidden cells hold one person, so each that may is tried. What he is a
    part of is not counted: it holds himself.
    """
    cells: dict[int, list[Cell]] = {}
    for cell in relations.hidden:
        if cell.figure not in solved.closed:
            cells.setdefault(cell.figure, []).append(cell)
    wanted = np.zeros(relations.size, dtype=bool)
    wanted[list(cells)] = True
    ties = _Ties.of(relations, solved)
    persons = np.flatnonzero(wanted & (solved.low <= 1) & (solved.high >= 1))
    told = np.zeros(relations.size, dtype=bool)
    for some in np.array_split(persons, -(-len(persons) // TOGETHER)) if len(persons) else ():
        told[ties.known_to(some, wanted)] = True
    for figure in np.flatnonzero(told).tolist():
        for cell in cells[figure]:
            yield Finding(cell.table, cell.place, "alone")


@dataclass(frozen=True, eq=False)
class _Ties:
    """Ties of two or more figures that are open: what each of them leaves of the others.

    Attributes
    ----------
    low, high
        Limits of every figure that each reader knows.
    starts, figures, factors
        The terms of each tie that are open, one tie after the other.
    settled
        Sum of the other terms of each tie.
    of_figure, ties
        The ties of each figure, one figure after the other.
    """

    low: Floats
    high: Floats
    starts: Ints
    figures: Ints
    factors: Floats
    settled: Floats
    of_figure: Ints
    ties: Ints

    @classmethod
    def of(cls, relations: Relations, solved: Solved) -> _Ties:
        rows = relations.matrix()
        low, high = solved.low, solved.high
        free = low < high
        settled = rows @ np.where(free, 0.0, low)
        left = rows[:, np.flatnonzero(free)]
        kept = np.flatnonzero(np.diff(left.indptr) > 1)
        left = left[kept]
        names = np.flatnonzero(free)
        figures = names[left.indices]
        order = np.argsort(figures, kind="stable")
        tie = np.repeat(np.arange(len(kept)), np.diff(left.indptr))
        count = np.bincount(figures, minlength=len(low))
        return cls(
            low,
            high,
            left.indptr.astype(np.int64),
            figures,
            left.data.astype(float),
            settled[kept],
            np.concatenate([[0], np.cumsum(count)]),
            tie[order],
        )

    def known_to(self, persons: Ints, wanted: Mask) -> Ints:
        """Give the wanted figures that are settled for somebody who knows one of the persons to be 1.

        Parameters
        ----------
        persons
            Figures that may be one person: each is the own cell of somebody.
        wanted
            Figures that must stay unknown.
        """
        seen = _Seen(len(self.low), persons)
        ahead = seen.keys
        looked_at = np.zeros(len(persons), dtype=np.int64)
        while len(ahead):
            whose, figure = np.divmod(ahead, len(self.low))
            at, entries = _spread(self.of_figure, figure)
            pairs = np.unique(whose[at] * len(self.starts) + self.ties[entries])
            by, tie = np.divmod(pairs, len(self.starts))
            looked_at += np.bincount(by, minlength=len(persons))
            ahead = seen.learn(*self._news(seen, by, tie))
            person = ahead // len(self.low)
            ahead = ahead[(looked_at[person] < STEPS) & ~seen.nobody[person]]
        return self._others(seen, persons, wanted)

    def _news(self, seen: _Seen, by: Ints, tie: Ints) -> tuple[Ints, Floats, Floats]:
        """Give what some ties say to those who look at them: figures of theirs, least and most."""
        pair, entries = _spread(self.starts, tie)
        factor = self.factors[entries]
        keys = by[pair] * len(self.low) + self.figures[entries]
        start, end = seen.limits(keys, self.low, self.high)
        up = factor > 0
        least, most = factor * np.where(up, start, end), factor * np.where(up, end, start)
        n, fixed = len(tie), self.settled[tie]
        below = -(others(pair, most, n, np.inf) + fixed[pair]) / factor
        above = -(others(pair, least, n, -np.inf) + fixed[pair]) / factor
        new_start = np.maximum(start, np.ceil(np.where(up, below, above) - NEAR))
        new_end = np.minimum(end, np.floor(np.where(up, above, below) + NEAR))
        new = (new_start > start) | (new_end < end)
        return keys[new], new_start[new], new_end[new]

    def _others(self, seen: _Seen, persons: Ints, wanted: Mask) -> Ints:
        """Give the wanted figures that some person has settled and is not himself a part of."""
        whose, figure = np.divmod(seen.keys, len(self.low))
        told = (seen.low == seen.high) & wanted[figure] & (figure != persons[whose])
        told &= ~seen.nobody[whose]
        person, entries = _spread(self.of_figure, persons)
        tie = self.ties[entries]
        at, terms = _spread(self.starts, tie)
        mine = self.figures[terms] == persons[person[at]]
        own = np.zeros(len(tie))
        own[at[mine]] = self.factors[terms[mine]]
        opposite = own[at] * self.factors[terms] < 0
        wholes = person[at[opposite]] * len(self.low) + self.figures[terms[opposite]]
        told &= ~np.isin(seen.keys, wholes)
        return np.unique(figure[told])


class _Seen:
    """What several persons know better than everybody; a key is a person and a figure.

    Attributes
    ----------
    keys, low, high
        Number of the person times the number of figures, plus the figure, in ascending order; limits.
    nobody
        Persons who cannot be alone in their cells: something contradicts it.
    """

    def __init__(self, size: int, persons: Ints) -> None:
        self.size = size
        self.keys = np.arange(len(persons)) * size + persons
        self.low, self.high = np.ones(len(persons)), np.ones(len(persons))
        self.nobody = np.zeros(len(persons), dtype=bool)

    def limits(self, keys: Ints, low: Floats, high: Floats) -> tuple[Floats, Floats]:
        """Give the limits of figures to persons; what a person does not know better, as all know it."""
        figure = keys % self.size
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        better = self.keys[at] == keys
        return (
            np.where(better, self.low[at], low[figure]),
            np.where(better, self.high[at], high[figure]),
        )

    def learn(self, keys: Ints, low: Floats, high: Floats) -> Ints:
        """Take down new limits; give the keys that they are of."""
        news, place = np.unique(keys, return_inverse=True)
        start, end = np.full(len(news), -np.inf), np.full(len(news), np.inf)
        np.maximum.at(start, place, low)
        np.minimum.at(end, place, high)
        self.nobody[news[start > end] // self.size] = True
        old = ~np.isin(self.keys, news)
        every = np.concatenate([self.keys[old], news])
        order = np.argsort(every, kind="stable")
        self.keys = every[order]
        self.low = np.concatenate([self.low[old], start])[order]
        self.high = np.concatenate([self.high[old], end])[order]
        return news


def _spread(starts: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """Give the entries of some rows, and beside each the position of its row."""
    count = starts[rows + 1] - starts[rows]
    at = np.repeat(np.arange(len(rows)), count)
    before = np.repeat(np.cumsum(count) - count, count)
    return at, starts[rows][at] + np.arange(len(at)) - before
