"""Which cell of one table is which of another, where rows and columns may have moved or gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sosiaali_lib.plain_text import one_line
from sosiaali_lib.publishing.numbers import holds_number
from sosiaali_lib.report.blocks import Table


@dataclass(frozen=True)
class Pair:
    """A cell of a table and the same cell of an earlier one, with what they are called."""

    row: str
    column: str
    now: str
    before: str


def paired(
    heads: Sequence[str], rows: Sequence[Sequence[str]], table: Table
) -> tuple[list[Pair], list[str]]:
    """Pair the cells of a table with those of another one of the same numbers.

    Parameters
    ----------
    heads, rows
        Headers and rows of the table as it is now.
    table
        The table as it was; rows are found by their names, columns by theirs or by their place.

    Returns
    -------
    tuple
        The pairs, and the names of rows and columns with numbers that `table` does not have.
    """
    columns = _columns([one_line(cell) for cell in heads], table)
    lines = _rows([one_line(row[0]) for row in rows], table)
    pairs, added = [], []
    for at, row in enumerate(rows):
        old = table.rows[lines[at]] if lines[at] is not None else None  # type: ignore[index]
        if old is None and any(map(holds_number, row[1:])):
            added.append(one_line(row[0]))
        for column, cell in enumerate(row):
            to = columns[column] if column < len(columns) else None
            if old is not None and to is not None and (column or to):
                pairs.append(Pair(old[0], table.columns[to], cell, old[to]))
    for column, to in enumerate(columns):
        if to is None and any(holds_number(row[column]) for row in rows if column < len(row)):
            added.append(one_line(heads[column]))
    return pairs, added


def _columns(heads: Sequence[str], table: Table) -> list[int | None]:
    """Give for each column of the edited table the same one of the release."""
    if len(heads) in (0, len(table.columns)):
        return list(range(len(table.columns)))
    return _by_name(heads, [one_line(column) for column in table.columns])


def _rows(names: Sequence[str], table: Table) -> list[int | None]:
    """Give for each row the same one of the release: by its name, else by its place."""
    old = [one_line(row[0]) for row in table.rows]
    found = _by_name(names, old)
    left = [at for at in range(len(old)) if at not in found]
    renamed = [at for at, to in enumerate(found) if to is None]
    if len(left) == len(renamed) and len(names) == len(old):
        for at, to in zip(renamed, left, strict=True):
            found[at] = to
    return found


def _by_name(names: Sequence[str], old: Sequence[str]) -> list[int | None]:
    """Pair names that are alike; where a name stands twice, the first goes with the first."""
    free: dict[str, list[int]] = {}
    for at, name in enumerate(old):
        free.setdefault(name, []).append(at)
    return [free[name].pop(0) if free.get(name) else None for name in names]
