"""Service-need assessments: how they began, which needs there are, and what became of them.

This is the second level of the knowledge production of structural social work: what the assessments
made in adult social work tell together.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from sosiaali_lib.findings import Finding, Months, Shares, Words
from sosiaali_lib.messages import N_
from sosiaali_lib.needs.calendar import Calendar, Halves, Years
from sosiaali_lib.needs.counts import FORM, WORKER, OfNeed, need_labels
from sosiaali_lib.needs.outcomes import OutcomeOf, Outcomes, astray, outcomes_of
from sosiaali_lib.needs.together import Pairs, Together, pairs
from sosiaali_lib.needs.view_counts import ViewOf, client_needs_of, views_of
from sosiaali_lib.needs.views import Views
from sosiaali_lib.tabulation import Choices, Codes, Tabulation

__all__ = [
    "BEGAN",
    "FORM",
    "LIFE",
    "MONTHS",
    "NEEDS",
    "OUTCOMES",
    "PAIRS",
    "SUPPORT",
    "TABULATIONS",
    "VIEWS",
    "YEARS",
    "Outcomes",
    "Together",
    "Views",
    "Years",
    "beginnings",
    "by_month",
    "by_year",
    "client_needs",
    "life_situations",
    "needs",
    "outcomes",
    "support",
    "together",
    "views",
]

BEGAN = Codes(
    name="palvelutarpeet_vireilletulo",
    form=FORM,
    row="vireilletulo",
    words=Words(
        caption=N_("How the cases began"),
        head=N_("How the case began"),
        unit=N_("Assessments"),
        total=N_("All assessments"),
        share=N_("Share of assessments"),
        one=N_("The most common way in which a case began was {items} of assessments."),
        many=N_("The most common ways in which a case began were {items} of assessments."),
    ),
)
LIFE = Choices(
    name="palvelutarpeet_elamantilanne",
    form=FORM,
    row="elamantilanne",
    words=Words(
        caption=N_("Life situations in the assessments"),
        head=N_("Life situation"),
        unit=N_("Assessments"),
        total=N_("All assessments"),
        share=N_("Share of assessments"),
        one=N_("Recorded most often of the life situation: {items} of assessments."),
        many=N_("Recorded most often of the life situation: {items} of assessments."),
    ),
)
NEEDS = Choices(
    name="palvelutarpeet_tarpeet",
    form=FORM,
    row=WORKER,
    words=Words(
        caption=N_("Needs for support as assessed by the worker"),
        head=N_("Need"),
        unit=N_("Assessments"),
        total=N_("All assessments"),
        share=N_("Share of assessments"),
        one=N_("The need that workers found most often was {items} of assessments."),
        many=N_("The needs that workers found most often were {items} of assessments."),
    ),
)
OUTCOMES = {
    need: OutcomeOf(name=f"palvelutarpeet_tulos_{need}", form=FORM, need=need)
    for need in need_labels()
}
VIEWS = {
    need: ViewOf(name=f"palvelutarpeet_nakemys_{need}", form=FORM, need=need)
    for need in need_labels()
}
SUPPORT = Choices(
    name="palvelutarpeet_tuki",
    form=FORM,
    row="tuki",
    words=Words(
        caption=N_("Support arranged on the basis of the assessments"),
        head=N_("Support"),
        unit=N_("Assessments"),
        total=N_("All assessments"),
        share=N_("Share of assessments"),
        one=N_("The support arranged most often was {items} of assessments."),
        many=N_("The kinds of support arranged most often were {items} of assessments."),
    ),
)
PAIRS = Pairs(
    name="palvelutarpeet_parit",
    form=FORM,
    coarse=True,
    row=pairs,
    words=Words(
        caption=N_("Needs found in the same assessment"),
        head=N_("Need"),
        unit=N_("Assessments"),
        total=N_("All assessments"),
        share=N_("Share of assessments"),
        one="",
        many="",
    ),
)
YEARS = Halves(name="palvelutarpeet_vuosi", form=FORM)
MONTHS = Calendar(name="palvelutarpeet_kuukausi", form=FORM)

TABULATIONS: tuple[Tabulation, ...] = (
    BEGAN,
    LIFE,
    NEEDS,
    *OUTCOMES.values(),
    *VIEWS.values(),
    SUPPORT,
    PAIRS,
    YEARS,
    MONTHS,
)


def beginnings(assessments: pd.DataFrame) -> Finding:
    """Give how the cases began.

    Parameters
    ----------
    assessments
        Clean rows of the form `palvelutarpeet`; the same for all functions here. Not changed.
    """
    return BEGAN.of(assessments)


def life_situations(assessments: pd.DataFrame) -> Finding:
    """Give the features of the clients' life situation; an assessment may have several."""
    return LIFE.of(assessments)


def needs(assessments: pd.DataFrame) -> Finding:
    """Give the needs that the workers found, as shares of all assessments."""
    return NEEDS.of(assessments)


def client_needs(assessments: pd.DataFrame) -> Shares:
    """Give the needs that clients named, as shares of the assessments in which their view is known."""
    return client_needs_of(_wholes(assessments, VIEWS))


def outcomes(assessments: pd.DataFrame) -> Outcomes:
    """Give what became of the needs that the workers found, those most often left unmet first.

    A need without an outcome, or with several, is not known. An outcome of a need that the worker did
    not find is not counted; `astray` and the notes say in how many assessments there is one.
    """
    return outcomes_of(_wholes(assessments, OUTCOMES), astray=astray(assessments))


def views(assessments: pd.DataFrame) -> Views:
    """Give the client's view of each need against the worker's, with percent agreement and kappa.

    Only assessments in which the client's view is known count: a client who named no need has a
    view, one whose view was not recorded has none.
    """
    return views_of(_wholes(assessments, VIEWS))


def support(assessments: pd.DataFrame) -> Finding:
    """Give the support that was arranged; an assessment may have led to several kinds."""
    return SUPPORT.of(assessments)


def together(assessments: pd.DataFrame) -> Together:
    """Give how often the worker found two needs in the same assessment."""
    found = PAIRS.of(assessments)
    assert isinstance(found, Together)
    return found


def by_month(assessments: pd.DataFrame, *, period: tuple[date, date] | None = None) -> Months:
    """Give the assessments by month.

    Parameters
    ----------
    assessments
        Rows of the form.
    period
        First and last day that the data cover; None is from the first to the last month with rows.
    """
    found = MONTHS.finding(MONTHS.whole(MONTHS.count(assessments)), period=period)
    assert isinstance(found, Months)
    return found


def by_year(assessments: pd.DataFrame, *, period: tuple[date, date] | None = None) -> Years:
    """Give the assessments by calendar year, each with its number of months covered.

    Parameters
    ----------
    assessments
        Rows of the form.
    period
        First and last day that the data cover; None is from the first to the last month with rows.
    """
    return MONTHS.years(MONTHS.whole(MONTHS.count(assessments)), period=period)


def _wholes(
    assessments: pd.DataFrame, tabulations: Mapping[str, OfNeed]
) -> dict[str, pd.DataFrame]:
    return {need: one.whole(one.count(assessments)) for need, one in tabulations.items()}
