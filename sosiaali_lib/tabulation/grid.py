"""Cells of one table by what they count, whichever of their names is used."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd

from sosiaali_lib.disclosure import TOTAL
from sosiaali_lib.tabulation.coarser import Dims, Hierarchies, groups_over

NAME = "x"
"""Name of a table that is protected alone."""
Key = tuple[frozenset[str], ...]


class Grid:
    """The codes of a table, and the inner codes that each of them holds.

    Two releases of the same rows, or a county with one municipality, are different codes and one figure.
    """

    def __init__(self, cells: pd.DataFrame, dims: Dims, hierarchies: Hierarchies) -> None:
        self.dims, self.hierarchies = dims, hierarchies
        self.members: dict[str, dict[str, frozenset[str]]] = {}
        for dim in dims:
            held: dict[str, set[str]] = {TOTAL: set()}
            for code in map(str, cells[dim].unique()):
                for one in (code, TOTAL, *groups_over(hierarchies.get(dim, {}), code)):
                    held.setdefault(one, set()).add(code)
            self.members[dim] = {code: frozenset(inner) for code, inner in held.items()}

    def within(self, cells: pd.DataFrame | None) -> pd.DataFrame | None:
        """Give those of some cells that the table has."""
        if cells is None:
            return None
        known = pd.Series(True, index=cells.index)
        for dim in self.dims:
            known &= cells[dim].astype(str).isin(self.members[dim].keys())
        return cells[known]

    def lifted(self, dim: str, finer: Hierarchies) -> Callable[[object], str]:
        """Give the inner code of the table in which a code lies, by the hierarchy of the finer table."""
        inner = {code for code, held in self.members[dim].items() if held == {code}}

        def found(code: object) -> str:
            name = str(code)
            over = {name} | groups_over(finer.get(dim, {}), name)
            return next(iter(sorted(over & inner)), name)

        return found

    def keys(self, cells: pd.DataFrame) -> list[Key]:
        """Give what each cell counts."""
        return [
            tuple(
                self.members[dim].get(str(code), frozenset({str(code)}))
                for dim, code in zip(self.dims, row, strict=True)
            )
            for row in cells[list(self.dims)].itertuples(index=False, name=None)
        ]

    def keys_of(self, cells: pd.DataFrame) -> set[Key]:
        """Give what some cells count, each once."""
        return set(self.keys(cells))

    def only(self, cells: pd.DataFrame, keys: set[Key]) -> pd.DataFrame:
        """Keep the cells that count one of some things."""
        return cells[self._among(cells, keys)]

    def free(self, cells: pd.DataFrame, keys: set[Key]) -> pd.DataFrame:
        """Leave out the cells that count one of some things; each cell once."""
        kept = cells[~self._among(cells, keys)]
        return kept.drop_duplicates(list(self.dims), ignore_index=True)

    def _among(self, cells: pd.DataFrame, keys: set[Key]) -> pd.Series:
        return pd.Series([key in keys for key in self.keys(cells)], cells.index, dtype="bool")

    def parsed(self, names: Iterable[str]) -> set[Key]:
        """Read the names of cells in an error of the protection."""
        rows = []
        for name in names:
            rest, codes = name.removeprefix(f"{NAME}: "), []
            for dim, following in zip(self.dims, (*self.dims[1:], None), strict=True):
                rest = rest.removeprefix(f"{dim}=")
                code, _sign, rest = (
                    rest.partition(f", {following}=") if following else (rest, "", "")
                )
                codes.append(code)
            rows.append(codes)
        return self.keys_of(pd.DataFrame(rows, columns=list(self.dims)))
