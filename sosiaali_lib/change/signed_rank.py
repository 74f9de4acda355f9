"""Exact signed-rank test of paired differences, with ties and zeros."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from sosiaali_lib.formatting import decimals, number
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.pairs import Floats, Scores, check_choice, present
from sosiaali_lib.results import Result, measures

Steps = npt.NDArray[np.int64]
ZEROS = ("drop", "pratt")
EXACT_LIMIT = 2_000  # counts of half of them, up to 2 to the power 1,000, fit in a float
SMALLEST_P = 1e-300
CAN_REACH = 6  # 2 / 2**6 is the first smallest p below 0.05


class NullDistribution:
    """Distribution of the sum of the ranks that rise, when each rises with probability one half.

    Parameters
    ----------
    ranks
        Positive whole numbers, at most 2,000 of them; ranks of ties are doubled to be whole.

    Notes
    -----
    The ranks are split in two; the sums of each half are counted by adding one rank at a time, and
    the two are joined in `at_most`. Only positive numbers are added and multiplied, so the relative
    error stays near the number of steps times 1e-16, in the tails too.
    """

    def __init__(self, ranks: Steps) -> None:
        if len(ranks) > EXACT_LIMIT:
            raise ValueError(f"{len(ranks)} ranks were given; the exact limit is {EXACT_LIMIT}.")
        ordered = np.sort(ranks)
        self._unit = int(np.gcd.reduce(ordered)) if len(ordered) else 1
        self._first = _shares(ordered[::2] // self._unit)
        self._second = _shares(ordered[1::2] // self._unit).cumsum()

    def at_most(self, total: int) -> float:
        """Give the probability that the sum is `total` or less."""
        room = total // self._unit
        if room < 0:
            return 0.0
        first = self._first[: room + 1]
        rest = np.minimum(room - np.arange(len(first)), len(self._second) - 1)
        return min(1.0, float(first @ self._second[rest]))


@dataclass(frozen=True, kw_only=True)
class SignedRankTest(Result):
    """Signed-rank test: `n` non-zero differences, sums of the ranks of rises and falls, p.

    `p` is two-sided; None without a difference. `exact` is False above 2,000 non-zero differences,
    where p comes from the normal approximation with the variance that the ties leave.
    """

    n: int
    n_zero: int
    w: float
    w_minus: float
    p: float | None
    exact: bool
    zeros: str

    @property
    def table(self) -> pd.DataFrame:
        """The sums of ranks and p, a row each."""
        return measures(
            [
                (_("Differences other than zero"), self.n),
                (_("Zero differences"), self.n_zero),
                (_("Rank sum of the rises W"), self.w),
                (_("Rank sum of the falls"), self.w_minus),
                (_("Two-sided p"), self.p),
            ]
        )

    @property
    def method(self) -> str:
        """Which distribution, what became of zeros, and what so few differences cannot show."""
        if self.p is None:
            return _("No difference is other than zero, so there is no signed-rank test.")
        said = [
            _("Exact two-sided Wilcoxon signed-rank test with mean ranks for ties.")
            if self.exact
            else _(
                "Two-sided Wilcoxon signed-rank test with mean ranks for ties by the normal "
                "approximation, because there are more than {limit} non-zero differences."
            ).format(limit=number(EXACT_LIMIT)),
            _("Zero differences were left out before ranking.")
            if self.zeros == "drop"
            else _("Zero differences were ranked and then left out of the sums (Pratt)."),
        ]
        if self.n < CAN_REACH:
            text = ngettext(
                "No two-sided test of {n} non-zero difference can reach p < {level}: the smallest "
                "possible value is {smallest}. Read the changes themselves, not the test.",
                "No two-sided test of {n} non-zero differences can reach p < {level}: the smallest "
                "possible value is {smallest}. Read the changes themselves, not the test.",
                self.n,
            )
            least = 2.0 ** (1 - self.n)
            shown = number(least, decimals(least, 4))
            said.append(text.format(n=number(self.n), level=number(0.05, 2), smallest=shown))
        return " ".join(said)

    @property
    def settings(self) -> Mapping[str, object]:
        """How zero differences were treated."""
        return {"zeros": self.zeros}


def signed_rank_test(differences: Scores, *, zeros: str = "drop") -> SignedRankTest:
    """Test whether paired differences lie evenly around zero.

    Parameters
    ----------
    differences
        A difference a person; missing ones are left out. Differences that should tie must be equal:
        round them to the step of the scale. Not changed.
    zeros
        "drop" leaves zero differences out; "pratt" ranks them and leaves their ranks out of the sums.

    Returns
    -------
    SignedRankTest

    Raises
    ------
    ValueError
        If a difference is not a finite number or `zeros` is unknown.

    Notes
    -----
    Wilcoxon (1945), Biometrics Bulletin 1(6), 80–83; zeros by Pratt (1959), J. Am. Stat. Assoc.
    54(287), 655–667. Mean ranks are doubled to whole numbers and all sign patterns are counted, so
    the p value holds with any ties. It is twice the smaller tail, at most 1; below 1e-300 it is
    given as 1e-300.

    Examples
    --------
    >>> test = signed_rank_test([1, 1, 0, 0, 2, 1, 0, -1, 1, 1, 0, 1, 2, 0])
    >>> test.n, test.n_zero, test.w, test.p
    (9, 5, 41.0, 0.03125)
    """
    check_choice("zeros", zeros, ZEROS)
    given = present(differences, "differences")
    doubled, rose = doubled_ranks(given, zeros)
    rises, total = int(doubled[rose].sum()), int(doubled.sum())
    exact = len(doubled) <= EXACT_LIMIT
    p: float | None = None
    if len(doubled) and exact:
        tail = NullDistribution(doubled).at_most(min(rises, total - rises))
        p = min(1.0, max(2 * tail, SMALLEST_P))
    elif len(doubled):
        spread = math.sqrt(float((doubled.astype(float) ** 2).sum()))
        p = max(math.erfc(abs(2 * rises - total) / spread / math.sqrt(2)), SMALLEST_P)
    return SignedRankTest(
        n=len(doubled),
        n_zero=len(given) - len(doubled),
        w=rises / 2,
        w_minus=(total - rises) / 2,
        p=p,
        exact=exact,
        zeros=zeros,
    )


def doubled_ranks(differences: Floats, zeros: str) -> tuple[Steps, npt.NDArray[np.bool_]]:
    """Give twice the mean ranks of the non-zero differences, and which of them are rises."""
    from scipy.stats import rankdata

    ranked = differences[differences != 0] if zeros == "drop" else differences
    doubled = np.rint(2 * rankdata(np.abs(ranked))).astype(np.int64)
    return doubled[ranked != 0], ranked[ranked != 0] > 0


def _shares(ranks: Steps) -> Floats:
    """Give the probability of every sum of the ranks, from 0 on.

    The distribution is symmetric, so only its lower half is carried along.
    """
    reach = int(ranks.sum())
    counts, added = np.zeros(reach // 2 + 2), np.zeros(reach // 2 + 2)
    counts[0], so_far = 1.0, 0
    for rank in map(int, ranks):
        have, need = so_far // 2 + 1, (so_far + rank) // 2 + 1
        mirrored = min(need, so_far + 1)
        counts[have:mirrored] = counts[so_far - mirrored + 1 : so_far - have + 1][::-1]
        counts[mirrored:need] = 0
        added[:rank] = counts[:rank]
        np.add(counts[rank:need], counts[: max(need - rank, 0)], out=added[rank:need])
        counts, added, so_far = added, counts, so_far + rank
    lower = counts[: reach // 2 + 1]
    whole = np.concatenate([lower, lower[: reach + 1 - len(lower)][::-1]])
    shares: Floats = np.ldexp(whole, -len(ranks))
    return shares
