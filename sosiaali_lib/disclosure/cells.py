"""Inner cells as they come in: checked, completed with zero cells and put on a grid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sosiaali_lib.cells import TOTAL
from sosiaali_lib.disclosure.hierarchy import Axis, Code, Hierarchy
from sosiaali_lib.disclosure.naming import name_cell, some

if TYPE_CHECKING:
    import numpy.typing as npt
    from scipy.sparse import csr_array

    Ints = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]

OWN_COLUMNS = ("hidden", "reason")


@dataclass(frozen=True, eq=False)
class Inner:
    """The inner cells of one table, checked, in the order in which they came."""

    name: str
    by: tuple[str, ...]
    value: str
    cells: tuple[tuple[Code, ...], ...]
    values: Ints
    people: Ints

    def codes(self, dimension: str) -> set[Code]:
        """Give the inner codes of a dimension."""
        place = self.by.index(dimension)
        return {cell[place] for cell in self.cells}


@dataclass(frozen=True, eq=False)
class Grid:
    """One table with every inner cell in place; rows run over all codes, last dimension fastest."""

    name: str
    value: str
    axes: tuple[Axis, ...]
    values: Ints
    people: Ints
    published: bool = True

    @property
    def by(self) -> tuple[str, ...]:
        """The dimensions."""
        return tuple(axis.dimension for axis in self.axes)

    @property
    def shape(self) -> tuple[int, ...]:
        """Number of codes along each dimension, totals included."""
        return tuple(len(axis.codes) for axis in self.axes)

    def sums(self) -> csr_array:
        """Give a row of zeros and ones over the inner cells for each row of the table."""
        from scipy.sparse import csr_array, kron

        matrix = csr_array(np.ones((1, 1), dtype=np.int64))
        for axis in self.axes:
            lengths = [len(parts) for parts in axis.parts]
            columns = [position for parts in axis.parts for position in parts]
            starts = np.concatenate([[0], np.cumsum(lengths)])
            ones = np.ones(len(columns), dtype=np.int64)
            size = (len(axis.codes), axis.n_inner)
            part = csr_array((ones, columns, starts), shape=size)
            matrix = csr_array(kron(matrix, part, format="csr"))
        return matrix

    def cells(self) -> list[tuple[Code, ...]]:
        """Give the codes of each row of the table."""
        return list(product(*(axis.codes for axis in self.axes)))


def read(
    name: str, counts: pd.DataFrame, by: Sequence[str], value: str, people: str | None
) -> Inner:
    """Check the inner cells of one table; every fault is named.

    Raises
    ------
    ValueError
        If a column or row is missing, a cell stands twice or is a total, or a count is not whole
        or below zero.
    """
    where = f"table {name!r}"
    _check_columns(where, counts, by, value, people)
    for dimension in by:
        if bool(counts[dimension].isna().any()):
            raise ValueError(
                f"{where}: column `{dimension}` has empty codes; fill or drop the rows."
            )
        if bool((counts[dimension].astype(object) == TOTAL).any()):
            raise ValueError(
                f"{where}: column `{dimension}` holds {TOTAL!r}. Give inner cells only; totals are "
                "added here."
            )
    cells = tuple(zip(*(counts[dimension].astype(object) for dimension in by), strict=True))
    doubled = [cell for cell, times in Counter(cells).items() if times > 1]
    if doubled:
        raise ValueError(
            f"{where}: {some(name_cell(by, cell) for cell in doubled)} more than once. "
            "Add the rows of one cell together first."
        )
    values = _whole(where, counts, by, value)
    persons = values if people is None else _whole(where, counts, by, people)
    return Inner(name, tuple(by), value, cells, values, persons)


def _check_columns(
    where: str, counts: pd.DataFrame, by: Sequence[str], value: str, people: str | None
) -> None:
    if isinstance(by, str) or not by or len(set(by)) < len(by):
        raise ValueError(
            f"{where}: `by` is {by!r}; expected a list of different dimension columns, such as "
            "['kunta', 'syy']."
        )
    taken = [column for column in (*by, value) if column in OWN_COLUMNS]
    if taken or value in by:
        raise ValueError(
            f"{where}: the column names {some([*taken, *({value} & set(by))])} clash; `hidden` and "
            "`reason` are columns of the result, and `value` is not a dimension. Rename them."
        )
    wanted = [*by, value, *([people] if people else [])]
    absent = [column for column in wanted if column not in counts.columns]
    if absent:
        raise ValueError(
            f"{where} has no column {some(absent)}; its columns are {some(counts.columns)}."
        )
    if counts.empty:
        raise ValueError(f"{where} has no rows; give at least one inner cell.")


def _whole(where: str, counts: pd.DataFrame, by: Sequence[str], column: str) -> Ints:
    numbers = pd.to_numeric(counts[column], errors="coerce").astype("Float64")
    bad = (numbers.isna() | (numbers < 0) | (numbers % 1 != 0)).fillna(True).to_numpy(dtype=bool)
    if bad.any():
        shown = (
            f"{name_cell(by, [counts[dimension].iloc[row] for dimension in by])}: "
            f"{counts[column].iloc[row]!s}"
            for row in np.flatnonzero(bad)
        )
        raise ValueError(
            f"{where}, column `{column}`: counts must be whole and not negative; not so in "
            f"{some(shown, quote=False)}. Correct these rows in the source table."
        )
    return np.asarray(numbers, dtype=np.int64)


def place(inner: Sequence[Inner], hierarchies: Mapping[str, Hierarchy]) -> list[Grid]:
    """Put tables that count the same thing on grids; a combination that is absent is a zero cell.

    Raises
    ------
    ValueError
        If a code and a group over it are both inner codes of one table.
    """
    return [
        _on_grid(table, [_axis(table, dimension, inner, hierarchies) for dimension in table.by])
        for table in inner
    ]


def _axis(
    table: Inner, dimension: str, inner: Sequence[Inner], hierarchies: Mapping[str, Hierarchy]
) -> Axis:
    """Take a code of another table along unless it is a part of, or a group over, one here."""
    hierarchy = hierarchies.get(dimension) or Hierarchy.read(dimension, None)
    own = table.codes(dimension)
    groups = {group for code in own for group in hierarchy.above(code)}
    if own & groups:
        raise ValueError(
            f"table {table.name!r}, column `{dimension}`: {some(own & groups)} is a group of other "
            "inner codes of the table. Give its parts alone; groups are added up here."
        )
    others = {
        code
        for other in inner
        if dimension in other.by
        for code in other.codes(dimension) - own - groups
        if not own.intersection(hierarchy.above(code))
    }
    return Axis.over(hierarchy, own | others)


def _on_grid(table: Inner, axes: Sequence[Axis]) -> Grid:
    positions = [{code: i for i, code in enumerate(axis.codes[: axis.n_inner])} for axis in axes]
    shape = tuple(axis.n_inner for axis in axes)
    where = [
        np.array([spots[cell[d]] for cell in table.cells]) for d, spots in enumerate(positions)
    ]
    flat = np.ravel_multi_index(where, shape)
    values = np.zeros(int(np.prod(shape)), dtype=np.int64)
    people = values.copy()
    values[flat], people[flat] = table.values, table.people
    return Grid(table.name, table.value, tuple(axes), values, people)
