"""All tables that count the same thing as one system of cells, figures and relations.

Method: disclosure control as linear relations between published figures, as in Fischetti & Salazar
(2001), Management Science 47(7), 1008-1027.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sosiaali_lib.cells import TOTAL
from sosiaali_lib.disclosure.cells import Grid
from sosiaali_lib.disclosure.hierarchy import Code
from sosiaali_lib.disclosure.naming import name_cell, some

if TYPE_CHECKING:
    import numpy.typing as npt
    from scipy.sparse import csr_array

    from sosiaali_lib.disclosure.cells import Ints, Mask

    Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Figures:
    """Every different figure of a set of tables once, as sums of base cells.

    Rows of tables that must carry the same number are one figure: the same area total in two
    tables, or a group with one member. `sums @ base` gives the figures, `links @ base` is zero.
    """

    grids: tuple[Grid, ...]
    rows: tuple[Ints, ...]
    """Figure of each row, for each grid."""
    sums: csr_array
    links: csr_array
    base: Ints
    own: Ints
    """Figure that each base cell is itself."""
    amounts: Ints
    published: Ints
    """Number of rows, over all published tables, that show the figure; 0 for none."""
    rest_of: Mapping[int, int] = field(default_factory=dict)
    """Unpublished figures that are a figure less a part of it, which must stay unknown too."""
    labels: Mapping[int, str] = field(default_factory=dict)
    """Names of figures that stand in no grid."""

    def names(self, figures: Sequence[int] | Ints) -> list[str]:
        """Name figures by the first row that shows each; a rest by what it is the rest of."""
        figures = [self.rest_of.get(int(figure), int(figure)) for figure in figures]
        wanted = set(figures)
        found = {figure: self.labels[figure] for figure in wanted if figure in self.labels}
        for grid, rows in zip(self.grids, self.rows, strict=True):
            if not grid.published or not wanted - found.keys():
                continue
            cells = grid.cells()
            for row in np.flatnonzero(np.isin(rows, list(wanted - found.keys()))):
                found.setdefault(
                    int(rows[row]), f"{grid.name}: {name_cell(grid.by, cells[int(row)])}"
                )
        return [found[figure] for figure in figures]


def join(grids: Sequence[Grid]) -> Figures:
    """Join tables that count the same thing.

    Raises
    ------
    ValueError
        If two tables give different numbers for the same figure.
    """
    from scipy.sparse import block_diag, csr_array

    rows = figure_rows(grids)
    of_row = np.concatenate(rows)
    sums = csr_array(block_diag([grid.sums() for grid in grids], format="csr"))
    base = np.concatenate([grid.values for grid in grids])
    amounts_by_row = sums @ base
    lengths = np.diff(sums.indptr)
    first_rows = np.lexsort((np.arange(len(of_row)), lengths, of_row))
    _, starts = np.unique(of_row[first_rows], return_index=True)
    chosen = first_rows[starts]
    amounts = amounts_by_row[chosen]
    links = csr_array(sums - sums[chosen[of_row]])
    links.eliminate_zeros()
    links = links[np.flatnonzero(np.diff(links.indptr))]
    inner = np.concatenate([_inner_rows(grid) for grid in grids])
    shown_by = np.concatenate(
        [np.full(len(r), g.published) for g, r in zip(grids, rows, strict=True)]
    )
    published = np.bincount(of_row, weights=shown_by, minlength=len(amounts)).astype(np.int64)
    joined = Figures(
        tuple(grids), tuple(rows), sums[chosen], links, base, of_row[inner], amounts, published
    )
    _refuse_disagreement(joined, amounts_by_row)
    return joined


def figure_rows(grids: Sequence[Grid]) -> list[Ints]:
    """Number the figures; equal keys, and codes that stand for the same members, are one."""
    same = _same_codes(grids)
    dimensions = sorted(same)
    numbers: dict[tuple[Code, ...], int] = {}
    found = []
    for grid in grids:
        places = [grid.by.index(d) if d in grid.by else None for d in dimensions]
        keys = (
            tuple(
                TOTAL if place is None else same[d].get(cell[place], cell[place])
                for d, place in zip(dimensions, places, strict=True)
            )
            for cell in grid.cells()
        )
        found.append(np.array([numbers.setdefault(key, len(numbers)) for key in keys]))
    return found


def _same_codes(grids: Sequence[Grid]) -> dict[str, dict[Code, Code]]:
    """For each dimension, lead a code to the one that stands for the same members."""
    same: dict[str, dict[Code, Code]] = {}
    for grid in grids:
        for axis in grid.axes:
            leads = same.setdefault(axis.dimension, {})
            first: dict[tuple[int, ...], Code] = {}
            # From the total inwards, so that the total stands for a group that is everything.
            for code, parts in zip(reversed(axis.codes), reversed(axis.parts), strict=True):
                leader = _follow(leads, first.setdefault(parts, code))
                follower = _follow(leads, code)
                if follower == TOTAL:
                    leader, follower = follower, leader
                if leader != follower:
                    leads[follower] = leader
    return {
        dimension: {code: _follow(leads, code) for code in leads}
        for dimension, leads in same.items()
    }


def _follow(leads: Mapping[Code, Code], code: Code) -> Code:
    while code in leads:
        code = leads[code]
    return code


def _inner_rows(grid: Grid) -> Mask:
    inner = np.ones((1,), dtype=bool)
    for axis in grid.axes:
        flags = np.arange(len(axis.codes)) < axis.n_inner
        inner = np.logical_and.outer(inner, flags).ravel()
    return inner


def _refuse_disagreement(found: Figures, by_row: Ints) -> None:
    """Numbers stay out of the message: they may be the ones that must not get out."""
    of_row = np.concatenate(found.rows)
    torn = np.unique(of_row[by_row != found.amounts[of_row]])
    if not len(torn):
        return
    named = []
    for figure in torn.tolist():
        homes = [g.name for g, rows in zip(found.grids, found.rows, strict=True) if figure in rows]
        named.append(f"{found.names([figure])[0]} (tables {some(homes)})")
    raise ValueError(
        f"Linked tables disagree on {len(torn)} figures: {some(named, quote=False)}. Tables with the "
        "same value column must count the same people; give all rows of each, or give the tables "
        "different value columns if they count different things."
    )
