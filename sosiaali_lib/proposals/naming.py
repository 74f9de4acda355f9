"""What a proposal, and the one who answers for it, are called in tables and calendars."""

from __future__ import annotations

import pandas as pd

from sosiaali_lib import areas
from sosiaali_lib.listings import written

AREAS = ("alue", "kunta")  # of a release, and of the form


def area_names(rows: pd.DataFrame) -> list[str]:
    """Give the name of each row's municipality in the language in use; empty where there is none."""
    column = next((name for name in AREAS if name in rows), None)
    if column is None:
        return [""] * len(rows)
    codes = [written(code) for code in rows[column]]
    return [areas.municipality(code).name() if code else "" for code in codes]


def named(rows: pd.DataFrame, column: str) -> list[str]:
    """Give a column's texts, with the municipality where the rows are of several."""
    places = area_names(rows)
    several = len(set(places)) > 1
    texts = [written(value) for value in rows[column]]
    return [
        f"{place}: {text}" if several and place else text
        for text, place in zip(texts, places, strict=True)
    ]
