"""Which hidden cells may be zero: those behind a hidden total, and those that a table never shows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from sosiaali_lib.cells import AREA

if TYPE_CHECKING:
    from sosiaali_lib.release_audit.grids import Grid


def may_be_zero(
    grid: Grid, codes: list[list[str]], dark: np.ndarray, shared: Sequence[frozenset[str]]
) -> np.ndarray:
    """Tell which hidden cells a reader of the rule cannot take for at least 1."""
    found = np.zeros(dark.shape, dtype=bool)
    if AREA in grid.by:
        found |= _in_areas(grid, codes, [code in grid.zero_areas for code in _areas(grid, codes)])
    if not grid.silent:
        return found
    for dims in shared:
        if dims < set(grid.by):
            at = tuple(slice(None) if d in dims else slice(-1, None) for d in grid.by)
            found |= dark[at]
    if _only_for_larger_areas(grid, codes, dark):
        small = [len(code) == 3 and code.isdigit() for code in _areas(grid, codes)]
        found |= _in_areas(grid, codes, small)
    return found


def _areas(grid: Grid, codes: list[list[str]]) -> list[str]:
    return codes[grid.by.index(AREA)]


def _in_areas(grid: Grid, codes: list[list[str]], wanted: list[bool]) -> np.ndarray:
    """Give an array that goes with the cells, true in some areas."""
    shape = [1] * len(codes)
    shape[grid.by.index(AREA)] = len(wanted)
    return np.array(wanted, dtype=bool).reshape(shape)


def _only_for_larger_areas(grid: Grid, codes: list[list[str]], dark: np.ndarray) -> bool:
    """Tell whether no municipality shows an inner cell, but zeros of areas with nothing at all."""
    if AREA not in grid.by or len(grid.by) < 2:
        return False
    if grid.coarse:
        return True
    axis = grid.by.index(AREA)
    small = [at for at, code in enumerate(codes[axis]) if len(code) == 3 and code.isdigit()]
    inner = np.moveaxis(dark, axis, 0)[small]
    inner = inner[(slice(None), *(slice(0, -1) for _ in range(inner.ndim - 1)))]
    whole = inner.reshape(len(small), -1)
    partly = whole.any(axis=1) & ~whole.all(axis=1)
    return bool(len(small) and whole.any() and not partly.any())


def margins(grids: Sequence[Grid]) -> list[frozenset[str]]:
    """Give the sets of dimensions that two tables of one system have in common."""
    sets = [frozenset(grid.by) for grid in grids if not grid.means]
    common = {one & other for one, other in combinations(sets, 2)}
    common |= {frozenset({AREA}) for one in sets if AREA in one}
    return sorted((dims for dims in common if dims), key=sorted)
