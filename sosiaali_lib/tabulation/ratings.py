"""Means of ratings, by the rated matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import ClassVar

import pandas as pd

from sosiaali_lib.cells import shown_number
from sosiaali_lib.findings import Finding, Labels, Mean, Means, MeanWords
from sosiaali_lib.tabulation.base import ROW, N, Shape, Tabulation, column_labels

MEAN, LOW, HIGH = "ka", "ala", "yla"
SUM, SQUARES = "summa", "neliosumma"
INTERVAL_MIN_N = 10  # answers below which an interval would say more of people than of a group


@dataclass(frozen=True, kw_only=True)
class Ratings(Tabulation):
    """Means of several number columns, or of one number column by the codes of another.

    Attributes
    ----------
    columns
        Number columns that are rated on one scale.
    words
        What is rated, and the scale.
    by_code
        With one column: the column whose codes divide the ratings; None for none.
    labels
        Gives code → label in the language in use; None takes the columns' labels, or the code list
        of `by_code`.
    limits
        Ends of the scale, beyond which no interval reaches.
    """

    columns: tuple[str, ...]
    words: MeanWords
    limits: tuple[float, float]
    by_code: str | None = None
    labels: Labels | None = None
    shape: ClassVar[Shape] = "means"

    @property
    def dims(self) -> tuple[str, ...]:
        """What is rated."""
        return (ROW,)

    def cells(self, rows: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
        """Give number, sum and sum of squares of the ratings."""
        keys = list(by) if self.by_code is None else [*by, self.by_code]
        long = rows.melt(keys, list(self.columns), "osa", "arvo").dropna(subset="arvo")
        long["arvo"] = long["arvo"].astype("float64")
        long = long.rename(columns={self.by_code or "osa": ROW})
        return (
            long.assign(nelio=long["arvo"] ** 2)
            .groupby([*by, ROW], observed=True, as_index=False)
            .agg(**{N: ("arvo", "size"), SUM: ("arvo", "sum"), SQUARES: ("nelio", "sum")})
        )

    def whole(self, cells: pd.DataFrame) -> pd.DataFrame:
        """Give the means with their intervals; ratings have no total."""
        return with_means(cells, self.limits)

    def finding(self, cells: pd.DataFrame, *, place: str = "") -> Finding:
        """Give the means."""

        def known(value: object) -> float | None:
            return None if pd.isna(value) else float(str(value))  # type: ignore[call-overload]

        values = {}
        for row in cells.to_dict("records"):
            low, high = known(row[LOW]), known(row[HIGH])
            ci = None if low is None or high is None else (low, high)
            n = shown_number(row[N])
            values[str(row[ROW])] = Mean(n, known(row[MEAN]), ci)
        return Means(words=self.words, labels=self._labels, values=values, place=place)

    def _labels(self) -> dict[str, str]:
        if self.labels is not None:
            return dict(self.labels())
        if self.by_code is not None:
            return column_labels(self.form, self.by_code)
        from sosiaali_lib import forms

        form = forms.load(self.form)
        return {name: form.column(name).label for name in self.columns}


def with_means(cells: pd.DataFrame, limits: tuple[float, float]) -> pd.DataFrame:
    """Give the mean of every row, with its 95 % t interval where there are enough answers.

    The interval ends at the ends of the scale.
    """
    from scipy.stats import t

    found = cells.drop(columns=[SUM, SQUARES]).astype({N: "Int64"})
    n = cells[N].astype("float64")
    mean = cells[SUM] / n
    spread = (cells[SQUARES] - n * mean**2).clip(lower=0)
    wide = n >= INTERVAL_MIN_N
    variance = (spread / (n - 1)).where(wide)
    half = variance.map(lambda value: sqrt(value) if value == value else value) / n**0.5
    half *= pd.Series(t.ppf(0.975, (n - 1).where(wide)), index=cells.index)
    lowest, highest = limits
    return found.assign(
        **{
            MEAN: mean.astype("Float64"),
            LOW: (mean - half).clip(lower=lowest).astype("Float64"),
            HIGH: (mean + half).clip(upper=highest).astype("Float64"),
        }
    )
