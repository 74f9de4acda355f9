"""Weights fitted to the population, and what they leave of the spread of the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from sosiaali_lib.formatting import number
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.results import Result

Kind = Literal["poststratify", "rake"]


@dataclass(frozen=True, eq=False)
class Margin:
    """One division of the population: its categories, their sizes, each person's category."""

    name: str
    categories: tuple[Any, ...]
    population: tuple[float, ...]
    place: np.ndarray

    def reached(self, weights: np.ndarray) -> np.ndarray:
        """Give the sum of the weights in each category."""
        return np.bincount(self.place, weights=weights, minlength=len(self.categories))

    def at(self, rows: np.ndarray) -> Margin:
        """Give the same margin for some of the people, in the order of `rows`."""
        return Margin(self.name, self.categories, self.population, self.place[rows])


@dataclass(frozen=True, kw_only=True, eq=False)
class Weights(Result):
    """Weights of the people who answered, fitted to margins of the population.

    `weights` has a row a person; `design` the weights before the fit; `iterations` the rounds over
    the margins; `largest_ratio` the largest weight as a multiple of the median.
    """

    kind: Kind
    weights: pd.Series
    design: pd.Series
    margins: tuple[Margin, ...]
    iterations: int
    tolerance: float
    max_iterations: int
    max_ratio: float

    @property
    def largest_ratio(self) -> float:
        """The largest weight divided by the median weight."""
        return float(self.weights.max() / self.weights.median())

    @property
    def population_size(self) -> float:
        """The number of people in the population."""
        return sum(self.margins[0].population)

    def at(self, rows: np.ndarray) -> Weights:
        """Give the weights of some of the people, fitted anew if anybody is left out."""
        margins = [margin.at(rows) for margin in self.margins]
        if len(rows) < len(self.weights):
            return fitted(
                self.kind,
                margins,
                self.design.iloc[rows],
                self.tolerance,
                self.max_iterations,
                self.max_ratio,
            )
        return Weights(
            kind=self.kind,
            weights=self.weights.iloc[rows],
            design=self.design.iloc[rows],
            margins=tuple(margins),
            iterations=self.iterations,
            tolerance=self.tolerance,
            max_iterations=self.max_iterations,
            max_ratio=self.max_ratio,
        )

    def residuals(self, values: np.ndarray) -> np.ndarray:
        """Give what the margins do not explain of `values`, fitted with the design weights.

        Notes
        -----
        Deville & Särndal (1992), J. Am. Stat. Assoc. 87, 376–382: raking and post-stratification
        have the asymptotic variance of the regression estimator on the margins.
        """
        indicators = np.hstack(
            [np.eye(len(margin.categories))[margin.place] for margin in self.margins]
        )
        root = np.sqrt(self.design.to_numpy())
        fit = np.linalg.lstsq(indicators * root[:, None], values * root, rcond=None)[0]
        return np.asarray(values - indicators @ fit, dtype=float)

    @property
    def table(self) -> pd.DataFrame:
        """The margins: answers, population and what the weights add up to, a row a category."""
        final = self.weights.to_numpy()
        rows = [
            (margin.name, category, count, size, reached)
            for margin in self.margins
            for category, count, size, reached in zip(
                margin.categories,
                np.bincount(margin.place, minlength=len(margin.categories)),
                margin.population,
                margin.reached(final),
                strict=True,
            )
        ]
        names = [_("Variable"), _("Category"), _("Answers"), _("Population"), _("Weighted answers")]
        return pd.DataFrame(rows, columns=names)

    @property
    def method(self) -> str:
        """How the weights were made."""
        how = (
            _(
                "Post-stratification: the answers of each group are given weights that add up to "
                "the number of people in the group."
            )
            if self.kind == "poststratify"
            else ngettext(
                "Raking: the weights were scaled to each margin in turn until all fitted, in "
                "{count} round.",
                "Raking: the weights were scaled to each margin in turn until all fitted, in "
                "{count} rounds.",
                self.iterations,
            ).format(count=number(self.iterations))
        )
        largest = _("The largest weight is {ratio} times the median weight.").format(
            ratio=number(self.largest_ratio, 2)
        )
        return f"{how} {largest}"

    @property
    def settings(self) -> Mapping[str, object]:
        """The population numbers and the limits of the fit."""
        population = {
            margin.name: dict(zip(margin.categories, margin.population, strict=True))
            for margin in self.margins
        }
        limits = {"max_ratio": self.max_ratio}
        if self.kind == "poststratify":
            return {"population": population[self.margins[0].name], **limits}
        return {
            "margins": population,
            "tolerance": self.tolerance,
            "max_iterations": self.max_iterations,
            **limits,
        }


def fitted(
    kind: Kind,
    margins: Sequence[Margin],
    design: pd.Series,
    tolerance: float,
    max_iterations: int,
    max_ratio: float,
) -> Weights:
    """Scale weights to each margin in turn until all fit."""
    for margin in margins:
        for category, count in zip(
            margin.categories,
            np.bincount(margin.place, minlength=len(margin.categories)),
            strict=True,
        ):
            if not count:
                raise ValueError(
                    _(
                        "{name}: nobody in category {category} answered this question. Merge the "
                        "category with a like one and make the weights again."
                    ).format(name=margin.name, category=repr(category))
                )
    targets = [np.array(margin.population) for margin in margins]
    final = design.to_numpy(dtype=float, copy=True)
    iterations, gap = 0, np.inf
    while gap > tolerance:
        if iterations == max_iterations:
            raise ValueError(
                ngettext(
                    "Raking did not settle in {count} round; the largest gap is {gap} of a margin. "
                    "Some combination of categories has no answers: merge categories.",
                    "Raking did not settle in {count} rounds; the largest gap is {gap} of a "
                    "margin. Some combination of categories has no answers: merge categories.",
                    max_iterations,
                ).format(count=max_iterations, gap=f"{gap:.3g}")
            )
        iterations += 1
        for margin, target in zip(margins, targets, strict=True):
            final *= (target / margin.reached(final))[margin.place]
        gap = max(
            float(np.abs(margin.reached(final) / target - 1).max())
            for margin, target in zip(margins, targets, strict=True)
        )
    found = Weights(
        kind=kind,
        weights=pd.Series(final, index=design.index, name="weights"),
        design=design,
        margins=tuple(margins),
        iterations=iterations,
        tolerance=tolerance,
        max_iterations=max_iterations,
        max_ratio=max_ratio,
    )
    _check_ratio(found)
    return found


def _check_ratio(found: Weights) -> None:
    if found.largest_ratio > found.max_ratio:
        largest = int(found.weights.to_numpy().argmax())
        where = ", ".join(
            f"{margin.name} {margin.categories[margin.place[largest]]}" for margin in found.margins
        )
        raise ValueError(
            _(
                "The largest weight ({where}) is {ratio} times the median weight, above the limit "
                "of {limit}: a few answers would decide the result. Merge the category with a "
                "like one, or raise `max_ratio` knowingly."
            ).format(where=where, ratio=f"{found.largest_ratio:.1f}", limit=f"{found.max_ratio:g}")
        )
