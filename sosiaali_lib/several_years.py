"""Declared counts over several years: what a small area shows when one period is too little.

The rows of the earlier years are counted in the same tables as those of the period, as one dimension more.
The tables of the period and those of all the years are then figures of one system: what is hidden in
the one cannot be had from the other, and the years before the period are protected as if shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from sosiaali_lib import evidence, forms
from sosiaali_lib.cells import AREA, NO_AREA, TOTAL
from sosiaali_lib.evidence import Counts
from sosiaali_lib.published import YEARS
from sosiaali_lib.tabulation import Ratings, Tabulation
from sosiaali_lib.tabulation.base import BEFORE, OF_PERIOD, PIECE


@dataclass(frozen=True)
class Span:
    """A reporting period and the first day of the several years that end with it."""

    first: date
    period: tuple[date, date]

    @classmethod
    def of(cls, period: tuple[date, date], years: int) -> Span:
        """Give the calendar years up to that of the period's end, the period included.

        Parameters
        ----------
        period
            First and last day of the reporting period.
        years
            Number of calendar years, at least 2.

        Raises
        ------
        ValueError
            If there are fewer than two years.

        Examples
        --------
        >>> Span.of((date(2026, 1, 1), date(2026, 12, 31)), 3).whole
        (datetime.date(2024, 1, 1), datetime.date(2026, 12, 31))
        """
        if years < 2:
            raise ValueError(f"`years` is {years!r}; expected at least 2, such as 3.")
        start, end = period
        return cls(min(start, date(end.year - years + 1, 1, 1)), period)

    @property
    def whole(self) -> tuple[date, date]:
        """First and last day of all the years."""
        return self.first, self.period[1]


def counts(
    found: Counts, tables: Mapping[str, pd.DataFrame], span: Span, *, division: date | None = None
) -> Counts:
    """Give the counts of a period with those of the years before it, where there are rows of them.

    Parameters
    ----------
    found
        What `evidence.collect` gave of the period.
    tables
        Clean rows by form over all the years. Not changed.
    span
        The period and the years.
    division
        Day of the area division; None for the newest.

    Returns
    -------
    Counts
        Counts of forms with rows before the period have one dimension more, `PIECE`: `OF_PERIOD`
        or `BEFORE`. Means and what is not declared stay those of the period.
    """
    located = evidence.located(tables, division)
    marked = {name: _marked(name, rows, span) for name, rows in located.items()}
    wide = {
        name: rows for name, rows in marked.items() if rows is not None and name in _forms(found)
    }
    tabulated = dict(found.tabulated)
    codes: set[str] = set()
    for one in evidence.declared(found.tabulated):
        if one.form not in wide or isinstance(one, Ratings):
            continue
        rows = wide[one.form]
        area = [AREA] if AREA in rows else []
        tabulated[one.name] = one.count(rows, [*area, PIECE])
        codes |= set(rows[AREA]) if area else set()
    around = evidence.parents(codes - {NO_AREA}, division)
    return replace(found, tabulated=tabulated, parents={**around, **found.parents})


def tables_of(
    tables: Mapping[str, pd.DataFrame], tabulations: Iterable[Tabulation]
) -> dict[str, pd.DataFrame]:
    """Part protected tables into those of the period and those of all the years.

    Parameters
    ----------
    tables
        Protected tables by name; those with `PIECE` are parted. Not changed.
    tabulations
        What was counted.

    Returns
    -------
    dict
        `NAME` is of the period, `NAME__vuodet` of all the years. The years before the period alone are
        not published.
    """
    names = {one.name for one in tabulations}
    found: dict[str, pd.DataFrame] = {}
    for name, table in tables.items():
        if name not in names or PIECE not in table:
            found[name] = table
            continue
        for place, piece in ((name, OF_PERIOD), (name + YEARS, TOTAL)):
            part = table[table[PIECE] == piece].drop(columns=PIECE)
            found[place] = part.reset_index(drop=True)
    return found


def _forms(found: Counts) -> set[str]:
    return {one.form for one in evidence.TABULATIONS if one.name in found.tabulated}


def _marked(form: str, rows: pd.DataFrame, span: Span) -> pd.DataFrame | None:
    """Say of each row whether it is of the period or of the years before; None where all are of it.

    A row of no known day counts to the period, as it does without several years.
    """
    day = forms.load(form).period
    if day is None:
        return None
    first, (start, end) = pd.Timestamp(span.first), map(pd.Timestamp, span.period)
    known = rows[rows[day].between(first, end) | rows[day].isna()]
    earlier = known[day] < start
    if not earlier.any():
        return None
    return known.assign(**{PIECE: earlier.map({True: BEFORE, False: OF_PERIOD})}).reset_index(
        drop=True
    )
