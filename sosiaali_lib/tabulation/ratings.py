"""Means of ratings, by the rated matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import ClassVar

import pandas as pd

from sosiaali_lib.cells import shown_number
from sosiaali_lib.findings import Finding, Labels, Mean, Means, MeanWords
from sosiaali_lib.small_groups import SPREAD_MIN_N
from sosiaali_lib.tabulation.base import ROW, N, Shape, Tabulation, column_labels

MEAN, LOW, HIGH = "ka", "ala", "yla"
SUM, SQUARES, LARGEST = "summa", "neliosumma", "suurin"
VALUE = "arvo"
MOST_LEVELS = 11  # a scale of whole numbers with more steps, such as 0–100 %, is no scale of levels

_EXACT = 2.0**53  # whole numbers below it are floats without loss


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
    digits
        Decimals of what is published; None for all, where numbers are sums of work and not of people.
    cell_of, cell
        Name of the `Codes` whose cell the rated rows are, and its code; without a code it is that of
        `by_code`. Where that number is hidden, nothing of the ratings is shown.
    rows_of
        Name of the `Codes` that counts the rated rows, with the codes of `by_code` as its groups: its
        totals are the numbers of ratings.
    """

    columns: tuple[str, ...]
    words: MeanWords
    limits: tuple[float, float]
    by_code: str | None = None
    labels: Labels | None = None
    digits: int | None = 1
    cell_of: str = ""
    cell: str = ""
    rows_of: str = ""
    shape: ClassVar[Shape] = "means"

    @property
    def dims(self) -> tuple[str, ...]:
        """What is rated."""
        return (ROW,)

    def partial(self, rows: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
        """Count the ratings by their value."""
        keys = list(by) if self.by_code is None else [*by, self.by_code]
        long = rows.melt(keys, list(self.columns), "osa", "arvo").dropna(subset="arvo")
        long["arvo"] = long["arvo"].astype("float64")
        long = long.rename(columns={self.by_code or "osa": ROW})
        return value_counts(long, [*by, ROW])

    def finished(self, counts: pd.DataFrame) -> pd.DataFrame:
        """Give number, sum, sum of squares and largest of the ratings."""
        return sums_of(counts)

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


def levels_between(limits: tuple[float, float]) -> range | None:
    """Give the whole numbers that are answers on a scale; None where it has no levels."""
    low, high = limits
    if not (float(low).is_integer() and high - low < MOST_LEVELS):
        return None
    return range(int(low), int(high) + 1)


def value_counts(long: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Count the values of the column `arvo`, by some columns."""
    counts = long.groupby([*by, VALUE], observed=True, as_index=False).size()
    return counts.rename(columns={"size": N})


def sums_of(counts: pd.DataFrame) -> pd.DataFrame:
    """Give number, sum, sum of squares and largest of values that are counted by `value_counts`.

    Sums are exact before they are rounded once, so that they are the same in any order of the rows.
    """
    by = [name for name in counts if name not in (VALUE, N)]
    value, n = counts[VALUE], counts[N]
    largest = float(value.abs().max()) if len(value) else 0.0
    whole = bool((value % 1 == 0).all()) and largest**2 * float(n.sum()) < _EXACT
    terms = {
        SUM: value * n if whole else _exact(value, n, 1),
        SQUARES: value**2 * n if whole else _exact(value, n, 2),
    }
    groups = counts.assign(**terms).groupby(by, observed=True, as_index=False)
    found: pd.DataFrame = groups.agg({N: "sum", SUM: "sum", SQUARES: "sum", VALUE: "max"})
    found = found.rename(columns={VALUE: LARGEST})
    return found.astype(dict.fromkeys((SUM, SQUARES, LARGEST), "float64"))


def _exact(values: pd.Series, n: pd.Series, power: int) -> pd.Series:
    terms = [Fraction(v) ** power * k for v, k in zip(values.tolist(), n.tolist(), strict=True)]
    return pd.Series(terms, index=values.index, dtype="object")


def with_means(cells: pd.DataFrame, limits: tuple[float, float]) -> pd.DataFrame:
    """Give the mean of every row, with its 95 % t interval where there are enough answers.

    The interval ends at the ends of the scale.
    """
    from scipy.stats import t

    found = cells.drop(columns=[SUM, SQUARES, LARGEST]).astype({N: "Int64"})
    n = cells[N].astype("float64")
    mean = cells[SUM] / n
    spread = (cells[SQUARES] - n * mean**2).clip(lower=0)
    wide = n >= SPREAD_MIN_N
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
