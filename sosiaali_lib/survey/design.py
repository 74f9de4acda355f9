"""The sampling design: who was drawn together, from how many, and the variance that follows."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd

from sosiaali_lib.messages import _
from sosiaali_lib.survey.answers import Answers, Column

Population = float | Mapping[Any, float] | pd.Series


@dataclass(frozen=True, eq=False)
class Design:
    """Sampled units (people, or whole clusters of them) in strata of known or unknown size."""

    names: list[Any]  # the strata; one without a name when there are none
    stratum: np.ndarray  # stratum of each unit
    unit: np.ndarray  # unit of each person
    sizes: np.ndarray | None  # units in the population, a stratum each

    @property
    def counts(self) -> np.ndarray:
        """Units in the sample, a stratum each."""
        return np.bincount(self.stratum, minlength=len(self.names))

    @property
    def units(self) -> int:
        """Units in the sample."""
        return len(self.stratum)

    @property
    def population(self) -> float | None:
        """Units in the population."""
        return None if self.sizes is None else float(self.sizes.sum())

    @property
    def df(self) -> int:
        """Degrees of freedom: units less strata."""
        return self.units - len(self.names)

    @property
    def census(self) -> bool:
        """Whether every unit of the population answered."""
        return self.sizes is not None and bool((self.sizes == self.counts).all())

    def weights(self) -> np.ndarray:
        """Give each person the number of units that one sampled unit stands for."""
        share = self.sizes / self.counts if self.sizes is not None else np.ones(len(self.names))
        return np.asarray(share[self.stratum][self.unit], dtype=float)

    def variance(self, scores: np.ndarray) -> float | None:
        """Give the variance of the sum of `scores`; None when a single unit shows no spread."""
        totals = np.bincount(self.unit, weights=scores, minlength=self.units)
        counts = self.counts.astype(float)
        left = np.ones(len(counts)) if self.sizes is None else 1 - counts / self.sizes
        alone = (counts == 1) & (left > 0)
        if alone.any():
            return None
        centre = np.bincount(self.stratum, weights=totals) / counts
        squares = np.bincount(self.stratum, weights=(totals - centre[self.stratum]) ** 2)
        return float((left * counts / np.maximum(counts - 1, 1) * squares).sum())


def design_of(
    answers: Answers, population: Population | None, strata: Column | None, clusters: Column | None
) -> Design:
    """Describe the design of those who answered."""
    people = answers.values.index[answers.given]
    if strata is None:
        names, layer = [None], np.zeros(len(people), dtype=int)
    else:
        names, layer = coded(answers.complete("strata", strata))
    if clusters is None:
        unit, stratum = np.arange(len(people)), layer
    else:
        cluster_names, unit = coded(answers.complete("clusters", clusters))
        pairs = pd.DataFrame({"unit": unit, "layer": layer}).drop_duplicates().sort_values("unit")
        twice = pairs["unit"][pairs["unit"].duplicated()]
        if len(twice):
            raise ValueError(
                _(
                    "Cluster {name} lies in several strata; give clusters of different strata "
                    "different names."
                ).format(name=repr(cluster_names[twice.iloc[0]]))
            )
        stratum = pairs["layer"].to_numpy()
    counts = np.bincount(stratum, minlength=len(names))
    sizes = None if population is None else _sizes(answers, population, names, layer, strata)
    found = Design(names, stratum, unit, sizes)
    if sizes is not None:
        for name, size, count in zip(names, sizes, counts, strict=True):
            _check_size(float(size), int(count), name)
    if strata is not None:
        _check_alone(names, counts, sizes)
    return found


def size_of(size: Any, name: str) -> float:
    """Give a population size as a number; a fraction, zero or text is refused."""
    if isinstance(size, bool) or not isinstance(size, Real) or not math.isfinite(float(size)):
        raise ValueError(
            _("`{name}` is {size}; expected a number of people, such as 29.").format(
                name=name, size=repr(size)
            )
        )
    if float(size) < 1:
        raise ValueError(
            _(
                "`{name}` is {size}; expected the number in the whole population, such as 29, "
                "neither a sampling fraction n/N nor a correction 1 − n/N."
            ).format(name=name, size=size)
        )
    return float(size)


def _sizes(
    answers: Answers,
    population: Population,
    names: list[Any],
    layer: np.ndarray,
    strata: Column | None,
) -> np.ndarray:
    if isinstance(population, pd.Series):
        rows = answers.complete("population_size", population).to_numpy()
        by_stratum = [list(dict.fromkeys(rows[layer == place])) for place in range(len(names))]
        for name, found in zip(names, by_stratum, strict=True):
            if len(found) > 1:
                text = (
                    _(
                        "`population_size` has {count} different values; expected one number for "
                        "all rows, or `strata` within which it is the same."
                    )
                    if strata is None
                    else _(
                        "`population_size` has {count} different values in stratum {name}; "
                        "expected one number for all its rows."
                    )
                )
                raise ValueError(text.format(count=len(found), name=repr(name)))
        return np.array([size_of(found[0], "population_size") for found in by_stratum])
    if isinstance(population, Mapping):
        if strata is None:
            raise ValueError(
                _(
                    "`population_size` names strata, but `strata` is not given; give each person's "
                    "stratum, or one number."
                )
            )
        for name in population:
            size = population[name]
            if name not in names and (size != 0 or isinstance(size, bool)):
                raise ValueError(
                    _(
                        "Stratum {name} has {size} people and no answers, so nothing is known of "
                        "it; merge it with another stratum, or leave it out of the population."
                    ).format(name=repr(name), size=repr(size))
                )
        for name in names:
            if name not in population:
                raise ValueError(
                    _("`population_size` has no number for stratum {name}.").format(name=repr(name))
                )
        return np.array([size_of(population[name], "population_size") for name in names])
    if strata is not None:
        raise ValueError(
            _(
                "`population_size` is one number ({size}), but there are strata; give the size of "
                "each stratum, such as {{'A': 10, 'B': 19}}."
            ).format(size=population)
        )
    return np.array([size_of(population, "population_size")])


def _check_size(size: float, count: int, name: Any) -> None:
    if size < count:
        text = (
            _(
                "`population_size` is {size}, less than the {count} in the sample; expected the "
                "number in the whole population, answered or not."
            )
            if name is None
            else _(
                "`population_size` of stratum {name} is {size}, less than the {count} in the "
                "sample; expected the number in the whole stratum, answered or not."
            )
        )
        raise ValueError(text.format(size=f"{size:g}", count=count, name=repr(name)))


def _check_alone(names: list[Any], counts: np.ndarray, sizes: np.ndarray | None) -> None:
    for place, count in enumerate(counts):
        if count == 1 and (sizes is None or sizes[place] > 1):
            raise ValueError(
                _(
                    "Stratum {name} has a single sampled unit, which shows no spread; merge the "
                    "stratum with a like one."
                ).format(name=repr(names[place]))
            )


def coded(column: pd.Series) -> tuple[list[Any], np.ndarray]:
    """Number the values of a column in their order of appearance."""
    cells = [cell.item() if isinstance(cell, np.generic) else cell for cell in column]
    order = {name: place for place, name in enumerate(dict.fromkeys(cells))}
    return list(order), np.array([order[cell] for cell in cells], dtype=int)
