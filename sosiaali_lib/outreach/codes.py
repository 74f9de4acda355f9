"""Visits by the codes of one column, with the breaks in comparability that the form declares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from sosiaali_lib import breaks, forms
from sosiaali_lib.findings import Shares, Words
from sosiaali_lib.findings.shares import NAMED
from sosiaali_lib.formatting import day
from sosiaali_lib.messages import N_, _
from sosiaali_lib.outreach.counts import CONTACTS, counted
from sosiaali_lib.tabulation.base import MISSING, coded

FORM = "jalkautumiset"
PARTNER = "kumppani"
UNNAMED = frozenset({"muu", "ei_kumppania", MISSING})
_VISITS, _ALL, _SHARE = N_("Visits"), N_("All visits"), N_("Share of visits")
WORDS: Mapping[str, Words] = {
    "luonne": Words(
        caption=N_("Outreach visits by nature"),
        head=N_("Nature of the visit"),
        unit=_VISITS,
        total=_ALL,
        share=_SHARE,
        one=N_("The most common nature of the visits was {items}."),
        many=N_("The most common natures of the visits were {items}."),
    ),
    "paikkatyyppi": Words(
        caption=N_("Outreach visits by type of place"),
        head=N_("Type of place"),
        unit=_VISITS,
        total=_ALL,
        share=_SHARE,
        one=N_("The most common type of place was {items}."),
        many=N_("The most common types of place were {items}."),
    ),
    PARTNER: Words(
        caption=N_("Outreach visits by partner"),
        head=N_("Partner"),
        unit=_VISITS,
        total=_ALL,
        share=_SHARE,
        one=N_("The most common partner of the visits was {items}."),
        many=N_("The most common partners of the visits were {items}."),
    ),
}


@dataclass(frozen=True, kw_only=True)
class VisitsByCode(Shares):
    """Visits by the codes of one column over a period.

    Attributes
    ----------
    column
        Column of `jalkautumiset` that holds the codes.
    period
        First and last day that the rows cover; None where it is not known.
    """

    column: str
    period: tuple[date, date] | None = None

    @property
    def notes(self) -> Sequence[str]:
        """That a code was not recorded in any part of the period."""
        text = _("{label}: recorded only from {date}, so there is no information on this period.")
        names = code_labels(self.column)
        return [
            text.format(label=names[one.code], date=day(one.recorded_from))
            for one in _breaks(self.column)
            if self.period and one.after(self.period)
        ]

    def leading(self, most: int = NAMED) -> list[str]:
        """Give the codes of the largest shares that name something; others say nothing."""
        return [code for code in super().leading(most) if code not in UNNAMED]

    def said(self) -> list[str]:
        """Name the most common codes, and say what cannot be compared within the period."""
        within = [
            one.text for one in _breaks(self.column) if self.period and one.within(self.period)
        ]
        return [*super().said(), *within]


def code_labels(column: str) -> dict[str, str]:
    """Give code → label of a column of the log, and of visits where it was not recorded."""
    known = forms.load(FORM).column(column).choices()
    return known | {MISSING: _("Not recorded")}


def visits_by_code(
    values: Mapping[str, int | None],
    units: int | None,
    *,
    column: str,
    period: tuple[date, date] | None = None,
    place: str = "",
) -> VisitsByCode:
    """Give the finding of counts that are made already, true or protected.

    Parameters
    ----------
    values, units
        Visits of each code and all visits; None is hidden.
    column
        Column of `jalkautumiset` whose codes they are: `luonne`, `paikkatyyppi` or `kumppani`.
    period
        First and last day of the rows, against which the declared breaks are held.
    place
        Name of the area, for the captions.
    """

    def labels() -> dict[str, str]:
        # Of a code that was not recorded at all, zero would say that there were no such visits.
        never = {
            one.code
            for one in _breaks(column)
            if period and one.after(period) and not values.get(one.code, 0)
        }
        return {
            code: label
            for code, label in code_labels(column).items()
            if code not in never and (code != MISSING or values.get(code, 0) != 0)
        }

    return VisitsByCode(
        words=WORDS[column],
        labels=labels,
        values=values,
        units=units,
        place=place,
        column=column,
        period=period,
    )


def nature(
    visits: pd.DataFrame, *, period: tuple[date, date] | None = None, place: str = ""
) -> VisitsByCode:
    """Give the visits by nature; over the natures they add up to all visits.

    Parameters
    ----------
    visits
        Rows of `jalkautumiset`. Not changed.
    period
        First and last day that the rows cover; None takes those of the first and last visit.
    place
        Name of the area, for the captions.

    Returns
    -------
    VisitsByCode
        Its sentences say what was recorded in a part of the period only; its notes, what was not
        recorded in it at all.
    """
    return _of_rows(visits, "luonne", period, place)


def places(
    visits: pd.DataFrame, *, period: tuple[date, date] | None = None, place: str = ""
) -> VisitsByCode:
    """Give the visits by type of place; the parameters are those of `nature`."""
    return _of_rows(visits, "paikkatyyppi", period, place)


def partners(
    visits: pd.DataFrame, *, period: tuple[date, date] | None = None, place: str = ""
) -> VisitsByCode:
    """Give the visits by partner, those without a record apart; parameters as of `nature`."""
    return _of_rows(visits, PARTNER, period, place)


def by_partner(visits: pd.DataFrame, by: str = "kunta") -> pd.DataFrame:
    """Count visits and the people behind them by partner.

    Returns
    -------
    DataFrame
        `by`, `kumppani` ("ei_kirjattu" where none was recorded, as in logs without the column),
        `kaynnit`, `keskusteltu`. Every visit is counted once.
    """
    return counted(
        visits[[by, CONTACTS]].assign(**{PARTNER: coded(recorded(visits, PARTNER))}), [by, PARTNER]
    )


def recorded(visits: pd.DataFrame, column: str) -> pd.Series:
    """Give an optional column of a log; a log without it has recorded nothing."""
    return visits.get(column, pd.Series(None, index=visits.index, dtype="str"))


def _of_rows(
    visits: pd.DataFrame, column: str, period: tuple[date, date] | None, place: str
) -> VisitsByCode:
    sizes = coded(recorded(visits, column)).value_counts()
    days = visits["pvm"].dropna()
    span = None if days.empty else (days.min().date(), days.max().date())
    values = {str(code): int(n) for code, n in sizes.items()}
    return visits_by_code(values, len(visits), column=column, period=period or span, place=place)


def _breaks(column: str) -> list[breaks.Break]:
    return [one for one in breaks.of(FORM) if one.column == column]
