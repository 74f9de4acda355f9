"""Protection of many tables of the same rows: their common totals first, then each on its own.

One system of all tables is exact but slow: its search grows with the whole. So the totals that tables
share are settled first, those of the areas before those of areas and groups. Where such a total is
hidden, no table shows anything of the rows behind it. A table then says of the hidden totals only what
they add up to, which the totals say themselves: whatever numbers they may be, cells that fit can be
found in every table. So no table helps a reader with another, and each is protected by itself. One
table may lead: the totals are settled with it, and it shows of an area of hidden total what it can.

With earlier releases the sets of rows that the releases count are one dimension more, shared by all tables
(`layers`). What an earlier release showed or hid of a table enters its system as settled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from sosiaali_lib.cells import AREA
from sosiaali_lib.disclosure import TOTAL, Protected
from sosiaali_lib.tabulation.attempts import Attempts
from sosiaali_lib.tabulation.base import N, added
from sosiaali_lib.tabulation.coarser import Dims, Hierarchies
from sosiaali_lib.tabulation.layers import (
    LAYER,
    NOW,
    Past,
    area_groups,
    releases_over,
)
from sosiaali_lib.tabulation.margins import (
    By,
    Margins,
    behind_hidden,
    components,
    settled_totals,
    shared_dims,
)
from sosiaali_lib.tabulation.settling import Fixed, settle

Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True, eq=False)
class Together:
    """Protected tables of one system, in the order in which they came.

    `given_away` names cells of today's release that must be hidden and follow from earlier releases;
    `revised` counts, by earlier release, the numbers that it showed and today's rows do not give.
    """

    tables: Mapping[str, Protected]
    given_away: tuple[str, ...] = ()
    revised: Mapping[str, int] = field(default_factory=dict)


def protect_together(
    tables: Tables,
    by: Mapping[str, Sequence[str]],
    *,
    parents: Mapping[str, object],
    threshold: int,
    coarse: frozenset[str] = frozenset(),
    hierarchies: Hierarchies | None = None,
    silent_areas: Sequence[str] = (),
    past: Past | None = None,
    leading: str = "",
) -> Together:
    """Protect tables that count the same rows.

    Parameters
    ----------
    tables
        Name → inner cells with the count `n`; every table adds up to the same rows. Not changed.
    by
        Name → dimensions. A dimension of the same name is the same in all tables.
    parents
        The county of each municipality, and what is above the counties; several groups as a tuple.
    threshold
        Numbers of people below this are hidden; at least 3.
    coarse
        Names of the tables that are shown for counties and all areas together alone.
    hierarchies
        Groups of other dimensions than the area.
    silent_areas
        Areas of which nothing is shown, because another number of theirs is hidden.
    past
        What earlier releases published of these tables.
    leading
        Name of a table that is protected first, together with the totals of the areas: where they have
        to be hidden for its sake they are, and it keeps showing what it can of such an area.

    Returns
    -------
    Together

    Notes
    -----
    A table that cannot be protected while the totals are shown is shown for the larger areas alone,
    and not at all if that does not do either.
    """
    dims = {name: tuple(columns) for name, columns in by.items()}
    around: Hierarchies = {**(hierarchies or {}), AREA: dict(parents)}
    known: dict[str, Fixed] = {}
    if past is not None:
        names: dict[str, dict[str, str]]
        areas, names = area_groups(past, parents)
        around = {**around, AREA: areas}
        known = {
            name: settle(
                past.cells[name],
                (LAYER, *dims[name]),
                _renamed(past.shown.get(name, {}), names),
                around,
                past.revisions,
            )
            for name in tables
        }
        layers = {str(layer) for one in known.values() for layer in one.cells[LAYER].unique()}
        around = {**around, LAYER: releases_over(layers)}
        dims = {name: (LAYER, *columns) for name, columns in dims.items()}
    counted = {name: known[name].cells if known else table for name, table in tables.items()}
    own = _areas(parents, tables)
    maker = _Maker(around, threshold, coarse, known, tables if known else {}, silent_areas, own)
    margins: dict[Dims, Protected] = {}
    lead = tuple(dim for dim in (LAYER, AREA) if all(dim in columns for columns in dims.values()))
    if lead and leading:
        margins |= maker.leading(counted[leading], dims[leading], lead, leading)
    if lead and lead not in margins:
        first = next(iter(tables))
        margins[lead] = maker.totals(added(counted[first], lead), lead, first)
    found: dict[str, Protected] = {}
    for group in components(dims):
        part = {name: counted[name] for name in group}
        found |= maker.protected(part, {name: dims[name] for name in group}, margins)
    shown = {name: found[name] for name in tables}
    if past is not None:
        shown = {name: _today(one, own, by[name]) for name, one in shown.items()}
    revised: dict[str, int] = {}
    for one in known.values():
        for release, times in one.revised.items():
            revised[release] = revised.get(release, 0) + times
    return Together(shown, tuple(dict.fromkeys(maker.attempts.given_away)), revised)


class _Maker:
    """Protects the tables of one system, given the totals that are settled."""

    def __init__(
        self,
        hierarchies: Hierarchies,
        threshold: int,
        coarse: frozenset[str],
        known: Mapping[str, Fixed],
        today: Tables,
        silent_areas: Sequence[str],
        areas: frozenset[str],
    ) -> None:
        self.coarse, self.known, self.silent_areas = coarse, known, silent_areas
        self.attempts = Attempts(hierarchies, threshold, today, areas)

    def totals(self, cells: pd.DataFrame, dims: Dims, source: str) -> Protected:
        """Protect the totals that all tables share."""
        silent = None
        if self.silent_areas and AREA in dims:
            silent = pd.DataFrame({AREA: list(self.silent_areas)})
            silent[LAYER] = NOW
            codes = {*cells[AREA].astype(str), *_groups(self.attempts.hierarchies[AREA]), TOTAL}
            silent = silent.loc[silent[AREA].isin(codes), list(dims)]
        return self.attempts.best(
            cells, dims, self._out(dims), None, silent, source=source, quick=LAYER in dims
        )

    def leading(
        self, cells: pd.DataFrame, dims: Dims, lead: Dims, source: str
    ) -> dict[Dims, Protected]:
        """Protect a table and the totals in it; nothing where it cannot be shown for all areas."""
        found = self.attempts.best(
            cells, dims, self._out(dims), None, None, source=source, quick=True
        )
        others = [dim for dim in dims if dim not in lead]
        if not set(cells[AREA].astype(str)) <= _told(found, others):
            return {}
        table = found.table[(found.table[others] == TOTAL).all(axis="columns")]
        own = {dim: groups for dim, groups in found.hierarchies.items() if dim in lead}
        totals = table.drop(columns=others).reset_index(drop=True)
        return {dims: found, lead: replace(found, table=totals, by=lead, hierarchies=own)}

    def protected(self, tables: Tables, by: By, margins: Margins) -> dict[str, Protected]:
        """Give the tables; for the larger areas alone where more would give numbers away."""
        settled = dict(margins)
        for dims in shared_dims(by):
            if dims in settled:
                continue
            name = next(one for one in tables if set(dims) <= set(by[one]))
            cells = added(tables[name], dims)
            every = self.coarse >= set(tables)
            settled[dims] = self._one(cells, dims, settled, source=name, coarse=every)
        return {
            name: settled[by[name]]
            if by[name] in settled
            else self._one(cells, by[name], settled, source=name, coarse=name in self.coarse)
            for name, cells in tables.items()
        }

    def _one(
        self, cells: pd.DataFrame, dims: Dims, margins: Margins, *, source: str, coarse: bool
    ) -> Protected:
        """Protect one table with the totals that are settled, for as small areas as can be."""
        silent = behind_hidden(cells, dims, margins)
        return self.attempts.best(
            cells,
            dims,
            self._out(dims),
            settled_totals(dims, margins),
            silent,
            source=source,
            coarse=coarse,
            quick=True,
        )

    def _out(self, dims: Dims) -> pd.DataFrame | None:
        """Give the cells of earlier releases in some dimensions."""
        parts = []
        for one in self.known.values():
            others = [dim for dim in one.known if dim not in (*dims, N, "hidden")]
            if set(dims) <= set(one.known):
                whole = one.known[(one.known[others] == TOTAL).all(axis="columns")]
                parts.append(whole[[*dims, N, "hidden"]])
        if not sum(map(len, parts)):
            return None
        # What one table shows is out, also where another one hides it.
        joined = pd.concat(parts, ignore_index=True).sort_values("hidden", kind="stable")
        return joined.drop_duplicates(list(dims), ignore_index=True)


def _told(found: Protected, others: Sequence[str]) -> set[str]:
    """Give the areas of which a table shows some inner cell, if only a zero."""
    inner = (found.table[list(others)] != TOTAL).all(axis="columns")
    return set(found.table.loc[inner & ~found.table["hidden"], AREA].astype(str))


def _renamed(
    shown: Mapping[str, pd.DataFrame], names: Mapping[str, Mapping[str, str]]
) -> dict[str, pd.DataFrame]:
    """Give the areas of earlier releases the names that they have in the system."""
    return {
        release: table.assign(
            **{AREA: table[AREA].map(lambda c, own=names[release]: own.get(c, c))}
        )
        if AREA in table
        else table
        for release, table in shown.items()
    }


def _today(found: Protected, areas: frozenset[str], by: Sequence[str]) -> Protected:
    """Give today's release alone, and of the areas those that it shows."""
    table = found.table[found.table[LAYER] == NOW].drop(columns=LAYER)
    own = {dim: groups for dim, groups in found.hierarchies.items() if dim != LAYER}
    if AREA in table:
        sums = {str(group) for group in _groups(found.hierarchies.get(AREA, {}))} - areas
        table = table[~table[AREA].astype(str).isin(sums)]
        own[AREA] = {
            child: tuple(group for group in _listed(above) if str(group) not in sums)
            for child, above in found.hierarchies.get(AREA, {}).items()
        }
    return replace(found, table=table.reset_index(drop=True), by=tuple(by), hierarchies=own)


def _areas(parents: Mapping[str, object], tables: Tables) -> frozenset[str]:
    """Give the areas that today's release shows."""
    seen = {str(c) for table in tables.values() if AREA in table for c in table[AREA].unique()}
    return frozenset({*seen, *map(str, parents), *map(str, _groups(parents)), TOTAL})


def _groups(parents: Mapping[Any, object]) -> set[object]:
    return {group for above in parents.values() for group in _listed(above)}


def _listed(above: object) -> tuple[object, ...]:
    return tuple(above) if isinstance(above, tuple | list) else (above,)
