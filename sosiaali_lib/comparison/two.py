"""Two independent groups, such as those who stayed and those who left: exact Mann–Whitney test."""

from __future__ import annotations

import math

import numpy as np

from sosiaali_lib.comparison.rank_sums import countable, exact_p, normal_p, pairwise, shift_interval
from sosiaali_lib.comparison.result import TwoGroups
from sosiaali_lib.confidence import check_confidence
from sosiaali_lib.messages import _
from sosiaali_lib.pairs import Floats, Scores, even, numeric

__all__ = ["TwoGroups", "two_groups"]


def two_groups(
    a: Scores,
    b: Scores,
    confidence: float = 0.95,
    *,
    names: tuple[str, str] | None = None,
) -> TwoGroups:
    """Compare the values of two independent groups without assuming a distribution.

    Parameters
    ----------
    a, b
        Values of the first and the second group: Series, lists or arrays of numbers; missing values
        are left out and counted. Not changed.
    confidence
        Coverage of the intervals, between 0 and 1.
    names
        Names of the groups for tables, sentences and pictures; otherwise those of the Series.

    Returns
    -------
    TwoGroups
        An interval that cannot be given is None, and `notes` says why.

    Raises
    ------
    ValueError
        If a group has no values or values that are not numbers, or `confidence` is out of range.

    Notes
    -----
    Exact p by counting subsets of the doubled ranks (Streitberg and Röhmel 1986, Statistical
    Software Newsletter 12, 10–17): P(|S − E S| ≥ |s − E S|), not twice the smaller tail, because
    ties make the distribution skewed. Counted when (n₁ + n₂)·min(n₁, n₂) is at most 30,000, such
    as 120 and 120 people. Values that agree in ten digits of the largest one are ties. Cliff
    (1993), Psychological Bulletin 114, 494–509; its interval tanh(atanh δ ± z·sqrt((n₁ + n₂ +
    1)/(3n₁n₂))). Interval of the shift: Hollander, Wolfe and Chicken (2014), Nonparametric
    Statistical Methods, section 4.3.

    Examples
    --------
    >>> found = two_groups([1, 2, 3, 3, 4, 2, 3], [2, 4, 4, 5, 3, 5, 5, 4])
    >>> found.u, round(found.p, 6), found.shift
    (9.0, 0.027195, -1.5)
    """
    check_confidence(confidence)
    columns = [numeric(values, name) for values, name in ((a, "a"), (b, "b"))]
    for values, name in zip(columns, ("a", "b"), strict=True):
        if not values.notna().any():
            text = _("`{name}` has no values; a comparison needs at least one in each group.")
            raise ValueError(text.format(name=name))
    known = [values.dropna().to_numpy() for values in columns]
    both = even(np.concatenate(known))
    first, second = both[: len(known[0])], both[len(known[0]) :]
    n = (len(first), len(second))
    pairs = pairwise(first, second)
    counted = exact_p(first, second) if countable(*n) else None
    delta = 2 * pairs.u / (n[0] * n[1]) - 1
    return TwoGroups(
        n=n,
        missing=(len(columns[0]) - n[0], len(columns[1]) - n[1]),
        means=(float(known[0].mean()), float(known[1].mean())),
        mean_cis=(_mean_interval(known[0], confidence), _mean_interval(known[1], confidence)),
        medians=(float(np.median(known[0])), float(np.median(known[1]))),
        u=pairs.u,
        p=normal_p(first, second, pairs.u) if counted is None else counted.p,
        p_exact=None if counted is None else counted.p,
        p_smallest=None if counted is None else counted.smallest,
        cliffs_delta=delta,
        cliffs_delta_ci=_delta_interval(delta, *n, confidence),
        shift=pairs.median,
        shift_ci=shift_interval(pairs, *n, confidence),
        confidence=confidence,
        given_names=names or _series_names(a, b),
    )


def _series_names(a: Scores, b: Scores) -> tuple[str, str] | None:
    first, second = (getattr(values, "name", None) for values in (a, b))
    return None if first is None or second is None or first == second else (str(first), str(second))


def _mean_interval(values: Floats, confidence: float) -> tuple[float, float] | None:
    from scipy.stats import t

    if len(values) < 2 or not np.ptp(values):
        return None
    half = float(t.ppf((1 + confidence) / 2, len(values) - 1) * values.std(ddof=1))
    half /= math.sqrt(len(values))
    return float(values.mean()) - half, float(values.mean()) + half


def _delta_interval(
    delta: float, n1: int, n2: int, confidence: float
) -> tuple[float, float] | None:
    from scipy.stats import norm

    if abs(delta) == 1:
        return None
    reach = float(norm.ppf((1 + confidence) / 2)) * math.sqrt((n1 + n2 + 1) / (3 * n1 * n2))
    middle = math.atanh(delta)
    return math.tanh(middle - reach), math.tanh(middle + reach)
