"""Parquet files: typed tables of other programs."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd

from sosiaali_lib.intake.files import name_of
from sosiaali_lib.messages import _
from sosiaali_lib.sources import cells, general
from sosiaali_lib.sources.table import Kind, SourceColumn, SourceError, SourceTable

KIND = "parquet"
ENDINGS = (".parquet", ".pq")


def read(path: Path) -> SourceTable:
    """Read a Parquet file.

    Raises
    ------
    SourceError
        If it is none, or has columns of lists or records.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path)
    except pa.ArrowException as error:
        told = _("{file}: the file is no whole Parquet file. Write it again.")
        raise SourceError(told.format(file=name_of(path))) from error
    if nested := [one.name for one in table.schema if pa.types.is_nested(one.type)]:
        told = _(
            "{file}: the columns {columns} hold lists or records in their cells. Write them out as "
            "columns of their own."
        )
        raise SourceError(told.format(file=name_of(path), columns=", ".join(nested)))
    frame = cells.frame(
        dict(zip(table.column_names, (c.to_pylist() for c in table.columns), strict=True))
    )
    return SourceTable(
        kind=KIND,
        name=name_of(path),
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        columns=typed_columns(frame, {
            one.name: Kind.DATE
            if pa.types.is_temporal(one.type)
            else Kind.NUMBER
            if pa.types.is_integer(one.type) or pa.types.is_floating(one.type)
            else None
            for one in table.schema
        }),
        cells=frame,
        numbers=pd.Series(range(1, len(frame) + 1), dtype="int64"),
    )  # fmt: skip


def typed_columns(
    frame: pd.DataFrame, kinds: dict[str, Kind | None] | None = None
) -> tuple[SourceColumn, ...]:
    """Give the columns of a table, with their kinds where these are known."""
    known = kinds or {}
    return tuple(
        SourceColumn(str(name), known.get(str(name)) or general.kind_of(frame[name]))
        for name in frame.columns
    )
