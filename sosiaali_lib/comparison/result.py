"""Result of comparing two independent groups: test, sizes of the difference, picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib.formatting import confidence_text, interval, number
from sosiaali_lib.messages import _
from sosiaali_lib.results import Estimate, Picture, Result, measures


@dataclass(frozen=True, kw_only=True)
class TwoGroups(Result):
    """Comparison of two independent groups; pairs of numbers are (first group, second group).

    `u` counts the pairs in which the first group has the higher value, ties by half; `p` is
    `p_exact` or, in large groups, of the normal approximation. `shift` is first less second.
    """

    n: tuple[int, int]
    missing: tuple[int, int]
    means: tuple[float, float]
    mean_cis: tuple[tuple[float, float] | None, tuple[float, float] | None]
    medians: tuple[float, float]
    u: float
    p: float
    p_exact: float | None
    p_smallest: float | None  # the least p that groups of these sizes and ties can reach
    cliffs_delta: float
    cliffs_delta_ci: tuple[float, float] | None
    shift: float
    shift_ci: tuple[float, float] | None
    confidence: float
    given_names: tuple[str, str] | None = None

    @property
    def exact(self) -> bool:
        """Whether the p value was counted over all divisions into groups."""
        return self.p_exact is not None

    @property
    def names(self) -> tuple[str, str]:
        """Names of the groups, in the language in use where none were given."""
        return self.given_names or (_("Group 1"), _("Group 2"))

    @property
    def table(self) -> pd.DataFrame:
        """Means, medians, the test, and the sizes of the difference."""
        rows: list[tuple[str, Estimate | float | None]] = []
        for place, name in enumerate(self.names):
            mean = Estimate(self.means[place], ci=self.mean_cis[place])
            rows += [
                (_("People, {group}").format(group=name), self.n[place]),
                (_("Mean, {group}").format(group=name), mean),
                (_("Median, {group}").format(group=name), self.medians[place]),
            ]
        rows += [
            (_("Mann–Whitney U"), self.u),
            (_("p, exact") if self.exact else _("p, normal approximation"), self.p),
            (_("Cliff's delta"), Estimate(self.cliffs_delta, ci=self.cliffs_delta_ci)),
            (_("Shift (Hodges–Lehmann)"), Estimate(self.shift, ci=self.shift_ci)),
        ]
        return measures(rows)

    @property
    def method(self) -> str:
        """The test, the sizes of the difference and their intervals, and what is left out and why."""
        if self.exact:
            test = _(
                "Exact Mann–Whitney test: tied values share their mean rank, and p is the share of "
                "all ways to divide the people into groups of these sizes whose rank sum lies at "
                "least as far from its expected value as the observed one."
            )
        else:
            test = _(
                "Mann–Whitney test by the normal approximation, corrected for ties and continuity; "
                "the groups are too large for counting the exact p."
            )
        sizes = _(
            "U counts the pairs of people in which {first} has the higher value, ties by half. "
            "Cliff's delta is 2U/(n₁n₂) − 1, its interval of {confidence} by the Fisher "
            "transformation. The shift is the Hodges–Lehmann estimate, the median of all pairwise "
            "differences {first} less {second}, its interval the order statistics of these "
            "differences. The intervals of the means are those of Student's t."
        ).format(
            first=self.names[0], second=self.names[1], confidence=confidence_text(self.confidence)
        )
        missing = _("Missing values were left out: {first} and {second}.").format(
            first=number(self.missing[0]), second=number(self.missing[1])
        )
        return " ".join([test, sizes, *([missing] if any(self.missing) else []), *self.notes])

    @property
    def notes(self) -> tuple[str, ...]:
        """Why a number is absent or says little; empty where there is nothing to say."""
        notes = []
        if self.cliffs_delta_ci is None:
            notes.append(
                _(
                    "Cliff's delta has no interval: every value of one group is above every value "
                    "of the other."
                )
            )
        if self.shift_ci is None:
            notes.append(
                _(
                    "The shift has no interval of {confidence}: there are too few people for one."
                ).format(confidence=confidence_text(self.confidence))
            )
        if None in self.mean_cis:
            notes.append(
                _("A mean of one person, or of values that are all alike, has no interval.")
            )
        if self.p_smallest is not None and self.p_smallest > 1 - self.confidence:
            notes.append(
                _(
                    "With these group sizes and ties the test could not have given a p below {p}."
                ).format(p=number(self.p_smallest, 3))
            )
        return tuple(notes)

    @property
    def settings(self) -> Mapping[str, object]:
        """Confidence of the intervals."""
        return {"confidence": self.confidence}

    def draw(self) -> Picture:
        """Draw the means with their intervals, one group a row."""
        from sosiaali_lib.report import charts

        labels = [
            _("{group} (n = {n})").format(group=name, n=number(n))
            for name, n in zip(self.names, self.n, strict=True)
        ]
        texts = [number(mean, 2) for mean in self.means]
        series = charts.Series(_("Mean"), self.means, texts)
        low, high = self.shift_ci or (None, None)
        alt = _(
            "The mean is {first_mean} in {first} and {second_mean} in {second}; the shift is "
            "{shift} (interval {interval})."
        ).format(
            first=self.names[0],
            second=self.names[1],
            first_mean=texts[0],
            second_mean=texts[1],
            shift=number(self.shift, 2),
            interval=interval(low, high, 2),
        )
        axis = _("Mean and its interval of {confidence}").format(
            confidence=confidence_text(self.confidence)
        )
        return Picture(charts.dots(labels, series, self.mean_cis, axis), alt)
