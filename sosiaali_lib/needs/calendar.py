"""Assessments by month and by calendar year, with the months that each year covers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

import pandas as pd

from sosiaali_lib.cells import TOTAL
from sosiaali_lib.findings import (
    NOTHING,
    Cell,
    Field,
    Finding,
    Months,
    MonthWords,
    months_between,
    placed,
)
from sosiaali_lib.formatting import number
from sosiaali_lib.messages import N_, _, ngettext
from sosiaali_lib.needs.counts import numbers
from sosiaali_lib.tabulation import Tabulation
from sosiaali_lib.tabulation.base import N, Shape, with_totals

HALF, PLACE = "puolivuosi", "kuukausi_puolivuodessa"
LENGTH = 6  # months of a half-year
DIGITS = 1
Period = tuple[date, date]
_WORDS = MonthWords(
    caption=N_("Service-need assessments by month"),
    unit=N_("Assessments"),
    total=N_("All assessments"),
    a_month=N_("{n} assessments were made in {months} months, {rate} a month."),
)


@dataclass(frozen=True, kw_only=True)
class Years(Finding):
    """How many assessments each calendar year has, over how many months.

    Attributes
    ----------
    values
        Assessments of each year; None is hidden.
    months
        Months of each year that the data cover: years of different length are compared by month.
    place
        Name of the area, as it stands after a caption; empty for none.
    """

    values: Mapping[int, int | None]
    months: Mapping[int, int]
    place: str = ""

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        return placed(_("Assessments a month by calendar year"), self.place)

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Year")

    @property
    def fields(self) -> Sequence[Field]:
        """Assessments, months covered and assessments a month."""
        return (
            Field(_("Assessments")),
            Field(_("Months covered")),
            Field(_("Assessments a month"), "number", DIGITS),
        )

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a year."""
        return [
            (str(year), (value, self.months[year], self.rate(year)))
            for year, value in self.values.items()
        ]

    @property
    def notes(self) -> Sequence[str]:
        """That years of different length are not compared by their counts, where they differ."""
        if len(set(self.months.values())) < 2:
            return ()
        return (
            _(
                "The years cover different numbers of months, so their counts cannot be compared as "
                "such; compare the assessments a month."
            ),
        )

    def rate(self, year: int) -> float | None:
        """Give a year's assessments a month; None where hidden."""
        value, months = self.values[year], self.months[year]
        if value is None:
            return None
        return value / months if months else NOTHING

    def said(self) -> list[str]:
        """Give each year with its months; no trend."""
        return [
            ngettext(
                "In {year}, the data cover {months} month: {n} assessments, {rate} a month.",
                "In {year}, the data cover {months} months: {n} assessments, {rate} a month.",
                self.months[year],
            ).format(
                year=year,
                months=number(self.months[year]),
                n=number(value),
                rate=number(self.rate(year), DIGITS),
            )
            for year, value in self.values.items()
            if value is not None
        ]

    def drawn(self) -> str | None:
        """Draw a column a year: assessments a month."""
        from sosiaali_lib.report import charts

        rates = [self.rate(year) for year in self.values]
        if not any(rates):
            return None
        field = self.fields[2]
        labels = [
            ngettext("{year} ({months} month)", "{year} ({months} months)", months).format(
                year=year, months=number(months)
            )
            for year, months in self.months.items()
        ]
        series = charts.Series(self.place, rates, [field.written(rate) for rate in rates])
        return charts.bars(labels, [series], field.label)

    def alternative(self) -> str:
        """Say what the columns are, and the numbers of each year."""
        text = _("Bar chart.")
        return " ".join([text, *self.said()])


@dataclass(frozen=True, kw_only=True)
class Halves(Tabulation):
    """Rows by half-year of a date, such as “2019-1”."""

    day: str = "pvm"
    shape: ClassVar[Shape] = "codes"
    dims: ClassVar[tuple[str, ...]] = (HALF,)

    @property
    def links(self) -> dict[str, str]:
        """Half-years are the same in every table of the form."""
        return {dim: f"{self.form}.{dim}" for dim in self.dims}

    def partial(self, rows: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
        """Count rows by the dimensions."""
        days = rows[self.day]
        months = days.dt.month - 1
        halves = days.dt.strftime("%Y-") + (months // LENGTH + 1).astype("str")
        parts = {HALF: halves, PLACE: (months % LENGTH + 1).astype("str")}
        marked = rows[list(by)].assign(**{dim: parts[dim] for dim in self.dims})
        sizes = marked.groupby([*by, *self.dims], observed=True, as_index=False).size()
        return sizes.rename(columns={"size": N})

    def whole(self, cells: pd.DataFrame) -> pd.DataFrame:
        """Add the totals over every dimension."""
        return with_totals(cells, self.dims)

    def finding(
        self, cells: pd.DataFrame, *, place: str = "", period: Period | None = None
    ) -> Finding:
        """Give the calendar years; a half-year with rows is covered as far as the period reaches."""
        known = {half: n for (half,), n in numbers(cells, (HALF,)).items() if half != TOTAL}
        inside = None if period is None else set(months_between(*period))
        months: dict[int, int] = {}
        values: dict[int, int | None] = {}
        for half, n in sorted(known.items()):
            if n == 0:
                continue
            year, span = int(half[:4]), [_month(half, place) for place in range(1, LENGTH + 1)]
            months[year] = months.get(year, 0) + len(
                span if inside is None else inside.intersection(span)
            )
            so_far = values.get(year, 0)
            values[year] = None if n is None or so_far is None else so_far + n
        return Years(values=values, months=months, place=place)


@dataclass(frozen=True, kw_only=True)
class Calendar(Halves):
    """Rows by half-year and month within it, so that the months and their sums are of one table.

    Divided by municipality most months would be hidden, so they are published for larger areas.
    """

    coarse: bool = True
    dims: ClassVar[tuple[str, ...]] = (HALF, PLACE)

    def finding(
        self, cells: pd.DataFrame, *, place: str = "", period: Period | None = None
    ) -> Finding:
        """Give the months of the period, else those from the first to the last with rows."""
        known = self._by_month(cells)
        values = {code: known.get(code, 0) for code in _covered(known, period)}
        units = numbers(cells, self.dims).get((TOTAL, TOTAL), 0)
        return Months(words=_WORDS, values=values, units=units, place=place)

    def years(self, cells: pd.DataFrame, *, place: str = "", period: Period | None = None) -> Years:
        """Give the calendar years, with the months of each that are covered."""
        known = self._by_month(cells)
        months: dict[int, int] = {}
        values: dict[int, int | None] = {}
        for code in _covered(known, period):
            year, n = int(code[:4]), known.get(code, 0)
            months[year] = months.get(year, 0) + 1
            so_far = values.get(year, 0)
            values[year] = None if n is None or so_far is None else so_far + n
        return Years(values=values, months=months, place=place)

    def _by_month(self, cells: pd.DataFrame) -> dict[str, int | None]:
        return {
            _month(half, int(place)): n
            for (half, place), n in numbers(cells, self.dims).items()
            if TOTAL not in (half, place)
        }


def _month(half: str, place: int) -> str:
    """Give the month at a place of a half-year."""
    return f"{half[:4]}-{(int(half[5:]) - 1) * LENGTH + place:02}"


def _covered(known: Mapping[str, int | None], period: Period | None) -> list[str]:
    """Give the months of the period, else from the first to the last one with rows or hidden."""
    if period is not None:
        return months_between(*period)
    seen = sorted(code for code, n in known.items() if n != 0)
    if not seen:
        return []
    return months_between(*(date.fromisoformat(f"{end}-01") for end in (seen[0], seen[-1])))
