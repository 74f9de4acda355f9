"""Tables without the numbers of some cells, and with those of others."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from sosiaali_lib.release_audit.declared import HIDDEN
from sosiaali_lib.release_audit.derived import COUNTS, KNOWN
from sosiaali_lib.release_audit.relations import Cell


def with_numbers(
    tables: Mapping[str, pd.DataFrame],
    cells: Sequence[Cell],
    numbers: Mapping[int, int],
    label: str,
) -> dict[str, pd.DataFrame]:
    """Give the tables with the numbers of some cells."""
    changed = dict(tables)
    for name in dict.fromkeys(cell.table.removeprefix(label) for cell in cells):
        table = tables[name].copy()
        for cell in (cell for cell in cells if cell.table == label + name):
            rows = _rows(table, cell)
            table.loc[rows, cell.value] = numbers[cell.figure]
            if HIDDEN in table:
                table.loc[rows, HIDDEN] = False
        changed[name] = table
    return changed


def _rows(table: pd.DataFrame, cell: Cell) -> pd.Series[bool]:
    rows = pd.Series(True, table.index)
    for column, code in cell.place:
        rows &= table[column].astype("str") == code
    return rows


def without(
    tables: Mapping[str, pd.DataFrame], cells: Sequence[Cell], label: str
) -> dict[str, pd.DataFrame]:
    """Give the tables without the numbers of some cells, and without what is calculated from them."""
    changed = dict(tables)
    for name in dict.fromkeys(cell.table.removeprefix(label) for cell in cells):
        own = [cell for cell in cells if cell.table == label + name]
        table = tables[name].copy()
        for cell in own:
            rows = _rows(table, cell)
            counts = [column for column in COUNTS if column in table]
            main = not counts or cell.value == counts[0]
            for column in _measures(table) if main else _of(table, cell.value, counts):
                table.loc[rows, column] = pd.NA
            if main and HIDDEN in table:
                table.loc[rows, HIDDEN] = True
        changed[name] = table
    return changed


def _measures(table: pd.DataFrame) -> list[str]:
    """Give all columns with numbers: where the main number is hidden, nothing else is shown."""
    return [str(column) for column in table.select_dtypes("number") if column not in KNOWN]


def _of(table: pd.DataFrame, value: str, counts: Collection[str]) -> list[str]:
    """Give the column of a number and those that are calculated from it."""
    begin = value.removesuffix("_n") + "_"
    return [value, *(str(c) for c in table if str(c).startswith(begin) and c not in counts)]
