"""Where the lines of a funnel run for counts: the numbers of events just too few and too many."""

from __future__ import annotations

import numpy as np

from sosiaali_lib.rates.arguments import Floats
from sosiaali_lib.rates.result import Level, Limits

STEPS = 3
START = 0.5  # expected events from which the expansion is a good beginning


def lines(expected: Floats, level: Level) -> Limits:
    """Give the numbers of events on the lower and the upper line.

    Parameters
    ----------
    expected
        Expected events, 0 or more; NaN gives NaN.
    level
        Coverage between the lines.

    Notes
    -----
    The lower line is the number O whose exact upper limit ½χ²(1 − α/2; 2O + 2) is the expected
    number, and zero where none is so small; the upper line the number whose exact lower limit
    ½χ²(α/2; 2O) is. Numbers between whole ones continue the lines.
    """
    possible = expected > -np.log(level.tail)  # below this even no event is not too few
    low = np.where(np.isnan(expected), np.nan, 0.0)
    low[possible] = _shape(expected[possible], level.tail) - 1
    high = np.where(np.isnan(expected), np.nan, 0.0)
    some = expected > 0
    high[some] = _shape(expected[some], 1 - level.tail)
    return low, high


def _shape(expected: Floats, probability: float) -> Floats:
    """Give the shape a with which a gamma variable exceeds `expected` with the probability.

    Notes
    -----
    Begins at the Cornish–Fisher expansion of the gamma quantile turned round, and follows the secant
    of the normal score, which is nearly a straight line: three steps leave less than a millionth of the
    number, and less than 1e-9 at the usual levels. With few expected events the expansion fails, and a
    slower search is made.
    """
    from scipy.special import gammaincc, gdtrib, ndtri

    few = expected < START
    found = np.empty_like(expected)
    found[few] = gdtrib(1.0, 1 - probability, expected[few])
    many, z = expected[~few], float(ndtri(probability))

    def miss(shape: Floats) -> Floats:
        return np.asarray(ndtri(gammaincc(shape, many)) - z)

    root = np.sqrt(many)
    before = many + z * root + (z**2 + 2) / 6 - (z**3 + 2 * z) / (72 * root)
    off = miss(before)
    shape = before - off * np.sqrt(before)
    for _step in range(STEPS):
        left = miss(shape)
        moves = left != off
        slope = np.divide(shape - before, left - off, out=np.zeros_like(left), where=moves)
        before, off, shape = shape, left, shape - left * slope
    found[~few] = shape
    return found
