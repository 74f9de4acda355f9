"""Quotes from the answers, by theme: only those that a person has cleared for publication."""

from __future__ import annotations

import pandas as pd

from sosiaali_lib.clearing import is_cleared
from sosiaali_lib.themes.codes import demand_known
from sosiaali_lib.themes.frame import split

_QUOTE = ["alue", "ryhma", "kysymys", "teema", "lainaus"]
_THEME = ["alue", "teema", "nimi", "nimi_sv", "nimi_en", "ylateema", "shl11"]


def published(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the cleared quotes of the form `kysymykset`, without the answers behind them.

    Parameters
    ----------
    rows
        Rows of the form with `alue`. Not changed.

    Returns
    -------
    DataFrame
        `alue`, `ryhma`, `kysymys`, `teema` (the one that the quote is about, else the first agreed
        one, else empty), `lainaus`: the quote as it was edited for publication, never the answer
        itself, the respondent or the day.
    """
    quote = rows["lainaus"].astype("str").where(rows["lainaus"].notna(), "").str.strip()
    cleared = is_cleared(rows) & (quote != "")
    first = split(rows["teemat"]).map(lambda codes: codes[0] if codes else "")
    if "lainaus_teema" in rows:
        own = split(rows["lainaus_teema"]).map(lambda codes: codes[0] if codes else "")
        first = own.where(own != "", first)
    return rows.assign(teema=first.astype("str")).loc[cleared, _QUOTE].reset_index(drop=True)


def published_frame(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the names of the themes of the form `kehys`, without descriptions and keywords.

    Parameters
    ----------
    rows
        Rows of the form with `alue`. Not changed.

    Returns
    -------
    DataFrame
        `alue`, `teema`, `nimi`, `nimi_sv`, `nimi_en`, `ylateema`, `shl11`.
    """
    return rows.reindex(columns=_THEME).reset_index(drop=True)


def quotes(answers: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    """Give the cleared quotes by theme.

    Parameters
    ----------
    answers
        Rows of the form `kysymykset`. Not changed.
    frame
        Rows of the form `kehys`. Not changed.

    Returns
    -------
    DataFrame
        `teema`, `nimi` (in the language in use), `ryhma`, `kunta`, `lainaus`, in the order of the
        frame; a quote stands under one theme.

    Raises
    ------
    ThemeError
        If the frame has faults or the answers hold codes that it lacks.
    """
    known = demand_known(answers, frame)
    cleared = published(answers.assign(alue=answers["kunta"]))
    names = {code: theme.name for code, theme in known.by_code.items()}
    named = cleared[cleared["teema"].isin(names)].assign(nimi=cleared["teema"].map(names))
    order = {code: at for at, code in enumerate(known.path())}
    ordered = named.sort_values("teema", key=lambda codes: codes.map(order), kind="stable")
    columns = ["teema", "nimi", "ryhma", "kunta", "lainaus"]
    return ordered.rename(columns={"alue": "kunta"})[columns].reset_index(drop=True)
