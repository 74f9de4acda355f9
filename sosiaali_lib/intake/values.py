"""Cells as typed values: each different text of a column is read once."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import numpy as np
import pandas as pd

from sosiaali_lib.forms import Column
from sosiaali_lib.intake import problems
from sosiaali_lib.intake.faults import Ints, Kind, Log, Problem, shown
from sosiaali_lib.intake.readers import READERS

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\ufeff]")
# What Excel shows in English, Finnish and Swedish.
_ERRORS = frozenset({
    "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!",
    "#GETTING_DATA", "#PUUTTUU!", "#VIITTAUS!", "#ARVO!", "#JAKO/0!", "#NIMI?", "#TYHJÄ!", "#LUKU!",
    "#SAKNAS!", "#REFERENS!", "#VÄRDEFEL!", "#DIVISION/0!", "#NAMN?", "#SKÄRNING!", "#OGILTIGT!",
})  # fmt: skip


def parse(
    column: Column, cells: pd.Series[str], *, today: date, log: Log
) -> tuple[pd.Series, Ints, Ints, pd.Series[str]]:
    """Read the cells of one column.

    Parameters
    ----------
    column
        The column of the form.
    cells
        Text; missing where the table has no such column, which is nobody's fault here. Not changed.
    today
        The day after which nothing can have happened yet.
    log
        Numbers the kinds of faults.

    Returns
    -------
    tuple
        The values with the index of `cells`: datetime64 for dates, Int64 for whole numbers, Float64 for
        other numbers, text for all else, choices as codes, several choices joined by “;” in the
        order of the code list; missing where the cell is empty or wrong. Then the positions of the
        wrong cells, and for each the number of its kind of fault and its text as a message may show
        it.
    """
    labels, uniques = pd.factorize(cells)
    texts = [clean(text) for text in uniques.tolist()]
    reader = READERS[column.type](column, texts, today)
    absent: object = problems.empty(column) if column.required else None
    formula = problems.formula()
    quoted = column.personal == "no"
    values: list[object] = []
    latest, number = None, -1
    values_shown = [""] * (len(texts) + 1)  # the last one is for label -1, a missing cell
    numbers = np.full(len(texts) + 1, -1, dtype=np.int32)
    for at, text in enumerate(texts):
        if not text:
            found = absent
        elif text[0] == "#" and text.upper() in _ERRORS:
            found = formula
        else:
            found = reader(text)
        if isinstance(found, Problem):
            if found is not latest:
                latest, number = found, log.number(Kind(column.name, found))
            numbers[at] = number
            values_shown[at] = shown(text) if quoted else ""
            found = None
        values.append(found)
    wrong = numbers[labels]
    positions = np.flatnonzero(wrong >= 0)
    told = pd.Series(values_shown, dtype="str").take(labels[positions])
    return _typed(column, values, labels, cells.index), positions, wrong[positions], told


def clean(text: str) -> str:
    """Give a text trimmed, in composed letters and without control characters."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return _CONTROL.sub("", unicodedata.normalize("NFC", text)).strip()


def _typed(column: Column, values: list[object], labels: Ints, index: pd.Index) -> pd.Series:
    """Spread the values over the rows; label -1 points at the missing value put last."""
    known = [*values, None]
    if column.type == "date":
        return pd.Series(np.array(known, dtype="datetime64[us]")[labels], index=index)
    if column.type == "integer":
        whole = np.array([value or 0 for value in known], dtype=np.int64)
        missing = np.array([value is None for value in known])
        return pd.Series(pd.arrays.IntegerArray(whole[labels], missing[labels]), index=index)
    if column.type == "number":
        return pd.Series(known, dtype="Float64").take(labels).set_axis(index)
    return pd.Series(pd.Series(known, dtype="str").array.take(labels), index=index)
