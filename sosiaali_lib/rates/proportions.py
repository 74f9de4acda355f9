"""Proportions with Wilson's interval."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sosiaali_lib.messages import _
from sosiaali_lib.rates.arguments import Floats, Values, multiplier, read, refuse, refuse_negative
from sosiaali_lib.rates.result import Confidence, Level, Limits, levels, table

WILSON = "wilson"


def proportion(
    successes: Values,
    n: Values,
    confidence: Confidence = 0.95,
    *,
    per: float = 1,
    census: bool = False,
) -> pd.DataFrame:
    """Give proportions with their score intervals.

    Parameters
    ----------
    successes
        Cases with the property, from 0 to `n`; fractions of weighted counts may be given.
    n
        All cases.
    confidence
        Coverage of the intervals from 0.90 to below 1, or several such as (0.95, 0.998).
    per
        1 gives shares, 100 percentages.
    census
        Whether the cases are all that there are; then there is no sampling error and no interval.

    Returns
    -------
    DataFrame
        Index of the first Series; `value, lower, upper, method, note`. For a list of confidences also
        `lower_95, upper_95, lower_99_8, upper_99_8` and so on. Missing without cases, with the
        reason in `note`.

    Raises
    ------
    ValueError
        If a number is negative, `successes` exceeds `n`, or an argument is out of range.

    Notes
    -----
    Wilson (1927), J. Am. Stat. Assoc. 22, 209–212; Newcombe & Altman (2000), in Statistics with
    Confidence, BMJ Books, p. 46.

    Examples
    --------
    >>> proportion([1, 65], 100).round(6).values.tolist()
    [[0.01, 0.001767, 0.054486, 'wilson', ''], [0.65, 0.552544, 0.736358, 'wilson', '']]
    """
    scale, asked = multiplier(per), levels(confidence)
    index, given = read(successes=successes, n=n)
    cases, size = given["successes"], given["n"]
    refuse_negative(index, **given)
    refuse("successes", cases, cases > size, index, "no more than `n`")
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(size > 0, cases / size, np.nan)

    def limits(level: Level) -> Limits:
        low, high = wilson_limits(share, size, level)
        return scale * low, scale * high

    reasons = [
        (np.isnan(cases), _("The number of cases with the property is missing.")),
        (np.isnan(size), _("The number of all cases is missing.")),
        (size == 0, _("The number of all cases is zero.")),
    ]
    return table(index, scale * share, limits, asked, WILSON, reasons, census=census)


def wilson_limits(share: Floats, size: Floats, level: Level) -> Limits:
    """Give the score limits of shares of cases, whose numbers need not be whole."""
    z2 = level.z**2
    middle = 2 * size * share + z2
    half = level.z * np.sqrt(z2 + 4 * size * share * (1 - share))
    low, high = ((middle + side * half) / (2 * (size + z2)) for side in (-1, 1))
    return np.where(share == 0, 0.0, low), np.where(share == 1, 1.0, high)
