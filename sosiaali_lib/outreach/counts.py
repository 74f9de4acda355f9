"""Counts of visits, of people and of topics, by area and by kind.

All functions take clean rows of the form `jalkautumiset` and give counts of inner cells; totals,
shares and hiding come later, from the same counts. A contact is a person talked with, not
everybody present.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from sosiaali_lib import codelists

VISITS, PRESENT, CONTACTS, MENTIONS = "kaynnit", "lasna", "keskusteltu", "maininnat"
MONEY_ONLY, MONEY_TOO, NO_MONEY = "vain_raha", "raha_ja_muuta", "ei_rahaa"
NO_TOPIC = "ei_aihetta"


def totals(visits: pd.DataFrame, by: str = "kunta") -> pd.DataFrame:
    """Count visits, people present and people talked with.

    Parameters
    ----------
    visits
        Rows of `jalkautumiset`. Not changed.
    by
        Column that groups the visits, such as `kunta` or `toimija`.

    Returns
    -------
    DataFrame
        One row a group: `by`, `kaynnit` (visits), `lasna` (people present on the visits where that
        was recorded), `lasna_n` (the number of those visits), `keskusteltu` (people talked with)
        and `neliosumma` (the sum over visits of the squared number of people talked with, for the
        interval of a rate).

    Examples
    --------
    >>> log = pd.DataFrame({"kunta": ["205", "205", "290"], "lasna": [9, 4, 2],
    ...                     "keskusteltu": [3, 2, 0]})
    >>> totals(log)[["kunta", "kaynnit", "keskusteltu", "neliosumma"]].to_dict("list")
    {'kunta': ['205', '290'], 'kaynnit': [2, 1], 'keskusteltu': [5, 0], 'neliosumma': [13, 0]}
    """
    squares = visits.assign(neliosumma=visits[CONTACTS] ** 2)
    return (
        squares.groupby(by, observed=True, as_index=False)
        .agg(
            kaynnit=(CONTACTS, "size"),
            lasna=(PRESENT, "sum"),
            lasna_n=(PRESENT, "count"),
            keskusteltu=(CONTACTS, "sum"),
            neliosumma=("neliosumma", "sum"),
        )
        .astype({VISITS: "int64", PRESENT: "int64", CONTACTS: "int64", "neliosumma": "int64"})
    )


def by_code(visits: pd.DataFrame, column: str, by: str = "kunta") -> pd.DataFrame:
    """Count visits and the people behind them by the codes of one column.

    Parameters
    ----------
    visits
        Rows of `jalkautumiset`. Not changed.
    column
        A single-choice column, such as `luonne`, `paikkatyyppi` or `rakennehavainto`.
    by
        Column that groups the visits.

    Returns
    -------
    DataFrame
        `by`, `column`, `kaynnit`, `keskusteltu`; only combinations that occur.
    """
    return counted(visits, [by, column])


def by_month(visits: pd.DataFrame, by: str = "kunta") -> pd.DataFrame:
    """Count visits and the people behind them by calendar month.

    Returns
    -------
    DataFrame
        `by`, `kuukausi` (text such as "2019-03"), `kaynnit`, `keskusteltu`.
    """
    days = counted(visits, [by, "pvm"])
    months = days.assign(kuukausi=days["pvm"].dt.strftime("%Y-%m"))
    return added(months, [by, "kuukausi"])


def by_topic(visits: pd.DataFrame, by: str = "kunta") -> pd.DataFrame:
    """Count the visits on which each topic came up, and the people behind them.

    A visit may have several topics: the counts add up to mentions, not to visits.

    Returns
    -------
    DataFrame
        `by`, `aihe`, `maininnat`, `keskusteltu`.
    """
    return added(mentioned(by_text(visits, by)), [by, "aihe"]).rename(columns={VISITS: MENTIONS})


def by_money(visits: pd.DataFrame, by: str = "kunta") -> pd.DataFrame:
    """Count visits by whether money was the only thing talked about, one of several, or none.

    Money means the topics of the group `raha` of the code list `aiheet` (money and debts, social
    assistance, other benefits).

    Returns
    -------
    DataFrame
        `by`, `raha` ("vain_raha", "raha_ja_muuta", "ei_rahaa", and "ei_aihetta" for visits without
        any topic), `kaynnit`, `keskusteltu`.
    """
    texts = by_text(visits, by)
    return added(texts.assign(raha=money_kinds(texts)), [by, "raha"])


def feeling(visits: pd.DataFrame, by: str = "kunta") -> pd.DataFrame:
    """Give the sum and number of the workers' ratings of the visits (1 very poor … 5 very good).

    Returns
    -------
    DataFrame
        `by`, `tunne_n`, `tunne_summa`; groups without a rating are left out.
    """
    rated = visits.dropna(subset="tunne")
    return (
        rated.groupby(by, observed=True, as_index=False)
        .agg(tunne_n=("tunne", "size"), tunne_summa=("tunne", "sum"))
        .astype({"tunne_n": "int64", "tunne_summa": "int64"})
    )


def _money_kind(text: str, money: frozenset[str]) -> str:
    topics = set(text.split(";")) - {""}
    if not topics:
        return NO_TOPIC
    if topics <= money:
        return MONEY_ONLY
    return MONEY_TOO if topics & money else NO_MONEY


def each(cells: pd.Series, found: Callable[[str], object]) -> pd.Series:
    """Give what is found of each cell, once for all cells with the same text."""
    texts = cells.astype("str").where(cells.notna(), "")
    known = {text: found(text) for text in texts.unique()}
    return pd.Series([known[text] for text in texts], index=cells.index, dtype="object")


def _topics(text: str) -> list[str]:
    return [topic for topic in text.split(";") if topic]


def mentioned(visits: pd.DataFrame) -> pd.DataFrame:
    """Give a row for every topic of every visit, the topic as `aihe`."""
    topics = visits.assign(aihe=each(visits["aiheet"], _topics)).explode("aihe")
    return topics.dropna(subset="aihe").astype({"aihe": "str"})


def money_kinds(visits: pd.DataFrame) -> pd.Series[str]:
    """Say of each visit whether money was talked about: alone, with other topics, or not."""
    money = codelists.load("aiheet").group("raha")
    topics = visits["aiheet"].fillna("")
    kinds = {text: _money_kind(text, money) for text in topics.unique()}
    return topics.map(kinds)


def by_text(visits: pd.DataFrame, by: str) -> pd.DataFrame:
    """Count visits and people by the cell of topics as it stands: many visits share few texts.

    Returns
    -------
    DataFrame
        `by`, `aiheet` (empty text where none was recorded), `kaynnit`, `keskusteltu`.
    """
    found = counted(visits, [by, "aiheet"], dropna=False)
    texts = found["aiheet"].astype("str").where(found["aiheet"].notna(), "")
    return found.assign(aiheet=texts)


def added(cells: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Add up visits and people of cells that are counted already, by the columns given."""
    return cells.groupby(by, observed=True, as_index=False)[[VISITS, CONTACTS]].sum()


def counted(rows: pd.DataFrame, by: list[str], *, dropna: bool = True) -> pd.DataFrame:
    """Count rows and add up the people talked with, by the columns given."""
    return (
        rows.groupby(by, observed=True, as_index=False, dropna=dropna)
        .agg(kaynnit=(CONTACTS, "size"), keskusteltu=(CONTACTS, "sum"))
        .astype({VISITS: "int64", CONTACTS: "int64"})
    )
