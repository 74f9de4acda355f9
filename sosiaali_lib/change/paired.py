"""Change in a score between two waves among those who answered both."""

from __future__ import annotations

import math

import numpy as np

from sosiaali_lib.change.minimal_change import check_minimal_change
from sosiaali_lib.change.reliable_change import check_reliability
from sosiaali_lib.change.result import PairedChange
from sosiaali_lib.change.signed_rank import ZEROS
from sosiaali_lib.confidence import check_confidence
from sosiaali_lib.pairs import BETTER, Floats, Scores, check_choice, check_range, even, pair

__all__ = ["PairedChange", "paired_change"]


def paired_change(
    before: Scores,
    after: Scores,
    confidence: float = 0.95,
    reliability: float | None = None,
    *,
    zeros: str = "drop",
    resolution: float | None = None,
    minimal_change: float | None = None,
    better: str = "high",
    range: tuple[float, float] | None = None,
) -> PairedChange:
    """Give the change from `before` to `after` among the people who have both scores.

    Parameters
    ----------
    before, after
        Two Series indexed by the person's identifier, each person once in each; or two lists or
        arrays of equal length in the same order of people. Not changed.
    confidence
        Coverage of the intervals, between 0 and 1.
    reliability
        Published reliability of the score, above 0 and below 1, for `reliable_change`.
    zeros
        "drop" leaves zero differences out of the ranks; "pratt" ranks them and keeps them in the
        Hodges–Lehmann estimate.
    resolution
        Step of the scale to which differences are rounded before they are ranked or counted; the
        mean and the standardised sizes use them unrounded.
    minimal_change
        Smallest change that counts in `shares`, in the units of the score.
    better
        "high" or "low": the better end of the score.
    range
        Lowest and highest possible score, for the bounds of `dropout`.

    Returns
    -------
    PairedChange
        `mean_ci` is None with fewer than two pairs or equal changes; means and median are NaN without pairs.

    Raises
    ------
    ValueError
        If a person stands twice in a wave, a score is no finite number or outside `range`, the
        waves cannot be paired, or an option is out of range.

    Notes
    -----
    Interval of the mean difference by Student's t with n − 1 degrees of freedom (Student 1908,
    Biometrika 6, 1–25). Interval of the median by order statistics (Thompson 1936, Ann. Math. Stat.
    7(3), 122–128). Other sources stand with the functions of the modules `signed_rank`,
    `hodges_lehmann`, `rank_biserial`, `effect_size`, `reliable_change` and `dropout`. Those who left
    are not in the change; their number stands beside it.

    Examples
    --------
    >>> import pandas as pd
    >>> change = paired_change(pd.Series([1, 2, 2], list("abc")), pd.Series([2, 4], list("ab")))
    >>> change.n_before, change.n, change.dropped_out, change.mean_difference
    (3, 2, 1, 1.5)
    >>> change.hodges_lehmann, change.p_exact
    (1.5, 0.5)
    """
    check_confidence(confidence)
    check_choice("zeros", zeros, ZEROS)
    check_choice("better", better, BETTER)
    check_minimal_change(minimal_change)
    if reliability is not None:
        check_reliability(reliability)
    both = pair(before, after)
    check_range(both, range)
    changes = np.sort(both.changes)  # so that the order of people moves no last digit
    differences = even(changes, resolution)
    n = len(changes)
    return PairedChange(
        n_before=n + len(both.left),
        n_after=n + both.end_only,
        n=n,
        n_zero=int((differences == 0).sum()),
        mean_before=_mean(both.before),
        mean_after=_mean(both.after),
        mean_difference=_mean(changes),
        mean_ci=_t_interval(changes, confidence),
        median_difference=float(np.median(differences)) if n else math.nan,
        confidence=confidence,
        zeros=zeros,
        resolution=resolution,
        reliability=reliability,
        minimal_change=minimal_change,
        better=better,
        range=range,
        pairs=both,
        differences=differences,
    )


def _mean(scores: Floats) -> float:
    """Give the mean, the same in any order of people; NaN without people."""
    return math.fsum(scores) / len(scores) if len(scores) else math.nan


def _t_interval(changes: Floats, confidence: float) -> tuple[float, float] | None:
    n = len(changes)
    # Equal changes have no spread to make an interval of; one without width would look certain.
    if n < 2 or np.ptp(changes) <= 1e-9 * max(1.0, float(np.abs(changes).max())):
        return None
    from scipy.special import stdtrit

    half = float(stdtrit(n - 1, (1 + confidence) / 2)) * float(changes.std(ddof=1)) / math.sqrt(n)
    return _mean(changes) - half, _mean(changes) + half
