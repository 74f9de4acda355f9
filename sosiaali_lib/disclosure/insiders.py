"""Readers who are themselves counted: who is alone in a cell, and a group that is all of a row but few.

A person who is alone in a cell knows it. Where all members of a row but `coalition` of them fall into
one category, that many of them know of all the others (k-disclosure: whole − part ≤ k; Antal, Shlomo &
Elliot 2014, Privacy in Statistical Databases, LNCS 8744, 62-78, for whole rows and columns).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sosiaali_lib.disclosure.cells import Grid, Ints, Mask
    from sosiaali_lib.disclosure.figures import Figures


def persons(figures: Figures) -> tuple[Ints, ...]:
    """Give, for each person who is alone in some cell, the figures that are that person alone.

    A total of one person is the same person as the inner cell under it.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    ends: list[tuple[int, int]] = []
    for grid, rows in zip(figures.grids, figures.rows, strict=True):
        if not grid.published:
            continue
        sums = grid.sums()
        inner = inner_rows(grid)
        for row in np.flatnonzero(sums @ grid.people == 1):
            members = sums.indices[sums.indptr[row] : sums.indptr[row + 1]]
            alone = members[grid.people[members] == 1][0]
            ends.append((int(rows[row]), int(rows[inner[alone]])))
    if not ends:
        return ()
    one, other = np.array(ends).T
    n = len(figures.amounts)
    ties = csr_array((np.ones(len(one)), (one, other)), shape=(n, n))
    _, label = connected_components(ties, directed=False)
    known = np.unique(np.concatenate([one, other]))
    return tuple(known[label[known] == person] for person in np.unique(label[known]))


def inner_rows(grid: Grid) -> Ints:
    """Give the rows of a table that are its inner cells, in their order."""
    inner = np.ones((1,), dtype=bool)
    for axis in grid.axes:
        inner = np.logical_and.outer(inner, np.arange(len(axis.codes)) < axis.n_inner).ravel()
    return np.flatnonzero(inner)


def with_rests(figures: Figures, coalition: int, threshold: int) -> Figures:
    """Add, as unpublished figures, what a row has besides one category where that is few persons.

    Rows of fewer than `threshold` persons are hidden anyhow; so are rows of a single category known
    to be the only one there is.
    """
    from scipy.sparse import csr_array, vstack

    pairs = dict.fromkeys(
        pair
        for grid, rows in zip(figures.grids, figures.rows, strict=True)
        if grid.published
        for pair in _telling(grid, rows, coalition, threshold)
    )
    if not pairs:
        return figures
    wholes, parts = (np.array(side) for side in zip(*pairs, strict=True))
    rests = csr_array(figures.sums[wholes] - figures.sums[parts])
    rests.eliminate_zeros()
    first = len(figures.amounts)
    return replace(
        figures,
        sums=csr_array(vstack([figures.sums, rests], format="csr")),
        amounts=np.concatenate([figures.amounts, rests @ figures.base]),
        published=np.concatenate([figures.published, np.zeros(len(wholes), dtype=np.int64)]),
        rest_of={first + i: int(whole) for i, whole in enumerate(wholes)},
    )


def _telling(grid: Grid, rows: Ints, coalition: int, threshold: int) -> Iterator[tuple[int, int]]:
    """Give whole and part, as figures, wherever few persons of the whole are outside the part."""
    shape = grid.shape
    people = (grid.sums() @ grid.people).reshape(shape)
    figures = rows.reshape(shape)
    for place, axis in enumerate(grid.axes):
        by_code = np.moveaxis(people, place, 0).reshape(shape[place], -1)
        figure_by_code = np.moveaxis(figures, place, 0).reshape(shape[place], -1)
        for code in range(axis.n_inner, len(axis.codes)):
            for part in axis.parts[code]:
                outside = by_code[code] - by_code[part]
                few: Mask = (outside <= coalition) & (by_code[code] >= threshold)
                for line in np.flatnonzero(few):
                    whole, piece = figure_by_code[code][line], figure_by_code[part][line]
                    if whole != piece:
                        yield int(whole), int(piece)
