"""Tables that are shown for the larger areas alone, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from sosiaali_lib.cells import AREA
from sosiaali_lib.disclosure import TOTAL, Protected
from sosiaali_lib.tabulation.base import N, added

Hierarchies = Mapping[str, Mapping[Any, Any]]
Dims = tuple[str, ...]


def larger_areas(
    cells: pd.DataFrame, dims: Dims, hierarchies: Hierarchies
) -> tuple[pd.DataFrame, Hierarchies]:
    """Give the cells of the areas above those of a table, and what is above them in turn.

    An area with nothing above it but the whole stays as it is.
    """
    above = hierarchies[AREA]
    places = {area: above.get(area, TOTAL) for area in cells[AREA].unique()}
    kept = {area: area if place == TOTAL else place for area, place in places.items()}
    larger = cells.assign(**{AREA: cells[AREA].map(kept)})
    summed = added(larger, dims)
    return summed, {AREA: {area: above[area] for area in set(summed[AREA]) if area in above}}


def nothing(cells: pd.DataFrame, dims: Dims, hierarchies: Hierarchies, threshold: int) -> Protected:
    """Give a table of which nothing is shown."""
    empty = pd.DataFrame({name: pd.Series(dtype="object") for name in dims})
    empty[N], empty["hidden"], empty["reason"] = pd.array([], "Int64"), pd.array([], "bool"), ""
    bare = Protected(empty, dims, N, threshold, "shown")
    return with_hidden(bare, cells, dims, hierarchies)


def with_hidden(
    shown: Protected, cells: pd.DataFrame, dims: Dims, hierarchies: Hierarchies
) -> Protected:
    """Add every cell of the full table that is not shown, as hidden; zeros are among them."""
    levels = []
    for dim in dims:
        found = set(cells[dim])
        if dim == AREA:
            found |= {above for area in found for above in _around(area, hierarchies[AREA])}
        levels.append(sorted({*found, TOTAL}))
    every = pd.MultiIndex.from_product(levels, names=dims).to_frame(index=False)
    table = every.merge(shown.table, on=list(dims), how="left")
    absent = table["hidden"].isna()
    table["hidden"] = table["hidden"].fillna(True).astype(bool)
    table["reason"] = table["reason"].mask(absent, "secondary")
    table[N] = table[N].astype("Int64")
    own = {dim: dict(parents) for dim, parents in hierarchies.items() if dim in dims}
    return replace(shown, table=table, hierarchies=own, floor=0)


def _around(area: str, parents: Mapping[Any, Any]) -> list[str]:
    above = parents.get(area)
    return [] if above is None else [above, *_around(above, parents)]
