"""Tables that are shown for the larger areas alone, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sosiaali_lib.cells import AREA
from sosiaali_lib.disclosure import TOTAL, Protected
from sosiaali_lib.tabulation.base import N, added

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]

Hierarchies = Mapping[str, Mapping[Any, Any]]
Dims = tuple[str, ...]


def larger_areas(
    cells: pd.DataFrame, dims: Dims, hierarchies: Hierarchies
) -> tuple[pd.DataFrame, Hierarchies]:
    """Give the cells of the areas above those of a table, and what is above them in turn.

    An area with nothing above it but the whole stays as it is. Areas that stand in the same groups
    become one: the county, or the part of it that the same other groups hold.
    """
    above = hierarchies[AREA]
    standing = {str(area): _parents(above, str(area)) for area in cells[AREA].unique()}
    wholes: dict[str, set[tuple[str, ...]]] = {}
    for groups in standing.values():
        wholes.setdefault(groups[0] if groups else "", set()).add(groups)
    named: dict[tuple[str, ...], str] = {}
    around: dict[str, tuple[str, ...]] = {}
    for groups in sorted(set(standing.values()) - {()}):
        county, others = groups[0], groups[1:]
        if len(wholes[county]) == 1:
            named[groups] = county
            around[county] = (*_parents(above, county), *others)
        else:
            named[groups] = f"{county}/{'+'.join(others)}"
            around[named[groups]] = groups
            around[county] = _parents(above, county)
    kept = {area: named.get(groups, area) for area, groups in standing.items()}
    larger = cells.assign(**{AREA: cells[AREA].astype(str).map(kept)})
    return added(larger, dims), {**hierarchies, AREA: around}


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
        found = {str(code) for code in cells[dim]}
        parents = hierarchies.get(dim, {})
        found |= {above for code in found for above in groups_over(parents, code)}
        levels.append(sorted({*found, TOTAL}))
    every = pd.MultiIndex.from_product(levels, names=dims).to_frame(index=False)
    known = [shown.table] if totals is None else [shown.table, totals]
    first = pd.concat(known, ignore_index=True).drop_duplicates(list(dims))
    table = every.merge(first, on=list(dims), how="left")
    absent = table["hidden"].isna()
    table["hidden"] = table["hidden"].fillna(True).astype(bool)
    table["reason"] = table["reason"].mask(absent, "secondary")
    table[N] = table[N].astype("Int64")
    _plain_to_all(table, dims, levels, hierarchies)
    own = {dim: dict(parents) for dim, parents in hierarchies.items() if dim in dims}
    return replace(shown, table=table, hierarchies=own, floor=0)


def groups_over(parents: Mapping[Any, Any], code: str) -> set[str]:
    """Give every group over a code, the total left out."""
    direct = set(_parents(parents, code))
    return direct.union(*(groups_over(parents, group) for group in direct))


def _parents(parents: Mapping[Any, Any], code: str) -> tuple[str, ...]:
    """Give the groups right above a code, the total left out."""
    given = parents.get(code, ())
    several = tuple(given) if isinstance(given, tuple | list) else (given,)
    return tuple(str(group) for group in several if group != TOTAL)


def _plain_to_all(
    table: pd.DataFrame, dims: Dims, levels: Sequence[Sequence[str]], hierarchies: Hierarchies
) -> None:
    """Show the cells of a table that follow from one shown total: zeros, and what is left over.

    The table has a row for each combination of the levels, in their order.
    """
    places = np.arange(len(table)).reshape([len(codes) for codes in levels])
    sums = [
        one
        for axis, dim in enumerate(dims)
        for one in _sums(places, axis, levels[axis], hierarchies.get(dim, {}))
    ]
    numbers = table[N].fillna(0).to_numpy(dtype=np.int64, copy=True)
    shown = table[N].notna().to_numpy(copy=True)
    before = -1
    while before != (before := int(shown.sum())):
        for wholes, parts in sums:
            left = (~shown[parts]).sum(axis=1)
            added_up = np.where(shown[parts], numbers[parts], 0).sum(axis=1)
            rest = numbers[wholes] - added_up
            told = np.flatnonzero(shown[wholes] & (left > 0) & ((rest == 0) | (left == 1)))
            row, column = np.nonzero(~shown[parts[told]])
            numbers[parts[told][row, column]] = rest[told][row]
            shown[parts[told][row, column]] = True
            full = ~shown[wholes] & (left == 0)
            numbers[wholes[full]] = added_up[full]
            shown[wholes[full]] = True
    values = pd.array(numbers, "Int64")
    values[~shown] = pd.NA
    table[N] = values
    table["hidden"] = table["hidden"] & ~shown
    table["reason"] = table["reason"].mask(shown, "")


def _sums(
    places: Ints, axis: int, codes: Sequence[str], parents: Mapping[Any, Any]
) -> Iterator[tuple[Ints, Ints]]:
    """Give cells that are sums over one dimension, and in a row of each the cells that it is made of."""
    spot = {code: at for at, code in enumerate(codes)}
    own = set(codes) - {TOTAL}
    over = {code: groups_over(parents, code) for code in own}
    groups = set().union(*over.values())
    made: set[tuple[str, tuple[str, ...]]] = set()
    for whole in (*groups, TOTAL):
        inner = sorted(c for c in own - groups if whole == TOTAL or whole in over[c])
        made.add((whole, tuple(inner)))
    if all(len(_parents(parents, code)) < 2 for code in own):  # a tree: level by level as well
        for whole in (*groups, TOTAL):
            nearest = sorted(c for c in own if (_parents(parents, c) or (TOTAL,)) == (whole,))
            made.add((whole, tuple(nearest)))
    for whole, parts in sorted(made):
        wholes = places.take(spot[whole], axis=axis).ravel()
        several = places.take(np.array([spot[part] for part in parts], np.intp), axis=axis)
        yield wholes, np.moveaxis(several, axis, -1).reshape(len(wholes), -1)
