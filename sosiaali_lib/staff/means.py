"""Means of several ratings, year beside year, for those who see the rows and for a report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib.findings import NOTHING, Cell, Field, Finding, Labels, Mean, Means, MeanWords
from sosiaali_lib.formatting import listed, lower_first, number, rounded
from sosiaali_lib.messages import _
from sosiaali_lib.staff.questions import YEAR, shown_years
from sosiaali_lib.tabulation import Ratings
from sosiaali_lib.tabulation.base import ROW
from sosiaali_lib.tabulation.ratings import value_counts

DIGITS = 1
SEPARATOR = "."  # between the year and the column in the code of a row
Derived = Callable[[pd.DataFrame], pd.DataFrame]


@dataclass(frozen=True, kw_only=True)
class YearMeans(Ratings):
    """Means of number columns of one scale in each year.

    Attributes
    ----------
    derive
        Gives the number columns for the rows, where they are not the form's own.
    """

    derive: Derived | None = None

    def partial(self, rows: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
        """Count the values by year and column."""
        numbers = rows[list(self.columns)] if self.derive is None else self.derive(rows)
        marked = rows[[*by, YEAR]].join(numbers).astype(dict.fromkeys(self.columns, "Float64"))
        long = marked.melt([*by, YEAR], list(self.columns), "osa", "arvo").dropna(subset="arvo")
        codes = long[YEAR].astype("str") + SEPARATOR + long["osa"]
        return value_counts(long.assign(**{ROW: codes}), [*by, ROW])

    def finding(self, cells: pd.DataFrame, *, place: str = "") -> YearlyMeans:
        """Give the means year beside year."""
        found = super().finding(cells, place=place)
        assert isinstance(found, Means)
        values = {}
        for code, mean in found.values.items():
            year, _separator, column = code.partition(SEPARATOR)
            values[column, int(year)] = mean
        return YearlyMeans(words=self.words, labels=self._labels, values=values)


@dataclass(frozen=True, kw_only=True)
class YearlyMeans(Finding):
    """Means by rated matter and year.

    Attributes
    ----------
    words
        What is rated, and the scale; `extremes` has the placeholder {year} too.
    labels
        Gives column → label in the language in use, in the order of the table.
    values
        Mean with its number of answers by (column, year); None is hidden.
    """

    words: MeanWords
    labels: Labels
    values: Mapping[tuple[str, int], Mean]

    @property
    def years(self) -> list[int]:
        """The years with answers."""
        return sorted({year for _column, year in self.values})

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        return _(self.words.caption)

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _(self.words.head)

    @property
    def fields(self) -> Sequence[Field]:
        """Answers and mean of each year."""
        return [
            field
            for year in self.years
            for field in (
                Field(_("{year}: answers (n)").format(year=year)),
                Field(_("{year}: mean").format(year=year), "number", DIGITS),
            )
        ]

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a matter that was rated."""
        return [
            (label, [cell for year in self.years for cell in self._cells(column, year)])
            for column, label in self.labels().items()
            if any((column, year) in self.values for year in self.years)
        ]

    @property
    def notes(self) -> Sequence[str]:
        """What the numbers mean."""
        return (_("{scale}.").format(scale=_(self.words.scale)),)

    def mean(self, column: str, year: int) -> float | None:
        """Give a mean; None where it is hidden or nothing was rated."""
        found = self.values.get((column, year))
        return None if found is None else found.mean

    def said(self) -> list[str]:
        """Name the highest and the lowest mean of every year as they are shown."""
        found, named = [], self.labels()
        for year in self.years:
            means = {
                column: rounded(mean, DIGITS)
                for column in named
                if (mean := self.mean(column, year)) is not None
            }
            if not means or len(set(means.values())) == 1:
                continue
            high, low = max(means.values()), min(means.values())
            first, last = (
                listed([lower_first(named[column]) for column in means if means[column] == end])
                for end in (high, low)
            )
            found.append(
                _(self.words.extremes).format(
                    year=year,
                    highest=first,
                    high=number(float(high), DIGITS),
                    lowest=last,
                    low=number(float(low), DIGITS),
                )
            )
        return found

    def drawn(self) -> str | None:
        """Draw the means of the two latest years."""
        from sosiaali_lib.report import charts

        latest, named = shown_years(self.years), self.labels()
        rated = [
            column
            for column in named
            if any(self.mean(column, year) is not None for year in latest)
        ]
        if not rated:
            return None
        field = Field("", "number", DIGITS)
        series = []
        for year in latest:
            means = [self.mean(column, year) for column in rated]
            series.append(charts.Series(str(year), means, [field.written(mean) for mean in means]))
        names, axis = [named[column] for column in rated], _(self.words.scale)
        if len(series) == 1:
            return charts.dots(names, series[0], [None] * len(names), axis)
        return charts.dumbbells(names, series[0], series[1], axis)

    def alternative(self) -> str:
        """Give the means of the two latest years, matter by matter."""
        items = []
        for column, label in self.labels().items():
            told = [
                _("{mean} in {year}").format(mean=number(mean, DIGITS), year=year)
                for year in shown_years(self.years)
                if (mean := self.mean(column, year)) is not None
            ]
            if told:
                items.append(f"{lower_first(label)} {listed(told)}")
        return _("Means: {items}.").format(items="; ".join(items))

    def _cells(self, column: str, year: int) -> tuple[Cell, Cell]:
        found = self.values.get((column, year))
        return (NOTHING, NOTHING) if found is None else (found.n, found.mean)
