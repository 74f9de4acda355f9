"""Change in a score between two waves among those who answered both."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, kw_only=True)
class PairedChange:
    """Change between two waves, unrounded, in the units of the score."""

    n_before: int
    n: int
    mean_before: float
    mean_after: float
    mean_difference: float
    mean_ci: tuple[float, float] | None
    median_difference: float
    confidence: float
    method: str = "paired t interval"

    @property
    def dropped_out(self) -> int:
        """Those with a score at the start and none at the end."""
        return self.n_before - self.n


def paired_change(before: pd.Series, after: pd.Series, confidence: float = 0.95) -> PairedChange:
    """Give the change from `before` to `after` among the people who have both scores.

    Parameters
    ----------
    before, after
        Scores indexed by the person's identifier; a person stands once in each. Not changed.
    confidence
        Coverage of the interval of the mean change, between 0 and 1.

    Returns
    -------
    PairedChange
        `mean_ci` is None with fewer than two pairs; means are NaN without pairs.

    Raises
    ------
    ValueError
        If an identifier stands twice in a wave, or `confidence` is out of range.

    Notes
    -----
    Interval of the mean difference by Student's t with n − 1 degrees of freedom (Student 1908,
    Biometrika 6, 1–25). Those who left are not in the change; their number stands beside it.

    Examples
    --------
    >>> change = paired_change(pd.Series([1, 2, 2], list("abc")), pd.Series([2, 4], list("ab")))
    >>> change.n_before, change.n, change.dropped_out, change.mean_difference
    (3, 2, 1, 1.5)
    """
    if not 0 < confidence < 1:
        raise ValueError(f"`confidence` is {confidence!r}; expected between 0 and 1, such as 0.95.")
    for name, wave in (("before", before), ("after", after)):
        if wave.index.has_duplicates:
            doubled = int(wave.index.duplicated().sum())
            raise ValueError(
                f"`{name}` has {doubled} identifiers more than once; keep one row a person."
            )
    start, end = before.dropna().astype(float), after.dropna().astype(float)
    pairs = pd.DataFrame({"before": start, "after": end}).dropna()
    difference = pairs["after"] - pairs["before"]
    return PairedChange(
        n_before=len(start),
        n=len(pairs),
        mean_before=float(pairs["before"].mean()),
        mean_after=float(pairs["after"].mean()),
        mean_difference=float(difference.mean()),
        mean_ci=_t_interval(difference, confidence),
        median_difference=float(difference.median()),
        confidence=confidence,
    )


def _t_interval(values: pd.Series, confidence: float) -> tuple[float, float] | None:
    if len(values) < 2:
        return None
    from scipy.stats import t

    half = (
        float(t.ppf((1 + confidence) / 2, len(values) - 1))
        * float(values.std())
        / math.sqrt(len(values))
    )
    return float(values.mean()) - half, float(values.mean()) + half
