"""Tables of counts by area and year, checked before anything is added up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from sosiaali_lib.cells import AREA

YEAR, MERGED, NOTE = "vuosi", "yhdistetty", "huomautus"


def checked(
    table: pd.DataFrame | pd.Series[Any], counts: Sequence[str] | None, by: Sequence[str]
) -> tuple[pd.DataFrame, list[str]]:
    """Give the rows as a new table with a flag and notes, and the names of the counts (Int64).

    Raises
    ------
    ValueError
        If a column is missing, a row stands twice, or a column holds what cannot be added.
    """
    columns = table
    if isinstance(table, pd.Series):
        columns = table.to_frame("arvo" if table.name is None else table.name).reset_index()
    rows = pd.DataFrame(columns).reset_index(drop=True)
    if absent := [name for name in (AREA, YEAR, *by, *(counts or ())) if name not in rows]:
        raise ValueError(
            f"The table has no column {', '.join(absent)}; it has {', '.join(map(str, rows))}."
        )
    counted = list(counts) if counts is not None else _whole(rows, {AREA, YEAR, *by})
    numbers = {name: _whole_numbers(rows[name], missing=name != YEAR) for name in (YEAR, *counted)}
    twice = rows.loc[rows.duplicated([AREA, YEAR, *by]), [AREA, YEAR]]
    for code, year in twice.itertuples(index=False):
        raise ValueError(
            f"Area {code}, year {year} stands more than once; name in `by` the columns that tell "
            "the rows apart."
        )
    flags = rows[MERGED].fillna(False).astype(bool) if MERGED in rows else False
    notes = rows[NOTE].fillna("").astype(object) if NOTE in rows else ""
    codes = rows[AREA].astype(object)
    del numbers[YEAR]
    return rows.assign(**{AREA: codes, MERGED: flags, NOTE: notes}, **numbers), counted


def _whole_numbers(column: pd.Series[Any], *, missing: bool) -> pd.Series[Any]:
    numbers = pd.to_numeric(column, errors="coerce").astype("Float64")
    broken = (numbers.isna() & (column.notna() | (not missing))) | (numbers % 1 != 0).fillna(False)
    for value in column[broken]:
        if not missing:
            raise ValueError(f"Column {column.name} holds {value!r}; expected years such as 2025.")
        raise ValueError(
            f"Column {column.name} holds {value!r}, which is no count: rates and shares cannot be "
            "added up. Name only counts in `counts`, and give the numbers of events and of people "
            "instead of a rate."
        )
    return numbers.astype("Int64")


def _whole(rows: pd.DataFrame, told: set[str]) -> list[str]:
    """Give the columns of whole numbers."""
    names = [str(name) for name in rows if name not in told]
    found = [name for name in names if pd.api.types.is_integer_dtype(rows[name].dtype)]
    if not found:
        raise ValueError(
            "The table has no column of whole numbers to add up; name the columns in `counts`."
        )
    return found
