"""Distribution of a rank sum under all divisions into two groups, and all pairwise differences."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sosiaali_lib.messages import _
from sosiaali_lib.pairs import Floats

Whole = npt.NDArray[np.int64]

EXACT_WORK = 30_000  # people times the smaller group: about a second of counting
PAIR_LIMIT = 25_000_000  # different pairs of values held in memory at once


@dataclass(frozen=True)
class ExactP:
    """Two-sided p of a rank sum, and the least p that any division could have given."""

    p: float
    smallest: float


@dataclass(frozen=True)
class Pairwise:
    """All differences between values of two groups: sorted, with how many pairs each stands for."""

    differences: Floats
    upto: Whole  # pairs with at most this difference

    def at(self, place: int) -> float:
        """Give the difference in a place of the sorted list, counted from 1."""
        return float(self.differences[np.searchsorted(self.upto, place)])

    @property
    def total(self) -> int:
        """How many pairs there are."""
        return int(self.upto[-1])

    @property
    def median(self) -> float:
        """Median over all pairs."""
        return (self.at((self.total + 1) // 2) + self.at(self.total // 2 + 1)) / 2

    @property
    def u(self) -> float:
        """How many pairs have a difference above zero, ties by half."""
        counts = np.diff(self.upto, prepend=0)
        above = counts[self.differences > 0].sum()
        return float(above + counts[self.differences == 0].sum() / 2)


def pairwise(first: Floats, second: Floats) -> Pairwise:
    """Give all differences first less second.

    Raises
    ------
    ValueError
        If there are more than 25 million different pairs of values.
    """
    (ones, ones_n), (twos, twos_n) = (
        np.unique(values, return_counts=True) for values in (first, second)
    )
    if len(ones) * len(twos) > PAIR_LIMIT:
        text = _(
            "The groups have {first} and {second} different values, too many to compare in pairs. "
            "Round the values to the resolution of the instrument."
        )
        raise ValueError(text.format(first=len(ones), second=len(twos)))
    differences = np.subtract.outer(ones, twos).ravel()
    order = np.argsort(differences, kind="stable")
    counts = np.multiply.outer(ones_n, twos_n).ravel()[order]
    return Pairwise(differences[order], np.cumsum(counts))


def countable(n1: int, n2: int) -> bool:
    """Whether the exact distribution for groups of these sizes is counted in about a second."""
    return (n1 + n2) * min(n1, n2) <= EXACT_WORK


def exact_p(first: Floats, second: Floats) -> ExactP:
    """Count the divisions whose rank sum lies at least as far from its mean as the observed one."""
    from scipy.stats import rankdata

    # doubled mid-ranks are whole numbers; the smaller group has fewer subsets
    ranks = np.round(2 * rankdata(np.concatenate([first, second]))).astype(np.int64)
    members = ranks[: len(first)] if len(first) <= len(second) else ranks[len(first) :]
    k, n = len(members), len(ranks)
    counts = subset_sums(ranks, k)
    far = np.abs(n * np.arange(len(counts)) - k * int(ranks.sum()))
    observed = abs(n * int(members.sum()) - k * int(ranks.sum()))
    total = counts.sum()
    farthest = far[counts > 0].max()
    return ExactP(
        min(1.0, float(counts[far >= observed].sum() / total)),
        min(1.0, float(counts[far >= farthest].sum() / total)),
    )


def normal_p(first: Floats, second: Floats, u: float) -> float:
    """Give the two-sided p of U by the normal approximation with corrections for ties, continuity."""
    from scipy.stats import norm

    n1, n2 = len(first), len(second)
    n = n1 + n2
    _values, ties = np.unique(np.concatenate([first, second]), return_counts=True)
    cubes = sum(int(t) ** 3 - int(t) for t in ties)
    variance = n1 * n2 / 12 * ((n + 1) - cubes / (n * (n - 1)))
    if variance == 0:
        return 1.0
    reach = max(0.0, abs(u - n1 * n2 / 2) - 0.5)
    return min(1.0, float(2 * norm.sf(reach / math.sqrt(variance))))


def shift_interval(
    pairs: Pairwise, n1: int, n2: int, confidence: float
) -> tuple[float, float] | None:
    """Give the order statistics of the differences that cover the shift, None with too few pairs.

    The place is the least q with P(U ≤ q) ≥ α/2 for untied ranks: exact where countable, otherwise
    of the normal approximation.
    """
    tail = (1 - confidence) / 2
    if countable(n1, n2):
        k = min(n1, n2)
        counts = subset_sums(np.arange(n1 + n2), k)[k * (k - 1) // 2 :]
        place = int(np.argmax(np.cumsum(counts) / counts.sum() >= tail))
    else:
        from scipy.stats import norm

        sd = math.sqrt(n1 * n2 * (n1 + n2 + 1) / 12)
        place = math.floor(n1 * n2 / 2 + float(norm.ppf(tail)) * sd)
    return (pairs.at(place), pairs.at(pairs.total + 1 - place)) if place >= 1 else None


def subset_sums(sizes: Whole, k: int) -> Floats:
    """Count the subsets of `k` members by the sum of their sizes, whole numbers from 0 on.

    Only additions of positive numbers are made, so the counts keep about 13 digits.
    """
    top = int(np.sort(sizes)[-k:].sum())
    counts = np.zeros((k + 1, top + 1))
    counts[0, 0] = 1
    for taken, size in enumerate(np.sort(sizes).tolist()):
        for chosen in range(min(taken + 1, k), 0, -1):
            counts[chosen, size:] += counts[chosen - 1, : top + 1 - size]
    of_k: Floats = counts[k]
    return of_k
