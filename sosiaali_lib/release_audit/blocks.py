"""A large part attacked block by block first: what moves while all else stays is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sosiaali_lib.disclosure.attack import STEP, Part

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]

LARGE = 1_200
"""Unknowns from which on a part is attacked in blocks, and unknowns of a block."""
ROUNDS = 12


def open_in_blocks(part: Part, wanted: Mask) -> Mask:
    """Tell which wanted unknowns of a part are open.

    Parameters
    ----------
    part
        Unknowns that are tied to one another, those of one table beside each other.
    wanted
        The unknowns that are asked about.

    Notes
    -----
    Two points that fit and differ in a block alone are two points of the whole part; they are found
    the quicker the smaller the block. What does not move so is left to the whole part.
    """
    if len(wanted) <= LARGE or part.first is None:
        return part.open(wanted)
    found = np.zeros(len(wanted), dtype=bool)
    for start in range(0, len(wanted), LARGE):
        block = np.arange(start, min(start + LARGE, len(wanted)))
        if wanted[block].any():
            found[block] |= _Block.of(part, part.first, block).moved(wanted[block])
    left = wanted & ~found
    return found | part.open(left) if left.any() else found


class _Block(Part):
    """Some unknowns of a part while all others stay as they are in a point that fits."""

    @classmethod
    def of(cls, part: Part, first: Ints, block: Ints) -> _Block:
        rows = part.rows[:, block]
        rows = rows[np.flatnonzero(np.diff(rows.indptr))]
        own = first[block]
        return cls(rows, rows @ own, part.floors[block], part.tops[block], [own])

    def moved(self, wanted: Mask) -> Mask:
        """Tell which wanted unknowns differ between some points, without any proof of the others."""
        random = np.random.default_rng(13)
        found = np.zeros(len(wanted), dtype=bool)
        tops = np.minimum(self.tops, self.points[0] + STEP)
        for _round in range(ROUNDS):
            left = wanted & ~found
            if not left.any():
                break
            self._point(np.where(left, random.choice([-1.0, 1.0], size=len(left)), 0.0), tops=tops)
            found |= self._differing()
            if (wanted & ~found).sum() > 0.9 * left.sum():
                break
        return wanted & found
