"""What a reader of published tables knows: numbers, unknowns and the sums that tie them.

Built from the published tables alone and apart from the search for patterns, so that a fault there
does not hide itself here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sosiaali_lib.cells import TOTAL
from sosiaali_lib.disclosure.hierarchy import Hierarchy, Parents, in_order
from sosiaali_lib.disclosure.naming import name_cell, some

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Key = tuple[str, frozenset[tuple[str, Hashable]]]
JOINT_LIMIT = 200_000


@dataclass(frozen=True, eq=False)
class Publication:
    """One published table as a reader has it."""

    name: str
    table: pd.DataFrame
    by: tuple[str, ...]
    value: str
    hierarchies: Mapping[str, Parents]
    floor: int
    """Least number that the strict reader takes a hidden cell for."""
    threshold: int
    """Width of the interval that a hidden cell should have at least."""
    singles: frozenset[tuple[Hashable, ...]] | None = None
    """Cells that one person alone is; None where that is not known."""


@dataclass(eq=False)
class Register:
    """Figures and relations of a set of publications."""

    numbers: dict[Key, int] = field(default_factory=dict)
    known: dict[int, int] = field(default_factory=dict)
    floors: dict[int, int] = field(default_factory=dict)
    hidden: list[tuple[str, tuple[str, ...], tuple[Hashable, ...], int]] = field(
        default_factory=list
    )
    """Each hidden cell: table, dimensions, codes, figure."""
    widths: dict[int, int] = field(default_factory=dict)
    """Width wanted for each figure that is hidden because it is small, or may be."""
    singles: set[int] = field(default_factory=set)
    """Hidden figures that one person alone is, or may be."""
    sums: set[tuple[int, tuple[int, ...]]] = field(default_factory=set)
    """A figure, and the figures that add up to it."""
    frames: dict[str, list[dict[str, _Axis]]] = field(default_factory=dict)
    """For each value column, the axes of its tables."""

    def enter(self, publication: Publication) -> None:
        """Enter the cells of one table and what adds up in it."""
        where, by = f"table {publication.name!r}", publication.by
        cells = _cells(where, publication)
        codes = [in_order(cell[d] for cell in cells) for d in range(len(by))]
        absent = [name_cell(by, cell) for cell in product(*codes) if cell not in cells]
        if absent:
            raise ValueError(
                f"{where} lacks {len(absent)} cells of its own grid: {some(absent, quote=False)}. "
                "Give zero cells as 0 and unpublished ones as hidden."
            )
        axes = [
            _Axis.of(Hierarchy.read(dimension, publication.hierarchies.get(dimension)), here)
            for dimension, here in zip(by, codes, strict=True)
        ]
        self.frames.setdefault(publication.value, []).append(dict(zip(by, axes, strict=True)))
        self._tie(publication.value, by, axes)
        others = _secondary(publication)
        for cell, (hidden, number) in cells.items():
            figure = self._figure(publication.value, by, cell)
            if hidden:
                self.hidden.append((publication.name, by, cell, figure))
                floor = max(publication.floor, self.floors.get(figure, 0))
                self.floors[figure] = floor
                if cell not in others:
                    self.widths[figure] = publication.threshold
                if (
                    cell not in others
                    if publication.singles is None
                    else cell in publication.singles
                ):
                    self.singles.add(figure)
            if number is None:
                continue
            if self.known.setdefault(figure, number) != number:
                raise ValueError(
                    f"{where}: {name_cell(by, cell)} is published with another number in another "
                    "table. Shared figures must be the same; make the tables from the same counts."
                )

    def enter_joints(self) -> None:
        """Enter the unpublished tables that must exist behind tables that run in a ring."""
        for value, frames in self.frames.items():
            ring = _ring([set(frame) for frame in frames])
            axes = {d: _Axis.finest([f[d] for f in frames if d in f]) for d in sorted(ring)}
            size = int(np.prod([axis.inner for axis in axes.values()]))
            if size > JOINT_LIMIT:
                raise ValueError(
                    f"Tables of `{value}` over {some(axes)} run in a ring; their joint table has "
                    f"{size} cells, more than the {JOINT_LIMIT} that can be attacked. Publish fewer "
                    "crossings of these dimensions."
                )
            if axes:
                self._tie(value, tuple(axes), list(axes.values()))

    def _figure(self, value: str, by: Sequence[str], cell: Iterable[Hashable]) -> int:
        spots = frozenset(spot for spot in zip(by, cell, strict=True) if spot[1] != TOTAL)
        return self.numbers.setdefault((value, spots), len(self.numbers))

    def _tie(self, value: str, by: tuple[str, ...], axes: Sequence[_Axis]) -> None:
        cells = product(*(axis.codes for axis in axes))
        figures = np.array([self._figure(value, by, cell) for cell in cells])
        figures = figures.reshape([len(axis.codes) for axis in axes])
        for place, axis in enumerate(axes):
            for whole, parts in axis.sums:
                wholes = figures.take(whole, axis=place).ravel()
                terms = np.moveaxis(figures.take(parts, axis=place), place, -1)
                for one, several in zip(wholes, terms.reshape(-1, len(parts)), strict=True):
                    if [one] != several.tolist():
                        self.sums.add((int(one), tuple(several.tolist())))

    @cached_property
    def _ways(self) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
        wholes: dict[int, set[int]] = {}
        parts: dict[int, set[int]] = {}
        for whole, several in self.sums:
            parts.setdefault(whole, set()).update(several)
            for part in several:
                wholes.setdefault(part, set()).add(whole)
        return wholes, parts

    def kin(self, figure: int) -> tuple[set[int], set[int]]:
        """Give the figures that a figure is a part of, and those that are parts of it.

        Ask when all tables are entered.
        """
        wholes, parts = self._ways
        return _reached(figure, wholes), _reached(figure, parts)

    def relations(self) -> csr_array:
        """Give one row a sum: 1 for the whole, -1 for each part."""
        from scipy.sparse import csr_array

        ties = sorted(self.sums)
        columns = [figure for whole, parts in ties for figure in (whole, *parts)]
        signs = [sign for _, parts in ties for sign in (1, *([-1] * len(parts)))]
        lengths = [1 + len(parts) for _, parts in ties]
        starts = np.concatenate([[0], np.cumsum(lengths)]).astype(int)
        size = (len(ties), len(self.numbers))
        return csr_array((np.array(signs, dtype=np.int64), columns, starts), shape=size)


@dataclass(frozen=True)
class _Axis:
    """Codes of one dimension, and which are the sum of which, by position."""

    hierarchy: Hierarchy
    codes: tuple[Hashable, ...]
    inner: int
    sums: tuple[tuple[int, tuple[int, ...]], ...]

    @classmethod
    def of(cls, hierarchy: Hierarchy, present: Iterable[Hashable]) -> _Axis:
        codes = [code for code in present if code != TOTAL]
        groups = in_order(group for code in codes for group in hierarchy.above(code))
        inner = [code for code in codes if code not in groups]
        above = [{*hierarchy.above(code), TOTAL} for code in inner]
        sums = [
            (len(inner) + i, tuple(j for j, over in enumerate(above) if group in over))
            for i, group in enumerate([*groups, TOTAL])
        ]
        return cls(hierarchy, (*inner, *groups, TOTAL), len(inner), tuple(sums))

    @classmethod
    def finest(cls, axes: Sequence[_Axis]) -> _Axis:
        inner = {code for axis in axes for code in axis.codes[: axis.inner]}
        groups = {group for code in inner for group in axes[0].hierarchy.above(code)}
        return cls.of(axes[0].hierarchy, in_order(inner - groups))


def _reached(start: int, ways: Mapping[int, set[int]]) -> set[int]:
    found: set[int] = set()
    ahead = [start]
    while ahead:
        new = ways.get(ahead.pop(), set()) - found
        found |= new
        ahead += new
    return found


def _secondary(publication: Publication) -> set[tuple[Hashable, ...]]:
    """Cells known to be hidden for the sake of others alone."""
    table = publication.table
    if "reason" not in table.columns:
        return set()
    rows = table[table["reason"].eq("secondary").to_numpy(dtype=bool)]
    return set(zip(*(rows[d].astype(object) for d in publication.by), strict=True))


def _ring(tables: list[set[str]]) -> set[str]:
    """Dimensions of tables that cannot be taken off one by one (Graham's reduction)."""
    tables = [set(table) for table in tables]
    while True:
        times = Counter(dimension for table in tables for dimension in table)
        less = [{dimension for dimension in table if times[dimension] > 1} for table in tables]
        less = [
            table
            for i, table in enumerate(less)
            if table
            and not any(table < other or (table == other and j < i) for j, other in enumerate(less))
        ]
        if less == tables:
            return {dimension for table in tables for dimension in table}
        tables = less


def _cells(
    where: str, publication: Publication
) -> dict[tuple[Hashable, ...], tuple[bool, int | None]]:
    """Read each cell: hidden or not, and its number if one can be read."""
    by, value, table = publication.by, publication.value, publication.table
    absent = [column for column in (*by, value, "hidden") if column not in table.columns]
    if absent:
        raise ValueError(
            f"{where} has no column {some(absent)}; its columns are {some(table.columns)}."
        )
    numbers = pd.to_numeric(table[value], errors="coerce").astype("Float64")
    hidden = table["hidden"].astype(bool).tolist()
    codes = zip(*(table[dimension].astype(object) for dimension in by), strict=True)
    found: dict[tuple[Hashable, ...], tuple[bool, int | None]] = {}
    for cell, out_of_sight, number in zip(codes, hidden, numbers, strict=True):
        if cell in found:
            raise ValueError(
                f"{where}: {name_cell(by, cell)} stands twice; publish each cell once."
            )
        if pd.isna(number) and not out_of_sight:
            raise ValueError(f"{where}: {name_cell(by, cell)} is neither hidden nor a number.")
        if not pd.isna(number) and (number < 0 or number % 1):
            raise ValueError(f"{where}: {name_cell(by, cell)} is {number}, not a whole count.")
        found[cell] = (out_of_sight, None if pd.isna(number) else int(number))
    return found
