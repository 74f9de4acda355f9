"""The ratings of one matter over all areas: which means tell the answers, alone or taken together."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import isnan

import pandas as pd

from sosiaali_lib.answer_sets import spread_tells
from sosiaali_lib.cells import AREA, TOTAL
from sosiaali_lib.disclosure import Protected, protect
from sosiaali_lib.formatting import rounded
from sosiaali_lib.small_groups import dominated_by, left_over, mean_min_n, near_end
from sosiaali_lib.tabulation.base import N
from sosiaali_lib.tabulation.coarser import Hierarchies
from sosiaali_lib.tabulation.ratings import (
    HIGH,
    LARGEST,
    LOW,
    MEAN,
    SQUARES,
    SUM,
    levels_between,
    with_means,
)

Parents = Mapping[str, str]
Sums = Mapping[str, float]


class RatedAreas:
    """The ratings of one matter over all areas, and what their means tell.

    Parameters
    ----------
    inner
        `alue`, number, sum, sum of squares and largest of the ratings of each inner area. Not changed.
    parents
        The county of each municipality, and what is above the counties.
    limits
        Ends of the scale.
    threshold
        Numbers of people below this are hidden.
    digits
        Decimals of what is published; None for all.
    """

    def __init__(
        self,
        inner: pd.DataFrame,
        parents: Parents,
        *,
        limits: tuple[float, float],
        threshold: int,
        digits: int | None,
    ) -> None:
        self.inner, self.limits, self.threshold, self.digits = inner, limits, threshold, digits
        self.levels = levels_between(limits)
        self.parents = dict(parents)
        self.hierarchies: Hierarchies = {AREA: self.parents}
        around = {**dict.fromkeys(inner[AREA], TOTAL), **self.parents}
        self.around = {area: above for area, above in around.items() if area != TOTAL}
        self.sizes = {str(area): int(n) for area, n in zip(inner[AREA], inner[N], strict=True)}
        self.rows = {str(area): at for at, area in enumerate(inner[AREA])}
        self.numbers = inner[[N, SUM, SQUARES, LARGEST]].to_numpy(dtype=float)
        self.sums = {area: self._sum(members) for area, members in self._members().items()}

    def to_hide(self, open_to: Sequence[str]) -> set[str]:
        """Give the areas whose mean is hidden, of those whose number of answers may be shown."""
        told = {area for area in open_to if self._tells(self.sums[area])}
        while (more := self._to_hide([one for one in open_to if one not in told])) is not None:
            told.add(more)
        return told

    def protected(self, behind: Collection[str]) -> Protected:
        """Protect the numbers of answers, until no mean tells of those left over."""
        told = {area for area, sums in self.sums.items() if self._tells(sums)}
        hidden = told | {area for area in behind if area in self.sums}
        while True:
            found = protect(
                self.inner[[AREA, N]],
                [AREA],
                N,
                hierarchies=self.hierarchies,
                threshold=self.threshold,
                sensitive=pd.DataFrame({AREA: sorted(hidden)}) if hidden else None,
            )
            more = self._to_hide(self._open(found.table))
            if more is None:
                return found
            hidden.add(more)

    def with_means(self, found: Protected) -> pd.DataFrame:
        """Give protected numbers with the means and intervals that may be shown."""
        table = found.table.drop(columns="reason")
        open_to = set(self._open(table))
        means = {str(row[AREA]): row for row in self._means().to_dict("records")}
        for name in (MEAN, LOW, HIGH):
            values = [
                self._written(means[area][name]) if area in open_to else None
                for area in table[AREA].astype(str)
            ]
            table[name] = pd.array(values, "Float64")
        return table

    def _means(self) -> pd.DataFrame:
        sums = pd.DataFrame(self.sums).T.rename_axis(AREA).reset_index()
        means = with_means(sums, self.limits)
        narrow = [self._spread_tells(sums) for sums in self.sums.values()]
        return means.assign(**{end: means[end].mask(pd.Series(narrow)) for end in (LOW, HIGH)})

    def _written(self, value: object) -> float | None:
        if value is None or value is pd.NA:
            return None
        whole = float(str(value))
        if isnan(whole):
            return None
        return whole if self.digits is None else float(rounded(whole, self.digits))

    def _open(self, table: pd.DataFrame) -> list[str]:
        enough = (table[N] >= mean_min_n(self.threshold)).fillna(False) & ~table["hidden"]
        return [str(area) for area in table.loc[enough, AREA]]

    def _to_hide(self, open_to: Sequence[str]) -> str | None:
        """Give the smallest area whose mean helps to tell of those left over; None when none does."""
        for area, left in left_over(self.sizes, self.around, open_to).items():
            within = [one for one in open_to if self._around_of(one, open_to) == area]
            if within and left and self._small(self._sum(left)):
                return min(within, key=lambda one: (self.sums[one][N], one))
        return None

    def _small(self, sums: Sums) -> bool:
        return bool(sums[N] < mean_min_n(self.threshold)) or self._tells(sums)

    def _tells(self, sums: Sums) -> bool:
        """Tell whether a mean tells its answers: near an end of the scale, or one person makes it."""
        n, total = int(sums[N]), float(sums[SUM])
        if self.levels is not None:
            return near_end(n, total, self.limits, threshold=self.threshold)
        low, high = self.limits
        alike = n > 0 and total / n in (low, high)
        return alike or dominated_by(float(sums[LARGEST]), total)

    def _spread_tells(self, sums: Sums) -> bool:
        n, levels, digits = int(sums[N]), self.levels, self.digits
        if levels is None or digits is None or n < 2:
            return False
        from scipy.stats import t

        quantile, (lowest, highest) = float(t.ppf(0.975, n - 1)), self.limits

        def written(mean: float, deviation: float) -> tuple[object, ...]:
            half = quantile * deviation / n**0.5
            ends = (max(mean - half, lowest), min(mean + half, highest))
            return tuple(rounded(number, digits) for number in (mean, *ends))

        total, squares = (round(float(sums[name])) for name in (SUM, SQUARES))
        return spread_tells(
            n, total, squares, levels, written, threshold=self.threshold, digits=digits
        )

    def _members(self) -> dict[str, list[str]]:
        """Give the inner areas of every area."""
        found: dict[str, list[str]] = {}
        for area in self.sizes:
            for one in [area, *self._above(area)]:
                found.setdefault(one, []).append(area)
        return found

    def _above(self, area: str) -> list[str]:
        above = self.around.get(area)
        return [] if above is None else [above, *self._above(above)]

    def _around_of(self, area: str, open_to: Sequence[str]) -> str | None:
        return next((one for one in self._above(area) if one in open_to), None)

    def _sum(self, members: Sequence[str]) -> Sums:
        rows = self.numbers[[self.rows[area] for area in members]]
        *sums, _largest = rows.sum(axis=0).tolist()
        return dict(zip((N, SUM, SQUARES), sums, strict=True)) | {LARGEST: float(rows[:, -1].max())}
