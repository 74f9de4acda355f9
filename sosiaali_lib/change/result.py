"""What `paired_change` gives: the change between two waves, the heavy numbers on first use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from sosiaali_lib.change.dropout import Dropout, dropout_of
from sosiaali_lib.change.effect_size import PairedEffect, effect_of
from sosiaali_lib.change.hodges_lehmann import HodgesLehmann, hodges_lehmann
from sosiaali_lib.change.minimal_change import ChangeShares, shares_of
from sosiaali_lib.change.rank_biserial import RankBiserial, rank_biserial
from sosiaali_lib.change.reliable_change import NoSpreadError, ReliableChange, reliable_of
from sosiaali_lib.change.signed_rank import SignedRankTest, signed_rank_test
from sosiaali_lib.pairs import Floats, Pairs
from sosiaali_lib.results import Picture, Result


@dataclass(frozen=True, kw_only=True)
class PairedChange(Result):
    """Change between two waves, unrounded, in the units of the score: later minus earlier.

    The first fields are ready at once; the rest is computed when it is first asked for.
    """

    n_before: int
    n_after: int
    n: int
    n_zero: int
    mean_before: float
    mean_after: float
    mean_difference: float
    mean_ci: tuple[float, float] | None
    median_difference: float
    confidence: float
    zeros: str
    resolution: float | None
    reliability: float | None
    minimal_change: float | None
    better: str
    range: tuple[float, float] | None
    pairs: Pairs = field(compare=False, repr=False)
    differences: Floats = field(compare=False, repr=False)

    @property
    def dropped_out(self) -> int:
        """Those with a score at the start and none at the end."""
        return self.n_before - self.n

    @property
    def end_only(self) -> int:
        """Those with a score at the end and none at the start, who are not used."""
        return self.n_after - self.n

    @cached_property
    def median_ci(self) -> tuple[float, float] | None:
        """Exact interval of the median difference; None where there are too few pairs for one."""
        return _median_interval(self.differences, self.confidence)

    @cached_property
    def test(self) -> SignedRankTest:
        """The signed-rank test."""
        return signed_rank_test(self.differences, zeros=self.zeros)

    @cached_property
    def location(self) -> HodgesLehmann:
        """The Hodges–Lehmann estimate; with `zeros="pratt"` zero differences are kept in it."""
        kept = "drop" if self.zeros == "drop" else "keep"
        return hodges_lehmann(self.differences, self.confidence, zeros=kept)

    @cached_property
    def dominance(self) -> RankBiserial:
        """The matched rank-biserial correlation."""
        return rank_biserial(self.differences, self.confidence)

    @cached_property
    def effect(self) -> PairedEffect:
        """The standardised sizes of the mean change."""
        return effect_of(self.pairs.before, self.pairs.after, self.confidence)

    @property
    def w(self) -> float:
        """Rank sum of the rises."""
        return self.test.w

    @property
    def p_exact(self) -> float | None:
        """Exact two-sided p; None without a non-zero difference or with more than 2,000."""
        return self.test.p if self.test.exact else None

    @property
    def hodges_lehmann(self) -> float | None:
        """Median of the averages of every two differences."""
        return self.location.value

    @property
    def hl_ci(self) -> tuple[float, float] | None:
        """Interval of the Hodges–Lehmann estimate."""
        return self.location.ci

    @property
    def hl_achieved(self) -> float | None:
        """Coverage that `hl_ci` reaches."""
        return self.location.achieved

    @property
    def rank_biserial(self) -> float | None:
        """Matched rank-biserial correlation."""
        return self.dominance.value

    @property
    def rank_biserial_ci(self) -> tuple[float, float] | None:
        """Approximate interval of the rank-biserial correlation."""
        return self.dominance.ci

    @property
    def d_z(self) -> float | None:
        """Mean change divided by the standard deviation of the changes."""
        return self.effect.d_z

    @property
    def d_z_ci(self) -> tuple[float, float] | None:
        """Interval of d_z by the non-central t distribution."""
        return self.effect.d_z_ci

    @property
    def g_z(self) -> float | None:
        """d_z without its small-sample bias."""
        return self.effect.g_z

    @property
    def d_av(self) -> float | None:
        """Mean change divided by the root of the mean variance of both waves."""
        return self.effect.d_av

    @property
    def d_rm(self) -> float | None:
        """d_z corrected for the correlation of the waves."""
        return self.effect.d_rm

    @cached_property
    def reliable_change(self) -> ReliableChange | None:
        """Reliable change; None without `reliability` or where the start scores have no spread."""
        if self.reliability is None:
            return None
        try:
            return reliable_of(
                self.pairs, self.reliability, sd=None, cutoff=None, better=self.better
            )
        except NoSpreadError:
            return None

    @cached_property
    def shares(self) -> ChangeShares:
        """Who improved, stayed and got worse by `minimal_change`, or by any change without it."""
        return shares_of(self.differences, self.minimal_change, self.better)

    @cached_property
    def dropout(self) -> Dropout:
        """Those who left against those who stayed, and what they could change in the mean."""
        return dropout_of(
            self.pairs, range=self.range, better=self.better, confidence=self.confidence
        )

    @property
    def table(self) -> pd.DataFrame:
        """People, means, the change and its sizes, a row each."""
        from sosiaali_lib.change import text as change_text

        return change_text.table(self)

    @property
    def method(self) -> str:
        """How every number was made, and why one may be missing."""
        from sosiaali_lib.change import text as change_text

        return change_text.method(self)

    @property
    def settings(self) -> Mapping[str, object]:
        """The options of `paired_change`."""
        names = ("confidence", "reliability", "zeros", "resolution", "minimal_change", "better")
        return {name: getattr(self, name) for name in (*names, "range")}

    def draw(self) -> Picture:
        """Draw how many people changed by how much."""
        from sosiaali_lib.change import text as change_text

        return change_text.draw(self)


def _median_interval(ordered: Floats, confidence: float) -> tuple[float, float] | None:
    """Give the k-th lowest and highest value, k the largest that leaves at most α/2 on each side."""
    from scipy.special import bdtr

    n = len(ordered)
    below = np.asarray(bdtr(np.arange(n // 2 + 1), n, 0.5)) if n else np.empty(0)
    k = int((below <= (1 - confidence) / 2 + 1e-14).sum())
    return (float(ordered[k - 1]), float(ordered[n - k])) if k else None
