"""Totals that tables of the same rows have in common, and what they settle of a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

import pandas as pd

from sosiaali_lib.cells import AREA
from sosiaali_lib.disclosure import TOTAL, Protected
from sosiaali_lib.tabulation.coarser import Dims
from sosiaali_lib.tabulation.layers import LAYER, NOW

By = Mapping[str, Dims]
Margins = Mapping[Dims, Protected]


def components(by: By) -> Iterator[list[str]]:
    """Give the names of tables that share dimensions other than the area, together."""
    left = dict(by)
    everywhere = {AREA, LAYER}
    while left:
        names, seen = [next(iter(left))], set(left[next(iter(left))]) - everywhere
        grown = True
        while grown:
            more = [n for n in left if n not in names and seen & (set(left[n]) - everywhere)]
            names += more
            seen |= {dim for n in more for dim in left[n]} - everywhere
            grown = bool(more)
        yield [name for name in left if name in names]
        left = {name: dims for name, dims in left.items() if name not in names}


def shared_dims(by: By) -> list[Dims]:
    """Give the sets of dimensions that two tables have in common, small ones first."""
    common = {
        tuple(dim for dim in one if dim in other) for one, other in combinations(by.values(), 2)
    }
    return sorted((dims for dims in common if dims), key=lambda dims: (len(dims), dims))


def settled_totals(dims: Dims, margins: Margins) -> pd.DataFrame | None:
    """Give the totals of a table that are settled already, as protected cells of the table."""
    parts = [
        margin.table.assign(**{dim: TOTAL for dim in dims if dim not in known})
        for known, margin in margins.items()
        if set(known) < set(dims)
    ]
    if not parts:
        return None
    return pd.concat(parts, ignore_index=True).drop_duplicates(list(dims), ignore_index=True)


def behind_hidden(cells: pd.DataFrame, dims: Dims, margins: Margins) -> pd.DataFrame | None:
    """Give every cell of a table behind a total that is hidden: nothing is shown of it."""
    parts = []
    for known, margin in margins.items():
        if not set(known) < set(dims):
            continue
        hidden = margin.table.loc[margin.table["hidden"], list(known)]
        if LAYER in known:
            hidden = hidden[hidden[LAYER] == NOW]
        others = [dim for dim in dims if dim not in known]
        levels = [sorted(set(cells[dim])) for dim in others]
        every = pd.MultiIndex.from_product(levels, names=others).to_frame(index=False)
        parts.append(hidden.merge(every, how="cross")[list(dims)])
    if not sum(map(len, parts)):
        return None
    return pd.concat(parts, ignore_index=True).drop_duplicates(ignore_index=True)
