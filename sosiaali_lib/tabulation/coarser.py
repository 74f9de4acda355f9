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


def nothing(
    totals: pd.DataFrame | None,
    cells: pd.DataFrame,
    dims: Dims,
    hierarchies: Hierarchies,
    threshold: int,
) -> Protected:
    """Give a table of which nothing is shown but the totals that are settled already."""
    empty = pd.DataFrame({name: pd.Series(dtype="object") for name in dims})
    empty[N], empty["hidden"], empty["reason"] = pd.array([], "Int64"), pd.array([], "bool"), ""
    bare = Protected(empty, dims, N, threshold, "shown")
    return with_hidden(bare, totals, cells, dims, hierarchies)


def with_hidden(
    shown: Protected,
    totals: pd.DataFrame | None,
    cells: pd.DataFrame,
    dims: Dims,
    hierarchies: Hierarchies,
) -> Protected:
    """Add the settled totals, and every other cell of the full table as hidden.

    What a shown total of zero is made of is zero too, and what is left when all other parts of a
    shown total are shown is the rest: both are shown, since hiding them would hide nothing.
    """
    levels = []
    for dim in dims:
        found = set(cells[dim])
        if dim == AREA:
            found |= {above for area in found for above in _around(area, hierarchies[AREA])}
        levels.append(sorted({*found, TOTAL}))
    every = pd.MultiIndex.from_product(levels, names=dims).to_frame(index=False)
    known = [shown.table] if totals is None else [shown.table, totals]
    first = pd.concat(known, ignore_index=True).drop_duplicates(list(dims))
    table = every.merge(first, on=list(dims), how="left")
    absent = table["hidden"].isna()
    table["hidden"] = table["hidden"].fillna(True).astype(bool)
    table["reason"] = table["reason"].mask(absent, "secondary")
    table[N] = table[N].astype("Int64")
    _plain_to_all(table, dims, hierarchies)
    own = {dim: dict(parents) for dim, parents in hierarchies.items() if dim in dims}
    return replace(shown, table=table, hierarchies=own, floor=0)


def _plain_to_all(table: pd.DataFrame, dims: Dims, hierarchies: Hierarchies) -> None:
    """Show the cells of a table that follow from one shown total: zeros, and what is left over."""
    parts = [_parts(table, dims, dim, hierarchies) for dim in dims]
    sums = [one for found in parts for one in found]
    shown = {int(str(at)): int(n) for at, n in table[N].dropna().items()}
    before = -1
    while before != len(shown):
        before = len(shown)
        for whole, made_of in sums:
            left = [at for at in made_of if at not in shown]
            if whole in shown and left:
                rest = shown[whole] - sum(shown[at] for at in made_of if at in shown)
                if rest == 0 or len(left) == 1:
                    shown |= dict.fromkeys(left, rest)
    known = table.index.isin(list(shown))
    table[N] = table.index.map(shown).astype("Int64")
    table["hidden"] = table["hidden"] & ~known
    table["reason"] = table["reason"].mask(known, "")


def _parts(
    table: pd.DataFrame, dims: Dims, dim: str, hierarchies: Hierarchies
) -> list[tuple[int, list[int]]]:
    """Give each cell that is a sum over one dimension, with the cells that it is made of."""
    others = [name for name in dims if name != dim]
    found = []
    for _key, rows in table.groupby(others) if others else [((), table)]:
        place = dict(zip(rows[dim], rows.index, strict=True))
        above = {code: _above(dim, code, hierarchies) for code in place if code != TOTAL}
        for whole in {*above.values()}:
            made_of = [place[code] for code, parent in above.items() if parent == whole]
            found.append((place[whole], made_of))
    return found


def _above(dim: str, code: str, hierarchies: Hierarchies) -> str:
    return str(hierarchies[AREA].get(code, TOTAL)) if dim == AREA else TOTAL


def _around(area: str, parents: Mapping[Any, Any]) -> list[str]:
    above = parents.get(area)
    return [] if above is None else [above, *_around(above, parents)]
