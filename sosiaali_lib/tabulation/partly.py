"""Protection of a table of which only a part is published, while all of it must stay safe.

The rows between two releases are a cell that nobody prints; what the releases print must not tell it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sosiaali_lib.cells import AREA
from sosiaali_lib.disclosure import Protected
from sosiaali_lib.disclosure.cells import place, read
from sosiaali_lib.disclosure.demands import locate, system
from sosiaali_lib.disclosure.figures import join
from sosiaali_lib.disclosure.hierarchy import Hierarchy
from sosiaali_lib.disclosure.search import pattern
from sosiaali_lib.tabulation.base import PEOPLE, N
from sosiaali_lib.tabulation.grid import NAME, Grid
from sosiaali_lib.tabulation.layers import LAYER, NOW

if TYPE_CHECKING:
    from sosiaali_lib.disclosure.demands import System


def protect_partly(
    cells: pd.DataFrame,
    grid: Grid,
    *,
    areas: Collection[str],
    fixed: pd.DataFrame | None,
    out: pd.DataFrame | None,
    sensitive: pd.DataFrame,
    threshold: int,
) -> Protected:
    """Protect a table over all releases; today's release and the earlier ones are what is published.

    Parameters
    ----------
    cells
        Inner cells with `LAYER`.
    grid
        Codes of the table.
    areas
        Areas that today's release shows; other sums of areas are those of earlier ones.
    fixed
        Cells that are shown or hidden already.
    out
        Those of them that earlier releases published.
    sensitive
        Cells that must stay unknown, published or not. No others need to, however small.
    threshold
        For the record.

    Raises
    ------
    ProtectionError
        If a cell that must stay unknown could be computed whatever else is hidden.

    Notes
    -----
    Every cell that must stay unknown has a witness, checked in whole numbers (`disclosure.search`). A
    published cell that is hidden is not zero, if zeros are shown: of the rows that make it up the largest
    set is taken to have one at least, so that the sum has.
    """
    dims = grid.dims
    own: Mapping[str, Any] = {d: groups for d, groups in grid.hierarchies.items() if d in dims}
    inner = read(NAME, cells.assign(**{PEOPLE: 0}), dims, N, PEOPLE)
    [table] = place([inner], {dim: Hierarchy.read(dim, groups) for dim, groups in own.items()})
    figures = join([table])
    rows = pd.DataFrame(table.cells(), columns=list(dims)).astype(str)
    public = (rows[LAYER] == NOW) & (rows[AREA].isin(areas) if AREA in dims else True)
    printed = public.to_numpy(copy=True)
    if out is not None:
        printed[locate(table, out)] = True
    shown_by = np.bincount(figures.rows[0], weights=printed, minlength=len(figures.amounts))
    figures = replace(figures, published=shown_by.astype(np.int64))
    problem = system(
        figures,
        threshold=threshold,
        zeros="shown",
        sensitive={NAME: sensitive},
        fixed={} if fixed is None else {NAME: fixed[[*dims, "hidden"]]},
    )
    problem = _never_nothing(problem)
    hidden = (pattern(problem, quick=True) | problem.unpublished)[figures.rows[0]]
    values = pd.array(np.where(hidden, 0, table.sums() @ table.values), dtype="Int64")
    values[hidden] = pd.NA
    primary = problem.primary[figures.rows[0]]
    reason = np.where(hidden, np.where(primary, "primary", "secondary"), "")
    found = pd.DataFrame(table.cells(), columns=list(dims))
    found[N], found["hidden"], found["reason"] = values, hidden, reason
    return Protected(found, dims, N, threshold, "shown", own, floor=problem.floor)


def _never_nothing(problem: System) -> System:
    """Let one set of rows of each published figure that is not zero keep a row."""
    figures, lower = problem.figures, problem.lower.copy()
    rows = figures.amounts[problem.own]
    if not problem.floor:  # zeros are among what is hidden: nobody knows which
        return replace(problem, lower=-rows)
    starts = problem.sums.indptr
    for figure in np.flatnonzero((figures.published > 0) & (figures.amounts > 0)):
        members = problem.sums.indices[starts[figure] : starts[figure + 1]]
        some = (rows[members] > 0) & (lower[members] > -rows[members])
        if len(members) and not some.any():
            largest = members[int(np.argmax(rows[members]))]
            lower[largest] = 1 - rows[largest]
    return replace(problem, lower=lower)
