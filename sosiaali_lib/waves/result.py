"""Result of a model of waves: means, contrasts, fixed effects, tests and variances in tables."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib.formatting import confidence_text, interval, number
from sosiaali_lib.messages import _
from sosiaali_lib.results import Estimate, Picture, Result, measures
from sosiaali_lib.waves.data import label
from sosiaali_lib.waves.parts import CellMean, FixedEffect, WaldTest, WaveContrast
from sosiaali_lib.waves.words import equation, method


@dataclass(frozen=True, kw_only=True)
class WavesModel(Result):
    """Random-intercept model of several waves; variances in squared units of the value."""

    value: str
    wave: str
    person: str
    group: str | None
    reference: Hashable
    confidence: float
    waves: tuple[Hashable, ...]
    groups: tuple[Hashable, ...]
    n_people: int
    n_observations: int
    n_complete: int
    n_missing: int
    means: tuple[CellMean, ...]
    contrasts: tuple[WaveContrast, ...]
    fixed_effects: tuple[FixedEffect, ...]
    tests: tuple[WaldTest, ...]
    variance_between: float
    variance_residual: float
    cautions: tuple[str, ...]

    @property
    def icc(self) -> float:
        """Share of the variance, at one wave, that lies between people."""
        return self.variance_between / (self.variance_between + self.variance_residual)

    @property
    def n_per_wave(self) -> dict[Hashable, int]:
        """Observations a wave, over the groups."""
        return {wave: sum(m.n for m in self.means if m.wave == wave) for wave in self.waves}

    def test(self, term: str) -> WaldTest:
        """Give the Wald test of "wave", "group" or "interaction".

        Raises
        ------
        ValueError
            If the model has no such term.
        """
        for one in self.tests:
            if one.term == term:
                return one
        known = ", ".join(one.term for one in self.tests)
        raise ValueError(f"`term` is {term!r}; expected one of {known}.")

    @property
    def table(self) -> pd.DataFrame:
        """Means of the waves, changes from the reference wave, tests, variances."""
        rows: list[tuple[str, Estimate | float | None]] = [
            (_("Mean, {cell}").format(cell=mean.name), mean.estimate) for mean in self.means
        ]
        for one in self.contrasts:
            if self.reference in (one.earlier, one.later):
                rows.append((one.name, one.estimate))
        rows += [(_("p, {test}").format(test=one.name), one.p) for one in self.tests]
        rows += [
            (_("Variance between people"), self.variance_between),
            (_("Residual variance"), self.variance_residual),
            (_("Intraclass correlation (ICC)"), self.icc),
        ]
        return measures(rows)

    @property
    def means_table(self) -> pd.DataFrame:
        """Estimated mean of every wave and group with its interval and observations."""
        table = measures((mean.name, mean.estimate) for mean in self.means)
        return _beside(table, {_("Observations"): [mean.n for mean in self.means]})

    @property
    def contrasts_table(self) -> pd.DataFrame:
        """Change between every two waves in each group, with p and Holm's p."""
        table = measures((one.name, one.estimate) for one in self.contrasts)
        plain, holm = [one.p for one in self.contrasts], [one.p_holm for one in self.contrasts]
        return _beside(table, {_("p"): plain, _("p, Holm"): holm})

    @property
    def fixed_effects_table(self) -> pd.DataFrame:
        """Coefficients against the reference wave and the first group."""
        table = measures((one.name, one.estimate) for one in self.fixed_effects)
        degrees, p = [one.df for one in self.fixed_effects], [one.p for one in self.fixed_effects]
        return _beside(table, {_("Degrees of freedom"): degrees, _("p"): p})

    @property
    def tests_table(self) -> pd.DataFrame:
        """Wald tests of wave, and of group and of wave × group where there are groups."""
        names = ["F", _("Numerator df"), _("Denominator df"), _("p")]
        rows = [[one.f, one.df1, one.df2, one.p] for one in self.tests]
        return pd.DataFrame(rows, index=[one.name for one in self.tests], columns=names)

    @property
    def formula(self) -> str:
        """The model in words, in symbols and in the notation of mixed-model software, a line each."""
        return equation(self.value, self.wave, self.person, self.group)

    @property
    def method(self) -> str:
        """The model, its assumptions, estimation and tests, the numbers of people, cautions."""
        people = _(
            "People: {people}; observations: {observations}; people with every wave: {complete}; "
            "rows left out because they have no value: {missing}."
        ).format(
            people=number(self.n_people),
            observations=number(self.n_observations),
            complete=number(self.n_complete),
            missing=number(self.n_missing),
        )
        return " ".join([method(self.confidence, self.group), people, *self.cautions])

    @property
    def settings(self) -> Mapping[str, object]:
        """Columns, confidence and reference wave."""
        names = ("value", "wave", "person", "group", "confidence", "reference")
        return {name: getattr(self, name) for name in names}

    def draw(self) -> Picture:
        """Draw the estimated means with their intervals, the waves of each group in turn."""
        from sosiaali_lib.report import charts

        labels = [
            _("{cell} (n = {n})").format(cell=mean.name, n=number(mean.n)) for mean in self.means
        ]
        values = [mean.estimate.value for mean in self.means]
        series = charts.Series(_("Mean"), values, [number(value, 2) for value in values])
        axis = _("{value}: estimated mean and its interval of {confidence}").format(
            value=self.value, confidence=confidence_text(self.confidence)
        )
        drawing = charts.dots(labels, series, [mean.estimate.ci for mean in self.means], axis)
        return Picture(drawing, " ".join(self._change_sentence(group) for group in self.groups))

    def _change_sentence(self, group: Hashable) -> str:
        """Tell the change from the first wave to the last in a group."""
        first, last = self.waves[0], self.waves[-1]
        ends = [
            m.estimate.value for m in self.means if m.group == group and m.wave in (first, last)
        ]
        change = next(
            one.estimate
            for one in self.contrasts
            if (one.group, one.earlier, one.later) == (group, first, last)
        )
        if group is None:
            text = _(
                "The estimated mean of {value} is {start} at {first} and {end} at {last}; the "
                "change is {change} (interval {interval})."
            )
        else:
            text = _(
                "{group}: the estimated mean of {value} is {start} at {first} and {end} at {last}; "
                "the change is {change} (interval {interval})."
            )
        low, high = change.ci or (None, None)
        return text.format(
            group=label(group),
            value=self.value,
            first=label(first),
            last=label(last),
            start=number(ends[0], 2),
            end=number(ends[1], 2),
            change=number(change.value, 2),
            interval=interval(low, high, 2),
        )


def _beside(table: pd.DataFrame, columns: Mapping[str, Sequence[float]]) -> pd.DataFrame:
    return pd.concat([table, pd.DataFrame(columns, index=table.index)], axis="columns")
