"""Matched rank-biserial correlation: how far rises outweigh falls."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist

import pandas as pd

from sosiaali_lib.change.signed_rank import doubled_ranks
from sosiaali_lib.confidence import check_confidence
from sosiaali_lib.formatting import confidence_text
from sosiaali_lib.messages import _
from sosiaali_lib.pairs import Scores, present
from sosiaali_lib.results import Estimate, Result, measures


@dataclass(frozen=True, kw_only=True)
class RankBiserial(Result):
    """Rank-biserial correlation of `n` non-zero differences, between −1 and 1.

    None without a difference; the interval is None when all differences go one way.
    """

    n: int
    value: float | None
    ci: tuple[float, float] | None
    confidence: float

    @property
    def table(self) -> pd.DataFrame:
        """The correlation with its interval."""
        estimate = None if self.value is None else Estimate(self.value, ci=self.ci)
        return measures(
            [
                (_("Differences other than zero"), self.n),
                (_("Matched rank-biserial correlation"), estimate),
            ]
        )

    @property
    def method(self) -> str:
        """The formula, the kind of interval, and why there may be none."""
        if self.value is None:
            return _("No difference is other than zero, so there is no rank-biserial correlation.")
        said = _(
            "Matched rank-biserial correlation (Kerby): the rank sum of the rises less that of the "
            "falls, divided by both together; zero differences were left out."
        )
        if self.ci is None:
            return f"{said} " + _(
                "All differences go one way, so its approximate interval would have no width and "
                "is not given."
            )
        text = _("Its approximate {confidence} interval is normal on the scale of artanh r.")
        return f"{said} " + text.format(confidence=confidence_text(self.confidence))

    @property
    def settings(self) -> Mapping[str, object]:
        """The confidence of the interval."""
        return {"confidence": self.confidence}


def rank_biserial(differences: Scores, confidence: float = 0.95) -> RankBiserial:
    """Give the matched rank-biserial correlation of paired differences.

    Parameters
    ----------
    differences
        A difference a person; missing ones and zeros are left out. Not changed.
    confidence
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    RankBiserial
        1 when every difference is a rise, −1 when every one is a fall.

    Raises
    ------
    ValueError
        If a difference is not a finite number or the confidence is out of range.

    Notes
    -----
    Kerby (2014), Comprehensive Psychology 3, 11.IT.3.1: (R₊ − R₋) / (R₊ + R₋). Interval
    tanh(artanh r ± z·se), se = √((2m³ + 3m² + m)/6) / ((m² + m)/2) with m non-zero differences;
    approximate, and without meaning at r = ±1, where none is given.

    Examples
    --------
    >>> effect = rank_biserial([1, 1, 0, 0, 2, 1, 0, -1, 1, 1, 0, 1, 2, 0])
    >>> round(effect.value, 6), [round(limit, 6) for limit in effect.ci]
    (0.822222, [0.403941, 0.956146])
    """
    check_confidence(confidence)
    ranks, rose = doubled_ranks(present(differences, "differences"), "drop")
    m = len(ranks)
    if not m:
        return RankBiserial(n=0, value=None, ci=None, confidence=confidence)
    value = float(2 * ranks[rose].sum() - ranks.sum()) / float(ranks.sum())
    ci = None
    if abs(value) < 1:
        error = math.sqrt((2 * m**3 + 3 * m**2 + m) / 6) / ((m**2 + m) / 2)
        half = NormalDist().inv_cdf((1 + confidence) / 2) * error
        ci = math.tanh(math.atanh(value) - half), math.tanh(math.atanh(value) + half)
    return RankBiserial(n=m, value=value, ci=ci, confidence=confidence)
