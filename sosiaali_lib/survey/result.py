"""What an estimate from a survey says: its number, interval, method and picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from sosiaali_lib.formatting import confidence_text, interval, number, percent
from sosiaali_lib.messages import _
from sosiaali_lib.results import Estimate, Picture, Result, measures

Quantity = Literal["mean", "proportion", "total"]
Interval = Literal["t", "logit", "wilson", "exact"]
Gap = Literal["census", "single", "identical"]
Weighting = Literal["equal", "strata", "design", "poststratify", "rake"]


@dataclass(frozen=True, kw_only=True)
class SurveyEstimate(Result):
    """A mean, proportion or total of a population, estimated from those who answered.

    `value`, `se` and `ci` are in the units of the answers (a share from 0 to 1 for a proportion);
    `se` or `ci` is None where it cannot be given, and `method` says why. `population_size` counts
    people, or clusters when clusters were drawn; `response_rate` is the share of the population
    that answered this question. `count_ci` is the fewest and most people of the population who
    may say yes, with the exact interval only.
    """

    quantity: Quantity
    value: float
    se: float | None
    ci: tuple[float, float] | None
    n: int
    n_missing: int
    population_size: float | None
    response_rate: float | None
    df: int
    confidence: float
    interval: Interval | None
    gap: Gap | None
    weighting: Weighting
    n_strata: int | None = None
    n_clusters: int | None = None
    effective_n: float | None = None
    count_ci: tuple[int, int] | None = None
    choices: Mapping[str, object] = field(default_factory=dict, compare=False, repr=False)

    @property
    def name(self) -> str:
        """What was estimated, in the language in use."""
        names = {"mean": _("Mean"), "proportion": _("Proportion"), "total": _("Total")}
        return names[self.quantity]

    @property
    def estimate(self) -> Estimate:
        """The number with its standard error and interval."""
        return Estimate(self.value, self.se, self.ci)

    @property
    def table(self) -> pd.DataFrame:
        """The estimate, and under it how many answered; counts of people in the population."""
        rows: list[tuple[str, Estimate | float | None]] = [(self.name, self.estimate)]
        if self.count_ci is not None and self.population_size is not None:
            low, high = self.count_ci
            people = Estimate(self.value * self.population_size, None, (float(low), float(high)))
            rows.append((_("People in the population"), people))
        rows += [(_("Answers"), self.n), (_("Without an answer"), self.n_missing)]
        if self.population_size is not None:
            clusters = self.n_clusters is not None
            label = _("Clusters in the population") if clusters else _("Population")
            rows.append((label, self.population_size))
        if self.response_rate is not None:
            rows.append((_("Response rate"), self.response_rate))
        return measures(rows)

    @property
    def method(self) -> str:
        """How the number was made, and what the interval takes for granted."""
        from sosiaali_lib.survey.wording import method

        return method(self)

    @property
    def settings(self) -> Mapping[str, object]:
        """The arguments that the estimate depends on."""
        return dict(self.choices)

    def text(self) -> str:
        """Give the number with its interval, as a sentence prints it."""
        if self.ci is None:
            return self.shown(self.value)
        return _("{value} ({confidence} confidence interval {limits})").format(
            value=self.shown(self.value),
            confidence=confidence_text(self.confidence),
            limits=self._limits(self.ci),
        )

    def draw(self) -> Picture:
        """Draw the estimate as a dot with its interval."""
        alt = _("{name}: {text}.").format(name=self.name, text=self.text())
        return draw([self.name], [self], alt)

    def shown(self, value: float) -> str:
        """Give a value of this quantity rounded as it is printed."""
        if self.quantity == "proportion":
            return percent(value)
        return number(value, 2 if self.quantity == "mean" else 0)

    def _limits(self, ci: tuple[float, float]) -> str:
        if self.quantity == "proportion":
            return percent_interval(ci)
        return interval(*ci, 2 if self.quantity == "mean" else 0)


def draw(labels: list[str], estimates: list[SurveyEstimate], alt: str) -> Picture:
    """Draw estimates of one quantity under each other."""
    from sosiaali_lib.report import charts

    share = estimates[0].quantity == "proportion"
    scale = 100 if share else 1
    series = charts.Series(
        estimates[0].name,
        [one.value * scale for one in estimates],
        [one.shown(one.value) for one in estimates],
    )
    limits = [
        None if one.ci is None else (one.ci[0] * scale, one.ci[1] * scale) for one in estimates
    ]
    axis = _("Share of answers, %") if share else estimates[0].name
    return Picture(charts.dots(labels, series, limits, axis), alt)


def percent_interval(ci: tuple[float, float]) -> str:
    """Give an interval of shares as percentages."""
    return _("{low} to {high}").format(low=percent(ci[0]), high=percent(ci[1]))
