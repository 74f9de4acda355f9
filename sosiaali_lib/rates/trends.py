"""The slope of a series over its latest years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from sosiaali_lib.messages import _
from sosiaali_lib.rates.arguments import Floats, Values, grouped, read, refuse
from sosiaali_lib.rates.result import Confidence, Level, Limits, levels, table

LEAST_SQUARES = "least squares"
SHORTEST = 3  # two points lie on any line: they leave nothing to tell its error from


def trend(
    values: Values,
    years: Values,
    groups: Sequence[Any] | pd.Series | None = None,
    *,
    span: int = 5,
    least: int | None = None,
    until: int | None = None,
    confidence: Confidence = 0.95,
) -> pd.DataFrame:
    """Give the mean change a year over the latest years of each series.

    Parameters
    ----------
    values
        Value of a year; missing ones are years without a value.
    years
        Calendar year of each value.
    groups
        Series of each value, such as the area; None when all are of one.
    span
        Years looked at, 3 or more, the last of them `until`.
    least
        Years that must have a value; None is every year of the span. At least 3.
    until
        Last year; None is the latest of all `years`, the same for every series.
    confidence
        Coverage of the intervals from 0.90 to below 1, or several.

    Returns
    -------
    DataFrame
        A row for each series in the order of their first rows, indexed by series; `value` (change a
        year, in the units of the values), `lower, upper, method, note`, and `lower_95` … for a list of
        confidences. Missing when too few years have a value, with the reason.

    Raises
    ------
    ValueError
        If a year stands twice in a series, years are no whole numbers, or arguments do not fit.

    Notes
    -----
    Least squares with Student's t on n − 2 degrees of freedom (Draper & Smith 1998, Applied Regression
    Analysis, Wiley, p. 36). Years count alike whatever the number of events behind them, and errors of
    following years are taken as independent.

    Examples
    --------
    >>> trend([10, 12, 13, 15, 16], range(2019, 2024)).round(3).values.tolist()
    [[1.5, 1.182, 1.818, 'least squares', '']]
    """
    asked = levels(confidence)
    needed = _needed(span, least)
    index, given = read(values=values, years=years)
    year = given["years"]
    refuse("years", year, np.isnan(year) | (year % 1 != 0), index, "whole years")
    row, names = grouped(groups, index)
    grid = _grid(given["values"], year, row, len(names), span, until)
    n, slope, error = _line(grid)
    few = n < needed

    def limits(level: Level) -> Limits:
        from scipy.special import stdtrit

        half = stdtrit(np.where(few, np.nan, n - 2), 1 - level.tail) * error
        return slope - half, slope + half

    reason = _("A trend needs a value in {least} of the latest {span} years.").format(
        least=needed, span=span
    )
    found = np.where(few, np.nan, slope)
    return table(names, found, limits, asked, LEAST_SQUARES, [(few, reason)])


def _needed(span: int, least: int | None) -> int:
    """Give how many years must have a value."""
    needed = span if least is None else least
    if not SHORTEST <= needed <= span:
        raise ValueError(
            f"`span` is {span!r} and `least` {least!r}; expected a span of {SHORTEST} years or more "
            f"and `least` from {SHORTEST} to the span."
        )
    return int(needed)


def _grid(
    values: Floats, year: Floats, row: np.ndarray, rows: int, span: int, until: int | None
) -> Floats:
    """Lay the latest years of the series out as rows, NaN where a year has no value."""
    grid = np.full((rows, span), np.nan)
    if not len(year):
        return grid
    last = year.max() if until is None else float(until)
    place = (year - last + span - 1).astype(int)
    used = (place >= 0) & (place < span)
    at = row[used] * span + place[used]
    if len(np.unique(at)) < len(at):
        raise ValueError("A year stands twice in a series; give `groups`, or one value a year.")
    grid.ravel()[at] = values[used]
    return grid


def _line(grid: Floats) -> tuple[Floats, Floats, Floats]:
    """Give the number of years, the slope and its standard error of each row."""
    years = np.where(np.isnan(grid), np.nan, np.arange(grid.shape[1], dtype=np.float64))
    n = (~np.isnan(grid)).sum(axis=1).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        time = years - (np.nansum(years, axis=1) / n)[:, None]
        level = grid - (np.nansum(grid, axis=1) / n)[:, None]
        room = np.nansum(time**2, axis=1)
        slope = np.nansum(time * level, axis=1) / room
        left = np.nansum((level - slope[:, None] * time) ** 2, axis=1)
        return n, slope, np.sqrt(left / (n - 2) / room)
