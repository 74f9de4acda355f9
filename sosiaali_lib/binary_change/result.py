"""Result of comparing a yes/no item between two waves: counts, shares, tests, picture."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib.binary_change.paired_shares import (
    difference_interval,
    discordant_odds,
    discordant_p,
)
from sosiaali_lib.formatting import confidence_text, interval, number, percent
from sosiaali_lib.messages import _
from sosiaali_lib.results import Estimate, Picture, Result, measures
from sosiaali_lib.survey.intervals import wilson_limits


@dataclass(frozen=True, kw_only=True)
class BinaryChange(Result):
    """Change in a yes/no item; shares are proportions (0 to 1), a difference is after less before.

    `b` people answered yes before and no after, `c` no before and yes after. The odds ratio is c/b.
    What the counts do not tell is None, and `notes` says why.
    """

    b: int
    c: int
    both_yes: int | None
    n: int | None
    before_only: int = 0
    after_only: int = 0
    confidence: float

    @property
    def share_before(self) -> float | None:
        """Share of yes at the first wave, among the pairs."""
        if self.n is None or self.both_yes is None:
            return None
        return (self.both_yes + self.b) / self.n

    @property
    def share_after(self) -> float | None:
        """Share of yes at the second wave, among the pairs."""
        if self.n is None or self.both_yes is None:
            return None
        return (self.both_yes + self.c) / self.n

    @property
    def difference(self) -> float | None:
        """Share after less share before."""
        return None if self.n is None else (self.c - self.b) / self.n

    @property
    def difference_ci(self) -> tuple[float, float] | None:
        """Interval of the difference by Newcombe's method 10."""
        if self.n is None or self.both_yes is None:
            return None
        neither = self.n - self.both_yes - self.b - self.c
        return difference_interval(self.both_yes, self.b, self.c, neither, self.confidence)

    @property
    def p(self) -> float | None:
        """Exact two-sided p; None when nobody changed."""
        return discordant_p(self.b, self.c)

    @property
    def chi_square(self) -> float | None:
        """McNemar's chi-square with continuity correction, one degree of freedom."""
        if not self.b + self.c:
            return None
        return max(0, abs(self.b - self.c) - 1) ** 2 / (self.b + self.c)

    @property
    def chi_square_p(self) -> float | None:
        """The p value of `chi_square`."""
        from scipy.stats import chi2

        return None if self.chi_square is None else float(chi2.sf(self.chi_square, 1))

    @property
    def odds_ratio(self) -> float | None:
        """Changes to yes for each change to no; infinite when nobody changed to no."""
        if not self.b + self.c:
            return None
        return self.c / self.b if self.b else math.inf

    @property
    def odds_ratio_ci(self) -> tuple[float, float] | None:
        """Exact interval of the odds ratio; the upper limit may be infinite."""
        return discordant_odds(self.b, self.c, self.confidence)

    @property
    def table(self) -> pd.DataFrame:
        """Counts, shares, their difference, the odds ratio and the tests; an infinite value is empty."""
        odds, limits = self.odds_ratio, self.odds_ratio_ci
        ratio = None if odds is None else Estimate(_finite(odds), ci=limits and _bounded(limits))
        gap = self.difference
        difference = None if gap is None else Estimate(gap, ci=self.difference_ci)
        return measures(
            [
                (_("People with both answers"), self.n),
                (_("Yes before, no after"), self.b),
                (_("No before, yes after"), self.c),
                (_("Share of yes before"), self._share(self.share_before)),
                (_("Share of yes after"), self._share(self.share_after)),
                (_("Difference of the shares"), difference),
                (_("Odds ratio of the changes"), ratio),
                (_("p, exact McNemar"), self.p),
                (_("Chi-square with continuity correction"), self.chi_square),
                (_("p, chi-square"), self.chi_square_p),
            ]
        )

    @property
    def method(self) -> str:
        """The test, the intervals, the number of pairs, and what is left out and why."""
        sentences = [
            _(
                "Exact McNemar test: the binomial test of those who changed their answer, with "
                "probability one half. The odds ratio is changes to yes divided by changes to no, "
                "its exact interval of {confidence} by Clopper and Pearson."
            ).format(confidence=confidence_text(self.confidence))
        ]
        if self.difference_ci is not None:
            sentences.append(
                _(
                    "The difference of the paired shares is after less before, its interval by "
                    "Newcombe's method 10 (square-and-add of Wilson intervals)."
                )
            )
        if self.before_only or self.after_only:
            sentences.append(
                _(
                    "Left out: {before} with an answer only before and {after} with an answer only "
                    "after."
                ).format(before=number(self.before_only), after=number(self.after_only))
            )
        return " ".join([*sentences, *self.notes])

    @property
    def notes(self) -> tuple[str, ...]:
        """Why a number is absent; empty where there is nothing to say."""
        notes = []
        if self.n is None:
            notes.append(_("The number of pairs was not given, so there are no shares."))
        elif self.both_yes is None:
            notes.append(
                _(
                    "How many answered yes both times was not given, so there are no shares and no "
                    "interval of their difference."
                )
            )
        if not self.b + self.c:
            notes.append(_("Nobody changed their answer, so there is no test and no odds ratio."))
        elif not self.b and self.odds_ratio_ci is not None:
            notes.append(
                _(
                    "Nobody changed from yes to no, so the odds ratio has no upper bound; its lower "
                    "limit is {low}."
                ).format(low=number(self.odds_ratio_ci[0], 2))
            )
        return tuple(notes)

    @property
    def settings(self) -> Mapping[str, object]:
        """Confidence of the intervals."""
        return {"confidence": self.confidence}

    def draw(self) -> Picture:
        """Draw the shares of yes before and after with their Wilson intervals, in per cent.

        Raises
        ------
        ValueError
            If the shares are not known.
        """
        from sosiaali_lib.report import charts

        before, after = self._share(self.share_before), self._share(self.share_after)
        if before is None or after is None or self.difference_ci is None:
            raise ValueError(
                _(
                    "The shares are not known, so they cannot be drawn. Give `n` and `both_yes` to "
                    "`from_counts`."
                )
            )
        texts = [percent(share.value, 1) for share in (before, after)]
        series = charts.Series(_("Share of yes"), [100 * before.value, 100 * after.value], texts)
        limits = [_hundredfold(share.ci) for share in (before, after) if share.ci]
        labels = [
            _("Before (n = {n})").format(n=number(self.n)),
            _("After (n = {n})").format(n=number(self.n)),
        ]
        axis = _("Share of yes, %, and its interval of {confidence}").format(
            confidence=confidence_text(self.confidence)
        )
        low, high = _hundredfold(self.difference_ci)
        alt = _(
            "The share of yes is {before} before and {after} after; the difference is {difference} "
            "percentage points (interval {interval})."
        ).format(
            before=texts[0],
            after=texts[1],
            difference=number(100 * (after.value - before.value), 1),
            interval=interval(low, high, 1),
        )
        return Picture(charts.dots(labels, series, limits, axis), alt)

    def _share(self, share: float | None) -> Estimate | None:
        if share is None or self.n is None:
            return None
        return Estimate(share, ci=wilson_limits(share, self.n, self.confidence))


def _finite(value: float) -> float:
    return value if math.isfinite(value) else math.nan


def _bounded(limits: tuple[float, float]) -> tuple[float, float]:
    return limits[0], _finite(limits[1])


def _hundredfold(limits: tuple[float, float]) -> tuple[float, float]:
    return 100 * limits[0], 100 * limits[1]
