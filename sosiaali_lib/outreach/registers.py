"""Texts about outreach that a person has cleared for publication: observations and quotes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from sosiaali_lib.clearing import is_cleared

AREA = "alue"
OBSERVATIONS, QUOTES = "rakennehavainnot", "jalkautumispalaute_lainaukset"


def published_observations(visits: pd.DataFrame) -> pd.DataFrame:
    """Give the observations about structures that were cleared, without day, place or checker.

    Parameters
    ----------
    visits
        Rows of `jalkautumiset` with `alue`. Logs without the column of clearing give none. Not
        changed.

    Returns
    -------
    DataFrame
        `alue`, `vuosi`, `paikkatyyppi`, `havainto`; a text that was cleared several times for an
        area, year and type of place stands once.
    """
    kept = _cleared(visits, "havainto")
    kept = kept[kept["rakennehavainto"] == "havainto"]
    found = kept.assign(vuosi=kept["pvm"].dt.year.astype("int64"))
    return _distinct(found, [AREA, "vuosi", "paikkatyyppi", "havainto"])


def published_feedback(answers: pd.DataFrame) -> pd.DataFrame:
    """Give the cleared quotes with who said them, without day or checker.

    Parameters
    ----------
    answers
        Rows of `jalkautumispalaute` with `alue`. Not changed.

    Returns
    -------
    DataFrame
        `alue`, `vuosi`, `antaja`, `lainaus`.
    """
    kept = _cleared(answers, "lainaus")
    found = kept.assign(vuosi=kept["pvm"].dt.year.astype("int64"))
    return _distinct(found, [AREA, "vuosi", "antaja", "lainaus"])


REGISTERS: Mapping[str, tuple[str, Callable[[pd.DataFrame], pd.DataFrame]]] = {
    OBSERVATIONS: ("jalkautumiset", published_observations),
    QUOTES: ("jalkautumispalaute", published_feedback),
}


def _cleared(rows: pd.DataFrame, text: str) -> pd.DataFrame:
    """Keep the rows whose text is filled and was cleared by a person."""
    return rows[is_cleared(rows) & (rows[text].fillna("").str.strip() != "")]


def _distinct(rows: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    # Sorted, so that the order of rows or parts of the data tells nothing and changes nothing.
    return rows[columns].drop_duplicates().sort_values(columns, ignore_index=True)
