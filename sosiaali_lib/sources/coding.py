"""Cells that hold the labels of answers, as the codes that the tool declares for them."""

from __future__ import annotations

import pandas as pd

from sosiaali_lib.sources.table import Kind, SourceColumn


def coded(cells: pd.Series[str], column: SourceColumn) -> pd.Series[str]:
    """Give cells of one choice as codes, whichever language their labels are in.

    A label that two codes share stays as it is, and so does what is neither code nor label.
    """
    if column.kind is not Kind.CHOICE:
        return cells
    codes = {option.code for option in column.options}
    meant: dict[str, set[str]] = {}
    for option in column.options:
        for label in option.labels.values():
            meant.setdefault(label, set()).add(option.code)
    labels = {label: min(found) for label, found in meant.items() if len(found) == 1}
    return cells.map(lambda text: text if text in codes else labels.get(text, text))
