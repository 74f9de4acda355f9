"""Weights that make the people who answered match known numbers of the population."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.survey.answers import Column, aligned, as_series, checked_weights
from sosiaali_lib.survey.design import coded, size_of
from sosiaali_lib.survey.weights import Margin, Weights, fitted

MAX_RATIO = 5.0
TOLERANCE = 1e-10
MAX_ITERATIONS = 1000

Numbers = Mapping[Any, float] | pd.Series


def poststratify(
    frame_or_strata: pd.DataFrame | Column,
    population: Numbers,
    weights: Column | None = None,
    *,
    max_ratio: float = MAX_RATIO,
) -> Weights:
    """Give weights with which each group counts as many people as it has in the population.

    Parameters
    ----------
    frame_or_strata
        The group of each person who answered; with several columns, the groups are their
        combinations. Not changed.
    population
        Number of people in each group of the population, by group (by tuple of values when there
        are several columns).
    weights
        Design weights; None when everybody counts the same.
    max_ratio
        The largest weight allowed, as a multiple of the median weight.

    Returns
    -------
    Weights
        For `weights=` of `mean`, `proportion` and `total`.

    Raises
    ------
    ValueError
        If a group of the population has no answers, a group or weight is missing, a population
        number is smaller than the number of answers, or a weight is above `max_ratio` medians.

    Notes
    -----
    w_i · N_h / Σ_h w (Holt & Smith 1979, J. R. Stat. Soc. A 142, 33–46). The limit on the weights
    is the project's own.

    Examples
    --------
    >>> found = poststratify(["A", "A", "B"], {"A": 10, "B": 19}, max_ratio=10)
    >>> list(found.weights)
    [5.0, 5.0, 19.0]
    """
    if isinstance(frame_or_strata, pd.DataFrame):
        frame = frame_or_strata
        groups = pd.Series(list(frame.itertuples(index=False, name=None)), index=frame.index)
        groups = groups.where(frame.notna().all(axis=1))
        if len(frame.columns) == 1:
            groups = frame.iloc[:, 0]
    else:
        groups = as_series(frame_or_strata, "strata")
    name = str(groups.name) if groups.name is not None else "strata"
    margin = _margin(name, groups, population)
    labelled = isinstance(frame_or_strata, (pd.Series, pd.DataFrame))
    design = _design(weights, groups, labelled, "frame_or_strata")
    return fitted("poststratify", [margin], design, TOLERANCE, MAX_ITERATIONS, max_ratio)


def rake(
    frame: pd.DataFrame,
    margins: Mapping[str, Numbers],
    weights: Column | None = None,
    *,
    tolerance: float = TOLERANCE,
    max_iterations: int = MAX_ITERATIONS,
    max_ratio: float = MAX_RATIO,
) -> Weights:
    """Give weights that fit several margins of the population at once.

    Parameters
    ----------
    frame
        One row a person who answered, with a column for each margin. Not changed.
    margins
        For each column, the number of people in the population by category. The margins have the
        same total.
    weights
        Design weights; None when everybody counts the same.
    tolerance
        Largest relative gap between a margin and what the weights reach.
    max_iterations
        Rounds over all margins after which the search is given up.
    max_ratio
        The largest weight allowed, as a multiple of the median weight.

    Returns
    -------
    Weights
        For `weights=` of `mean`, `proportion` and `total`.

    Raises
    ------
    ValueError
        If a category of the population has no answers, a category or weight is missing, the totals
        of the margins disagree, the weights do not settle, or a weight is above `max_ratio` medians.

    Notes
    -----
    Deming & Stephan (1940), Ann. Math. Stat. 11, 427–444: the weights are scaled to each margin in
    turn until all fit. The limit on the weights is the project's own.

    Examples
    --------
    >>> staff = pd.DataFrame({"ammatti": list("AABB"), "alue": list("xyxy")})
    >>> found = rake(staff, {"ammatti": {"A": 12, "B": 8}, "alue": {"x": 5, "y": 15}})
    >>> found.weights.round(6).tolist()
    [3.0, 9.0, 2.0, 6.0]
    """
    if not isinstance(frame, pd.DataFrame):
        raise ValueError(
            _("`frame` is a {kind}; expected a table with a column for each margin.").format(
                kind=type(frame).__name__
            )
        )
    if not margins:
        raise ValueError(_("`margins` is empty; give at least one column with its numbers."))
    for name in margins:
        if name not in frame.columns:
            raise ValueError(
                _("`frame` has no column {name}; it has {columns}.").format(
                    name=repr(name), columns=", ".join(map(str, frame.columns))
                )
            )
    found = [_margin(name, frame[name], numbers) for name, numbers in margins.items()]
    totals = [sum(margin.population) for margin in found]
    if max(totals) - min(totals) > 1e-9 * max(totals):
        raise ValueError(
            _("The margins have different totals: {totals}. They describe one population.").format(
                totals=", ".join(
                    f"{margin.name} {total:g}" for margin, total in zip(found, totals, strict=True)
                )
            )
        )
    design = _design(weights, frame[found[0].name], True, "frame")
    return fitted("rake", found, design, tolerance, max_iterations, max_ratio)


def _margin(name: str, column: pd.Series, population: Numbers) -> Margin:
    """Check the people's categories against the numbers of the population."""
    column = as_series(column, name)
    gaps = int(column.isna().sum())
    if gaps:
        raise ValueError(
            ngettext(
                "{name} is missing for {count} person; give them a category of their own, or "
                "leave them out.",
                "{name} is missing for {count} people; give them a category of their own, or "
                "leave them out.",
                gaps,
            ).format(name=repr(name), count=gaps)
        )
    if column.empty:
        raise ValueError(_("{name} has no rows, so there is nobody to weight.").format(name=name))
    if not isinstance(population, (Mapping, pd.Series)):
        raise ValueError(
            _(
                "The population numbers of {name} are a {kind}; expected a number for each "
                "category, such as {{'A': 10, 'B': 19}}."
            ).format(name=repr(name), kind=type(population).__name__)
        )
    sizes = {key: _number(size, name) for key, size in population.items()}
    found, place = coded(column)
    for category in found:
        if category not in sizes:
            raise ValueError(
                _(
                    "{name}: category {category} occurs among the answers, but not in the "
                    "population numbers ({known})."
                ).format(name=name, category=repr(category), known=", ".join(map(repr, population)))
            )
    for category, size in sizes.items():
        if size and category not in found:
            raise ValueError(
                _(
                    "{name}: nobody in category {category} answered, but it has {size} people in "
                    "the population. Merge it with a like category."
                ).format(name=name, category=repr(category), size=f"{size:g}")
            )
    for category, count in zip(found, np.bincount(place), strict=True):
        if sizes[category] < count:
            raise ValueError(
                _(
                    "{name}: the population number of category {category} is {size}, less than "
                    "its {count} answers. Give numbers of people, not shares."
                ).format(
                    name=name, category=repr(category), size=f"{sizes[category]:g}", count=count
                )
            )
    return Margin(name, tuple(found), tuple(sizes[one] for one in found), place)


def _number(size: Any, name: str) -> float:
    return 0.0 if size == 0 and not isinstance(size, bool) else size_of(size, name)


def _design(weights: Column | None, rows: pd.Series, labelled: bool, argument: str) -> pd.Series:
    """Give the weights before the fit, a row a person."""
    if weights is None:
        return pd.Series(1.0, index=rows.index)
    return checked_weights(aligned("weights", weights, rows.index, labelled, argument))
