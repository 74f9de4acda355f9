"""Counts of rows by calendar month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

import pandas as pd

from sosiaali_lib.cells import TOTAL, shown_number
from sosiaali_lib.findings import Finding, Months, MonthWords, months_between
from sosiaali_lib.tabulation.base import MISSING, ROW, N, Shape, Tabulation, with_totals


@dataclass(frozen=True, kw_only=True)
class Monthly(Tabulation):
    """Rows by the month of a date.

    Attributes
    ----------
    words
        What is counted.
    day
        Column of the date.
    """

    words: MonthWords
    day: str = "pvm"
    shape: ClassVar[Shape] = "codes"

    @property
    def dims(self) -> tuple[str, ...]:
        """The month."""
        return (ROW,)

    def partial(self, rows: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
        """Count rows by month."""
        months = rows[self.day].dt.strftime("%Y-%m").fillna(MISSING)
        marked = rows[list(by)].assign(**{ROW: months})
        sizes = marked.groupby([*by, ROW], observed=True, as_index=False).size()
        return sizes.rename(columns={"size": N})

    def whole(self, cells: pd.DataFrame) -> pd.DataFrame:
        """Add the total."""
        return with_totals(cells, self.dims)

    def finding(
        self, cells: pd.DataFrame, *, place: str = "", period: tuple[date, date] | None = None
    ) -> Finding:
        """Give the months of the period, else those from the first to the last with rows."""
        numbers = {str(row[ROW]): shown_number(row[N]) for row in cells.to_dict("records")}
        units = numbers.pop(TOTAL, 0)
        numbers.pop(MISSING, None)
        known = [date.fromisoformat(f"{month}-01") for month in sorted(numbers)]
        first, last = period or ((known[0], known[-1]) if known else (None, None))
        months = months_between(first, last) if first and last else []
        values = {month: numbers.get(month, 0) for month in months}
        return Months(words=self.words, values=values, units=units, place=place)
