"""Intraclass correlations of raters who rated the same targets, in the six forms in use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sosiaali_lib.formatting import number, percent
from sosiaali_lib.messages import _
from sosiaali_lib.reliability.items import (
    LEAST,
    ReliabilityError,
    checked_confidence,
    numeric,
)
from sosiaali_lib.results import Estimate, Result, measures


@dataclass(frozen=True, kw_only=True)
class Icc(Result):
    """The six intraclass correlations of Shrout and Fleiss; None where a form is undefined.

    `icc1`: every target has its own raters; `icc2`: the same raters, a sample of raters, absolute
    agreement; `icc3`: the same raters and no others, consistency. `icc1k`, `icc2k` and `icc3k`
    belong to the mean of all raters. An interval is None where the ratings leave no error, or the
    targets no difference, to judge by.
    """

    icc1: Estimate | None
    icc2: Estimate | None
    icc3: Estimate | None
    icc1k: Estimate | None
    icc2k: Estimate | None
    icc3k: Estimate | None
    n: int
    n_raters: int
    n_left_out: int
    confidence: float

    @property
    def table(self) -> pd.DataFrame:
        """The six forms with their intervals, in the language in use."""
        return measures(
            [
                (_("ICC(1,1): own raters for each target, one rating"), self.icc1),
                (_("ICC(2,1): same raters, absolute agreement, one rating"), self.icc2),
                (_("ICC(3,1): same raters, consistency, one rating"), self.icc3),
                (_("ICC(1,k): own raters for each target, mean of raters"), self.icc1k),
                (_("ICC(2,k): same raters, absolute agreement, mean of raters"), self.icc2k),
                (_("ICC(3,k): same raters, consistency, mean of raters"), self.icc3k),
            ]
        )

    @property
    def method(self) -> str:
        """Which forms these are, from how many ratings, and what is lacking."""
        said = [
            _(
                "Intraclass correlations by Shrout and Fleiss from mean squares: {n} targets, "
                "{raters} raters; targets without every rating: {left_out}, not counted."
            ).format(
                n=number(self.n), raters=number(self.n_raters), left_out=number(self.n_left_out)
            )
        ]
        forms = (self.icc1, self.icc2, self.icc3, self.icc1k, self.icc2k, self.icc3k)
        if any(form is not None and form.ci is not None for form in forms):
            text = _("Intervals from the F distribution at {confidence}.")
            said.append(text.format(confidence=percent(self.confidence)))
        if any(form is None for form in forms):
            said.append(
                _(
                    "A form without a value has no variance to divide by: the targets hardly "
                    "differ beside the raters' disagreement."
                )
            )
        if any(form is not None and form.ci is None for form in forms):
            said.append(
                _(
                    "A form without an interval lies at the edge of what is possible, where the F "
                    "distribution tells nothing."
                )
            )
        return " ".join(said)

    @property
    def settings(self) -> Mapping[str, object]:
        """The choices behind the numbers."""
        return {"confidence": self.confidence}


def icc(ratings: object, *, confidence: float = 0.95) -> Icc:
    """Give the intraclass correlations of raters in all six forms.

    Parameters
    ----------
    ratings
        One row a target (a person or case), one column a rater; numbers, missing as NA. Targets
        without every rating are left out and counted. Not changed.
    confidence
        Coverage of the intervals, between 0 and 1.

    Returns
    -------
    Icc
        `.icc1` to `.icc3k`, each with `.value` and `.ci`.

    Raises
    ------
    ReliabilityError
        If there are fewer than two raters or two complete targets, all ratings are the same, or
        ratings are not numbers.

    Notes
    -----
    Shrout & Fleiss (1979), Psychological Bulletin 86, 420-428; the interval of the second form uses
    their Satterthwaite degrees of freedom. ICC(3,k) equals Cronbach's alpha with the raters as
    items, and its interval is Feldt's.

    Examples
    --------
    >>> result = icc([(9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7)])
    >>> round(result.icc1.value, 2), round(result.icc2.value, 2), round(result.icc3.value, 2)
    (0.17, 0.29, 0.71)
    """
    checked_confidence(confidence)
    given = numeric(ratings)
    if given.shape[1] < 2:
        text = _("Number of raters: {count}; expected at least two, each in a column of its own.")
        raise ReliabilityError("too_few_items", text.format(count=number(given.shape[1])))
    complete = given.dropna()
    if len(complete) < 2:
        text = _("Number of targets with every rating: {count}; expected at least two.")
        raise ReliabilityError("too_few_people", text.format(count=number(len(complete))))
    values = complete.to_numpy()
    if values.max() == values.min():
        text = _("All ratings are {value}: without variance there is no correlation.")
        raise ReliabilityError("no_variance", text.format(value=number(float(values.max()), 2)))
    n, k = values.shape
    squares = _MeanSquares.of(values)
    tail = (1 - confidence) / 2
    one = _by_ratio(squares.targets, squares.within, (n - 1, n * (k - 1)), k, tail)
    three = _by_ratio(squares.targets, squares.error, (n - 1, (n - 1) * (k - 1)), k, tail)
    two = _two_way(squares, n, k, tail)
    return Icc(
        icc1=one[0],
        icc2=two[0],
        icc3=three[0],
        icc1k=one[1],
        icc2k=two[1],
        icc3k=three[1],
        n=n,
        n_raters=k,
        n_left_out=len(given) - n,
        confidence=confidence,
    )


@dataclass(frozen=True)
class _MeanSquares:
    """Mean squares between targets, within targets, between raters and of what is left."""

    targets: float
    within: float
    raters: float
    error: float

    @classmethod
    def of(cls, values: np.ndarray) -> _MeanSquares:
        n, k = values.shape
        centred = values - values.mean()
        targets, raters = centred.mean(axis=1), centred.mean(axis=0)
        sums = np.array(
            [
                k * (targets**2).sum(),
                ((centred - targets[:, None]) ** 2).sum(),
                n * (raters**2).sum(),
                ((centred - targets[:, None] - raters) ** 2).sum(),
            ]
        )
        sums[sums <= LEAST * (centred**2).sum()] = 0.0
        freedom = np.array([n - 1, n * (k - 1), k - 1, (n - 1) * (k - 1)])
        return cls(*map(float, sums / freedom))


def _by_ratio(
    between: float, error: float, freedom: tuple[int, int], k: int, tail: float
) -> tuple[Estimate | None, Estimate | None]:
    """Give the forms that hang on one F ratio, for one rating and for the mean of the raters."""
    from scipy.stats import f

    if between == 0:
        return (Estimate(-1 / (k - 1)) if error else None), None
    if error == 0:
        return Estimate(1.0), Estimate(1.0)
    ratio = between / error
    low = ratio / float(f.ppf(1 - tail, *freedom))
    high = ratio * float(f.ppf(1 - tail, *reversed(freedom)))

    def one(x: float) -> float:
        return (x - 1) / (x + k - 1)

    def mean(x: float) -> float:
        return 1 - 1 / x

    return (
        Estimate(one(ratio), None, (one(low), one(high))),
        Estimate(mean(ratio), None, (mean(low), mean(high))),
    )


def _two_way(
    squares: _MeanSquares, n: int, k: int, tail: float
) -> tuple[Estimate | None, Estimate | None]:
    """Give the two-way random form for one rating and for the mean of the raters."""
    between, raters, error = squares.targets, squares.raters, squares.error
    whole = between + (k - 1) * error + k * (raters - error) / n
    whole_of_mean = between + (raters - error) / n
    single = (between - error) / whole if whole > LEAST * between else None
    ci = None if single is None else _two_way_interval(squares, single, n, k, tail)
    mean_ci = None
    if ci is not None and 1 + (k - 1) * ci[0] > LEAST:
        mean_ci = k * ci[0] / (1 + (k - 1) * ci[0]), k * ci[1] / (1 + (k - 1) * ci[1])
    mean = None
    if whole_of_mean > LEAST * between:
        mean = Estimate((between - error) / whole_of_mean, None, mean_ci)
    return None if single is None else Estimate(single, None, ci), mean


def _two_way_interval(
    squares: _MeanSquares, single: float, n: int, k: int, tail: float
) -> tuple[float, float] | None:
    from scipy.stats import f

    between, raters, error = squares.targets, squares.raters, squares.error
    if between == 0 or single >= 1 - LEAST:
        return None
    odds = k * single / (n * (1 - single))
    by_raters, by_error = odds * raters, (1 + odds * (n - 1)) * error
    spread = by_raters**2 / (k - 1) + by_error**2 / ((n - 1) * (k - 1))
    freedom = (by_raters + by_error) ** 2 / spread
    other = k * raters + (k * n - k - n) * error
    low, high = (float(f.ppf(1 - tail, *v)) for v in ((n - 1, freedom), (freedom, n - 1)))
    if not (np.isfinite(low) and np.isfinite(high)):
        return None
    return (
        n * (between - low * error) / (low * other + n * between),
        n * (high * between - error) / (other + n * high * between),
    )
