"""Protection of many tables of the same rows: their common totals first, then each on its own.

One system of all tables is exact but slow: its search grows with the whole. So the totals that tables
share are settled first, those of the areas before those of areas and groups. Where such a total is
hidden, no table shows anything of the rows behind it. A table then says of the hidden totals only what
they add up to, which the totals say themselves: whatever numbers they may be, cells that fit can be
found in every table. So no table helps a reader with another, and each is protected by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import pandas as pd

from sosiaali_lib.cells import AREA
from sosiaali_lib.disclosure import TOTAL, Protected, ProtectionError, protect_linked
from sosiaali_lib.tabulation.base import PEOPLE, N, added
from sosiaali_lib.tabulation.coarser import Dims, Hierarchies, larger_areas, nothing, with_hidden

Tables = Mapping[str, pd.DataFrame]
By = Mapping[str, Dims]
Margins = Mapping[Dims, Protected]


def protect_together(
    tables: Tables,
    by: Mapping[str, Sequence[str]],
    *,
    parents: Mapping[str, str],
    threshold: int,
    coarse: frozenset[str] = frozenset(),
) -> dict[str, Protected]:
    """Protect tables that count the same rows.

    Parameters
    ----------
    tables
        Name → inner cells with the count `n`; every table adds up to the same rows. Not changed.
    by
        Name → dimensions. A dimension of the same name is the same in all tables.
    parents
        The county of each municipality, and what is above the counties.
    threshold
        Numbers of people below this are hidden; at least 3.
    coarse
        Names of the tables that are shown for counties and all areas together alone.

    Returns
    -------
    dict
        Name → protected table, in the order of `tables`.

    Notes
    -----
    A table that cannot be protected while the totals are shown is shown for the larger areas alone,
    and not at all if that does not do either.
    """
    dims = {name: tuple(columns) for name, columns in by.items()}
    hierarchies: Hierarchies = {AREA: dict(parents)} if any(map(_placed, dims.values())) else {}
    margins: dict[Dims, Protected] = {}
    if hierarchies:
        first = next(name for name in tables if _placed(dims[name]))
        totals = added(tables[first], [AREA])
        margins[AREA,] = protect_linked(
            {"x": totals},
            {"x": (AREA,)},
            value=N,
            people=_people(totals),
            hierarchies=hierarchies,
            threshold=threshold,
        )["x"]
    found: dict[str, Protected] = {}
    for names in _components(dims):
        part = {name: tables[name] for name in names}
        maker = _Maker(hierarchies, threshold, coarse & set(names))
        found |= maker.protected(part, {name: dims[name] for name in names}, margins)
    return {name: found[name] for name in tables}


class _Maker:
    """Protects the tables of one component, given the totals of the areas."""

    def __init__(self, hierarchies: Hierarchies, threshold: int, coarse: frozenset[str]) -> None:
        self.hierarchies, self.threshold, self.coarse = hierarchies, threshold, coarse

    def protected(self, tables: Tables, by: By, margins: Margins) -> dict[str, Protected]:
        """Give the tables; for the larger areas alone where more would give numbers away."""
        settled = dict(margins)
        for dims in _shared(by):
            if dims in settled:
                continue
            name = next(one for one in tables if set(dims) <= set(by[one]))
            cells = added(tables[name], dims)
            settled[dims] = self._one(cells, dims, settled, coarse=self.coarse >= set(tables))
        return {
            name: settled[by[name]]
            if by[name] in settled
            else self._one(cells, by[name], settled, coarse=name in self.coarse)
            for name, cells in tables.items()
        }

    def _one(self, cells: pd.DataFrame, dims: Dims, margins: Margins, *, coarse: bool) -> Protected:
        """Protect one table with the totals that are settled, for as small areas as can be."""
        fixed = _fixed(dims, margins)
        attempts = [] if coarse else [(cells, self.hierarchies)]
        if AREA in dims:
            attempts.append(larger_areas(cells, dims, self.hierarchies))
        for counted, hierarchies in attempts:
            known, silent = fixed, _silent(counted, dims, margins)
            if AREA in dims:
                places = {*counted[AREA], *hierarchies[AREA].values(), TOTAL}
                known, silent = (
                    part if part is None else part[part[AREA].isin(places)]
                    for part in (known, silent)
                )
            try:
                shown = protect_linked(
                    {"x": counted},
                    {"x": dims},
                    value=N,
                    people=_people(counted),
                    hierarchies={dim: own for dim, own in hierarchies.items() if dim in dims}
                    or None,
                    threshold=self.threshold,
                    fixed=None if known is None else {"x": known},
                    sensitive=None if silent is None else {"x": silent},
                    quick=True,
                )["x"]
            except ProtectionError:
                continue
            if counted is cells:
                return shown
            return with_hidden(shown, _totals(dims, margins), cells, dims, self.hierarchies)
        totals = _totals(dims, margins)
        return nothing(totals, cells, dims, self.hierarchies, self.threshold)


def _people(cells: pd.DataFrame) -> str | None:
    return PEOPLE if PEOPLE in cells else None


def _placed(dims: Dims) -> bool:
    return AREA in dims


def _components(by: By) -> Iterator[list[str]]:
    """Give the names of tables that share dimensions other than the area, together."""
    left = dict(by)
    while left:
        names, seen = [next(iter(left))], set(left[next(iter(left))]) - {AREA}
        grown = True
        while grown:
            more = [n for n in left if n not in names and seen & (set(left[n]) - {AREA})]
            names += more
            seen |= {dim for n in more for dim in left[n]} - {AREA}
            grown = bool(more)
        yield [name for name in left if name in names]
        left = {name: dims for name, dims in left.items() if name not in names}


def _shared(by: By) -> list[Dims]:
    """Give the sets of dimensions that two tables have in common, small ones first."""
    common = {
        tuple(dim for dim in one if dim in other) for one, other in combinations(by.values(), 2)
    }
    return sorted((dims for dims in common if dims), key=lambda dims: (len(dims), dims))


def _totals(dims: Dims, margins: Margins) -> pd.DataFrame | None:
    """Give the totals of a table that are settled already, as protected cells of the table."""
    parts = [
        margin.table.assign(**{dim: TOTAL for dim in dims if dim not in known})
        for known, margin in margins.items()
        if set(known) < set(dims)
    ]
    if not parts:
        return None
    return pd.concat(parts, ignore_index=True).drop_duplicates(list(dims), ignore_index=True)


def _fixed(dims: Dims, margins: Margins) -> pd.DataFrame | None:
    """Give which totals of a table are shown and which hidden."""
    totals = _totals(dims, margins)
    return None if totals is None else totals[[*dims, "hidden"]]


def _silent(cells: pd.DataFrame, dims: Dims, margins: Margins) -> pd.DataFrame | None:
    """Give every cell of a table behind a total that is hidden: nothing is shown of it."""
    parts = []
    for known, margin in margins.items():
        if not set(known) < set(dims):
            continue
        hidden = margin.table.loc[margin.table["hidden"], list(known)]
        others = [dim for dim in dims if dim not in known]
        levels = [sorted(set(cells[dim])) for dim in others]
        every = pd.MultiIndex.from_product(levels, names=others).to_frame(index=False)
        parts.append(hidden.merge(every, how="cross")[list(dims)])
    if not sum(map(len, parts)):
        return None
    return pd.concat(parts, ignore_index=True).drop_duplicates(ignore_index=True)
