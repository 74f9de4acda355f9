"""A part as a Parquet file."""

from __future__ import annotations

import io

import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from sosiaali_lib.archive.model import Kind, Part

_TYPES: dict[Kind, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
}


def content(part: Part) -> bytes:
    """Give the file; the cells of `piilotettu` tell which empty numbers are hidden."""
    arrays = []
    for variable in part.variables:
        cells = part.table[variable.name].astype("object")
        given = [None if pd.isna(value) else value for value in cells]
        if variable.kind == "date":
            given = [None if value is None else pd.Timestamp(value).date() for value in given]
        arrays.append(pa.array(given, type=_TYPES[variable.kind]))
    table = pa.table(arrays, names=[variable.name for variable in part.variables])
    file = io.BytesIO()
    parquet.write_table(table, file)
    return file.getvalue()
