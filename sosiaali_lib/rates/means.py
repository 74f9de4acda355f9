"""Means of values by area with Student's interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from sosiaali_lib.messages import _
from sosiaali_lib.rates.arguments import Values, grouped, read
from sosiaali_lib.rates.result import Confidence, Level, Limits, levels, table

STUDENT = "student"


def mean(
    values: Values,
    groups: Sequence[Any] | pd.Series | None = None,
    confidence: Confidence = 0.95,
) -> pd.DataFrame:
    """Give means of independent values with their intervals.

    Parameters
    ----------
    values
        Measured values; missing ones are left out.
    groups
        Area of each value; None when all are of one.
    confidence
        Coverage of the intervals from 0.90 to below 1, or several such as (0.95, 0.998).

    Returns
    -------
    DataFrame
        A row for each area in the order of their first values; `value, lower, upper, method, note`,
        and `lower_95` … for a list of confidences. A single value has no interval.

    Raises
    ------
    ValueError
        If something is no number or lengths do not fit.

    Notes
    -----
    Student's t with n − 1 degrees of freedom (`survey` has means of finite populations).

    Examples
    --------
    >>> mean([1, 2, 3, 4]).round(3).values.tolist()
    [[2.5, 0.446, 4.554, 'student', '']]
    """
    asked = levels(confidence)
    index, given = read(values=values)
    group, names = grouped(groups, index)
    of_areas = pd.Series(given["values"]).groupby(group)
    # Without any value the one area has no row, yet its place in the table.
    told = pd.DataFrame(
        {"mean": of_areas.mean(), "n": of_areas.count(), "sd": of_areas.std(ddof=1)}
    )
    told = told.reindex(range(len(names))).astype(np.float64)
    found, n = told["mean"].to_numpy(), told["n"].fillna(0).to_numpy()
    with np.errstate(divide="ignore", invalid="ignore"):
        error = told["sd"].to_numpy() / np.sqrt(n)

    def limits(level: Level) -> Limits:
        from scipy.special import stdtrit

        with np.errstate(invalid="ignore"):
            half = stdtrit(np.where(n > 1, n - 1, np.nan), 1 - level.tail) * error
        return found - half, found + half

    reasons = [(n == 0, _("There are no values.")), (n == 1, _("One value has no interval."))]
    return table(names, found, limits, asked, STUDENT, reasons)
