"""The significance survey: ways of working rated for clients and staff, and how common they are."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pandas as pd

from sosiaali_lib.messages import N_
from sosiaali_lib.significance.counting import Chosen, Levels, unsure_of
from sosiaali_lib.significance.leading import Leading, Raised
from sosiaali_lib.significance.pairs import Against, Sides
from sosiaali_lib.significance.rated import Rated, RatedWords
from sosiaali_lib.significance.scale import COMMONNESS, SIGNIFICANCE
from sosiaali_lib.tabulation import Tabulation
from sosiaali_lib.tabulation.base import YES

__all__ = [
    "CLIENTS",
    "CLIENTS_UNSURE",
    "COMMON",
    "COMMON_UNSURE",
    "PICKS",
    "STAFF",
    "STAFF_UNSURE",
    "TABULATIONS",
    "Against",
    "Leading",
    "Rated",
    "Sides",
    "against_commonness",
    "commonness",
    "for_clients",
    "for_staff",
    "most_significant",
    "sides",
    "top",
]

FORM = "merkitys"
By = Literal["clients", "staff", "picks"]


TITLES: dict[By, str] = {
    "clients": N_("Most often of great or very great significance for clients"),
    "staff": N_("Most often of great or very great significance for staff"),
    "picks": N_("Most often raised as the most significant new thing"),
}
_CLIENT_WORDS = RatedWords(
    caption=N_("Significance of the ways of working for clients and residents"),
    leading=N_("Most often rated great or very great for clients: {items}."),
)
_STAFF_WORDS = RatedWords(
    caption=N_("Significance of the ways of working for staff"),
    leading=N_("Most often rated great or very great for staff: {items}."),
)
_COMMON_WORDS = RatedWords(
    caption=N_("Commonness of the ways of working"),
    leading=N_("Most often rated fairly or very common: {items}."),
)

CLIENTS = Levels(
    name="merkitys_asiakkaalle",
    form=FORM,
    column="merkitys_asiakkaalle",
    scale=SIGNIFICANCE,
    words=_CLIENT_WORDS,
)
STAFF = Levels(
    name="merkitys_henkilostolle",
    form=FORM,
    column="merkitys_henkilostolle",
    scale=SIGNIFICANCE,
    words=_STAFF_WORDS,
)
COMMON = Levels(
    name="merkitys_yleisyys",
    form=FORM,
    column="yleisyys",
    scale=COMMONNESS,
    words=_COMMON_WORDS,
)
PICKS = Chosen(
    name="merkitys_nostot", form=FORM, column="merkittavin", code=YES, title=TITLES["picks"]
)
CLIENTS_UNSURE = unsure_of(CLIENTS, N_("Most often “don't know” of significance for clients"))
STAFF_UNSURE = unsure_of(STAFF, N_("Most often “don't know” of significance for staff"))
COMMON_UNSURE = unsure_of(COMMON, N_("Most often “don't know” of commonness"))


def for_clients(ratings: pd.DataFrame) -> Rated:
    """Give how significant each way of working was rated for clients and residents, level by level."""
    return _by_level(CLIENTS).of(ratings)


def for_staff(ratings: pd.DataFrame) -> Rated:
    """Give how significant each way of working was rated for staff, level by level."""
    return _by_level(STAFF).of(ratings)


def commonness(ratings: pd.DataFrame) -> Rated:
    """Give how common each way of working was said to be, level by level."""
    return _by_level(COMMON).of(ratings)


def against_commonness(ratings: pd.DataFrame) -> Against:
    """Give significance for clients against commonness."""
    return Against(first=for_clients(ratings), second=commonness(ratings))


def sides(ratings: pd.DataFrame) -> Sides:
    """Give significance for clients and for staff side by side."""
    return Sides(first=for_clients(ratings), second=for_staff(ratings))


def most_significant(ratings: pd.DataFrame, *, by: By = "picks") -> Leading:
    """Give the five most significant ways of working, ties kept whole.

    Parameters
    ----------
    ratings
        Rows of the form `merkitys`. Not changed.
    by
        "picks": what respondents raised as the most significant new thing; "clients" or "staff": the
        share of great or very great.

    Raises
    ------
    ValueError
        If `by` is none of these.
    """
    if by == "picks":
        return PICKS.of(ratings)
    if by not in TITLES:
        raise ValueError(f"`by` is {by!r}; expected one of {', '.join(TITLES)}.")
    return top(for_clients(ratings) if by == "clients" else for_staff(ratings), by=by)


def top(rated: Rated, *, by: Literal["clients", "staff"] = "clients") -> Leading:
    """Give the ways of working with the largest high shares of a rating."""
    values = {way: Raised(rated.high(way), rated.n(way)) for way in rated.counts}
    return Leading(title=TITLES[by], values=values, place=rated.place)


def _by_level(counted: Levels) -> Levels:
    return replace(counted, by_level=True)


TABULATIONS: tuple[Tabulation, ...] = (
    PICKS,
    CLIENTS,
    CLIENTS_UNSURE,
    STAFF,
    STAFF_UNSURE,
    COMMON,
    COMMON_UNSURE,
)
