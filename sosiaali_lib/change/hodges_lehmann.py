"""Hodges–Lehmann estimate of a paired change, with the interval of the signed-rank test."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

import numpy as np
import pandas as pd

from sosiaali_lib.change.signed_rank import EXACT_LIMIT, NullDistribution
from sosiaali_lib.confidence import check_confidence
from sosiaali_lib.formatting import confidence_text
from sosiaali_lib.messages import _
from sosiaali_lib.pairs import Floats, Scores, check_choice, present
from sosiaali_lib.results import Estimate, Result, measures

ZEROS = ("drop", "keep")
HALVINGS = 60  # beyond the digits of a float


@dataclass(frozen=True, kw_only=True)
class HodgesLehmann(Result):
    """Median of the averages of all pairs of differences, in the units of the score.

    `achieved` is the coverage that the interval `ci` has when no differences tie; with few
    differences it may lie below `confidence`. All three are None without a difference; with one
    there is no interval.
    """

    n: int
    value: float | None
    ci: tuple[float, float] | None
    achieved: float | None
    confidence: float
    zeros: str

    @property
    def table(self) -> pd.DataFrame:
        """The estimate with its interval."""
        estimate = None if self.value is None else Estimate(self.value, ci=self.ci)
        return measures(
            [
                (_("Differences used"), self.n),
                (_("Hodges–Lehmann estimate"), estimate),
                (_("Achieved confidence"), self.achieved),
            ]
        )

    @property
    def method(self) -> str:
        """Which differences, which interval, and the coverage that it reaches."""
        if self.value is None:
            return _("There is no difference to estimate from.")
        said = [
            _(
                "Hodges–Lehmann estimate: the median of the averages of every two differences, each "
                "with itself too; zero differences were left out."
            )
            if self.zeros == "drop"
            else _(
                "Hodges–Lehmann estimate: the median of the averages of every two differences, each "
                "with itself too; zero differences were kept."
            )
        ]
        if self.ci is None or self.achieved is None:
            return " ".join([*said, _("One difference gives no interval.")])
        shares = {
            "confidence": confidence_text(self.confidence),
            "achieved": confidence_text(round(self.achieved, 3)),
        }
        if self.n > EXACT_LIMIT:
            text = _("Its {confidence} interval inverts the normal approximation of the test.")
        elif self.achieved < self.confidence:
            text = _(
                "So few differences give no {confidence} interval: the widest one is shown, and it "
                "reaches {achieved}."
            )
        else:
            text = _(
                "Its {confidence} interval inverts the exact signed-rank test without ties and "
                "reaches {achieved}."
            )
        return " ".join([*said, text.format(**shares)])

    @property
    def settings(self) -> Mapping[str, object]:
        """Confidence and what became of zero differences."""
        return {"confidence": self.confidence, "zeros": self.zeros}


def hodges_lehmann(
    differences: Scores, confidence: float = 0.95, *, zeros: str = "drop"
) -> HodgesLehmann:
    """Estimate the typical paired change and its interval without assuming a normal distribution.

    Parameters
    ----------
    differences
        A difference a person, in the units of the score; missing ones are left out. Not changed.
    confidence
        Wanted coverage of the interval, between 0 and 1.
    zeros
        "drop" leaves zero differences out, which moves the estimate away from zero (as R does);
        "keep" uses them.

    Returns
    -------
    HodgesLehmann

    Raises
    ------
    ValueError
        If a difference is not a finite number or an option is unknown.

    Notes
    -----
    Hodges & Lehmann (1963), Ann. Math. Stat. 34(2), 598–611. Limits are the q-th smallest and q-th
    largest average, q the smallest number with P(W ≤ q) ≥ α/2 for untied ranks (Bauer 1972, J. Am.
    Stat. Assoc. 67(339), 687–690), at least 1. Above 2,000 differences q comes from the normal
    approximation. The estimate assumes differences that spread evenly around their middle.

    Examples
    --------
    >>> shift = hodges_lehmann([6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75])
    >>> shift.value, shift.ci, round(shift.achieved, 4)
    (25.0, (4.0, 41.5), 0.9521)
    """
    check_confidence(confidence)
    check_choice("zeros", zeros, ZEROS)
    given = np.sort(present(differences, "differences"))
    used = given[given != 0] if zeros == "drop" else given
    n = len(used)
    value, ci, achieved = None, None, None
    if n:
        last = n * (n + 1) // 2
        value = (_average(used, (last + 1) // 2) + _average(used, last // 2 + 1)) / 2
    if n > 1:
        place, achieved = _place(n, confidence)
        ci = _average(used, place), _average(used, last + 1 - place)
    return HodgesLehmann(
        n=n, value=value, ci=ci, achieved=achieved, confidence=confidence, zeros=zeros
    )


def walsh_averages(differences: Scores) -> Floats:
    """Give the averages of every two differences, each with itself too, in rising order.

    Examples
    --------
    >>> walsh_averages([0, 1, 3]).tolist()
    [0.0, 0.5, 1.0, 1.5, 2.0, 3.0]
    """
    given = present(differences, "differences")
    first, second = np.triu_indices(len(given))
    return np.sort((given[first] + given[second]) / 2)


def _average(ordered: Floats, place: int) -> float:
    """Give the Walsh average at a place (from 1) without making all of them.

    Halving narrows down the value; the nearest average is then the one wanted.
    """
    low, high = float(ordered[0]), float(ordered[-1])
    own = np.arange(len(ordered))

    def partners(value: float) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
        return np.searchsorted(ordered, 2 * value - ordered, side="right")

    for _halving in range(HALVINGS):
        middle = low + (high - low) / 2
        if int(np.maximum(partners(middle) - own, 0).sum()) >= place:
            high = middle
        else:
            low = middle
    at = partners(high)
    beside = np.clip(np.concatenate([at - 1, at]), np.tile(own, 2), len(ordered) - 1)
    near = (np.tile(ordered, 2) + ordered[beside]) / 2
    return float(near[np.abs(near - high).argmin()])


@lru_cache(maxsize=256)
def _place(n: int, confidence: float) -> tuple[int, float]:
    """Give the place of the lower limit among the averages, and the coverage it reaches."""
    alpha, last = 1 - confidence, n * (n + 1) // 2
    if n > EXACT_LIMIT:
        normal = NormalDist(last / 2, math.sqrt(n * (n + 1) * (2 * n + 1) / 24))
        place = max(1, round(normal.inv_cdf(alpha / 2)))
        return place, 1 - 2 * normal.cdf(place - 0.5)
    null = NullDistribution(np.arange(1, n + 1))
    place = max(1, bisect_left(range(last), alpha / 2, key=null.at_most))
    return place, 1 - 2 * null.at_most(place - 1)
