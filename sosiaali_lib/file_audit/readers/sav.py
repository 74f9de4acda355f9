"""SPSS files: their values, numbers of codes as labels, and the texts of their dictionary."""

from __future__ import annotations

import math
import tempfile
from pathlib import Path, PurePath
from typing import Any

from sosiaali_lib.file_audit.content import Cell, Content, Passage, Table, tidy
from sosiaali_lib.file_audit.readers.release_tables import HIDES

_HIDDEN = ".."


def read_sav(data: bytes, name: str) -> Content:
    """Read an SPSS file; a number that is declared user-missing is a hidden one in a hiding table."""
    import pyreadstat

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "taulukko.sav"
        path.write_bytes(data)
        frame, meta = pyreadstat.read_sav(str(path), user_missing=True)
    columns = tuple(str(column) for column in frame.columns)
    labels = {column: dict(meta.variable_value_labels.get(column) or {}) for column in columns}
    declared: dict[str, Any] = dict(meta.missing_ranges)
    hidden = {
        column: [(one["lo"], one["hi"]) for one in declared.get(column, ())]
        for column in columns
        if HIDES in columns
    }
    rows = tuple(
        tuple(
            Cell(_text(value, column, labels[column], hidden.get(column, ())))
            for column, value in zip(columns, record, strict=True)
        )
        for record in frame.itertuples(index=False)
    )
    told = [meta.file_label, *meta.column_names_to_labels.values(), *(meta.notes or ())]
    told += [label for column in columns for label in labels[column].values()]
    passages = tuple(Passage(tidy(str(text))) for text in told if text)
    return Content(name, tables=(Table(PurePath(name).stem, columns, rows),), passages=passages)


def _text(value: Any, column: str, labels: dict[Any, str], missing: Any) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if column == HIDES:
        return "true" if value else "false"
    if isinstance(value, float):
        if any(low <= value <= high for low, high in missing):
            return _HIDDEN
        if value in labels:
            return tidy(labels[value])
        return repr(value).removesuffix(".0")
    return tidy(str(value))
