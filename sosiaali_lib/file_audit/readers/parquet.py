"""Parquet files: their values and the metadata of their schema."""

from __future__ import annotations

from io import BytesIO
from pathlib import PurePath

from sosiaali_lib.file_audit.content import Cell, Content, Passage, Table, tidy
from sosiaali_lib.messages import N_

SCHEMA = N_("metadata of the schema")
_PROGRAMS = (b"pandas", b"ARROW:schema")


def read_parquet(data: bytes, name: str) -> Content:
    """Read a Parquet file; an empty number is a hidden one where a column `hidden` says so."""
    from pyarrow import parquet

    table = parquet.read_table(BytesIO(data))
    columns = [str(column) for column in table.column_names]
    told = "hidden" in columns
    rows = []
    for record in table.to_pylist():
        hidden = told and bool(record.get("hidden"))
        texts = [
            ".." if value is None and hidden else "" if value is None else tidy(_text(value))
            for column, value in record.items()
            if column != "hidden"
        ]
        rows.append(tuple(Cell(text) for text in texts))
    own = tuple(column for column in columns if column != "hidden")
    metadata = {
        k: v
        for field in (table.schema, *table.schema)
        for k, v in (field.metadata or {}).items()
        if k not in _PROGRAMS and not k.startswith(b"PARQUET:")
    }
    passages = tuple(
        Passage(
            tidy(f"{k.decode(errors='replace')}: {v.decode(errors='replace')}"), (SCHEMA, ""), False
        )
        for k, v in metadata.items()
    )
    caption = PurePath(name).stem
    return Content(name, tables=(Table(caption, own, tuple(rows)),), passages=passages)


def _text(value: object) -> str:
    """Give a value as csv files write it."""
    return str(value).removesuffix(".0") if isinstance(value, float) else str(value)
