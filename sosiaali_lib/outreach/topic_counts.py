"""Counts of how many topics a visit had, which came up together, and what came up with money."""

from __future__ import annotations

from itertools import combinations

import pandas as pd

from sosiaali_lib import codelists
from sosiaali_lib.outreach.counts import (
    MENTIONS,
    NO_TOPIC,
    VISITS,
    added,
    by_text,
    each,
    mentioned,
    money_kinds,
)

MANY = 4  # the report of the ISO SOS project tells of visits with “four or more” topics
NUMBERS = (*(str(n) for n in range(1, MANY)), f"{MANY}_tai_useampi", NO_TOPIC)
SEPARATOR = ";"


def by_topic_number(visits: pd.DataFrame, by: str = "kunta") -> pd.DataFrame:
    """Count visits and the people behind them by the number of topics.

    Parameters
    ----------
    visits
        Rows of `jalkautumiset`. Not changed.
    by
        Column that groups the visits.

    Returns
    -------
    DataFrame
        `by`, `aiheita` (a code of `NUMBERS`: "1", "2", "3", "4_tai_useampi", and "ei_aihetta" for
        visits without any topic), `kaynnit`, `keskusteltu`. Every visit is counted once.
    """
    texts = by_text(visits, by)
    return added(
        texts.assign(aiheita=each(texts["aiheet"], _number).astype("str")), [by, "aiheita"]
    )


def by_topic_pair(visits: pd.DataFrame, by: str = "kunta") -> pd.DataFrame:
    """Count the visits on which two topics came up together, and the people behind them.

    Returns
    -------
    DataFrame
        `by`, `pari` (two codes joined with a semicolon, in the order of the code list), `kaynnit`,
        `keskusteltu`. A visit with three topics is in three pairs.
    """
    texts = by_text(visits, by)
    pairs = texts.assign(pari=each(texts["aiheet"], _pairs))
    return added(pairs.explode("pari").dropna(subset="pari"), [by, "pari"])


def by_topic_and_money(visits: pd.DataFrame, by: str = "kunta") -> pd.DataFrame:
    """Count the mentions of topics by whether money was talked about on the visit.

    Returns
    -------
    DataFrame
        `by`, `aihe`, `raha` (as `by_money` gives it), `maininnat`, `keskusteltu`. Over `raha` the
        mentions add up to those of `by_topic`.
    """
    texts = by_text(visits, by)
    divided = mentioned(texts.assign(raha=money_kinds(texts)))
    return added(divided, [by, "aihe", "raha"]).rename(columns={VISITS: MENTIONS})


def _topics(text: str) -> set[str]:
    return set(text.split(SEPARATOR)) - {""}


def _number(text: str) -> str:
    n = len(_topics(text))
    return NO_TOPIC if n == 0 else NUMBERS[min(n, MANY) - 1]


def _pairs(text: str) -> list[str]:
    topics = _topics(text)
    ordered = [code.code for code in codelists.load("aiheet").codes if code.code in topics]
    return [SEPARATOR.join(pair) for pair in combinations(ordered, 2)]
