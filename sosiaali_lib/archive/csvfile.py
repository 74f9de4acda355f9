"""A part as a csv file: UTF-8, RFC 4180, decimal points, ISO days."""

from __future__ import annotations

import csv
import io

import pandas as pd

from sosiaali_lib.archive.model import MARK, Part, Variable
from sosiaali_lib.formula_guard import guarded


def content(part: Part) -> bytes:
    """Give the file.

    A text that a spreadsheet could run has an apostrophe before it, as in the open data of reports.
    A hidden number is the mark of hidden numbers; a missing cell is empty.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([variable.name for variable in part.variables])
    columns = [cells(part, variable) for variable in part.variables]
    writer.writerows(zip(*columns, strict=True))
    return file.getvalue().encode()


def cells(part: Part, variable: Variable) -> list[str]:
    """Give the cells of a column as they are written."""
    hidden = part.hidden(variable)
    return [
        MARK if is_hidden else "" if pd.isna(value) else _written(variable, value)
        for value, is_hidden in zip(part.table[variable.name], hidden, strict=True)
    ]


def _written(variable: Variable, value: object) -> str:
    if variable.kind == "boolean":
        return "true" if value else "false"
    if variable.kind == "date":
        return pd.Timestamp(str(value)).date().isoformat()
    if variable.kind == "integer":
        return str(int(str(value)))
    if variable.kind == "number":
        return repr(float(str(value))).removesuffix(".0")
    return guarded(str(value))
