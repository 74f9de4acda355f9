"""One table protected as finely as can be: whole, for the larger areas alone, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import pandas as pd

from sosiaali_lib.cells import AREA
from sosiaali_lib.disclosure import TOTAL, Protected, ProtectionError, protect_linked
from sosiaali_lib.disclosure.naming import name_cell
from sosiaali_lib.tabulation.base import PEOPLE, WHO, N, added
from sosiaali_lib.tabulation.coarser import (
    Dims,
    Hierarchies,
    groups_over,
    larger_areas,
    nothing,
    with_hidden,
)
from sosiaali_lib.tabulation.grid import NAME, Grid, Key
from sosiaali_lib.tabulation.layers import COUNTED, LAYER, NOW
from sosiaali_lib.tabulation.partly import protect_partly

ROUNDS = 4
"""Times that demands which cannot be met are given up, before a table is shown more coarsely."""


class Attempts:
    """Protects tables, given what is settled of them; notes what earlier releases give away.

    `today` has the inner cells of today's tables without layers: a person who is in several layers is
    one person there. `areas` are those that today's release shows, the larger ones and the whole included.
    """

    def __init__(
        self,
        hierarchies: Hierarchies,
        threshold: int,
        today: Mapping[str, pd.DataFrame],
        areas: frozenset[str],
    ) -> None:
        self.hierarchies, self.threshold, self.today = hierarchies, threshold, today
        self.areas = areas
        self.given_away: list[str] = []

    def best(
        self,
        cells: pd.DataFrame,
        dims: Dims,
        out: pd.DataFrame | None,
        totals: pd.DataFrame | None,
        silent: pd.DataFrame | None,
        *,
        source: str,
        coarse: bool = False,
        quick: bool = False,
    ) -> Protected:
        """Protect a table.

        Parameters
        ----------
        cells
            Inner cells.
        dims
            Dimensions.
        out
            Cells of earlier releases: the dimensions, `n` and `hidden`; None without any.
        totals
            Totals that are settled, as cells of the table.
        silent
            Cells that must be hidden.
        source
            Name of the table that the cells are added up from.
        coarse
            Whether it is shown for the larger areas alone.
        quick
            Whether the heuristic will do.
        """
        attempts = [] if coarse else [(cells, self.hierarchies)]
        if AREA in dims and totals is not None:
            attempts.append(larger_areas(cells, dims, self.hierarchies))
        for counted, hierarchies in attempts:
            grid = Grid(counted, dims, hierarchies)
            known = grid.within(out)
            if counted is not cells and not coarse and _lost(out, known, totals, dims):
                break  # a municipality's numbers are out: its county cannot stand for it
            try:
                shown = self._protected(
                    counted, grid, known, grid.within(totals), grid.within(silent), source, quick
                )
            except ProtectionError:
                continue
            if counted is cells:
                return self._printed(shown, dims, out)
            found = with_hidden(shown, _joined(dims, out, totals), cells, dims, self.hierarchies)
            return self._printed(found, dims, out)
        settled = _joined(dims, out, totals)
        found = nothing(settled, cells, dims, self.hierarchies, self.threshold)
        return self._printed(found, dims, out)

    def _printed(self, found: Protected, dims: Dims, out: pd.DataFrame | None) -> Protected:
        """Keep the cells that some release prints; of others nobody says whether they are known."""
        if LAYER not in dims:
            return found
        table = found.table
        printed = table[LAYER] == NOW
        if AREA in dims:
            printed &= table[AREA].astype(str).isin(self.areas)
        if out is not None:
            names = set(out[list(dims)].astype(str).itertuples(index=False, name=None))
            rows = table[list(dims)].astype(str).itertuples(index=False, name=None)
            printed |= pd.Series([row in names for row in rows], table.index)
        return replace(found, table=table[printed].reset_index(drop=True))

    def _protected(
        self,
        cells: pd.DataFrame,
        grid: Grid,
        out: pd.DataFrame | None,
        totals: pd.DataFrame | None,
        silent: pd.DataFrame | None,
        source: str,
        quick: bool,
    ) -> Protected:
        dims = grid.dims
        if LAYER not in dims:
            return self._alone(cells, grid, totals, silent, quick)
        link = partial(
            protect_partly, cells, grid, areas=self.areas, out=out, threshold=self.threshold
        )
        # Who is small is said cell by cell: what is public already cannot be hidden any more.
        # Whether a settled total may be shown was judged with the table that it is a figure of.
        judged = set() if totals is None else grid.keys_of(totals)
        small = grid.free(self._small(cells, grid, source), judged)
        wanted = small if silent is None else pd.concat([small, silent[list(dims)]])
        fixed = _joined(dims, out, totals)
        public: set[Key] = set() if fixed is None else grid.keys_of(fixed[~fixed["hidden"]])
        self._note(grid.only(small, public), dims)
        wanted, fixed = grid.free(wanted, public), _hidden_free(grid, fixed, public)
        hopeless: set[Key] = set()
        for _round in range(ROUNDS):
            try:
                shown = link(fixed=fixed, sensitive=wanted)
            except ProtectionError as error:
                found = grid.parsed(error.cells)
                if found <= hopeless:
                    raise
                hopeless |= found
                wanted, fixed = grid.free(wanted, hopeless), _hidden_free(grid, fixed, hopeless)
                continue
            lost = grid.only(small, hopeless)
            if not len(lost):
                return shown
            self._note(lost, dims)
            # It is not for this release to print what others give away: by itself it tells nothing.
            printed = self._printed(shown, dims, out).table
            more = grid.free(printed.loc[printed["hidden"], list(dims)], hopeless)
            more = pd.concat([more, lost])
            return link(fixed=totals, sensitive=more.drop_duplicates())
        raise ProtectionError(
            "Earlier releases give these cells away", sorted(map(str, hopeless)), "Show less."
        )

    def _alone(
        self,
        cells: pd.DataFrame,
        grid: Grid,
        totals: pd.DataFrame | None,
        silent: pd.DataFrame | None,
        quick: bool,
    ) -> Protected:
        """Protect a table without earlier releases."""
        own = {dim: groups for dim, groups in grid.hierarchies.items() if dim in grid.dims}
        if WHO in cells:  # the sums of people count a person once for each cell
            few = grid.within(_few(cells, grid.dims, grid.hierarchies, self.threshold))
            silent = pd.concat([part for part in (silent, few) if part is not None])
        return protect_linked(
            {NAME: cells},
            {NAME: grid.dims},
            value=N,
            people=PEOPLE if PEOPLE in cells else None,
            hierarchies=own or None,
            threshold=self.threshold,
            fixed=None if totals is None else {NAME: totals[[*grid.dims, "hidden"]]},
            sensitive=None if silent is None or not len(silent) else {NAME: silent},
            quick=quick,
            audited=False,  # all tables of a release are attacked together
        )[NAME]

    def _small(self, cells: pd.DataFrame, grid: Grid, source: str) -> pd.DataFrame:
        """Give the cells of few people: of today's release, and of rows between two releases."""
        few = _few(cells, grid.dims, grid.hierarchies, self.threshold)
        layers = few[LAYER].astype(str)
        found = [few[(layers == NOW) | layers.str.startswith(COUNTED)]]
        plain = tuple(dim for dim in grid.dims if dim != LAYER)
        table = self.today.get(source)
        if table is not None and PEOPLE in table and plain:
            if AREA in plain:
                table = table.assign(**{AREA: table[AREA].map(grid.lifted(AREA, self.hierarchies))})
            table = table.assign(**{dim: table[dim].astype(str) for dim in plain})
            exact = _few(added(table, plain), plain, grid.hierarchies, self.threshold)
            found.append(exact.assign(**{LAYER: NOW}))
        small = pd.concat(found)[list(grid.dims)].drop_duplicates(ignore_index=True)
        known = grid.within(small)
        return small if known is None else known

    def _note(self, cells: pd.DataFrame, dims: Dims) -> None:
        """Note by name the cells of today's release that earlier ones give away."""
        now = cells[cells[LAYER] == NOW]
        plain = [dim for dim in dims if dim != LAYER]
        self.given_away += [
            name_cell(plain, row) for row in now[plain].itertuples(index=False, name=None)
        ]


def _few(cells: pd.DataFrame, dims: Dims, hierarchies: Hierarchies, threshold: int) -> pd.DataFrame:
    """Give the cells and totals with 1 to `threshold - 1` people."""
    people = WHO if WHO in cells else PEOPLE if PEOPLE in cells else N
    spread = cells[[*dims, people]].astype(dict.fromkeys(dims, "object"))
    spread = spread.explode(WHO) if people == WHO else spread[spread[people] > 0]
    for dim in dims:
        parents = hierarchies.get(dim, {})
        over = {
            code: [code, *sorted(groups_over(parents, str(code))), TOTAL]
            for code in spread[dim].unique()
        }
        spread = spread.assign(**{dim: spread[dim].map(over)}).explode(dim)
        if people == WHO:
            spread = spread.drop_duplicates()
        else:
            spread = spread.groupby(list(dims), as_index=False).agg({people: "sum"})
    if people == WHO:
        spread = spread.groupby(list(dims), as_index=False).agg({people: "size"})
    return spread.loc[spread[people] < threshold, list(dims)]


def _lost(
    out: pd.DataFrame | None, known: pd.DataFrame | None, totals: pd.DataFrame | None, dims: Dims
) -> bool:
    """Whether a coarser table has no room for numbers that are out besides the settled totals."""
    if out is None or known is None:
        return False
    absent = out[~out["hidden"] & ~out.index.isin(known.index) & (out[N] > 0)]
    if totals is None or not len(absent):
        return bool(len(absent))
    settled = totals[list(dims)].drop_duplicates()
    return len(absent.merge(settled, on=list(dims))) < len(absent)


def _joined(dims: Dims, *parts: pd.DataFrame | None) -> pd.DataFrame | None:
    """Join settled cells; the first that names a cell has the word."""
    given = [part[[*dims, N, "hidden"]] for part in parts if part is not None and len(part)]
    if not given:
        return None
    joined = pd.concat(given, ignore_index=True).drop_duplicates(list(dims), ignore_index=True)
    return joined.assign(reason=joined["hidden"].map({True: "secondary", False: ""}))


def _hidden_free(grid: Grid, fixed: pd.DataFrame | None, keys: set[Key]) -> pd.DataFrame | None:
    """Leave out of what must stay hidden the cells that cannot."""
    if fixed is None:
        return None
    kept = grid.free(fixed[fixed["hidden"]], keys)
    return pd.concat([fixed[~fixed["hidden"]], kept], ignore_index=True)
