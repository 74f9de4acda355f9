"""Standardised sizes of a paired change, each named by what it is divided by."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sosiaali_lib.confidence import check_confidence
from sosiaali_lib.formatting import confidence_text
from sosiaali_lib.messages import _
from sosiaali_lib.pairs import Floats, Scores, even, pair
from sosiaali_lib.results import Estimate, Result, measures

LARGEST = 30.0  # above, the non-central t distribution is no longer computed well


@dataclass(frozen=True, kw_only=True)
class PairedEffect(Result):
    """Mean change in standard deviations; a size is None where its divisor is zero or unknown.

    `d_z`: of the changes; `g_z`: the same without small-sample bias; `d_av`: the mean variance of
    both waves; `d_rm`: of the changes, corrected for the correlation of the waves.
    """

    n: int
    d_z: float | None
    d_z_ci: tuple[float, float] | None
    g_z: float | None
    d_av: float | None
    d_rm: float | None
    confidence: float

    @property
    def table(self) -> pd.DataFrame:
        """The four sizes, a row each, named with their subscripts."""
        d_z = None if self.d_z is None else Estimate(self.d_z, ci=self.d_z_ci)
        sizes = [("d_z", d_z), ("g_z", self.g_z), ("d_av", self.d_av), ("d_rm", self.d_rm)]
        return measures([(_("Pairs"), self.n), *sizes])

    @property
    def method(self) -> str:
        """What each size is divided by, and why one may be missing."""
        if self.n < 2:
            return _("Standardised sizes of the change need at least two pairs.")
        said = [
            _(
                "Standardised mean change: d_z is divided by the standard deviation of the changes, "
                "g_z is d_z without its small-sample bias, d_av is divided by the root of the mean "
                "variance of both waves, and d_rm is d_z times √(2(1 − r)), r the correlation of the "
                "waves."
            )
        ]
        if self.d_z is None:
            said.append(_("All changes are equal, so d_z, g_z and d_rm do not exist."))
        elif self.d_z_ci is None:
            said.append(_("The changes are too even for an interval of d_z."))
        else:
            text = _("The {confidence} interval of d_z is that of the non-central t distribution.")
            said.append(text.format(confidence=confidence_text(self.confidence)))
        if self.d_z is not None and self.d_rm is None:
            said.append(_("All scores of one wave are equal, so d_rm does not exist."))
        if self.n == 2:
            said.append(_("With two pairs g_z does not exist."))
        return " ".join(said)

    @property
    def settings(self) -> Mapping[str, object]:
        """The confidence of the interval."""
        return {"confidence": self.confidence}


def paired_effect(before: Scores, after: Scores, confidence: float = 0.95) -> PairedEffect:
    """Give the standardised sizes of a paired change, later score minus earlier.

    Parameters
    ----------
    before, after
        Scores as `pairs.pair` takes them. Not changed.
    confidence
        Coverage of the interval of d_z, between 0 and 1.

    Returns
    -------
    PairedEffect

    Raises
    ------
    ValueError
        As `pairs.pair`, and if the confidence is out of range.

    Notes
    -----
    Names as Lakens (2013), Front. Psychol. 4, 863; d_av is divided by √((s²_before + s²_after)/2).
    g_z = d_z · Γ(v/2) / (√(v/2) Γ((v − 1)/2)) with v = n − 1 (Hedges 1981, J. Educ. Stat. 6(2),
    107–128). The interval inverts the non-central t distribution of d_z√n; it assumes normally
    distributed changes. Above a d_z of 30 none is given.

    Examples
    --------
    >>> before = [1, 2, 2, 3, 2, 4, 3, 5, 2, 3, 1, 4, 3, 2]
    >>> effect = paired_effect(before, [2, 3, 2, 3, 4, 5, 3, 4, 3, 4, 1, 5, 5, 2])
    >>> [round(size, 6) for size in (effect.d_z, effect.g_z, effect.d_av, effect.d_rm)]
    [0.763581, 0.718517, 0.531253, 0.527405]
    """
    check_confidence(confidence)
    both = pair(before, after)
    return effect_of(both.before, both.after, confidence)


def effect_of(before: Floats, after: Floats, confidence: float) -> PairedEffect:
    """Give the sizes from paired scores without holes."""
    changes = even(after - before)
    n, mean = len(changes), float(changes.mean()) if len(changes) else 0.0
    spread, pre, post = (_spread(scores) for scores in (changes, before, after))
    d_z = mean / spread if spread else None
    pooled = math.sqrt((pre**2 + post**2) / 2)
    correlated = pre > 0 and post > 0
    return PairedEffect(
        n=n,
        d_z=d_z,
        d_z_ci=None if d_z is None else _d_z_interval(d_z, n, confidence),
        g_z=None if d_z is None or n < 3 else d_z * _unbiased(n - 1),
        d_av=mean / pooled if pooled else None,
        d_rm=d_z * math.sqrt(2 * _apart(before, after)) if d_z is not None and correlated else None,
        confidence=confidence,
    )


def _apart(before: Floats, after: Floats) -> float:
    """Give 1 − r; exactly 0 for a perfect correlation, whose root would show the rounding error."""
    apart = 1 - _correlation(before, after)
    return apart if apart > 1e-12 else 0.0


def _spread(scores: Floats) -> float:
    """Give the standard deviation; exactly 0 for equal scores."""
    return float(scores.std(ddof=1)) if len(scores) > 1 and np.ptp(scores) else 0.0


def _correlation(before: Floats, after: Floats) -> float:
    return float(np.corrcoef(before, after)[0, 1])


def _unbiased(v: int) -> float:
    return math.exp(math.lgamma(v / 2) - math.lgamma((v - 1) / 2)) / math.sqrt(v / 2)


def _d_z_interval(d_z: float, n: int, confidence: float) -> tuple[float, float] | None:
    """Give the two d_z whose tails leave α/2 beyond the one seen."""
    from scipy.special import nctdtrinc

    if abs(d_z) > LARGEST:
        return None
    tails = [(1 + confidence) / 2, (1 - confidence) / 2]
    low, high = np.asarray(nctdtrinc(n - 1, tails, abs(d_z) * math.sqrt(n))) / math.sqrt(n)
    return (float(low), float(high)) if d_z >= 0 else (-float(high), -float(low))
