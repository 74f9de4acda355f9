"""Choosing rows: by area, period and code. These are the steps that views and their code share."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from sosiaali_lib.areas import members

SEPARATOR = ";"


def of_areas(rows: pd.DataFrame, column: str, areas: Iterable[str]) -> pd.DataFrame:
    """Keep the rows of some areas.

    Parameters
    ----------
    rows
        Rows of a form. Not changed.
    column
        Column of the municipalities.
    areas
        Codes of municipalities (three digits, “205”) and of wellbeing services counties (two
        digits, “20”).
    """
    found = {code for area in areas for code in _municipalities(area)}
    return rows[rows[column].isin(found)]


def in_months(rows: pd.DataFrame, column: str, first: str, last: str) -> pd.DataFrame:
    """Keep the rows of a period.

    Parameters
    ----------
    rows
        Rows of a form. Not changed.
    column
        Column of the day.
    first, last
        First and last month, as “2019-01”.

    Raises
    ------
    ValueError
        If a month is not written so.
    """
    for month in (first, last):
        if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month):
            raise ValueError(f"Month {month!r} is not known; write year and month, as '2019-01'.")
    end = pd.Timestamp(f"{last}-01") + pd.DateOffset(months=1)
    days = rows[column]
    return rows[(days >= pd.Timestamp(f"{first}-01")) & (days < end)]


def having(rows: pd.DataFrame, column: str, codes: Iterable[str]) -> pd.DataFrame:
    """Keep the rows that have one of some codes; a cell may hold several.

    Parameters
    ----------
    rows
        Rows of a form. Not changed.
    column
        Column of the codes.
    codes
        The codes, or the texts or whole numbers of other columns as text.
    """
    wanted = "|".join(re.escape(code) for code in codes)
    pattern = rf"(?:^|{SEPARATOR})(?:{wanted})(?:{SEPARATOR}|$)"
    return rows[rows[column].astype("str").str.contains(pattern, na=False)]


def _municipalities(area: str) -> list[str]:
    return [area] if len(area) == 3 else [one.code for one in members(area)]
